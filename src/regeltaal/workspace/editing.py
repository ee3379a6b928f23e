"""The parts of a text after an edit: cut anew around the edit only, so that every other part is the one that it was."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, takewhile

from regeltaal.base.node import Node
from regeltaal.workspace.part import Cut, Part, cuts


class Edited(Node):
    """The parts as they are now, and those of before that there are no more."""

    parts: tuple[Part, ...]
    gone: tuple[Part, ...]


def edited(parts: Sequence[Part], before: str, text: str, spare: Iterable[Part] = ()) -> Edited:
    """The parts of a text that was ``before``, and then was cut in ``parts``.

    ``spare`` are parts that were there once: where their text is back, so are they.
    """
    starts = list(accumulate((len(one.text) for one in parts), initial=0))
    same = _same_start(before, text)
    rest = _same_end(before, text, min(len(before), len(text)) - same)
    first = _first(parts, starts, text, same)
    moved = len(text) - len(before)
    found: list[Cut] = []
    last = len(parts)
    for one in cuts(text, starts[first]):
        found.append(one)
        if len(text) - rest <= one.end < len(text):
            at = bisect_left(starts, one.end - moved)
            if starts[at] == one.end - moved:
                last = at  # from here on all is as it was
                break
    return _kept(parts, first, last, found, spare)


def _first(parts: Sequence[Part], starts: Sequence[int], text: str, same: int) -> int:
    """The part to begin at: the one before the edit, which may go on in it now.

    A part far before it, with a long text that was never closed, may be closed by it.
    """
    first = max(0, min(bisect_right(starts, same), len(parts)) - 2)
    left_open = (at for at in range(first) if parts[at].is_open)
    return next((at for at in left_open if _is_closed_now(parts[at], text, starts[at])), first)


def _is_closed_now(part: Part, text: str, start: int) -> bool:
    return next(cuts(text, start)).text != part.text


def _kept(parts: Sequence[Part], first: int, last: int, found: Sequence[Cut], spare: Iterable[Part]) -> Edited:
    """The cuts in place of the parts from ``first`` up to ``last``, each as the part that it was if it was one."""
    replaced = parts[first:last]
    ahead = _alike(found, replaced)
    behind = min(_alike(found[::-1], replaced[::-1]), len(found) - ahead, len(replaced) - ahead)
    middle, until = found[ahead : len(found) - behind], len(replaced) - behind
    known = _by_text((*replaced[ahead:until], *spare))
    path = parts[0].source.path
    made = [known[one.text].pop() if known.get(one.text) else one.part(path) for one in middle]
    used = set(map(id, made))
    gone = tuple(one for one in replaced[ahead:until] if id(one) not in used)
    return Edited((*parts[: first + ahead], *made, *parts[first + until :]), gone)


def _alike(found: Sequence[Cut], parts: Sequence[Part]) -> int:
    """How many parts in a row have the text of the cuts."""
    pairs = zip(found, parts, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0].text == pair[1].text, pairs))


def _by_text(parts: Iterable[Part]) -> Mapping[str, list[Part]]:
    found: dict[str, list[Part]] = {}
    for one in parts:
        found.setdefault(one.text, []).append(one)
    return found


def _same_start(one: str, other: str) -> int:
    """How long two texts are the same from their start on."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _same_end(one: str, other: str, most: int) -> int:
    """How long two texts are the same up to their end; ``most`` is how far they may be looked at."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    return low
