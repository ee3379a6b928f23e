"""The files below a folder, in the order of their names; nothing of it is ever changed.

A file of mails (mbox) and a folder of mails (Maildir) give their mails.
"""

import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import field, frozen

from regeltaal.intake import limits, reasons
from regeltaal.intake.documents import File, Refused
from regeltaal.intake.names import is_leftover, one_line, safe_name
from regeltaal.intake.reading import Item

_MAIL = "message/rfc822"
_MBOX_START = b"From "
_MAILDIR = frozenset({"cur", "new", "tmp"})
_HALF_DELIVERED = "tmp"
_DEEPEST = 50

Group = tuple[Item, ...] | Refused
"""Files that may belong together, or one that can't be read."""


@frozen
class _Place:
    """A folder on the way down. ``of_mails`` says that all files in it are mails."""

    path: Path
    folders: tuple[str, ...] = ()
    names: tuple[str, ...] = field(default=(), repr=False)
    of_mails: bool = False

    def shown(self, name: str) -> str:
        return "/".join(one_line(part) for part in (*self.folders, name))

    def below(self, name: str) -> "_Place":
        is_maildir = {"cur", "new"} <= set(self.names) and name in _MAILDIR
        return _Place(self.path / name, (*self.folders, name), of_mails=is_maildir)


def groups(folder: Path) -> Iterator[Group]:
    """Every file below a folder, each with the one that it makes a pair with; or one file by itself.

    Raises:
        OSError: the folder itself can't be read.
    """
    if stat.S_ISDIR(folder.stat().st_mode):
        yield from _below(_Place(folder, names=_names(folder)))
    else:
        yield from _below(_Place(folder.parent, names=(folder.name,)))


def _below(place: _Place) -> Iterator[Group]:
    done: set[str] = set()
    for name in place.names:
        if name in done or is_leftover(name):
            continue
        path = place.path / name
        try:
            mode = path.lstat().st_mode
            if stat.S_ISDIR(mode):
                yield from _inner(place, name)
            elif stat.S_ISLNK(mode):
                yield Refused(place.shown(name), reasons.LINK)
            elif not stat.S_ISREG(mode):
                yield Refused(place.shown(name), reasons.NO_FILE)
            elif _is_mbox(path):
                yield from _mbox(place, name)
            else:
                pair = _pair(place, name)
                done.update(pair)
                yield from _files(place, pair)
        except OSError:
            yield Refused(place.shown(name), reasons.UNREADABLE)


def _inner(place: _Place, name: str) -> Iterator[Group]:
    below = place.below(name)
    if below.of_mails and name == _HALF_DELIVERED:
        return
    if len(below.folders) > _DEEPEST:
        yield Refused(place.shown(name), reasons.UNREADABLE)
        return
    yield from _below(_Place(below.path, below.folders, _names(below.path), below.of_mails))


def _names(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(one.name for one in folder.iterdir()))


def _pair(place: _Place, name: str) -> tuple[str, ...]:
    """A file, with the XML or PDF of the same name where there is one."""
    stem, point, suffix = name.rpartition(".")
    other = {"xml": "pdf", "pdf": "xml"}.get(suffix.lower()) if point else None
    partners = [one for one in place.names if other and one.lower() == f"{stem}.{other}".lower()]
    regular = [one for one in partners if stat.S_ISREG((place.path / one).lstat().st_mode)]
    return (name, *regular[:1])


def _files(place: _Place, names: Sequence[str]) -> Iterator[Group]:
    read = [_item(place, name) for name in names]
    yield from (one for one in read if isinstance(one, Refused))
    items = tuple(one for one in read if isinstance(one, Item))
    if items:
        yield items


def _item(place: _Place, name: str) -> Item | Refused:
    with (place.path / name).open("rb") as stream:
        content = stream.read(limits.CONTAINER_BYTES + 1)
    if len(content) > limits.CONTAINER_BYTES:
        return Refused(place.shown(name), reasons.too_large(limits.CONTAINER_BYTES))
    kind = _MAIL if place.of_mails else ""
    return Item(place.shown(name), File(safe_name(name), content), place.folders, kind)


# ---------------------------------------------------------------- mbox


def _is_mbox(path: Path) -> bool:
    if path.suffix.lower() not in {".mbox", ".mbx", ""}:
        return False
    with path.open("rb") as stream:
        return stream.read(len(_MBOX_START)) == _MBOX_START


def _mbox(place: _Place, name: str) -> Iterator[Group]:
    with (place.path / name).open("rb") as stream:
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
