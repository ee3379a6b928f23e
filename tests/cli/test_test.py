"""`regeltaal test`: which tests run, how they are shown, coverage, and the exit code."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from junitparser import Error, JUnitXml
from junitparser import Failure as Failed

Run = Callable[..., Result]
MakeProject = Callable[..., Path]
ROOT = Path(__file__).parents[2]

RULES = """DOMEIN werkbonnen

REGEL "Groot werk"
WANNEER werkbon compleet gemeld
EN duur > 240
DAN
  MAAK taak MET titel = "Controleer {nummer}"
BIJ ONBEKEND
  MAAK taak MET titel = "Vul de duur in"
"""
TESTS = """DOMEIN werkbonnen

TEST "groot"
GEGEVEN werkbon MET nummer = "WB-1"; duur = voorbeeld.duur
WANNEER werkbon compleet gemeld
VERWACHT REGEL "Groot werk" = voorbeeld.groot
VOORBEELDEN
  | duur | groot |
  | 241  | JA    |
  | 240  | NEE   |

TEST "de titel"
GEGEVEN werkbon MET nummer = "WB-1"; duur = 300
WANNEER werkbon compleet gemeld
VERWACHT MAAK taak MET titel = "Controleer WB-1"
"""
FAILING = """DOMEIN werkbonnen

TEST "de verkeerde <titel> & meer"
GEGEVEN werkbon MET nummer = "WB-1"; duur = 300
WANNEER werkbon compleet gemeld
VERWACHT MAAK taak MET titel = "Bekijk <WB-1>"
"""
BROKEN = """DOMEIN werkbonnen

TEST "een tikfout"
GEGEVEN werkbon MET dur = 300
WANNEER werkbon compleet gemeld
VERWACHT MAAK taak
"""


def test_what_passes_is_counted_by_file(run: Run, make_project: MakeProject) -> None:
    found = run("test", make_project(regels=RULES, tests=TESTS))
    assert (found.exit_code, found.stderr) == (0, "")
    assert found.stdout == "✓ project/regels/tests.regel: 3 geslaagd\n3 tests: 3 geslaagd\n"


def test_the_project_in_the_folder_is_the_default(
    run: Run, make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(make_project(regels=RULES, tests=TESTS))
    assert run("test").stdout.startswith("✓ regels/tests.regel")


def test_every_test_is_named_when_asked(run: Run, make_project: MakeProject) -> None:
    shown = run("test", make_project(regels=RULES, tests=TESTS), "--volledig").stdout
    assert "✓ groot (rij 1)" in shown
    assert "✓ de titel" in shown


def test_a_failing_test_is_1_with_what_was_got(run: Run, make_project: MakeProject) -> None:
    found = run("test", make_project(regels=RULES, tests=TESTS, mis=FAILING))
    assert found.exit_code == 1
    assert 'titel = "Bekijk <WB-1>": was "Controleer WB-1"' in found.stdout
    assert found.stdout.endswith("4 tests: 3 geslaagd, 1 mislukt\n")


def test_only_the_tests_of_a_file_or_with_a_word_in_their_name(run: Run, make_project: MakeProject) -> None:
    folder = make_project(regels=RULES, tests=TESTS, mis=FAILING)
    assert run("test", folder / "regels" / "tests.regel").stdout.endswith("3 tests: 3 geslaagd\n")
    assert run("test", folder, "--filter", "TITEL").stdout.endswith("2 tests: 1 geslaagd, 1 mislukt\n")
    found = run("test", folder, "-k", "niets zo")
    assert (found.exit_code, found.stdout) == (2, "")
    assert "er is geen test met `niets zo` in zijn naam" in found.stderr


def test_an_error_in_a_test_leaves_the_others(run: Run, make_project: MakeProject) -> None:
    found = run("test", make_project(regels=RULES, tests=TESTS, stuk=BROKEN))
    assert found.exit_code == 1
    assert "RT201" in found.stdout
    assert "tests met een fout erin zijn niet uitgevoerd" in found.stdout
    assert found.stdout.endswith("3 tests: 3 geslaagd\n")


def test_an_error_in_a_rule_leaves_all(run: Run, make_project: MakeProject) -> None:
    found = run("test", make_project(regels=RULES.replace("duur >", "dur >"), tests=TESTS))
    assert found.exit_code == 1
    assert "de regels bevatten fouten; hun tests zijn niet uitgevoerd" in found.stdout
    assert "geslaagd" not in found.stdout


def test_what_can_not_be_read_is_2(run: Run, tmp_path: Path) -> None:
    found = run("test", tmp_path / "nergens")
    assert found.exit_code == 2
    assert "nergens" in found.stdout


def test_a_loose_file_and_standard_input_are_tested_too(run: Run, tmp_path: Path) -> None:
    text = RULES + TESTS.replace("DOMEIN werkbonnen\n", "")
    (tmp_path / "los.regel").write_text(text, encoding="utf-8")
    assert run("test", tmp_path / "los.regel").exit_code == 0
    assert run("test", "-", stdin=text).stdout.endswith("3 tests: 3 geslaagd\n")


def test_json_tells_each_test(run: Run, make_project: MakeProject) -> None:
    found = json.loads(run("test", make_project(regels=RULES, tests=TESTS, mis=FAILING), "--uitvoer", "json").stdout)
    assert found["samenvatting"] == {"tests": 4, "geslaagd": 3, "mislukt": 1}
    (failed,) = (one for one in found["tests"] if one["uitkomst"] == "mislukt")
    assert (failed["test"], failed["rij"], failed["regel"]) == ("de verkeerde <titel> & meer", None, 3)
    (failure,) = failed["fouten"]
    assert failure["bestand"] == "project/regels/mis.regel"
    assert (failure["regel"], failure["kolom"]) == (6, 1)
    assert failure["verwacht"] == 'VERWACHT MAAK taak MET titel = "Bekijk <WB-1>"'
    (near,) = failure["bijna"]
    assert near["actie"]["parameters"]["titel"] == "Controleer WB-1"
    assert near["niet_voldaan"][0]["waarden"] == {"titel": '"Controleer WB-1"'}


def test_junit_is_read_by_others(run: Run, make_project: MakeProject, tmp_path: Path) -> None:
    folder = make_project(regels=RULES, tests=TESTS, mis=FAILING, stuk=BROKEN)
    assert run("test", folder, "--junit", tmp_path / "tests.xml").exit_code == 1
    report = JUnitXml.fromfile(str(tmp_path / "tests.xml"))
    assert (report.tests, report.failures, report.errors) == (5, 1, 1)
    cases = {case.name: case for suite in report for case in suite}
    assert set(cases) >= {"groot (rij 1)", "groot (rij 2)", "de titel", "de verkeerde <titel> & meer"}
    (failure,) = cases["de verkeerde <titel> & meer"].result
    assert isinstance(failure, Failed)
    assert 'titel = "Bekijk <WB-1>": was "Controleer WB-1"' in failure.text
    assert sum(isinstance(one, Error) for case in cases.values() for one in case.result) == 1
    assert cases["de titel"].is_passed


def test_junit_is_the_same_each_time_but_for_how_long_it_took(
    run: Run, make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_project(regels=RULES, tests=TESTS, mis=FAILING)
    monkeypatch.setattr("time.perf_counter", lambda: 0.0)
    first, second = (run("test", folder, "--uitvoer", "junit").stdout for _ in range(2))
    assert first == second


def test_coverage_says_what_no_test_reaches(run: Run, make_project: MakeProject) -> None:
    shown = run("test", make_project(regels=RULES, tests=TESTS), "--dekking").stdout
    assert "geen test waarin de voorwaarde ONBEKEND is" in shown
    assert "totaal" in shown
    found = json.loads(run("test", "project", "--dekking", "--uitvoer", "json").stdout)["dekking"]
    assert found["soorten"]["uitkomst"] == {"geraakt": 2, "totaal": 3, "procent": 66}
    missed = [(one["soort"], one["naam"]) for one in found["regels"][0]["punten"] if not one["geraakt"]]
    assert missed == [
        ("uitkomst", "ONBEKEND"),
        ("tak", "BIJ ONBEKEND"),
        ("actie", 'MAAK taak MET titel = "Vul de duur in"'),
    ]


def test_too_little_coverage_is_1(run: Run, make_project: MakeProject) -> None:
    folder = make_project(regels=RULES, tests=TESTS)
    assert run("test", folder, "--dekking-minimaal", "60").exit_code == 0
    found = run("test", folder, "--dekking-minimaal", "90")
    assert found.exit_code == 1
    assert found.stderr == "de dekking is 66%; gevraagd is 90%\n"
    assert run("test", folder, "--dekking-minimaal", "101").exit_code == 2


def test_the_project_may_ask_for_coverage(run: Run, make_project: MakeProject) -> None:
    folder = make_project("\n[test]\ndekking = 90\n", regels=RULES, tests=TESTS)
    assert run("test", folder).exit_code == 1
    assert run("test", folder, "--dekking-minimaal", "50").exit_code == 0
    assert run("test", folder, "-k", "titel").exit_code == 0
    assert run("test", folder, "-k", "titel", "--dekking").exit_code == 2


def test_plain_draws_nothing(run: Run, make_project: MakeProject) -> None:
    shown = run("test", make_project(regels=RULES, mis=FAILING), "--uitvoer", "plat", "--dekking", "--volledig").stdout
    assert not any(mark in shown for mark in "✓✗→○|^")
    assert "mislukt" in shown


def test_testing_leaves_nothing_behind(run: Run, make_project: MakeProject) -> None:
    folder = make_project(regels=RULES, tests=TESTS, mis=FAILING)
    before = sorted(folder.rglob("*"))
    run("test", folder, "--dekking")
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize(("name", "least"), [("werkbonnen", 90), ("boekhouding", 90)])
def test_the_examples_are_green_and_covered(name: str, least: int, run: Run) -> None:
    found = run("test", ROOT / "examples" / name, "--dekking-minimaal", str(least))
    assert (found.exit_code, found.stderr) == (0, ""), found.stdout


@pytest.mark.parametrize("domain", ["werkbonnen", "boekhouding"])
def test_a_new_project_has_tests_that_pass(domain: str, run: Run, tmp_path: Path) -> None:
    assert run("nieuw", tmp_path / "mijn", "--domein", domain).exit_code == 0
    found = run("test", tmp_path / "mijn", "--dekking-minimaal", "90")
    assert (found.exit_code, found.stderr) == (0, ""), found.stdout
