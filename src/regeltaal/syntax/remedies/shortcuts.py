"""Guesses about what is said too briefly: half conditions, values in a row, a value without a name."""

import re
from collections.abc import Iterator

from regeltaal.base.diagnostic import Edit
from regeltaal.base.text import Text
from regeltaal.syntax import expectations
from regeltaal.syntax.lexer import Token
from regeltaal.syntax.problems import signs, structure, words
from regeltaal.syntax.remedies.candidate import Candidate
from regeltaal.syntax.situation import Situation
from regeltaal.syntax.tables import END

_COMPARES = expectations.COMPARISON.members - {"NIET_KW"}
_JOINS = frozenset({"EN_KW", "OF_KW"})
_BEGINS_CONDITION = _JOINS | {"WAARVOOR_KW", "MITS_KW", "ALS_KW", "OPEN", "NIET_KW"}


def half_condition(at: Situation) -> Iterator[Candidate]:
    """`duur >= 60 EN <= 90`: what is compared has to be named again."""
    first = at.at - 1 if at.before(1) == "NIET_KW" else at.at
    joined = at.tokens[first - 1].kind if first else ""
    if at.token.kind not in _COMPARES or joined not in _JOINS:
        return
    subject = _subject(at, first - 1)
    if subject is None:
        return
    place = at.tokens[first].start
    edit = at.edit(place, place, f"{subject} ")
    again = f"{at.tokens[first - 1].text} {subject} {at.span(place, _end_of_condition(at)).text}"
    reason = _again(" ".join(again.split()), _range(at, subject))
    yield Candidate((edit,), structure.missing(at.span(place, at.token.end), subject, (edit,), reason), needed=1)


def _end_of_condition(at: Situation) -> int:
    depth, index = 0, at.at + 1
    while at.tokens[index].kind != END and (depth or at.tokens[index].kind not in _ENDS_CONDITION):
        depth += (at.tokens[index].kind == "OPEN") - (at.tokens[index].kind == "CLOSE")
        index += 1
    return at.tokens[index - 1].end


_ENDS_CONDITION = _JOINS | {"DAN_KW", "CLOSE", "SEMICOLON", "DOE_KW"}


def _again(condition: str, between: str | None) -> Text:
    nl, en = f"Noem het veld bij elke voorwaarde: `{condition}`", f"Name the field in each condition: `{condition}`"
    if between is None:
        return Text(nl=f"{nl}.", en=f"{en}.")
    return Text(nl=f"{nl}; of schrijf `{between}`.", en=f"{en}; or write `{between}`.")


def _range(at: Situation, subject: str) -> str | None:
    """`>= 60 EN <= 90` as TUSSEN, which counts both bounds."""
    kinds = [token.kind for token in at.tokens[max(0, at.at - 3) : at.at + 1]]
    if kinds[0] != "GREATER_EQUAL" or kinds[2:] != ["EN_KW", "LESS_EQUAL"]:
        return None
    return f"{subject} TUSSEN {at.tokens[at.at - 2].text} EN {at.next().text}"


def _subject(at: Situation, end: int) -> str | None:
    """What the condition before this place compares."""
    depth, begin = 0, end
    while begin and (depth or at.tokens[begin - 1].kind not in _BEGINS_CONDITION):
        begin -= 1
        depth += (at.tokens[begin].kind == "CLOSE") - (at.tokens[begin].kind == "OPEN")
    compared = next((index for index in range(begin, end) if at.tokens[index].kind in _COMPARES), begin)
    if compared == begin or at.tokens[begin].kind not in {"NAME", "UPPER"}:
        return None
    if at.tokens[compared - 1].kind == "NIET_KW":
        compared -= 1
    return " ".join(at.span(at.tokens[begin].start, at.tokens[compared - 1].end).text.split())


# ---------------------------------------------------------------- values

_VALUES = frozenset({"TEXT", "NUMBER", "MONEY", "DATE", "PERCENTAGE", "DURATION", "TIME", "MOMENT"})
_SEPARATES = frozenset({";", ","})


def values_without_brackets(at: Situation) -> Iterator[Candidate]:
    """`MET code = "C1"; "C2"`: several values for one parameter or field."""
    first, last = at.at, at.at
    if at.token.text not in _SEPARATES and at.token.kind not in _VALUES:
        return
    while first and _is_item(at.tokens[first - 1]):
        first -= 1
    while _is_item(at.tokens[last + 1]) and last + 1 < len(at.tokens) - 1:
        last += 1
    items = list(at.tokens[first : last + 1])
    while items and items[-1].text in _SEPARATES:
        items.pop()
    apart = [one.text in _SEPARATES for one in items]
    if (
        len(items) < _LEAST
        or apart != [bool(index % 2) for index in range(len(items))]
        or not first
        or at.tokens[first - 1].kind != "EQUALS"
        or not _fills(at, first)
    ):
        return
    values = [one.text for one in items if one.text not in _SEPARATES]
    span = at.span(items[0].start, items[-1].end)
    right = f"({'; '.join(values)})"
    yield Candidate((Edit(span, right),), structure.list_unclosed(span, right), needed=1)


_LEAST, _TWO = 3, 2


def _is_item(token: Token) -> bool:
    return token.kind in _VALUES or token.text in _SEPARATES


def _fills(at: Situation, index: int) -> bool:
    """Whether the `=` before a value fills a parameter or a field, and does not compare."""
    kinds = (token.kind for token in reversed(at.tokens[:index]))
    clause = next((kind for kind in kinds if kind in {"MET_KW", "ZET_KW", *_BEGINS_CONDITION, "WANNEER_KW"}), "")
    return clause in {"MET_KW", "ZET_KW"}


def address_without_quotes(at: Situation) -> Iterator[Candidate]:
    """`relatie.e-mailadres = info@bedrijf.nl`."""
    previous = at.tokens[at.at - 2] if at.before(1) in {"NAME", "DOT"} and at.at > 1 else at.previous
    start = at.source.text.rfind("\n", 0, at.token.start) + 1
    for found in _ADDRESS.finditer(at.line_from(start)):
        span = at.span(start + found.start(), start + found.end())
        if previous is not None and span.start <= at.token.start < span.end:
            right = f'"{found[0]}"'
            before = next((token for token in reversed(at.tokens[: at.at]) if token.end <= span.start), previous)
            problem = words.text_without_quotes(span, before.text, right)
            yield Candidate((Edit(span, right),), problem, needed=1)


_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def duration_in_quotes(at: Situation) -> Iterator[Candidate]:
    """`NA "2 dagen"`."""
    token = at.token
    right = token.text.strip("\"' ")
    if token.kind == "TEXT" and "DURATION" in at.accepted and _DURATION.fullmatch(right):
        edit = at.edit(token.start, token.end, right)
        yield Candidate((edit,), signs.wrong_notation(at.place(token), "duration", right), needed=1)


_DURATION = re.compile(r"\d+ [^\W\d_]+")

# ---------------------------------------------------------------- actions

_PREPOSITIONS = frozenset({"NAAR", "VOOR", "AAN", "OP", "IN", "VAN", "DOOR", "MET", "TOT", "VIA", "OM"})


def unnamed_parameter(at: Situation) -> Iterator[Candidate]:
    """`VERPLAATS document NAAR "x"`, `MAAK taak "Nabellen"`: what an action is given has a name behind MET."""
    behind = at.at - 1 if at.before(1) in _KEYWORDS else at.at
    word = at.tokens[behind] if at.tokens[behind].kind in _KEYWORDS else None
    value = behind + (word is not None)
    name = at.tokens[behind - 1]
    if word is None and at.tokens[value].kind == "DURATION":  # then NA is what is missing
        return
    if behind < _TWO or at.tokens[behind - 2].kind != "UPPER" or name.kind != "NAME" or not at.seen("DAN_KW"):
        return
    end = _end_of_value(at, value)
    if end is None:
        return
    start, title = (word or at.tokens[value]).start, name.text
    head, _, tail = name.text.rpartition(" ")
    if word is None and head and tail.upper() in _PREPOSITIONS:
        start, title = name.end - len(tail), head
    action = f"{at.tokens[behind - 2].text} {' '.join(title.split())}"
    given = at.span(at.tokens[value].start, end)
    following = next(token for token in at.tokens[value:] if token.start >= end)
    edits = [at.edit(start, given.start, "MET parameter = ")]
    if following.kind == "MET_KW":
        edits.append(at.edit(following.start, following.end, ";"))
    span = at.span(start, following.end if following.kind == "MET_KW" else end)
    problem = structure.unnamed_parameter(span, action, given.text, more=following.kind == "MET_KW")
    yield Candidate(tuple(edits), problem, needed=1)


_KEYWORDS = frozenset(f"{word}_KW" for word in _PREPOSITIONS - {"MET"})


def _end_of_value(at: Situation, index: int) -> int | None:
    """Where the value that begins at a token ends: a literal, or a path."""
    token = at.tokens[index]
    if token.kind in _VALUES:
        return token.end
    if token.kind != "NAME":
        return None
    while at.tokens[index + 1].kind == "DOT" and at.tokens[index + 2].kind == "NAME":
        index += 2
    return at.tokens[index].end if at.tokens[index + 1].kind in {END, *_FOLLOWS} else None


_FOLLOWS = frozenset({"MET_KW", "UPPER", "ZET_KW", "WIS_KW", "STOP_KW", "ANDERS_KW", "BIJ_KW", "KLAAR_KW", "SEMICOLON"})
