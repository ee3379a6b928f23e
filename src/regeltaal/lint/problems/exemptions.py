"""Exceptions by comment that can't be followed, or that are not needed."""

from collections.abc import Iterable

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Edit, Fix, Sample, Severity
from regeltaal.base.source import Span
from regeltaal.base.suggest import meant, nearest
from regeltaal.base.text import Text

_FORM = Text(
    nl="Schrijf `# regeltaal: uit RT601 omdat …`, met achter `omdat` de reden.",
    en="Write `# regeltaal: uit RT601 omdat …`, with the reason behind `omdat`.",
)


def _rule(comment: str) -> Sample:
    lines = (
        'REGEL "Buiten Zeist"',
        comment,
        "WANNEER werkbon compleet gemeld",
        'EN relatie.plaats <> "Zeist"',
        "DAN WIS commentaar",
    )
    return Sample("\n".join(line for line in lines if line))


_RIGHT = _rule("# regeltaal: uit RT601 omdat een relatie zonder plaats ook van buiten komt")

NOT_UNDERSTOOD = declare(
    "RT615",
    Severity.WARNING,
    name="onbegrepen-uitzondering",
    title=Text(nl="Uitzondering die niet wordt begrepen", en="Exception that is not understood"),
    message=Text(
        nl="dit commentaar begint met `regeltaal:` en is toch geen uitzondering",
        en="this comment begins with `regeltaal:` and yet is no exception",
    ),
    why=Text(
        nl="Commentaar dat met `regeltaal:` begint is voor de controle bedoeld. Wat niet wordt begrepen, werkt niet.",
        en="A comment that begins with `regeltaal:` is for the checker. What is not understood does nothing.",
    ),
    hint=_FORM,
    wrong=_rule("# regeltaal: negeer RT601"),
    right=_RIGHT,
)


def not_understood(span: Span) -> Diagnostic:
    return Diagnostic(NOT_UNDERSTOOD, span)


WITHOUT_REASON = declare(
    "RT616",
    Severity.WARNING,
    name="uitzondering-zonder-reden",
    title=Text(nl="Uitzondering zonder reden", en="Exception without a reason"),
    message=Text(
        nl="de uitzondering op {codes} noemt geen reden, en telt daarom niet",
        en="the exception to {codes} gives no reason, so it does not count",
    ),
    why=Text(
        nl="Wie de regels later leest, moet kunnen nagaan waarom een melding hier niet gewenst is.",
        en="Who reads the rules later must be able to see why a message is not wanted here.",
    ),
    hint=Text(nl="Zet erachter `omdat` en de reden.", en="Put `omdat` and the reason behind it."),
    wrong=_rule("# regeltaal: uit RT601"),
    right=_RIGHT,
)


def without_reason(span: Span, codes: str) -> Diagnostic:
    return Diagnostic(WITHOUT_REASON, span, {"codes": f"`{codes}`"})


UNKNOWN_CODE = declare(
    "RT617",
    Severity.WARNING,
    name="uitzondering-op-onbekende-code",
    title=Text(nl="Uitzondering op een onbekende code", en="Exception to an unknown code"),
    message=Text(
        nl="`{code}` is geen melding die uit kan{meant}", en="`{code}` is no message that can be switched off{meant}"
    ),
    why=Text(
        nl="Een uitzondering noemt de code of de naam van een waarschuwing of hint. Een fout kan niet uit: die regel "
        "zou niet werken.",
        en="An exception names the code or the name of a warning or hint. An error can't be switched off: that rule "
        "would not work.",
    ),
    hint=Text(nl="`regeltaal uitleg` noemt alle codes.", en="`regeltaal uitleg` lists all codes."),
    wrong=_rule("# regeltaal: uit RT9999 omdat een relatie zonder plaats ook van buiten komt"),
    right=_RIGHT,
)


def unknown_code(span: Span, code: str, known: Iterable[str]) -> Diagnostic:
    names = list(known)
    near = nearest(code, names, 1)
    title = Text(nl=f"Schrijf `{near[0]}`", en=f"Write `{near[0]}`") if near else None
    fixes = () if title is None else (Fix(title, (Edit(span, near[0]),)),)
    return Diagnostic(UNKNOWN_CODE, span, {"code": code, "meant": meant(code, names)}, fixes=fixes)


def an_error(span: Span, code: str) -> Diagnostic:
    return Diagnostic(
        UNKNOWN_CODE,
        span,
        {"code": code, "meant": Text(nl=": het is een fout", en=": it is an error")},
        hint=Text(
            nl=f"Herstel de fout; `regeltaal uitleg {code}` zegt hoe.",
            en=f"Mend it; `regeltaal uitleg {code}` says how.",
        ),
    )


UNUSED = declare(
    "RT618",
    Severity.WARNING,
    name="overbodige-uitzondering",
    title=Text(nl="Uitzondering die niets verbergt", en="Exception that hides nothing"),
    message=Text(
        nl="deze uitzondering op {code} is niet nodig: er is hier geen zo'n melding",
        en="this exception to {code} is not needed: there is no such message here",
    ),
    why=Text(
        nl="Een uitzondering die is blijven staan, zou later een echte melding verbergen.",
        en="An exception that was left behind would hide a real message later.",
    ),
    hint=Text(nl="Haal de uitzondering weg.", en="Remove the exception."),
    wrong=Sample(
        'REGEL "In Zeist"\n# regeltaal: uit RT601 omdat een relatie zonder plaats ook van buiten komt\n'
        'WANNEER werkbon compleet gemeld\nEN relatie.plaats = "Zeist"\nDAN WIS commentaar'
    ),
    right=_RIGHT,
)


def unused(span: Span, code: str) -> Diagnostic:
    return Diagnostic(UNUSED, span, {"code": f"`{code}`"})
