"""The files for editors are those that the grammar gives, and what they offer to type is right."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.highlight.colours import EDITORS

from regeltaal.base.source import Source
from regeltaal.highlight.dialects import Dialect
from regeltaal.highlight.editor_files import editor_files, make
from regeltaal.highlight.regex import parse
from regeltaal.highlight.roles import LANGUAGES, RULES, Language
from regeltaal.highlight.snippets import SNIPPETS
from regeltaal.schema import parser as schema_parser
from regeltaal.syntax import parser

BY_HAND = {
    "maak.py",
    "README.md",
    *(f"vscode/{name}" for name in (".npmrc", "README.md", "build.mjs", "package-lock.json", "tsconfig.json")),
    *(
        f"vscode/src/{name}.ts"
        for name in ("explanation", "extension", "program", "server", "tasks", "testing", "texts")
    ),
    *(f"vscode/icons/{name}" for name in ("domein.svg", "regel.svg", "regeltaal.png")),
    *(f"vscode/bundle/{name}" for name in ("extension.js", "LICENSES.txt")),
}
"""What does not follow from the grammar; the bundle follows from the sources beside it."""
_PLACE = re.compile(r"\$\{\d+:(?P<filled>[^}]*)\}|\$0")


def test_they_are_as_the_grammar_says() -> None:
    command = [sys.executable, str(EDITORS / "maak.py"), "--controleer"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), "run `python editor-support/maak.py`"


def test_no_other_file_lies_beside_them() -> None:
    found = {path.relative_to(EDITORS) for path in EDITORS.rglob("*") if path.is_file()}
    kept = {one.as_posix() for one in found if not {"__pycache__", "node_modules"} & set(one.parts)}
    assert kept == {*editor_files(), *BY_HAND}


def test_checking_writes_nothing_and_making_writes_what_differs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make(tmp_path, ["--controleer"]) == 1
    assert list(tmp_path.iterdir()) == []
    assert make(tmp_path, []) == 0
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")} == set(editor_files())
    capsys.readouterr()
    (tmp_path / "kde" / "domein.xml").write_text("old")
    assert make(tmp_path, ["--controleer"]) == 1
    assert capsys.readouterr().out == "kde/domein.xml\n"


@pytest.mark.parametrize(
    ("language", "prefix"), [(language, prefix) for language in SNIPPETS for prefix in SNIPPETS[language]]
)
def test_a_snippet_as_it_is_filled_in_is_well_formed(language: str, prefix: str) -> None:
    title, body = SNIPPETS[language][prefix]
    text = f"DOMEIN klussen\n{_PLACE.sub(lambda match: match['filled'] or '', body)}\n"
    source = Source(title, text)
    found = parser.parse(source).problems if language == RULES.name else schema_parser.parse(source).problems
    assert found == ()


def test_the_extension_names_files_that_are_there() -> None:
    folder = EDITORS / "vscode"
    given = json.loads((folder / "package.json").read_text(encoding="utf-8"))["contributes"]
    paths = [one["path"] for kind in ("grammars", "snippets") for one in given[kind]]
    assert all((folder / path).is_file() for path in paths)
    assert {extension for one in given["languages"] for extension in one["extensions"]} == {".regel", ".domein"}


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.name)
def test_a_terminal_means_the_same_when_it_is_read_and_printed(language: Language) -> None:
    text = "EN één 'auto's' EN-BLOC 1,5 € 10,- \"a\" `b c` 3 dagen 31-12-2026 14:30 12 % # x"
    for terminal in language.tables.terminals:
        printed = _AsPython().print(parse(terminal.pattern))
        assert re.findall(printed, text) == re.findall(terminal.pattern, text), terminal.name


class _AsPython(Dialect):
    """Our own notation again."""

    alone: Mapping[str, str] = {r"\w": r"\w", **Dialect.alone}
    classes: Mapping[str, str] = {one: one for one in (r"\w", r"\d", r"\s")}

    def character(self, one: str) -> str:
        return one if one == "\ufeff" else super().character(one)


@pytest.mark.parametrize("pattern", ["a)", "(?P<x>a)|b)", "\\"])
def test_what_can_not_be_read_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"unexpected|lone"):
        parse(pattern)
