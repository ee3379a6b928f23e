"""What the server says that it can is what it can; each has a test, and every client is told what it knows."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from lsprotocol.converters import get_converter
from pytest_lsp import client_capabilities
from tests.lsp.editing import Start

from regeltaal.lsp.all_features import FEATURES
from regeltaal.lsp.declared import COMMANDS, METHODS
from regeltaal.lsp.server import Server

CAPABILITIES = (
    "positionEncoding",
    "textDocumentSync",
    "diagnosticProvider",
    "diagnosticProvider.workspaceDiagnostics",
    "workspace.workspaceFolders",
    "workspace.fileOperations.didCreate",
    "workspace.fileOperations.didDelete",
    "workspace.fileOperations.didRename",
)
"""Tested in `test_lsp_documents`, `test_lsp_life`, `test_lsp_diagnostics`, `test_lsp_pull` and `test_lsp_folders`."""
CLIENTS = sorted(
    file.name.removesuffix(".json").replace("_v", "@v")
    for file in resources.files("pytest_lsp.clients").iterdir()
    if file.name.endswith(".json")
)
DETAILS = frozenset({"workspaceDiagnostics", "prepareProvider", "delta", "range"})
"""Parts of a capability that are capabilities by themselves; the rest are settings of one."""


def told(answer: types.InitializeResult) -> dict[str, Any]:
    found: dict[str, Any] = get_converter().unstructure(answer.capabilities)
    return found


def names(capabilities: dict[str, Any], before: str = "") -> Iterator[str]:
    for name, value in capabilities.items():
        path = f"{before}{name}"
        if path in {"workspace", "workspace.fileOperations"}:
            yield from names(value, f"{path}.")
        elif value not in (None, False) and (not before or before.startswith("workspace.") or name in DETAILS):
            yield path
            if isinstance(value, dict):
                yield from names({one: each for one, each in value.items() if one in DETAILS}, f"{path}.")


def with_tests() -> set[str]:
    """What the test modules beside this one say that they test."""
    found: set[str] = set()
    for file in Path(__file__).parent.glob("test_lsp_*.py"):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "CAPABILITIES":
                found |= set(ast.literal_eval(node.value))
    return found | {name.partition(".")[0] for name in found}


async def test_every_declared_capability_has_a_test(start: Start, project: Path) -> None:
    all_of_them = {name for client in CLIENTS for name in names(told((await start(project, client=client)).answer))}
    assert all_of_them - with_tests() == set()


def test_what_is_told_is_what_the_features_do() -> None:
    server = Server()
    for feature in FEATURES:
        feature.register(server)
    manager = server.protocol.fm
    assert set(manager.features) == set(METHODS)
    assert set(manager.commands) == set(COMMANDS)
    assert {method: METHODS[method] for method in manager.feature_options} == manager.feature_options


@pytest.mark.parametrize("client", CLIENTS)
async def test_every_client_is_told_what_it_knows(start: Start, project: Path, client: str) -> None:
    editor = await start(project, client=client)
    capabilities = editor.answer.capabilities
    known = client_capabilities(client)
    assert known.text_document is not None
    rename = known.text_document.rename
    may_prepare = rename is not None and bool(rename.prepare_support)
    assert isinstance(capabilities.rename_provider, types.RenameOptions) == may_prepare
    assert isinstance(capabilities.text_document_sync, types.TextDocumentSyncOptions)
    assert capabilities.text_document_sync.change is types.TextDocumentSyncKind.Incremental
    offered = known.general.position_encodings if known.general is not None else None
    assert capabilities.position_encoding == (offered[0] if offered else types.PositionEncodingKind.Utf16)
    doc = editor.saved("regels/a.regel", "DOMEIN werkbonnen\n")
    await editor.client.text_document_folding_range_async(types.FoldingRangeParams(text_document=doc.id))


def test_the_first_answer_waits_for_nothing_that_it_does_not_need() -> None:
    code = (
        "import sys, regeltaal.lsp.wiring, regeltaal.lsp.running\n"
        "regeltaal.lsp.wiring.wired()\n"
        "print(*sorted(name for name in sys.modules if name.startswith('regeltaal.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    rooms = {name.split(".")[1] for name in done.stdout.split()}
    assert rooms == {"base", "lsp"}
