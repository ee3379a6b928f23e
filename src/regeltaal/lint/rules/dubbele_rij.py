"""Two equal rows in a table."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Label, Severity
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import whole
from regeltaal.lint.edits import left_out
from regeltaal.lint.literals import value_key
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.syntax import tree

_SAMPLE = (
    'REGEL "Per plaats"\n  VOOR ELKE RIJ\n    | plaats | titel |\n    | "Zeist" | "Langs de balie" |\n'
    "    {}\nWANNEER werkbon compleet gemeld\nEN relatie.plaats = rij.plaats\nDAN MAAK taak MET titel = rij.titel"
)

CODE = declare(
    "RT626",
    Severity.WARNING,
    name="dubbele-rij",
    title=Text(nl="Rij die er al staat", en="Row that is there already"),
    message=Text(nl="deze rij is gelijk aan rij {number}", en="this row equals row {number}"),
    why=Text(
        nl="Elke rij is een regel of voorbeeld op zichzelf. Staat er een twee keer, dan gebeurt alles twee keer; vaak "
        "is een cel vergeten aan te passen.",
        en="Every row is a rule or example of its own. With one there twice everything happens twice; often a cell was "
        "forgotten.",
    ),
    hint=Text(nl="Pas de rij aan, of haal haar weg.", en="Change the row, or remove it."),
    wrong=whole(_SAMPLE.format('| "Zeist" | "Langs de balie" |')),
    right=whole(_SAMPLE.format('| "De Bilt" | "Langs de balie" |')),
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    for clause in view.each(tree.PerRow):
        yield from _equal_rows(clause.table)
    for test in view.each(tree.Test):
        if test.examples is not None:
            yield from _equal_rows(test.examples)


def _equal_rows(table: tree.Table) -> Iterator[Diagnostic]:
    known: dict[object, tuple[int, tree.Row]] = {}
    for number, row in enumerate(table.rows[1:], start=1):
        key = tuple(value_key(cell.value, exact=True) for cell in row.cells)
        if key in known:
            first, other = known[key]
            label = Label(other.span, Text(nl=f"rij {first}", en=f"row {first}"))
            yield Diagnostic(
                CODE, row.span, {"number": first}, fixes=(left_out(row.span, safe=False),), labels=(label,)
            )
        known.setdefault(key, (number, row))


RULE = DeclarationRule(CODE, _find)
