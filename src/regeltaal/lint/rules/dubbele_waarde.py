"""A value twice in a LIJST or in a list between parentheses."""

from collections.abc import Iterator, Sequence

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Label, Severity
from regeltaal.base.diagnostic_data import Data
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import condition
from regeltaal.lint.edits import without_item
from regeltaal.lint.literals import value_key
from regeltaal.lint.rule import Collected, ProjectRule
from regeltaal.lint.view import FileView, ProjectView
from regeltaal.syntax import tree

CODE = declare(
    "RT627",
    Severity.WARNING,
    name="dubbele-waarde",
    title=Text(nl="Waarde die al in de lijst staat", en="Value that is in the list already"),
    message=Text(nl="{value} staat al in deze lijst", en="{value} is in this list already"),
    why=Text(
        nl="Een waarde twee keer noemen doet niets. Vaak hoorde er een andere waarde te staan.",
        en="Naming a value twice does nothing. Often another value was meant.",
    ),
    hint=Text(nl="Pas de waarde aan, of haal haar weg.", en="Change the value, or remove it."),
    wrong=condition('relatie.plaats IN ("Utrecht"; "Zeist"; "utrecht")'),
    right=condition('relatie.plaats IN ("Utrecht"; "Zeist"; "De Bilt")'),
)

_FIRST = Text(nl="de eerste keer", en="the first time")


def _collect(view: FileView) -> Data:
    """Values that are there twice, and the lists that are compared in a way in which case counts.

    Of a value in a LIJST that is written otherwise the second time, with the name of that list.
    """
    cased = [operand for one in view.each(tree.Operation) if _minds_case(one) for operand in one.operands]
    apart = {id(one) for one in cased}
    named = sorted({one.parts[0].key for one in cased if isinstance(one, tree.Path)})
    found = [row for one in view.each(tree.ListLiteral) for row in _twice(one.items, "", exact=id(one) in apart)]
    found += [row for one in view.each(tree.ListDeclaration) for row in _twice(one.items, one.name.key, exact=False)]
    return (tuple(found), tuple(named)) if found or named else None


def _minds_case(operation: tree.Operation) -> bool:
    """With EXACT, and in regular expressions, where a small letter stands for something else."""
    return operation.exact or operation.key == "matches"


def _twice(items: Sequence[tree.Expr], name: str, *, exact: bool) -> Iterator[Data]:
    known: dict[object, int] = {}
    for place, item in enumerate(items):
        first = known.setdefault(value_key(item, exact=exact), place)
        if first != place:
            is_written_so = value_key(items[first], exact=True) == value_key(item, exact=True)
            spans = tuple((one.span.start, one.span.end) for one in items)
            yield ("" if is_written_so else name, spans, first, place)


def _find(facts: Collected, _view: ProjectView) -> Iterator[Diagnostic]:
    all_told = [told for one in facts.values() for told in one]
    cased = {name for told in all_told for name in told.facts[1]}
    for told in all_told:
        for name, places, first, place in told.facts[0]:
            if name not in cased:
                spans = [told.span(one) for one in places]
                label = Label(spans[first], _FIRST)
                fixes = without_item(spans, place, safe=True)
                yield Diagnostic(CODE, spans[place], {"value": spans[place].text}, fixes=fixes, labels=(label,))


RULE = ProjectRule(CODE, _collect, _find)
