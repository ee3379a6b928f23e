"""The grammar of domains: no conflicts, one word that opens each declaration, and all that was drafted parses."""

from pathlib import Path

import pytest

from regeltaal.base.source import Source
from regeltaal.schema import declarations as written
from regeltaal.schema.parser import GRAMMAR, OPENERS, START, parse
from regeltaal.syntax import grammar, table_maker, tree
from regeltaal.syntax.tables import is_terminal

SKETCHES = sorted((Path(__file__).parent / "sketches").glob("*.domein"))

# The example of the language's own description.
EXAMPLE = """
DOMEIN werkbonnen
MAANDEINDE OMLAAG
FEESTDAGEN "Nieuwjaarsdag"; "Tweede paasdag"
MODULES "F-gassen"
KEUZE werkbonstatus: "Ingepland"; "Klaargezet"; "Opgehaald"; "Compleet"; "Afgehandeld"
OPEN KEUZE werkstatus

OBJECT werkbon
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD status: werkbonstatus WIJZIGBAAR
  VELD werkstatus: werkstatus WIJZIGBAAR
  VELD relatie: relatie
  VELD materialen: LIJST VAN materiaal

GEBEURTENIS werkbon statuswijziging BIJ werkbon VOLGT status
GEBEURTENIS SLA-beleid in afwachting van reactie BIJ werkbon MOMENT reactiedeadline EENMAAL PER werkbon

ACTIE VERSTUUR e-mail BIJ werkbon; relatie
  OMSCHRIJVING "Verstuurt een e-mail volgens een sjabloon."
  UITVOERING HOOGSTENS EENMAAL
  PARAMETER ontvanger: LIJST VAN e-mailadres VERPLICHT
  PARAMETER sjabloon: SJABLOON VERPLICHT
  BIJ HERHALING VERVANG

FASEN BIJ document: verwijderen EERSTE; verplaatsen EERSTE; inlezen EERSTE
ACTIE LEES document in BIJ document
  FASE inlezen
  VEREIST bestemming IS GEVULD
  GEVOLG boeking aangemaakt
"""


def declarations(text: str) -> tuple[written.Declaration, ...]:
    parsed = parse(Source("voorbeeld.domein", text))
    assert parsed.problems == ()
    return parsed.declarations


@pytest.mark.parametrize("start", ["declaration", "schema"])
def test_the_grammar_has_no_conflict(start: str) -> None:
    text = grammar.read(GRAMMAR)
    table_maker.make(text, (start,), {})  # raises at the first conflict


def test_each_declaration_is_opened_by_a_word_of_its_own_and_by_nothing_else() -> None:
    tables = grammar.load(GRAMMAR, (START,))
    first = {symbol for symbol in tables.states[tables.starts[START]] if is_terminal(symbol)}
    assert first == set(OPENERS)
    inside = {symbol for number, row in enumerate(tables.states) if number != tables.starts[START] for symbol in row}
    assert inside.isdisjoint(OPENERS)


def test_the_words_of_a_domain_are_no_words_of_the_rule_language() -> None:
    """Else a rule could no longer use them as a verb or function."""
    added = grammar.keywords(GRAMMAR) - grammar.keywords()
    assert {"OBJECT", "VELD", "SLEUTEL", "MODULE"} <= added


@pytest.mark.parametrize("path", SKETCHES, ids=lambda path: path.stem)
def test_the_sketches_parse(path: Path) -> None:
    found = declarations(path.read_text(encoding="utf-8"))
    assert not any(isinstance(one, tree.Broken) for one in found)


def test_the_example_of_the_language_parses() -> None:
    assert [type(one).__name__ for one in declarations(EXAMPLE)] == [
        "Header",
        "MonthEndClause",
        "HolidaysClause",
        "ModulesClause",
        "EnumClause",
        "EnumClause",
        "ObjectClause",
        "EventClause",
        "EventClause",
        "ActionClause",
        "PhasesClause",
        "ActionClause",
    ]


def test_niet_als_forbids_and_niet_in_stays_a_part_of_the_condition() -> None:
    action = declarations(
        "DOMEIN a ACTIE SLUIT bon BIJ bon\n"
        "VEREIST status NIET IN (1; 2) NIET ALS status NIET  IN (3; 4) NIET\n ALS klaar"
    )[-1]
    assert isinstance(action, written.ActionClause)
    assert [getattr(mark, "forbids", None) for mark in action.marks] == [False, True, True]


def test_a_keyword_in_a_text_or_comment_opens_nothing() -> None:
    found = declarations('DOMEIN a # OBJECT b\nOBJECT c OMSCHRIJVING "OBJECT d"\n  VELD `OBJECT e`: tekst')
    assert [type(one).__name__ for one in found] == ["Header", "ObjectClause"]


def test_the_whole_file_has_a_start_symbol_too() -> None:
    tables = table_maker.make(grammar.read(GRAMMAR), ("schema",), {})
    assert set(tables.starts) == {"schema"}
