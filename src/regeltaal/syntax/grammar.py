"""Finds the grammar, and makes the parse tables from it: once, after that from a cache.

Lark makes the tables, and refuses a grammar with a conflict. Running them takes no Lark (``lalr``), which keeps it out
of every start-up.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from regeltaal.base import cache as kept
from regeltaal.syntax import table_cache
from regeltaal.syntax.tables import Tables

RULES = "regeltaal.lark"
RULE_STARTS = ("header", "use", "list_declaration", "definition", "rule", "test")

_KEYWORD = re.compile(r'^([A-Z_]+_KW): "([^"]+)"$', re.MULTILINE)


@cache
def load(files: Sequence[str] = (RULES,), starts: Sequence[str] = RULE_STARTS) -> Tables:
    """The tables of a grammar whose text is these files of the grammar folder, one after the other.

    So a second language shares the words and expressions of the first: ``load((RULES, "domein.lark"), ("schema",))``.
    """
    text = read(files)
    made = table_cache.read(text, starts)
    if made is None:
        from regeltaal.syntax.table_maker import make  # noqa: PLC0415 - it imports Lark, which takes a while

        made = make(text, starts, _keyword_names(text))
        table_cache.write(text, starts, made)
    return made


def keywords(files: Sequence[str] = (RULES,)) -> frozenset[str]:
    """Every keyword as it is written."""
    return frozenset(_keyword_names(read(files)))


def read(files: Sequence[str]) -> str:
    folder = _folder()
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in files)


def stamps() -> tuple[str, ...]:
    """What tells one state of the grammars from another."""
    return tuple(kept.stamp(path) for path in sorted(_folder().glob("*.lark")))


def _keyword_names(text: str) -> dict[str, str]:
    """Spelling of each keyword, with the name of its terminal."""
    return {spelling: name for name, spelling in _KEYWORD.findall(text)}


def _folder() -> Path:
    """The grammar folder: inside the package when installed, at the top of the repository in a checkout."""
    package = Path(__file__).resolve().parent.parent
    packaged = package / "grammar"
    return packaged if packaged.is_dir() else package.parent.parent / "grammar"
