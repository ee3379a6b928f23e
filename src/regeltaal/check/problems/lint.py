"""Warnings: rules that are right, and may yet do something else than was meant."""

from collections.abc import Iterable

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Edit, Fix, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import condition, whole
from regeltaal.check.problems.suggestions import meaning

NEGATION_OVER_EMPTY = declare(
    "RT601",
    Severity.WARNING,
    title=Text(nl="Ontkenning van een veld dat leeg kan zijn", en="Negation of a field that may be empty"),
    message=Text(
        nl="is `{field}` leeg, dan is deze voorwaarde waar", en="when `{field}` is empty this condition is true"
    ),
    why=Text(
        nl="Een leeg veld is niet gelijk aan een waarde, dus `<>`, `NIET IN` en `NIET` gaan dan op. Zeg erbij wat u "
        "met een leeg veld bedoelt.",
        en="An empty field does not equal a value, so `<>`, `NIET IN` and `NIET` hold. Say what you mean for an empty "
        "field.",
    ),
    wrong=condition('relatie.plaats <> "Zeist"'),
    right=condition('relatie.plaats IS GEVULD EN relatie.plaats <> "Zeist"'),
)


def negation_over_empty(span: Span, field: str) -> Diagnostic:
    fixes = (_either(span, f"{field} IS LEEG"), _both(span, f"{field} IS GEVULD"))
    return Diagnostic(NEGATION_OVER_EMPTY, span, {"field": field}, fixes=fixes)


def _either(span: Span, addition: str) -> Fix:
    meant = Text(nl="Ook als het leeg is, dat is de bedoeling", en="Also when it is empty, that is meant")
    return _written(span, meant, f"({span.text} OF {addition})")


def _both(span: Span, addition: str) -> Fix:
    return _written(
        span, Text(nl="Alleen als het gevuld is", en="Only when it is filled"), f"({span.text} EN {addition})"
    )


def _written(span: Span, meant: Text, text: str) -> Fix:
    """A fix that says what it is for and what it writes."""
    shown = " ".join(text.split())
    return Fix(Text(nl=f"{meant.nl}: `{shown}`", en=f"{meant.en}: `{shown}`"), (Edit(span, text),))


TWO_OPTIONAL = declare(
    "RT602",
    Severity.WARNING,
    title=Text(nl="Twee velden vergeleken die leeg kunnen zijn", en="Two fields compared that may be empty"),
    message=Text(
        nl="zijn `{left}` en `{right}` allebei leeg, dan gelden zij als gelijk",
        en="when `{left}` and `{right}` are both empty they count as equal",
    ),
    why=Text(
        nl="Leeg is gelijk aan leeg. Wie twee ingevulde waarden wil vergelijken, zegt dat erbij.",
        en="Empty equals empty. To compare two filled-in values, say so.",
    ),
    wrong=condition("datum = einddatum"),
    right=condition("datum IS GEVULD EN datum = einddatum"),
)


def two_optional(span: Span, left: str, right: str) -> Diagnostic:
    return Diagnostic(TWO_OPTIONAL, span, {"left": left, "right": right}, fixes=(_both(span, f"{left} IS GEVULD"),))


ANDERS_WITHOUT_UNKNOWN = declare(
    "RT603",
    Severity.WARNING,
    title=Text(nl="ANDERS zonder BIJ ONBEKEND", en="ANDERS without BIJ ONBEKEND"),
    message=Text(
        nl="is {fields} leeg, dan draait noch DAN noch ANDERS", en="when {fields} is empty neither DAN nor ANDERS runs"
    ),
    why=Text(
        nl="ANDERS draait alleen als de voorwaarde onwaar is. Van iets leegs weet niemand of het groter of kleiner is; "
        "zeg met BIJ ONBEKEND wat er dan gebeurt.",
        en="ANDERS runs only when the condition is false. Nobody knows whether something empty is bigger or smaller; "
        "say with BIJ ONBEKEND what then happens.",
    ),
    wrong=whole(
        'REGEL "Voorbeeld"\nWANNEER werkbon compleet gemeld\nEN duur > 240\nDAN WIS datum\nANDERS WIS commentaar'
    ),
    right=whole(
        'REGEL "Voorbeeld"\nWANNEER werkbon compleet gemeld\nEN duur > 240\nDAN WIS commentaar\n'
        'ANDERS ARCHIVEER werkbon\nBIJ ONBEKEND MAAK taak MET titel = "Vul de duur in"'
    ),
    hint=Text(nl="Voeg `BIJ ONBEKEND` met een actie toe.", en="Add `BIJ ONBEKEND` with an action."),
)


def anders_without_unknown(span: Span, fields: Iterable[str]) -> Diagnostic:
    names = [f"`{name}`" for name in fields]
    shown = Text(nl=" of ".join(names), en=" or ".join(names))
    return Diagnostic(ANDERS_WITHOUT_UNKNOWN, span, {"fields": shown})


EVERY_OF_NONE = declare(
    "RT604",
    Severity.WARNING,
    title=Text(nl="ELKE bij een lijst die leeg kan zijn", en="ELKE with a list that may be empty"),
    message=Text(
        nl="is `{items}` leeg, dan is deze voorwaarde waar", en="when `{items}` is empty this condition is true"
    ),
    why=Text(
        nl="Van een lege lijst voldoet elke rij, want er is er geen die niet voldoet.",
        en="Of an empty list every row complies, for there is none that does not.",
    ),
    wrong=condition("ELK materiaal IN materialen WAARVOOR materiaal.aantal = 1"),
    right=condition("materialen IS GEVULD EN ELK materiaal IN materialen WAARVOOR materiaal.aantal = 1"),
)


def every_of_none(span: Span, items: str) -> Diagnostic:
    return Diagnostic(EVERY_OF_NONE, span, {"items": items}, fixes=(_both(span, f"{items} IS GEVULD"),))


DIFFERING_LETTER = declare(
    "RT605",
    Severity.WARNING,
    title=Text(nl="Letter die niet overal gelijk is", en="Letter that differs between systems"),
    message=Text(
        nl="de letter `{letter}` heeft niet overal dezelfde kleine letter",
        en="the letter `{letter}` has not the same lower case everywhere",
    ),
    why=Text(
        nl="Tekst wordt in kleine letters vergeleken. Bij deze letter verschillen programma's en databanken daarin.",
        en="Text is compared in lower case. Programs and databases differ on this letter.",
    ),
    wrong=condition('commentaar = "İzmir"'),
    right=condition('commentaar = "Izmir"'),
)


def differing_letter(span: Span, letter: str) -> Diagnostic:
    return Diagnostic(DIFFERING_LETTER, span, {"letter": letter})


BEYOND_CAP = declare(
    "RT606",
    Severity.WARNING,
    title=Text(nl="Vergelijking voorbij het hoogste getal", en="Comparison beyond the highest number"),
    message=Text(
        nl="`{field}` telt tot {cap}; deze vergelijking is altijd {outcome}",
        en="`{field}` counts up to {cap}; this comparison is always {outcome}",
    ),
    why=Text(
        nl="Dit veld wordt niet hoger dan zijn grens, ook als er in werkelijkheid meer zijn.",
        en="This field gets no higher than its limit, even where there are more in reality.",
    ),
    hint=Text(
        nl="Schrijf `{field} >= {cap}` voor {cap} of meer.",
        en="Write `{field} >= {cap}` for {cap} or more.",
    ),
    wrong=whole(
        'REGEL "Voorbeeld"\nWANNEER document ontvangen\nEN document aantal pagina\'s > 60\nDAN VERWIJDER document',
        "boekhouding",
    ),
    right=whole(
        'REGEL "Voorbeeld"\nWANNEER document ontvangen\nEN document aantal pagina\'s > 40\nDAN VERWIJDER document',
        "boekhouding",
    ),
)

TRUE = Text(nl="waar", en="true")
FALSE = Text(nl="onwaar", en="false")


def beyond_cap(span: Span, field: str, cap: int, outcome: Text) -> Diagnostic:
    return Diagnostic(BEYOND_CAP, span, {"field": field, "cap": cap, "outcome": outcome})


NEAR_MISS = declare(
    "RT609",
    Severity.WARNING,
    title=Text(nl="Keuze die op een bekende lijkt", en="Choice that resembles a known one"),
    message=Text(
        nl='"{value}" staat niet in de lijst `{enum}`, maar lijkt op een waarde die er wel in staat',
        en='"{value}" is not in the list `{enum}`, but resembles a value that is',
    ),
    why=Text(
        nl="Deze lijst is open: een bedrijf kan eigen waarden hebben. Daarom is dit een waarschuwing.",
        en="This list is open: a company can have values of its own. So this is a warning.",
    ),
    wrong=condition('type werkzaamheden = "Onderhout"'),
    right=condition('type werkzaamheden = "Onderhoud"'),
)


def near_miss(span: Span, enum: str, value: str, near: str) -> Diagnostic:
    return meaning(NEAR_MISS, span, {"enum": enum, "value": value}, f'"{near}"')


REVERSED_RANGE = declare(
    "RT610",
    Severity.WARNING,
    title=Text(nl="Grenzen omgekeerd", en="Bounds reversed"),
    message=Text(
        nl="de eerste grens ligt boven de tweede; hier valt niets tussen",
        en="the first bound lies above the second; nothing is between them",
    ),
    why=Text(
        nl="Achter TUSSEN en VANAF staat eerst de laagste waarde.", en="Behind TUSSEN and VANAF the lowest comes first."
    ),
    wrong=condition("duur TUSSEN 60 EN 30"),
    right=condition("duur TUSSEN 30 EN 60"),
)


def reversed_range(span: Span) -> Diagnostic:
    return Diagnostic(REVERSED_RANGE, span)


_KLUSSEN = (
    "DOMEIN klussen\nOBJECT klus\n  VELD naam: tekst VERPLICHT SLEUTEL\n  VELD uren: getal WIJZIGBAAR\n"
    "GEBEURTENIS klus gemeld BIJ klus NIEUW\nFUNCTIE TARIEF(uren: getal): bedrag\n"
)
_WITH_FUNCTION = (
    ("regeltaal.toml", '[project]\ndomein = "klussen.domein"\nregels = ["*.regel"]\n'),
    ("klussen.domein", _KLUSSEN),
)
_GUARDED = 'DOMEIN klussen\nREGEL "Voorbeeld"\nWANNEER klus gemeld\nEN uren IS GEVULD\n'

UNBOUND_FUNCTION = declare(
    "RT612",
    Severity.WARNING,
    title=Text(nl="Functie zonder code", en="Function without code"),
    message=Text(
        nl="functie `{function}` is niet aan code gekoppeld; deze regel geeft hier altijd FOUT",
        en="function `{function}` is bound to no code; here this rule always gives FOUT",
    ),
    why=Text(
        nl="Een FUNCTIE van het domein zegt welke waarden erin en eruit gaan; het rekenwerk zelf staat in code die bij "
        "het domein hoort.",
        en="A FUNCTIE of the domain says which values go in and out; the computing itself is in code that belongs to "
        "the domain.",
    ),
    wrong=whole(f"{_GUARDED}EN TARIEF(uren) > € 100\nDAN ZET uren = 0", "klussen", _WITH_FUNCTION),
    right=whole(f"{_GUARDED}EN uren > 2\nDAN ZET uren = 0", "klussen", _WITH_FUNCTION),
    hint=Text(
        nl="Gebruik een functie van de taal, of laat de code erbij maken.",
        en="Use a function of the language, or have the code made.",
    ),
)


def unbound_function(span: Span, function: str) -> Diagnostic:
    return Diagnostic(UNBOUND_FUNCTION, span, {"function": function})


WITHOUT_COMPANY = declare(
    "RT613",
    Severity.WARNING,
    title=Text(nl="Veld getoetst zonder het veld dat erbij hoort", en="Field tested without the one that goes with it"),
    message=Text(nl="`{field}` wordt getoetst zonder `{other}`", en="`{field}` is tested without `{other}`"),
    why=Text(
        nl="Het domein zegt dat dit veld zonder het andere verkeerd kan uitvallen: een bedrag zonder zijn munt, of een "
        "uitslag die bij veel pagina's niet klopt.",
        en="The domain says that this field may come out wrong without the other: an amount without its currency, or a "
        "finding that is not right of many pages.",
    ),
    hint=Text(nl="Voeg een voorwaarde op `{other}` toe.", en="Add a condition on `{other}`."),
    wrong=whole(
        'REGEL "Voorbeeld"\nWANNEER document ontvangen\nEN splitsen vereist = NEE\nDAN LEES document in', "boekhouding"
    ),
    right=whole(
        'REGEL "Voorbeeld"\nWANNEER document ontvangen\nEN splitsen vereist = NEE\n'
        "EN document aantal pagina's < 50\nDAN LEES document in",
        "boekhouding",
    ),
)


def without_company(span: Span, field: str, other: str) -> Diagnostic:
    return Diagnostic(WITHOUT_COMPANY, span, {"field": field, "other": other})
