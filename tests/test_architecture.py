"""Imports go one way, each outside library has one door, and extras stay outside until they are used."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from regeltaal.cli.registry import ENTRIES

SOURCE = Path(__file__).parent.parent / "src" / "regeltaal"

# Each package may import itself and what stands behind it. CONTRIBUTING.md draws the same picture.
ALLOWED: dict[str, set[str]] = {
    "base": set(),
    "syntax": {"base"},
    "values": {"base"},
    "schema": {"base", "syntax", "values"},
    "program": {"base", "values", "schema"},
    "check": {"base", "syntax", "values", "schema", "program"},
    "evaluate": {"base", "values", "program"},
    "compiler": {"base", "values", "schema", "program", "evaluate"},
    "runtime": {"base", "values", "schema", "program", "evaluate", "compiler"},
    "intake": {"base", "values", "schema", "runtime"},
    "domains": {"base", "values", "schema", "runtime", "intake"},
    "formatting": {"base", "syntax", "values"},
    "analysis": {"base", "values", "schema", "program"},
    "lint": {"base", "syntax", "values", "schema", "program", "check", "analysis", "formatting"},
    "testing": {"base", "syntax", "values", "schema", "program", "check", "evaluate", "runtime"},
    "report": {"base", "values", "program", "evaluate", "schema", "runtime", "publication", "testing"},
    "highlight": {"base", "schema", "syntax"},
    "pages": {"base", "schema", "highlight", "report", "runtime"},
    "project": {"base"},
    "publication": {"base", "schema", "syntax", "project"},
    "service": {"base", "schema", "intake", "runtime", "report", "project"},
    # The editor: what stands on the roof (``pipeline`` and its neighbours) it uses as well.
    "workspace": {
        "base",
        "check",
        "file_checking",
        "file_results",
        "lint",
        "lint_levels",
        "pipeline",
        "project",
        "rechecking",
        "schema",
        "syntax",
    },
    "assist": {
        "base",
        "check",
        "checking",
        "fixing",
        "formatting",
        "highlight",
        "lint",
        "loading",
        "pipeline",
        "program",
        "project",
        "rechecking",
        "report",
        "respelling",
        "rule_strength",
        "rule_testing",
        "running",
        "runtime",
        "schema",
        "syntax",
        "testing",
        "tidying",
        "values",
        "workspace",
    },
    "lsp": {"assist", "base", "check", "project", "report", "workspace"},
}

# A library may be imported in these places only (prefixes of module paths below the package).
DOORS: dict[str, tuple[str, ...]] = {
    "lark": ("syntax/",),
    "click": ("cli/",),
    "jinja2": ("runtime/templates", "pages/render"),
    "markupsafe": ("runtime/templates", "pages/render", "pages/picture"),
    "sqlalchemy": ("runtime/store", "intake/table_events"),
    "filelock": ("runtime/presence",),
    "dbos": ("service/durable",),
    "starlette": ("service/app", "service/frame"),
    "uvicorn": ("service/listening",),
    "prometheus_client": ("service/metrics",),
    "smtplib": ("runtime/mail",),
    "imapclient": ("service/imap",),
    "http": ("runtime/web",),
    "ssl": ("runtime/trust", "runtime/web_line", "runtime/mail_server", "service/imap"),
    "stdnum": ("values/kinds/",),
    "holidays": ("values/calendar",),
    "re2": ("values/patterns",),
    "platformdirs": ("base/cache",),
    "xml": ("domains/common/einvoice/xml_", "intake/xml", "report/junit", "highlight/vsix"),
    "pypdf": ("intake/pdf_worker",),
    "pygments": ("highlight/pygments_lexer",),
    "pygls": ("lsp/",),
    "lsprotocol": ("lsp/",),
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


def test_the_plan_has_no_way_round_and_allows_nothing_that_is_not_used() -> None:
    used: dict[str, set[str]] = {room: set() for room in ALLOWED}
    for path, tree in _modules():
        room = path.split("/")[0]
        if room in ALLOWED:
            used[room] |= {_room(module) for _, module in _imports(tree) if module.startswith("regeltaal.")} - {room}
    assert used == ALLOWED
    TopologicalSorter(ALLOWED).prepare()


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


HEAVY = frozenset({"lark", "sqlalchemy", "jinja2", "pypdf", "holidays", "stdnum", "smtplib", "ssl", "subprocess"}) | {
    "dbos",
    "starlette",
    "uvicorn",
    "prometheus_client",
    "pygls",
    "lsprotocol",
}


@pytest.mark.parametrize("command", ["", *(entry.name for entry in ENTRIES)])
def test_help_loads_no_library_that_it_does_not_need(command: str) -> None:
    assert _loaded(*([command] if command else []), "--help") == set()


@pytest.mark.parametrize("example", ["werkbonnen", "boekhouding"])
def test_checking_loads_no_store_no_templates_and_no_reader_of_documents(example: str) -> None:
    folder = SOURCE.parent.parent / "examples" / example
    assert _loaded("controleer", str(folder)) & {"sqlalchemy", "jinja2", "pypdf", "smtplib", "subprocess"} == set()


def _loaded(*arguments: str) -> set[str]:
    """The heavy libraries that a command has loaded when it is done."""
    code = (
        "import sys\n"
        "from regeltaal.cli.main import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        f"print(*sorted({set(HEAVY)!r} & set(sys.modules)), file=sys.stderr)"
    )
    found = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=True, text=True)
    return set(found.stderr.split())
