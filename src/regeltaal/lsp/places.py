"""Which file a client means by an address, and the address by which it knows a file."""

from pathlib import Path

from pygls.uris import to_fs_path

_UNSAVED = Path("/")
"""What has no file yet lies nowhere: at the root, where no project is."""


class Places:
    """Files have one path here, whatever links lead to them; the client hears the path that it used itself."""

    def __init__(self) -> None:
        self._addresses: dict[Path, str] = {}
        self._aliases: dict[Path, Path] = {}
        self._files: dict[str, Path] = {}

    def file(self, uri: str) -> Path:
        """The file of an address; a path that can't be one on disk for a document that was never saved."""
        known = self._files.get(uri)
        return known or _resolved(_path(uri))

    def uri(self, file: Path) -> str:
        known = self._addresses.get(file)
        return known or self._as_client(file).as_uri()

    def learn(self, uri: str) -> Path:
        """An address that the client uses for a document: it hears the same one back."""
        file = self.file(uri)
        self._files[uri] = file
        self._addresses[file] = uri
        return file

    def forget(self, uri: str) -> None:
        file = self._files.pop(uri, None)
        if file is not None and self._addresses.get(file) == uri:
            del self._addresses[file]

    def learn_folder(self, uri: str) -> Path:
        """A folder that the client works in."""
        named = _path(uri)
        folder = _resolved(named)
        if folder != named:
            self._aliases[folder] = named
        return folder

    def _as_client(self, file: Path) -> Path:
        for folder, named in self._aliases.items():
            if file.is_relative_to(folder):
                return named / file.relative_to(folder)
        return file


def _path(uri: str) -> Path:
    on_disk = to_fs_path(uri)
    return _UNSAVED / uri.replace("/", "_") if on_disk is None else Path(on_disk)


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # no path can be this, or links go round in a circle
        return path
