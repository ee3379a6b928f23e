"""What the editor waits for: a file of 10,000 lines while it is edited, and a project of 1,000 files.

Checking is CPU seconds of this process, also as a share of checking the same file whole in the same run. The server is
asked over its pipe, on the clock.

    python benchmarks/editor.py [LINES] [--json]
"""

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import define, field, frozen
from checking import cpu, rule

from regeltaal.base.source import Source
from regeltaal.cli.main import COLLECTING
from regeltaal.project.opening import open_loose
from regeltaal.rechecking import Rechecker
from regeltaal.workspace.state import State
from regeltaal.workspace.workspace import Document, Workspace

LINES_OF_RULE = 9
PLACES = 25
FILES, RULES_IN_FILE = 1_000, 10
TIMES = 5
HEAD = """DOMEIN werkbonnen
LIJST plaatsen = "Utrecht"; "Zeist"
DEFINITIE eenmaal = duur > 60
DEFINITIE tienmaal = duur > 61
DEFINITIE overal = relatie.plaats IN plaatsen
"""
_TOKENS = {"requests": {"full": True}, "tokenTypes": [], "tokenModifiers": [], "formats": ["relative"]}
SETTINGS = '[project]\ndomein = "werkbonnen"\n'
PIECES = {"eenmaal": "duur > 60", "tienmaal": "duur > 61", "overal": "relatie.plaats IN plaatsen"}


def text_of(lines: int) -> str:
    """A file with rules of which all use one definition, ten another, and one a third."""
    count = lines // LINES_OF_RULE
    used = {count // 2: "eenmaal", **{number * count // 10 + 1: "tienmaal" for number in range(10)}}
    return HEAD + "".join(_rule(number, used.get(number)) for number in range(count))


def _rule(number: int, definition: str | None) -> str:
    names = ["overal", *([] if definition is None else [definition])]
    asked = "".join(f"EN {name}\n" for name in names)
    return rule(number).replace("EN korte", f"{asked}EN korte")


@frozen
class Edits:
    """CPU seconds of edits of one kind, from the edit to all findings, and of the longest step in any of them."""

    whole: Sequence[float]
    longest_step: float

    @property
    def median(self) -> float:
        return statistics.median(self.whole)

    @property
    def p95(self) -> float:
        return sorted(self.whole)[int(len(self.whole) * 0.95)]


@define
class Editing:
    """One file in an editor."""

    file: Path
    text: str
    workspace: Workspace = field(factory=Workspace)
    version: int = 0

    def put(self, text: str) -> State:
        self.text, self.version = text, self.version + 1
        self.workspace.put(Document(self.file, text, self.version))
        return self.workspace.state(self.file)

    def timed(self, text: str) -> tuple[float, float]:
        """CPU seconds from an edit to all findings, and of the longest step."""
        start = last = time.process_time()
        longest = 0.0
        for _ in self.put(text).settle():
            now = time.process_time()
            longest, last = max(longest, now - last), now
        end = time.process_time()
        return end - start, max(longest, end - last)


def measure_edits(editing: Editing, texts: Iterator[str]) -> Edits:
    timed = [editing.timed(one) for one in texts]
    return Edits([whole for whole, _ in timed], max(step for _, step in timed))


def keystrokes(text: str, places: int = PLACES) -> Iterator[str]:
    """A letter inside a rule, at places all over the file, and away again."""
    words = [at for at in range(len(text)) if text.startswith("zoekwoord", at)]
    for place in range(places):
        at = words[place * len(words) // places]
        yield f"{text[:at]}x{text[at:]}"
        yield text


def of_definition(text: str, name: str) -> Iterator[str]:
    """A definition that means something else, and is as it was again."""
    line = f"DEFINITIE {name} = "
    for word in ("NIET uitgeleverd", "NIET mobiel"):
        yield text.replace(line, f"{line}duur > {len(word)} EN ")
        yield text


def checked_whole(file: Path, text: str) -> float:
    """CPU seconds of checking all of it, as `controleer` does."""
    opened = open_loose([], [Source(file.as_posix(), text)])
    if opened.project is None:
        raise SystemExit("het bestand is niet te openen")
    project = opened.project
    return min(cpu(lambda: Rechecker().check(project)) for _ in range(2))


# ---------------------------------------------------------------- the server


@define
class Client:
    """Speaks to a server over its pipes."""

    server: "subprocess.Popen[bytes]"
    count: int = 0

    def ask(self, method: str, params: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever the server answers
        self.count += 1
        self._send({"id": self.count, "method": method, "params": params})
        while True:
            answer = self._receive()
            if answer.get("id") == self.count and "method" not in answer:
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']}")
                return answer.get("result")
            if "id" in answer:
                self._send({"id": answer["id"], "result": None})

    def tell(self, method: str, params: Mapping[str, Any]) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Mapping[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        if self.server.stdin is None:
            raise SystemExit("de server luistert niet")
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self.server.stdin.flush()

    def _receive(self) -> Any:  # noqa: ANN401 - idem
        stream = self.server.stdout
        if stream is None:
            raise SystemExit("de server zegt niets")
        size = 0
        while (line := stream.readline().strip()) or not size:
            if not line and stream.closed:
                raise SystemExit("de server is weg")
            if line.lower().startswith(b"content-length:"):
                size = int(line.split(b":")[1])
        return json.loads(stream.read(size))

    def memory(self) -> float:
        """Megabytes that the server takes now; 0 where that can't be asked."""
        status = Path(f"/proc/{self.server.pid}/status")
        lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
        return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


@contextmanager
def serving(folder: Path) -> Iterator[Client]:
    """A server that has said what it can."""
    command = [sys.executable, "-m", "regeltaal", "taalserver"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder) as process:
        client = Client(process)
        folders = [{"uri": folder.as_uri(), "name": folder.name}]
        client.ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": folder.as_uri(),
                "workspaceFolders": folders,
                "capabilities": {"textDocument": {"diagnostic": {}, "semanticTokens": _TOKENS}},
            },
        )
        client.tell("initialized", {})
        yield client
        client.ask("shutdown", {})
        client.tell("exit", {})


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def start_to_initialized(folder: Path) -> float:
    """Seconds from starting a server to its first answer, the best of some."""

    def once() -> float:
        start = time.perf_counter()
        with serving(folder):
            return time.perf_counter() - start

    return min(once() for _ in range(TIMES))


FEATURES = {
    "bevindingen": "textDocument/diagnostic",
    "aanvullen": "textDocument/completion",
    "zweeftekst": "textDocument/hover",
    "naar de bepaling": "textDocument/definition",
    "waar nog meer": "textDocument/documentHighlight",
    "verwijzingen": "textDocument/references",
    "parameters": "textDocument/signatureHelp",
}
WHOLE = {
    "overzicht": "textDocument/documentSymbol",
    "inklappen": "textDocument/foldingRange",
    "kleuren": "textDocument/semanticTokens/full",
    "verwijzingen naar bestanden": "textDocument/documentLink",
    "lenzen": "textDocument/codeLens",
    "tekst tussen de regels": "textDocument/inlayHint",
    "oplossingen": "textDocument/codeAction",
    "opmaken": "textDocument/formatting",
}
_STRETCH = {"start": {"line": 100, "character": 0}, "end": {"line": 160, "character": 0}}
_MORE: Mapping[str, Mapping[str, Any]] = {
    "verwijzingen": {"context": {"includeDeclaration": True}},
    "tekst tussen de regels": {"range": _STRETCH},
    "oplossingen": {"range": _STRETCH, "context": {"diagnostics": []}},
    "opmaken": {"options": {"tabSize": 2, "insertSpaces": True}},
}


def features(folder: Path, text: str) -> dict[str, float]:
    """Seconds that each feature takes right after an edit, the best of some."""
    file = folder / "regels" / "alles.regel"
    file.parent.mkdir(parents=True, exist_ok=True)
    (folder / "regeltaal.toml").write_text(SETTINGS, encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    document, found = {"uri": file.as_uri()}, dict[str, list[float]]()
    with serving(folder) as client:
        item = {**document, "languageId": "regeltaal", "version": 1, "text": text}
        client.tell("textDocument/didOpen", {"textDocument": item})
        client.ask("textDocument/diagnostic", {"textDocument": document})
        for version in range(2, 2 + TIMES):
            at = _edit(client, document, text, version)
            for name, method in {**FEATURES, **WHOLE}.items():
                params = {"textDocument": document, "position": at, **_MORE.get(name, {})}
                found.setdefault(name, []).append(timed(lambda ask=(method, params): client.ask(*ask)))
    return {name: min(spent) for name, spent in found.items()}


def _edit(client: Client, document: Mapping[str, str], text: str, version: int) -> Mapping[str, int]:
    """A letter more somewhere, and a place in a name on the line behind it."""
    lines = text.split("\n")
    line = next(at for at in range(version * len(lines) // 10, len(lines)) if lines[at].startswith("EN type"))
    at = {"line": line, "character": 5}
    change = {"range": {"start": at, "end": at}, "text": "x" if version % 2 else "y"}
    told = {**document, "version": version}
    client.tell("textDocument/didChange", {"textDocument": told, "contentChanges": [change]})
    return {"line": line + 1, "character": 5}


def memory_of_project(folder: Path, files: int = FILES) -> float:
    """Megabytes of a server with a project of which one file is open and all were checked."""
    (folder / "regels").mkdir(parents=True)
    (folder / "regeltaal.toml").write_text(SETTINGS, encoding="utf-8")
    for number in range(files):
        rules = (rule(number * RULES_IN_FILE + one) for one in range(RULES_IN_FILE))
        content = "DOMEIN werkbonnen\n" + "".join(rules)
        (folder / "regels" / f"regels_{number:04}.regel").write_text(content, encoding="utf-8")
    file = folder / "regels" / "regels_0007.regel"
    with serving(folder) as client:
        text = file.read_text(encoding="utf-8")
        item = {"uri": file.as_uri(), "languageId": "regeltaal", "version": 1, "text": text}
        client.tell("textDocument/didOpen", {"textDocument": item})
        client.ask("textDocument/diagnostic", {"textDocument": {"uri": file.as_uri()}})
        return client.memory()


# ---------------------------------------------------------------- telling


def main() -> None:
    gc.set_threshold(*COLLECTING)  # as the program does
    parser = argparse.ArgumentParser()
    parser.add_argument("lines", type=int, nargs="?", default=10_000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        os.environ["XDG_CACHE_HOME"] = str(Path(place) / "cache")
        rows = [*measured(Path(place), asked.lines), *served(Path(place), asked.lines)]
    if asked.json:
        print(json.dumps({"lines": asked.lines, "rows": rows}))
    else:
        for name, value in rows:
            print(f"{name:62} {value:>22}")


def measured(place: Path, lines: int) -> Iterator[tuple[str, str]]:
    """Checking while somebody edits, in this process."""
    text = text_of(lines)
    editing = Editing(place / "alles.regel", text)
    whole = checked_whole(editing.file, text)
    yield f"{lines} regels geheel controleren", _milliseconds(whole)
    first = measure_edits(editing, iter([text]))
    yield "eerste keer openen, in stukjes", _with_share(first.median, whole)
    strokes = measure_edits(editing, keystrokes(text))
    yield "letter in een regel: mediaan", _with_share(strokes.median, whole)
    yield "letter in een regel: 95% blijft binnen", _with_share(strokes.p95, whole)
    yield "letter in een regel: het langst", _with_share(max(strokes.whole), whole)
    yield "letter in een regel: langste stukje", _milliseconds(strokes.longest_step)
    for name in PIECES:
        edits = measure_edits(editing, of_definition(text, name))
        yield f"definitie die {name} gebruikt wordt", _with_share(edits.median, whole)
        yield f"definitie die {name} gebruikt wordt: langste stukje", _milliseconds(edits.longest_step)


def served(place: Path, lines: int) -> Iterator[tuple[str, str]]:
    """The server, on the clock."""
    folder = place / "groot"
    folder.mkdir()
    yield "starten tot het eerste antwoord", _milliseconds(start_to_initialized(folder))
    for name, spent in features(folder, text_of(lines)).items():
        yield f"{name}, meteen na een letter", _milliseconds(spent)
    yield f"geheugen met een project van {FILES} bestanden", f"{memory_of_project(place / 'veel'):.0f} MB"


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms".replace(".", ",")


def _with_share(seconds: float, whole: float) -> str:
    return f"{_milliseconds(seconds)} ({seconds / whole:.3f} ×)".replace(".", ",")


if __name__ == "__main__":
    main()
