"""What an author is offered: cases with a cursor in `completion/*.txt`, with the first of the offers beside them.

A case begins with `=== ` and its name; behind the line `--- aangeboden` stands what is offered, as `label | what it
is`, with what is inserted behind `->` where that is something else. `--update-golden` renews those.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen
from tests.assist.assist_project import CURSOR, Opened

from regeltaal.assist.completion import completion
from regeltaal.assist.completion_domain import domain_completion
from regeltaal.assist.completion_items import Completion, Item
from regeltaal.assist.completion_words import ONE_WORD, help_of
from regeltaal.base.source import Source
from regeltaal.schema.parser import GRAMMAR
from regeltaal.syntax import grammar

FOLDER = Path(__file__).parent / "completion"
OFFERED = "--- aangeboden\n"
SHOWN = 10
SETTINGS = """[project]
domein = "werkbonnen"
regels = ["**/*.regel"]
[administraties."Jansen BV"]
tags = ["horeca"]
[administraties."Bakker BV"]
tags = ["bakkerij"]
[vrije_velden.werkbon]
meterstand = "getal"
"meter 2" = "getal"
"sleutel aanwezig" = "ja-nee"
"""
BOOKS = '[project]\ndomein = "boekhouding"\nregels = ["regels.regel"]\n'
OTHERS = {
    "lijsten.regel": """DOMEIN werkbonnen
LIJST eigen regio = "Utrecht"; "Zeist"
DEFINITIE spoed BIJ werkbon = prioriteitscode = "P1"
""",
    "andere.regel": """DOMEIN werkbonnen
REGEL "Eerste"
WANNEER werkbon aangemaakt
DAN
  MAAK taak MET titel = "Kijk na"
REGEL "Tweede"
WANNEER relatie toegevoegd
DAN
  MAAK taak MET titel = "Bel"
TEST "uit een bestand"
GEGEVEN werkbon UIT "voorbeelden/wb.json"
WANNEER werkbon aangemaakt
VERWACHT MAAK taak
""",
    "sjablonen/Bedankt.txt": "Onderwerp: Bedankt\n\nTot ziens.\n",
    "sjablonen/Herinnering.txt": "Onderwerp: Herinnering\n\nGraag betalen.\n",
}


@frozen
class Case:
    file: str
    name: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}: {self.name}"

    @property
    def marked(self) -> str:
        """The whole file, of which the case shows the last part."""
        whole = self.file == "domein.txt" or "DOMEIN" in self.text or self.name == "een leeg bestand"
        return self.text if whole else f"DOMEIN werkbonnen\n\n{self.text}"


def cases(path: Path) -> Iterator[tuple[Case, str]]:
    for piece in re.split(r"(?m)^=== ", path.read_text(encoding="utf-8"))[1:]:
        name, _, rest = piece.partition("\n")
        text, _, expected = rest.partition(OFFERED)
        yield Case(path.name, name, text.removesuffix("\n")), expected


def offered(case: Case, folder: Path) -> Completion:
    if case.file == "domein.txt":
        text = case.marked
        return domain_completion(Source("proef.domein", text.replace(CURSOR, "")), text.index(CURSOR))
    settings = BOOKS if "DOMEIN boekhouding" in case.text else SETTINGS
    opened = Opened(folder, {"regels.regel": case.marked, **OTHERS}, settings)
    return completion(opened.state, opened.path, opened.marks[0])


def shown(item: Item) -> str:
    inserted = item.snippet if item.is_snippet else item.plain
    parts = [item.label, *([item.detail.nl] if item.detail.nl else [])]
    return " | ".join(parts) + (f" -> {inserted!r}" if inserted != item.label else "")


def told(found: Completion) -> str:
    lines = [shown(item) for item in found.items[:SHOWN]]
    more = len(found.items) - len(lines)
    return "".join(f"{line}\n" for line in [*lines, *([f"… nog {more}"] if more else [])] or ["niets"])


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_an_author_is_offered(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    expected, actual = [], []
    for number, (case, answer) in enumerate(cases(path)):
        folder = tmp_path / str(number)
        folder.mkdir()
        actual.append(f"=== {case.name}\n{case.text}\n{OFFERED}{told(offered(case, folder))}")
        expected.append(f"=== {case.name}\n{case.text}\n{OFFERED}{answer}")
    if request.config.getoption("--update-golden"):
        path.write_text("".join(actual), encoding="utf-8")
        return
    assert expected == actual


def test_every_word_of_the_grammars_has_a_line_of_help() -> None:
    rules, all_words = grammar.keywords(), grammar.keywords(GRAMMAR)
    assert {word for word in rules if help_of(word) is None} == set()
    assert {word for word in all_words if help_of(word, domain=True) is None} == set()
    assert set(ONE_WORD) <= all_words
    for told in (help_of(word, domain=True) for word in all_words):
        assert told is not None
        assert told.nl[0].isupper() or told.nl[0] == "`"
        assert told.nl.endswith(".")
        assert told.en.endswith(".")
