"""Tables: the headings that are asked for elsewhere, and the kind of value in the cells below each."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from regeltaal.assist.completion_around import Around
from regeltaal.assist.completion_items import Kind, Offer, Rank
from regeltaal.assist.completion_names import written
from regeltaal.assist.completion_stack import Stack
from regeltaal.assist.completion_wanted import Wanted, about, type_of, wanted_of
from regeltaal.base.node import evolve
from regeltaal.base.source import Source
from regeltaal.base.text import Text
from regeltaal.check.scope import EXAMPLE, ROW, Scope, record_root
from regeltaal.schema.model import key_of
from regeltaal.syntax import tree
from regeltaal.syntax.lexer import Token
from regeltaal.syntax.texts import named
from regeltaal.values.common import YES_NO
from regeltaal.values.types import Type

_PATH = frozenset({"NAME", "UPPER", "DOT"})
_COMPARING = frozenset({"EQUALS", "NOT_EQUALS", "LESS", "LESS_EQUAL", "GREATER", "GREATER_EQUAL"})


def is_heading(stack: Stack) -> bool:
    """Whether the row at the end of a stack is the first of its table."""
    return not any(frame.symbol == "table" and isinstance(frame.value, list) for frame in stack.frames)


def headings(stack: Stack, tokens: Sequence[Token], place: Around) -> Iterator[Offer]:
    """The columns that `rij.` or `voorbeeld.` reads, those that there are already left out."""
    word = _word(stack)
    there = {key_of(frame.value.parts[0].text) for frame in stack.frames if isinstance(frame.value, tree.Path)}
    told = Text(nl="kolom die gelezen wordt", en="column that is read")
    del place
    for name in dict.fromkeys(name for name, _ in _uses(tokens, word)):
        if key_of(name) not in there:
            yield Offer(written(name), Kind.VARIABLE, Rank.WANTED, told)


def cell(stack: Stack, tokens: Sequence[Token], place: Around, source: Source) -> Wanted | None:
    """What a cell asks for: the type of the field that a test gives, or of what the column is compared with."""
    heading = _heading(stack)
    if heading is None:
        return None
    if place.given is not None and _word(stack) is None:
        return wanted_of(type_of(heading, about(place)))
    key = key_of(".".join(part.text for part in heading.parts))
    for name, at in _uses(tokens, _word(stack)):
        if key_of(name) == key:
            type_ = _compared(tokens, at, _with_record(place, tokens), source)
            if type_ is not None:
                return wanted_of(type_)
    return None


def _word(stack: Stack) -> str | None:
    """How the cells of the table are read; None for a table of rows that a test gives."""
    if stack.last("VOORBEELDEN_KW") is not None:
        return EXAMPLE
    return ROW if stack.last("RIJ_KW") is not None else None


def _heading(stack: Stack) -> tree.Path | None:
    """The heading above the cell at the end."""
    at = stack.last("table")
    rows = stack.frames[at].value if at is not None else None
    if at is None or not isinstance(rows, list) or not rows or not isinstance(rows[0], tree.Row):
        return None
    before = 0
    for frame in stack.frames[at + 1 :]:
        before += len(frame.value) if isinstance(frame.value, list) else frame.symbol == "cell"
    cells = rows[0].cells
    value = cells[before].value if before < len(cells) else None
    return (
        tree.Path((value,), value.span)
        if isinstance(value, tree.Name)
        else value
        if isinstance(value, tree.Path)
        else None
    )


def _uses(tokens: Sequence[Token], word: str | None) -> Iterator[tuple[str, int]]:
    """The columns that are read, each with the index of the token that it is read at."""
    for at in range(len(tokens) - 2):
        first, point, name = tokens[at : at + 3]
        if point.kind == "DOT" and key_of(first.text) == word and name.kind in ("NAME", "UPPER"):
            yield name.text, at


def _compared(tokens: Sequence[Token], at: int, scope: Scope, source: Source) -> Type | None:
    """The type of what stands before the sign before this token."""
    if at < 2 or tokens[at - 1].kind not in _COMPARING:  # noqa: PLR2004 - a path and a sign
        return None
    if tokens[at - 2].kind == "TEXT":
        return YES_NO  # VERWACHT REGEL "naam" = voorbeeld.x
    end = at - 1
    start = end
    while start > 0 and tokens[start - 1].kind in _PATH:
        start -= 1
    parts = tuple(named(source, one.start, one.end) for one in tokens[start:end] if one.kind != "DOT")
    if not parts:
        return None
    return _of_parameter(tokens[:start], parts, scope) or type_of(tree.Path(parts, parts[0].span), scope)


def _of_parameter(tokens: Sequence[Token], parts: tuple[tree.Name, ...], scope: Scope) -> Type | None:
    """The type of the parameter of the action just before, where it is one."""
    if not tokens or tokens[-1].kind not in ("MET_KW", "SEMICOLON"):
        return None
    verbs = [at for at, token in enumerate(tokens[:-1]) if token.kind == "UPPER" and tokens[at + 1].kind == "NAME"]
    action = scope.schema.action(tokens[verbs[-1]].text, tokens[verbs[-1] + 1].text) if verbs else None
    parameter = action.parameters.get(parts[0].key) if action is not None else None
    return None if parameter is None else parameter.type


def _with_record(place: Around, tokens: Sequence[Token]) -> Scope:
    """The scope of the rule or test, of which the event may stand behind the table."""
    scope = place.scope
    if scope.record is not None:
        return scope
    for token, name in pairwise(tokens):
        event = scope.schema.event(name.text) if token.kind == "WANNEER_KW" and name.kind == "NAME" else None
        owner = scope.schema.object(event.object) if event is not None else None
        if owner is not None and owner.span is not None:
            return evolve(scope, record=record_root(owner, owner.span))
    return scope
