"""The language server under test: the program itself, driven as an editor drives it.

``editor`` is one that stands in ``project``; ``start`` starts more of them, with other clients, folders or settings.
"""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from lsprotocol import types
from pytest_lsp import LanguageClient, client_capabilities
from tests.lsp.editing import Editor, Start, started

VSCODE = "visual-studio-code"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of the domain werkbonnen, without a rule."""
    root = tmp_path / "project"
    (root / "regels").mkdir(parents=True)
    (root / "regeltaal.toml").write_text('[project]\ndomein = "werkbonnen"\n', encoding="utf-8")
    return root


@pytest_asyncio.fixture
async def start() -> AsyncIterator[Start]:
    """Starts editors that are closed with the test."""
    running: list[LanguageClient] = []

    async def begin(  # noqa: PLR0913 - all but the first may be left out
        root: Path,
        *,
        client: str | types.ClientCapabilities = VSCODE,
        folders: Sequence[Path] | None = None,
        options: Any = None,
        arguments: Sequence[str] = (),
        environment: dict[str, str] | None = None,
    ) -> Editor:
        found = await started(arguments, environment)
        running.append(found)
        answer = await found.initialize_session(
            types.InitializeParams(
                capabilities=client_capabilities(client) if isinstance(client, str) else client,
                root_uri=root.as_uri(),
                workspace_folders=[
                    types.WorkspaceFolder(uri=one.as_uri(), name=one.name)
                    for one in ([root] if folders is None else folders)
                ],
                initialization_options=options,
            )
        )
        return Editor(found, root, answer)

    yield begin
    for one in running:
        await one.shutdown_session()
        await one.stop()  # type: ignore[no-untyped-call] # pytest-lsp's


@pytest_asyncio.fixture
async def editor(start: Start, project: Path) -> Editor:
    """An editor with the capabilities of VS Code, in ``project``."""
    return await start(project)
