"""Whatever edits come, in whatever order: what is told afterwards is what the command finds in the same files."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from tests.lsp import sample
from tests.lsp.raw import Raw, running
from tests.lsp.test_lsp_documents import model

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.lsp.positions import Encoding, units
from regeltaal.project import open_project
from regeltaal.rechecking import Rechecker

PIECES = (
    *(
        " ",
        "\n",
        "\r\n",
        "\n\n",
        '"',
        "😀",
        "é",
        "e\u0301",
        "\u2028",
        "\t",
        ";",
        "(",
        "#",
        "EN ",
        "DAN\n",
        '"""',
        "TEST",
    ),
    *('REGEL "Nog een"\n', "WANNEER werkbon compleet gemeld\n", 'LIJST streek = "a"; "b"\n', "  ZET commentaar = 1\n"),
    *(
        "DEFINITIE rond BIJ werkbon = duur = 60\n",
        'GEBRUIK "lijsten.regel"\n',
        "VOOR ELK ",
        "DOMEIN ",
        "eigen regio",
        "",
    ),
)
RULES = [path for path in sample.FILES if path.endswith(".regel")]
STEPS, EVERY = 60, 6


class Edits:
    """Texts that are edited at random, here and in the server."""

    def __init__(self, server: Raw, root: Path, seed: int) -> None:
        self.server, self.root = server, root
        self.random = random.Random(seed)  # noqa: S311 - the same edits each time
        line_end = self.random.choice(["\n", "\r\n"])
        self.texts = {path: sample.FILES[path].replace("\n", line_end) for path in RULES}
        self.version = 1
        self.asked = 0
        for path, text in self.texts.items():
            server.open((root / path).as_uri(), text)

    def edit(self) -> None:
        path = self.random.choice(RULES)
        self.version += 1
        changes = [self._change(path) for _ in range(self.random.choice([1, 1, 1, 3]))]
        which = {"uri": (self.root / path).as_uri(), "version": self.version}
        params = {"textDocument": which, "contentChanges": changes}
        self.server.send(method="textDocument/didChange", params=params)

    def _change(self, path: str) -> dict[str, Any]:
        text, new = self.texts[path], self.random.choice(PIECES)
        if self.random.random() < 0.05:
            self.texts[path] = sample.FILES[path]
            return {"text": sample.FILES[path]}
        start, end = self._place(text), self._place(text)
        if self.random.random() < 0.8:
            end = types.Position(line=start.line, character=start.character + self.random.choice([0, 0, 1, 5]))
        first, last = sorted(model(text, one, Encoding.UTF16) for one in (start, end))
        self.texts[path] = text[:first] + new + text[last:]
        return {"range": {"start": _json(start), "end": _json(end)}, "text": new}

    def _place(self, text: str) -> types.Position:
        line = self.random.randint(0, text.count("\n") + 2)
        return types.Position(line=line, character=self.random.randint(0, 30))

    def told(self) -> dict[str, list[object]]:
        return {path: [_of_client(one) for one in self._ask(path)] for path in RULES}

    def _ask(self, path: str) -> list[dict[str, Any]]:
        self.asked += 1
        params = {"textDocument": {"uri": (self.root / path).as_uri()}}
        self.server.send(id=self.asked, method="textDocument/diagnostic", params=params)
        found: list[dict[str, Any]] = self.server.answer(self.asked)["result"]["items"]
        return found

    def found(self) -> dict[str, list[object]]:
        """What the command finds in the same texts on disk."""
        for path, text in self.texts.items():
            (self.root / path).write_text(text, encoding="utf-8", newline="")
        opened = open_project(self.root)
        assert opened.project is not None
        problems = Rechecker().check(opened.project, opened.problems).problems
        return {path: [_of_command(one) for one in problems if one.span.source.path == path] for path in RULES}


def _json(place: types.Position) -> dict[str, int]:
    return {"line": place.line, "character": place.character}


def _of_client(found: dict[str, Any]) -> tuple[object, ...]:
    start, end = found["range"]["start"], found["range"]["end"]
    places = (start["line"], start["character"], end["line"], end["character"])
    return (found["code"], *places, found["message"].partition("\nHint: ")[0])


def _of_command(found: Diagnostic) -> tuple[object, ...]:
    places = []
    for one in (found.span.begin, found.span.finish):
        line = found.span.source.original_line(one.line)
        places += [one.line - 1, units(line[: one.column - 1], Encoding.UTF16)]
    return (found.code.id, *places, found.message())


@pytest.fixture(scope="module")
def server() -> Iterator[Raw]:
    with running() as found:
        found.initialize()
        yield found
        assert found.leave() == 0


@pytest.mark.parametrize("seed", range(6))
def test_what_is_told_after_random_edits_is_what_the_command_finds(server: Raw, tmp_path: Path, seed: int) -> None:
    edits = Edits(server, sample.write(tmp_path / "project").resolve(), seed)
    for step in range(1, STEPS + 1):
        edits.edit()
        if step % EVERY == 0:
            told, found = edits.told(), edits.found()
            assert {path: sorted(map(repr, told[path])) for path in RULES} == {
                path: sorted(map(repr, found[path])) for path in RULES
            }, edits.texts
