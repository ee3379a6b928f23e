"""To which project a file belongs: the nearest folder upwards with a regeltaal.toml, on disk or in an editor."""

from collections.abc import Collection
from pathlib import Path

from regeltaal.project.model import CONFIG_NAME


class Homes:
    """Remembers what was looked up on disk, until it is told to forget. ``unsaved`` are the files in editors."""

    def __init__(self, unsaved: Collection[Path]) -> None:
        self._unsaved = unsaved
        self._homes: dict[Path, Path] = {}
        self._holds: dict[Path, bool] = {}

    def __getitem__(self, file: Path) -> Path:
        """The folder of the project that a file lies in; the file itself when it lies in none."""
        home = self._homes.get(file)
        if home is None:
            home = self._homes[file] = self._found(file)
        return home

    def forget(self) -> None:
        self._homes.clear()
        self._holds.clear()

    def _found(self, file: Path) -> Path:
        try:
            start = file.resolve()
            folders = (start, *start.parents) if start.is_dir() else tuple(start.parents)
        except (OSError, RuntimeError, ValueError):  # no path can be this
            return file
        return next((folder for folder in folders if self._holds_settings(folder)), file)

    def _holds_settings(self, folder: Path) -> bool:
        if folder not in self._holds:
            settings = folder / CONFIG_NAME
            self._holds[folder] = settings in self._unsaved or _is_file(settings)
        return self._holds[folder]


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except (OSError, ValueError):
        return False
