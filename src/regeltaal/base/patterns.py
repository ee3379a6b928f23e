"""Regular expressions that are compiled when they are first used.

A start that reads one small file needs few of the forty that notations are read with, and compiling takes a while.
"""

import re
from functools import cached_property
from typing import cast


class _Lazy:
    def __init__(self, pattern: str, flags: int) -> None:
        self._parts = pattern, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(*self._parts)

    def __getattr__(self, name: str) -> object:
        return getattr(self._compiled, name)


def lazily(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that behaves as a compiled one, and is compiled at its first use."""
    return cast("re.Pattern[str]", _Lazy(pattern, flags))
