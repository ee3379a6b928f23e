"""Small changes in the text of a declaration: a word replaced, a part taken out with what joined it to its neighbour.

A change is one or more edits, so that what is shown is what was run: the edited text is parsed again.
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from regeltaal.base.diagnostic import Edit
from regeltaal.base.node import Node
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.syntax import tree
from regeltaal.testing.generate_values import stepped
from regeltaal.values.literals import read_literal, type_of_literal
from regeltaal.values.show import as_literal
from regeltaal.values.types import Enumeration, ListOf, Type
from regeltaal.values.value import NotAValueError

_COMMENT = re.compile(r"#[^\n]*")
_LONGEST_SHOWN = 60


class Kind(Enum):
    """What was changed; the value is the word in JSON output."""

    OPERATOR = "vergelijking"
    BOUND = "grens"
    VALUE = "waarde"
    JUNCTION = "en-of"
    PART = "deel van de voorwaarde"
    NEGATION = "ontkenning"
    COUNT = "aantal"
    TRIGGER = "aanleiding"
    SCOPE = "bereik"
    VALIDITY = "geldigheid"
    ROW = "rij"
    ITEM = "lijst"
    ACTION = "actie"
    PARAMETER = "parameter"
    DELAY = "uitstel"
    PROVIDED = "mits"
    BRANCH = "tak"
    PRIORITY = "prioriteit"


class Change(Node):
    """One change of a declaration. ``text`` says what was done, ``span`` where, ``about`` what a test should look at.

    ``silent``: the one action of DAN is left out, which can't be written down.
    """

    kind: Kind
    span: Span
    edits: tuple[Edit, ...]
    text: Text
    silent: bool = False
    about: str = ""


Changes = Iterator[Change]


class Types:
    """The types of literals, read off the checked rules that they became part of."""

    def __init__(self, found: Sequence[tuple[Span, Type]]) -> None:
        self._found = sorted(found, key=lambda one: one[0].end - one[0].start)

    def at(self, span: Span) -> Type | None:
        """That of the smallest constant around a place; of a list that of its elements."""
        for one, type_ in self._found:
            if one.source is span.source and one.start <= span.start and span.end <= one.end:
                return type_.element if isinstance(type_, ListOf) else type_
        return None


# ---------------------------------------------------------------- replacing


def replaced(kind: Kind, span: Span, new: str, *, shown: str | None = None) -> Change:
    """A stretch with something else in its place."""
    was, became = _shown(shown or span.text), _shown(new)
    return Change(
        kind,
        span,
        (Edit(span, new),),
        Text(nl=f"`{was}` werd `{became}`", en=f"`{was}` became `{became}`"),
    )


def dropped(kind: Kind, span: Span, taken: Span) -> Change:
    """A stretch left out; ``taken`` is that with what joined it to the rest."""
    was = _shown(span.text)
    return Change(kind, span, (Edit(taken, ""),), Text(nl=f"`{was}` is weggelaten", en=f"`{was}` was left out"))


def inserted(kind: Kind, at: Span, new: str, text: Text) -> Change:
    """Something more, at the start of a stretch."""
    return Change(kind, at, (Edit(Span(at.source, at.start, at.start), new),), text)


def without_one(kind: Kind, parts: Sequence[Span]) -> Changes:
    """Each of several parts left out, with what joins it to the one before, or for the first to the next."""
    for number, part in enumerate(parts):
        if len(parts) > 1:
            yield dropped(kind, part, joined_part(parts, number))


def joined_part(parts: Sequence[Span], number: int) -> Span:
    source = parts[number].source
    if number:
        return Span(source, parts[number - 1].end, parts[number].end)
    return Span(source, parts[0].start, parts[1].start)


def with_space_before(span: Span) -> Span:
    text, start = span.source.text, span.start
    while start and text[start - 1].isspace():
        start -= 1
    return Span(span.source, start, span.end)


def keyword(word: str, start: Span, end: Span) -> Span | None:
    """The first place of a keyword between two stretches, comments aside."""
    source, first = start.source, start.end
    gap = _COMMENT.sub(lambda found: " " * len(found[0]), source.text[first : end.start])
    found = re.search(rf"(?<![\w-]){word}(?![\w-])", gap)
    return None if found is None else Span(source, first + found.start(), first + found.end())


def between(start: Span, end: Span) -> Span:
    return Span(start.source, start.end, end.start)


def from_end_to_end(start: Span, end: Span) -> Span:
    return Span(start.source, start.end, end.end)


def _shown(text: str) -> str:
    found = " ".join(text.split())
    return found if len(found) <= _LONGEST_SHOWN else f"{found[: _LONGEST_SHOWN - 1]}…"


# ---------------------------------------------------------------- literals


def shifted(literal: tree.Literal, steps: int) -> str | None:
    """A literal so many least steps further, as it is written: of a duration in the unit that stands there."""
    if literal.kind == "duration":
        found = re.match(r"(-?)(\d+)", literal.text)
        number = None if found is None else int(found[2]) + steps
        return None if found is None or not number or number < 0 else f"{number}{literal.text[found.end() :]}"
    if literal.kind in ("yes", "no", "empty", "today", "now"):
        return None
    try:
        value = read_literal(literal.kind, literal.text)
    except NotAValueError:
        return None
    type_ = type_of_literal(literal.kind, value)
    new = stepped(value, type_, steps)
    return None if new is None else as_literal(new, type_)


def other_value(node: tree.Expr, types: Types) -> str | None:
    """Another value in the place of a literal: of an enum the next, of a text one that is longer, else a step more."""
    match node:
        case tree.Literal(kind="yes"):
            return "NEE"
        case tree.Literal(kind="no"):
            return "JA"
        case tree.Literal():
            return shifted(node, 1)
        case tree.TextLiteral(plain=str() as plain):
            enum = types.at(node.span)
            return _other_choice(enum, plain) if isinstance(enum, Enumeration) else _longer(node)
        case tree.TextLiteral():
            return _longer(node)
        case _:
            return None


def _other_choice(enum: Enumeration, plain: str) -> str | None:
    values = [one for one in enum.values if one.casefold() != plain.strip().casefold()]
    at = next((at for at, one in enumerate(enum.values) if one.casefold() == plain.strip().casefold()), 0)
    return f'"{values[at % len(values)]}"' if values else None


def _longer(node: tree.TextLiteral) -> str:
    """The text with a word more at its end."""
    text, marks = node.span.text, 3 if node.long else 1
    return f"{text[:-marks]} (anders){text[-marks:]}"
