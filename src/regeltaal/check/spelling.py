"""Keywords that were typed in lower case, and so were read as part of a name."""

from collections.abc import Iterable
from functools import cache

from regeltaal.syntax.grammar import keywords


def with_keywords(name: str, known: Iterable[str]) -> str | None:
    """`commentaar is leeg` as `commentaar IS LEEG`, when what is before the keyword is a known name."""
    words = name.split()
    names = {one.lower() for one in known}
    if words[0].lower() == "niet" and " ".join(words[1:]).lower() in names:
        return " ".join([words[0].upper(), *words[1:]])
    for end in range(len(words) - 1, 0, -1):
        if words[end].lower() in _keywords() and " ".join(words[:end]).lower() in names:
            return " ".join([*words[:end], *map(_capitalised, words[end:])])
    return None


def _capitalised(word: str) -> str:
    return word.upper() if word.lower() in _keywords() else word


@cache
def _keywords() -> frozenset[str]:
    return frozenset(word.lower() for word in keywords())
