"""What stands above a rule or a test in an editor: what is known of it, and what can be done with it at once."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from regeltaal.assist.lens_facts import Overview, WrittenRule, WrittenTest, facts_of
from regeltaal.assist.rule_runs import RunsByRule, runs_of
from regeltaal.assist.trying import Outcome
from regeltaal.base.node import Node, field
from regeltaal.base.source import Span
from regeltaal.base.text import Text, same
from regeltaal.check.problems.conflicts import TWO_WRITERS
from regeltaal.workspace.state import Located, State

_RUN = Text(nl="▶ test uitvoeren", en="▶ run test")
_RUN_ALL = Text(nl="▶ alle tests in dit bestand", en="▶ all tests in this file")
_MAKE_TEST = Text(nl="+ maak een test", en="+ make a test")


class RunTests(Node):
    """Runs the tests of the file by this name, or all of them."""

    name: str | None


class ShowPlaces(Node):
    """Shows places that it is about: those ``among`` these that are not of the rule itself.

    So that rules that write one field can share the list.
    """

    among: tuple[tuple[str, Span], ...]
    own: str | None = None

    @property
    def places(self) -> tuple[Span, ...]:
        return tuple(span for name, span in self.among if name != self.own)


def places(spans: Sequence[Span]) -> ShowPlaces:
    return ShowPlaces(tuple(("", one) for one in spans))


class MakeTest(Node):
    """Makes a test of the rule that the lens is of."""


Act = RunTests | ShowPlaces | MakeTest


class Lens(Node):
    """A line of text above a place; clicking it does something, if there is anything to do."""

    span: Span
    title: Text
    act: Act | None = None


class Seen(Node):
    """What is known besides the texts: how tests came out since the start, and how often rules did something."""

    outcomes: Mapping[str, Outcome] = field(factory=dict)
    """Of the tests of the file, by name."""
    stale: bool = False
    """Something was edited since they ran."""
    runs: RunsByRule = field(factory=dict)


def lenses(state: State, path: str, seen: Seen) -> tuple[Lens, ...]:
    sheet = state.sheets[path]
    around = _Around(state, path, seen)
    found: list[Lens] = []
    for part in sheet.parts:
        facts = facts_of(part)
        for rule in facts.rules:
            found += around.of_rule(path, rule)
        for test in facts.tests:
            if not any(isinstance(one.act, RunTests) for one in found):
                found.append(Lens(test.title, _RUN_ALL, RunTests(None)))
            found += around.of_test(test)
    return tuple(found)


class _Around:
    """A project, for the lenses of one of its files."""

    def __init__(self, state: State, path: str, seen: Seen) -> None:
        self._state, self._seen = state, seen
        self._overview = Overview(state, path)
        own = state.file(state.sheets[path].source)
        self._conflicts = sorted((one for one in _conflicts(state) if one.at.file == own), key=_start)

    # ------------------------------------------------------------ tests

    def of_test(self, test: WrittenTest) -> Iterator[Lens]:
        yield Lens(test.title, _RUN, RunTests(test.name))
        outcome = self._seen.outcomes.get(test.name)
        if outcome is not None:
            yield Lens(test.title, _dated(outcome.words, stale=self._seen.stale), places(outcome.places))

    # ------------------------------------------------------------ rules

    def of_rule(self, path: str, rule: WrittenRule) -> Iterator[Lens]:
        yield from self._conflict(rule)
        runs = runs_of(self._seen.runs, self._administration(path), (rule.name, *rule.former))
        if runs is not None:
            yield Lens(rule.title, runs)
        yield from self._tested(rule)
        yield from self._written(rule)

    def _administration(self, path: str) -> str | None:
        literal = self._state.sheets[path].header.administration
        return None if literal is None else literal.plain

    def _tested(self, rule: WrittenRule) -> Iterator[Lens]:
        tests = self._overview.tests.get(rule.name.casefold(), ())
        if tests:
            words = "1 test" if len(tests) == 1 else f"{len(tests)} tests"
            yield Lens(rule.title, same(words), places(tests))
        elif self._overview.is_whole:
            yield Lens(rule.title, _MAKE_TEST, MakeTest())

    def _written(self, rule: WrittenRule) -> Iterator[Lens]:
        """The fields that other rules write as well."""
        for written, span in rule.writes:
            others, writers = self._overview.beside(rule, written)
            if others:
                yield Lens(rule.title, _also(span.text, others), ShowPlaces(writers, rule.name))

    def _conflict(self, rule: WrittenRule) -> Iterator[Lens]:
        place = self._state.locate(rule.span)
        first = bisect_left(self._conflicts, place.start, key=_start)
        for one in self._conflicts[first : bisect_left(self._conflicts, place.end, key=_start)]:
            words = Text(
                nl=f"⚠ botst met “{one.other}” op `{one.field}`", en=f"⚠ conflicts with “{one.other}” on `{one.field}`"
            )
            yield Lens(rule.title, words, places((one.place,)))


def _holds(outer: Located, inner: Located) -> bool:
    return outer.file == inner.file and outer.start <= inner.start < outer.end


class _Conflict(Node):
    """That a rule meets another: where in it, the name of the other, and where in that."""

    at: Located
    other: str
    place: Span
    field: str


def _start(one: _Conflict) -> tuple[int, int]:
    return one.at.start


def _conflicts(state: State) -> Sequence[_Conflict]:
    """Each of both sides."""
    found = []
    for one in (found for own in state.findings.values() for found in own if found.code is TWO_WRITERS):
        label, name = one.labels[0].span, str(one.facts["field"])
        found.append(_Conflict(state.locate(one.span), str(one.facts["other"]), label, name))
        found.append(_Conflict(state.locate(label), _rule_at(state, one.span), one.span, name))
    return found


def _rule_at(state: State, span: Span) -> str:
    """The name of the rule that a place is in."""
    place = state.locate(span)
    sheet = state.sheets[span.source.path]
    rules = facts_of(sheet.part_at(place.start[0])).rules
    return next((one.name for one in rules if _holds(state.locate(one.span), place)), "")


def _dated(words: Text, *, stale: bool) -> Text:
    """How a test came out, and whether that is of the rules as they are now."""
    if not stale:
        return words
    return Text(nl=f"{words.nl} (vóór de laatste wijziging)", en=f"{words.en} (before the last change)")


def _also(name: str, others: int) -> Text:
    shown = " ".join(name.split())
    if others == 1:
        return Text(nl=f"`{shown}`: ook 1 andere regel", en=f"`{shown}`: 1 other rule as well")
    return Text(nl=f"`{shown}`: ook {others} andere regels", en=f"`{shown}`: {others} other rules as well")
