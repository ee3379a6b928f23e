"""Laws of the parser, over heaps of tokens and over good files with something changed."""

import re
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.source import Source, Span
from regeltaal.syntax import grammar
from regeltaal.syntax.islands import split
from regeltaal.syntax.lexer import lexer_for
from regeltaal.syntax.parser import Parsed, parse
from regeltaal.syntax.tree import Broken

GOOD = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "voorbeelden").glob("*.regel"))]
PIECES = [
    *sorted(grammar.keywords()),
    *[
        "=",
        "<>",
        "<",
        "<=",
        ">",
        ">=",
        "+",
        "-",
        "*",
        "/",
        "(",
        ")",
        ";",
        ".",
        "|",
        ",",
        ":",
        "!",
        "%",
        "€",
        "[",
        "]",
        "{",
        "}",
        "'",
        '"',
        "`",
        "“",
        "”",
        "\\",
        "#",
        "\n",
        "\t",
        "\xa0",
        "\u200b",
    ],
    *("werkbon aangemaakt", "status", "relatie.plaats", "wanneer", "regel", "en", "is groter dan", "`adres 2`", "'s-G"),
    *('"tekst"', '"{naam}"', '"open', '"""lang"""', '"""', "MAAK", "VERSTUUR", "AANTAL", "IBAN", "x", "1", "-3", "1.5"),
    *("€ 10", "21%", "31-12-2026", "14:30", "30 minuten", "9u30", "10 euro", "# commentaar\n", "==", "=>", "IF", "AND"),
]
soup = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)
odd_text = st.text(max_size=200)
quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A good file with a few stretches taken out, doubled or replaced."""
    text = draw(st.sampled_from(GOOD))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        text = text[:start] + draw(st.sampled_from(["", text[start:end] * 2, *PIECES])) + text[end:]
    return text


def _check(text: str) -> Parsed:
    source = Source("x.regel", text)
    parsed = parse(source)
    for problem in parsed.problems:
        _check_problem(problem, source)
    for item in parsed.file.items:
        assert 0 <= item.span.start <= item.span.end <= len(source.text)
    if any(isinstance(item, Broken) for item in parsed.file.items):
        assert any(problem.is_error for problem in parsed.problems)
    return parsed


def _check_problem(problem: Diagnostic, source: Source) -> None:
    spans = [problem.span, *(label.span for label in problem.labels)]
    spans += [edit.span for fix in problem.fixes for edit in fix.edits]
    for span in spans:
        assert 0 <= span.start <= span.end <= len(source.text)
        assert span.begin.line <= span.finish.line <= source.line_count
    for shown in (problem.message(), problem.message("en")):
        assert shown
        assert "_KW" not in re.sub(r"`[^`]*`", "", shown)
    assert problem.advice() != ""


@quick
@given(soup)
def test_a_heap_of_tokens_is_parsed_or_explained(text: str) -> None:
    _check(text)


@quick
@given(soup)
def test_a_heap_of_tokens_in_a_rule_gets_few_messages(text: str) -> None:
    _check(f'REGEL "r"\nWANNEER a\nEN {text}')


@quick
@given(odd_text)
def test_any_text_is_parsed_or_explained(text: str) -> None:
    _check(text)


@quick
@given(mutated())
def test_a_good_file_with_changes_is_parsed_or_explained(text: str) -> None:
    _check(text)


@quick
@given(st.one_of(soup, odd_text, mutated()))
def test_islands_and_tokens_cover_the_file_in_order(text: str) -> None:
    source = Source("x", text)
    tokens = list(lexer_for(grammar.load()).tokens(source, []))
    islands = list(split(iter(tokens), len(source.text)))
    assert islands[0].start == 0
    assert islands[-1].end == len(source.text)
    assert all(one.end == other.start for one, other in pairwise(islands))
    assert [token for island in islands for token in island.tokens[:-1]] == tokens
    assert all(source.text[token.start : token.end] == token.text for token in tokens)
    assert all(one.end <= other.start for one, other in pairwise(tokens))


@quick
@given(st.integers(0, 9), st.sampled_from(["EN x BEVAT", "DAN DAN", '"', "= =", ")", "wanneer"]))
def test_a_mistake_in_one_rule_leaves_the_others_whole(index: int, mistake: str) -> None:
    rules = [f'REGEL "r{number}"\nWANNEER a\nEN b = {number}\nDAN WIS c\n' for number in range(10)]
    whole = _check("".join(rules)).file.items
    rules[index] = f'REGEL "r{index}"\nWANNEER a\n{mistake}\nDAN WIS c\n'
    items = _check("".join(rules)).file.items
    assert len(items) == len(whole)
    assert items[:index] + items[index + 1 :] == whole[:index] + whole[index + 1 :]


def test_places_count_in_the_text_as_it_was_stored() -> None:
    """With a decomposed é before it, a problem still stands at the right column."""
    source = Source("x", 'LIJST cafe\u0301 == "x"\n')
    (problem,) = parse(source).problems
    assert isinstance(problem.span, Span)
    assert (problem.span.begin.line, problem.span.begin.column) == (1, 13)
