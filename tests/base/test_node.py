"""A node is a frozen record, whatever is made of it."""

import copy
import pickle

import pytest

from regeltaal.base.node import Node, apart, astuple, evolve, field


class Point(Node):
    x: int
    y: int = 2


class Named(Point):
    name: str = field(default="", kw_only=True)
    items: list[int] = field(factory=list)
    hidden: str = field(default="s", shown=False)
    place: int | None = field(default=None, eq=False)


class Placed(Node):
    value: object
    place: int = apart()


class Nothing(Node):
    pass


EXAMPLES = [Point(1), Point(1, 3), Named(1, name="a", items=[1], hidden="x", place=9), Placed("v", 7), Nothing()]


def test_fields_have_their_defaults_and_each_object_its_own() -> None:
    assert astuple(Point(1)) == (1, 2)
    assert astuple(Named(1)) == (1, 2, [], "s", None, "")
    assert Named(1).items is not Named(1).items


@pytest.mark.parametrize(("given", "named"), [((), {}), ((1, 2, 3), {}), ((1,), {"z": 3}), ((1, 2), {"x": 1})])
def test_a_constructor_takes_its_fields_and_nothing_else(given: tuple[int, ...], named: dict[str, int]) -> None:
    with pytest.raises(TypeError):
        Point(*given, **named)
    with pytest.raises(TypeError):
        Named(1, 2, [], "s", None, *given, name="a", **(named or {"z": 1}))


@pytest.mark.parametrize("one", EXAMPLES)
def test_nothing_can_be_changed_or_added(one: Node) -> None:
    for name in (*type(one).__fields__, "other"):
        with pytest.raises(AttributeError):
            setattr(one, name, 1)
        with pytest.raises(AttributeError):
            delattr(one, name)
    assert not hasattr(one, "__dict__")


def test_equality_is_of_kind_and_of_what_counts() -> None:
    assert Point(1) == Point(1, 2)
    assert Point(1) != Point(2)
    assert Point(1) != Named(1)
    assert Placed("v", 1) == Placed("v", 2)
    assert hash(Placed("v", 1)) == hash(Placed("v", 2))
    assert Nothing() == Nothing()
    assert Point(1) != (1, 2)
    assert len({Point(1), Point(1, 2), Point(2), Nothing(), Nothing()}) == 3


def test_what_is_hidden_and_a_place_are_not_shown() -> None:
    assert repr(Named(1, name="a", place=9)) == "Named(x=1, y=2, items=[], name='a')"
    assert repr(Placed("v", 7)) == "Placed(value='v')"
    assert repr(Nothing()) == "Nothing()"


@pytest.mark.parametrize("one", EXAMPLES)
def test_a_copy_holds_the_same(one: Node) -> None:
    for other in (copy.copy(one), copy.deepcopy(one), _pickled(one), evolve(one)):
        assert type(other) is type(one)
        assert astuple(other) == astuple(one)


def test_evolving_changes_what_is_named() -> None:
    assert evolve(Point(1), y=5) == Point(1, 5)
    assert astuple(evolve(Named(1, name="a"), name="b", place=3)) == (1, 2, [], "s", 3, "b")
    with pytest.raises(TypeError):
        evolve(Point(1), z=1)


def test_a_pattern_takes_fields_by_place() -> None:
    match Named(4, 5, name="a"):
        case Named(x, y, items, name=name):
            assert (x, y, items, name) == (4, 5, [], "a")


def _pickled(one: Node) -> Node:
    made: Node = pickle.loads(pickle.dumps(one))  # noqa: S301 - written here
    return made
