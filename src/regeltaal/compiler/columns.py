"""Columns: what is read of an event once, however many conditions ask for it.

A column is a place (a path of fields from where reading starts) read in one way: by what makes two values the same,
by order, or as a text of which parts are sought.
"""

from enum import Enum

from attrs import define, field

from regeltaal.program import tree
from regeltaal.schema.model import key_of
from regeltaal.values.types import ObjectType


class Start(Enum):
    """Where a path starts. The value is how a place says it; of a named root its kind and key come behind it."""

    RECORD = "record"
    BEFORE = "before"
    AT_EVENT = "at event"
    CHANGED = "changed"
    NAMED = "named"


class Way(Enum):
    """How a column is read. ``VALUE`` and ``VALUE_EXACT`` are by ``compare.key``, ``ORDER`` by ``compare.order``."""

    VALUE = "value"
    VALUE_EXACT = "value exact"
    KEY = "the key of a record"
    ORDER = "order"
    BEGIN = "begin"
    BEGIN_EXACT = "begin exact"
    END = "end"
    END_EXACT = "end exact"
    INSIDE = "inside"
    INSIDE_EXACT = "inside exact"

    __hash__ = object.__hash__  # each is there once, and they are looked up for every test of every condition


BY_VALUE = frozenset({Way.VALUE, Way.VALUE_EXACT, Way.KEY})


@define(eq=False)
class Place:
    """Where a value is read: ``start`` (by its key, other than the record itself), and the fields from there."""

    start: Start
    root: tree.RootKind | None
    key: str
    steps: tuple[str, ...]
    can_fail: bool = field(init=False)
    """Whether there is another record to read from, which may not be there."""

    def __attrs_post_init__(self) -> None:
        self.can_fail = len(self.steps) > (1 if self.start is Start.RECORD else 0)


@define(eq=False)
class Column:
    """A place read in one way. ``slot`` is where what was read of an event stands."""

    place: Place
    way: Way
    slot: int
    object: str = ""
    """Of a column of record keys: the object that the records are of."""


@define(eq=False)
class Catalogue:
    """The places and columns of a set of conditions: each is there once, and known by its identity."""

    places: dict[tuple[object, ...], Place]
    columns: dict[tuple[Place, Way], Column]
    _own: dict[int, Place]
    """The places of fields of the record itself, by the identity of the field: they are asked for all the time."""

    @classmethod
    def empty(cls) -> "Catalogue":
        return cls({}, {}, {})

    def place(self, start: Start, root: tree.RootKind | None, key: str, steps: tuple[str, ...]) -> Place:
        slot = (start.value, None if root is None else root.value, key, steps)
        found = self.places.get(slot)
        if found is None:
            found = self.places[slot] = Place(start, root, key, steps)
        return found

    def column(self, place: Place, way: Way, object_name: str = "") -> Column:
        found = self.columns.get((place, way))
        if found is None:
            found = self.columns[place, way] = Column(place, way, len(self.columns), object_name)
        return found

    def place_of(self, expr: tree.Expr) -> Place | None:
        """Where an expression reads, None where it does not just read one value along references."""
        if not isinstance(expr, tree.Read) or expr.previous or not _is_record(expr.target):
            return self._path(expr)
        found = self._own.get(id(expr.field))
        if found is None:
            found = self._own[id(expr.field)] = self.place(Start.RECORD, None, "", (key_of(expr.field.name),))
        return found

    def _path(self, expr: tree.Expr) -> Place | None:
        steps: list[str] = []
        while True:
            if steps and not isinstance(expr.type, ObjectType):
                return None
            match expr:
                case tree.Read(previous=True, field=read):
                    return self.place(Start.BEFORE, None, key_of(read.name), tuple(reversed(steps)))
                case tree.Read(target=target, field=read):
                    steps.append(key_of(read.name))
                    expr = target
                case tree.Root(kind=tree.RootKind.RECORD):
                    return self.place(Start.RECORD, None, "", tuple(reversed(steps))) if steps else None
                case tree.Root(kind=kind):
                    return self.place(Start.NAMED, kind, "", tuple(reversed(steps)))
                case tree.NamedRead(root=root, key=key):
                    return self.place(Start.NAMED, root.kind, key, tuple(reversed(steps)))
                case tree.Defined(body=body):
                    expr = body
                case _:
                    return None


def _is_record(expr: tree.Expr) -> bool:
    return isinstance(expr, tree.Root) and expr.kind is tree.RootKind.RECORD
