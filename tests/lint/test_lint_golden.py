"""The golden files of the lint rules: `golden/<name>.regel`, each expected finding as a `#!` comment on its line.

A chunk is a project of its own, parted from the next by a line `---`. `#! RT640 prioriteit` says that the line has a
finding RT640 whose message, hint or fix holds `prioriteit`. Whatever is found and not expected, or expected and not
found, fails, so a chunk without a comment shows what is right. `=== pad` begins another file of the project; the first
is `regels.regel`. A rule file without a header gets `DOMEIN werkbonnen` on its first line.
"""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.chunks import Chunk, chunks, expected, says

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.project import open_project
from regeltaal.rechecking import Rechecker

GOLDEN = Path(__file__).parent / "golden"
MARK = re.compile(r"[^\S\n]*#!.*")
SETTINGS = """[project]
domein = "{domain}"
regels = ["**/*.regel"]
[administraties."Jansen BV"]
tags = ["horeca"]
modules = ["{module}"]
abonnement = "Compleet"
[administraties."Bakker BV"]
tags = ["bakkerij"]
modules = ["{module}"]
abonnement = "Compleet"
"""
MODULES = {"werkbonnen": "F-gassen", "boekhouding": "Purchase to pay"}


def _files(chunk: Chunk) -> Mapping[str, str]:
    first, *others = re.split(r"(?m)^=== (?=\S)", chunk.text)
    named = dict(one.split("\n", 1) for one in others)
    return {path.strip(): _headed(path, text) for path, text in {"regels.regel": first, **named}.items()}


def _headed(path: str, text: str) -> str:
    is_whole = not path.strip().endswith(".regel") or re.search(r"(?m)^DOMEIN\b", text)
    return text if is_whole else f"DOMEIN werkbonnen {text}"


def _found(files: Mapping[str, str], folder: Path) -> tuple[Diagnostic, ...]:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(MARK.sub("", text), encoding="utf-8")
    if "regeltaal.toml" not in files:
        named = re.search(r"(?m)^DOMEIN (\w+)", files["regels.regel"])
        domain = named[1] if named else "werkbonnen"
        (folder / "regeltaal.toml").write_text(SETTINGS.format(domain=domain, module=MODULES[domain]), encoding="utf-8")
    opened = open_project(folder)
    assert opened.project is not None, [one.message() for one in opened.problems]
    return Rechecker().check(opened.project, opened.problems).problems


@pytest.mark.parametrize("chunk", list(chunks(GOLDEN)), ids=str)
def test_each_chunk_has_the_findings_that_itsays(chunk: Chunk, tmp_path: Path) -> None:
    files = _files(chunk)
    wanted = [(path, *one) for path, text in files.items() for one in expected(text)]

    found = _found(files, tmp_path)

    places = Counter((one.span.source.path, one.span.begin.line, one.code.id) for one in found)
    assert Counter((path, line, code) for path, line, code, _ in wanted) == places, [
        (one.span.source.path, one.span.begin.line, one.code.id, one.message()) for one in found
    ]
    for path, line, code, fragment in wanted:
        said = [one for one in found if (one.span.source.path, one.span.begin.line, one.code.id) == (path, line, code)]
        assert any(says(one, fragment) for one in said), (fragment, [(one.message(), one.advice()) for one in said])
