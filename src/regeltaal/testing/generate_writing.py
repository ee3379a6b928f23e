"""A made-up world as a TEST block: what is given, what happens, what is expected."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from regeltaal.base.node import Node, evolve
from regeltaal.program import tree
from regeltaal.runtime.clocks import clause_text
from regeltaal.schema.model import Level, key_of
from regeltaal.testing.clocks import USUAL_MOMENT, show_moment
from regeltaal.testing.generate_facts import Imagined, Place, Rows
from regeltaal.testing.generate_places import OWN
from regeltaal.testing.generate_starts import Office
from regeltaal.values.notation import show_clock
from regeltaal.values.show import as_literal
from regeltaal.values.types import ListOf, ObjectType, Type
from regeltaal.values.value import Value


class Block(Node):
    """A test to be, part by part; what it expects comes last, when it is known."""

    name: str
    givens: tuple[str, ...]
    moment: str | None
    trigger: str
    expectations: tuple[str, ...] = ()

    def text(self) -> str:
        """As it stands in a file."""
        at = () if self.moment is None else (f"OP {self.moment}",)
        lines = (f"TEST {quoted(self.name)}", *self.givens, *at, f"WANNEER {self.trigger}", *self.expectations)
        return "\n".join(lines) + "\n"

    def expecting(self, expectations: Iterable[str]) -> "Block":
        return evolve(self, expectations=tuple(expectations))


def quoted(text: str) -> str:
    """A text as it stands in a rule file."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("{", "\\{") + '"'


class Scene(Node):
    """What a block is made of. ``keyed`` are the references whose key matters, ``timed``: the moment does."""

    world: Imagined
    trigger: tree.Trigger
    office: Office
    keyed: Collection[Place]
    timed: bool = False


def written(name: str, scene: Scene) -> Block:
    """A world as a block."""
    world, trigger = scene.world, scene.trigger
    follows = trigger.event.follows if isinstance(trigger, tree.OnEvent) and trigger.equals is not None else None
    writer = _Writer(world, scene.keyed, None if follows is None else key_of(follows))
    environment = world.environment
    usual_moment = environment.now.replace(tzinfo=None) == USUAL_MOMENT
    said = scene.timed or not usual_moment
    return Block(
        name,
        (*_office(scene.office), *writer.record(), *writer.previous(), *writer.rows()),
        show_moment(environment.now, environment) if said else None,
        writer.trigger(trigger),
    )


def _office(office: Office) -> Iterator[str]:
    if not office.said:
        return
    tags = f"; tags = ({'; '.join(map(quoted, office.tags))})" if office.tags else ""
    yield f"GEGEVEN {Level.ADMINISTRATION.value} MET naam = {quoted(office.name)}{tags}"


class _Writer(Node):
    """Writes the givens of one world. ``follows`` is the field that VAN and NAAR of the trigger tell."""

    world: Imagined
    keyed: Collection[Place]
    follows: str | None

    def record(self) -> Iterator[str]:
        own = sorted((one for one in self._told() if self._is_own(one)), key=self._order)
        fields = [f"{self._name(place)} = {self._value(place)}" for place in own]
        yield from _given(self.world.around.object, fields)

    def previous(self) -> Iterator[str]:
        told = sorted((one for one in self._told(before=True) if self._is_own(one)), key=self._order)
        yield from _given("vorige", [f"{self._name(one)} = {self._value(one)}" for one in told])

    def rows(self) -> Iterator[str]:
        """A line for each row of each list."""
        around = self.world.around
        for place, choice in self.world.chosen.items():
            type_ = around.type_at(place)
            element = type_.element if isinstance(type_, ListOf) else None
            if isinstance(choice, Rows) and isinstance(element, ObjectType) and not place.before:
                for number in range(choice.count):
                    yield from self._row(element.name, place, number)

    def _row(self, name: str, place: Place, number: int) -> Iterator[str]:
        row = place.down(number)
        told = [one for one in self._told() if one.way[: len(row.way)] == row.way and one != row]
        plain = sorted((one for one in told if self._is_plain(one, row)), key=self._order)
        fields = [f"{self._name(one, len(row.way))} = {self._value(one)}" for one in plain]
        met = f" MET {'; '.join(fields)}" if fields else ""
        yield f"GEGEVEN {name} IN {self._name(place)}{met}"

    def trigger(self, trigger: tree.Trigger) -> str:
        if isinstance(trigger, tree.OnClock):
            return f"ELKE {trigger.day} OM {show_clock(trigger.time)} VOOR ELKE {trigger.object}"
        old, new = (self._change(word, before=before) for word, before in (("VAN", True), ("NAAR", False)))
        moment = "" if trigger.moment is None else f" {clause_text(trigger.moment)}"
        return f"{trigger.event.name}{old}{new}{moment}"

    def _change(self, word: str, *, before: bool) -> str:
        place = Place((self.follows or "",), before=before)
        return f" {word} {self._value(place)}" if place in self.world.chosen else ""

    # ------------------------------------------------------------ fields

    def _told(self, *, before: bool = False) -> Iterator[Place]:
        """The places that a test says something of."""
        for place, choice in self.world.chosen.items():
            type_ = self.world.around.type_at(place)
            is_rows = isinstance(choice, Rows) and isinstance(type_, ListOf)
            if place.before != before or place == OWN or (is_rows and isinstance(_element(type_), ObjectType)):
                continue
            if isinstance(place.way[-1], int) or self._goes_without(place):
                continue
            yield place

    def _order(self, place: Place) -> tuple[int, ...]:
        """Fields stand in the order of the domain."""
        around, numbers = self.world.around, []
        for at in range(1, len(place.way) + 1):
            owner = around.owner(around.type_at(Place(place.way[: at - 1])))
            names = list(owner.fields) if owner is not None else []
            numbers.append(names.index(str(place.way[at - 1])) if place.way[at - 1] in names else len(names))
        return tuple(numbers)

    def _is_own(self, place: Place) -> bool:
        return self._is_plain(place, OWN) and place.way != (self.follows,)

    def _is_plain(self, place: Place, above: Place) -> bool:
        """Whether no list is in between."""
        return not any(isinstance(step, int) for step in place.way[len(above.way) :])

    def _goes_without(self, place: Place) -> bool:
        """A reference whose key is no more than that of the example, where more is said of the record."""
        around = self.world.around
        type_ = around.type_at(place)
        if not isinstance(type_, ObjectType) or self.world.chosen[place] is None:
            return False
        owner = around.owner(type_)
        if owner is not None and owner.key_field is None:
            return True
        return place in self.world.keys and place not in self.keyed

    def _name(self, place: Place, start: int = 0) -> str:
        """The way to a field, as the domain spells it."""
        around, names = self.world.around, []
        for at in range(start, len(place.way)):
            field = around.field_at(Place(place.way[: at + 1]))
            names.append(field.name if field is not None else str(place.way[at]))
        return ".".join(names)

    def _value(self, place: Place) -> str:
        type_ = self.world.around.type_at(place)
        choice = self.world.chosen[place]
        if isinstance(choice, Rows):
            items = (self.world.chosen.get(place.down(number)) for number in range(choice.count))
            element = _element(type_)
            return _listed([as_literal(_plain(one), element) for one in items if element is not None])
        return "LEEG" if type_ is None else as_literal(choice, type_)


def _plain(choice: Value | Rows | None) -> Value | None:
    return None if isinstance(choice, Rows) else choice


def _element(type_: Type | None) -> Type | None:
    return type_.element if isinstance(type_, ListOf) else None


def _listed(items: Sequence[str]) -> str:
    return f"({'; '.join(items)})" if items else "LEEG"


def _given(subject: str, fields: Sequence[str]) -> Iterator[str]:
    if fields:
        yield f"GEGEVEN {subject} MET {'; '.join(fields)}"
