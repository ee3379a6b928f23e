"""Patterns: what is refused when checking, in Dutch, and that no text takes long."""

from contextlib import suppress
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regeltaal.values.patterns import LONGEST_PATTERN, REGEX, WILDCARD, compile_pattern
from regeltaal.values.texts import canonical
from regeltaal.values.value import NotAValueError

WRONG = {
    "(a": "er ontbreekt een `)`",
    "[a": "er ontbreekt een `]`",
    "a)": "er staat een `)` te veel",
    "*a": "voor een herhalingsteken (`*`, `+`, `?`) staat niets",
    "a**": "er staan twee herhalingstekens achter elkaar",
    "a{2000}": "een herhaling (`{…}`) is te groot of loopt terug",
    "a{3,2}": "een herhaling (`{…}`) is te groot of loopt terug",
    "(?=a)": "vooruit of terug kijken (`(?=`, `(?<`) kan niet",
    "(?<a": "een groep met een naam klopt niet",
    "\\1": "achter een `\\` staat een teken dat daar niet kan",
    "a\\": "er staat een losse `\\` aan het eind",
    "[z-a]": "een reeks tussen `[` en `]` klopt niet",
    "((((\\pL{100}){10}){10}){10})": "",
}


@pytest.mark.parametrize("pattern", WRONG)
def test_a_wrong_expression_is_refused_with_its_cause(pattern: str) -> None:
    with pytest.raises(NotAValueError) as refusal:
        compile_pattern(REGEX, pattern, False)  # noqa: FBT003 - as EXACT is in the tree
    assert refusal.value.reason.nl.startswith("de reguliere expressie is niet te lezen")
    assert WRONG[pattern] in refusal.value.reason.nl
    assert refusal.value.reason.en.startswith("the regular expression cannot be read")


@pytest.mark.parametrize("syntax", [REGEX, WILDCARD])
def test_a_pattern_has_a_longest_length(syntax: str) -> None:
    compile_pattern(syntax, "a" * LONGEST_PATTERN, False)  # noqa: FBT003
    with pytest.raises(NotAValueError, match="1001"):
        compile_pattern(syntax, "a" * (LONGEST_PATTERN + 1), False)  # noqa: FBT003


@pytest.mark.parametrize(
    ("syntax", "pattern"), [(REGEX, "(a+)+$"), (REGEX, "(a|aa)+b"), (WILDCARD, "*a*a*a*a*a*a*a*a*a*a*b")]
)
def test_no_text_takes_more_than_linear_time(syntax: str, pattern: str) -> None:
    compiled = compile_pattern(syntax, pattern, False)  # noqa: FBT003
    start = perf_counter()
    assert not compiled.found_in("a" * 100_000 + "c")
    assert perf_counter() - start < 5


@pytest.mark.parametrize("exact", [False, True])
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20))
def test_an_escaped_text_matches_itself_and_only_what_is_the_same(text: str, *, exact: bool) -> None:
    escaped = "".join(f"\\{char}" if char in "*?\\" else char for char in text)
    compiled = compile_pattern(WILDCARD, escaped, exact)
    assert compiled.found_in(text)
    assert not compiled.found_in(text + "x")
    assert exact or compiled.found_in(canonical(text)) == (canonical(canonical(text)) == canonical(text))


@given(pattern=st.text(max_size=12))
def test_every_expression_either_compiles_or_is_refused(pattern: str) -> None:
    with suppress(NotAValueError):
        assert compile_pattern(REGEX, pattern, False).found_in("tekst") in (True, False)  # noqa: FBT003
