"""Generated tests: they pass, say nothing that is refused, stand in the one form, and show what can be shown."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.compiler import domain
from tests.compiler.generate import rule_file
from tests.compiler.situations import situations
from tests.compiler.sorts import ZONE

from regeltaal.base.source import Source
from regeltaal.check.checker import Checker, check
from regeltaal.check.known import Known
from regeltaal.compiler.reference import fits
from regeltaal.evaluate.evaluator import verdict
from regeltaal.formatting.format import formatted
from regeltaal.program import tree
from regeltaal.rule_strength import generator, rules_named, rules_without_tests
from regeltaal.rule_testing import Ready, ready
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.syntax.parser import parse
from regeltaal.testing.generate import Generated, Generator
from regeltaal.testing.generate_mcdc import covered, shown
from regeltaal.testing.generate_objectives import Missing
from regeltaal.testing.generate_patterns import of_regex, of_wildcard
from regeltaal.testing.runner import Runner

EXAMPLES = Path(__file__).parents[2] / "examples"
Make = Callable[..., tuple[Generated, ...]]


def _ready(folder: Path) -> Ready:
    (found,) = ready((str(folder),), lambda _: b"")
    return found


def _generator(one: Ready) -> Generator:
    found = generator(one)
    assert found is not None
    return found


def _run_again(made: Generated, one: Generator) -> None:
    """Each block by itself: nothing is said of it, it is in the one form, and it passes."""
    for block in made.blocks:
        parsed = parse(Source("a.regel", block))
        assert parsed.problems == ()
        assert formatted(parsed).text == block
        group = one.checker.group({"a.regel": parsed.file}, ("a.regel",))
        tested = group.test("a.regel", one.known.anew())
        assert tested.problems == ()
        (case,) = tested.cases
        assert one.runner.one(case).failures == ()


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """The tests for the rule `a` of a project with this condition."""

    def made(condition: str, event: str = "werkbon planbord update", settings: str = "") -> tuple[Generated, ...]:
        text = f'DOMEIN werkbonnen\n\nREGEL "a"\nWANNEER {event}\nEN {condition}\nDAN\n  WIS commentaar\n'
        (tmp_path / "a.regel").write_text(text, encoding="utf-8")
        (tmp_path / "regeltaal.toml").write_text(f'[project]\ndomein = "werkbonnen"\nregels = ["*.regel"]\n{settings}')
        one = _ready(tmp_path)
        found = _generator(one)
        results = tuple(map(found.for_rule, rules_named(one, "a")))
        for result in results:
            _run_again(result, found)
        return results

    return made


# ---------------------------------------------------------------- the examples


@pytest.mark.parametrize("name", ["werkbonnen", "boekhouding"])
def test_every_part_of_every_rule_of_the_examples_is_reached(name: str) -> None:
    one = _ready(EXAMPLES / name)
    assert one.rules is not None
    found = _generator(one)
    made = [found.for_rule(rule) for rule in one.rules.program.rules if rule.enabled]
    assert [(str(result.rule.id), result.reached) for result in made] == [
        (str(result.rule.id), result.feasible) for result in made
    ]
    assert all(result.blocks for result in made)
    for result in made:
        _run_again(result, found)
    names = [name.casefold() for result in made for name in result.names]
    assert len(names) == len(set(names))


# ---------------------------------------------------------------- what is written


def test_a_bound_is_tried_on_both_sides(make: Make) -> None:
    (made,) = make("uurtarief VANAF € 10 TOT € 20")
    text = "".join(made.blocks)
    for value in ("€ 9,99", "€ 10,00", "€ 19,99", "€ 20,00", "LEEG"):
        assert f"uurtarief = {value}" in text


def test_each_leaf_decides_both_ways_with_few_tests(make: Make) -> None:
    (made,) = make("garantie EN webplanning EN (gearchiveerd OF werk gereed)")
    assert (made.reached, made.leaves) == (4, 4)
    assert len(made.blocks) == 5


def test_a_list_is_tried_empty_with_one_row_and_with_rows_that_differ(make: Make) -> None:
    (made,) = make("EEN materiaal IN materialen WAARVOOR (materiaal.aantal > 2 EN materiaal.garantie)")
    rows = [block.count("IN materialen") for block in made.blocks]
    assert 0 in rows
    assert 2 in rows
    assert made.reached == made.leaves == 2


def test_what_was_before_is_given_or_left_unknown(make: Make) -> None:
    (made,) = make('datum IS GEWIJZIGD EN status WAS "Ingepland"')
    text = "".join(made.blocks)
    assert "GEGEVEN vorige MET" in text
    assert any("ONBEKEND" in block and "vorige" not in block for block in made.blocks)


def test_the_change_that_starts_a_rule_is_in_every_test(make: Make) -> None:
    (made,) = make("garantie", event='werkbon statuswijziging VAN "Ingepland" NAAR "Klaargezet"')
    assert all('VAN "Ingepland" NAAR "Klaargezet"' in block for block in made.blocks)


def test_a_sum_over_rows_is_reached(make: Make) -> None:
    condition = "SOM(m.aantal * m.prijs VOOR ELK m IN materialen WAARVOOR m.garantie) >= € 1.000"
    (made,) = make(condition)
    assert made.reached == made.leaves == 1


@pytest.mark.parametrize(
    "condition",
    [
        "WERKDAGEN(datum; VANDAAG) > 5",
        "LENGTE(korte omschrijving) > 20",
        "AANTAL(materialen) = 3",
        "datum + 3 dagen < einddatum",
        'WEEKDAG(datum) IN ("zaterdag"; "zondag")',
        "(uurtarief INDIEN LEEG € 50) * 121% > € 100",
        'korte omschrijving VOLDOET AAN "^[A-Z]{2}-[0-9]+$"',
        'nummer LIJKT OP "WB-2027-*"',
        'relatie.e-mailadres EINDIGT OP "@devries.example"',
        "PRECIES 1 VAN (garantie; webplanning; gearchiveerd)",
        'GEEN formulier IN formulieren WAARVOOR formulier.naam BEVAT "gas"',
        'relatie.plaats IN ("Utrecht"; "Zeist") EN contract IS LEEG',
        "reactiedeadline < NU EN datum TUSSEN VANDAAG EN VANDAAG + 2 weken",
    ],
)
def test_what_is_computed_is_run_backwards(condition: str, make: Make) -> None:
    (made,) = make(condition)
    assert made.reached == made.leaves > 0


def test_what_can_not_be_is_said(make: Make) -> None:
    (made,) = make("duur > 10 EN duur > 5")
    assert (made.reached, made.feasible, made.leaves) == (1, 1, 2)
    (missed,) = made.missed
    assert missed.why is Missing.IMPOSSIBLE


def test_a_rule_that_is_off_gets_no_tests(tmp_path: Path) -> None:
    text = 'DOMEIN werkbonnen\nREGEL "a"\n  UIT\nWANNEER werkbon aangemaakt\nDAN\n  WIS commentaar\n'
    (tmp_path / "a.regel").write_text(text, encoding="utf-8")
    one = _ready(tmp_path / "a.regel")
    (rule,) = rules_named(one, "A")
    made = _generator(one).for_rule(rule)
    assert made.blocks == ()
    assert made.reason is not None
    assert rules_without_tests(one) == ()


def test_a_test_plays_where_and_when_its_rule_holds(tmp_path: Path) -> None:
    text = """DOMEIN werkbonnen
REGEL "a"
  VOOR administraties MET TAG "bouw"
  GELDIG VANAF 1-3-2028 TOT 1-4-2028
WANNEER werkbon aangemaakt
EN garantie
DAN
  WIS commentaar
"""
    settings = '[project]\ndomein = "werkbonnen"\nregels = ["*.regel"]\n[administraties."Een"]\n'
    (tmp_path / "a.regel").write_text(text, encoding="utf-8")
    (tmp_path / "regeltaal.toml").write_text(f'{settings}[administraties."Twee"]\ntags = ["bouw"]\n', encoding="utf-8")
    one = _ready(tmp_path)
    found = _generator(one)
    made = found.for_rule(rules_named(one, "a")[0])
    _run_again(made, found)
    assert len(made.blocks) == 2
    assert all('naam = "Twee"' in block and "OP 1-3-2028" in block for block in made.blocks)


# ---------------------------------------------------------------- laws

SEEDS = range(20, 26)
LEAST_SHARE = 0.9
"""Of the leaves that hundreds of random records show to decide, or that were reached, so many must be reached."""


def test_tests_of_random_rules_pass_and_reach_what_random_records_reach() -> None:
    """Rules of every operator and form, many of them senseless: nothing may break, and little may be missed."""
    reached = missed = 0
    for seed in SEEDS:
        written = rule_file(seed, 3)
        checked = check([parse(Source("a.regel", written.text)).file], domain.schema(), domain.SETTING)
        rules = RuleSet(checked.program, domain.schema(), ZONE, "zaad")
        known = Known([rule.id.name for rule in rules.program.rules], ["zet tekst"])
        runner = Runner.of(rules, by_reference=True)
        found = Generator(Checker(domain.schema(), domain.SETTING), known, runner, _in_form)
        for rule in rules.program.rules:
            made = found.for_rule(rule)
            _run_again(made, found)
            chance = _by_chance(rule, seed, written.event)
            left = {one.way.numbers: one.why for one in made.missed}
            assert not [one for one in chance if left.get(one) is Missing.IMPOSSIBLE]
            reached += made.reached
            missed += sum(one in left for one in chance)
    assert reached > 30
    assert reached / (reached + missed) >= LEAST_SHARE


def _in_form(text: str) -> str:
    return formatted(parse(Source("a.regel", text))).text


def _by_chance(rule: tree.Rule, seed: int, event: str) -> frozenset[tuple[int, ...]]:
    """The leaves that random records show to decide both ways."""
    triggers = [one for one in rule.triggers if isinstance(one, tree.OnEvent)]
    heard = (one for one in situations(seed, event, 150) if fits(triggers, one))
    verdicts = (verdict(rule.condition, one) for one in heard)
    return covered(showing for one in verdicts for showing in shown(one))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("spoed*", "spoed"), ("2027-????", "2027-xxxx"), (r"50% \* 2\?", "50% * 2?")],
)
def test_a_wildcard_is_filled_in(pattern: str, expected: str) -> None:
    assert expected in of_wildcard(pattern)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("^[a-z]+$", "a"),
        (r"[0-9]{4}-[0-9]+", "0000-0"),
        ("ketel|spoed", "spoed"),
        (r"^[^@]+@[^@]+\.(nl|be)$", "x@x.nl"),
        ("(?i)abc?", "ab"),
        (r"\d\s[[:alpha:]]", "5 a"),
    ],
)
def test_a_regular_expression_is_filled_in(pattern: str, expected: str) -> None:
    assert expected in list(of_regex(pattern))
