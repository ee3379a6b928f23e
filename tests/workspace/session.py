"""Somebody who works on a project: with files in an editor and on disk, and what there is to find after each step."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from attrs import define, field

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.source import Span
from regeltaal.project.opening import open_at
from regeltaal.rechecking import Rechecker
from regeltaal.workspace.state import Located, State
from regeltaal.workspace.workspace import Document, Workspace

Plain = tuple[object, ...]
_TEXTS = (".regel", ".txt", ".html", ".toml", ".domein")


@define
class Session:
    """One project in a folder. ``mirror`` is where it is written out as it stands in the editor."""

    folder: Path
    mirror: Path
    workspace: Workspace = field(factory=Workspace)
    version: int = 0

    # ------------------------------------------------------------ what somebody does

    def edit(self, path: str, text: str) -> None:
        """Opens or edits a file."""
        self.version += 1
        self.workspace.put(Document(self.folder / path, text, self.version))

    def close(self, path: str) -> None:
        self.workspace.drop(self.folder / path)

    def save(self, path: str) -> None:
        self.write(path, self.text(path) or "")

    def write(self, path: str, text: str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, encoding="utf-8", newline="")
        self.workspace.touched([self.folder / path])

    def remove(self, path: str) -> None:
        (self.folder / path).unlink(missing_ok=True)
        self.workspace.touched([self.folder / path])

    # ------------------------------------------------------------ what there is

    @property
    def open(self) -> list[str]:
        return sorted(file.relative_to(self.folder).as_posix() for file in self.workspace.documents)

    @property
    def paths(self) -> list[str]:
        on_disk = (file for file in self.folder.rglob("*") if file.suffix in _TEXTS)
        return sorted({*self.open, *(file.relative_to(self.folder).as_posix() for file in on_disk)})

    def text(self, path: str) -> str | None:
        document = self.workspace.documents.get(self.folder / path)
        if document is not None:
            return document.text
        file = self.folder / path
        return file.read_text(encoding="utf-8") if file.is_file() else None

    @property
    def state(self) -> State:
        return self.workspace.state(self.folder)

    def begin(self, steps: int) -> None:
        """Checks a little, and leaves it at that."""
        for _ in islice(self.state.settle(), steps):
            pass

    # ------------------------------------------------------------ what is found

    def found(self) -> list[Plain]:
        return findings(self.state, self.folder)

    def found_afresh(self) -> list[Plain]:
        """In a workspace that knows nothing yet."""
        other = Session(self.folder, self.mirror)
        for document in self.workspace.documents.values():
            other.workspace.put(document)
        return other.found()

    def found_at_once(self) -> list[Plain]:
        """By `controleer`, with what the editor holds written out."""
        self._write_out()
        extra = [self.mirror / path for path in self.open if path.endswith(".regel")]
        opened = open_at(self.mirror, extra)
        if opened.project is None:
            return _sorted(_whole(one) for one in opened.problems)
        return _sorted(_whole(one) for one in Rechecker().check(opened.project, opened.problems).problems)

    def _write_out(self) -> None:
        texts = {path: self.text(path) for path in self.paths}
        for file in [one for one in self.mirror.rglob("*") if one.is_file()]:
            if file.relative_to(self.mirror).as_posix() not in texts:
                file.unlink()
        for path, text in texts.items():
            (self.mirror / path).parent.mkdir(parents=True, exist_ok=True)
            (self.mirror / path).write_text(text or "", encoding="utf-8", newline="")


def findings(state: State, folder: Path) -> list[Plain]:
    """As data, each with its places in files."""

    def place(span: Span) -> Plain:
        return _placed(state.locate(span), folder)

    def all_in(file: Path, found: Iterable[Diagnostic]) -> Iterator[Plain]:
        for one in found:
            assert state.locate(one.span).file == file
            yield _plain(one, place)

    return _sorted(one for file, found in state.findings.items() for one in all_in(file, found))


def _placed(located: Located, folder: Path) -> Plain:
    path = located.file.relative_to(folder) if located.file.is_relative_to(folder) else located.file.name
    return (str(path), located.start, located.end)


def _whole(one: Diagnostic) -> Plain:
    return _plain(one, _place)


def _place(span: Span) -> Plain:
    begin, finish = span.begin, span.finish
    start, end = (begin.line - 1, begin.column - 1), (finish.line - 1, finish.column - 1)
    return (span.source.path, start, end)


def _plain(one: Diagnostic, place: "Mapping[Span, Plain] | object") -> Plain:
    assert callable(place)
    labels = tuple((place(label.span), label.text.nl) for label in one.labels)
    fixes = tuple(
        (fix.title.nl, fix.safe, tuple((place(edit.span), edit.replacement) for edit in fix.edits)) for fix in one.fixes
    )
    return (*place(one.span), one.code.id, one.severity.value, one.message(), one.advice() or "", labels, fixes)


def _sorted(found: Iterable[Plain]) -> list[Plain]:
    return sorted(found, key=repr)
