"""Code lenses: what stands above rules and tests, and how often rules did something."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.assist.assist_project import Opened
from tests.messages.changes import mutants

from regeltaal.assist.lens_facts import reading
from regeltaal.assist.lenses import MakeTest, RunTests, Seen, ShowPlaces, lenses
from regeltaal.assist.rule_runs import mark_of, read_runs
from regeltaal.assist.trying import try_tests
from regeltaal.base.source import Source
from regeltaal.cli.root import root
from regeltaal.project import open_project

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "werkbonnen"
_BASE = "\n".join((EXAMPLE / "regels" / f"{name}.regel").read_text(encoding="utf-8") for name in ("planning", "tests"))
_MUTANTS = [one.text for one in mutants(Source("a.regel", _BASE))]

RULES = """DOMEIN werkbonnen

REGEL "Gereed"
WANNEER werkbon compleet gemeld
EN werkstatus = "Uitgevoerd"
DAN
  ZET korte omschrijving = "klaar"
  VOOR ELK object IN objecten DOE
    WIS object.opmerking
  KLAAR

TEST "gereed"
GEGEVEN werkbon MET werkstatus = "Uitgevoerd"
WANNEER werkbon compleet gemeld
VERWACHT REGEL "gereed"
"""
OTHERS = """DOMEIN werkbonnen

REGEL "Leeg maken"
WANNEER werkbon statuswijziging
EN status IS GEWIJZIGD
DAN
  WIS korte omschrijving

REGEL "Stuk"
WANNEER werkbon statuswijziging
EN qqq = 1
DAN
  ZET korte omschrijving = "stuk"

TEST "ook gereed"
GEGEVEN werkbon MET werkstatus = "Ingepland"
WANNEER werkbon compleet gemeld
VERWACHT REGEL "Gereed" ONWAAR
"""


def _titles(opened: Opened, seen: Seen | None = None) -> list[tuple[int, str]]:
    found = lenses(opened.state, opened.path, seen or Seen())
    return [(opened.state.locate(one.span).start[0], one.title.nl) for one in found]


def test_tests_and_writers_are_counted_over_all_files_that_were_read(tmp_path: Path) -> None:
    opened = Opened(tmp_path, {"a.regel": RULES, "b.regel": OTHERS})
    assert (2, "1 test") in _titles(opened)
    assert "+ maak een test" not in [title for _, title in _titles(opened)]
    assert len(list(reading(opened.state))) == 1
    assert _titles(opened) == [
        (2, "2 tests"),
        (2, "`korte omschrijving`: ook 2 andere regels"),
        (11, "▶ alle tests in dit bestand"),
        (11, "▶ test uitvoeren"),
    ]
    tests, writers, *_ = (one.act for one in lenses(opened.state, opened.path, Seen()))
    assert isinstance(tests, ShowPlaces)
    assert isinstance(writers, ShowPlaces)
    assert [one.text for one in tests.places] == ['TEST "gereed"', 'TEST "ook gereed"']
    assert {opened.state.locate(one).file.name for one in writers.places} == {"b.regel"}


def test_a_rule_without_tests_can_get_one(tmp_path: Path) -> None:
    opened = Opened(tmp_path, {"b.regel": OTHERS})
    acts = [one.act for one in lenses(opened.state, opened.path, Seen()) if one.title.nl == "+ maak een test"]
    assert acts == [MakeTest(), MakeTest()]


def test_how_a_test_came_out_stands_above_it(tmp_path: Path) -> None:
    opened = Opened(tmp_path, {"a.regel": RULES.replace('"Uitgevoerd"\nWANNEER', '"Ingepland"\nWANNEER')})
    tried = try_tests(opened.state, opened.path)
    seen = Seen({one.name: one for one in tried.outcomes})
    assert (11, "✗ 1 verwachting kwam niet uit") in _titles(opened, seen)
    stale = Seen(seen.outcomes, stale=True)
    assert (11, "✗ 1 verwachting kwam niet uit (vóór de laatste wijziging)") in _titles(opened, stale)
    (outcome,) = tried.outcomes
    assert [one.nl for one in outcome.told] == ['regel 15: de regel "gereed" is ONWAAR; verwacht: WAAR']


# ---------------------------------------------------------------- what rules did


def test_how_often_a_rule_did_something_is_read_of_the_store(tmp_path: Path) -> None:
    folder = tmp_path / "kantoor"
    shutil.copytree(EXAMPLE, folder)
    project = open_project(folder).project
    assert project is not None
    assert read_runs(project) == {}
    assert mark_of(project) is None
    assert not (folder / "regeltaal.db").exists()
    events = str(folder / "gebeurtenissen.jsonl")
    arguments = ["draai", str(folder), "--gebeurtenissen", events, "--nu", "2027-03-12T09:00"]
    CliRunner().invoke(root, arguments)
    assert (folder / "regeltaal.db").exists()
    before = {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}
    runs = read_runs(project)
    assert {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()} == before
    found = {name: words.nl for (_, name), words in runs.items()}
    assert all("keer uitgevoerd, laatst op " in words for words in found.values())
    opened = Opened(tmp_path, {"a.regel": (folder / "regels" / "planning.regel").read_text(encoding="utf-8")})
    told = [title for _, title in _titles(opened, Seen(runs=runs))]
    assert found["nieuwe storing met spoed: taak voor de planner"] in told


def test_a_store_that_can_not_be_read_tells_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "kantoor"
    shutil.copytree(EXAMPLE, folder)
    (folder / "regeltaal.db").write_bytes(b"dit is geen opslag" * 500)
    project = open_project(folder).project
    assert project is not None
    assert read_runs(project) == {}


# ---------------------------------------------------------------- running


def test_tests_are_not_run_while_the_rules_have_errors(tmp_path: Path) -> None:
    opened = Opened(tmp_path, {"a.regel": RULES, "b.regel": OTHERS})
    tried = try_tests(opened.state, opened.path)
    assert not tried.passed
    assert tried.words.nl.startswith("de tests kunnen niet draaien: er staan fouten in de regels; b.regel:11: RT201")


def test_a_file_without_tests_says_so(tmp_path: Path) -> None:
    opened = Opened(tmp_path, {"a.regel": RULES[: RULES.index("TEST")]})
    assert try_tests(opened.state, opened.path).words.nl == "er zijn hier geen tests"


def test_what_there_is_no_time_for_is_told(tmp_path: Path) -> None:
    opened = Opened(
        tmp_path, {"a.regel": RULES + RULES[RULES.index("TEST") :].replace('TEST "gereed"', 'TEST "nog een"')}
    )
    tried = try_tests(opened.state, opened.path, seconds=-1)
    assert not tried.passed
    assert tried.words.nl == "✓ “gereed” geslaagd; er was geen tijd voor de rest"


def test_an_action_is_not_carried_out(tmp_path: Path) -> None:
    folder = tmp_path / "kantoor"
    shutil.copytree(EXAMPLE, folder)
    before = sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*"))
    opened = Opened.at(folder, "regels/tests.regel")
    tried = try_tests(opened.state, opened.path)
    assert tried.passed, tried.words.nl
    assert sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*")) == before


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(_MUTANTS))
def test_no_text_is_too_strange(text: str) -> None:
    with TemporaryDirectory() as folder:
        opened = Opened(Path(folder), {"a.regel": text})
        for one in lenses(opened.state, opened.path, Seen()):
            place = opened.state.locate(one.span)
            assert place.start <= place.end
            if isinstance(one.act, RunTests) and one.act.name is None:
                try_tests(opened.state, opened.path, seconds=1)
