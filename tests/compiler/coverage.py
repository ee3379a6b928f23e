"""What the generated rules have met: every overload of every operator and function, and every class of the tree."""

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from attrs import Factory, define

from regeltaal.program import tree
from regeltaal.program.walk import nodes
from regeltaal.values.operator import Function, Operator, Overload
from regeltaal.values.registry import FUNCTIONS, OPERATORS

CLASSES: tuple[type, ...] = (*get_args(tree.Cond), *get_args(tree.Expr))


def _overloads() -> Iterator[tuple[str, Overload]]:
    records: list[tuple[str, Operator | Function]] = [*OPERATORS.items(), *FUNCTIONS.items()]
    for name, record in records:
        for number, overload in enumerate(record.overloads, start=1):
            yield f"{name} {number}", overload


OVERLOADS = {id(overload): name for name, overload in _overloads()}


@define
class Coverage:
    overloads: Counter[str] = Factory(Counter)
    classes: Counter[str] = Factory(Counter)

    def note(self, rule: tree.Rule) -> None:
        for node in nodes((rule.condition, rule.triggers)):
            self.classes[type(node).__name__] += 1
            if isinstance(node, tree.Test | tree.Apply):
                name = OVERLOADS.get(id(node.overload))
                if name is not None:
                    self.overloads[name] += 1

    @property
    def missing(self) -> list[str]:
        """What no rule had."""
        wanted = (*OVERLOADS.values(), *(one.__name__ for one in CLASSES))
        return [name for name in wanted if not self.overloads[name] and not self.classes[name]]
