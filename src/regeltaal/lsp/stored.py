"""Lines of files that the client does not hold, for columns in its units."""

from collections.abc import Sequence
from pathlib import Path

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.lsp.positions import lines_of
from regeltaal.project.files import read_source

_KEPT = 64
_NO_LINES = ("",)


class Stored:
    """The lines of the files that were asked for last, as long as those do not change on disk."""

    def __init__(self) -> None:
        self._lines: dict[Path, tuple[tuple[int, int], Sequence[str]]] = {}

    def lines(self, file: Path) -> Sequence[str]:
        stamp = _stamp(file)
        if stamp is None:
            return _NO_LINES
        known = self._lines.pop(file, None)
        if known is None or known[0] != stamp:
            known = (stamp, _read(file))
        self._lines[file] = known
        if len(self._lines) > _KEPT:
            del self._lines[next(iter(self._lines))]
        return known[1]


def _stamp(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size


def _read(file: Path) -> Sequence[str]:
    source = read_source(file, file.as_posix())
    return _NO_LINES if isinstance(source, Diagnostic) else lines_of(source.original)
