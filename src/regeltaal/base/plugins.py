"""What installed packages offer us, by their entry points.

It reads `entry_points.txt` where packages are installed as folders, which is everywhere but in odd places; only there
`importlib.metadata` is asked, which takes as long to import as a small project to check.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.machinery import PathFinder
from operator import attrgetter
from pathlib import Path

from regeltaal.base.node import Node

_SUFFIXES = (".dist-info", ".egg-info")
_OWN = "regeltaal."


class Plugin(Node):
    """An entry point: ``place`` is `package.module:attribute`."""

    name: str
    place: str

    @property
    def is_shipped(self) -> bool:
        return self.place.startswith(_OWN)

    def load(self) -> object:
        module, _, attribute = self.place.partition(":")
        found: object = import_module(module.strip())
        return attrgetter(attribute.strip())(found) if attribute else found


def installed(group: str, name: str | None = None) -> tuple[Plugin, ...]:
    """The entry points of a group, the shipped ones first."""
    found = {one for one in _all(group) if name in (None, one.name)}
    return tuple(sorted(found, key=lambda one: (not one.is_shipped, one.place, one.name)))


def _all(group: str) -> Iterator[Plugin]:
    folders = [Path(path or os.curdir) for path in dict.fromkeys(sys.path) if Path(path or os.curdir).exists()]
    if not all(map(Path.is_dir, folders)) or any(map(_finds_packages, sys.meta_path)):
        yield from _asked(group)
        return
    seen: set[str] = set()
    for folder in folders:
        for package in _packages(folder):
            title = package.name.partition("-")[0].lower().replace("_", "-").replace(".", "-")
            if title not in seen:  # of a package that is there twice, the first counts
                seen.add(title)
                yield from _read(package / "entry_points.txt", group)


def _finds_packages(finder: object) -> bool:
    return finder is not PathFinder and hasattr(finder, "find_distributions")


def _packages(folder: Path) -> Iterable[Path]:
    try:
        with os.scandir(folder) as entries:
            return sorted(Path(entry.path) for entry in entries if entry.name.endswith(_SUFFIXES))
    except OSError:
        return ()


def _read(path: Path, group: str) -> Iterator[Plugin]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return
    heading = ""
    for line in map(str.strip, lines):
        if line.startswith("["):
            heading = line
        elif heading == f"[{group}]" and "=" in line and not line.startswith("#"):
            name, _, place = line.partition("=")
            yield Plugin(name.strip(), place.partition("[")[0].strip())


def _asked(group: str) -> Iterator[Plugin]:
    from importlib.metadata import entry_points  # noqa: PLC0415 - see above

    for point in entry_points(group=group):
        yield Plugin(point.name, point.value.partition("[")[0].strip())
