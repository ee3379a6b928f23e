"""What of a rule matters to other rules and tests, part by part: kept as long as the part is, so that it costs little.

It goes by what is written, not by what was checked: a rule that can't be checked yet writes its fields as well.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from weakref import WeakKeyDictionary

from regeltaal.base.node import Node
from regeltaal.base.source import Span
from regeltaal.schema.model import key_of
from regeltaal.syntax import tree
from regeltaal.workspace.part import Part
from regeltaal.workspace.sheet import Sheet
from regeltaal.workspace.state import State

Field = tuple[str, ...]
"""The way to a field, by keys, from the record that the rule is about."""
Writers = tuple[tuple[str, Span], ...]
"""Rules by name, with the place where they write."""


class WrittenRule(Node):
    """A rule: by what names it goes, what starts it, and each field that it writes with the place of its name."""

    name: str
    former: tuple[str, ...]
    span: Span
    title: Span
    """The keyword and the name."""
    events: tuple[str, ...]
    clocked: str | None
    """The object that the clock starts it for."""
    writes: tuple[tuple[Field, Span], ...]


class WrittenTest(Node):
    """A test, with the names of the rules that it expects something of, without case."""

    name: str
    title: Span
    rules: frozenset[str]


class PartFacts(Node):
    """What a part holds. There are no trees in it: those take much room, and are let go of."""

    rules: tuple[WrittenRule, ...]
    tests: tuple[WrittenTest, ...]


_OF_PART: WeakKeyDictionary[Part, PartFacts] = WeakKeyDictionary()
_OF_FILE: WeakKeyDictionary[Sheet, tuple[PartFacts, ...]] = WeakKeyDictionary()


def facts_of(part: Part) -> PartFacts:
    if part not in _OF_PART:
        items = part.parsed.file.items
        rules = tuple(_rule(item) for item in items if isinstance(item, tree.Rule))
        _OF_PART[part] = PartFacts(rules, tuple(_test(item) for item in items if isinstance(item, tree.Test)))
    return _OF_PART[part]


def facts_in(sheet: Sheet) -> tuple[PartFacts, ...]:
    if sheet not in _OF_FILE:
        _OF_FILE[sheet] = tuple(map(facts_of, sheet.parts))
    return _OF_FILE[sheet]


# ---------------------------------------------------------------- over all files


def reading(state: State) -> Iterator[None]:
    """Reads the files of which nothing is known yet, in steps: others can do something in between."""
    for path in unread(state):
        facts_in(state.sheets[path])
        yield


def unread(state: State) -> Sequence[str]:
    return [path for path in state.sheets if not _is_read(state, path)]


def _is_read(state: State, path: str) -> bool:
    return path in state.sheets.pinned or state.sheets.known(path) in _OF_FILE


class Overview:
    """What is known of all files that were read."""

    def __init__(self, state: State, path: str) -> None:
        self._schema = state.schema
        self._objects: dict[str, str | None] = {}
        read = [one for one in state.sheets if one == path or _is_read(state, one)]
        self.parts = [part for one in read for part in facts_in(state.sheets[one])]
        self.is_whole = not unread(state)
        self._writers = self._found_writers()
        self._names = {key: {name for name, _ in among} for key, among in self._writers.items()}

    def object_of(self, rule: WrittenRule) -> str | None:
        """The key of the object that a rule is about; None where its event is not known."""
        return next((found for one in rule.events if (found := self._object_of_event(one)) is not None), rule.clocked)

    def _object_of_event(self, name: str) -> str | None:
        if name not in self._objects:
            event = None if self._schema is None else self._schema.event(name)
            self._objects[name] = None if event is None else key_of(event.object)
        return self._objects[name]

    def _found_writers(self) -> Mapping[tuple[str, Field], Writers]:
        found: dict[tuple[str, Field], list[tuple[str, Span]]] = defaultdict(list)
        for part in self.parts:
            for rule in part.rules:
                owner = self.object_of(rule)
                for field, span in rule.writes if owner is not None else ():
                    found[owner or "", field].append((rule.name, span))
        return {key: tuple(rows) for key, rows in found.items()}

    def beside(self, rule: WrittenRule, field: Field) -> tuple[int, Writers]:
        """How many other rules write a field that a rule writes, and all that do."""
        key = (self.object_of(rule) or "", field)
        names = self._names.get(key, set())
        return len(names) - (rule.name in names), self._writers.get(key, ())

    @cached_property
    def tests(self) -> Mapping[str, Sequence[Span]]:
        """By name of a rule, without case: the tests that expect something of it."""
        found: dict[str, list[Span]] = defaultdict(list)
        for part in self.parts:
            for test in part.tests:
                for name in test.rules:
                    found[name].append(test.title)
        return found


# ---------------------------------------------------------------- one declaration


def _rule(node: tree.Rule) -> WrittenRule:
    every = (*node.then, *(node.otherwise or ()), *(node.on_unknown or ()))
    named = {one.alias.key for one in _actions(every) if isinstance(one, tree.Perform) and one.alias is not None}
    named |= {one.variable.key for one in _actions(every) if isinstance(one, tree.ForEach)}
    writes: dict[Field, Span] = {}
    for one in _actions(every):
        if isinstance(one, tree.Set | tree.Clear):
            field = tuple(part.key for part in one.target.parts)
            if field[0] not in named:
                writes.setdefault(field, one.target.span)
    return WrittenRule(
        node.name.plain or "",
        tuple(one.name.plain or "" for one in node.metas if isinstance(one, tree.FormerName)),
        node.span,
        _title(node),
        tuple(one.event.key for one in node.triggers if isinstance(one, tree.EventTrigger)),
        next((one.object.key for one in node.triggers if isinstance(one, tree.ClockTrigger)), None),
        tuple(writes.items()),
    )


def _actions(actions: Sequence[tree.Action]) -> Iterator[tree.Action]:
    for one in actions:
        yield one
        if isinstance(one, tree.ForEach):
            yield from _actions(one.body)


def _test(node: tree.Test) -> WrittenTest:
    expected = (one for step in node.steps for one in step.expectations)
    rules = frozenset((one.rule.plain or "").casefold() for one in expected if isinstance(one, tree.ExpectRule))
    return WrittenTest(node.name.plain or "", _title(node), rules)


def _title(node: tree.Rule | tree.Test) -> Span:
    return Span(node.span.source, node.span.start, node.name.span.end)
