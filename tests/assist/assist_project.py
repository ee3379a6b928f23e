"""A small project in work, for tests: its files as texts, in which `‸` marks the place of the cursor."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from regeltaal.base.diagnostic import Edit
from regeltaal.workspace.sheet import Spot
from regeltaal.workspace.state import State
from regeltaal.workspace.workspace import Document, Workspace

CURSOR = "‸"
SETTINGS = '[project]\ndomein = "werkbonnen"\nregels = ["*.regel"]\n'


class Opened:
    """A project that an editor holds the texts of, with the marks in the first of them."""

    def __init__(self, folder: Path, texts: Mapping[str, str], settings: str = SETTINGS) -> None:
        self.folder = folder
        self.workspace = Workspace()
        (folder / "regeltaal.toml").write_text(settings, encoding="utf-8")
        for name, text in texts.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text.replace(CURSOR, ""), encoding="utf-8", newline="")
        self.path, marked = next(iter(texts.items()))
        self.text = marked.replace(CURSOR, "")
        self.state = self.put(self.text)
        self.marks = tuple(self.spot(*one) for one in _marks(marked))

    @classmethod
    def at(cls, folder: Path, path: str) -> "Opened":
        """A project that lies there already, with one of its files open."""
        settings = (folder / "regeltaal.toml").read_text(encoding="utf-8")
        return cls(folder, {path: (folder / path).read_text(encoding="utf-8")}, settings)

    def again(self, text: str) -> State:
        """The state that there would be with another text in the first file."""
        try:
            return self.put(text)
        finally:
            self.put(self.text)

    def put(self, text: str) -> State:
        """The state after the first file got another text."""
        file = self.folder / self.path
        self.workspace.put(Document(file, text, 1))
        return self.workspace.state(file)

    def spot(self, line: int, column: int) -> Spot:
        return self.state.sheets[self.path].spot(line, column)

    def edited(self, edits: Iterable[Edit]) -> str:
        """The first file after edits, which are placed as an editor would place them."""
        located = [(self.state.locate(one.span), one.replacement) for one in edits]
        assert all(place.file == self.folder / self.path for place, _ in located)
        lines = self.text.split("\n")
        starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
        rows = [(starts[one.start[0]] + one.start[1], starts[one.end[0]] + one.end[1], new) for one, new in located]
        text, behind = "", 0
        for start, end, new in sorted(rows):
            assert start >= behind
            text, behind = text + self.text[behind:start] + new, end
        return text + self.text[behind:]


def _marks(text: str) -> Iterable[tuple[int, int]]:
    before = ""
    for piece in text.split(CURSOR)[:-1]:
        before += piece
        yield before.count("\n"), len(before) - before.rfind("\n") - 1
