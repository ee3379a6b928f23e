"""Runs the engine of each editor over the samples: what it calls every character, by sample and line."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from tests.highlight.colours import EDITORS, SAMPLES, Lines, language_of

from regeltaal.highlight.looks import LOOKS
from regeltaal.highlight.roles import LANGUAGES, Role

NODE = "REGELTAAL_TEST_NODE"
HERE = Path(__file__).parent
Said = Mapping[str, Lines]


def program(*names: str) -> str:
    """The first of these that is on this machine."""
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    pytest.skip(f"no {names[0]} on this machine; `.ci/run` installs it")


def node_packages() -> Path:
    folder = Path(os.environ.get(NODE, ""), "node_modules")
    if NODE not in os.environ or not (folder / "vscode-textmate").is_dir():
        pytest.skip(f"{NODE} names no folder with packages of npm; `.ci/run` has one")
    return folder


def _run(command: Sequence[str | Path], folder: Path, **variables: str) -> str:
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **variables}, capture_output=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout.decode()


def _written(folder: Path) -> Said:
    found: dict[str, Lines] = json.loads((folder / "said.json").read_text(encoding="utf-8"))
    return found


def _asked(folder: Path, **more: object) -> Path:
    """What an engine is asked, for its script to read."""
    samples = [{"path": str(path), "language": language_of(path).name} for path in SAMPLES]
    place = folder / "asked.json"
    place.write_text(json.dumps({"samples": samples, "editors": str(EDITORS), **more}), encoding="utf-8")
    return place


# ---------------------------------------------------------------- by Node


def textmate(folder: Path) -> Said:
    _by_node(folder, "textmate.mjs")
    return _written(folder)


def fences(folder: Path) -> Said:
    _by_node(folder, "fences.mjs")
    return _written(folder)


def codemirror(folder: Path) -> Said:
    shutil.copy(EDITORS / "codemirror" / "regeltaal.js", folder / "regeltaal.mjs")
    _by_node(folder, "codemirror.mjs")
    return _written(folder)


def _by_node(folder: Path, script: str) -> None:
    packages = node_packages()
    (folder / "node_modules").symlink_to(packages)
    shutil.copy(HERE / "scripts" / script, folder / script)
    _asked(folder)
    _run([program("node"), script], folder)


# ---------------------------------------------------------------- Vim and Emacs


def vim(folder: Path) -> Said:
    script = HERE / "scripts" / "colours.vim"
    _asked(folder)
    _run([program("vim"), "-u", "NONE", "-i", "NONE", "-n", "-N", "-es", "-S", script], folder, EDITORS=str(EDITORS))
    return _written(folder)


def emacs(folder: Path) -> Said:
    mode, script = EDITORS / "emacs" / "regeltaal-mode.el", HERE / "scripts" / "colours.el"
    _asked(folder)
    _run([program("emacs"), "-Q", "--batch", "-l", mode, "-l", script], folder, LC_ALL="C.UTF-8")
    return _written(folder)


# ---------------------------------------------------------------- Sublime Text's syntax, by bat

_THEME = """<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict><key>name</key><string>probe</string><key>settings</key><array>
<dict><key>settings</key><dict><key>foreground</key><string>#000000</string></dict></dict>
{rows}
</array></dict></plist>
"""
_ROW = (
    "<dict><key>scope</key><string>{scope}</string><key>settings</key><dict><key>foreground</key>"
    "<string>#{colour:06x}</string></dict></dict>"
)
_STYLED = re.compile(r"\x1b\[(?P<style>[\d;]*)m|(?P<text>[^\x1b]+)")
_COLOUR = re.compile(r"38;2;(\d+);(\d+);(\d+)")
_SHOWN = [role for role in Role if LOOKS[role].textmate]


def sublime(folder: Path) -> Said:
    bat = program("batcat", "bat")
    (folder / "themes").mkdir()
    shutil.copytree(EDITORS / "sublime", folder / "syntaxes")
    scopes = [LOOKS[role].textmate for role in _SHOWN]
    rows = [_ROW.format(scope=escape(one), colour=at + 1) for at, one in enumerate([*scopes, "string.quoted.triple"])]
    (folder / "themes" / "probe.tmTheme").write_text(_THEME.format(rows="\n".join(rows)), encoding="utf-8")
    own = {"BAT_CONFIG_DIR": str(folder), "BAT_CACHE_PATH": str(folder / "cache"), "COLORTERM": "truecolor"}
    cache = folder / "cache"
    _run([bat, "cache", "--build", "--blank", "--source", folder, "--target", cache], folder, **own)
    return {str(path): _bat(bat, path, folder, own) for path in SAMPLES}


def _bat(bat: str, path: Path, folder: Path, own: Mapping[str, str]) -> Lines:
    options = ["--color=always", "--style=plain", "--paging=never", "--theme=probe", "--tabs=0", "--wrap=never"]
    shown = _run([bat, *options, f"--language={language_of(path).title}", path], folder, **own)
    found: list[list[str]] = [[]]
    colour = ""
    for match in _STYLED.finditer(shown):
        if match["text"] is None:
            number = _COLOUR.search(match["style"])
            colour = _role_of(int(number[3])) if number else ""
            continue
        for character in match["text"]:
            if character == "\n":
                found.append([])
            else:
                found[-1].append(colour)
    return found


def _role_of(number: int) -> str:
    if number > len(_SHOWN):
        return Role.TEXT
    return _SHOWN[number - 1] if number else ""


# ---------------------------------------------------------------- KDE's syntax, by pandoc

_STYLES = {
    "Comment": "co", "Keyword": "kw", "ControlFlow": "cf", "Constant": "cn", "Function": "fu", "BuiltIn": "bu",
    "String": "st", "SpecialChar": "sc", "SpecialString": "ss", "Variable": "va", "DecVal": "dv", "Float": "fl",
    "BaseN": "bn", "RegionMarker": "re", "Operator": "op", "Normal": "", "Error": "er",
}  # fmt: skip


def kde_class(role: Role) -> str:
    return _STYLES[LOOKS[role].kde]


def kde(folder: Path) -> Said:
    pandoc = program("pandoc")
    definitions = [f"--syntax-definition={EDITORS / 'kde' / language.name}.xml" for language in LANGUAGES]
    return {str(path): _pandoc([pandoc, *definitions], path, folder) for path in SAMPLES}


def _pandoc(command: Sequence[str], path: Path, folder: Path) -> Lines:
    fence = "~" * 8
    page = f"{fence} {{.{path.suffix[1:]}}}\n{path.read_text(encoding='utf-8')}\n{fence}\n"
    (folder / "page.md").write_text(page, encoding="utf-8")
    reader = _Spans()
    reader.feed(_run([*command, "--from=markdown", "--to=html", "page.md"], folder))
    return reader.lines


class _Spans(HTMLParser):
    """The class of each character in a block of code."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[list[str]] = [[]]
        self._classes: list[str] = []
        self._in_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "code":
            self._in_code = True
        if tag == "span":
            self._classes.append(dict(attrs).get("class") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "code":
            self._in_code = False
        if tag == "span":
            self._classes.pop()

    def handle_data(self, data: str) -> None:
        for character in data if self._in_code else "":
            if character == "\n":
                self.lines.append([])
            else:
                self.lines[-1].append(self._classes[-1] if self._classes else "")
