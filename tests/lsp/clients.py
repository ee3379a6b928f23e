"""Runs a real editor, by a script of its own language, in the project of ``sample``."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.lsp import sample

SCRIPTS = Path(__file__).parent / "scripts"
SUPPORT = Path(__file__).parent.parent.parent / "editor-support"
Said = Mapping[str, Any]


def said(folder: Path, command: Sequence[str]) -> Said:
    """What came of each step; the editor gets its questions by a file that the environment names."""
    root = sample.write(folder / "project").resolve()
    answer = folder / "gezegd.json"
    asked = {
        "root": str(root),
        "answer": str(answer),
        "command": [sys.executable, "-m", "regeltaal", "taalserver"],
        "vim": str(SUPPORT / "vim"),
        "emacs": str(SUPPORT / "emacs"),
    }
    question = folder / "gevraagd.json"
    question.write_text(json.dumps(asked), encoding="utf-8")
    environment = {
        **os.environ,
        "REGELTAAL_ASKED": str(question),
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "XDG_STATE_HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, timeout=300, check=False)
    assert answer.exists(), done.stderr.decode()[-3000:] + done.stdout.decode()[-1000:]
    found: Said = json.loads(answer.read_text(encoding="utf-8"))
    return found


def program(variable: str, *names: str) -> str:
    """The program that an environment variable names, or else the first of these on this machine."""
    found = os.environ.get(variable) or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip(f"no {names[0] if names else variable} on this machine; `.ci/run` installs it")
    return found


def steps(found: Said, name: str) -> Any:
    """What came of a step; a step that broke off says why."""
    step = found[name]
    assert not (isinstance(step, dict) and {"crashed", "failed"} & set(step)), step
    return step
