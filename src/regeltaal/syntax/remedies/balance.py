"""Guesses about brackets: one that opens or closes, and its other half."""

from collections.abc import Iterator

from regeltaal.base.source import Span
from regeltaal.syntax.lexer import Token
from regeltaal.syntax.problems import structure
from regeltaal.syntax.reasons import reason_for
from regeltaal.syntax.remedies.candidate import Candidate
from regeltaal.syntax.situation import FAR, Situation

_OPENED_BY = ("UPPER", "VAN_KW", "IN_KW", "WAARVOOR_KW", "NIET_KW", "MITS_KW")
"""Behind these a bracket is at home, those that need one first."""
_FOR_ONE = frozenset({"UPPER", "VAN_KW", "IN_KW"})
_JOINS = frozenset({"EN_KW", "OF_KW", "SEMICOLON", "PLUS", "MINUS"})
_BEGINS = frozenset({"EN_KW", "OF_KW", "ALS_KW", "EQUALS", "MET_KW", "EXACT_KW", "BEVAT_KW", "OP_KW", "OPEN"})


def unopened(at: Situation) -> Iterator[Candidate]:
    """`WAARVOOR a > 2 EN b > 3)`: the place where the bracket would open, and else the bracket itself is too much."""
    if at.token.kind != "CLOSE" or open_bracket(at) is not None:
        return
    found = [(rank, -index) for index in range(min(at.trail), at.at) if (rank := _rank(at, index)) is not None]
    for _, index in sorted(found):
        behind = at.tokens[-index + 1]
        edit = at.edit(behind.start, behind.start, "(")
        problem = structure.missing(at.place(behind), "(", (edit,), reason_for("CLOSE"), closed=at.place(at.token))
        yield Candidate((edit,), problem, needed=FAR)


def _rank(at: Situation, index: int) -> int | None:
    """How much at home a bracket is behind this token."""
    kind = at.tokens[index].kind
    if kind in _FOR_ONE:
        return _OPENED_BY.index(kind)
    if not any(
        one.kind in _JOINS for one in at.tokens[index + 1 : at.at]
    ):  # nothing that a bracket would hold together
        return None
    if kind in _OPENED_BY:
        return _OPENED_BY.index(kind)
    return len(_OPENED_BY) + (not at.first_on_line(at.tokens[index])) if kind in _BEGINS else None


def unclosed(at: Situation) -> Iterator[Candidate]:
    """`(a OF b` and then the next clause: it closes at the end of a line, or here; or nothing needed a bracket."""
    opened = open_bracket(at)
    if opened is None or at.token.kind == "CLOSE":
        return
    yield from _doubled(at, opened)
    ends = [index for index in range(at.tokens.index(opened) + 1, at.at) if at.first_on_line(at.tokens[index + 1])]
    for index in dict.fromkeys((*ends, at.at - 1)):
        last = at.tokens[index]
        edit = at.edit(last.end, last.end, ")")
        reason = reason_for("CLOSE")
        yield Candidate((edit,), structure.missing(at.place(last), ")", (edit,), reason, at.place(opened)), needed=FAR)


def _doubled(at: Situation, opened: Token) -> Iterator[Candidate]:
    """`((a OF b)` with nothing more in the outer bracket."""
    index = at.tokens.index(opened)
    inner = at.tokens[index + 1]
    if inner.kind == "OPEN" and at.before(1) == "CLOSE" and _partner(at, index + 1) == at.at - 1:
        edit = at.edit(opened.start, inner.start, "")
        yield Candidate((edit,), structure.superfluous(at.place(opened)), needed=FAR, certain=True)


def _partner(at: Situation, index: int) -> int:
    """Where the bracket at an index closes."""
    depth = 0
    for place in range(index, at.at):
        depth += (at.tokens[place].kind == "OPEN") - (at.tokens[place].kind == "CLOSE")
        if depth == 0:
            return place
    return -1


def open_bracket(at: Situation) -> Token | None:
    """The innermost bracket before this place that is still open."""
    depth = 0
    for token in reversed(at.tokens[: at.at]):
        depth += (token.kind == "CLOSE") - (token.kind == "OPEN")
        if depth < 0:
            return token
    return None


def opened_at(at: Situation) -> Span | None:
    found = open_bracket(at)
    return None if found is None else at.place(found)
