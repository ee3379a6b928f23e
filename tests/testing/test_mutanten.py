"""Changed rules: every kind of change, each shown as it is run, and what weak tests do not notice of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from regeltaal.base.source import Source
from regeltaal.pipeline import Analysis, analyse
from regeltaal.program import tree as program
from regeltaal.program.walk import nodes
from regeltaal.rule_strength import mutator
from regeltaal.rule_testing import Ready, ready
from regeltaal.syntax import tree
from regeltaal.syntax.parser import parse
from regeltaal.testing.mutant import Fate, Mutated, sampled, score_of
from regeltaal.testing.mutants import applied, changes_of
from regeltaal.testing.mutants_edits import Change, Kind, Types

EXAMPLES = Path(__file__).parents[2] / "examples"
LANGUAGE = Path(__file__).parents[1] / "language"
FOLDERS = (EXAMPLES / "werkbonnen", EXAMPLES / "boekhouding", LANGUAGE / "werkbonnen", LANGUAGE / "boekhouding")

RULE = """DOMEIN werkbonnen

REGEL "Dure klus"
  VOOR ALLE administraties BEHALVE "Stil BV"
  GELDIG VANAF 1-1-2027
WANNEER werkbon compleet gemeld
EN uurtarief > € 100
EN werkstatus IN ("Uitgevoerd"; "Gefactureerd")
EN (garantie OF contract IS LEEG)
DAN
  MAAK taak NA 2 dagen MITS garantie MET titel = "Bel over {nummer}"; categorie = "CALL"
  ZET commentaar = "duur"
ANDERS
  WIS commentaar
BIJ ONBEKEND
  MAAK taak MET titel = "Vul het uurtarief in"
"""
SETTINGS = """
[administraties."Jansen BV"]
[administraties."Stil BV"]
[open_keuzes.werkstatus]
waarden = ["Uitgevoerd", "Gefactureerd", "Onderhanden"]
"""


def _ready(folder: Path) -> Ready:
    (found,) = ready((str(folder),), lambda _: b"")
    return found


def _mutated(folder: Path, most: int | None = None) -> Mutated:
    found = mutator(_ready(folder))
    assert found is not None
    return found.run(most)


def _project(folder: Path, text: str) -> Path:
    (folder / "regels").mkdir()
    (folder / "regels" / "a.regel").write_text(text, encoding="utf-8")
    (folder / "regeltaal.toml").write_text(f'[project]\ndomein = "werkbonnen"\n{SETTINGS}', encoding="utf-8")
    return folder


def _every_change(analysis: Analysis) -> Iterator[tuple[tree.Item, Change]]:
    assert analysis.program is not None
    consts = (one for rule in analysis.program.rules for one in nodes(rule) if isinstance(one, program.Const))
    types = Types([(one.span, one.type) for one in consts])
    for file in analysis.files:
        for item in file.items:
            if isinstance(item, tree.Rule | tree.Definition | tree.ListDeclaration):
                yield from ((item, change) for change in changes_of(item, types))


# ---------------------------------------------------------------- what is changed


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_every_change_can_be_read_again_as_it_is_shown(folder: Path) -> None:
    found = list(_every_change(analyse(folder)))
    assert len(found) > 30
    for item, change in found:
        text = applied(item.span.text, item.span.start, change.edits)
        again = parse(Source("a.regel", text))
        assert text != item.span.text
        assert change.silent or again.problems == (), (change.text.nl, text)
        assert again.file.items != (item,)


def test_the_changes_of_a_rule_are_these(tmp_path: Path) -> None:
    found = [change.text.nl for _, change in _every_change(analyse(_project(tmp_path, RULE)))]
    assert found == [
        '`BEHALVE "Stil BV"` is weggelaten',
        "`GELDIG VANAF 1-1-2027` is weggelaten",
        "`uurtarief > € 100` is weggelaten",
        "`>` werd `>=`",
        "`>` werd `<=`",
        "`€ 100` werd `€ 100,01`",
        "`EN` werd `OF`",
        '`werkstatus IN ("Uitgevoerd"; "Gefactureerd")` is weggelaten',
        "`IN` werd `NIET IN`",
        '`"Uitgevoerd"` is weggelaten',
        '`"Gefactureerd"` is weggelaten',
        "`(garantie OF contract IS LEEG)` is weggelaten",
        "`garantie` is weggelaten",
        "`garantie` is ontkend (`NIET`)",
        "`OF` werd `EN`",
        "`contract IS LEEG` is weggelaten",
        "`IS LEEG` werd `IS GEVULD`",
        '`MAAK taak NA 2 dagen MITS garantie MET titel = "Bel over {n…` is weggelaten',
        "wat achter `DAN` en achter `ANDERS` staat, is verwisseld",
        "`2 dagen` werd `3 dagen`",
        "`MITS garantie` is weggelaten",
        "`garantie` is ontkend (`NIET`)",
        '`"Bel over {nummer}"` werd `"Bel over {nummer} (anders)"`',
        '`"CALL"` werd `"MAIL"`',
        '`ZET commentaar = "duur"` is weggelaten',
        '`"duur"` werd `"duur (anders)"`',
        "`ANDERS WIS commentaar` is weggelaten",
        '`BIJ ONBEKEND MAAK taak MET titel = "Vul het uurtarief in"` is weggelaten',
        '`"Vul het uurtarief in"` werd `"Vul het uurtarief in (anders)"`',
    ]


def test_turning_en_into_of_keeps_the_condition_one(tmp_path: Path) -> None:
    analysis = analyse(_project(tmp_path, RULE))
    item, change = next(one for one in _every_change(analysis) if one[1].kind is Kind.JUNCTION)
    text = applied(item.span.text, item.span.start, change.edits)
    assert "ALS uurtarief > € 100\nOF werkstatus" in text
    (rule,) = parse(Source("a.regel", text)).file.items
    assert isinstance(rule, tree.Rule)
    assert isinstance(rule.condition, tree.Disjunction)


@pytest.mark.parametrize(
    ("condition", "changes"),
    [
        ("uurtarief TUSSEN € 10 EN € 20", ["€ 10` werd `€ 9,99", "€ 10` werd `€ 10,01", "€ 20` werd `€ 20,01"]),
        ("duur VANAF 1 TOT 5", ["TOT` werd `TOT EN MET", "1` werd `0", "1` werd `2", "5` werd `6"]),
        ("datum < 1-3-2027", ["<` werd `<=", "<` werd `>=", "1-3-2027` werd `28-2-2027"]),
        ("MINSTENS 2 VAN (garantie; webplanning; duur = 1)", ["MINSTENS 2 VAN` werd `MINSTENS 3 VAN"]),
        ("EEN materiaal IN materialen WAARVOOR materiaal.garantie", ["EEN` werd `ELK", "EEN` werd `GEEN"]),
        ('status IS GEWIJZIGD VAN "Ingepland"', ['"Ingepland"` werd `"Klaargezet"', "is ontkend"]),
        ('korte omschrijving BEVAT NIET "pomp"', ["BEVAT NIET` werd `BEVAT"]),
        ("duur > 2 * 30", ["30` werd `31", "2` werd `3"]),
    ],
)
def test_each_form_of_condition_has_its_changes(condition: str, changes: list[str], tmp_path: Path) -> None:
    text = f'DOMEIN werkbonnen\nREGEL "a"\nWANNEER werkbon planbord update\nEN {condition}\nDAN\n  WIS commentaar\n'
    found = [change.text.nl for _, change in _every_change(analyse(_project(tmp_path, text)))]
    assert [one for one in changes if not any(one in told for told in found)] == []


# ---------------------------------------------------------------- what tests notice

WEAK = f"""{RULE}
TEST "een dure klus"
GEGEVEN werkbon MET uurtarief = € 200; werkstatus = "Uitgevoerd"; garantie = JA
WANNEER werkbon compleet gemeld
VERWACHT MAAK taak
VERWACHT ZET commentaar = "duur"
"""


def test_weak_tests_leave_what_they_do_not_look_at(tmp_path: Path) -> None:
    found = _mutated(_project(tmp_path, WEAK))
    survived = [one.mutant.change.text.nl for one in found.of(Fate.SURVIVED)]
    assert survived == [
        '`BEHALVE "Stil BV"` is weggelaten',
        "`GELDIG VANAF 1-1-2027` is weggelaten",
        "`uurtarief > € 100` is weggelaten",
        "`>` werd `>=`",
        "`€ 100` werd `€ 100,01`",
        "`EN` werd `OF`",
        '`werkstatus IN ("Uitgevoerd"; "Gefactureerd")` is weggelaten',
        '`"Gefactureerd"` is weggelaten',
        "`(garantie OF contract IS LEEG)` is weggelaten",
        "`garantie` is weggelaten",
        "`garantie` is ontkend (`NIET`)",
        "`OF` werd `EN`",
        "`contract IS LEEG` is weggelaten",
        "`IS LEEG` werd `IS GEVULD`",
        "`2 dagen` werd `3 dagen`",
        "`MITS garantie` is weggelaten",
        "`garantie` is ontkend (`NIET`)",
        '`"Bel over {nummer}"` werd `"Bel over {nummer} (anders)"`',
        '`"CALL"` werd `"MAIL"`',
        "`ANDERS WIS commentaar` is weggelaten",
        '`BIJ ONBEKEND MAAK taak MET titel = "Vul het uurtarief in"` is weggelaten',
        '`"Vul het uurtarief in"` werd `"Vul het uurtarief in (anders)"`',
    ]
    assert found.score.killed == len(found.of(Fate.KILLED)) == 7


def test_a_hint_is_a_test_that_notices_the_change(tmp_path: Path) -> None:
    found = _mutated(_project(tmp_path, WEAK))
    bound = next(one for one in found.of(Fate.SURVIVED) if one.mutant.change.text.nl == "`>` werd `>=`")
    assert bound.hint is not None
    assert any("uurtarief = € 100,00" in line for line in bound.hint.lines)
    test = "\n".join(['TEST "op de grens"', *bound.hint.lines])
    (tmp_path / "regels" / "a.regel").write_text(f"{WEAK}\n{test}\n", encoding="utf-8")
    again = {one.mutant.change.text.nl: one.fate for one in _mutated(tmp_path).judged}
    assert again["`>` werd `>=`"] is Fate.KILLED


def test_a_rule_without_tests_is_told_apart(tmp_path: Path) -> None:
    found = _mutated(_project(tmp_path, RULE))
    assert {one.fate for one in found.judged} == {Fate.NOT_COVERED}
    assert found.score.percent == 0


def test_a_test_that_fails_already_notices_nothing(tmp_path: Path) -> None:
    found = _mutated(_project(tmp_path, WEAK.replace("VERWACHT MAAK taak", "VERWACHT NIET MAAK taak")))
    assert found.failing == ("een dure klus",)
    assert found.of(Fate.KILLED) == ()


def test_what_makes_no_difference_does_not_count(tmp_path: Path) -> None:
    """The second test of a field says nothing that the first does not."""
    text = """DOMEIN werkbonnen
REGEL "a"
WANNEER werkbon aangemaakt
EN duur > 10
EN duur > 5
DAN
  WIS commentaar

TEST "t"
GEGEVEN werkbon MET duur = 20
WANNEER werkbon aangemaakt
VERWACHT WIS commentaar
"""
    found = _mutated(_project(tmp_path, text))
    assert [one.mutant.change.text.nl for one in found.of(Fate.EQUAL)] == [
        "`duur > 5` is weggelaten",
        "`>` werd `>=`",
        "`5` werd `6`",
    ]


def test_what_makes_no_difference_in_a_definition_does_not_count_for_any_rule(tmp_path: Path) -> None:
    """A rule with a variable of its own is no other rule for being checked again."""
    text = """DOMEIN werkbonnen
DEFINITIE op rekening BIJ werkbon = betaalwijze IS LEEG OF betaalwijze <> "contact voldaan"
REGEL "a"
WANNEER werkbon aangemaakt
EN op rekening
EN EEN materiaal IN materialen WAARVOOR materiaal.garantie
DAN
  WIS commentaar

TEST "t"
GEGEVEN werkbon MET betaalwijze = "op rekening"
GEGEVEN materiaal IN materialen MET garantie = JA
WANNEER werkbon aangemaakt
VERWACHT WIS commentaar
"""
    found = {one.mutant.change.text.nl: one.fate for one in _mutated(_project(tmp_path, text)).judged}
    assert found["`betaalwijze IS LEEG` is weggelaten"] is Fate.EQUAL
    assert found['`betaalwijze <> "contact voldaan"` is weggelaten'] is Fate.KILLED


ORDER = """DOMEIN werkbonnen
REGEL "eerst"
  PRIORITEIT 10
WANNEER werkbon aangemaakt
EN garantie
DAN
  ZET commentaar = "een"

REGEL "daarna"
  PRIORITEIT 20
WANNEER werkbon aangemaakt
EN {condition}
DAN
  ZET commentaar = "twee"
"""


@pytest.mark.parametrize(("condition", "count"), [("webplanning", 1), ("NIET garantie", 0)])
def test_priority_is_moved_only_where_two_rules_can_meet(condition: str, count: int, tmp_path: Path) -> None:
    found = _mutated(_project(tmp_path, ORDER.format(condition=condition)))
    told = [one.mutant.change.text.nl for one in found.judged if one.mutant.change.kind is Kind.PRIORITY]
    assert told == ["`PRIORITEIT` werd 21, zodat de regel na «daarna» komt"] * count


def test_definitions_and_lists_are_changed_for_every_rule_that_uses_them(tmp_path: Path) -> None:
    text = """DOMEIN werkbonnen
LIJST vaste klanten = "A"; "B"
DEFINITIE groot BIJ werkbon = duur > 100

REGEL "een"
WANNEER werkbon aangemaakt
EN groot
EN nummer IN vaste klanten
DAN
  WIS commentaar

TEST "t"
GEGEVEN werkbon MET nummer = "A"; duur = 101
WANNEER werkbon aangemaakt
VERWACHT WIS commentaar
"""
    found = {one.mutant.change.text.nl: one.fate for one in _mutated(_project(tmp_path, text)).judged}
    assert found['`"A"` is weggelaten'] is Fate.KILLED
    assert found['`"B"` is weggelaten'] is Fate.SURVIVED
    assert found["`100` werd `101`"] is Fate.KILLED
    assert found["`>` werd `>=`"] is Fate.SURVIVED


def test_a_sample_is_fair_and_always_the_same() -> None:
    found = mutator(_ready(EXAMPLES / "werkbonnen"))
    assert found is not None
    every = found.mutants()
    chosen = sampled(every, 30)
    assert chosen == sampled(every, 30)
    assert len(chosen) == 30
    owners = {(one.path, one.place) for one in every}
    assert len({(one.path, one.place) for one in chosen}) == min(30, len(owners))
    assert [every.index(one) for one in chosen] == sorted(every.index(one) for one in chosen)


def test_the_tests_of_an_example_notice_most_changes() -> None:
    found = _mutated(EXAMPLES / "werkbonnen", most=60)
    assert len(found.judged) == 60
    assert found.left_out > 0
    assert score_of(found.judged).percent >= 40
