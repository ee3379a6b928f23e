"""What the client works in: its folders, the files in them that change outside the editor, and its settings."""

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from lsprotocol import types

from regeltaal.lsp.server import Server
from regeltaal.lsp.settings import SECTION, read_settings
from regeltaal.project.model import CONFIG_NAME, RULE_SUFFIX

DOMAIN_SUFFIX = ".domein"
_TEMPLATE_SUFFIXES = (".txt", ".html")
_DEEPEST = 3
"""How far below a folder of the client a project is looked for."""
_MOST_FOLDERS = 2_000
_WATCHED = (f"**/*{RULE_SUFFIX}", f"**/*{DOMAIN_SUFFIX}", f"**/{CONFIG_NAME}", "**/*.{txt,html}")
_WATCH_ID = "regeltaal.bestanden"


class _Folders:
    """Keeps up what the client works in."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def begun(self) -> None:
        """The client is ready: what it can do for us is asked now, and what was not needed for the first answer."""
        self._look_for_projects()
        self._watch()
        self.ask_settings()
        self._server.changed(0)

    def change(self, event: types.WorkspaceFoldersChangeEvent) -> None:
        for one in event.removed:
            self._server.folders.pop(one.uri, None)
        for one in event.added:
            self._server.folders[one.uri] = self._server.places.learn_folder(one.uri)
        self._look_for_projects()
        self._server.changed(0)

    def _look_for_projects(self) -> None:
        self._server.desk.roots = {root for folder in self._server.folders.values() for root in _projects(folder)}

    # ------------------------------------------------------------ files

    def _watch(self) -> None:
        if not self._server.can("workspace.did_change_watched_files.dynamic_registration"):
            return
        watchers = [types.FileSystemWatcher(glob_pattern=one) for one in _WATCHED]
        registration = types.Registration(
            id=_WATCH_ID,
            method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
            register_options=types.DidChangeWatchedFilesRegistrationOptions(watchers=watchers),
        )
        self._server.client_register_capability(types.RegistrationParams(registrations=[registration]))

    def touched(self, uris: Iterable[str]) -> None:
        """Files were made, changed or deleted: of those that matter, the texts of now are read anew."""
        files = [file for file in map(self._server.file, uris) if self._matters(file)]
        if not files:
            return
        self._server.projects.touched(files)
        if any(file.name == CONFIG_NAME or not file.suffix for file in files):
            self._look_for_projects()
        self._server.changed(0)

    def is_known(self, change: types.FileEvent) -> bool:
        """Whether it is a file that the client holds: then its text counts, and not what it saved."""
        return change.type is types.FileChangeType.Changed and self._server.file(change.uri) in self._server.documents

    def _matters(self, file: Path) -> bool:
        """Whether a file can be part of a project; a name without an end may be that of a whole folder."""
        return file.name == CONFIG_NAME or file.suffix in {RULE_SUFFIX, DOMAIN_SUFFIX, *_TEMPLATE_SUFFIXES, ""}

    # ------------------------------------------------------------ settings

    def ask_settings(self) -> None:
        if self._server.can("workspace.configuration"):
            asked = types.ConfigurationParams(items=[types.ConfigurationItem(section=SECTION)])
            self._server.workspace_configuration(asked, self._take_settings)

    def _take_settings(self, answer: object) -> None:
        if isinstance(answer, list | tuple) and answer:
            self.set(answer[0])

    def set(self, given: object) -> None:
        new = read_settings(given, self._server.settings)
        if new != self._server.settings:
            self._server.settings = new
            self._server.refresh()
            self._server.changed(0)


def _projects(folder: Path) -> Iterator[Path]:
    """The folders with a regeltaal.toml: the nearest upwards, else those that are not far below."""
    above = next((one for one in (folder, *folder.parents) if (one / CONFIG_NAME).is_file()), None)
    if above is not None:
        yield above
        return
    for place, names, files in islice(os.walk(folder), _MOST_FOLDERS):
        if CONFIG_NAME in files:
            yield Path(place)
        depth = len(Path(place).relative_to(folder).parts)
        names[:] = sorted(
            name for name in names if depth < _DEEPEST and not name.startswith(".") and name not in _LARGE
        )


_LARGE = frozenset({"node_modules", "venv", "__pycache__"})
"""Folders with thousands of files that are nobody's rules."""


def register(server: Server) -> None:
    folders = _Folders(server)

    server.on_start.append(folders.begun)

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders_changed(params: types.DidChangeWorkspaceFoldersParams) -> None:
        folders.change(params.event)

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def settings_changed(params: types.DidChangeConfigurationParams) -> None:
        folders.set(params.settings)
        folders.ask_settings()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(params: types.DidChangeWatchedFilesParams) -> None:
        folders.touched(one.uri for one in params.changes if not folders.is_known(one))

    @server.feature(types.WORKSPACE_DID_CREATE_FILES)
    def files_made(params: types.CreateFilesParams) -> None:
        folders.touched(one.uri for one in params.files)

    @server.feature(types.WORKSPACE_DID_DELETE_FILES)
    def files_deleted(params: types.DeleteFilesParams) -> None:
        folders.touched(one.uri for one in params.files)

    @server.feature(types.WORKSPACE_DID_RENAME_FILES)
    def files_renamed(params: types.RenameFilesParams) -> None:
        folders.touched(uri for one in params.files for uri in (one.old_uri, one.new_uri))
