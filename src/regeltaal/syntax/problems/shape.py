"""Problems of what fits the grammar and still makes no sense: one function each, beside its code."""

from collections.abc import Iterator, Sequence

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Edit, Fix, Sample, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Fact, Text
from regeltaal.syntax import tree
from regeltaal.syntax.problems.structure import SUPERFLUOUS

WHERE_WITHOUT_ROWS = declare(
    "RT121",
    Severity.ERROR,
    title=Text(nl="WAARVOOR zonder rijen", en="WAARVOOR without rows"),
    message=Text(
        nl="vóór `WAARVOOR` hoort een naam met de lijst waar die uit komt: `{function}(x IN lijst WAARVOOR …)`",
        en="`WAARVOOR` follows a name and the list it comes from: `{function}(x IN list WAARVOOR …)`",
    ),
    why=Text(
        nl="Met `WAARVOOR` kiest u rijen uit een lijst. De naam voor `IN` is hoe u één rij in de voorwaarde noemt.",
        en="`WAARVOOR` picks rows of a list. The name before `IN` is what one row is called in the condition.",
    ),
    wrong=Sample("DEFINITIE grote klus BIJ werkbon = AANTAL(materialen WAARVOOR prijs > € 10) > 5\n"),
    right=Sample(
        "DEFINITIE grote klus BIJ werkbon = AANTAL(materiaal IN materialen WAARVOOR materiaal.prijs > € 10) > 5\n"
    ),
)


def where_without_rows(span: Span, function: str) -> Diagnostic:
    return Diagnostic(WHERE_WITHOUT_ROWS, span, {"function": function})


NO_COUNT = declare(
    "RT122",
    Severity.ERROR,
    title=Text(nl="Geen aantal", en="Not a count"),
    message=Text(
        nl="`{found}` is geen aantal; hier hoort een heel getal zonder teken, zoals `2`",
        en="`{found}` is no count; a whole number without a sign belongs here, such as `2`",
    ),
    why=Text(
        nl="`MINSTENS`, `PRECIES` en `MAAL` tellen, en tellen gaat met hele getallen.",
        en="`MINSTENS`, `PRECIES` and `MAAL` count, and one counts in whole numbers.",
    ),
    wrong=Sample("DEFINITIE druk BIJ werkbon = MINSTENS 1,5 VAN (garantie; werk gereed; adhoc werkbon)\n"),
    right=Sample("DEFINITIE druk BIJ werkbon = MINSTENS 2 VAN (garantie; werk gereed; adhoc werkbon)\n"),
)


def no_count(span: Span, found: str) -> Diagnostic:
    return Diagnostic(NO_COUNT, span, {"found": found})


OTHER_SCOPE = declare(
    "RT123",
    Severity.ERROR,
    title=Text(nl="Een regel geldt voor administraties", en="A rule holds for administrations"),
    message=Text(
        nl="`VOOR` in de kop van een regel gaat over `administraties`, niet over `{found}`",
        en="`VOOR` in the head of a rule is about `administraties`, not about `{found}`",
    ),
    why=Text(
        nl="Voor welke gegevens een regel werkt volgt uit de gebeurtenis achter `WANNEER` en uit de voorwaarden.",
        en="Which records a rule is for follows from the event behind `WANNEER` and from the conditions.",
    ),
    hint=Text(
        nl="Schrijf `administraties`, of laat dit deel weg: voor welke gegevens de regel werkt volgt uit `WANNEER` en "
        "de voorwaarden.",
        en="Write `administraties`, or leave this part out: which records the rule is for follows from `WANNEER` and "
        "the conditions.",
    ),
    wrong=Sample('REGEL "Voorbeeld"\n  VOOR ALLE klanten\nWANNEER werkbon aangemaakt\nDAN ZET commentaar = "nieuw"\n'),
    right=Sample(
        'REGEL "Voorbeeld"\n  VOOR ALLE administraties\nWANNEER werkbon aangemaakt\nDAN ZET commentaar = "nieuw"\n'
    ),
)


def other_scope(span: Span, found: str) -> Diagnostic:
    fix = Fix(Text(nl="schrijf `administraties`", en="write `administraties`"), (Edit(span, "administraties"),))
    return Diagnostic(OTHER_SCOPE, span, {"found": found}, fixes=(fix,))


VALUE_IN_FIXED_TEXT = declare(
    "RT124",
    Severity.ERROR,
    title=Text(nl="Veld in een vaste tekst", en="Field in a fixed text"),
    message=Text(
        nl="in deze tekst kan geen veld tussen accolades staan; schrijf de tekst voluit, of `\\{{` voor een accolade",
        en="this text can't hold a field in braces; write it in full, or `\\{{` for a plain brace",
    ),
    why=Text(
        nl="Namen en kenmerken van administraties liggen vast voordat er een gebeurtenis is om een veld uit te lezen.",
        en="Names and tags of administrations are fixed before there is an event to read a field of.",
    ),
    wrong=Sample(
        'REGEL "Voorbeeld"\n  VOOR administraties "{naam}"\nWANNEER werkbon aangemaakt\nDAN ZET commentaar = "nieuw"\n'
    ),
    right=Sample(
        'REGEL "Voorbeeld"\n  VOOR administraties "Jansen BV"\nWANNEER werkbon aangemaakt\n'
        'DAN ZET commentaar = "nieuw"\n'
    ),
)


def value_in_fixed_text(span: Span) -> Diagnostic:
    return Diagnostic(VALUE_IN_FIXED_TEXT, span, {"text": span.text})


VALIDITY_WITHOUT_DATE = declare(
    "RT125",
    Severity.ERROR,
    title=Text(nl="GELDIG zonder datum", en="GELDIG without a date"),
    message=Text(
        nl="achter `GELDIG` hoort `VANAF` of `TOT` met een datum, bijvoorbeeld `GELDIG VANAF 1-1-2027`",
        en="`GELDIG` takes `VANAF` or `TOT` with a date, such as `GELDIG VANAF 1-1-2027`",
    ),
    why=Text(
        nl="Zonder datum zou `GELDIG` niets begrenzen. `TOT` telt de datum zelf niet mee, `TOT EN MET` wel.",
        en="Without a date `GELDIG` would limit nothing. `TOT` leaves the date itself out, `TOT EN MET` includes it.",
    ),
    wrong=Sample('REGEL "Voorbeeld"\n  GELDIG\nWANNEER werkbon aangemaakt\nDAN ZET commentaar = "nieuw"\n'),
    right=Sample(
        'REGEL "Voorbeeld"\n  GELDIG VANAF 1-1-2027\nWANNEER werkbon aangemaakt\nDAN ZET commentaar = "nieuw"\n'
    ),
)


def validity_without_date(span: Span) -> Diagnostic:
    return Diagnostic(VALIDITY_WITHOUT_DATE, span)


TABLE_WITHOUT_ROWS = declare(
    "RT126",
    Severity.ERROR,
    title=Text(nl="Tabel zonder rijen", en="Table without rows"),
    message=Text(
        nl='onder deze kopregel staat geen enkele rij; zet er regels als `| "a" | 1 |` onder',
        en='there is no row under these headings; put lines such as `| "a" | 1 |` under them',
    ),
    why=Text(
        nl="De eerste regel van een tabel noemt de kolommen, elke volgende regel is een rij met waarden.",
        en="The first line of a table names its columns, each following line is a row of values.",
    ),
    wrong=Sample(
        'REGEL "Voorbeeld"\n  VOOR ELKE RIJ\n    | code |\nWANNEER werkbon aangemaakt\nDAN ZET commentaar = "nieuw"\n'
    ),
    right=Sample(
        'REGEL "Voorbeeld"\n  VOOR ELKE RIJ\n    | code |\n    | "P1" |\nWANNEER werkbon aangemaakt\n'
        "EN prioriteitscode = rij.code\nDAN ZET commentaar = rij.code\n"
    ),
)


def table_without_rows(span: Span) -> Diagnostic:
    return Diagnostic(TABLE_WITHOUT_ROWS, span)


UNEVEN_ROW = declare(
    "RT127",
    Severity.ERROR,
    title=Text(nl="Rij met te veel of te weinig cellen", en="Row with too many or too few cells"),
    message=Text(
        nl="het aantal cellen in deze rij is {found}, maar {others} {expected}",
        en="the number of cells in this row is {found}, but {others} {expected}",
    ),
    why=Text(
        nl="Elke rij heeft voor elke kolom één cel. Een lege cel schrijft u als `LEEG`, en elke rij eindigt met `|`.",
        en="Each row has one cell per column. An empty cell is written `LEEG`, and each row ends with `|`.",
    ),
    hint=Text(
        nl="Schrijf een lege cel als `LEEG`, en sluit elke rij af met `|`.",
        en="Write an empty cell as `LEEG`, and end each row with `|`.",
    ),
    wrong=Sample(
        'REGEL "Voorbeeld"\n  VOOR ELKE RIJ\n    | code | tekst |\n    | "P1" |\nWANNEER werkbon aangemaakt\n'
        "EN prioriteitscode = rij.code\nDAN ZET commentaar = rij.tekst\n"
    ),
    right=Sample(
        'REGEL "Voorbeeld"\n  VOOR ELKE RIJ\n    | code | tekst   |\n    | "P1" | "spoed" |\n'
        "WANNEER werkbon aangemaakt\n"
        "EN prioriteitscode = rij.code\nDAN ZET commentaar = rij.tekst\n"
    ),
)


_HEADINGS = Text(nl="de kopregel telt er", en="the headings are")
_ROWS_BELOW = Text(nl="de rijen eronder tellen er", en="the rows below it have")
_FEW = 2


def uneven(headings: tree.Row, rows: Sequence[tree.Row]) -> Iterator[Diagnostic]:
    """The first row that differs from the headings; where all rows agree, it is the headings that differ."""
    expected, counts = len(headings.cells), {len(row.cells) for row in rows}
    if len(rows) >= _FEW and len(counts) == 1 and expected not in counts:
        yield _uneven(headings, _ROWS_BELOW, *counts)
        return
    differing = next((row for row in rows if len(row.cells) != expected), None)
    if differing is not None:
        yield _uneven(differing, _HEADINGS, expected)


def _uneven(row: tree.Row, others: Text, expected: int) -> Diagnostic:
    facts: dict[str, Fact] = {"found": len(row.cells), "others": others, "expected": expected}
    return Diagnostic(UNEVEN_ROW, row.span, facts)


def bar_too_many(between: Span) -> Diagnostic:
    """Two bars side by side; ``between`` is what is between them, which goes with the second."""
    second = Span(between.source, between.start, between.end + 1)
    title = Text(nl="haal `|` weg", en="remove `|`")
    return Diagnostic(SUPERFLUOUS, second, {"found": "|"}, fixes=(Fix(title, (Edit(second, ""),), safe=True),))


NO_HEADING = declare(
    "RT128",
    Severity.ERROR,
    title=Text(nl="Geen kolomnaam", en="Not a heading"),
    message=Text(
        nl="`{found}` is geen kolomnaam; in de eerste regel van een tabel hoort in elke cel een naam, "
        "zoals `crediteur`",
        en="`{found}` is no heading; each cell of a table's first line holds a name, such as `crediteur`",
    ),
    why=Text(
        nl="Met de kolomnaam leest u de waarde in de regel, bijvoorbeeld `rij.crediteur`.",
        en="The heading is how a rule reads the value, such as `rij.crediteur`.",
    ),
    wrong=Sample(
        'REGEL "Voorbeeld"\n  VOOR ELKE RIJ\n    | "P1" |\n    | "P2" |\nWANNEER werkbon aangemaakt\n'
        'DAN ZET commentaar = "nieuw"\n'
    ),
    right=Sample(
        'REGEL "Voorbeeld"\n  VOOR ELKE RIJ\n    | code |\n    | "P1" |\nWANNEER werkbon aangemaakt\n'
        "EN prioriteitscode = rij.code\nDAN ZET commentaar = rij.code\n"
    ),
)


def no_heading(span: Span) -> Diagnostic:
    return Diagnostic(NO_HEADING, span, {"found": span.text})
