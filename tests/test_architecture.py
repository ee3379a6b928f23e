"""Imports go one way, each outside library has one door, and extras stay outside until they are used."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "regeltaal"

# Each package may import itself and what stands behind it. CONTRIBUTING.md draws the same picture.
ALLOWED: dict[str, set[str]] = {
    "base": set(),
    "syntax": {"base"},
    "values": {"base"},
    "schema": {"base", "syntax", "values"},
    "program": {"base", "values", "schema"},
    "check": {"base", "syntax", "values", "schema", "program"},
    "evaluate": {"base", "values", "schema", "program"},
    "runtime": {"base", "values", "schema", "program", "evaluate"},
    "domains": {"base", "values", "schema", "runtime"},
    "report": {"base", "values", "program", "evaluate", "schema", "runtime"},
    "project": {"base", "values", "schema", "check", "syntax"},
}

# A library may be imported in these places only (prefixes of module paths below the package).
DOORS: dict[str, tuple[str, ...]] = {
    "lark": ("syntax/",),
    "click": ("cli/",),
    "jinja2": ("runtime/templates",),
    "markupsafe": ("runtime/templates",),
    "sqlalchemy": ("runtime/store",),
    "smtplib": ("runtime/mail",),
    "stdnum": ("values/kinds/",),
    "holidays": ("values/calendar",),
    "re2": ("values/patterns",),
    "platformdirs": ("syntax/",),
}


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def _imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.lineno, node.module
            if node.module == "regeltaal":
                for alias in node.names:
                    yield node.lineno, f"regeltaal.{alias.name}"


def _room(module: str) -> str:
    return module.removeprefix("regeltaal.").split(".")[0]


def test_imports_go_one_way() -> None:
    wrong = []
    for path, tree in _modules():
        room = path.split("/")[0]
        if room not in ALLOWED:
            continue  # the roof: pipeline, command line, the package itself
        for line, module in _imports(tree):
            if module.startswith("regeltaal.") and _room(module) not in ALLOWED[room] | {room}:
                wrong.append(f"{path}:{line} imports {module}")
    assert wrong == []


def test_every_room_is_on_the_plan() -> None:
    rooms = {path.name for path in SOURCE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert rooms - {"cli", "grammar"} == set(ALLOWED)


def test_each_library_has_one_door() -> None:
    wrong = []
    for path, tree in _modules():
        for line, module in _imports(tree):
            doors = DOORS.get(module.split(".")[0])
            if doors is not None and not path.startswith(doors):
                wrong.append(f"{path}:{line} imports {module}")
    assert wrong == []


def test_only_its_own_folder_knows_a_domain() -> None:
    words = ("werkbon", "dagboek", "boeking", "monteur")
    wrong = []
    for path in sorted(SOURCE.rglob("*.py")):
        place = path.relative_to(SOURCE).as_posix()
        if place.startswith("domains/"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Name | ast.FunctionDef | ast.ClassDef | ast.Attribute):
                name = getattr(node, "id", None) or getattr(node, "name", None) or getattr(node, "attr", "")
                if any(word in str(name).lower() for word in words):
                    wrong.append(f"{place}:{node.lineno} {name}")
    assert wrong == []


@pytest.mark.parametrize("library", ["lark", "sqlalchemy", "jinja2", "holidays", "stdnum", "smtplib"])
def test_help_loads_no_library_that_it_does_not_need(library: str) -> None:
    code = (
        "import sys\n"
        "from regeltaal.cli.main import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"sys.exit({library!r} in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert (found.returncode, found.stderr) == (0, "")
