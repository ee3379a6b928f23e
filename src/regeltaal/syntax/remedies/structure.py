"""Guesses about what is missing or too much."""

from collections.abc import Iterator

from regeltaal.base.diagnostic import Diagnostic, Edit
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.syntax import expectations
from regeltaal.syntax.lexer import Token
from regeltaal.syntax.problems import signs, structure
from regeltaal.syntax.reasons import FUNCTION_BRACKETS, VALUE_IN_BRACKETS, hint_behind, reason_for
from regeltaal.syntax.remedies.balance import opened_at
from regeltaal.syntax.remedies.candidate import Candidate, second_names, words_of
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
    closes = False
    for token in at.tokens[at.at :]:
        closes = token.kind == "CLOSE" and opened_at(at) is None
        if token.text == ",":
            edits.append(at.edit(token.start, token.end, ";"))
        elif token.text != ";" and token.kind not in {"TEXT", "NUMBER", "MONEY", "DATE", "NAME"}:
            break
        last = token
    if not closes:
        edits.append(at.edit(last.end, last.end, ")"))
    problem = structure.missing(at.span(first.start, last.end), "(", tuple(edits), reason_for("OPEN"))
    yield Candidate(tuple(edits), problem, needed=1, certain=True)


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
_SEPARATES = frozenset({"SEMICOLON", "DOT"})


def separator_at_end(at: Situation) -> Iterator[Candidate]:
    """`garantie.`, `("a"; "b";)`: what ends a sentence or a list elsewhere."""
    for token, next_ in ((at.previous, at.token), (at.token, at.next())):
        if token is None or token.kind not in _SEPARATES:
            continue
        if token.kind == "SEMICOLON" or next_.kind == END or at.first_on_line(next_):
            problem = structure.superfluous(at.place(token), _fitting(at))
            yield Candidate((at.removal(token),), problem, certain=True)


def _fitting(at: Situation) -> Text:
    kind = at.previous.kind if at.previous else ""
    return expectations.expected(at.tables, at.accepted, kind, at.start_symbol)


def superfluous(at: Situation) -> Iterator[Candidate]:
    """One sign too many."""
    previous, token = at.previous, at.token
    if previous is not None and previous.kind in _LIGHT - {"EQUALS", "CLOSE"}:
        yield _without(at, previous)
    if token.kind in _LIGHT:
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
    return Candidate((at.removal(token),), structure.superfluous(at.place(token)), needed=2, certain=True)


def names_run_together(at: Situation) -> Iterator[Candidate]:
    """Two names that became one, because the keyword or sign between them was forgotten."""
    for token in (at.previous, at.token):
        if token is None:
            continue
        for found in reversed(list(second_names(at, token))):
            start = token.start + found
            for word, kind in _BETWEEN_NAMES:
                edit = at.edit(start, start, f"{word} ")
                if word == ";":
                    end = len(token.text[:found].rstrip()) + token.start
                    edit = at.edit(end, end, word)
                problem = structure.missing(at.span(start, token.end), word, (edit,), reason_for(kind))
                yield Candidate((edit,), problem, needed=2)


_BETWEEN_NAMES = (
    *((word, f"{word}_KW") for word in ("EN", "MET")),
    (";", "SEMICOLON"),
    *(
        (word, f"{word}_KW")
        for word in ("BIJ", "GENAAMD", "IN", "OP", "VAN", "NAAR", "DAN", "WAARVOOR", "ZONDER", "NA")
    ),
)


def missing(at: Situation) -> Iterator[Candidate]:
    """One keyword or sign too few."""
    spellings = {kind: text for text, kind in (*at.tables.keywords.items(), *at.tables.punctuation.items())}
    for kind in _likeliest(at):
        spelling = spellings[kind]
        edit, span = _insertion(at, spelling, opens=kind.endswith("_KW"))
        problem = structure.missing(
            span, spelling, (edit,), reason_for(kind), opened_at(at) if kind == "CLOSE" else None
        )
        yield Candidate((edit,), problem, needed=3 if kind != "CLOSE" else 1)


def _likeliest(at: Situation) -> Iterator[str]:
    """The keywords and signs that fit, what people leave out first."""
    fitting = [kind for kind in MISSING_WORDS if kind in at.accepted]
    others = at.accepted - _NO_OTHERS - {*MISSING_WORDS}
    fitting += sorted(kind for kind in others if kind.endswith("_KW"))
    joins = [kind for kind in _joins(at) if kind in fitting]
    if at.token.kind in _ASKED and "IS_KW" in at.accepted:
        fitting.insert(0, "IS_KW")
    computes = at.token.kind == "DURATION" or at.before(1) not in {"NAME", "UPPER"}
    if "PLUS" in at.accepted and at.token.kind in _PLAIN - {"TEXT", "TIME"} and computes:
        fitting += ["PLUS"] if at.first_on_line(at.token) else []
        fitting[:0] = [] if at.first_on_line(at.token) else ["PLUS"]
    if "OM_KW" in fitting and at.token.kind != "TIME":
        fitting.remove("OM_KW")
    if "EQUALS" in fitting and at.before(1) not in {"NAME", "UPPER"}:
        fitting.remove("EQUALS")
    for kind in fitting:
        if kind not in joins:
            yield kind
        elif kind == joins[0]:
            yield from joins


def _joins(at: Situation) -> Iterator[str]:
    """EN and OF, first the one of the condition before; neither before a value that is compared with nothing."""
    if at.token.kind in _PLAIN and at.next().kind not in _COMPARES:
        return
    last = next((one.kind for one in reversed(at.tokens[: at.at]) if one.kind in {"EN_KW", "OF_KW", "OPEN"}), "")
    yield from ("OF_KW", "EN_KW") if last == "OF_KW" else ("EN_KW", "OF_KW")


_NO_OTHERS = frozenset(
    f"{word}_KW"
    for word in (
        *("JA", "NEE", "LEEG", "VANDAAG", "NU", "GEVULD", "GELDIG", "GEWIJZIGD", "WAAR", "ONWAAR", "FOUT"),
        *("WIS", "STOP", "NIET", "EXACT", "EEN", "GEEN", "ELK", "ELKE", "ALLE", "MINSTENS"),
    )
)
"""Keywords that say something by themselves: which one was meant can't be told."""
_ASKED = frozenset(f"{word}_KW" for word in ("LEEG", "GEVULD", "GELDIG", "GEWIJZIGD"))
_PLAIN = frozenset({"TEXT", "NUMBER", "MONEY", "PERCENTAGE", "DATE", "TIME", "MOMENT", "DURATION"})


def _insertion(at: Situation, text: str, *, opens: bool) -> tuple[Edit, Span]:
    """A keyword is missed before the token that it should stand before, a sign behind the one before."""
    previous, token = at.previous, at.token
    if previous is None or (opens and token.kind != END):
        return at.edit(token.start, token.start, f"{text} "), at.place(token)
    apart = opens or text in _OPERATORS
    gap = "" if at.source.text[previous.end : previous.end + 1].isspace() else " "
    return at.edit(previous.end, previous.end, f" {text}{gap}" if apart else text), at.place(previous)


_OPERATORS = frozenset({"=", "+", "|"})


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
    if token.kind == "WANNEER_KW" and at.start_symbol not in {"rule", "test"}:
        return structure.no_rule(at.place(token))
    kind, expected = previous.kind if previous else "", _fitting(at)
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
