"""The three laws of the formatter: the same tree, the same comments, and a second time changes nothing."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regeltaal.base.codes import all_codes
from regeltaal.base.diagnostic import SampleKind
from regeltaal.base.source import Source
from regeltaal.formatting.format import formatted
from regeltaal.formatting.printer import written
from regeltaal.report.codes import load_codes
from regeltaal.syntax import grammar
from regeltaal.syntax.lexer import Token, lexer_for
from regeltaal.syntax.parser import Parsed, parse
from regeltaal.syntax.tree import Broken, Comment

ROOT = Path(__file__).parent.parent.parent
FILES = sorted(path for folder in ("examples", "src", "tests") for path in (ROOT / folder).rglob("*.regel"))
TEXTS = [path.read_bytes().decode("utf-8", "replace") for path in FILES]
COMMENTS = ("# een\n", "\n  # eigen regel\n", "\n\n# los\n\n", "# een\n# twee\n", "#\n")
SPACES = (" ", "\n", "  \n\n  ", "\t", "\r\n", "\n\n\n")

load_codes()
SAMPLES = [
    sample.text for code in all_codes() for sample in (code.wrong, code.right) if sample.kind is SampleKind.RULES
]
quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _parsed(text: str) -> Parsed:
    return parse(Source("x.regel", text))


def _check(text: str) -> Parsed:
    """What a text reads as once it is formatted; the laws were kept."""
    before = _parsed(text)
    found = formatted(before)
    after = _parsed(found.text)
    assert "RT181" not in [problem.code.id for problem in found.problems]
    assert formatted(after).text == found.text
    assert [type(item) for item in after.file.items] == [type(item) for item in before.file.items]
    assert Counter(map(_shown, after.file.comments)) == Counter(map(_shown, before.file.comments))
    return after


def _shown(comment: Comment) -> str:
    return comment.text.rstrip()


@pytest.mark.parametrize(("path", "text"), list(zip(FILES, TEXTS, strict=True)), ids=[path.name for path in FILES])
def test_every_file_of_this_repository_keeps_its_tree(path: Path, text: str) -> None:
    after, before = _check(text).file, _parsed(text).file
    assert after.header == before.header
    if "tests" not in path.parts:  # those in the tests hold notations that are settled, so that their trees may differ
        assert after.items == before.items


@pytest.mark.parametrize("text", TEXTS, ids=[path.name for path in FILES])
def test_every_tree_is_read_back_from_what_is_written(text: str) -> None:
    file = _parsed(text).file
    if any(isinstance(item, Broken) for item in file.items):
        return
    again = _parsed(formatted(_parsed(written(file))).text)
    assert again.file.items == _parsed(formatted(_parsed(text)).text).file.items


@pytest.mark.parametrize("number", range(len(SAMPLES)))
def test_every_sample_of_a_code_keeps_the_laws(number: int) -> None:
    _check(SAMPLES[number])


@st.composite
def disturbed(draw: st.DrawFn) -> str:
    """A stretch of a good file, with other white space and comments where white space stands."""
    text = draw(st.sampled_from(TEXTS))
    tokens = list(lexer_for(grammar.load()).tokens(Source("x", text), []))
    if not tokens:
        return text
    first = draw(st.integers(0, len(tokens) - 1))
    chosen = tokens[first : first + draw(st.integers(1, 80))]
    pieces = [*(draw(_piece(text, *pair)) for pair in pairwise(chosen)), chosen[-1].text]
    return "".join(pieces) + draw(st.sampled_from(("", "\n", "# achter", "\n\n# eind\n")))


def _piece(text: str, token: Token, following: Token) -> st.SearchStrategy[str]:
    gap = text[token.end : following.start]
    if not gap:
        return st.just(token.text)
    gaps = st.sampled_from((gap, gap, *SPACES, *COMMENTS))
    return gaps.map(lambda one: token.text + one if one in (gap, *SPACES) else f"{token.text} {one}")


@quick
@given(disturbed())
def test_comments_and_white_space_anywhere(text: str) -> None:
    _check(text)


@st.composite
def reopened(draw: st.DrawFn) -> str:
    """A whole file with a comment in some of its gaps."""
    text = draw(st.sampled_from(TEXTS))
    tokens = list(lexer_for(grammar.load()).tokens(Source("x", text), []))
    places = draw(st.sets(st.integers(1, max(1, len(tokens) - 1)), max_size=6))
    for number in sorted(places, reverse=True):
        if number < len(tokens) and text[tokens[number].start - 1].isspace():
            at = tokens[number].start
            text = f"{text[:at]}{draw(st.sampled_from(COMMENTS))}{text[at:]}"
    return text


@quick
@given(reopened())
def test_a_few_comments_in_a_whole_file(text: str) -> None:
    _check(text)


@quick
@given(st.text(st.sampled_from('REGEL TESTDANWISx"; \n#`|()=“'), max_size=60))
def test_any_text_at_all(text: str) -> None:
    _check(text)
