"""Which fields of many records tell most, where there is room for few: by their types and by how much they differ."""

from collections.abc import Container, Iterator, Mapping, Sequence

from attrs import frozen

from regeltaal.base.suggest import meant
from regeltaal.base.text import Text
from regeltaal.report.style import width
from regeltaal.runtime.stored_records import Record
from regeltaal.runtime.world import is_row, refs_in
from regeltaal.schema.model import Field, Object, key_of
from regeltaal.values import common
from regeltaal.values.types import Enumeration, ListOf, ObjectType, Type

MOST = 8
_GAP = 2
_EVERYTHING = frozenset({"alles", "all"})
_SAME_FOR_ALL = 0.2
_ONE_MORE_OF_A_KIND = 0.6
"""What each further field of a kind is worth: six amounts tell less than an amount, a date and a name."""

_STATUS, _AMOUNT, _DAY, _NAME, _OTHER, _LITTLE = "status", "bedrag", "dag", "naam", "overig", "weinig"
_WORTH = {_STATUS: 10.0, _AMOUNT: 9.0, _NAME: 8.0, _DAY: 7.0, _OTHER: 3.0, _LITTLE: 0.5}
_LONG_TEXT = 40


class NoFieldError(Exception):
    """A field that there is not, with the reason."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def fields_named(declared: Object, names: str, records: Sequence[Record]) -> tuple[Field, ...]:
    """The fields named, with commas between them, in that order; `alles` for all that any of the records fills.

    Raises:
        NoFieldError: there is no such field.
    """
    if names.strip().lower() in _EVERYTHING:
        return tuple(filled(declared, records))
    found = (_field(declared, name.strip()) for name in names.split(",") if name.strip())
    return tuple(dict.fromkeys(one for one in found if not one.key))


def _field(declared: Object, name: str) -> Field:
    found = declared.field(name)
    if found is not None:
        return found
    close = meant(name, (one.name for one in declared.fields.values()))
    raise NoFieldError(
        Text(
            nl=f"`{name}` is geen veld van {declared.name}{close.nl}",
            en=f"`{name}` is no field of {declared.name}{close.en}",
        )
    )


def filled(declared: Object, records: Sequence[Record]) -> list[Field]:
    """The fields that hold something in any of the records, in the order of the domain; the key has its own column."""
    return [
        field
        for key, field in declared.fields.items()
        if not field.key and any(record.fields.get(key) not in (None, ()) for record in records)
    ]


@frozen
class Candidate:
    """A field with what its column would show."""

    field: Field
    cells: tuple[str, ...]

    @property
    def width(self) -> int:
        """How wide it must be; a name of several words may stand below one another."""
        return max(sum(map(width, text)) for text in (*self.field.name.split(), *self.cells))


def telling(candidates: Sequence[Candidate], room: int | None) -> list[Candidate]:
    """Those that tell most and fit in so many columns of the screen, in the order of the domain."""
    chosen: list[Candidate] = []
    used = 0
    for one in _by_worth(candidates):
        if len(chosen) < MOST and (room is None or used + one.width <= room):
            chosen.append(one)
            used += one.width + _GAP
    return [one for one in candidates if one in chosen]


def _by_worth(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """The one that tells most first; what is shown in the amounts that it goes with tells little by itself."""
    shown = {key_of(one.field.together) for one in candidates if one.field.together and one.field.type == common.MONEY}
    left = {at: (_kind(one, shown), _fullness(one)) for at, one in enumerate(candidates)}
    taken: dict[str, int] = {}
    while left:
        best = max(left, key=lambda at: _worth(*left[at], taken))
        kind, _ = left.pop(best)
        taken[kind] = taken.get(kind, 0) + 1
        yield candidates[best]


def _worth(kind: str, fullness: float, taken: Mapping[str, int]) -> float:
    return _WORTH[kind] * fullness * _ONE_MORE_OF_A_KIND ** taken.get(kind, 0)


def _fullness(one: Candidate) -> float:
    """How many records have it, and less where it does not tell one from another."""
    differs = len(set(one.cells)) > 1 or len(one.cells) == 1
    return sum(map(bool, one.cells)) / max(len(one.cells), 1) * (1 if differs else _SAME_FOR_ALL)


def _kind(one: Candidate, shown: Container[str]) -> str:
    type_: Type = one.field.type
    if key_of(one.field.name) in shown:
        return _LITTLE
    if isinstance(type_, Enumeration):
        return _STATUS
    if isinstance(type_, ListOf):
        return _LITTLE
    if type_ == common.MONEY:
        return _AMOUNT
    if type_ in (common.DATE, common.MOMENT):
        return _DAY
    if isinstance(type_, ObjectType) or type_ == common.TEXT:
        return _LITTLE if max(map(len, one.cells), default=0) > _LONG_TEXT else _NAME
    return _LITTLE if type_ == common.FILE else _OTHER


def holds_rows(records: Sequence[Record], field: Field) -> bool:
    """Whether a field holds rows, which one cell can't show."""
    key = key_of(field.name)
    return any(is_row(ref) for record in records for ref in refs_in(record.fields.get(key)))
