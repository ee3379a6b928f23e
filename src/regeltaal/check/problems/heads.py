"""Problems with the head of a rule, and with tables."""

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import head
from regeltaal.check.problems.suggestions import meaning

NEVER_VALID = declare(
    "RT513",
    Severity.ERROR,
    title=Text(nl="Geldigheid eindigt voor zij begint", en="Validity ends before it begins"),
    message=Text(nl="deze regel is op geen enkele dag geldig", en="this rule is valid on no day at all"),
    why=Text(
        nl="Achter TOT staat de eerste dag waarop de regel niet meer geldt; achter TOT EN MET de laatste waarop wel.",
        en="Behind TOT is the first day on which the rule no longer counts; behind TOT EN MET the last day.",
    ),
    hint=Text(
        nl="Kies achter `TOT` een datum die na de eerste dag ligt.",
        en="Choose a date behind `TOT` that is after the first day.",
    ),
    wrong=head("GELDIG VANAF 1-7-2027 TOT 1-1-2027"),
    right=head("GELDIG VANAF 1-1-2027 TOT 1-7-2027"),
)


def never_valid(span: Span) -> Diagnostic:
    return Diagnostic(NEVER_VALID, span)


TWICE_IN_HEAD = declare(
    "RT523",
    Severity.ERROR,
    title=Text(nl="Twee keer in de kop", en="Twice in the head"),
    message=Text(nl="`{clause}` staat al in deze regel", en="`{clause}` is in this rule already"),
    why=Text(
        nl="Met twee keer hetzelfde zou niet vaststaan welke geldt.", en="With two it would be open which one counts."
    ),
    hint=Text(
        nl="Haal een van de twee weg.",
        en="Remove one of the two.",
    ),
    wrong=head("PRIORITEIT 10\n  PRIORITEIT 20"),
    right=head("PRIORITEIT 10"),
)


def twice_in_head(span: Span, clause: str) -> Diagnostic:
    return Diagnostic(TWICE_IN_HEAD, span, {"clause": clause})


BAD_TABLE = declare(
    "RT524",
    Severity.ERROR,
    title=Text(nl="Tabel klopt niet", en="Table is wrong"),
    message=Text(nl="deze tabel klopt niet: {reason}", en="this table is wrong: {reason}"),
    why=Text(
        nl="De eerste rij van een tabel houdt de namen van de kolommen; elke volgende rij heeft er evenveel vaste "
        "waarden. Een lege cel schrijft u als LEEG.",
        en="The first row of a table holds the names of the columns; each next row has as many fixed values. An empty "
        "cell is written LEEG.",
    ),
    hint=Text(
        nl="Zet in de eerste rij de namen van de kolommen, elk één keer, en in elke rij daaronder net zo veel waarden.",
        en="Put the names of the columns in the first row, each once, and as many fixed values in each row below.",
    ),
    wrong=head('VOOR ELKE RIJ\n    | plaats  | plaats |\n    | "Zeist" | LEEG   |'),
    right=head('VOOR ELKE RIJ\n    | plaats  | code |\n    | "Zeist" | LEEG |'),
)


NO_ROWS = Text(nl="er staan geen rijen onder de namen", en="there are no rows below the names")


NO_HEADING = Text(nl="hier hoort de naam van een kolom", en="the name of a column belongs here")


DOUBLE_HEADING = Text(nl="deze kolom is er al", en="this column is there already")


NO_LITERAL = Text(nl="in een cel staat een vaste waarde", en="a cell holds a fixed value")


def bad_table(span: Span, reason: Text) -> Diagnostic:
    return Diagnostic(BAD_TABLE, span, {"reason": reason})


def no_fixed_value(span: Span, meant: str) -> Diagnostic:
    """``meant`` is the word as a fixed value."""
    return meaning(BAD_TABLE, span, {"reason": NO_LITERAL}, meant)


BAD_PRIORITY = declare(
    "RT525",
    Severity.ERROR,
    title=Text(nl="Prioriteit is geen geheel getal", en="Priority is no whole number"),
    message=Text(nl="achter PRIORITEIT hoort een geheel getal", en="PRIORITEIT takes a whole number"),
    why=Text(
        nl="Regels draaien van lage naar hoge prioriteit; zonder prioriteit is die 100.",
        en="Rules run from low to high priority; without one it is 100.",
    ),
    wrong=head("PRIORITEIT 1,5"),
    right=head("PRIORITEIT 15"),
)


def bad_priority(span: Span) -> Diagnostic:
    return Diagnostic(BAD_PRIORITY, span)
