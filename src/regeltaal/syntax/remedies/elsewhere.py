"""Guesses at what is written as elsewhere: in a spreadsheet, in mathematics, in a list with dashes, in a letter."""

import re
from collections.abc import Iterator

from regeltaal.base.diagnostic import Edit
from regeltaal.syntax.lexer import Token
from regeltaal.syntax.problems import elsewhere, signs, structure, words
from regeltaal.syntax.remedies.candidate import Candidate
from regeltaal.syntax.situation import Situation
from regeltaal.syntax.tables import END

_ORDERED = frozenset({"LESS", "LESS_EQUAL", "GREATER", "GREATER_EQUAL"})
_PARTS, _TWO = 3, 2


def spreadsheet_if(at: Situation) -> Iterator[Candidate]:
    """`ALS(duur>60; MAAK taak; WIS commentaar)`."""
    opening = next((index for index in range(at.at, 0, -1) if at.tokens[index - 1].kind == "ALS_KW"), 0)
    if not opening or at.tokens[opening].kind != "OPEN" or at.seen("DAN_KW"):
        return
    parted, close = _arguments(at, opening)
    if close is None or not parted or len(parted) >= _PARTS:
        return
    first = at.tokens[opening]
    between = [at.edit(one.start, one.end, f" {word} ") for one, word in zip(parted, ("DAN", "ANDERS"), strict=False)]
    edits = (at.edit(first.start, first.end, " "), *between, at.edit(close.start, close.end, ""))
    span = at.span(at.tokens[opening - 1].start, close.end)
    yield Candidate(edits, elsewhere.spreadsheet_if(span, edits, has_other=len(parted) > 1), needed=0)


def spreadsheet_choice(at: Situation) -> Iterator[Candidate]:
    """`EN ALS(duur > 60; JA; NEE)`: the condition alone says it."""
    place = next((index for index in (at.at, at.at - 1) if at.tokens[index].kind == "ALS_KW"), None)
    if place is None or at.tokens[place + 1].kind != "OPEN":
        return
    word, opening = at.tokens[place], place + 1
    parted, close = _arguments(at, opening)
    if close is None or len(parted) != _TWO:
        return
    chosen = [at.tokens[at.tokens.index(one) + 1].kind for one in parted]
    if sorted(chosen) == ["JA_KW", "NEE_KW"]:
        denied = "NIET (" if chosen[0] == "NEE_KW" else "("
        edits = (
            at.edit(word.start, at.tokens[opening].end, denied),
            at.edit(parted[0].start, close.end, ")"),
        )
        yield Candidate(edits, elsewhere.spreadsheet_choice(at.span(word.start, close.end), edits), needed=1)


def _arguments(at: Situation, opening: int) -> tuple[list[Token], Token | None]:
    """The signs between what stands in brackets, and the one that closes those."""
    depth, parted = 0, list[Token]()
    for token in at.tokens[opening:]:
        depth += (token.kind == "OPEN") - (token.kind == "CLOSE")
        if depth == 1 and token.text in {";", ","}:
            parted.append(token)
        if depth == 0:
            return parted, token
    return parted, None


def called(at: Situation) -> Iterator[Candidate]:
    """`VANDAAG()`."""
    closing = at.next()
    if at.token.kind == "OPEN" and closing.kind == "CLOSE" and at.before(1) in {"VANDAAG_KW", "NU_KW"}:
        span = at.span(at.token.start, closing.end)
        yield Candidate((Edit(span, ""),), structure.superfluous(span), certain=True)


def closing_word(at: Situation) -> Iterator[Candidate]:
    """`EINDE` behind a rule: that ends where the next declaration begins."""
    word = at.previous
    if at.token.kind == END and word is not None and word.text.upper() in _CLOSING and at.first_on_line(word):
        yield Candidate((at.removal(word),), structure.superfluous(at.place(word)), needed=0, certain=True)


_CLOSING = frozenset({"EINDE", "EIND", "END", "EINDREGEL", "ENDIF", "FI"})


def second_junction(at: Situation) -> Iterator[Candidate]:
    """`EN IF duur > 60`, `EN INDIEN garantie`: one word that joins is enough."""
    for index in (at.at - 1, at.at):
        word = at.tokens[index]
        if index > 0 and at.tokens[index - 1].kind in {"EN_KW", "OF_KW"} and word.text.upper() in _CONDITIONAL:
            yield Candidate((at.removal(word),), structure.superfluous(at.place(word)), needed=1, certain=True)


_CONDITIONAL = frozenset({"IF", "WHEN", "INDIEN", "MITS"})


def eventless_test(at: Situation) -> Iterator[Candidate]:
    """`TEST "x" GEGEVEN … VERWACHT …`: a test says what happens, too."""
    if at.start_symbol == "test" and at.token.kind == "VERWACHT_KW" and not at.seen("WANNEER_KW"):
        edit = at.edit(at.token.start, at.token.start, "WANNEER gebeurtenis ")
        yield Candidate((edit,), structure.eventless_test(at.place(at.token)), needed=1)


def chained(at: Situation) -> Iterator[Candidate]:
    """`60 < duur < 90`: each comparison has two sides."""
    if at.token.kind not in _ORDERED or at.before(2) not in _ORDERED or at.previous is None:
        return
    middle = at.previous.text
    edit = at.edit(at.token.start, at.token.start, f"EN {middle} ")
    first, last = at.tokens[max(0, at.at - 3)], at.next()
    span = at.span(first.start, last.end)
    right = f"{at.span(first.start, at.previous.end).text} EN {middle} {at.span(at.token.start, last.end).text}"
    yield Candidate((edit,), elsewhere.chained(span, right, edit), needed=1)


def joined_texts(at: Situation) -> Iterator[Candidate]:
    """`"Bel " & relatie.naam`."""
    if at.token.text != "&" or at.previous is None:
        return
    line = at.source.text.rfind("\n", 0, at.token.start) + 1
    found = next((one for one in _JOINED.finditer(at.line_from(line)) if line + one.end() > at.token.start), None)
    if found is None or line + found.start() >= at.token.start:
        return
    parts = re.split(r"\s*&\s*", found[0])
    inner = "".join(part[1:-1] if part.startswith('"') else f"{{{part}}}" for part in parts)
    span = at.span(line + found.start(), line + found.end())
    right = f'"{inner}"'
    yield Candidate((Edit(span, right),), signs.wrong_sign(span, right), needed=0, certain=True)


_PART = r"(?:\"[^\"\n]*\"|[^\W\d][\w'’-]*(?:\.[^\W\d][\w'’-]*)*)"
_JOINED = re.compile(rf"{_PART}(?:\s*&\s*{_PART})+")


def bullet(at: Situation) -> Iterator[Candidate]:
    """Actions or conditions as a list with dashes."""
    for index in range(at.at, max(-1, at.at - _PARTS), -1):
        token = at.tokens[index]
        if token.text in {"-", "*", "•", "–"} and at.first_on_line(token):
            yield Candidate((at.removal(token),), structure.superfluous(at.place(token)), needed=1, certain=True)


def wait(at: Situation) -> Iterator[Candidate]:
    """`WACHT 30 minuten`: waiting belongs to the action that is done later."""
    word = at.previous
    name = at.next(2)
    if word is None or word.text not in _WAITING or at.token.kind != "DURATION" or name.kind != "NAME":
        return
    gone = at.edit(word.start, at.next().start, "")
    delayed = at.edit(name.end, name.end, f" NA {at.token.text}")
    span = at.span(word.start, at.token.end)
    action = f"{at.next().text} {' '.join(name.text.split())}"
    yield Candidate((gone, delayed), elsewhere.waiting(span, action, (gone, delayed)), needed=0)


_WAITING = frozenset({"WACHT", "PAUZEER", "PAUZE", "WAIT", "VERTRAAG"})


def all_with_tag(at: Situation) -> Iterator[Candidate]:
    """`VOOR ALLE administraties MET TAG "horeca"`: all of them, or only those."""
    if at.token.kind in {"MET_KW", "TEXT"} and at.before(2) == "ALLE_KW" and at.before(3) == "VOOR_KW":
        every = at.tokens[at.at - 2]
        edit = at.edit(every.start, at.tokens[at.at - 1].start, "")
        yield Candidate((edit,), elsewhere.not_all(at.place(every), edit), needed=2)


def by_clock(at: Situation) -> Iterator[Candidate]:
    """`WANNEER elke dag om 8 uur`."""
    line = at.source.text.rfind("\n", 0, at.previous.start if at.previous else 0) + 1
    found = _CLOCK.search(at.line_from(line))
    if (
        found is None
        or found[0].startswith("ELKE ")
        or "WANNEER_KW" not in {at.before(steps) for steps in range(1, _NEAR)}
    ):
        return
    span = at.span(line + found.start(), line + found.end())
    right = f"ELKE {found['day']} OM {found['hour']}:{found['minute'] or '00'}"
    yield Candidate((Edit(span, right),), words.wrong_word(span, right), needed=1, certain=True)
    whole = f"{right} VOOR ELKE"
    yield Candidate((Edit(span, f"{whole} object"),), elsewhere.by_clock(span, f"{whole} …"), needed=1)


_NEAR = 6
_CLOCK = re.compile(
    r"\b(?:elke|iedere|elk|ieder|alle)\s+(?P<day>[^\W\d_]+)\s+(?:om|OM)\s+(?P<hour>\d{1,2})(?:[.:u](?P<minute>\d{2}))?"
    r"(?:\s*(?:uur|u)\b)?",
    re.IGNORECASE,
)


def date_without_year(at: Situation) -> Iterator[Candidate]:
    """`GELDIG TOT 1 juli`."""
    for token in (at.token, at.previous):
        found = _DAY.match(at.source.text, token.start) if token is not None and token.kind != END else None
        if found:
            span = at.span(*found.span())
            edit = Edit(span, "1-1-2000")
            yield Candidate((edit,), elsewhere.no_year(span, " ".join(found[0].split())), needed=1)


_DAY = re.compile(
    r"\d{1,2}[^\S\n]+(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
    r"(?![^\S\n]+\d)\b"
)
