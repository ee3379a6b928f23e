"""The rule files of a project as sheets, each made when it is first looked into.

Trees take much room: of the files that are not worked on only those looked into last keep theirs. Their parts stay the
same ones all the while, so that places in them can still be found.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from regeltaal.base.source import Source
from regeltaal.workspace.sheet import Sheet

_MOST_READ = 40
"""How many files that are not worked on keep their trees."""


class Sheets(Mapping[str, Sheet]):
    """By path, in the order of the project. ``known`` are those of before; ``pinned`` ones keep their trees."""

    def __init__(self, sources: Collection[Source], known: Iterable[Sheet] = ()) -> None:
        self._sources = {one.path: one for one in sources}
        self._made = {one.path: one for one in known if self._sources.get(one.path) is one.source}
        self._read = dict.fromkeys(self._made)
        self.pinned: frozenset[str] = frozenset()

    def known(self, path: str) -> Sheet | None:
        """A file that was looked into, without looking into it."""
        return self._made.get(path)

    @property
    def made(self) -> Collection[Sheet]:
        """Those that were looked into."""
        return self._made.values()

    def __getitem__(self, path: str) -> Sheet:
        sheet = self._made.get(path)
        if sheet is None:
            sheet = self._made[path] = Sheet(self._sources[path])
        if path not in self.pinned:
            self._read.pop(path, None)
            self._read[path] = None
            self._release()
        return sheet

    def _release(self) -> None:
        """The trees of the files that were looked into longest ago are let go of."""
        while len(self._read) > _MOST_READ:
            path = next(iter(self._read))
            del self._read[path]
            if path not in self.pinned:
                self._made[path].forget()

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)

    def __contains__(self, path: object) -> bool:
        return path in self._sources
