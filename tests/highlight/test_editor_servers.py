"""Vim's and Emacs' own files start the language server, that of the project before any other."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.highlight.colours import EDITORS, ROOT

EXAMPLE = ROOT / "examples" / "werkbonnen"
NEOVIMS = {"debian": ("", "nvim"), "nieuw": ("REGELTAAL_TEST_NEOVIM_NIEUW", "")}
EGLOT = Path("/usr/share/emacs/site-lisp/elpa")
CLIENTS = """
vim.cmd("edit regels/afronden.regel")
local function clients()
  return vim.lsp.get_clients and vim.lsp.get_clients({bufnr = 0}) or vim.lsp.buf_get_clients(0)
end
vim.wait(20000, function() return #vim.tbl_values(clients()) > 0 end, 20)
vim.cmd("edit regels/lijsten.regel")
vim.wait(20000, function() return #vim.tbl_values(clients()) > 0 end, 20)
for _, one in pairs(clients()) do
  io.stdout:write(one.id, " ", one.name, " ", one.config.root_dir, " ", one.config.cmd[1])
end
vim.cmd("qall!")
"""
CONTACT = """(progn
  (setq package-directory-list '("{elpa}"))
  (package-initialize)
  (load "{mode}" nil t)
  (require 'eglot)
  (find-file "regels/afronden.regel")
  (princ (format "%s|%s" major-mode (regeltaal--server)))
  (princ (format "|%s" (assoc '(regeltaal-mode domein-mode) eglot-server-programs))))"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An example with the program in its own environment."""
    folder = tmp_path / "mijn project"
    shutil.copytree(EXAMPLE, folder)
    (folder / ".venv" / "bin").mkdir(parents=True)
    program = folder / ".venv" / "bin" / "regeltaal"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m regeltaal "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return folder


def _said(command: list[str | Path], folder: Path, home: Path) -> str:
    variables = {**os.environ, "HOME": str(home), "LC_ALL": "C.UTF-8"}
    variables.update({f"XDG_{one}_HOME": str(home) for one in ("CONFIG", "STATE", "DATA", "CACHE")})
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout.decode()


@pytest.mark.parametrize("which", NEOVIMS)
def test_neovim_starts_one_server_for_a_project(which: str, project: Path, tmp_path: Path) -> None:
    variable, name = NEOVIMS[which]
    found = os.environ.get(variable) or shutil.which(name)
    if not found:
        pytest.skip("this Neovim is not on this machine; `.ci/run` installs it")
    (tmp_path / "clients.lua").write_text(CLIENTS, encoding="utf-8")
    runtime = f"set runtimepath^={EDITORS / 'vim'}"
    options = ["--headless", "--clean", "-u", "NONE", "--cmd", runtime, "--cmd", "filetype plugin on"]
    said = _said([found, *options, "-c", f"luafile {tmp_path / 'clients.lua'}"], project, tmp_path)
    assert said == f"1 regeltaal {project} {project}/.venv/bin/regeltaal"


def test_emacs_knows_the_server_of_a_project(project: Path, tmp_path: Path) -> None:
    emacs = shutil.which("emacs")
    if emacs is None or not list(EGLOT.glob("eglot-*")):
        pytest.skip("no Emacs with eglot on this machine; `.ci/run` installs it")
    form = CONTACT.format(elpa=EGLOT, mode=EDITORS / "emacs" / "regeltaal-mode.el")
    mode, contact, registered = _said([emacs, "-Q", "--batch", "--eval", form], project, tmp_path).split("|")
    assert mode == "regeltaal-mode"
    assert contact == f"({project}/.venv/bin/regeltaal taalserver)"
    assert registered == "((regeltaal-mode domein-mode) . regeltaal--server)"
