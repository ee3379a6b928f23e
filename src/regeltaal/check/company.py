"""Warnings about a field that is tested without the one that it goes with (SAMEN MET).

An amount means nothing without its currency, where an administration has more than one; a comparison with nought does.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from regeltaal.check.entitlement import Reach
from regeltaal.check.problems import lint as problems
from regeltaal.check.scope import Scope
from regeltaal.check.setting import AdministrationSetting
from regeltaal.program import tree as out
from regeltaal.program.walk import nodes
from regeltaal.schema.model import ADMINISTRATION, Schema, key_of


def watch(rule: out.Rule, reach: Callable[[], Reach], scope: Scope) -> None:
    if not scope.schema.has_company:
        return
    tests = [node for node in nodes(rule.condition) if isinstance(node, out.Test | out.IsTrue)]
    tested = {(_place(read), key_of(read.field.name)) for test in tests for read in _reads(test)}
    reported: set[str] = set()
    for test in tests:
        for read in () if _is_about_nought(test) else _reads(test):
            other = read.field.together
            if other is None or read.field.name in reported or (_place(read), key_of(other)) in tested:
                continue
            if _matters(other, reach().chosen.values(), scope.schema):
                reported.add(read.field.name)
                scope.report(problems.without_company(read.span, read.label, other))


def _matters(other: str, chosen: Iterable[AdministrationSetting], schema: Schema) -> bool:
    """Whether leaving out a field can go wrong.

    Where the administrations have that field as well, for what occurs in them, only one that has more than one value.
    """
    declared = schema.object(ADMINISTRATION)
    if declared is None or declared.field(other) is None:
        return True
    values = [one.values.get(key_of(other)) for one in chosen]
    return any(isinstance(value, tuple) and len(value) > 1 for value in values)


def _is_about_nought(test: out.Test | out.IsTrue) -> bool:
    operands = test.operands if isinstance(test, out.Test) else ()
    return any(isinstance(one, out.Const) and isinstance(one.value, Decimal) and one.value == 0 for one in operands)


def _place(read: out.Read) -> object:
    """What a field is read from: the same reading at two places is one place."""
    target = read.target
    return target.kind if isinstance(target, out.Root) else target.label if isinstance(target, out.Read) else None


def _reads(test: out.Test | out.IsTrue) -> Iterator[out.Read]:
    operands = test.operands if isinstance(test, out.Test) else (test.value,)
    return (one for one in operands if isinstance(one, out.Read))
