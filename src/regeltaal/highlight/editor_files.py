"""The files of `editor-support/`: all that editors need, made from the grammar.

They are made here and not beside those files, so that what makes them is held to the same types, style and imports as
the rest, and can't be forgotten when a role or a terminal comes.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import get_args

from regeltaal.base.text import DUTCH, Language
from regeltaal.base.version import __version__
from regeltaal.highlight.codemirror import codemirror
from regeltaal.highlight.emacs import emacs
from regeltaal.highlight.kde import kde
from regeltaal.highlight.roles import LANGUAGES
from regeltaal.highlight.textmate import sublime
from regeltaal.highlight.vim import vim
from regeltaal.highlight.vscode import vscode
from regeltaal.highlight.vsix import vsix

CHECK = "--controleer"
PACK = "--vsix"


def editor_files() -> Mapping[str, str]:
    """What stands in them, by path."""
    return dict(_files())


def _files() -> Iterator[tuple[str, str]]:
    yield from ((f"vscode/{path}", text) for path, text in vscode(LANGUAGES))
    yield from ((f"vim/{path}", text) for path, text in vim(LANGUAGES))
    for language in LANGUAGES:
        yield f"sublime/{language.title}.sublime-syntax", sublime(language)
        yield f"kde/{language.name}.xml", kde(language)
    yield "emacs/regeltaal-mode.el", emacs(LANGUAGES)
    yield "codemirror/regeltaal.js", codemirror(LANGUAGES)


def make(folder: Path, arguments: Sequence[str]) -> int:
    """Write the files, or only say which differ; the exit code."""
    if PACK in arguments:
        return _pack(folder, [one for one in arguments if one != PACK])
    made = editor_files()
    differing = sorted(path for path, text in made.items() if _read(folder / path) != text)
    for path in differing:
        if CHECK not in arguments:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(made[path], encoding="utf-8", newline="\n")
    if differing:
        sys.stdout.write("".join(f"{path}\n" for path in differing))
    return 1 if differing and CHECK in arguments else 0


def _pack(folder: Path, words: Sequence[str]) -> int:
    """Write the extension for VS Code as one file that can be installed: where it is said, else in this folder."""
    language: Language = next((one for one in get_args(Language) if f"--taal={one}" in words), DUTCH)
    places = [Path(one) for one in words if not one.startswith("-")]
    place = places[0] if places else Path(f"regeltaal-{__version__}.vsix")
    place.write_bytes(vsix(folder / "vscode", folder.parent / "LICENSE", language))
    sys.stdout.write(f"{place}\n")
    return 0


def _read(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8") if path.exists() else None
