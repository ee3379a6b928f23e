"""What stands around a place: the record that the rule is about, the rows and results with a name there, the action.

It is read off the stack of the parser, the outermost frame first, with checking's own scopes: a name stands for the
same here as it does there.
"""

from collections.abc import Iterator, Sequence

from attrs import define, field

from regeltaal.assist.completion_stack import Frame, Stack
from regeltaal.base.diagnostic import Problems
from regeltaal.base.node import Node, evolve
from regeltaal.base.source import Source, Span
from regeltaal.check import conditions, expectations, performing, tables, triggers
from regeltaal.check.scope import ADMINISTRATION, PREVIOUS, Nesting, Row, Scope, record_root
from regeltaal.schema.model import Action, Event, Object, key_of
from regeltaal.syntax import tree
from regeltaal.syntax.lexer import Token
from regeltaal.syntax.texts import named
from regeltaal.values.types import ListOf

_QUANTITIES = frozenset({"_each", "GEEN_KW", "at_least", "exactly"})


class Doing(Node):
    """An action that is being written: what it is, and the parameters that it was given by key."""

    action: Action | None
    given: tuple[str, ...]
    expected: bool
    """It stands behind VERWACHT."""


class Around(Node):
    """``scope`` has the names at the place. ``given`` is the object of which a test is giving fields."""

    scope: Scope
    event: Event | None = None
    """The one that VAN, NAAR or a moment belongs to."""
    doing: Doing | None = None
    given: Object | None = None
    rows: tuple[Object, ...] = ()
    """Those that the loops around it go along, innermost last."""


def around(stack: Stack, ahead: Sequence[Token], source: Source, base: Scope) -> Around:
    """What stands around a place; ``ahead`` is the rest of the declaration."""
    quiet = evolve(base, problems=Problems(), needs=[], uses={}, nesting=Nesting(), notes=None)
    walk = _Walk(quiet, quiet, ahead, source)
    walk.through(stack.frames)
    walk.summed(stack)
    return Around(walk.scope, walk.event, _doing(stack, base), walk.given, tuple(walk.rows))


@define
class _Walk:
    """Goes through the frames, and keeps the scope."""

    scope: Scope
    whole: Scope
    """That of the rule, outside its actions."""
    ahead: Sequence[Token]
    source: Source
    triggers: list[tree.Trigger] = field(factory=list)
    event: Event | None = None
    given: Object | None = None
    rows: list[Object] = field(factory=list)

    def through(self, frames: Sequence[Frame]) -> None:
        for at, frame in enumerate(frames):
            self._take(frame, frames[:at])

    def _take(self, frame: Frame, before: Sequence[Frame]) -> None:
        previous = before[-1].symbol if before else ""
        match frame.symbol:
            case "metas":
                self._head(frame.value)
            case "about":
                self._about(frame.value)
            case "triggers" | "trigger":
                self._started(frame.value)
            case "name":
                self._name(frame.value, before)
            case "WAARVOOR_KW":
                self._where(before)
            case "path" if previous == "IN_KW" and len(before) > 2:  # noqa: PLR2004 - a name and IN
                self._along(frame.value, before)
            case "path" if previous == "GEGEVEN_KW" and isinstance(frame.value, tree.Path):
                self.given = self._row_of(frame.value)
            case "actions" if isinstance(frame.value, list):
                self._done(frame.value)
            case "ANDERS_KW" | "BIJ_KW":
                self.scope, self.rows = self.whole, []
            case "TEST_KW" | "steps" | "GEGEVEN_KW" | "VERWACHT_KW":
                self._step(frame)
            case "ZET_KW" | "WIS_KW" if previous == "mode":
                self.scope = expectations.with_objects(self.scope)
            case "MET_KW" if previous == "delay":
                self._parameters(before)
            case _:
                pass

    # ------------------------------------------------------------ the head, and what starts it

    def _head(self, metas: object) -> None:
        """The columns of its table; one row of it is enough to know them."""
        for meta in _nodes(metas):
            if isinstance(meta, tree.PerRow):
                rows = tables.rows(tree.Table(meta.table.rows[:2], meta.span), Problems())
                self._evolve(row=rows[0] if rows else Row({}))

    def _about(self, name: object) -> None:
        owner = self.scope.schema.object(name.key) if isinstance(name, tree.Name) else None
        if owner is not None:
            self._is_about(owner, self._place())

    def _started(self, value: object) -> None:
        for one in _nodes(value):
            if isinstance(one, tree.EventTrigger | tree.ClockTrigger) and one not in self.triggers:
                self.triggers.append(one)
        self._subject()

    def _name(self, name: object, before: Sequence[Frame]) -> None:
        if not isinstance(name, tree.Name):
            return
        symbols = [frame.symbol for frame in before[-2:]]
        if symbols[-1:] == ["WANNEER_KW"] or (symbols[-1:] == ["SEMICOLON"] and symbols[0] in ("trigger", "triggers")):
            self.event = self.scope.schema.event(name.key)
            self.triggers.append(tree.EventTrigger(name, None, None, None, name.span))
            self._subject()
        elif symbols[-1:] == ["GEGEVEN_KW"]:
            self.given = self._subject_of(name)

    def _subject(self) -> None:
        found = triggers.subject(self.triggers, self.scope.schema)
        if found.object is not None:
            self._is_about(found.object, self.triggers[0].span)
            self._evolve(creating=found.creating, by_clock=found.by_clock)

    def _where(self, before: Sequence[Frame]) -> None:
        if not self._clock(before):
            self._counted(before)

    def _clock(self, before: Sequence[Frame]) -> bool:
        """`ELKE werkdag OM 8:00 VOOR ELKE werkbon WAARVOOR`."""
        symbols = [frame.symbol for frame in before[-4:]]
        name = before[-1].value if before else None
        if symbols != ["time", "VOOR_KW", "_each", "name"] or not isinstance(name, tree.Name):
            return False
        owner = self.scope.schema.object(name.key)
        if owner is not None:
            self._is_about(owner, name.span)
            self._evolve(by_clock=True)
            self.scope = triggers.about(owner, name, self.scope)
        return True

    # ------------------------------------------------------------ rows

    def _along(self, path: object, before: Sequence[Frame]) -> None:
        """`EEN x IN lijst`, `VOOR ELK x IN lijst`, `GEGEVEN x IN lijst`."""
        opener, name = before[-3].symbol, before[-2].value
        if not isinstance(path, tree.Path) or not isinstance(name, tree.Name):
            return
        if opener == "GEGEVEN_KW":
            self.given = self._row_of(path)
        elif opener in _QUANTITIES:
            self._within(path, name)
            if before[-4:-3] and before[-4].symbol == "VOOR_KW" and (row := self._row_of(path)) is not None:
                self.rows.append(row)

    def _counted(self, before: Sequence[Frame]) -> None:
        """`AANTAL(x IN lijst WAARVOOR`."""
        if [frame.symbol for frame in before[-3:-1]] != ["function", "OPEN"]:
            return
        match before[-1].value:
            case tree.Operation(key="in", operands=(tree.Path(parts=(name,)), tree.Path() as items)):
                self._within(items, name)
            case _:
                pass

    def summed(self, stack: Stack) -> None:
        """`SOM(… VOOR ELK x IN lijst)`: the row gets its name behind where it is used."""
        if any(one.symbol == "function" for one in stack.frames):
            found = _row_ahead(self.ahead, self.source)
            if found is not None:
                self._within(*found)

    def _within(self, path: tree.Path, name: tree.Name) -> None:
        self.scope = conditions.along(path, name, self.scope)[2]

    def _row_of(self, path: tree.Path) -> Object | None:
        items, _, _ = conditions.along(path, path.parts[0], self.scope)
        return self.scope.object_of(items.type) if isinstance(items.type, ListOf) else None

    # ------------------------------------------------------------ actions

    def _done(self, actions: Sequence[object]) -> None:
        for action in actions:
            if isinstance(action, tree.Perform) and action.alias is not None:
                self.scope = performing.perform(action, self.scope, ())[1]

    def _parameters(self, before: Sequence[Frame]) -> None:
        verb, name = (frame.value for frame in before[-3:-1])
        if isinstance(verb, tree.Name) and isinstance(name, tree.Name):
            action = self.scope.schema.action(verb.text, name.text)
            if action is not None:
                self.scope = expectations.about_parameters(action, name.span, self.scope)

    # ------------------------------------------------------------ tests

    def _step(self, frame: Frame) -> None:
        """What a step is about: its event, which stands behind what is given; else that of the step before."""
        for step in _nodes(frame.value) if frame.symbol == "steps" else ():
            if isinstance(step, tree.Step) and step.triggers:
                self.triggers = list(step.triggers)
                self._subject()
        if frame.symbol == "VERWACHT_KW":
            self._columns()
            return
        owner = self._owner_ahead() if frame.symbol == "GEGEVEN_KW" or self.scope.record is None else None
        if owner is not None:
            self._is_about(owner, self._place())
        self._columns()

    def _owner_ahead(self) -> Object | None:
        for token, name in zip(self.ahead, self.ahead[1:], strict=False):
            if token.kind == "WANNEER_KW" and name.kind == "NAME":
                event = self.scope.schema.event(key_of(name.text))
                return None if event is None else self.scope.schema.object(event.object)
        return None

    def _columns(self) -> None:
        """The columns of VOORBEELDEN, which stands at the end."""
        at = next((at for at, token in enumerate(self.ahead) if token.kind == "VOORBEELDEN_KW"), None)
        if at is None:
            return
        cells = dict(_first_row(self.ahead[at + 1 :], self.source))
        if cells:
            self._evolve(examples=Row(cells))

    def _subject_of(self, name: tree.Name) -> Object | None:
        if name.key == PREVIOUS:
            return self.scope.object
        found = self.scope.schema.object(name.key)
        if found is not None and self.scope.record is None and found.name != ADMINISTRATION:
            self._is_about(found, name.span)  # the event isn't written yet: the first that is given is most likely it
        return found

    # ------------------------------------------------------------ the scope

    def _is_about(self, owner: Object, span: Span) -> None:
        self._evolve(record=record_root(owner, span))

    def _evolve(self, **changes: object) -> None:
        self.scope, self.whole = evolve(self.scope, **changes), evolve(self.whole, **changes)

    def _place(self) -> Span:
        return Span(self.source, 0, 0)


def _nodes(value: object) -> Iterator[object]:
    if isinstance(value, list | tuple):
        yield from value
    elif value is not None:
        yield value


def _first_row(tokens: Sequence[Token], source: Source) -> Iterator[tuple[str, tree.Expr]]:
    """The headings of a table with the value below each: what they are worth, nobody asks here."""
    bars = 0
    for token in tokens:
        if token.kind == "BAR":
            bars += 1
        elif token.kind in ("NAME", "UPPER"):
            name = named(source, token.start, token.end)
            yield name.key, tree.Literal("empty", "LEEG", name.span)
        if bars > 1 and "\n" in source.text[tokens[0].start : token.end] and token.kind == "BAR":
            return


def _row_ahead(tokens: Sequence[Token], source: Source) -> tuple[tree.Path, tree.Name] | None:
    """The list and row of the `VOOR ELK` that ends what stands between these parentheses."""
    depth = 0
    for at, token in enumerate(tokens):
        depth += {"OPEN": 1, "CLOSE": -1}.get(token.kind, 0)
        if depth < 0:
            return None
        kinds = [one.kind for one in tokens[at : at + 5]]
        if depth == 0 and kinds[:1] == ["VOOR_KW"] and kinds[2:] == ["NAME", "IN_KW", "NAME"]:
            name, items = (named(source, one.start, one.end) for one in (tokens[at + 2], tokens[at + 4]))
            return tree.Path((items,), items.span), name
    return None


def _doing(stack: Stack, base: Scope) -> Doing | None:
    """The innermost action of which not all is written."""
    at = stack.last("verb")
    if at is None or at + 1 >= len(stack.frames):
        return None
    verb, name = (frame.value for frame in stack.frames[at : at + 2])
    if not isinstance(verb, tree.Name) or not isinstance(name, tree.Name):
        return None
    given: list[str] = []
    for frame in stack.frames[at + 2 :]:
        for one in _nodes(frame.value):
            given.extend(_parameter(one, frame.symbol))
    expected = at > 0 and stack.frames[at - 1].symbol == "mode"
    return Doing(base.schema.action(verb.text, name.text), tuple(given), expected)


def _parameter(node: object, symbol: str) -> Iterator[str]:
    match node:
        case tree.Argument(parameter=path):
            yield _key(path)
        case tree.Path() if symbol in ("path", "without"):
            yield _key(node)
        case tree.Operation(operands=(tree.Path() as path, *_)) if symbol in ("predicate", "predicates"):
            yield _key(path)
        case _:
            pass


def _key(path: tree.Path) -> str:
    return ".".join(part.key for part in path.parts)
