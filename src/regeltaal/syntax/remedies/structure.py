"""Guesses about what is missing or too much."""

import re
from collections.abc import Iterator

from regeltaal.base.diagnostic import Diagnostic, Edit
from regeltaal.base.source import Span
from regeltaal.syntax import expectations
from regeltaal.syntax.lexer import Token
from regeltaal.syntax.problems import shape, signs, structure
from regeltaal.syntax.reasons import FUNCTION_BRACKETS, VALUE_IN_BRACKETS, hint_behind, reason_for
from regeltaal.syntax.remedies.candidate import Candidate, words_of
from regeltaal.syntax.situation import Situation
from regeltaal.syntax.spelling import MISSING_WORDS, PLACEHOLDERS
from regeltaal.syntax.tables import END


def another_set(at: Situation) -> Iterator[Candidate]:
    """`ZET a = 1, b = 2`: each field has its own ZET."""
    token = at.token
    clause = next((one.kind for one in reversed(at.tokens[: at.at]) if one.kind in {"ZET_KW", "MET_KW", "UPPER"}), "")
    if clause == "ZET_KW" and token.text in {",", ";", "EN"} and not at.first_on_line(token):
        problem = signs.wrong_sign(at.place(token), "ZET")
        yield Candidate((at.edit(token.start, token.end, "ZET"),), problem, needed=3, certain=True)


def condition_as_value(at: Situation) -> Iterator[Candidate]:
    """`ZET spoed = soort = "Storing"`: a condition as a value stands in brackets."""
    equals = next((token for token in reversed(at.tokens[: at.at]) if token.kind == "EQUALS"), None)
    if equals is None or at.token.kind not in _COMPARES:
        return
    start, end = at.tokens[at.tokens.index(equals) + 1].start, at.next().end
    edits = (at.edit(start, start, "("), at.edit(end, end, ")"))
    problem = structure.missing(at.span(start, end), "(", edits, VALUE_IN_BRACKETS)
    yield Candidate(edits, problem, needed=1)


def function_without_brackets(at: Situation) -> Iterator[Candidate]:
    """`AANTAL materialen`."""
    previous, token = at.previous, at.token
    if previous is not None and previous.kind == "UPPER" and token.kind == "NAME" and "OPEN" in at.accepted:
        edits = (at.edit(token.start, token.start, "("), at.edit(token.end, token.end, ")"))
        problem = structure.missing(at.place(token), "(", edits, FUNCTION_BRACKETS)
        yield Candidate(edits, problem, needed=1)


def list_without_brackets(at: Situation) -> Iterator[Candidate]:
    """`IN "a"; "b"`."""
    if at.token.text not in {";", ","} or at.before(2) not in {"IN_KW", "BEVAT_KW", "EXACT_KW"}:
        return
    first, last = at.tokens[at.at - 1], at.token
    edits = [at.edit(first.start, first.start, "(")]
    for token in at.tokens[at.at :]:
        if token.text == ",":
            edits.append(at.edit(token.start, token.end, ";"))
        elif token.text != ";" and token.kind not in {"TEXT", "NUMBER", "MONEY", "DATE", "NAME"}:
            break
        last = token
    edits.append(at.edit(last.end, last.end, ")"))
    problem = structure.missing(at.span(first.start, last.end), "(", tuple(edits), reason_for("OPEN"))
    yield Candidate(tuple(edits), problem, needed=1, certain=True)


def empty_cell(at: Situation) -> Iterator[Candidate]:
    """`| |`: the cell before or at this place."""
    for last in (at.at - 1, at.at):
        left, right = at.tokens[max(0, last - 1)], at.tokens[last]
        between = at.span(left.end, right.start)
        if left.kind == right.kind == "BAR" and left is not right and "\n" not in between.text:
            span = at.span(left.start, right.end)
            if _is_in_headings(at, last):
                yield Candidate((Edit(between, " kolom "),), shape.no_heading(span), needed=1)
            else:
                yield Candidate((Edit(between, " LEEG "),), structure.empty_cell(span), needed=1, certain=True)


def _is_in_headings(at: Situation, index: int) -> bool:
    """Whether the row that this token is in is the first of its table."""
    while index and not at.first_on_line(at.tokens[index]):
        index -= 1
    return at.tokens[index - 1].kind != "BAR"


def line_of_dashes(at: Situation) -> Iterator[Candidate]:
    """`|---|---|` between the headings and the rows, as elsewhere."""
    previous = at.previous
    found = _DASHES.match(at.source.text, previous.start) if previous is not None else None
    if found and at.token.text.startswith("-"):
        span = at.span(*found.span())
        yield Candidate((Edit(span, " "),), structure.superfluous(span), needed=1, certain=True)


_DASHES = re.compile(r"\|[-:|+ ]*-[-:|+ ]*\|")


def value_behind_clear(at: Situation) -> Iterator[Candidate]:
    """`WIS veld = LEEG`: emptying takes no value."""
    token, last = at.token, at.next()
    if token.kind == "EQUALS" and at.before(2) == "WIS_KW":
        span = at.span(token.start, last.end)
        yield Candidate((Edit(span, " "),), structure.superfluous(span), needed=1, certain=True)


def parameters_without_with(at: Situation) -> Iterator[Candidate]:
    """`MAAK taak titel = "x"`: MET was left out, and the names of action and parameter became one."""
    previous, token = at.previous, at.token
    if previous is None or token.kind != "EQUALS" or at.before(2) != "UPPER":
        return
    for word in list(words_of(previous))[:0:-1]:
        edit = at.edit(word.start, word.start, "MET ")
        problem = structure.missing(at.span(word.start, word.end), "MET", (edit,), reason_for("MET_KW"))
        yield Candidate((edit,), problem, needed=2)


_LIGHT = frozenset({"SEMICOLON", "DOT", "CLOSE", "EQUALS", "BAR", "EN_KW", "OF_KW"})


def superfluous(at: Situation) -> Iterator[Candidate]:
    """One token too many: a sign, a keyword written twice, a separator at the end."""
    previous, token = at.previous, at.token
    if previous is not None and previous.kind in _LIGHT - {"EQUALS", "CLOSE"}:
        yield _without(at, previous)
    twice = previous is not None and (previous.kind, previous.text) == (token.kind, token.text)
    if token.kind in _LIGHT or twice:
        yield _without(at, token)


_COMPARES = frozenset(
    [
        "EQUALS",
        "NOT_EQUALS",
        "LESS",
        "LESS_EQUAL",
        "GREATER",
        "GREATER_EQUAL",
        "IN_KW",
        "BEVAT_KW",
        "BEGINT_KW",
        "EINDIGT_KW",
    ]
)


def superfluous_word(at: Situation) -> Iterator[Candidate]:
    """`IS = "x"`: two comparisons; or a keyword that fits nowhere."""
    previous, token = at.previous, at.token
    if previous is not None and previous.kind.endswith("_KW") and token.kind in _COMPARES:
        yield _without(at, previous)
    if token.kind.endswith("_KW") and not at.first_on_line(token):
        yield _without(at, token)


def _without(at: Situation, token: Token) -> Candidate:
    edit = at.edit(token.start, token.end, " ")
    return Candidate((edit,), structure.superfluous(at.place(token)), needed=2, certain=True)


def name_over_lines(at: Situation) -> Iterator[Candidate]:
    """A name that goes on on the next line, because the keyword that stands between two names was forgotten."""
    for token in (at.previous, at.token):
        if token is None or token.kind != "NAME" or "\n" not in token.text:
            continue
        for found in reversed(list(_NEW_LINE.finditer(token.text))):
            start = token.start + found.end()
            for word, kind in _BETWEEN_NAMES:
                edit = at.edit(start, start, f"{word} ")
                problem = structure.missing(at.span(start, token.end), word, (edit,), reason_for(kind))
                yield Candidate((edit,), problem, needed=2)


_NEW_LINE = re.compile(r"\s*\n\s*")
_BETWEEN_NAMES = (("EN", "EN_KW"), ("MET", "MET_KW"))


def missing(at: Situation) -> Iterator[Candidate]:
    """One keyword or sign too few."""
    spellings = {kind: text for text, kind in (*at.tables.keywords.items(), *at.tables.punctuation.items())}
    for kind in MISSING_WORDS:
        if kind in at.accepted:
            spelling = spellings[kind]
            edit, span = _insertion(at, spelling, opens=kind.endswith("_KW"))
            opened = _open_bracket(at) if kind == "CLOSE" else None
            problem = structure.missing(span, spelling, (edit,), reason_for(kind), opened)
            yield Candidate((edit,), problem, needed=3 if kind != "CLOSE" else 1)


def _insertion(at: Situation, text: str, *, opens: bool) -> tuple[Edit, Span]:
    """A keyword is missed before the token that it should stand before, a sign behind the one before."""
    previous, token = at.previous, at.token
    if previous is None or (opens and token.kind != END):
        return at.edit(token.start, token.start, f"{text} "), at.place(token)
    return at.edit(previous.end, previous.end, f" {text} " if opens else text), at.place(previous)


def _open_bracket(at: Situation) -> Span | None:
    depth = 0
    for token in reversed(at.tokens[: at.at]):
        depth += (token.kind == "CLOSE") - (token.kind == "OPEN")
        if depth < 0:
            return at.place(token)
    return None


def nothing_there(at: Situation) -> Iterator[Candidate]:
    """A value, name or text was forgotten; the message says which."""
    previous = at.previous
    place = previous.end if previous else at.token.start
    problem = unexpected(at)
    for kind, text in PLACEHOLDERS.items():
        if kind in at.accepted:
            yield Candidate((at.edit(place, place, f" {text} "),), problem, needed=2)


def unexpected(at: Situation) -> Diagnostic:
    """What could have stood here: said when nothing better is known."""
    previous, token = at.previous, at.token
    kind = previous.kind if previous else ""
    expected = expectations.expected(at.tables, at.accepted, kind, at.start_symbol)
    after = expectations.after(previous, at.start_symbol)
    if token.kind == END and previous is not None:
        declaration = expectations.declaration(at.start_symbol)
        return structure.ends_too_early(at.place(previous), declaration, after, expected)
    span = at.place(previous) if previous is not None and _is_unfinished(at, previous) else at.place(token)
    return structure.unexpected(span, after, expected, expectations.found(token, at.start_symbol), hint_behind(kind))


_GOES_ON = frozenset({"UPPER", "EQUALS", "DOT", "OPEN", "SEMICOLON", "BAR"})


def _is_unfinished(at: Situation, previous: Token) -> bool:
    """Whether the mistake is rather at the end of the line before, than at the keyword on this one."""
    goes_on = previous.kind.endswith("_KW") or previous.kind in _GOES_ON or at.token.kind.endswith("_KW")
    return goes_on and at.first_on_line(at.token)
