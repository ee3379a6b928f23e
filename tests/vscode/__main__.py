"""The extension in a real VS Code, worked by its keys: `python -m tests.vscode [--folder F] [--pictures F] [journey…]`.

It installs code-server in a folder of its own (two minutes, 600 MB; `--folder` keeps it for the next time), packs the
extension, opens a copy of an example with this Python's `regeltaal` in its `.venv`, and does what an author does.
Nothing is skipped: what can't be installed ends it. The pictures are there to be looked at.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.vscode.installing import Installation, browser
from tests.vscode.serving import served

ROOT = Path(__file__).resolve().parents[2]
_PAGE = """# Onze regels

Gewone tekst, en dan een regel:

```regel
REGEL "Bel na"
WANNEER werkbon compleet gemeld
EN materiaalwaarde > € 1.000
DAN
  MAAK taak MET titel = "Bel {relatie.naam}"; streefdatum = VANDAAG + 3 werkdagen OM 9:00
```

En een stuk van een domein:

```domein
OBJECT werkbon
  VELD nummer: tekst VERPLICHT SLEUTEL
```
"""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.vscode")
    parser.add_argument("--folder", type=Path, help="where to install, and to find it the next time")
    parser.add_argument("--pictures", type=Path, help="where the pictures go")
    parser.add_argument("journeys", nargs="*", help="only these")
    said = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="regeltaal-vscode-") as work:
        pictures = said.pictures or Path(tempfile.mkdtemp(prefix="regeltaal-beelden-"))
        pictures.mkdir(parents=True, exist_ok=True)
        code = _run(
            Installation((said.folder or Path(work, "installation")).resolve()), Path(work), pictures, said.journeys
        )
        print(f"pictures: {pictures}")
        return code


def _run(installation: Installation, work: Path, pictures: Path, journeys: list[str]) -> int:
    program = browser()
    installation.make()
    vsix = work / "regeltaal.vsix"
    subprocess.run([sys.executable, ROOT / "editor-support" / "maak.py", "--vsix", vsix], check=True)
    project = _project(work)
    with served(installation, vsix, project, pictures / "code-server.log") as address:
        command = [str(installation.python), "-m", "tests.vscode.drive", program, address, str(pictures), *journeys]
        return subprocess.run(command, cwd=ROOT, check=False).returncode


def _project(work: Path) -> Path:
    """An example as an author has it, with Regeltaal in its own environment."""
    project = work / "werkbonnen"
    shutil.copytree(ROOT / "examples" / "werkbonnen", project)
    (project / "LEESMIJ.md").write_text(_PAGE, encoding="utf-8")
    programs = project / ".venv" / "bin"
    programs.mkdir(parents=True)
    own = Path(sys.executable).with_name("regeltaal")
    (programs / "regeltaal").write_text(f'#!/bin/sh\nexec "{own}" "$@"\n', encoding="utf-8")
    (programs / "regeltaal").chmod(0o755)
    return project


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(main(sys.argv[1:]))
