"""Laws of completion, over the examples: what was written is offered, and what is offered can be written."""

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.assist.completion_law import Place, accepted, is_viable, places, state
from tests.messages.changes import mutants

from regeltaal.assist.completion import completion
from regeltaal.assist.completion_domain import domain_completion
from regeltaal.assist.completion_items import Item
from regeltaal.assist.lexed import lexed_domain
from regeltaal.assist.signature import signature
from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.source import Source
from regeltaal.workspace.part import Part
from regeltaal.workspace.sheet import Spot

NAMES_FOUND = 0.98
OWN_NAMES = frozenset({"DEFINITIE_KW", "LIJST_KW", "GENAAMD_KW"})
"""Behind these an author makes up a name."""
UNKNOWN = frozenset(
    [
        "RT201",
        "RT202",
        "RT203",
        "RT204",
        "RT205",
        "RT206",
        "RT217",
        "RT219",
        "RT305",
        "RT401",
        "RT403",
        "RT405",
        "RT409",
    ]
)
"""Names that nobody knows there, values that a list does not have, and parameters that are there already."""

TWO_WORDS = frozenset({"OPEN_KEUZE", "VRIJ_VELD", "NIET_ALS"})

anywhere = st.sampled_from(range(10**6))


def _key(text: str) -> str:
    return " ".join(text.replace("`", "").lower().split())


def _offers(place: Place, *, rest_of_line: bool) -> Iterator[str]:
    for item in place.asked(place.without(rest_of_line=rest_of_line)).items:
        yield _key(item.label)


def _has(offers: list[str], wanted: str) -> bool:
    """Whether it is offered, by itself or as the beginning of a longer offer."""
    return any(one == wanted or one.startswith((f"{wanted} ", f"{wanted}(", f"{wanted}.")) for one in offers)


@pytest.mark.parametrize("rest_of_line", [True, False], ids=["rest of the line gone", "token gone"])
def test_every_word_of_the_examples_is_offered_where_it_stands(*, rest_of_line: bool) -> None:
    asked = [place for place in places() if place.token.kind.endswith("_KW")][:: 2 if rest_of_line else 5]
    missed = [
        str(one) for one in asked if not _has(list(_offers(one, rest_of_line=rest_of_line)), one.token.text.lower())
    ]
    assert missed == []


@pytest.mark.parametrize("rest_of_line", [True, False], ids=["rest of the line gone", "token gone"])
def test_nearly_every_name_of_the_examples_is_offered_where_it_stands(*, rest_of_line: bool) -> None:
    named = [one for one in places() if one.token.kind in ("NAME", "UPPER") and one.before not in OWN_NAMES]
    asked = named[:: 2 if rest_of_line else 5]
    missed = [
        str(one) for one in asked if not _has(list(_offers(one, rest_of_line=rest_of_line)), _key(one.token.text))
    ]
    assert len(missed) <= (1 - NAMES_FOUND) * len(asked), missed


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(number=anywhere, which=anywhere, rest_of_line=st.booleans())
def test_what_is_offered_fits_the_grammar(number: int, which: int, *, rest_of_line: bool) -> None:
    place = places()[number % len(places())]
    text = place.without(rest_of_line=rest_of_line)
    if not is_viable(text[: place.token.start]):
        return
    items = place.asked(text).items
    for item in items[which % 7 :: 7]:
        new = accepted(text, item)
        assert is_viable(new[: item.span.start + len(item.plain)]), (str(place), item.label, item.plain)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(number=anywhere, which=anywhere)
def test_what_is_offered_is_known_there(number: int, which: int) -> None:
    place = places()[number % len(places())]
    text = place.without(rest_of_line=False)
    items = place.asked(text).items
    for item in items[which % 40 :: 40]:
        part = Part(Source(place.path, accepted(text, item)))
        if part.parsed.problems:
            continue
        end = item.span.start + len(item.plain)
        for found in _errors(place, part):
            inside = found.span.source.original == part.source.original and item.span.start <= found.span.start < end
            assert not (inside and found.code.id in UNKNOWN), (str(place), item.label, found.message())


def _errors(place: Place, part: Part) -> Iterator[Diagnostic]:
    """What checking finds in a part that takes the place of the one that it came from."""
    sheet = state(place.example).sheets[place.path]
    texts = (part.source.original if one is place.part else one.source.original for one in sheet.parts)
    edited = state(place.example).with_text(place.path, "".join(texts), is_open=True)
    for one in edited.sheets[place.path].parts:
        found = edited.checked(place.path, one) if one.source.original == part.source.original else None
        for problem in found.problems if found is not None else ():
            if problem.is_error:
                yield problem


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(number=anywhere, offset=anywhere)
def test_any_place_of_any_text_has_an_answer(number: int, offset: int) -> None:
    place = places()[number % len(places())]
    broken = list(mutants(place.part.source))
    texts = [one.text for one in broken] or [place.text]
    text = texts[number % len(texts)]
    at = offset % (len(text) + 1)
    spot = Spot(Part(Source(place.path, text)), at)
    project = state(place.example)
    signature(project, place.path, spot)
    found = completion(project, place.path, spot)
    assert len({(item.span.start, item.span.end) for item in found.items}) <= 1
    for item in found.items:
        _is_well_made(item, text, at)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(start=anywhere, length=st.integers(0, 40), offset=anywhere)
def test_any_place_of_a_broken_domain_has_an_answer(start: int, length: int, offset: int) -> None:
    domain = state("boekhouding").domain
    assert domain is not None
    text = domain.text[:6000]
    first = start % len(text)
    text = text[:first] + text[first + length :]
    at = offset % (len(text) + 1)
    for item in domain_completion(Source("proef.domein", text), at).items:
        _is_well_made(item, text, at)


def _is_well_made(item: Item, text: str, at: int) -> None:
    """It replaces a stretch of one line around the cursor, and an editor that filters by what was typed keeps it."""
    assert 0 <= item.span.start <= at <= item.span.end <= len(text)
    assert "\n" not in text[item.span.start : item.span.end]
    assert item.filter.lower().startswith(text[item.span.start : at].lower())
    assert item.label
    assert item.plain


def test_words_of_the_language_are_told_about() -> None:
    told = Counter(
        bool(item.doc.nl)
        for place in places()[::40]
        for item in place.asked(place.without(rest_of_line=True)).items
        if item.kind.value == "woord"
    )
    assert told[True] > 100
    assert told[False] == 0


@pytest.mark.parametrize("domain", ["werkbonnen", "boekhouding"])
def test_every_word_of_a_domain_is_offered_where_it_stands(domain: str) -> None:
    source = state(domain).domain
    assert source is not None
    words = [one for one in lexed_domain(source).tokens if one.kind.endswith("_KW") or one.kind in TWO_WORDS]
    missed = []
    for token in words[::29]:
        line_end = source.text.find("\n", token.end)
        text = source.text[: token.start] + source.text[line_end:]
        offers = [_key(item.label) for item in domain_completion(Source("proef.domein", text), token.start).items]
        if not _has(offers, token.text.lower()):
            missed.append(source.text[max(0, token.start - 60) : token.end])
    assert missed == []
