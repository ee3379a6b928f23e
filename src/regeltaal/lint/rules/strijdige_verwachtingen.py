"""Two expectations of one step that can't both come true."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import assert_never

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Label, Severity
from regeltaal.base.text import Text
from regeltaal.check.naming import name_of
from regeltaal.check.problems.samples import whole
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.syntax import tree

_TEST = (
    'REGEL "Nabellen"\nWANNEER werkbon compleet gemeld\nEN duur > 60\nDAN MAAK taak MET titel = "Bel {{nummer}} na"\n\n'
    'TEST "lang werk"\nGEGEVEN werkbon MET duur = 90; nummer = "WB-1"\nWANNEER werkbon compleet gemeld\n'
    'VERWACHT MAAK taak MET titel = "Bel WB-1 na"\nVERWACHT NIET {}'
)

CODE = declare(
    "RT645",
    Severity.WARNING,
    name="strijdige-verwachtingen",
    title=Text(nl="Verwachtingen die elkaar uitsluiten", en="Expectations that exclude each other"),
    message=Text(
        nl="deze verwachting kan niet samen met een eerdere uitkomen",
        en="this expectation can't come true together with an earlier one",
    ),
    why=Text(
        nl="Een test met verwachtingen die elkaar uitsluiten mislukt altijd, wat de regels ook doen.",
        en="A test with expectations that exclude each other always fails, whatever the rules do.",
    ),
    hint=Text(nl="Haal een van de twee weg, of pas haar aan.", en="Remove one of the two, or change it."),
    wrong=whole(_TEST.format("MAAK taak")),
    right=whole(_TEST.format("WIS commentaar")),
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    for step in view.each(tree.Step):
        told = set[int]()
        for first, second in combinations(step.expectations, 2):
            if id(second) not in told and _exclude(first, second):
                told.add(id(second))
                label = Label(first.span, Text(nl="de eerdere verwachting", en="the earlier expectation"))
                yield Diagnostic(CODE, second.span, labels=(label,))


def _exclude(one: tree.Expectation, other: tree.Expectation) -> bool:
    match one, other:
        case tree.ExpectRule(), tree.ExpectRule():
            return name_of(one.rule).casefold() == name_of(other.rule).casefold() and _outcomes_differ(one, other)
        case tree.ExpectRule(), _:
            return False
        case _, tree.ExpectRule():
            return False
        case _:
            return _times_differ(one, other) or _times_differ(other, one)


def _outcomes_differ(one: tree.ExpectRule, other: tree.ExpectRule) -> bool:
    outcomes = {one.outcome, other.outcome}
    if "by_example" in outcomes or len(outcomes) == 1:
        return False
    return "not_true" not in outcomes or "true" in outcomes


Counted = tree.ExpectPerform | tree.ExpectSet | tree.ExpectClear | tree.ExpectStop
"""What is expected a number of times."""


def _times_differ(one: Counted, other: Counted) -> bool:
    """Whether at least so many of the first are more than at most so many of the second, which is about those too."""
    least, most = _least(one), _most(other)
    return most is not None and least > most and _is_about(other, one)


def _least(one: Counted) -> int:
    match one.mode:
        case "happens":
            return 1
        case "exactly":
            return one.times
        case "not" | "skipped":
            return 0
        case _:
            assert_never(one.mode)


def _most(one: Counted) -> int | None:
    match one.mode:
        case "not":
            return 0
        case "exactly":
            return one.times
        case "happens" | "skipped":
            return None
        case _:
            assert_never(one.mode)


def _is_about(wider: Counted, narrower: Counted) -> bool:
    """Whether all that the second is about, the first is about as well."""
    match wider, narrower:
        case tree.ExpectPerform(), tree.ExpectPerform():
            same = (wider.verb.text.casefold(), wider.name.key) == (narrower.verb.text.casefold(), narrower.name.key)
            return same and wider.delay in (None, narrower.delay) and _are_among(wider.arguments, narrower.arguments)
        case tree.ExpectSet(), tree.ExpectSet():
            return wider.predicate == narrower.predicate
        case tree.ExpectClear(), tree.ExpectClear():
            return wider.target == narrower.target
        case tree.ExpectStop(), tree.ExpectStop():
            return True
        case _:
            return False


def _are_among(some: Sequence[tree.Expr], every: Sequence[tree.Expr]) -> bool:
    return all(one in every for one in some)


RULE = DeclarationRule(CODE, _find)
