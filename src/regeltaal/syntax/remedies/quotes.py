"""Guesses about quotes: one that is missing, of the wrong kind, or turned the wrong way."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from regeltaal.base.diagnostic import Edit
from regeltaal.syntax.expectations import shorten
from regeltaal.syntax.lexer import STRAY, UNCLOSED_NAME, UNCLOSED_TEXT
from regeltaal.syntax.problems import words
from regeltaal.syntax.remedies.candidate import Candidate
from regeltaal.syntax.situation import FAR, Situation

_LONG = '"""'
_LONGEST_LINE = 1_000
_MOST_TRIED = 80
"""No line that a person writes is longer, or has more words."""


def missing(at: Situation) -> Iterator[Candidate]:
    """`"Utrecht`, `Utrecht"`: the side where a quote makes sense of the line; of several the first."""
    for start, line in _lines(at):
        curled = at.token.kind == UNCLOSED_TEXT and at.token.text[0] in _OPENING
        odd = len(_STRAIGHT.findall(line)) % 2 == 1 and _LONG not in line
        if not (odd or curled) or len(line) > _LONGEST_LINE:
            continue
        best, reach = None, _LEAST - 1
        for place, at_end in _sides(line, _STRAIGHT if odd else _CURLED):
            edit = Edit(at.span(start + place, start + place), '"' if odd else "”")
            trial = at.attempt(edit)
            if trial is not None and trial.reach > reach:
                best, reach = (edit, at_end), trial.reach
            if reach == FAR:
                break
        if best is not None:
            yield _with_quote(at, start, line, best[0], at_end=best[1])
            return


_LEAST = 3
"""Where more is wrong further on, so many tokens that fit will do."""


def _with_quote(at: Situation, start: int, line: str, edit: Edit, *, at_end: bool) -> Candidate:
    place = edit.span.start - start
    text = _text_before(line, place) if at_end else _text_behind(line, place)
    first = start + (place - len(text) if at_end else place)
    problem = words.quote_missing(at.span(first, first + len(text)), shorten(text), edit, at_end=at_end)
    return Candidate((edit,), problem, needed=_LEAST)


_OPENING = "“„‟”"
_STRAIGHT = re.compile(r'(?<!\\)"')
_SIDE = re.compile(r'(?P<end>(?<=[^\s"(;=|])(?=[\s;)|]|$))|(?P<begin>(?<![^\s(;=|])(?=[^\s"();=|]))')


def _sides(line: str, quotes: re.Pattern[str]) -> list[tuple[int, bool]]:
    """Where a text that was opened may end, or else one may begin, with whether it is the end; shortest texts first."""
    opened = [match.start() for match in quotes.finditer(line)]
    found = [(match.start(), match["end"] is not None) for match in _SIDE.finditer(line)]
    sides = [(place, at_end) for place, at_end in found if bisect_left(opened, place) % 2 == at_end]
    ends, begins = [one for one in sides if one[1]], [one for one in sides if not one[1]]
    return [*ends[:_MOST_TRIED], *begins[:-_MOST_TRIED:-1]]


def _text_before(line: str, end: int) -> str:
    """What stands between this place and the quote before it."""
    return line[max(line.rfind(quote, 0, end) for quote in ('"', *_OPENING)) + 1 : end]


def _text_behind(line: str, start: int) -> str:
    found = _STRAIGHT.search(line, start)
    return line[start : found.start() if found else len(line)]


def _lines(at: Situation) -> Iterable[tuple[int, str]]:
    """The line of the token and that of the one before, each with where it begins."""
    near = [token.start for token in (at.token, at.previous) if token is not None]
    starts = dict.fromkeys(at.source.text.rfind("\n", 0, place) + 1 for place in near)
    return [(start, at.line_from(start)) for start in starts]


def none(at: Situation) -> Iterator[Candidate]:
    """`titel = Bel {relatie.naam}: nu`: a text with signs in it that has no quotes at all."""
    start = at.source.text.rfind("\n", 0, at.token.start) + 1
    line = at.line_from(start)
    values = [match.end() for match in _BEFORE_VALUE.finditer(line) if start + match.end() <= at.token.start]
    ends = [match.start() for match in _BEHIND_VALUE.finditer(line) if start + match.start() >= at.token.end]
    if at.token.kind != STRAY or not values or len(line) > _LONGEST_LINE:
        return
    for end in ends[-_FEW:]:
        text = line[values[-1] : end]
        if not set(text) & set("\"'’=;") and not any(word in at.tables.keywords for word in text.split()):
            span = at.span(start + values[-1], start + end)
            before = line[: values[-1]].split()[-1]
            problem = words.text_without_quotes(span, before, f'"{text}"')
            yield Candidate((Edit(span, f'"{text}"'),), problem, needed=FAR)


_BEFORE_VALUE = re.compile(r"(?:=|\bBEVAT|\bMET|\bREGEL|\bTEST|\bOMSCHRIJVING)\s+(?=[^\W\d_])")
_BEHIND_VALUE = re.compile(r"(?=\s*(?:[;)|]|$))")
_FEW = 3


def curled(at: Situation) -> Iterator[Candidate]:
    """`"x”`, and `("x”; "y”)`: straight at one side, curled at the other."""
    for start, line in _lines(at):
        found = [start + match.start() for match in _CURLED.finditer(line)]
        if not found or not _STRAIGHT.search(line) or len(found) > _MOST_TRIED:
            continue
        for places in dict.fromkeys((*((place,) for place in found), tuple(found))):
            edits = tuple(Edit(at.span(place, place + 1), '"') for place in places)
            first = at.span(places[0], places[0] + 1)
            yield Candidate(edits, words.quotes_mixed(first, edits), needed=FAR, certain=True)


_CURLED = re.compile("[“”„‟]")


def unclosed(at: Situation) -> Iterator[Candidate]:
    """A text or name that begins here and goes on to the end of the line: where it should end can't be told."""
    token = at.token
    if token.kind == UNCLOSED_TEXT:
        quote = _LONG if token.text.startswith(_LONG) else token.text[0]
        yield Candidate((at.edit(token.start, token.end, '""'),), words.unclosed_text(at.place(token), quote), needed=0)
    if token.kind == UNCLOSED_NAME:
        yield Candidate((at.edit(token.start, token.end, "naam"),), words.unclosed_name(at.place(token)), needed=0)


_SHORT = 300
"""A text in quotes that is longer is not looked for."""


def single(at: Situation) -> Iterator[Candidate]:
    """`'Utrecht'`: the apostrophe may have been taken for the beginning of a name."""
    text, token = at.source.text, at.token
    line = max(text.rfind("\n", 0, token.start) + 1, token.start - _SHORT)
    for found in re.finditer(r"(?<!\w)(['‘’])([^'‘’\n\"]*)['’]", at.line_from(line)):
        start, end = line + found.start(), line + found.end()
        if start <= token.start < end or (at.previous and start <= at.previous.start < end):
            right = f'"{found[2]}"'
            problem = words.single_quotes(at.span(start, end), right)
            yield Candidate((at.edit(start, end, right),), problem, needed=0, certain=True)
