"""Problems with what is written as elsewhere: in a spreadsheet, in mathematics. One function each, beside its code."""

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Edit, Fix, Sample, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.syntax.problems.signs import MEANT, WRONG_NOTATION
from regeltaal.syntax.problems.structure import superfluous
from regeltaal.syntax.problems.words import WRONG_WORD

_RIGHT = Sample(
    'REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN duur > 60\nDAN ZET commentaar = "lang"\nANDERS WIS commentaar\n'
)

SPREADSHEET = declare(
    "RT135",
    Severity.ERROR,
    title=Text(nl="ALS met haakjes en puntkomma's", en="ALS with brackets and semicolons"),
    message=Text(
        nl="`ALS(…; …)` is de schrijfwijze van een rekenblad; een regel heeft `DAN` voor wat er moet gebeuren",
        en="`ALS(…; …)` is how a spreadsheet has it; a rule has `DAN` for what has to be done",
    ),
    why=Text(
        nl="In een rekenblad kiest `ALS` tussen twee waarden. In een regel staan de voorwaarden achter `EN`, de acties "
        "achter `DAN` en die voor het andere geval achter `ANDERS`.",
        en="In a spreadsheet `ALS` chooses between two values. In a rule the conditions stand behind `EN`, the actions "
        "behind `DAN` and those for the other case behind `ANDERS`.",
    ),
    hint=Text(
        nl="Schrijf `ALS`, de voorwaarde, `DAN` en de actie, zonder haakjes; wat anders moet gebeuren staat achter "
        "`ANDERS`.",
        en="Write `ALS`, the condition, `DAN` and the action, without brackets; what has to be done otherwise stands "
        "behind `ANDERS`.",
    ),
    wrong=Sample(
        'REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nALS(duur > 60; ZET commentaar = "lang"; WIS commentaar)\n'
    ),
    right=_RIGHT,
)


def spreadsheet_if(span: Span, edits: tuple[Edit, ...], *, has_other: bool) -> Diagnostic:
    word = "`DAN` en `ANDERS`" if has_other else "`DAN`"
    title = Text(nl=f"schrijf het met {word}", en=f"write it with {word.replace(' en ', ' and ')}")
    return Diagnostic(SPREADSHEET, span, fixes=(Fix(title, edits),))


def spreadsheet_choice(span: Span, edits: tuple[Edit, ...]) -> Diagnostic:
    fix = Fix(Text(nl="schrijf alleen de voorwaarde", en="write the condition alone"), edits)
    return Diagnostic(SPREADSHEET, span, hint=CONDITION_ALONE, fixes=(fix,))


CONDITION_ALONE = Text(
    nl="Achter `EN` staat de voorwaarde zelf, zonder `ALS` en zonder `JA` en `NEE`.",
    en="Behind `EN` stands the condition itself, without `ALS` and without `JA` and `NEE`.",
)


CHAINED = declare(
    "RT136",
    Severity.ERROR,
    title=Text(nl="Twee vergelijkingen aan elkaar", en="Two comparisons in a chain"),
    message=Text(
        nl="hier staan twee vergelijkingen aan elkaar; schrijf ze als twee voorwaarden: `{right}`",
        en="two comparisons are chained here; write them as two conditions: `{right}`",
    ),
    why=Text(
        nl="Een vergelijking heeft links en rechts één waarde. Voor een getal tussen twee grenzen is er ook `TUSSEN`.",
        en="A comparison has one value on the left and one on the right. For a number between two bounds there is "
        "`TUSSEN` too.",
    ),
    wrong=Sample(
        'REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN 60 < duur < 90\nDAN ZET commentaar = "lang"\n'
        "ANDERS WIS commentaar\n"
    ),
    right=_RIGHT,
)


def chained(span: Span, right: str, edit: Edit) -> Diagnostic:
    shown = " ".join(right.split())
    fix = Fix(Text(nl=f"schrijf `{shown}`", en=f"write `{shown}`"), (edit,))
    return Diagnostic(CHAINED, span, {"right": shown}, fixes=(fix,))


WAITING = declare(
    "RT137",
    Severity.ERROR,
    title=Text(nl="Wachten als actie", en="Waiting as an action"),
    message=Text(
        nl="`{found}` is geen actie; wachten hoort bij wat er daarna gebeurt: `{action} NA {duration}`",
        en="`{found}` is no action; waiting goes with what is done after it: `{action} NA {duration}`",
    ),
    why=Text(
        nl="Een regel staat nooit stil. Met `NA` wordt één actie later gedaan, en gaan de andere gewoon door.",
        en="A rule never stands still. With `NA` one action is done later, and the others simply go on.",
    ),
    wrong=Sample(
        'REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nDAN\n  WACHT 30 minuten\n  MAAK taak MET titel = "Nabellen"\n'
    ),
    right=Sample(
        'REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nDAN\n  MAAK taak NA 30 minuten MET titel = "Nabellen"\n'
    ),
)


def waiting(span: Span, action: str, edits: tuple[Edit, ...]) -> Diagnostic:
    found = " ".join(span.text.split())
    duration = found.partition(" ")[2]
    right = f"{action} NA {duration}"
    fix = Fix(Text(nl=f"schrijf `{right}`", en=f"write `{right}`"), edits)
    return Diagnostic(WAITING, span, {"found": found, "action": action, "duration": duration}, fixes=(fix,))


NOT_ALL = Text(
    nl="Met een naam of een kenmerk erachter zijn het niet alle administraties: haal `ALLE` weg; zijn dit juist de "
    "uitzonderingen, zet er dan `BEHALVE` voor.",
    en="With a name or a tag behind it they are not all administrations: remove `ALLE`; if these are the exceptions, "
    "put `BEHALVE` before them.",
)


def not_all(span: Span, edit: Edit) -> Diagnostic:
    found = superfluous(span)
    fix = Fix(found.fixes[0].title, (edit,))
    return Diagnostic(found.code, span, found.facts, NOT_ALL, (fix,))


FOR_EACH = Text(
    nl="Zet op de puntjes het object waar de regel over gaat, zoals `VOOR ELKE relatie`.",
    en="Put the object that the rule is about in place of the dots, such as `VOOR ELKE relatie`.",
)


def by_clock(span: Span, right: str) -> Diagnostic:
    """What the rule is about only the author knows, so there is no fix."""
    return Diagnostic(WRONG_WORD, span, {"found": " ".join(span.text.split()), "right": right}, FOR_EACH)


def no_year(span: Span, day: str) -> Diagnostic:
    """No year can be thought up, so there is no fix."""
    return Diagnostic(WRONG_NOTATION, span, {"found": day, "meant": MEANT["date"], "right": f"{day} 2027"}, WITH_YEAR)


WITH_YEAR = Text(nl="Schrijf het jaar erbij, zoals `{right}`.", en="Write the year too, such as `{right}`.")
