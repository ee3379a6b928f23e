"""Guesses about signs and the notation of values."""

import re
from collections.abc import Iterator

from regeltaal.syntax.expectations import shorten
from regeltaal.syntax.lexer import STRAY
from regeltaal.syntax.problems import signs, structure, words
from regeltaal.syntax.remedies.candidate import Candidate
from regeltaal.syntax.situation import Situation
from regeltaal.syntax.spelling import BRACKETS, NEGATED_SIGNS, NOTATIONS, SIGNS


def sign(at: Situation) -> Iterator[Candidate]:
    text, token = at.source.text, at.token
    for start in dict.fromkeys((token.start, token.start - 1, token.start - 2)):
        for wrong, rights in SIGNS.items():
            end = start + len(wrong)
            if start >= 0 and end > token.start and text.startswith(wrong, start):
                for right in rights:
                    problem = signs.wrong_sign(at.span(start, end), right)
                    certain = wrong.upper() not in signs.DOUBTFUL
                    yield Candidate((at.edit(start, end, right),), problem, needed=1, certain=certain)


def negated_sign(at: Situation) -> Iterator[Candidate]:
    """`status NIET = "x"`: before a sign NIET has no place, and leaving it out would say the opposite."""
    previous, token = at.previous, at.token
    right = NEGATED_SIGNS.get(token.text)
    if right is not None and previous is not None and previous.kind == "NIET_KW":
        problem = signs.wrong_sign(at.span(previous.start, token.end), right)
        yield Candidate((at.edit(previous.start, token.end, right),), problem, needed=1, certain=True)


_SHORT = 300
"""A list in brackets that is longer is not looked for."""


def bracket(at: Situation) -> Iterator[Candidate]:
    text, token = at.source.text, at.token
    if token.text not in BRACKETS:
        return
    closing, pairs = BRACKETS[token.text]
    end = text.find(closing, token.end, min(token.end + _SHORT, at.tokens[-1].end))
    if end < 0:
        yield Candidate((at.edit(token.start, token.end, "("),), signs.wrong_sign(at.place(token), "("), needed=2)
        return
    inner = " ".join(text[token.end : end].split())
    for left, right in pairs:
        edits = (at.edit(token.start, token.end, left), at.edit(end, end + 1, right))
        problem = signs.wrong_sign(at.span(token.start, end + 1), f"{left}{inner}{right}")
        yield Candidate(edits, problem, needed=0, certain=True)


def comma(at: Situation) -> Iterator[Candidate]:
    token = at.token
    if token.text == ",":
        yield Candidate((at.edit(token.start, token.end, ";"),), signs.comma(at.place(token)), needed=1, certain=True)
        problem = words.wrong_word(at.place(token), "EN")
        yield Candidate((at.edit(token.start, token.end, "EN"),), problem, needed=2)


def minus(at: Situation) -> Iterator[Candidate]:
    token = at.token
    if token.text.startswith("-") and "PLUS" in at.accepted:
        rest = token.text[1:] or at.next().text
        edit = at.edit(token.start, token.start + 1, " - ")
        problem = signs.minus_spaces(at.span(token.start, token.start + 1), f"- {shorten(rest)}")
        yield Candidate((edit,), problem, needed=0, certain=True)
    elif token.text == "-":
        problem = signs.wrong_sign(at.place(token), "0 -")
        yield Candidate((at.edit(token.start, token.end, "0 - "),), problem, certain=True)


def stray_sign(at: Situation) -> Iterator[Candidate]:
    token = at.token
    if token.kind == STRAY:
        last = structure.superfluous if token.text in ".,:;!" else signs.stray_sign
        yield Candidate((at.removal(token),), last(at.place(token)), needed=1, certain=True)


def notation(at: Situation) -> Iterator[Candidate]:
    """Values in another notation: `9u30`, `10 euro`, `30 min`."""
    text, token = at.source.text, at.token
    for before in (at.tokens[index] for index in range(max(0, at.at - 2), at.at + 1)):
        for meant, pattern, written in NOTATIONS:
            found = pattern.match(text, before.start)
            if found and found.end() > token.start:
                right = written(found)
                problem = signs.wrong_notation(at.span(*found.span()), meant, right)
                yield Candidate((at.edit(*found.span(), right),), problem, needed=1, certain=meant != "duration")


def name_with_digit(at: Situation) -> Iterator[Candidate]:
    """`2e monteur`: a name that begins with a digit stands between back-quotes."""
    token = at.token
    found = _DIGIT_FIRST.match(at.source.text, token.start) if token.kind == STRAY else None
    if found:
        right = f"`{found[0]}`"
        problem = signs.wrong_notation(at.span(*found.span()), "name", right)
        yield Candidate((at.edit(*found.span(), right),), problem, needed=1, certain=True)


_DIGIT_FIRST = re.compile(r"\d\w*(?: [^\W\d_][\w'’-]*)*")
