"""Finding a template of the project by its kind and name.

`SJABLOON "SMS templates"` named `Onderweg` is looked for below the template folder as `SMS templates/Onderweg.html`,
`SMS templates/Onderweg.txt`, `Onderweg.html` and `Onderweg.txt`, in that order. Case and white space don't count.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from regeltaal.base.source import Source

SUFFIXES = (".html", ".txt")


class ProjectTemplates:
    """The templates of a project, as checking asks for them."""

    def __init__(self, sources: Mapping[str, Source], folder: str = "") -> None:
        self._folder = folder.strip("/")
        self._by_key = {_key(path): source for path, source in sources.items()}
        self._paths = tuple(sources)

    def find(self, kind: str, name: str) -> Source | None:
        return next((self._by_key[key] for key in _candidates(kind, name) if key in self._by_key), None)

    def names(self, kind: str) -> tuple[str, ...]:
        """The names that ``find`` knows for a kind: those in its own folder and those in no folder."""
        folders = {"", _key(kind)}
        paths = map(PurePosixPath, self._paths)
        return tuple(sorted({path.stem for path in paths if _folder(path) in folders}))

    def place(self, kind: str, name: str) -> str:
        """The path of the file, without its ending, that would be such a template."""
        return "/".join(part for part in (self._folder, kind, name) if part)


def _candidates(kind: str, name: str) -> Iterator[str]:
    folders = [f"{kind}/", ""] if kind else [""]
    return (_key(folder + name + suffix) for folder in folders for suffix in SUFFIXES)


def _folder(path: PurePosixPath) -> str:
    return "" if str(path.parent) == "." else _key(str(path.parent))


def _key(path: str) -> str:
    return " ".join(unicodedata.normalize("NFC", path).lower().split())
