"""Laws of reading a domain: nothing raises, every problem has its place in the text, and order does not matter."""

import re
from importlib.resources import files
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regeltaal.base.source import Source
from regeltaal.schema.loader import load
from regeltaal.schema.model import Schema

WORDS = st.sampled_from(
    [
        "DOMEIN",
        "OBJECT",
        "VELD",
        "KEUZE",
        "OPEN",
        "VRIJ",
        "GEBEURTENIS",
        "ACTIE",
        "FASEN",
        "FUNCTIE",
        "MODULES",
        "FEESTDAGEN",
        "MAANDEINDE",
        "BIJ",
        "VAN",
        "LIJST",
        "VERPLICHT",
        "SLEUTEL",
        "ALS",
        "NIET",
        "EN",
        "OF",
        "IN",
        "IS",
        "LEEG",
        "GEVULD",
        "WAARVOOR",
        "KANDIDATEN",
        "PARAMETER",
        "VELDEN",
        "BEHALVE",
        "PRECIES",
        "EEN",
        "MOMENT",
        "EENMAAL",
        "PER",
        "VOLGT",
        "NIEUW",
        "STANDAARD",
        "VOORBEELD",
        "SJABLOON",
        "UITVOERING",
        "HOOGSTENS",
        "GEEFT",
        "GEVOLG",
        "BEEINDIGT",
        "HERHALING",
        "MAAK",
        "bon",
        "klant",
        "tekst",
        "getal",
        "datum",
        "status",
        "parameter",
        "kandidaten",
        "administratie",
        ".",
        ":",
        ";",
        "(",
        ")",
        "=",
        ">",
        "1",
        "50",
        '"x"',
        '"{bon}"',
        "`",
        '"',
        "#",
    ]
)
DOMAINS = ("werkbonnen", "boekhouding")


def _shipped(name: str) -> str:
    return (files(f"regeltaal.domains.{name}") / f"{name}.domein").read_text(encoding="utf-8")


def _check(text: str) -> None:
    loaded = load(Source("proef.domein", text))
    for problem in loaded.problems:
        assert 0 <= problem.span.start <= problem.span.end <= len(problem.span.source.text)
        assert problem.message()
        assert problem.message("en")
        problem.advice()
    assert (loaded.schema is None) == any(problem.is_error for problem in loaded.problems)


@given(st.text())
def test_any_text_is_read_without_raising(text: str) -> None:
    _check(text)


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_row_of_words_is_read_without_raising(text: str) -> None:
    _check(f"DOMEIN proef\nOBJECT bon\n  VELD status: tekst\n{text}")


@pytest.mark.parametrize("name", DOMAINS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_domain_with_a_word_missing_is_read_without_raising(name: str, data: st.DataObject) -> None:
    text = _shipped(name)
    words = list(re.finditer(r"[\w-]+|[^\w\s]", text))
    gone = data.draw(st.sampled_from(words))
    _check(text[: gone.start()] + text[gone.end() :])


@pytest.mark.parametrize("name", DOMAINS)
@settings(max_examples=10, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_the_order_of_declarations_does_not_matter(name: str, chance: Random) -> None:
    """Save that of the values, fields and phases inside one."""
    text = re.sub(r"(?m)^#.*\n", "", _shipped(name))
    _, header, *rest = re.split(r"(?m)^(?=[A-Z])", text)
    chance.shuffle(rest)
    original, other = load(Source("a.domein", text)).schema, load(Source("a.domein", header + "".join(rest))).schema
    assert original is not None
    assert other is not None
    assert _comparable(original) == _comparable(other)


def test_depth_is_no_danger() -> None:
    depth = 5000
    nested = "(" * depth + "status" + ")" * depth
    negated = "NIET " * depth + "(status IS LEEG)"
    lists = "LIJST VAN " * depth + "tekst"
    _check(f"DOMEIN proef OBJECT bon VELD status: tekst VOORBEELD {nested} VELD tijden: {lists}")
    _check(f"DOMEIN proef OBJECT bon VELD status: tekst\nACTIE PLAN bon BIJ bon VEREIST {nested} = 1 EN {negated}")


def test_a_long_row_of_references_is_no_danger() -> None:
    objects = [f"OBJECT o{number} VELD volgende: o{number + 1} VERPLICHT" for number in range(1500)]
    _check("\n".join(["DOMEIN proef", *objects, "OBJECT o1500 VELD volgende: o0 VERPLICHT"]))


def _comparable(schema: Schema) -> dict[str, object]:
    return {name: getattr(schema, name) for name in type(schema).__fields__ if name != "digest"}


@given(st.sampled_from(DOMAINS), st.sampled_from(["\r\n", "\n\n", "\n # comment\n"]))
@settings(max_examples=6, deadline=None)
def test_line_ends_and_comments_do_not_matter(name: str, line_end: str) -> None:
    original = load(Source("a.domein", _shipped(name))).schema
    other = load(Source("a.domein", _shipped(name).replace("\n", line_end))).schema
    assert original is not None
    assert other is not None
    assert _comparable(original) == _comparable(other)
