"""Keywords that were typed in lower case, and so were read as part of a name."""

from collections.abc import Iterable
from functools import cache

from regeltaal.syntax.grammar import keywords

_BEHIND_IS = frozenset(["LEEG", "GEVULD", "GELDIG", "GEWIJZIGD"])


def with_keywords(name: str, known: Iterable[str]) -> str | None:
    """`commentaar is leeg` as `commentaar IS LEEG`, when what is before the keyword is a known name."""
    words = name.split()
    names = {one.lower() for one in known}
    if words[0].lower() == "niet" and " ".join(words[1:]).lower() in names:
        return " ".join([words[0].upper(), *words[1:]])
    for end in range(len(words) - 1, 0, -1):
        if words[end].lower() in _keywords() and " ".join(words[:end]).lower() in names:
            return " ".join([*words[:end], *_without_is([_capitalised(word) for word in words[end:]])])
    return None


def _without_is(words: list[str]) -> list[str]:
    """`IS JA` as `= JA`: behind IS stands LEEG and the like."""
    behind = [word for word in words[1:] if word != "NIET"]
    if words[0] != "IS" or not behind or behind[0] in _BEHIND_IS:
        return words
    return ["<>" if "NIET" in words else "=", *behind]


def _capitalised(word: str) -> str:
    return word.upper() if word.lower() in _keywords() else word


@cache
def _keywords() -> frozenset[str]:
    return frozenset(word.lower() for word in keywords())
