"""Formatting a file declaration by declaration, with what was found before: after an edit little is formatted anew.

How a declaration comes out goes by itself, by the comments behind it and by the declaration after it; nothing else.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from regeltaal.base.source import Source
from regeltaal.formatting.format import formatted
from regeltaal.formatting.problems import REFUSED
from regeltaal.syntax.parser import parse

_MOST_KNOWN = 20_000


class Pieces:
    """What declarations came out as, by their text and that of the next one."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}

    def formatted(self, path: str, texts: Sequence[str], counts: Sequence[int]) -> Sequence[str]:
        """A file in the one form; ``texts`` are its parts, which hold so many declarations each.

        It comes in as many pieces, or in one where it can't be told apart. What would say something else stays.
        """
        keys = list(zip(texts, [*texts[1:], ""], strict=True))
        missing = [place for place, key in enumerate(keys) if key not in self._known]
        if "\r" in "".join(texts) or 2 * len(missing) > len(texts) or not all(counts[1:]):
            return self._whole(path, texts, counts)
        found: dict[int, str] = {}
        for place in missing:
            piece = _piece(path, keys[place], counts[place])
            if piece is None:
                return self._whole(path, texts, counts)
            found[place] = piece
        before = self._known
        self._keep({keys[place]: piece for place, piece in found.items()})
        return [found[place] if place in found else before[key] for place, key in enumerate(keys)]

    def _whole(self, path: str, texts: Sequence[str], counts: Sequence[int]) -> Sequence[str]:
        text = "".join(texts)
        after = _formatted(path, text)
        if after is None:
            return texts
        pieces = texts if after == text else _cut(path, after, counts)
        if len(pieces) == len(texts) and "\r" not in text:
            keys, done = (zip(one, [*one[1:], ""], strict=True) for one in (texts, pieces))
            self._keep(dict(zip(keys, pieces, strict=True)))
            self._keep(dict(zip(done, pieces, strict=True)))
        return pieces

    def _keep(self, found: dict[tuple[str, str], str]) -> None:
        if len(self._known) + len(found) > _MOST_KNOWN:
            self._known = {}
        self._known |= found


def _formatted(path: str, text: str) -> str | None:
    """None where it would say something else."""
    found = formatted(parse(Source(path, text)))
    return None if any(one.code is REFUSED for one in found.problems) else found.text


def _piece(path: str, key: tuple[str, str], count: int) -> str | None:
    """What a part comes out as, with the next one behind it."""
    own, following = key
    after = _formatted(path, own + following)
    if after is None or not following:
        return after
    if after == own + following:
        return own
    pieces = _cut(path, after, (count, 1))
    return pieces[0] if len(pieces) > 1 else None


def _cut(path: str, text: str, counts: Sequence[int]) -> list[str]:
    """A formatted text in parts of so many declarations; in one piece where it has not so many."""
    items = parse(Source(path, text)).file.items
    firsts = [*accumulate(counts)][:-1]
    if firsts and firsts[-1] >= len(items):
        return [text]
    starts = [text.rfind("\n", 0, items[first].span.start) + 1 for first in firsts]
    return [text[start:end] for start, end in pairwise([0, *starts, len(text)])]
