"""Reading an event: every column once, as the code that the tables of the index know it by.

It is generated code: a field is got once, and brought into the spellings that are asked of it without a call for each.
"""

from collections.abc import Callable, Iterable, Sequence
from operator import methodcaller
from typing import cast

from attrs import define, field, frozen

from regeltaal.compiler.case import Fields
from regeltaal.compiler.columns import Column, Place, Start, Way
from regeltaal.compiler.columns_known import Code, Known
from regeltaal.compiler.columns_spelling import Spelling
from regeltaal.evaluate.facts import Facts, NotKnown
from regeltaal.program.tree import RootKind
from regeltaal.values import compare
from regeltaal.values.value import Ref, Value, reference

Read = Callable[[Fields, Facts, list[tuple[Place, ...]]], list[Code]]
"""The code of each column by its slot. Places that can't be read, as there is no record to read from, are noted."""

_ELSEWHERE = object()
"""The key of a record that is not of the administration at hand: no constant names it."""

_Root = tuple[Start, RootKind | None, str]


@frozen(eq=False)
class _Spot:
    """The columns of one place, and the steps behind it."""

    columns: list[Column] = field(factory=list)
    places: list[Place] = field(factory=list)
    steps: "dict[str, _Spot]" = field(factory=dict)

    def beyond(self) -> tuple[Place, ...]:
        """All places that are read by way of this one."""
        return tuple(place for step in self.steps.values() for place in (*step.places, *step.beyond()))


def reader(columns: Sequence[Column], places: Iterable[Place], known: Known, size: int) -> Read:
    """What reads these columns, and tells of these places whether they can be read; slots are below ``size``."""
    own, roots = _Spot(), dict[_Root, _Spot]()
    of_place: dict[Place, list[Column]] = {place: [] for place in places}
    for column in columns:
        of_place.setdefault(column.place, []).append(column)
    for place, asked in of_place.items():
        root = (place.start, place.root, place.key)
        spot = own if place.start is Start.RECORD else roots.setdefault(root, _Spot())
        for step in place.steps:
            spot = spot.steps.setdefault(step, _Spot())
        spot.places.append(place)
        spot.columns.extend(asked)
    writing = _Writing(known)
    writing.fields(own, "own")
    for root, spot in roots.items():
        read = writing.name(_of_root(*root))
        writing.value(spot, f"{read}(facts)")
    return writing.made(size)


@define(eq=False)
class _Writing:
    """Writes the function."""

    known: Known
    _lines: list[str] = field(factory=list)
    _namespace: dict[str, object] = field(factory=dict)
    _count: int = 0

    def name(self, thing: object) -> str:
        """A name for a thing that the code uses."""
        self._count += 1
        name = f"n{self._count}"
        self._namespace[name] = thing
        return name

    def fields(self, spot: _Spot, record: str) -> None:
        """Reads the fields of a record, which is a mapping of that name."""
        if not spot.steps:
            return
        self._count += 1
        get = f"get{self._count}"
        self._lines.append(f"{get} = {record}.get")
        for key, step in spot.steps.items():
            self.value(step, f"{get}({key!r})")

    def value(self, spot: _Spot, source: str) -> None:
        """Reads a value and all that is asked of it."""
        self._lines.append(f"v = {source}")
        self._lines += Spelling(self.known, self.name).lines([one for one in spot.columns if one.way is not Way.KEY])
        for column in spot.columns:
            if column.way is Way.KEY:
                call = f"{self.name(_record_key)}(v, {self.name(column.object)}, facts)"
                self._lines.append(f"c{column.slot} = {call}")
        if spot.steps:
            self._count += 1
            record, nothing = f"r{self._count}", self.name({})
            self._lines += [
                f"{record} = facts.fields_of(v) if isinstance(v, {self.name(Ref)}) else {nothing}",
                f"if {record} is None:",
                f" failed.append({self.name(spot.beyond())})",
                f" {record} = {nothing}",
            ]
            self.fields(spot, record)

    def made(self, size: int) -> Read:
        read = {line.split()[0] for line in "\n".join(self._lines).splitlines() if line.lstrip().startswith("c")}
        codes = ", ".join(f"c{slot}" if f"c{slot}" in read else "None" for slot in range(size))
        body = "\n ".join([*self._lines, f"return [{codes}]"])
        code = compile(f"def read(own, facts, failed):\n {body}", "<columns>", "exec")
        exec(code, self._namespace)  # noqa: S102  # made from columns, in which texts are only ever names of constants
        return cast("Read", self._namespace["read"])


def _record_key(value: Value | NotKnown | None, object_name: str, facts: Facts) -> Code:
    if not isinstance(value, Ref):
        return value
    return value.key if value == reference(facts.record.administration, object_name, value.key) else _ELSEWHERE


def _of_root(start: Start, root: RootKind | None, key: str) -> Callable[[Facts], Value | NotKnown | None]:
    match start:
        case Start.BEFORE:
            return methodcaller("before", key)
        case Start.AT_EVENT:
            return methodcaller("at_event", key)
        case Start.CHANGED:
            return lambda facts: _changed(facts, key)
        case _:
            return methodcaller("named", root, key)


def _changed(facts: Facts, key: str) -> Value | NotKnown:
    before = facts.before(key)
    return before if isinstance(before, NotKnown) else not compare.same(before, facts.at_event(key))
