"""What the rule itself says that could stand at a place: the values of all its leaves, and what lies beside them.

A field that several leaves ask about gets values that suit them together: between two bounds, with two parts of text.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from attrs import Factory, define

from regeltaal.evaluate.evaluator import outcome
from regeltaal.program import tree
from regeltaal.program.walk import nodes
from regeltaal.testing.generate_facts import Around, Imagined, Place
from regeltaal.testing.generate_places import RowPlaces, place_of
from regeltaal.testing.generate_targets import targets
from regeltaal.testing.generate_values import composed, neighbours, others, usual
from regeltaal.values import common
from regeltaal.values.relation import Relation
from regeltaal.values.types import ListOf, Type
from regeltaal.values.value import Empty, Fault, Value

_MOST = 60
_MOST_PARTS = 5
Name = tuple[str, ...]
"""A place without the numbers of rows: one row may be what another one is."""


@define(eq=False)
class Pool:
    """Values by place, worked out once for a rule."""

    around: Around
    _values: dict[Name, dict[Value | None, None]] = Factory(dict)
    _parts: dict[Name, dict[tuple[Relation, str], None]] = Factory(dict)

    def gather(self, parts: Iterable[tree.Cond | tree.Expr]) -> "Pool":
        """Takes over what stands in conditions and expressions."""
        for part in parts:
            rows = _rows_in(part)
            for node in nodes(part):
                match node:
                    case tree.Test():
                        self._of_test(node, rows)
                    case tree.Changed(subject=subject, old=old, new=new):
                        self._beside(subject, [one for one in (old, new) if one is not None], rows)
                    case tree.Was(subject=subject, value=value):
                        self._beside(subject, [value], rows)
        return self

    def add(self, place: Place, values: Iterable[Value | None]) -> None:
        self._values.setdefault(_name(place), {}).update(dict.fromkeys(values))

    def at(self, place: Place) -> Sequence[Value | None]:
        """What could stand at a place, what the rule names first, LEEG included."""
        type_ = self.around.type_at(place)
        found = dict.fromkeys(self._values.get(_name(place), ()))
        found.update(dict.fromkeys(self._texts(_name(place))))
        if type_ is not None:
            found.update(dict.fromkeys(_of_type(type_, self.around, place, list(found))))
        found[None] = None
        return list(found)[:_MOST]

    def _of_test(self, test: tree.Test, rows: RowPlaces) -> None:
        for number, operand in enumerate(test.operands):
            place = place_of(operand, rows)
            beside = [one for at, one in enumerate(test.operands) if at != number]
            if place is None:
                continue
            given = self._known(beside)
            self.add(place, targets(test, number, given))
            if test.overload.relation in _PARTS and operand.type == common.TEXT and test.overload.relation is not None:
                texts = (one for value in given for one in (value if isinstance(value, tuple) else (value,)))
                kept = self._parts.setdefault(_name(place), {})
                kept.update({(test.overload.relation, one): None for one in texts if isinstance(one, str)})

    def _beside(self, subject: tree.Read, values: Sequence[tree.Expr], rows: RowPlaces) -> None:
        place = place_of(subject, rows)
        if place is None:
            return
        for given in self._known(values):
            found = [] if given is None else [given, *others(given, subject.type)]
            self.add(place, found)
            self.add(Place(place.way, before=True), found)

    def _known(self, exprs: Sequence[tree.Expr]) -> list[Value | None]:
        """What expressions are that read nothing but the moment and the administration."""
        bare = Imagined(self.around, {})
        found = (outcome(one, bare) for one in exprs if not _reads(one))
        return [None if isinstance(one, Empty | Fault) else one for one in found]

    def _texts(self, name: Name) -> Iterator[str]:
        """Texts with several of the parts that are asked of one field."""
        parts = list(self._parts.get(name, ()))[:_MOST_PARTS]
        for size in range(2, len(parts) + 1):
            for chosen in combinations(parts, size):
                by = {one: [text for relation, text in chosen if relation is one] for one in _PARTS}
                yield composed(by[Relation.BEGINS_WITH], by[Relation.CONTAINS], by[Relation.ENDS_WITH])


_PARTS = (Relation.CONTAINS, Relation.BEGINS_WITH, Relation.ENDS_WITH)


def _name(place: Place) -> Name:
    return tuple(step for step in place.way if isinstance(step, str)) + (("vorige",) if place.before else ())


def _rows_in(part: tree.Cond | tree.Expr) -> RowPlaces:
    """Where the rows of the quantifiers and lists in a part stand: the first one of each will do."""
    found: dict[int, Place] = {}
    for node in nodes(part):
        if isinstance(node, tree.Quantified | tree.Collect):
            place = place_of(node.items, found)
            if place is not None:
                found[node.variable.slot] = place.down(0)
    return found


def _reads(expr: tree.Expr) -> bool:
    return any(isinstance(one, tree.Read | tree.Variable) for one in nodes(expr))


def _of_type(type_: Type, around: Around, place: Place, known: Sequence[Value | None]) -> Iterator[Value]:
    """Something usual, something else, and the values of an enum."""
    if isinstance(type_, ListOf):
        some = usual(type_.element)
        yield () if some is None or around.owner(type_.element) else (some,)
        return
    some = usual(type_, around.field_at(place))
    if some is not None:
        yield some
        yield from others(some, type_)
    for value in known:
        if value is not None and type_ in common.ORDERED and not isinstance(value, tuple):
            yield from neighbours(value, type_)
