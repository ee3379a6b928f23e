"""The words of the language in a run of ordinary words: `als duur groter dan` holds an `ALS` and a `>`.

Somebody who does not know that the language is written in capitals writes whole sentences in lower case, and with words
of his own. Only data goes in and out; whether it parses with these words is tried by ``remedies``, and whether the rest
are names that exist is seen by ``check``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from regeltaal.base.node import Node
from regeltaal.syntax.spelling import LONGEST_PHRASE, PHRASES

_ASKS = frozenset({"leeg", "gevuld", "geldig", "gewijzigd"})
_IS, _NOT = "is", frozenset({"niet"})
_BEFORE_VERB = frozenset({"DAN", "ANDERS", "DOE"})
_TAG = "TAG"
_FEW = 6
"""Up to so many words every choice among them is tried."""


class Word(Node):
    """A word with its place."""

    text: str
    start: int
    end: int


class Reading(Node):
    """A stretch of words, and what the language has for it."""

    start: int
    end: int
    right: str
    only_capitals: bool


def words_in(text: str, start: int = 0) -> list[Word]:
    """The words of a text that begins at a place."""
    return [Word(found[0], start + found.start(), start + found.end()) for found in re.finditer(r"\S+", text)]


def readings(words: Sequence[Word], keywords: Mapping[str, str], behind: str = "") -> list[Reading]:
    """Every stretch that may be the language's, from left to right, the longest first; ``behind`` is what follows."""
    found: list[Reading] = []
    at = 0
    while at < len(words):
        count, right = _read(words, at, keywords, found[-1].right if found else "")
        if right == "=" and at + 1 == len(words) and words[at].text.lower() == _IS and behind.lower() in _ASKS | _NOT:
            right = _IS.upper()
        if right:
            stretch = words[at : at + count]
            written = " ".join(word.text for word in stretch)
            found.append(Reading(stretch[0].start, stretch[-1].end, right, right == written.upper()))
        at += count
    return found


def _read(words: Sequence[Word], at: int, keywords: Mapping[str, str], last: str) -> tuple[int, str]:
    """How many words belong together there, and what the language has for them: nothing for an ordinary word."""
    for count in range(min(LONGEST_PHRASE, len(words) - at), 1, -1):
        phrase = " ".join(word.text.lower() for word in words[at : at + count])
        if phrase in PHRASES:
            return count, PHRASES[phrase][0]
    word = words[at].text
    if last.rpartition(" ")[2] in _BEFORE_VERB:
        return 1, word.upper()
    if word.lower() == _IS:
        behind = [one.text.lower() for one in words[at + 1 : at + 3] if one.text.lower() != "niet"]
        return 1, "IS" if behind[:1] and behind[0] in _ASKS else "="
    if word.upper() == _TAG and at + 1 < len(words):
        return len(words) - at, f'{_TAG} "{" ".join(one.text for one in words[at + 1 :])}"'
    if word.upper() in keywords:
        return 1, word.upper()
    return 1, PHRASES.get(word.lower(), ("",))[0]


def choices(found: Sequence[Reading]) -> Iterator[tuple[Reading, ...]]:
    """What of these may be meant: any choice of few; of many one or two of them, or all but one or two."""
    if len(found) <= _FEW:
        for count in range(1, len(found) + 1):
            yield from combinations(found, count)
        return
    for count in (1, 2, len(found) - 2, len(found) - 1, len(found)):
        yield from combinations(found[-4 * _FEW :], count)
