"""What is what in a text: read from the grammar, cut by our lexer."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.highlight.colours import IDS, SAMPLES, language_of

from regeltaal.highlight.pieces import pieces
from regeltaal.highlight.roles import LANGUAGES, RULES, SCHEMA, Language, Role, words
from regeltaal.syntax.grammar import keywords

LETTERS = st.text(alphabet="aAéÉ1 2,5.-–€%#\"“”`{}|\\\nREGELTEST'’:/🎉()=", max_size=60)


def roles(text: str, language: Language = RULES) -> list[tuple[str, Role]]:
    found = pieces(text, language)
    return [(text[one.start : one.end], one.role) for one in found if one.role != Role.PLAIN]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.name)
def test_every_keyword_of_the_grammar_has_a_role(language: Language) -> None:
    assert set(words(language)) == keywords(language.files)
    assert set(words(language).values()) == {Role.OPENER, Role.CLAUSE, Role.OPERATOR, Role.CONSTANT}


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("REGEL", Role.OPENER), ("TAAL", Role.OPENER), ("WANNEER", Role.CLAUSE), ("MITS", Role.CLAUSE),
        ("EN", Role.OPERATOR), ("WAARVOOR", Role.OPERATOR), ("EXACT", Role.OPERATOR), ("ELK", Role.OPERATOR),
        ("JA", Role.CONSTANT), ("LEEG", Role.CONSTANT), ("NU", Role.CONSTANT), ("ONWAAR", Role.CONSTANT),
    ],
)  # fmt: skip
def test_the_role_of_a_keyword_follows_from_where_it_stands(word: str, role: Role) -> None:
    assert words(RULES)[word] == role


def test_what_opens_a_declaration_differs_between_the_languages() -> None:
    assert (words(RULES)["LIJST"], words(SCHEMA)["LIJST"]) == (Role.OPENER, Role.CLAUSE)
    assert roles("OPEN KEUZE werkstatus", SCHEMA) == [("OPEN KEUZE", Role.OPENER)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ALSO EN-BLOC", [("ALSO", Role.VERB), ("EN-BLOC", Role.VERB)]),
        ("SOM (x)", [("SOM", Role.FUNCTION), ("(", Role.PUNCTUATION), (")", Role.PUNCTUATION)]),
        ("relatie.IBAN", [(".", Role.PUNCTUATION)]),
        ("# REGEL 12", [("# REGEL 12", Role.COMMENT)]),
        ("`adres 2` x", [("`adres 2`", Role.QUOTED_NAME)]),
        (
            r'"a\n{b|c}\d"',
            [('"a', Role.TEXT), (r"\n", Role.ESCAPE), ("{b|c}", Role.INTERPOLATION), (r'\d"', Role.TEXT)],
        ),
        ('"open EN', [('"open EN', Role.TEXT)]),
        ("€ 12,50", [("€ 12,50", Role.AMOUNT)]),
        ("21 %", [("21 %", Role.PERCENTAGE)]),
        ("31-12-2026 14:30", [("31-12-2026 14:30", Role.MOMENT)]),
        ("3 werkdagen", [("3 werkdagen", Role.DURATION)]),
        ("9:00 31 mei 2027 -3", [("9:00", Role.TIME), ("31 mei 2027", Role.DATE), ("-3", Role.NUMBER)]),
        ("| a |", [("|", Role.BAR), ("|", Role.BAR)]),
        ("<= - ?", [("<=", Role.SIGN), ("-", Role.SIGN), ("?", Role.WRONG)]),
    ],
)
def test_a_text_is_cut_into_what_it_is_made_of(text: str, expected: list[tuple[str, Role]]) -> None:
    assert roles(text) == expected


@given(LETTERS)
def test_pieces_are_the_whole_text_in_order(text: str) -> None:
    for language in LANGUAGES:
        assert "".join(text[one.start : one.end] for one in pieces(text, language)) == text


@pytest.mark.parametrize("path", SAMPLES, ids=IDS)
def test_what_is_right_holds_nothing_wrong(path: Path) -> None:
    found = [one for one in roles(path.read_text(encoding="utf-8"), language_of(path)) if one[1] == Role.WRONG]
    assert (found != []) == (path.name in {"alles.regel", "randgevallen.regel"})
