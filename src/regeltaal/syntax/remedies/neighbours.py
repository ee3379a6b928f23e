"""Guesses about two tokens side by side: one written twice, or both in the wrong order."""

from collections.abc import Iterator

from regeltaal.syntax.lexer import Token
from regeltaal.syntax.problems import structure
from regeltaal.syntax.remedies.candidate import Candidate, second_names
from regeltaal.syntax.remedies.tables import row_at
from regeltaal.syntax.situation import FAR, Situation
from regeltaal.syntax.tables import END


def twice(at: Situation) -> Iterator[Candidate]:
    """`DAN DAN`: the token is the one before it, or that is the one before that."""
    for index in (at.at, at.at - 1, at.at + 1):
        if not 0 < index < len(at.tokens) - 1:
            continue
        before, token = at.tokens[index - 1], at.tokens[index]
        if "BAR" in at.accepted and token.kind != "BAR" and _lacks_bar(at):
            continue
        if (before.kind, before.text) == (token.kind, token.text):
            edit = at.edit(before.end, token.end, "")
            yield Candidate((edit,), structure.superfluous(at.place(token)), needed=2, certain=True)


def _lacks_bar(at: Situation) -> bool:
    row = row_at(at, at.at)
    return row.bars < row.others


def swapped(at: Situation) -> Iterator[Candidate]:
    """`taak MAAK`, `x "a" =`: with the two the other way round everything fits."""
    for index in (at.at - 1, at.at, at.at - 2, at.at + 1):
        if not 0 <= index < len(at.tokens) - 2 or at.tokens[index + 1].kind == END:
            continue
        for first in _last_parts(at, at.tokens[index]):
            for second in _first_parts(at, at.tokens[index + 1]):
                if first.text != second.text and (turned := _turned(at, first, second)) is not None:
                    yield turned


def point(at: Situation) -> Iterator[Candidate]:
    """`.relatieplaats`, `relatieplaats.`: where the domain knows both names, the point stands between them."""
    for index in (at.at - 2, at.at - 1, at.at):
        if index < 0 or not at.names:
            continue
        one, other = at.tokens[index], at.tokens[min(index + 1, len(at.tokens) - 1)]
        name = other if one.kind == "DOT" else one
        if {one.kind, other.kind} != {"DOT", "NAME"} or one.end != other.start:
            continue
        for middle in range(1, len(name.text)):
            if not at.knows(name.text) and at.knows(name.text[:middle]) and at.knows(name.text[middle:]):
                span = at.span(one.start, other.end)
                right = f"{name.text[:middle]}.{name.text[middle:]}"
                problem = structure.swapped(span, one.text, other.text, right)
                yield Candidate((at.edit(span.start, span.end, right),), problem, needed=2)


def _turned(at: Situation, first: Token, second: Token) -> Candidate | None:
    between = at.span(first.end, second.start).text or " "
    span = at.span(first.start, second.end)
    right = f"{second.text}{between}{first.text}"
    edit = at.edit(span.start, span.end, right)
    trial = at.attempt(edit)
    if (
        trial is None or len(trial.tokens) < trial.last - trial.first
    ):  # two names became one, which fits nearly anywhere
        return None
    return Candidate((edit,), structure.swapped(span, first.text, second.text, right), needed=FAR, certain=True)


def _last_parts(at: Situation, token: Token) -> Iterator[Token]:
    """The token; of a name its part on the last line, or known words at its end: there a keyword stood in between."""
    yield from (Token("NAME", token.text[start:], token.start + start, token.end) for start in second_names(at, token))
    yield token


def _first_parts(at: Situation, token: Token) -> Iterator[Token]:
    ends = [len(token.text[:start].rstrip()) for start in second_names(at, token)]
    yield from (Token("NAME", token.text[:end], token.start, token.start + end) for end in ends)
    yield token
