"""All projects that are being worked on: which file belongs to which, and the texts that an editor holds."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import define, field, frozen

from regeltaal.project.domains import DOMAIN_SUFFIX
from regeltaal.project.model import CONFIG_NAME, Opened
from regeltaal.workspace import reading
from regeltaal.workspace.homes import Homes
from regeltaal.workspace.state import Given, State


@frozen(eq=False)
class Document:
    """A file that an editor holds: ``text`` counts, not what is on disk."""

    file: Path
    text: str
    version: int


@define(eq=False)
class _Changes:
    """What changed of a project since its last state, by path: in editors, and on disk."""

    edited: set[str] = field(factory=set)
    touched: set[str] = field(factory=set)


class Workspace:
    """Keeps a state of each project that a document lies in; a rule file outside any project is one of its own."""

    def __init__(self) -> None:
        self._documents: dict[Path, Document] = {}
        self._homes = Homes(self._documents.keys())
        self._states: dict[Path, State] = {}
        self._changes: dict[Path, _Changes] = {}

    @property
    def documents(self) -> Mapping[Path, Document]:
        return self._documents

    def put(self, document: Document) -> None:
        """A document was opened or edited."""
        is_new = document.file not in self._documents
        self._documents[document.file] = document
        if is_new and document.file.name == CONFIG_NAME:
            self._find_homes()
        self._of(document.file).edited.add(self.path(document.file))

    def drop(self, file: Path) -> None:
        """A document was closed: from now on the file on disk counts."""
        if self._documents.pop(file, None) is None:
            return
        if file.name == CONFIG_NAME:
            self._find_homes()
        self._of(file).touched.add(self.path(file))

    def touched(self, files: Iterable[Path]) -> None:
        """Files were made, changed or deleted on disk."""
        files = list(files)
        if any(file.name == CONFIG_NAME for file in files):
            self._find_homes()
        for file in files:
            self._of(file).touched.add(self.path(file))

    def _of(self, file: Path) -> _Changes:
        return self._changes.setdefault(self.home(file), _Changes())

    def _find_homes(self) -> None:
        """Files may belong to another project than they did."""
        self._homes.forget()
        self._states = {home: state for home, state in self._states.items() if self.home(home) == home}
        self._changes = {home: one for home, one in self._changes.items() if home in self._states}
        for home in self._states:
            self._changes.setdefault(home, _Changes()).touched.add(CONFIG_NAME)

    def home(self, file: Path) -> Path:
        """The folder of the project that a file lies in; the file itself when it lies in none."""
        return self._homes[file]

    def path(self, file: Path) -> str:
        """The path by which the project of a file knows it."""
        home = self.home(file)
        return file.as_posix() if home == file else file.relative_to(home).as_posix()

    # ------------------------------------------------------------ states

    def state(self, file: Path) -> State:
        """The project of a file, with the texts of now."""
        home = self.home(file)
        before, changes = self._states.get(home), self._changes.pop(home, None)
        if before is None:
            self._states[home] = self._opened(home, None, ())
        elif changes is not None:
            self._states[home] = self._changed(home, before, changes)
        return self._states[home]

    def _changed(self, home: Path, before: State, changes: _Changes) -> State:
        state = before
        for path in sorted(changes.edited | changes.touched):
            edited = self._edited(home, state, path)
            if edited is None:
                return self._opened(home, before, changes.touched)
            state = edited
        return state

    def _edited(self, home: Path, state: State, path: str) -> State | None:
        """With the text that a file has now, where that is all there is to it; else None."""
        project, document = state.opened.project, self._documents.get(home / path)
        if project is None or any(one.span.source.path == path for one in state.opened.problems):
            return None
        text = reading.on_disk(home, path) if document is None else document.text
        if text is None:
            return None
        if path in state.sheets:
            return state.with_text(path, text, is_open=document is not None)
        if path.endswith(DOMAIN_SUFFIX) and document is not None:
            return state.with_domain(path, text)
        changed = reading.with_template(project, path, text)
        return None if changed is None else state.with_opened(Opened(changed, state.opened.problems))

    def _opened(self, home: Path, before: State | None, touched: Iterable[str]) -> State:
        """Read anew, with what is known of ``before``."""
        texts = {self.path(file): one.text for file, one in self._documents.items() if self.home(file) == home}
        known, unread = (
            (None, frozenset(touched)) if before is None else (before.project, before.given.unread | {*touched})
        )
        opened = reading.opened(home, texts, known, unread)
        unsaved = {path: text for path, text in texts.items() if path.endswith(DOMAIN_SUFFIX)}
        stamp = 0 if before is None else before.given.stamp + 1
        sheets = () if before is None else before.sheets.made
        left = unread if opened.project is None else frozenset[str]()
        return State(Given(home, opened, frozenset(texts), sheets, unsaved, stamp, left), before)
