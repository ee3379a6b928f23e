"""Values for a place: the choices of a list, the shapes of dates and amounts, words that a function takes."""

from collections.abc import Collection, Iterator, Mapping

from regeltaal.assist.completion_items import NOTHING, Hole, Kind, Offer, Rank
from regeltaal.assist.completion_wanted import Wanted
from regeltaal.base.text import Text, same
from regeltaal.check.scope import Scope
from regeltaal.values.common import DATE, DURATIONS, INTEGER, MOMENT, TEXT, TIME
from regeltaal.values.durations import UNITS
from regeltaal.values.registry import OPERATORS
from regeltaal.values.show import as_literal
from regeltaal.values.types import Enumeration, ObjectType, Scalar

_MOST_CHOICES = 200
_DAYS = "3"
"""How many days the examples count."""


def texts(wanted: Wanted | None, scope: Scope) -> Iterator[Offer]:
    """The texts that belong here, each without its quotes."""
    if wanted is None or wanted.pattern:
        return
    for type_ in wanted.types:
        if isinstance(type_, Enumeration):
            told = Text(nl=f"keuze van {type_.name}", en=f"choice of {type_.name}")
            for value in type_.values[:_MOST_CHOICES]:
                yield Offer(value, Kind.CHOICE, Rank.WANTED, told, same(type_.doc))
    parameter = wanted.parameter
    if parameter is not None and parameter.template is not None and scope.templates is not None:
        for name in scope.templates.names(parameter.template):
            yield Offer(name, Kind.FILE, Rank.WANTED, Text(nl="sjabloon", en="template"))


def quoted(offer: Offer, *, listed: bool = False) -> Offer:
    """The same with its quotes, and in parentheses where a list is asked for."""
    text = as_literal(offer.label, TEXT)
    return Offer(f"({text})" if listed else text, offer.kind, offer.rank, offer.detail, offer.doc)


def shapes(wanted: Wanted | None, scope: Scope, *, fixed: bool = False) -> Iterator[Offer]:
    """How the values that belong here are written, with one as an example to type over; ``fixed``: nothing computed."""
    if wanted is None or wanted.listed:
        return
    parameter = wanted.parameter
    example = parameter.example if parameter is not None and parameter.template is None else wanted.example
    if example:
        doc = same(parameter.doc if parameter is not None else "")
        told = Text(nl="voorbeeld", en="example")
        yield Offer(example, Kind.VALUE, Rank.SHAPE, told, doc, (Hole(example, kept=True),))
    for type_ in wanted.types:
        if isinstance(type_, Scalar) and type_ != TEXT and not example:
            yield _shape(type_)
        if isinstance(type_, ObjectType):
            yield from _key(type_, scope)
    if not fixed and (parameter is None or parameter.template is None):
        yield from _counted_from_today(wanted)
    for word in wanted.words:
        yield Offer(word, Kind.KEYWORD, Rank.SHAPE)


def _counted_from_today(wanted: Wanted) -> Iterator[Offer]:
    """`VANDAAG + 3 werkdagen`, and with a time where a moment is asked for: as the operators themselves show it."""
    for type_, operator in ((DATE, OPERATORS["add"]), (MOMENT, OPERATORS["at_time"])):
        before, number, behind = operator.example.partition(_DAYS)
        if type_ in wanted.types and number:
            pieces = (before, Hole(number, kept=True), behind)
            yield Offer(operator.example, Kind.VALUE, Rank.SHAPE, same(str(type_)), operator.doc, pieces)


def _shape(type_: Scalar) -> Offer:
    example, kind = type_.kind.example, type_.kind
    number, _, unit = example.partition(" ")
    pieces = (Hole(number, kept=True), f" {unit}") if type_ in DURATIONS else (Hole(example, kept=True),)
    return Offer(example, Kind.VALUE, Rank.SHAPE, same(kind.name), kind.doc, pieces)


def _key(type_: ObjectType, scope: Scope) -> Iterator[Offer]:
    """A record, by its key."""
    owner = scope.object_of(type_)
    key = owner.key_field if owner is not None else None
    if key is not None and key.example:
        told = Text(nl=f"{key.name} van {type_.name}", en=f"{key.name} of {type_.name}")
        yield Offer(key.example, Kind.VALUE, Rank.SHAPE, told, same(key.doc), (Hole(key.example, kept=True),))


_LITERALS: Mapping[str, Scalar] = {"DATE": DATE, "MOMENT": MOMENT, "TIME": TIME, "NUMBER": INTEGER}


def literals(accepted: Collection[str]) -> Iterator[Offer]:
    """The literals at a place that takes no other values: `GELDIG VANAF`, `OP`, `PRIORITEIT`."""
    if "OPEN" not in accepted:
        yield from (_shape(type_) for kind, type_ in _LITERALS.items() if kind in accepted)


def durations(number: str) -> Iterator[Offer]:
    """The units that a number can have."""
    for unit in UNITS:
        word = unit.one if number == "1" else unit.many
        yield Offer(f"{number} {word}", Kind.VALUE, Rank.WANTED, NOTHING)
