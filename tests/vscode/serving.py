"""Runs VS Code on a project, with the extension as it is packed."""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.vscode.installing import Installation

_PATIENCE = 60
_SETTINGS: Mapping[str, object] = {
    "workbench.startupEditor": "none",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.colorTheme": "Default Light Modern",
    "window.autoDetectColorScheme": False,
    "window.commandCenter": False,
    "chat.disableAIFeatures": True,
    "editor.minimap.enabled": False,
    "extensions.autoCheckUpdates": False,
    "extensions.autoUpdate": False,
    "extensions.ignoreRecommendations": True,
    "files.exclude": {".venv": True},
    "git.enabled": False,
    "telemetry.telemetryLevel": "off",
    "update.mode": "none",
}


@contextmanager
def served(installation: Installation, vsix: Path, project: Path, log: Path) -> Iterator[str]:
    """Its address, until the block ends."""
    data, extensions = project.parent / "data", project.parent / "extensions"
    (data / "User").mkdir(parents=True)
    (data / "User" / "settings.json").write_text(json.dumps(_SETTINGS), encoding="utf-8")
    own = ["--user-data-dir", str(data), "--extensions-dir", str(extensions)]
    variables = {**installation.variables, "PATH": _without_our_program(installation.variables["PATH"])}
    command = [str(installation.program), *own]
    subprocess.run(
        [*command, "--install-extension", str(vsix)], env=variables, stdout=subprocess.DEVNULL, check=True, timeout=300
    )
    port = _free_port()
    options = ["--auth", "none", "--bind-addr", f"127.0.0.1:{port}", "--disable-telemetry", "--disable-update-check"]
    with log.open("wb") as output:
        # `node` starts the real one as a child, and that starts others: they are a group, which is ended whole.
        process = subprocess.Popen(
            [*command, *options, "--disable-workspace-trust", str(project)],
            env=variables,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            _wait(port, process)
            yield f"http://127.0.0.1:{port}/?folder={project}"
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)


def _without_our_program(path: str) -> str:
    """The extension has to find the one in the project, not one that happens to be installed."""
    folders = path.split(os.pathsep)
    return os.pathsep.join(one for one in folders if not Path(one, "regeltaal").exists())


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            HTTPConnection("127.0.0.1", port, timeout=5).request("GET", "/healthz")
        except (HTTPException, OSError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"code-server does not answer at port {port}")
