"""Rows of a table whose cases are the same, or overlap."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Label, Severity
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import whole
from regeltaal.lint.rows import Overlap, overlapping
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView

_HEAD = 'REGEL "Uitloop melden"\n  VOOR ELKE RIJ\n    | van | tot | titel         |\n'
_REST = "WANNEER werkbon compleet gemeld\nEN duur TUSSEN rij.van EN rij.tot\nDAN MAAK taak MET titel = rij.titel"

CODE = declare(
    "RT685",
    Severity.WARNING,
    name="overlappende-rijen",
    title=Text(nl="Rijen die elkaar overlappen", en="Rows that overlap"),
    message=Text(nl="deze rij {how} een eerdere", en="this row {how} an earlier one"),
    why=Text(
        nl="Elke rij is een regel. Past een record bij twee rijen, dan draaien beide, of alleen de eerste: dat is "
        "zelden bedoeld.",
        en="Each row is a rule. Where a record fits two rows both run, or only the first: that seldom is meant.",
    ),
    hint=Text(
        nl="Laat de rijen op elkaar aansluiten; bij `VANAF … TOT …` telt de tweede grens niet mee.",
        en="Have the rows follow one another; with `VANAF … TOT …` the second bound is excluded.",
    ),
    wrong=whole(_HEAD + '    | 0   | 60  | "Kort"        |\n    | 60  | 240 | "Lang"        |\n' + _REST),
    right=whole(_HEAD + '    | 0   | 59  | "Kort"        |\n    | 60  | 240 | "Lang"        |\n' + _REST),
)

_HOW = {
    Overlap.SAME: Text(nl="geldt voor dezelfde gevallen als", en="is for the same cases as"),
    Overlap.RANGES: Text(nl="overlapt", en="overlaps"),
    Overlap.TEXTS: Text(nl="zoekt een stuk tekst van", en="looks for a part of the text of"),
}
_EARLIER = Text(nl="de eerdere rij", en="the earlier row")


def _find(view: FileView) -> Iterator[Diagnostic]:
    for one in overlapping(view):
        level = None if one.surely else Severity.HINT
        yield Diagnostic(CODE, one.row, {"how": _HOW[one.how]}, labels=(Label(one.earlier, _EARLIER),), level=level)


RULE = DeclarationRule(CODE, _find)
