"""Each action that a domain declares has a binding, and no binding is for an action that does not exist."""

from collections.abc import Callable
from importlib.metadata import entry_points

import pytest

from regeltaal.runtime.bindings import ENTRY_POINTS, installed
from regeltaal.schema.model import Schema, key_of

NAMES = ("boekhouding", "werkbonnen")


def test_the_domains_bind_through_entry_points() -> None:
    assert {point.name for point in entry_points(group=ENTRY_POINTS)} >= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_action_has_a_binding_and_every_binding_an_action(name: str, schema_of: Callable[[str], Schema]) -> None:
    titles = [action.title for action in schema_of(name).actions.values()]
    bindings = installed(name)
    assert bindings.missing(titles) == ()
    assert set(bindings._by_title) == {key_of(title) for title in titles}


@pytest.mark.parametrize("name", NAMES)
def test_every_companion_is_of_an_action_that_reaches_outside(name: str, schema_of: Callable[[str], Schema]) -> None:
    outside = {key_of(action.title) for action in schema_of(name).actions.values() if action.is_outside}
    assert set(installed(name)._messages) <= outside


def test_domains_do_not_get_each_others_bindings() -> None:
    assert installed("werkbonnen").find("KEUR boeking goed") is None
    assert installed("boekhouding").find("MAAK taak") is not installed("werkbonnen").find("MAAK taak")
    assert installed("bestaat niet").missing(["MAAK taak"]) == ("MAAK taak",)
