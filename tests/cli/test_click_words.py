"""Click's own words: every one that a user can meet has its Dutch, with the same places."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from regeltaal.cli.click_words import DUTCH_WORDS, translated, translated_number

PLACE = re.compile(r"\{\w+(?:![rs])?\}|%\(\w+\)s")
FOR_PROGRAMMERS = re.compile(
    r"declaration|defined twice|cannot use the same flag|Editing failed|Windows error|no parameter"
)


def _marked() -> Iterator[str]:
    for path in sorted(Path(click.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield argument.value


WORDS = sorted({word for word in _marked() if not FOR_PROGRAMMERS.search(word) and "No options defined" not in word})


@pytest.mark.parametrize("word", WORDS)
def test_every_marked_word_has_its_dutch(word: str) -> None:
    assert word in DUTCH_WORDS


@pytest.mark.parametrize("word", DUTCH_WORDS)
def test_no_place_is_made_up(word: str) -> None:
    assert set(PLACE.findall(DUTCH_WORDS[word])) <= set(PLACE.findall(word))


def test_an_unknown_word_stays() -> None:
    assert translated("Wholly new words") == "Wholly new words"


def test_numbers_choose_their_word() -> None:
    one, more = "Takes {nargs} values but 1 was given.", "Takes {nargs} values but {len} were given."
    assert translated_number(one, more, 1) != translated_number(one, more, 2)
