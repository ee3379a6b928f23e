"""Putting a site in a folder: whole or not at all, and never over anything that is not a site of ours.

A site holds a list of its files. A folder without that list, or with a file in it that the list does not name, is
somebody's work.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from regeltaal.base.text import Text

MARKER = ".regeltaal-paginas"
_MANIFEST_HEAD = "Deze map is gemaakt door `regeltaal documenteer` en wordt daardoor vervangen.\n"


def write_site(folder: Path, pages: Mapping[str, str]) -> Text | None:
    """Writes the pages; when the folder is not ours to replace, says why and leaves everything as it was.

    Raises:
        OSError: the disk does not let us.
    """
    refusal = _refusal(folder)
    if refusal is not None:
        return refusal
    folder.parent.mkdir(parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        _fill(half, pages)
        half.chmod(0o777 & ~_umask())
        _swap(half, folder)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return None


def _fill(folder: Path, pages: Mapping[str, str]) -> None:
    for path, text in {**pages, MARKER: _MANIFEST_HEAD + "".join(f"{path}\n" for path in pages)}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


def _swap(half: Path, folder: Path) -> None:
    """The new folder in the place of the old: should the second step fail, the old one goes back."""
    if not folder.exists():
        half.rename(folder)
        return
    old = half.with_name(f"{half.name}.oud")
    folder.rename(old)
    try:
        half.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _refusal(folder: Path) -> Text | None:
    if folder.is_symlink():
        return Text(nl="het is een verwijzing naar een andere plaats", en="it is a link to another place")
    if not folder.exists():
        return None
    if not folder.is_dir():
        return Text(nl="er is al een bestand met die naam", en="there is a file of that name")
    present = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()
    }
    if not present:
        return None
    marker = folder / MARKER
    if not marker.is_file():
        return Text(
            nl="er staat al iets in dat niet door `regeltaal documenteer` gemaakt is; kies een nieuwe of lege map",
            en="it holds what `regeltaal documenteer` did not make; choose a new or empty folder",
        )
    ours = {MARKER, *marker.read_text(encoding="utf-8", errors="replace").splitlines()[1:]}
    strange = sorted(present - ours)
    if strange:
        return Text(
            nl=f"`{strange[0]}` staat erin en is niet van ons; haal het weg of kies een andere map",
            en=f"`{strange[0]}` is in it and not ours; take it out or choose another folder",
        )
    return None


def _umask() -> int:
    """The mask of the process; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
