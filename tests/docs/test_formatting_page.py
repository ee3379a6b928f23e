"""The page on formatting is true: its second rule is its first one, formatted."""

import re
from pathlib import Path

from regeltaal.base.source import Source
from regeltaal.formatting.format import formatted
from regeltaal.syntax.parser import parse

PAGE = Path(__file__).resolve().parents[2] / "docs" / "opmaak.md"


def test_what_stands_after_is_what_stood_before_formatted() -> None:
    before, after = re.findall(r"^```regel\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert formatted(parse(Source("voor.regel", before))).text == after
