"""“Bedoelde u …?”: the nearest known name to a name that is not known.

Near is what fingers, ears and habits make of a name: a letter more, less, swapped or beside the right key; a sound that
is written in two ways (`ij` and `y`, `c` and `k`); another number; words apart, together, in another order, or too few.
Where nothing is near, the words are tried as English ones.
"""

from collections.abc import Iterable
from functools import lru_cache

from regeltaal.base.foreign_words import DUTCH_WORDS
from regeltaal.base.text import Text, same

_SHORTEST_BEGINNING = 5
_REMEMBERED = 1 << 13
_SAME_SOUND, _SAME_WORDS, _SOME_WORDS = 0.5, 0.75, 2
"""As near as so many slips."""
_PER_WORD = 0.1

Rank = tuple[float, bool, int, str]


def nearest(wrong: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """Known names within a third of the wrong one's length in slips, nearest first.

    Near too: what sounds the same, a name that holds all words of the other, and one that the other begins with
    (`e-mail`, `e-mailadres`). Comparison ignores case, hyphens and white space between words.
    """
    names = list(dict.fromkeys(known))
    return _ranked(wrong, names, limit) or _ranked(_in_dutch(wrong), names, limit)


def _ranked(wrong: str, names: Iterable[str], limit: int) -> list[str]:
    target = folded(wrong)
    ranked: list[tuple[Rank, str]] = []
    for name in names:
        distance = _distance(wrong, target, name)
        if distance is not None:
            candidate = folded(name)
            rank = (distance, candidate[:1] != target[:1], abs(len(candidate) - len(target)), name)
            ranked.append((rank, name))
    ranked.sort()
    return [name for _, name in ranked[:limit]]


def _in_dutch(written: str) -> str:
    """`invoice number` as `factuur nummer`."""
    words = written.lower().replace("_", " ").split()
    return " ".join(DUTCH_WORDS.get(word, word) for word in words)


def meant(wrong: str, known: Iterable[str]) -> Text:
    """`; bedoelde u …?` with the nearest name, for behind a sentence; nothing where none is near."""
    near = nearest(wrong, known, 1)
    return Text(nl=f"; bedoelde u `{near[0]}`?", en=f"; did you mean `{near[0]}`?") if near else same("")


def _distance(wrong: str, target: str, name: str) -> float | None:
    """How many slips a name is away, or None when it is not near."""
    candidate, allowed = folded(name), max(1, len(target) // 3)
    found = allowed + 1
    if abs(len(candidate) - len(target)) <= allowed and _letters_apart(target, candidate) <= allowed:
        found = edit_distance(target, candidate, allowed)
    if found > 0 and _sounded(target) == _sounded(candidate):
        return _SAME_SOUND
    if found <= 1:
        return found
    words = _words_apart(wrong, name)
    if words == 0:
        return _SAME_WORDS
    if words is not None:
        return min(found, _SOME_WORDS) + _PER_WORD * words
    if found <= allowed:
        return found
    return allowed + 1 if _begins_alike(target, candidate) else None


def edit_distance(left: str, right: str, limit: int) -> int:
    """Optimal string alignment distance (a swap of neighbours is one), or ``limit + 1`` when it is more."""
    before_last: list[int] = []
    last = list(range(len(right) + 1))
    for row, char in enumerate(left, start=1):
        current = [row]
        for column, other in enumerate(right, start=1):
            cost = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (char != other))
            if row > 1 and column > 1 and char == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before_last[column - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before_last, last = last, current
    return min(last[-1], limit + 1)


@lru_cache(_REMEMBERED)
def folded(name: str) -> str:
    """A name as it is compared: without case, white space, hyphens and apostrophes."""
    return "".join(char for char in name.lower() if char not in " -_'’")


def _letters_apart(left: str, right: str) -> int:
    """At least so many slips lie between two names: the kinds of letter that only one of them has."""
    ours, theirs = _letters(left), _letters(right)
    return max((ours & ~theirs).bit_count(), (theirs & ~ours).bit_count())


@lru_cache(_REMEMBERED)
def _letters(name: str) -> int:
    found = 0
    for char in name:
        found |= 1 << (ord(char) & 63)
    return found


_SOUNDS = (
    *(("ij", "y"), ("ei", "y"), ("ou", "au"), ("ch", "g"), ("dt", "t"), ("ph", "f")),
    *(("c", "k"), ("s", "z"), ("v", "f"), ("d", "t")),
)
"""What sounds the same, at least to a hurried ear."""
_NUMBERS = ("en", "s", "z", "e", "n")


@lru_cache(_REMEMBERED)
def _sounded(name: str) -> str:
    """How a name sounds: one letter for each sound, no letter twice in a row, and the same for one and for many."""
    for written, sound in _SOUNDS:
        name = name.replace(written, sound)
    once = "".join(char for at, char in enumerate(name) if char != name[at - 1 : at])
    ending = next((one for one in _NUMBERS if once.endswith(one) and len(once) > len(one) + 1), "")
    return once.removesuffix(ending)


def _words_apart(wrong: str, name: str) -> int | None:
    """How many words one phrase has more, where it holds every word of the other: `mail` for `e-mail` has none."""
    ours, theirs = set(wrong.lower().split()), set(name.lower().split())
    if not ours or not theirs or not (ours <= theirs or theirs <= ours):
        return None
    return abs(len(ours) - len(theirs))


def _begins_alike(left: str, right: str) -> bool:
    shorter, longer = sorted((left, right), key=len)
    return len(shorter) >= _SHORTEST_BEGINNING and longer.startswith(shorter)
