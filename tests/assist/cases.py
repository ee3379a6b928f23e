"""Cases as files: rule files with cursor marks, and behind `=== verwacht` what is told of them.

`=== pad` begins another file of the project; the first is `regels.regel`. Without a header it gets `DOMEIN werkbonnen`.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from tests.assist.assist_project import SETTINGS, Opened

CONFIG = "regeltaal.toml"
_EXPECTED = "=== verwacht"


def cases(folder: str) -> list[Path]:
    """The cases of a feature."""
    return sorted((Path(__file__).parent / folder).iterdir())


def texts_of(case: Path) -> Mapping[str, str]:
    """The files of a case, by path."""
    source = case.read_text(encoding="utf-8").partition(f"{_EXPECTED}\n")[0]
    first, *others = re.split(r"(?m)^=== (?=\S)", source)
    named = dict(one.split("\n", 1) for one in others)
    headed = first if re.search(r"(?m)^DOMEIN\b", first) or "DOMEIN" in first else f"DOMEIN werkbonnen\n\n{first}"
    return {"regels.regel": headed, **{path.strip(): text for path, text in named.items()}}


def opened(case: Path, folder: Path) -> Opened:
    """The project of a case, with its first file open."""
    texts = dict(texts_of(case))
    settings = texts.pop(CONFIG, SETTINGS)
    return Opened(folder, texts, settings)
