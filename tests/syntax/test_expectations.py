"""Every place where parsing can stop has its own words, in both languages, without a name from the grammar."""

import re
from collections.abc import Iterator

import pytest

from regeltaal.syntax import grammar
from regeltaal.syntax.expectations import THINGS, expected
from regeltaal.syntax.lalr import follow
from regeltaal.syntax.tables import END, Tables, is_terminal

INTERNAL = re.compile(
    r"\b(?:[A-Z]+_KW|NAME|UPPER|TEXT|LONG_TEXT|NUMBER|SEMICOLON|BAR|DOT|OPEN|CLOSE|STRAY|END)\b|\$|__"
)


def _shortest(tables: Tables) -> dict[int, tuple[str, list[int]]]:
    """For each state the start symbol and the shortest stack that leads to it."""
    found = {state: (start, [state]) for start, state in tables.starts.items()}
    queue = list(found)
    for state in queue:
        start, states = found[state]
        for action in tables.states[state].values():
            if action >= 0 and action not in found:
                found[action] = (start, [*states, action])
                queue.append(action)
    return found


def _places(tables: Tables) -> Iterator[tuple[str, list[int]]]:
    """The start states, and stacks to each state behind a token, by all pairs of states that can stand before it."""
    shortest = _shortest(tables)
    yield from ((start, [state]) for start, state in tables.starts.items())
    before: dict[int, set[int]] = {}
    for state, row in enumerate(tables.states):
        for action in row.values():
            if action >= 0:
                before.setdefault(action, set()).add(state)
    for state, symbol in enumerate(tables.accessing):
        if symbol and is_terminal(symbol):
            for last in before[state]:
                for one in before.get(last, ()):
                    start, states = shortest[one]
                    yield start, [*states, last, state]
                start, states = shortest[last]
                yield start, [*states, state]


def _accepted(tables: Tables, states: list[int]) -> set[str]:
    kinds = {*filter(is_terminal, tables.states[states[-1]]), END}
    return {kind for kind in kinds if follow(tables, states, kind) is not None}


@pytest.fixture(scope="module")
def said() -> dict[tuple[int, frozenset[str]], tuple[str, str]]:
    """What is said at each place, in both languages."""
    tables = grammar.load()
    found = {}
    for start, states in _places(tables):
        accepted = frozenset(_accepted(tables, states))
        if (states[-1], accepted) not in found:
            text = expected(tables, accepted, tables.accessing[states[-1]], start)
            found[states[-1], accepted] = (text.nl, text.en)
    return found


def test_every_state_that_a_token_leads_to_is_reached(said: dict[tuple[int, frozenset[str]], tuple[str, str]]) -> None:
    tables = grammar.load()
    wanted = {state for state, symbol in enumerate(tables.accessing) if symbol and is_terminal(symbol)}
    assert wanted <= {state for state, _ in said}


def test_none_is_generic_and_none_leaks(said: dict[tuple[int, frozenset[str]], tuple[str, str]]) -> None:
    for dutch, english in said.values():
        bare = re.sub(r"`[^`]*`", "", dutch)
        assert dutch
        assert english
        assert INTERNAL.findall(bare) == []
        assert re.findall(r"\b(?:the|a|value|name|or)\b", bare) == []
        assert not dutch.startswith("iets")


def test_places_that_accept_other_things_say_other_things(
    said: dict[tuple[int, frozenset[str]], tuple[str, str]],
) -> None:
    """A hundred different sets of tokens would be badly served by a few sentences."""
    sets = {accepted for _, accepted in said}
    assert len({dutch for dutch, _ in said.values()}) > len(sets) // 2


def test_every_kind_of_token_has_words() -> None:
    """A token that is neither a keyword nor a sign is part of some thing."""
    tables = grammar.load()
    written = {*tables.keywords.values(), *tables.punctuation.values(), "MINUS"}
    other = {kind for row in tables.states for kind in row if is_terminal(kind)} - written - {END}
    assert other <= {kind for thing in THINGS for kind in thing.members}
    for kind in other:
        assert any(thing.members == {kind} or kind in thing.members for thing in THINGS)
