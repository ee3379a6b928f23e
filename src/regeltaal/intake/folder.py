"""The files below a folder, in the order of their names; nothing of it is ever changed, and no link is followed.

A file of mails (mbox) and a folder of mails (Maildir) give their mails.
"""

import errno
import os
import stat
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from attrs import Factory, field, frozen

from regeltaal.base.text import Text
from regeltaal.intake import limits, reasons
from regeltaal.intake.documents import File, Refused
from regeltaal.intake.names import is_leftover, one_line, safe_name
from regeltaal.intake.reading import Item

_MAIL = "message/rfc822"
_MBOX_START = b"From "
_MAILDIR = frozenset({"cur", "new", "tmp"})
_HALF_DELIVERED = "tmp"
_DEEPEST = 50
_CAREFULLY = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
"""Not through a link, and not waiting for the other end of a pipe."""

Group = tuple[Item, ...] | Refused
"""Files that may belong together, or one that can't be read."""


@frozen(eq=False)
class Lot:
    """A file below a folder, with the one that it makes a pair with; nothing of it has been read yet.

    ``shown`` is how messages name it.
    """

    paths: tuple[Path, ...]
    shown: str
    _read: Callable[[], Iterator[Group]] = field(repr=False)

    def groups(self) -> Iterator[Group]:
        """What is in it: one group, or those of the mails in a file of mails.

        Raises:
            OSError: it can't be read.
        """
        return self._read()


@frozen
class _Place:
    """A folder on the way down. ``of_mails`` says that all files in it are mails."""

    path: Path
    folders: tuple[str, ...] = ()
    names: tuple[str, ...] = field(default=(), repr=False)
    of_mails: bool = False
    by_name: Mapping[str, list[str]] = field(
        init=False, repr=False, default=Factory(lambda it: _alike(it.names), takes_self=True)
    )
    """The names by how they look without capitals."""

    def shown(self, name: str) -> str:
        return "/".join(one_line(part) for part in (*self.folders, name))

    def below(self, name: str) -> "_Place":
        is_maildir = {"cur", "new"} <= set(self.names) and name in _MAILDIR
        path = self.path / name
        return _Place(path, (*self.folders, name), _names(path), is_maildir)


def groups(folder: Path) -> Iterator[Group]:
    """Every file below a folder, each with the one that it makes a pair with; or one file by itself.

    Raises:
        OSError: the folder itself can't be read.
    """
    for lot in lots(folder):
        try:
            yield from lot.groups()
        except OSError:
            yield Refused(lot.shown, reasons.UNREADABLE)


def lots(folder: Path, but: Collection[str] = ()) -> Iterator[Lot]:
    """The files below a folder as they belong together, or one file by itself; without the names in ``but`` at its top.

    Raises:
        OSError: the folder itself can't be read.
    """
    if stat.S_ISDIR(folder.stat().st_mode):
        yield from _below(_Place(folder, names=tuple(name for name in _names(folder) if name not in but)))
    else:
        yield from _below(_Place(folder.parent, names=(folder.name,)))


def _below(place: _Place) -> Iterator[Lot]:
    done: set[str] = set()
    for name in place.names:
        if name in done or is_leftover(name):
            continue
        path = place.path / name
        try:
            mode = path.lstat().st_mode
            if stat.S_ISDIR(mode):
                yield from _inner(place, name)
            elif stat.S_ISREG(mode):
                pair = _pair(place, name)
                done.update(pair)
                yield Lot(tuple(place.path / one for one in pair), place.shown(name), _reader(place, pair))
            else:
                yield _refused(place, name, reasons.LINK if stat.S_ISLNK(mode) else reasons.NO_FILE)
        except OSError:
            yield _refused(place, name, reasons.UNREADABLE)


def _refused(place: _Place, name: str, reason: Text) -> Lot:
    return Lot((place.path / name,), place.shown(name), lambda: iter((Refused(place.shown(name), reason),)))


def _inner(place: _Place, name: str) -> Iterator[Lot]:
    if len(place.folders) >= _DEEPEST:
        yield _refused(place, name, reasons.UNREADABLE)
        return
    below = place.below(name)
    if not (below.of_mails and name == _HALF_DELIVERED):
        yield from _below(below)


def _names(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(one.name for one in folder.iterdir()))


def _alike(names: Sequence[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(name.lower(), []).append(name)
    return found


def _pair(place: _Place, name: str) -> tuple[str, ...]:
    """A file, with the XML or PDF of the same name where there is one."""
    stem, point, suffix = name.rpartition(".")
    other = {"xml": "pdf", "pdf": "xml"}.get(suffix.lower()) if point else None
    partners = place.by_name.get(f"{stem}.{other}".lower(), []) if other else []
    regular = [one for one in partners if stat.S_ISREG((place.path / one).lstat().st_mode)]
    return (name, *regular[:1])


# ---------------------------------------------------------------- reading


def _reader(place: _Place, names: tuple[str, ...]) -> Callable[[], Iterator[Group]]:
    def read() -> Iterator[Group]:
        if _is_mbox(place.path / names[0]):
            return _mbox(place, names[0])
        return _files(place, names)

    return read


def _files(place: _Place, names: Sequence[str]) -> Iterator[Group]:
    read = [_item(place, name) for name in names]
    yield from (one for one in read if isinstance(one, Refused))
    items = tuple(one for one in read if isinstance(one, Item))
    if items:
        yield items


def _item(place: _Place, name: str) -> Item | Refused:
    with _open(place.path / name) as stream:
        content = stream.read(limits.CONTAINER_BYTES + 1)
    if len(content) > limits.CONTAINER_BYTES:
        return Refused(place.shown(name), reasons.too_large(limits.CONTAINER_BYTES))
    kind = _MAIL if place.of_mails else ""
    return Item(place.shown(name), File(safe_name(name), content), place.folders, kind)


def _open(path: Path) -> BinaryIO:
    """A file to read; one that was a file when it was listed, and has become a link or a pipe since, is not opened."""
    stream = os.fdopen(os.open(path, os.O_RDONLY | _CAREFULLY), "rb")
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    return stream


# ---------------------------------------------------------------- mbox


def _is_mbox(path: Path) -> bool:
    if path.suffix.lower() not in {".mbox", ".mbx", ""}:
        return False
    with _open(path) as stream:
        return stream.read(len(_MBOX_START)) == _MBOX_START


def _mbox(place: _Place, name: str) -> Iterator[Group]:
    with _open(place.path / name) as stream:
        for number, content in enumerate(_mails(stream), start=1):
            shown = f"{place.shown(name)}/{number}"
            if len(content) > limits.CONTAINER_BYTES:
                yield Refused(shown, reasons.too_large(limits.CONTAINER_BYTES))
            else:
                yield (Item(shown, File(f"{safe_name(name)}-{number}.eml", content), place.folders, _MAIL),)


def _mails(lines: Iterator[bytes]) -> Iterator[bytes]:
    """The mails between lines that begin with `From ` and follow an empty line."""
    found = bytearray()
    empty = True
    for line in lines:
        if empty and line.startswith(_MBOX_START):
            if found:
                yield bytes(found)
            found.clear()
        elif len(found) <= limits.CONTAINER_BYTES:
            found += line
        empty = not line.strip()
    if found:
        yield bytes(found)
