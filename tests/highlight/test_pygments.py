"""Pygments finds our lexers by its entry points, and cuts a text as we do."""

from pathlib import Path

import pytest
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name, get_lexer_for_filename
from pygments.token import string_to_tokentype
from tests.highlight.colours import IDS, SAMPLES, language_of

from regeltaal.highlight.looks import LOOKS
from regeltaal.highlight.pieces import pieces


@pytest.mark.parametrize("path", SAMPLES, ids=IDS)
def test_each_piece_has_its_type(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lexer = get_lexer_for_filename(path.name)
    assert lexer.name == language_of(path).title
    wanted = [
        (string_to_tokentype(LOOKS[one.role].pygments), text[one.start : one.end])
        for one in pieces(text, language_of(path))
    ]
    assert [(kind, part) for _, kind, part in lexer.get_tokens_unprocessed(text)] == wanted


@pytest.mark.parametrize(
    ("name", "title"), [("regeltaal", "Regeltaal"), ("regel", "Regeltaal"), ("domein", "Regeltaal-domein")]
)
def test_a_lexer_is_found_by_name(name: str, title: str) -> None:
    assert get_lexer_by_name(name).name == title


def test_a_page_gets_colours() -> None:
    page = highlight('WANNEER x\nEN y = "z"\n', get_lexer_by_name("regel"), HtmlFormatter(nowrap=True))
    assert '<span class="k">WANNEER</span>' in page
    assert '<span class="ow">EN</span>' in page
