"""Which of many parts a text has, found in one pass over the text however many parts there are."""

from collections.abc import Sequence
from typing import Any

import re2
from attrs import frozen

_FEW = 16
"""So many parts are sought one by one as fast as in one pass."""

_MOST_AT_ONCE = 2000
_MOST_MEMORY = 8 << 20


@frozen(eq=False)
class Search:
    """Parts to seek, none of them empty."""

    parts: tuple[str, ...]
    _passes: tuple[tuple[int, Any], ...]
    """Of each run of parts the number of the first one, and what seeks them all at once."""

    @classmethod
    def of(cls, parts: Sequence[str]) -> "Search":
        sound = len(parts) > _FEW and all(map(_is_encodable, parts))
        starts = range(0, len(parts), _MOST_AT_ONCE) if sound else ()
        return cls(tuple(parts), tuple((start, _at_once(parts[start : start + _MOST_AT_ONCE])) for start in starts))

    def found_in(self, text: str) -> list[int]:
        """The numbers of the parts that the text has, each once, in no order."""
        if not self._passes or not _is_encodable(text):
            return [number for number, part in enumerate(self.parts) if part in text]
        (_, first), *others = self._passes
        found: list[int] = first.Match(text) or []  # the library says None for nothing
        for start, sought in others:
            found += [start + number for number in sought.Match(text) or ()]
        return found


def _at_once(parts: Sequence[str]) -> Any:  # noqa: ANN401 - the library has no types
    options = re2.Options()
    options.literal = True
    options.max_mem = _MOST_MEMORY
    sought = re2.Set.SearchSet(options)
    for part in parts:
        sought.Add(part)
    sought.Compile()
    return sought


def _is_encodable(text: str) -> bool:
    """Half of a surrogate pair can't be handed to the library."""
    return text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text)
