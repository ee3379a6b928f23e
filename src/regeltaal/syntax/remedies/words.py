"""Guesses about words: keywords in lower case, other words than the language's, texts without quotes."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from regeltaal.base.diagnostic import Diagnostic, Edit
from regeltaal.base.suggest import nearest
from regeltaal.syntax.problems import words
from regeltaal.syntax.remedies.candidate import Candidate, Word, words_of
from regeltaal.syntax.situation import FAR, Situation
from regeltaal.syntax.spelling import LONGEST_PHRASE, PHRASES
from regeltaal.syntax.tables import END
from regeltaal.syntax.wording import Reading, choices, readings, words_in


def phrase(at: Situation) -> Iterator[Candidate]:
    """Several words that the language does not have: `groter dan`, `IS GELIJK AAN`."""
    yield from _phrases(at, range(LONGEST_PHRASE, 1, -1))


def foreign_word(at: Situation) -> Iterator[Candidate]:
    """One such word: `AND`, `INDIEN`."""
    yield from _phrases(at, range(1, 2))


def _phrases(at: Situation, lengths: range) -> Iterator[Candidate]:
    """The phrases around this place, those at the token that does not fit first."""
    near = [word for token in at.tokens[max(0, at.at - 3) : at.at + _AHEAD] for word in words_of(token)]
    parts = [near[first : first + length] for length in lengths for first in range(len(near) - length + 1)]
    border = at.tokens[max(0, at.at - 2)].start
    for part in sorted(parts, key=lambda part: _distance(at, part)):
        start, end = part[0].start, part[-1].end
        written = " ".join(word.text for word in part)
        if border < end and start <= at.token.end and _adjacent(at, part):
            for right in PHRASES.get(written.lower(), ()):
                if written != right:
                    problem = words.wrong_word(at.span(start, end), right)
                    separates = right == ";"
                    first = start - 1 if separates and at.source.text[start - 1] == " " else start
                    needed = FAR if separates else 2
                    yield Candidate((at.edit(first, end, right),), problem, needed, certain=True)


_AHEAD = 7


def _distance(at: Situation, part: list[Word]) -> int:
    """0 for a phrase that holds the token that does not fit, 1 for the one before."""
    if part[-1].end > at.token.start:
        return 0
    return 1 if at.previous is not None and part[-1].end > at.previous.start else 2


def _adjacent(at: Situation, part: list[Word]) -> bool:
    """Nothing but white space stands between these words."""
    return not any(at.source.text[one.end : other.start].strip() for one, other in pairwise(part))


def lower_case(at: Situation) -> Iterator[Candidate]:
    """Keywords in lower case, also among other words; the reading that gets furthest, with the fewest of them."""
    found: list[tuple[int, int, Candidate]] = []
    for token in (at.token, at.previous):
        if token is None or token.kind != "NAME" or "`" in token.text or len(token.text) > _LONGEST:
            continue
        behind = at.tokens[at.at + 1] if token is at.token and token.kind != END else at.token
        found_words = words_in(token.text, token.start)
        for chosen in choices(readings(found_words, at.tables.keywords, behind.text)):
            edits = tuple(at.edit(one.start, one.end, one.right) for one in chosen)
            trial = at.attempt(*edits)
            if trial is not None:
                found.append((-trial.reach, len(chosen), Candidate(edits, _of_readings(at, chosen), 0, certain=True)))
    yield from (candidate for _, _, candidate in sorted(found, key=lambda one: one[:2]))


_LONGEST = 1_000


def _of_readings(at: Situation, chosen: Sequence[Reading]) -> Diagnostic:
    if all(one.only_capitals for one in chosen):
        return words.lower_case([at.span(one.start, one.end) for one in chosen], [one.right for one in chosen])
    right, place = "", chosen[0].start
    for one in chosen:
        right += at.span(place, one.start).text + one.right
        place = one.end
    return words.wrong_word(at.span(chosen[0].start, chosen[-1].end), " ".join(right.split()))


def lower_case_verb(at: Situation) -> Iterator[Candidate]:
    """`verstuur e-mail`: the first word is a verb."""
    token = at.token
    if token.kind == "NAME" and "UPPER" in at.accepted and "NAME" not in at.accepted:
        found = list(words_of(token))
        if len(found) > 1:
            verb = found[0]
            problem = words.lower_case([at.span(verb.start, verb.end)], [verb.text.upper()], safe=False)
            yield Candidate((at.edit(verb.start, verb.end, verb.text.upper()),), problem, needed=0, certain=True)


def capitals(at: Situation) -> Iterator[Candidate]:
    """A name in capitals: `VERSTUUR SMS`."""
    last = at.token
    if last.kind != "UPPER" or "NAME" not in at.accepted:
        return
    for token in at.tokens[at.at + 1 :]:
        if token.kind != "UPPER" or "\n" in at.source.text[last.end : token.start]:
            break
        last = token
    span = at.span(at.token.start, last.end)
    edit = Edit(span, span.text.lower())
    verb = at.previous.text if at.before(1) == "UPPER" and at.previous else None
    yield Candidate((edit,), words.capitals_in_name(span, verb), needed=1 if verb is None else 0, certain=True)


def apart(at: Situation) -> Iterator[Candidate]:
    """`SLA beleid` for `SLA-beleid`, where the domain knows that name."""
    for index in range(max(0, at.at - 2), at.at + 1):
        first, second = at.tokens[index], at.tokens[min(index + 1, len(at.tokens) - 1)]
        if "UPPER" not in {first.kind, second.kind} or not {first.kind, second.kind} <= {"UPPER", "NAME"}:
            continue
        for sign in ("-", ""):
            right = f"{first.text}{sign}{second.text}"
            if at.knows(right):
                span = at.span(first.start, second.end)
                yield Candidate((Edit(span, right),), words.wrong_word(span, right), needed=1, certain=True)


def text_without_quotes(at: Situation) -> Iterator[Candidate]:
    """`REGEL Factureer klanten`: what stands there up to the end of the line, or to a keyword."""
    previous, token = at.previous, at.token
    if previous is None or "TEXT" not in at.accepted or "NAME" in at.accepted or token.kind.endswith("_KW"):
        return
    if not (token.text[:1].isalnum() or token.kind in {"NAME", "UPPER"}):
        return
    last = None
    for other in at.tokens[at.at :]:
        if (
            other.kind.endswith("_KW")
            or other.kind in {END, "TEXT"}
            or "\n" in at.source.text[previous.end : other.start]
        ):
            break
        last = other
    if last is None:
        return
    span = at.span(token.start, last.end)
    right = f'"{" ".join(span.text.split())}"'.replace("'", "’") if '"' in span.text else f'"{span.text}"'
    problem = words.text_without_quotes(span, previous.text, right)
    yield Candidate((Edit(span, right),), problem, needed=1, certain=True)


def other_junction(at: Situation) -> Iterator[Candidate]:
    """`WANNEER x OF y`: behind an event conditions begin with EN."""
    token = at.token
    if token.kind == "OF_KW" and "EN_KW" in at.accepted:
        problem = words.wrong_word(at.place(token), "EN")
        yield Candidate((at.edit(token.start, token.end, "EN"),), problem, needed=2)


def misspelled(at: Situation) -> Iterator[Candidate]:
    spellings = [spelling for spelling, kind in at.tables.keywords.items() if kind in at.accepted]
    for token in (at.token, *reversed(at.tokens[max(0, at.at - 3) : at.at])):
        if token.kind != "UPPER":
            continue
        known = spellings if token is at.token else list(at.tables.keywords)
        for right in nearest(token.text, known):
            problem = words.misspelled(at.place(token), right)
            yield Candidate((at.edit(token.start, token.end, right),), problem, needed=2, certain=True)


def keyword_as_name(at: Situation) -> Iterator[Candidate]:
    token = at.token
    if token.kind.endswith("_KW") and "NAME" in at.accepted:
        edit = at.edit(token.start, token.end, token.text.lower())
        yield Candidate((edit,), words.keyword_as_name(at.place(token)), needed=2)
