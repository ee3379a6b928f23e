"""Where nodes were read. A tree that was made by hand has no places, or those of what it was made from."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Protocol

from regeltaal.base.node import Node, field
from regeltaal.base.source import Source, Span
from regeltaal.syntax import grammar
from regeltaal.syntax.lexer import lexer_for


class Placed(Protocol):
    @property
    def span(self) -> Span: ...


def start_of(node: Placed) -> int | None:
    span: Span | None = node.span
    return None if span is None else span.start


def end_of(node: Placed) -> int | None:
    """The place of its last character: a bracket, or the end of KLAAR."""
    span: Span | None = node.span
    return None if span is None else max(span.start, span.end - 1)


class Keywords(Node):
    """Where the keywords of a source stand, for those that have a line of their own and no node."""

    starts: Mapping[str, Sequence[int]] = field(factory=dict)

    def within(self, kind: str, start: int | None, end: int | None) -> int | None:
        """The first of a kind between two places."""
        if start is None or end is None:
            return None
        found = self.starts.get(kind, ())
        number = bisect_left(found, start)
        return found[number] if number < len(found) and found[number] < end else None


NOWHERE = Keywords()


def keywords_of(source: Source) -> Keywords:
    starts: dict[str, list[int]] = {}
    for token in lexer_for(grammar.load()).scan(source.text, lambda *_: None):
        if token.kind.endswith("_KW"):
            starts.setdefault(token.kind, []).append(token.start)
    return Keywords(starts)
