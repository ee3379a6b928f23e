"""A folder that is watched: each file that comes to lie in it is read in once, and then put away.

A file is left alone while it is being written, and is put away only when what it came to is stored. Killed in between,
the next look finds that its documents are known, and only puts it away.
"""

import errno
import logging
import stat
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

from attrs import define, field, frozen

from regeltaal.base.text import Language, Text
from regeltaal.intake.folder import Lot, lots
from regeltaal.intake.names import REASON
from regeltaal.intake.taking import Take
from regeltaal.project.model import FolderSource
from regeltaal.service.putting_away import ElsewhereError, Shelf
from regeltaal.service.source import (
    GOES_ON,
    HINDERED,
    DefectError,
    Fate,
    HinderedError,
    Patience,
    Postponed,
    StoppedError,
    Teller,
    hand_over,
    note_of,
)

_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", ".swp")
"""How programs name a file that they are still writing."""
_QUIET = 2.0
_QUIET_WHILE_EMPTY = 60.0
"""Seconds that a file must stay as it is. Many programs make it empty first, and fill it later."""

_Signature = tuple[tuple[int, int, int, int], ...]
"""What changes when something is written: inode, kind, size and time, of each file of a lot."""


@frozen
class _Seen:
    """A lot as it was when it was first seen like this, and when it may be offered."""

    signature: _Signature
    ready: float


@define(eq=False)
class FolderWatch:
    """Watches one folder, in a thread of its own. ``folder`` is where ``config.path`` leads."""

    config: FolderSource
    folder: Path
    take: Take
    language: Language = "nl"
    clock: Callable[[], float] = time.monotonic
    teller: Teller = field(init=False)
    _seen: dict[Path, _Seen] = field(factory=dict, init=False)
    _stored: dict[Path, tuple[_Signature, Fate]] = field(factory=dict, init=False)
    """What is stored and still lies in the folder: it can't be put away, or is to stay."""
    _postponed: Postponed = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.teller = Teller(self.config.name)
        self._postponed = Postponed(self.clock)

    def run(self, stop: Event) -> None:
        """Looks again and again, until it is to stop."""
        patience = Patience()
        while not stop.is_set():
            wait = float(self.config.every)
            try:
                self.look(stop)
                patience.reset()
                self.teller.mended("hindered", GOES_ON)
            except StoppedError:
                return
            except HinderedError as error:
                wait = patience.next()
                self.teller.tell_once("hindered", logging.ERROR, HINDERED, reason=error.reason)
            stop.wait(wait)

    def look(self, stop: Event) -> None:
        """Takes in what has been quiet since an earlier look, and puts away what is stored.

        Raises:
            StoppedError: it is to stop.
            HinderedError: nothing can be taken in now.
        """
        here = self._listed()
        self._forget({lot.paths[0] for lot in here})
        before = dict(self.teller.counts)
        try:
            for lot in here:
                self._look_at(lot, stop)
        finally:
            self.teller.tell_of(before)

    # ------------------------------------------------------------ which

    def _listed(self) -> list[Lot]:
        try:
            if not stat.S_ISDIR(self.folder.stat().st_mode):
                raise HinderedError(_no_folder(self.folder))
            found = [lot for lot in lots(self.folder, (self.config.done, self.config.refused)) if self._is_meant(lot)]
        except OSError as error:
            raise HinderedError(_unreadable(self.folder, error)) from error
        return found

    def _is_meant(self, lot: Lot) -> bool:
        parts = lot.paths[0].relative_to(self.folder).parts
        return not any(part.startswith(".") or part.lower().endswith(_UNFINISHED) for part in parts)

    def _forget(self, here: set[Path]) -> None:
        for known in (self._seen, self._stored):
            for gone in known.keys() - here:
                del known[gone]
        self._postponed.keep(lambda key: isinstance(key, tuple) and key[0] in here)

    def _look_at(self, lot: Lot, stop: Event) -> None:
        signature = _signature(lot.paths)
        if signature is None:
            return
        stored = self._stored.get(lot.paths[0])
        if stored is not None and stored[0] == signature:
            self._put_away(lot, stored[1])
        elif self._is_quiet(lot, signature) and self._postponed.is_due((lot.paths[0], signature)):
            self._take_in(lot, signature, stop)

    def _is_quiet(self, lot: Lot, signature: _Signature) -> bool:
        seen, now = self._seen.get(lot.paths[0]), self.clock()
        if seen is not None and seen.signature == signature:
            return now >= seen.ready
        is_empty = any(size == 0 for _, _, size, _ in signature)
        self._seen[lot.paths[0]] = _Seen(signature, now + (_QUIET_WHILE_EMPTY if is_empty else _QUIET))
        return False

    # ------------------------------------------------------------ in

    def _take_in(self, lot: Lot, signature: _Signature, stop: Event) -> None:
        try:
            fate = hand_over(lot.groups(), self.take, stop)
        except DefectError as error:
            self._postponed.postpone((lot.paths[0], signature))
            self.teller.tell(logging.ERROR, _DEFECT, kind=error.kind)
            return
        except FileNotFoundError:
            return
        except OSError as error:
            self._postponed.postpone((lot.paths[0], signature))
            self.teller.tell(logging.WARNING, _UNREADABLE_FILE, cause=_cause(error))
            return
        self.teller.count(fate)
        if _signature(lot.paths) != signature:
            return  # it was written to all the same: what it has become is offered when that is quiet
        self._stored[lot.paths[0]] = (signature, fate)
        self._put_away(lot, fate)

    # ------------------------------------------------------------ away

    def _put_away(self, lot: Lot, fate: Fate) -> None:
        if self.config.leave:
            return
        shelf = Shelf(self.folder, self.config.refused if fate.refused else self.config.done)
        note = note_of(fate, _REMEDY).show(self.language) if fate.refused else None
        try:
            for number, path in enumerate(lot.paths):
                shelf.put(path, note if number == 0 else None)
        except FileNotFoundError:
            return
        except OSError as error:
            self.teller.tell_once("stuck", logging.ERROR, _STUCK, folder=shelf.name, cause=_cause(error))
            return
        self._stored.pop(lot.paths[0], None)
        self.teller.mended("stuck", _UNSTUCK)


def _signature(paths: Sequence[Path]) -> _Signature | None:
    """What the files are like now; None when one is gone, or can't be looked at."""
    try:
        found = [path.lstat() for path in paths]
    except OSError:
        return None
    return tuple((one.st_ino, stat.S_IFMT(one.st_mode), one.st_size, one.st_mtime_ns) for one in found)


# ---------------------------------------------------------------- words


_DEFECT = Text(
    nl="een bestand kan niet worden ingelezen door een fout in het programma (`{kind}`); het blijft liggen, en wordt "
    "later opnieuw geprobeerd",
    en="a file can't be read in because of a defect (`{kind}`); it stays where it is, and is tried again later",
)
_UNREADABLE_FILE = Text(
    nl="een bestand kan niet worden gelezen ({cause}); het blijft liggen, en wordt later opnieuw geprobeerd",
    en="a file can't be read ({cause}); it stays where it is, and is tried again later",
)
_STUCK = Text(
    nl="wat is ingelezen kan niet naar `{folder}` ({cause}) en blijft liggen; geef de dienst schrijfrechten op de map, "
    "of zet `laat_staan = true`",
    en="what was read in can't go to `{folder}` ({cause}) and stays where it is; give the service write access to the "
    "folder, or set `laat_staan = true`",
)
_UNSTUCK = Text(nl="bestanden kunnen weer worden weggezet", en="files can be put away again")
_CAUSES = {
    errno.ENOENT: Text(nl="zij bestaat niet", en="it does not exist"),
    errno.ENOTDIR: Text(nl="dit is geen map", en="this is no folder"),
    errno.EACCES: Text(nl="geen rechten", en="no permission"),
    errno.EPERM: Text(nl="geen rechten", en="no permission"),
    errno.EROFS: Text(nl="de schijf is alleen te lezen", en="the disk is read-only"),
    errno.ENOSPC: Text(nl="de schijf is vol", en="the disk is full"),
    errno.EDQUOT: Text(nl="de schijf is vol", en="the disk is full"),
    errno.ELOOP: Text(nl="dit is een verwijzing naar elders", en="this is a link to elsewhere"),
}


def _cause(error: OSError) -> Text:
    if isinstance(error, ElsewhereError):
        return Text(nl="de weg erheen is een verwijzing naar elders", en="the way there is a link to elsewhere")
    name = errno.errorcode.get(error.errno or 0, "?")
    return _CAUSES.get(error.errno or 0, Text(nl=f"fout {name}", en=f"error {name}"))


def _no_folder(path: Path) -> Text:
    return Text(
        nl=f"`{path}` is een bestand, geen map; zet het ergens anders, of kies een map bij `[dienst.map] pad`",
        en=f"`{path}` is a file, no folder; move it, or choose a folder at `[dienst.map] pad`",
    )


def _unreadable(folder: Path, error: OSError) -> Text:
    cause = _cause(error)
    return Text(
        nl=f"de map `{folder}` kan niet worden gelezen ({cause.nl})",
        en=f"the folder `{folder}` can't be read ({cause.en})",
    )


_REMEDY = Text(
    nl="Verhelp de oorzaak en zet het bestand terug in de map die wordt ingelezen: wat al bekend is, wordt "
    f"overgeslagen. Deze tekst (`{REASON}`) mag weg.",
    en="Mend the cause and put the file back in the folder that is read in: what is known is passed over. This text "
    f"(`{REASON}`) may go.",
)
