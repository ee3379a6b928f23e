"""The examples and the projects that `nieuw` makes are as `opmaak` writes them."""

from pathlib import Path

import pytest

from regeltaal.base.source import Source
from regeltaal.formatting.format import formatted
from regeltaal.syntax.parser import parse

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path for folder in ("examples", "src/regeltaal/domains") for path in (ROOT / folder).rglob("*.regel"))


def test_there_are_such_files() -> None:
    assert len(FILES) > 10


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_shipped_file_is_formatted(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert formatted(parse(Source(path.name, text))).text == text
