"""What may rightly be said besides the planted defect: by kind, the other codes with the reason."""

_UNSURE = "the planted part is a negation of a field that may be empty, which so counts as true"
_SAME_FIELD = "the second rule writes the field that the first writes"
_NO_ELSE = "the planted ANDERS says nothing of ONBEKEND, which there is"
_NEVER = "never true is also that the rule never fires, and the other way round"

ALSO_RIGHT: dict[str, dict[str, str]] = {
    "altijd-waar": {
        "RT601": _UNSURE,
        "omvatte-voorwaarde": "of two parts of which one always holds, one holds the other",
        "dubbele-voorwaarde": "idem, where they are the same",
    },
    "nooit-waar": {
        "RT601": _UNSURE,
        "regel-gaat-nooit-af": _NEVER,
        "omvatte-voorwaarde": "a part that never holds is held by every other",
        "toets-herhaalt-aanleiding": "a test of what the event says already",
        "leeg-veld-getoond": "the planted part says that a field is empty which the rule shows",
        "vergelijking-met-ja-nee": "the planted part compares with NEE",
    },
    "dubbele-voorwaarde": {"omvatte-voorwaarde": "a part that stands there twice is held by itself"},
    "omvatte-voorwaarde": {"dubbele-voorwaarde": "a value in a list is that value", "of-keten": "two values with OF"},
    "dubbele-ontkenning": {"RT601": _UNSURE},
    "vergelijking-met-zichzelf": {
        "RT601": _UNSURE,
        "RT602": "both sides may be empty, being the same",
        "altijd-waar": "a field is always equal to itself",
        "nooit-waar": "and never unequal",
        "regel-gaat-nooit-af": _NEVER,
    },
    "vergelijking-met-leeg": {"RT601": _UNSURE},
    "vergelijking-met-ja-nee": {
        "RT601": _UNSURE,
        "actie-nooit-mogelijk": "the field may be the one that the domain asks the action not to find",
    },
    "elk-in-ontkenning": {"RT601": _UNSURE, "RT604": "ELK of a list that may be empty"},
    "te-veel-gevraagd": {
        "RT601": _UNSURE,
        "altijd-waar": "a group that asks what is always so",
        "nooit-waar": "a group that asks for more than there is",
        "regel-gaat-nooit-af": _NEVER,
    },
    "groep-van-een": {"RT601": _UNSURE},
    "aantal-nul": {"RT601": _UNSURE},
    "actie-nooit-mogelijk": {"leeg-veld-getoond": "the planted part says that a field is empty which the rule shows"},
    "RT608": {"leeg-veld-getoond": "the field that is cleared last is shown"},
    "regex-zonder-teken": {"RT601": _UNSURE},
    "bereik-van-een-waarde": {
        "RT610": "bounds that are the same, of which the second does not count",
        "nooit-waar": "there is nothing from a value up to itself",
        "regel-gaat-nooit-af": _NEVER,
    },
    "datum-vast": {
        "altijd-waar": "a test of fixed dates is always true",
        "nooit-waar": "or never",
        "regel-gaat-nooit-af": _NEVER,
    },
    "standaard-prioriteit": {"stop-zonder-gevolg": "with the default it runs last, and stops nothing"},
    "RT607": {
        "altijd-waar": "the field that is meant to be the row's may be a required one of the record",
        "rij-niet-getoetst": "that is what comes of it",
    },
    "RT604": {"RT601": _UNSURE},
    "RT610": {"nooit-waar": "nothing is between bounds that are reversed", "regel-gaat-nooit-af": _NEVER},
    "RT606": {
        "altijd-waar": "a comparison beyond the highest number is always the same",
        "nooit-waar": "idem",
        "regel-gaat-nooit-af": _NEVER,
    },
    "RT603": {"onbereikbare-anders": "where the planted bound can't be false"},
    "toets-herhaalt-aanleiding": {
        "altijd-waar": "what the event says already is always true",
        "omvatte-voorwaarde": "idem",
    },
    "regel-gaat-nooit-af": {"nooit-waar": _NEVER, "altijd-waar": "an event that changes a field says so"},
    "van-is-naar": {"nooit-waar": _NEVER, "regel-gaat-nooit-af": _NEVER},
    "onbereikbare-anders": {
        "RT601": _UNSURE,
        "RT603": _NO_ELSE,
        "altijd-waar": "that is why ANDERS is not reached",
        "omvatte-voorwaarde": "idem",
    },
    "onbereikbaar-bij-onbekend": {
        "omvatte-voorwaarde": "the planted IS GEVULD is held by the bound behind it, save for ONBEKEND",
        "zelfde-takken": "the planted branch may be that of ANDERS",
    },
    "gelijke-prioriteit": {"RT527": _SAME_FIELD},
    "onbereikbare-regel": {
        "omvatte-voorwaarde": "a part of the narrower rule is held",
        "dubbele-voorwaarde": "idem",
    },
    "kettinggevolg": {"RT527": _SAME_FIELD},
    "dubbele-regel": {
        "RT527": _SAME_FIELD,
        "onbereikbare-regel": "in a phase EERSTE the copy is never reached",
        "namen-haast-gelijk": "the copy has a name like it",
    },
    "zelfde-takken": {
        "RT603": _NO_ELSE,
        "leeg-veld-getoond": "what DAN shows of a filled field is empty in ANDERS",
    },
    "dubbele-actie": {"RT608": "the same field is written twice"},
    "zet-op-zichzelf": {"RT527": _SAME_FIELD},
    "zet-zoals-getoetst": {
        "RT528": "a rule that writes the field which its own event follows",
        "RT527": _SAME_FIELD,
    },
    "leeg-veld-getoond": {"ongebruikt-resultaat": "the result is named for the text"},
    "lus-zonder-rij": {"RT608": "a field that is written once for each row"},
    "overlappende-rijen": {
        "RT527": _SAME_FIELD,
        "dubbele-rij": "rows that are the same save for capitals",
        "onbereikbare-regel": "the second row is never reached in a phase EERSTE",
    },
    "dubbele-rij": {"overlappende-rijen": "two equal rows overlap", "RT527": _SAME_FIELD, "onbereikbare-regel": "idem"},
    "ongebruikte-definitie": {"ongebruikt-gebruik": "the file was used for it"},
    "ongebruikte-lijst": {"ongebruikt-gebruik": "the file was used for it"},
    "ongebruikt-gebruik": {
        "ongebruikte-definitie": "what only the rules used that were taken away",
        "ongebruikte-lijst": "idem",
        "RT808": "a test expects what only a rule did that was taken away",
    },
    "dubbele-aanleiding": {"regel-gaat-nooit-af": "the planted trigger may be against the condition"},
    "wachttijd-nul": {"wacht-zonder-mits": "the planted wait has no MITS"},
    "naam-zegt-niets": {
        "namen-haast-gelijk": "names like that look alike",
    },
}
