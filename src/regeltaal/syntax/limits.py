"""A bound on nesting, so that no later stage has to fear a tree that is too deep to walk.

Depth is counted on tokens before anything is built: each bracket or DOE that is open, plus the operators in a row on
each of those levels, for `a + b + c` nests to the left.
"""

from collections.abc import Sequence

from regeltaal.syntax.lexer import Token

LIMIT = 200

_OPENS = frozenset({"OPEN", "DOE_KW"})
_CLOSES = frozenset({"CLOSE", "KLAAR_KW"})
_NESTS = frozenset({"PLUS", "MINUS", "TIMES", "DIVIDE", "NIET_KW", "WAARVOOR_KW"})
_FLAT = frozenset({"SEMICOLON", "EN_KW", "OF_KW", "EQUALS", "BAR", "DAN_KW", "ZET_KW", "UPPER"})


def too_deep(tokens: Sequence[Token]) -> Token | None:
    """The token at which the nesting passes the limit, if it does."""
    if len(tokens) <= LIMIT:
        return None
    depth, rows = 0, [0]
    for token in tokens:
        if token.kind in _OPENS:
            rows.append(0)
            depth += 1
        elif token.kind in _CLOSES and len(rows) > 1:
            depth -= rows.pop() + 1
        elif token.kind in _NESTS:
            rows[-1] += 1
            depth += 1
        elif token.kind in _FLAT:
            depth -= rows[-1]
            rows[-1] = 0
        if depth > LIMIT:
            return token
    return None
