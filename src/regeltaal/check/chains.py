"""From rule to event to rule: what rules bring about and wait for, as a graph.

A node is a rule, or an event with the administration in which it happens and the value that its field got. So a rule
that sets `status = "Compleet"` does not start one that waits for `NAAR "Ingepland"`, and one that moves a document does
not start a rule of its own administration.

A rule whose action is not done in the administration that it names (`NIET ALS parameter.doeladministratie =
administratie`) is a node of its own for that action, which waits for events elsewhere.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Any

from attrs import frozen

from regeltaal.check.starting import ANY, UNKNOWN
from regeltaal.check.summary import RuleFacts

_RULE = "REGEL"
Node = tuple[str, Hashable]
Graph = dict[Node, list[Node]]


@frozen
class Elsewhere:
    """Any administration but one."""

    than: str


Somewhere = tuple[str | Elsewhere, str]
"""Where an event happens, perhaps anywhere but in one administration, and the value that its field gets."""


def node(rule: RuleFacts) -> Node:
    return (_RULE, (rule.order[1], rule.order[3], rule.administration, rule.name))


@frozen
class Chains:
    """The graph, and which rule (by its place in the row) its nodes of rules are of."""

    graph: Graph
    position: dict[Node, int]


def linked(rules: Sequence[RuleFacts]) -> list[RuleFacts]:
    """The rules that bring about what one of them waits for: no other can lie on a circle."""
    kept = [rule for rule in rules if rule.raises]
    while True:
        raised = {event for rule in kept for event, _, _ in rule.raises}
        awaited = {event for rule in kept for event, _ in rule.awaits}
        left = [
            rule
            for rule in kept
            if any(event in raised for event, _ in rule.awaits) and any(event in awaited for event, _, _ in rule.raises)
        ]
        if len(left) == len(kept):
            return left
        kept = left


def chains(rules: Sequence[RuleFacts]) -> Chains:
    graph: Graph = {}
    position = {node(rule): at for at, rule in enumerate(rules)}
    happenings: dict[str, dict[Somewhere, None]] = {}
    for at, rule in enumerate(rules):
        own = node(rule)
        moves: dict[Node, str] = {}
        for event, (place, value), not_in in rule.raises:
            start = own
            if not_in is not None:
                start = (_RULE, (own, not_in))
                moves[start], position[start] = not_in, at
            graph.setdefault(start, []).append((event, (place, value)))
            happenings.setdefault(event, {})[place, value] = None
        for start, refused in ((own, None), *moves.items()):
            for event, happening in _awaited(rule, refused):
                graph.setdefault((event, happening), []).append(start)
                happenings.setdefault(event, {})[happening] = None
    for event, known in happenings.items():
        for one, other in dict.fromkeys(_steps(known)):
            graph.setdefault((event, one), []).append((event, other))
    return Chains(graph, position)


def _awaited(rule: RuleFacts, refused: str | None) -> Iterator[tuple[str, Somewhere]]:
    """The events that start a rule: where, and with the values of the followed field for which it can run."""
    places = [_but(place, refused) for place in rule.places if place != refused]
    for event, value in rule.awaits:
        yield from ((event, (place, value)) for place in places)


def _but(place: str, refused: str | None) -> str | Elsewhere:
    return Elsewhere(refused) if place == ANY and refused is not None else place


# ---------------------------------------------------------------- from less known to whatever


def _steps(known: Iterable[Somewhere]) -> Iterator[tuple[Somewhere, Somewhere]]:
    """From what is less known of an event to what it may be, and from there to “whatever that is”."""
    known = list(known)
    places: dict[str | Elsewhere, None] = dict.fromkeys([UNKNOWN, *(place for place, _ in known), ANY])
    elsewhere = [place for place in places if isinstance(place, Elsewhere)]
    for place, value in known:
        for where in dict.fromkeys([UNKNOWN, place, ANY]):
            yield from (((where, before), (where, behind)) for before, behind in _widening(value))
        for one in dict.fromkeys([UNKNOWN, value, ANY]):
            yield from (((before, one), (behind, one)) for before, behind in _widening(place))
            yield from (((place, one), (other, one)) for other in elsewhere if _is_there(place, other))


def _widening(known: str | Elsewhere) -> Iterator[tuple[Any, Any]]:
    yield UNKNOWN, ANY
    if known not in (UNKNOWN, ANY):
        yield UNKNOWN, known
        yield known, ANY


def _is_there(place: str | Elsewhere, other: Elsewhere) -> bool:
    return isinstance(place, str) and place not in (UNKNOWN, ANY, other.than)
