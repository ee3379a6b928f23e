"""Rules as plain sentences: those of the examples as they were, and every predicate that has a way to be said."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from regeltaal.base.text import Language
from regeltaal.loading import load
from regeltaal.report.sentences import sentences
from regeltaal.values.operator import Operator
from regeltaal.values.registry import OPERATORS

GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = Path(__file__).parents[2] / "examples"
PREDICATES = [one for one in OPERATORS.values() if one.is_predicate]


@pytest.mark.parametrize("example", ["werkbonnen", "boekhouding"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_sentences_of_the_examples(
    example: str, language: Language, golden_file: Callable[[Path, str], None]
) -> None:
    told = [f"{rule.id}\n" + "\n".join(sentences(rule, language)) for rule in load(EXAMPLES / example).program.rules]
    golden_file(GOLDEN / f"zinnen-{example}-{language}.txt", "\n\n".join(told) + "\n")


@pytest.mark.parametrize("operator", PREDICATES, ids=lambda one: one.spelling)
def test_every_predicate_can_be_said_and_denied(operator: Operator) -> None:
    assert operator.phrase is not None
    places = {str(at) for at in range(len(operator.overloads[0].operands))}
    for phrase in (operator.phrase, operator.phrase.in_time or operator.phrase):
        for text in (phrase.said, phrase.denied):
            for words in (text.nl, text.en):
                assert places == set(re.findall(r"\{(\d)\}", words))
        assert phrase.said != phrase.denied


def test_no_sentence_holds_a_keyword(tmp_path: Path) -> None:
    """What is quoted and named stays as the author wrote it; all else is plain language."""
    (tmp_path / "regeltaal.toml").write_text('[project]\ndomein = "werkbonnen"\n', encoding="utf-8")
    (tmp_path / "sjablonen").mkdir()
    (tmp_path / "sjablonen" / "Bedankt.txt").write_text("Onderwerp: Bedankt\n\nTot ziens", encoding="utf-8")
    (tmp_path / "regels").mkdir()
    (tmp_path / "regels" / "a.regel").write_text(EVERYTHING, encoding="utf-8")
    for rule in load(tmp_path).program.rules:
        for sentence in sentences(rule):
            bare = re.sub(r'"[^"]*"', "", sentence)
            assert re.findall(r"\b[A-Z]{2,}\b", bare) == [], sentence


EVERYTHING = """DOMEIN werkbonnen
REGEL "Van alles"
WANNEER werkbon statuswijziging VAN "Ingepland" NAAR "Klaargezet"; werkbon planbord update
EN MINSTENS 2 VAN (duur > 60; garantie; contract IS LEEG)
EN NIET (relatie.plaats = "Zeist" OF relatie.plaats = "Breda")
EN ELK materiaal IN materialen WAARVOOR materiaal.aantal TUSSEN 1 EN 5
EN GEEN formulier IN formulieren WAARVOOR formulier.naam LIJKT OP "F-*"
EN datum VANAF 1-1-2027 TOT 1-2-2027
DAN
  VERSTUUR e-mail NA 2 uur MITS status = "Klaargezet" MET ontvanger = relatie.e-mailadres; sjabloon = "Bedankt"
  ZET datum = VANDAAG + 1 werkdag
  STOP VERDERE REGELS
"""
