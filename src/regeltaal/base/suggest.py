"""“Bedoelde u …?”: the nearest known name to a name that is not known."""

from collections.abc import Iterable

from regeltaal.base.text import Text, same

_SHORTEST_BEGINNING = 5


def nearest(wrong: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """Known names within a third of the wrong one's length, nearest first.

    Near too: a name that holds all words of the other, and one that the other begins with (`e-mail`, `e-mailadres`).

    Comparison ignores case, hyphens and white space between words.
    """
    target = folded(wrong)
    allowed = max(1, len(target) // 3)
    scored: list[tuple[int, str]] = []
    for name in dict.fromkeys(known):
        candidate = folded(name)
        if abs(len(candidate) - len(target)) <= allowed:
            distance = edit_distance(target, candidate, allowed)
            if distance <= allowed:
                scored.append((distance, name))
                continue
        if _shares_words(wrong, name) or _begins_alike(target, candidate):
            scored.append((allowed + 1, name))
    scored.sort()
    return [name for _, name in scored[:limit]]


def meant(wrong: str, known: Iterable[str]) -> Text:
    """`; bedoelde u …?` with the nearest name, for behind a sentence; nothing where none is near."""
    near = nearest(wrong, known, 1)
    return Text(nl=f"; bedoelde u `{near[0]}`?", en=f"; did you mean `{near[0]}`?") if near else same("")


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


def folded(name: str) -> str:
    """A name as it is compared: without case, white space and hyphens."""
    return "".join(char for char in name.lower() if char not in " -_")


def _shares_words(wrong: str, name: str) -> bool:
    """One phrase holds every word of the other: `mail` for `e-mail`, `status werkbon` for `werkbonstatus`."""
    ours, theirs = set(wrong.lower().split()), set(name.lower().split())
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def _begins_alike(left: str, right: str) -> bool:
    shorter, longer = sorted((left, right), key=len)
    return len(shorter) >= _SHORTEST_BEGINNING and longer.startswith(shorter)
