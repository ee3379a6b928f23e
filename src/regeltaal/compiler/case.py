"""What is asked of a set of conditions, and what is answered: which of them lead to something, for one event."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from attrs import field, frozen

from regeltaal.base.node import Node
from regeltaal.evaluate.facts import Facts
from regeltaal.evaluate.verdict import Truth
from regeltaal.program.tree import Cond, OnEvent
from regeltaal.values.value import Value

Fields = Mapping[str, Value | None]

Decide = Callable[[Fields, Facts], Truth]
"""A condition as generated code: the fields of the event's own record, and all else that can be asked."""


class Case(Node):
    """The condition of a rule, with which of its verdicts lead to something. WAAR and FOUT always do.

    ``triggers`` are those of which VAN and NAAR must fit, one is enough; without any nothing is asked of these.
    """

    condition: Cond
    triggers: tuple[OnEvent, ...] = ()
    on_false: bool = False
    """It has ANDERS."""
    on_unknown: bool = False
    """It has BIJ ONBEKEND."""


@frozen
class Decided:
    """The cases that lead to something, by their place among all: in ascending order."""

    true: Sequence[int]
    others: Sequence[tuple[int, Truth]] = field(default=())
    """FOUT, and where it was asked for ONWAAR and ONBEKEND."""


class Decider(Protocol):
    """A set of cases, ready to be decided again and again."""

    def decide(self, facts: Facts, among: int) -> Decided:
        """Decides the cases whose bit in ``among`` is set: bit 0 is the first case."""
        ...
