"""How well a few letters name something: by its start, the starts of its words, a piece, or letters in order."""

from enum import IntEnum
from functools import lru_cache


class Rank(IntEnum):
    """The best first."""

    SAME = 0
    START = 1
    WORDS = 2
    PIECE = 3
    LETTERS = 4


def rank(query: str, name: str) -> Rank | None:
    """None where the letters are not in the name, in this order."""
    wanted, found = " ".join(query.casefold().split()), " ".join(name.casefold().split())
    if wanted == found:
        return Rank.SAME
    if found.startswith(wanted):
        return Rank.START
    letters = wanted.replace(" ", "")
    if not _in_order(letters, found):
        return None
    if _begins_words(letters, tuple(found.split())):
        return Rank.WORDS
    return Rank.PIECE if wanted in found else Rank.LETTERS


def _in_order(letters: str, name: str) -> bool:
    left = iter(name)
    return all(letter in left for letter in letters)


@lru_cache(maxsize=1 << 12)
def _begins_words(letters: str, words: tuple[str, ...]) -> bool:
    """`dsr` and `datst` for `datum start reis`: beginnings of its words in order, of which some may be left out."""
    if not letters:
        return True
    return any(
        _begins_words(letters[count:], words[at + 1 :])
        for at, word in enumerate(words)
        for count in range(_shared(letters, word), 0, -1)
    )


def _shared(letters: str, word: str) -> int:
    """How many letters a word begins with."""
    count = 0
    for one, other in zip(letters, word, strict=False):
        if one != other:
            break
        count += 1
    return count
