"""Files put away below their own folder: nothing is overwritten or thrown away, and no link leads elsewhere.

A file gets its second name before it loses its first: whenever the program is killed, the file is there. Where a file
system knows no second names, the new name is claimed by an empty file, which the file then takes the place of.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from regeltaal.intake.names import REASON

_LONGEST_NAME = 255
_MOST_ALIKE = 100_000


class ElsewhereError(OSError):
    """The way to a file, or to where it goes, leads out of the folder."""


@frozen
class Shelf:
    """The folder ``name`` below ``root``, where files go with the folders that they lay in."""

    root: Path
    name: str

    def put(self, path: Path, note: str | None = None) -> Path:
        """Moves a file here, with a text beside it that was there first; gives where it now is.

        Raises:
            OSError: the file is where it was.
        """
        folder = self._folder_for(path)
        for target in _targets(folder, path):
            if _is_free(target) and (note is None or _note(target, note)) and _moved(path, target):
                return target
            if _is_same(path, target):
                path.unlink(missing_ok=True)
                return target
        raise FileExistsError(str(folder))

    def _folder_for(self, path: Path) -> Path:
        inner = path.parent.relative_to(self.root).parts
        if path.parent.resolve(strict=True) != self.root.resolve(strict=True).joinpath(*inner):
            raise ElsewhereError(str(path.parent))
        folder = self.root
        for part in (self.name, *inner):
            folder /= part
            folder.mkdir(exist_ok=True)
            if not stat.S_ISDIR(folder.lstat().st_mode):
                raise ElsewhereError(str(folder))
        return folder


def _targets(folder: Path, path: Path) -> Iterator[Path]:
    """`x.pdf`, `x (2).pdf`, …, each short enough to have a note beside it."""
    for number in range(1, _MOST_ALIKE):
        tail = path.suffix if number == 1 else f" ({number}){path.suffix}"
        yield folder / _short(path.stem, tail, REASON)


def _short(stem: str, tail: str, room_for: str) -> str:
    while len(stem) > 1 and len(os.fsencode(stem + tail + room_for)) > _LONGEST_NAME:
        stem = stem[:-1]
    return stem + tail


def _is_free(target: Path) -> bool:
    return not os.path.lexists(target)


def _is_same(path: Path, target: Path) -> bool:
    """Whether this is a second name of the file: an earlier move ended halfway, or another program moves it too."""
    try:
        here, there = path.lstat(), target.lstat()
    except FileNotFoundError:
        return False
    return (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)


def _note(target: Path, text: str) -> bool:
    """Writes why beside where a file is to come; False where another text stands there."""
    place = target.with_name(target.name + REASON)
    written = text.encode("utf-8", "replace")
    try:
        stream = place.open("xb")
    except FileExistsError:
        return stat.S_ISREG(place.lstat().st_mode) and place.read_bytes() == written
    try:
        with stream:
            stream.write(written)
    except OSError:
        place.unlink()  # half a text would stand in the way of the whole one
        raise
    return True


def _moved(path: Path, target: Path) -> bool:
    """Gives a file a name that nothing has, and takes its first away; False where something has that name by now.

    Raises:
        OSError: it can't be done.
    """
    try:
        os.link(path, target, follow_symlinks=False)
    except FileExistsError:
        return False
    except FileNotFoundError:
        raise
    except (OSError, NotImplementedError):
        return _moved_by_claim(path, target)
    try:
        path.unlink(missing_ok=True)  # whoever moves it too may have done this
    except OSError:
        target.unlink()
        raise
    return True


def _moved_by_claim(path: Path, target: Path) -> bool:
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    try:
        path.replace(target)
    except OSError:
        target.unlink()
        raise
    return True
