"""Guesses about words: keywords in lower case, other words than the language's, texts without quotes."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from regeltaal.base.diagnostic import Edit
from regeltaal.base.suggest import nearest
from regeltaal.syntax.problems import words
from regeltaal.syntax.remedies.candidate import Candidate, Word, words_of
from regeltaal.syntax.situation import Situation
from regeltaal.syntax.spelling import LONGEST_PHRASE, PHRASES
from regeltaal.syntax.tables import END


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
                    yield Candidate((at.edit(start, end, right),), problem, certain=True)


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
    """Keywords in lower case; of several readings the one that gets furthest, with the fewest keywords."""
    found: list[tuple[int, int, Candidate]] = []
    for token in (at.token, at.previous):
        if token is not None and token.kind == "NAME":
            for chosen in _choices([word for word in words_of(token) if word.text.upper() in at.tables.keywords]):
                edits = tuple(at.edit(word.start, word.end, word.text.upper()) for word in chosen)
                trial = at.attempt(*edits)
                if trial is not None:
                    problem = words.lower_case([edit.span for edit in edits], [word.text.upper() for word in chosen])
                    found.append((-trial.reach, len(chosen), Candidate(edits, problem, needed=0, certain=True)))
    yield from (candidate for _, _, candidate in sorted(found, key=lambda one: one[:2]))


def _choices(found: list[Word]) -> Iterator[tuple[Word, ...]]:
    """Any of these words, and any of them together; of many only the last few."""
    found = found[-_MOST_TOGETHER:]
    for length in range(1, len(found) + 1):
        yield from combinations(found, length)


_MOST_TOGETHER = 5


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
    yield Candidate((edit,), words.capitals_in_name(span), needed=1, certain=True)


def text_without_quotes(at: Situation) -> Iterator[Candidate]:
    """`REGEL Factureer klanten`: what stands there up to the end of the line, or to a keyword."""
    previous, token = at.previous, at.token
    if previous is None or "TEXT" not in at.accepted or "NAME" in at.accepted or token.kind.endswith("_KW"):
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


def misspelled(at: Situation) -> Iterator[Candidate]:
    spellings = [spelling for spelling, kind in at.tables.keywords.items() if kind in at.accepted]
    for token in (at.token, at.previous):
        if token is None or token.kind != "UPPER":
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
