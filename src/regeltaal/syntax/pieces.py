"""Where a rule file can be cut, so that each piece by itself parses as it does in the whole.

A cut goes before the line that a declaration's keyword begins, and only there where nothing before the cut bears upon
what is behind it:

* the keyword is written as it should be: what ``openers`` makes one of depends on its surroundings;
* nothing stands before it that takes it for its own: `VERWACHT` on the line above `REGEL "x"`, nor the same keyword;
* no text is left open right before it, for that ends where the next declaration begins, white space and all.

One thing reaches further than a piece: three quotes that nothing closes are closed by the first three behind them,
however far. Such a piece is told apart (``is_open``).
"""

from collections.abc import Iterator

from regeltaal.base.node import Node
from regeltaal.syntax import grammar
from regeltaal.syntax.islands import HEADER, NO_OPENER_AFTER, RULE_OPENERS
from regeltaal.syntax.lexer import UNCLOSED_TEXT, lexer_for

_OPENERS = frozenset(kind for kind, symbol in RULE_OPENERS.items() if symbol != HEADER)
_LONG = '"""'


class Piece(Node):
    """Whole lines of a text, from ``start`` up to ``end``. ``is_open``: a long text in it is never closed."""

    start: int
    end: int
    is_open: bool


def pieces(text: str, start: int = 0) -> Iterator[Piece]:
    """The pieces of a text from ``start`` on, which is where one begins. An empty text is one piece."""
    first, before, is_open = start, "", False
    for kind, found, at, _ in lexer_for(grammar.load()).scan(text, _pass_over, start):
        if kind in _OPENERS and _stands_alone(kind, before):
            line = text.rfind("\n", 0, at) + 1
            if line > first and not text[line:at].strip():
                yield Piece(first, line, is_open)
                first, is_open = line, False
        is_left_open = kind == UNCLOSED_TEXT and found.startswith(_LONG)
        is_open = is_open or is_left_open
        before = _LONG if is_left_open else kind
    yield Piece(first, len(text), is_open)


def _stands_alone(opener: str, before: str) -> bool:
    return before not in (opener, _LONG) and before not in NO_OPENER_AFTER.get(opener, ())


def _pass_over(_start: int, _end: int) -> None:
    """Comments are of no account."""
