"""Making a new project from the sample that comes with a domain: whole, or not at all."""

import os
import shutil
import tempfile
from importlib.resources.abc import Traversable
from pathlib import Path

from regeltaal.base.text import Text
from regeltaal.project.domains import STARTER_FOLDER, domain_package, installed_domains

NOT_EMPTY = Text(
    nl="er staat al iets in; kies een nieuwe of lege map", en="it is not empty; choose a new or empty folder"
)
IS_FILE = Text(nl="er is al een bestand met die naam", en="there is a file of that name")


def starters() -> tuple[str, ...]:
    """The installed domains that come with a sample project."""
    return tuple(name for name in installed_domains() if _starter(name) is not None)


def start(folder: Path, domain: str) -> Text | None:
    """Makes the project; when it can't be done, says why and leaves everything as it was.

    Raises:
        OSError: the disk does not let us.
    """
    refusal = _refusal(folder)
    starter = _starter(domain)
    if refusal is not None or starter is None:
        return refusal
    folder.parent.mkdir(parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        _copy(starter, half)
        half.chmod(0o777 & ~_umask())
        if folder.exists():
            folder.rmdir()
        half.rename(folder)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return None


def _refusal(folder: Path) -> Text | None:
    if folder.is_dir():
        return NOT_EMPTY if any(folder.iterdir()) else None
    return IS_FILE if folder.exists() else None


def _starter(domain: str) -> Traversable | None:
    package = domain_package(domain)
    folder = package / STARTER_FOLDER if package is not None else None
    return folder if folder is not None and folder.is_dir() else None


def _copy(source: Traversable, target: Path) -> None:
    for item in source.iterdir():
        if item.is_dir():
            (target / item.name).mkdir()
            _copy(item, target / item.name)
        else:
            (target / item.name).write_bytes(item.read_bytes())


def _umask() -> int:
    """The mask of the process; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
