"""`regeltaal test --mutaties` and `--genereer`, on the command line."""

import json
from pathlib import Path

from tests.cli.conftest import MakeProject, Run

RULE = """DOMEIN werkbonnen

REGEL "Lange klus"
WANNEER werkbon aangemaakt
EN duur > 240
DAN
  MAAK taak MET titel = "Controleer {nummer}"
"""
WEAK = """
TEST "een lange klus"
GEGEVEN werkbon MET duur = 300
WANNEER werkbon aangemaakt
VERWACHT MAAK taak
"""


def test_what_no_test_notices_is_shown_with_its_difference(make_project: MakeProject, run: Run) -> None:
    make_project(klus=RULE + WEAK)
    found = run("test", "project", "--mutaties")
    assert found.exit_code == 0
    assert (
        found.stdout
        == """\
project/regels/klus.regel:5: in regel «Lange klus»: `duur > 240` is weggelaten en geen test merkt het
  @@ -4,3 +4,2 @@
   WANNEER werkbon aangemaakt
  -EN duur > 240
   DAN
  wat zou helpen: een test zoals
    GEGEVEN werkbon MET duur = 240
    WANNEER werkbon aangemaakt
    VERWACHT REGEL "Lange klus" ONWAAR

project/regels/klus.regel:5: in regel «Lange klus»: `>` werd `>=` en geen test merkt het
  @@ -4,3 +4,3 @@
   WANNEER werkbon aangemaakt
  -EN duur > 240
  +EN duur >= 240
   DAN
  wat zou helpen: een test zoals
    GEGEVEN werkbon MET duur = 240
    WANNEER werkbon aangemaakt
    VERWACHT REGEL "Lange klus" ONWAAR

project/regels/klus.regel:5: in regel «Lange klus»: `240` werd `241` en geen test merkt het
  @@ -4,3 +4,3 @@
   WANNEER werkbon aangemaakt
  -EN duur > 240
  +EN duur > 241
   DAN
  wat zou helpen: een test zoals
    GEGEVEN werkbon MET duur = 241
    WANNEER werkbon aangemaakt
    VERWACHT REGEL "Lange klus" WAAR

… en nog 1 in regel «Lange klus»; alles met `--volledig`

Per regel: hoeveel van de wijzigingen een test opmerkt
  33%  2 van 6  regel «Lange klus»  project/regels/klus.regel:3

Mutatiescore 33%: van de 6 wijzigingen merken de tests er 2 op.
Niet opgemerkt: 4; in regels zonder test: 0.
"""
    )


def test_a_score_that_is_too_low_fails(make_project: MakeProject, run: Run) -> None:
    make_project(klus=RULE + WEAK)
    assert run("test", "project", "--mutaties-minimaal", 33).exit_code == 0
    found = run("test", "project", "--mutaties-minimaal", 34)
    assert found.exit_code == 1
    assert "de mutatiescore is 33%; gevraagd is 34%" in found.stderr


def test_the_changes_as_data(make_project: MakeProject, run: Run) -> None:
    make_project(klus=RULE + WEAK)
    found = json.loads(run("test", "project", "--mutaties", "--uitvoer", "json").stdout)
    assert found["formaatversie"] == 1
    assert found["score"] == {"procent": 33, "opgemerkt": 2, "totaal": 6}
    change = next(one for one in found["wijzigingen"] if one["wijziging"] == "`>` werd `>=`")
    assert (change["soort"], change["uitkomst"], change["regel"]) == ("vergelijking", "niet opgemerkt", 5)
    assert change["voorbeeld"][0] == "GEGEVEN werkbon MET duur = 240"
    killed = next(one for one in found["wijzigingen"] if one["uitkomst"] == "opgemerkt")
    assert killed["test"] == "een lange klus"


def test_a_sample_says_that_it_is_one(make_project: MakeProject, run: Run) -> None:
    make_project(klus=RULE + WEAK)
    found = run("test", "project", "--mutaties-hoogstens", 2)
    assert "Dit is een steekproef: 4 wijzigingen zijn niet geprobeerd" in found.stdout


def test_tests_for_a_rule_come_on_the_screen(make_project: MakeProject, run: Run) -> None:
    make_project(klus=RULE)
    found = run("test", "project", "--genereer", "lange klus")
    assert found.exit_code == 0
    assert (
        found.stdout
        == """\
TEST "Lange klus: waar"
GEGEVEN werkbon MET duur = 241
WANNEER werkbon aangemaakt
VERWACHT REGEL "Lange klus"
VERWACHT MAAK taak MET titel = "Controleer TEST-1"

TEST "Lange klus: onwaar, duur is 240"
GEGEVEN werkbon MET duur = 240
WANNEER werkbon aangemaakt
VERWACHT REGEL "Lange klus" ONWAAR

TEST "Lange klus: onbekend, duur is leeg"
GEGEVEN werkbon MET duur = LEEG
WANNEER werkbon aangemaakt
VERWACHT REGEL "Lange klus" ONBEKEND
"""
    )
    assert found.stderr == (
        "project/regels/klus.regel:3: regel «Lange klus»: 3 tests, waarin 1 van de 1 delen van de voorwaarde de "
        "doorslag geven\n"
    )


def test_tests_go_to_the_end_of_a_file_and_notice_every_change(make_project: MakeProject, run: Run) -> None:
    folder = make_project(klus=RULE)
    tests = folder / "regels" / "tests.regel"
    found = run("test", "project", "--genereer-ontbrekende", "--naar", tests)
    assert (found.exit_code, found.stdout) == (0, "")
    assert f"De tests staan achter in {tests}." in found.stderr
    assert tests.read_text(encoding="utf-8").startswith('DOMEIN werkbonnen\n\nTEST "Lange klus: waar"\n')
    assert run("test", "project").exit_code == 0
    assert run("test", "project", "--mutaties-minimaal", 100).exit_code == 0
    assert run("opmaak", "project", "--controleer").exit_code == 0


def test_names_that_are_taken_are_left_alone(make_project: MakeProject, run: Run) -> None:
    folder = make_project(klus=RULE)
    tests = folder / "regels" / "tests.regel"
    for _ in range(2):
        run("test", "project", "--genereer", "Lange klus", "--naar", tests)
    text = tests.read_text(encoding="utf-8")
    assert 'TEST "Lange klus: waar"\n' in text
    assert 'TEST "Lange klus: waar (2)"\n' in text
    assert run("controleer", "project").exit_code == 0


def test_with_a_test_for_every_rule_there_is_nothing_to_write(make_project: MakeProject, run: Run) -> None:
    make_project(klus=RULE + WEAK)
    found = run("test", "project", "--genereer-ontbrekende")
    assert (found.exit_code, found.stdout) == (0, "")
    assert "Over elke regel gaat al een test." in found.stderr


def test_generated_tests_as_data(make_project: MakeProject, run: Run) -> None:
    make_project(klus=RULE)
    found = json.loads(run("test", "project", "--genereer", "Lange klus", "--uitvoer", "json").stdout)
    (rule,) = found["regels"]
    assert (rule["regel"], rule["bereikt"], rule["haalbaar"], rule["delen"]) == ("Lange klus", 1, 1, 1)
    assert rule["tests"][0]["naam"] == "Lange klus: waar"


def test_wrong_use_is_told(make_project: MakeProject, run: Run) -> None:
    folder = make_project(klus=RULE + WEAK)
    cases = {
        "bedoelde u `Lange klus`?": ("--genereer", "Lange klussen"),
        "gaan niet samen": ("--mutaties", "--genereer", "Lange klus"),
        "hoort bij `--genereer`": ("--mutaties", "--naar", folder / "x.regel"),
        "is geen regelbestand": ("--genereer", "Lange klus", "--naar", folder / "x.txt"),
        "`junit` kan hier niet": ("--mutaties", "--uitvoer", "junit"),
    }
    for told, arguments in cases.items():
        found = run("test", "project", *arguments)
        assert (found.exit_code, told in found.stderr) == (2, True), found.stderr


def test_rules_with_errors_are_not_changed(make_project: MakeProject, run: Run) -> None:
    make_project(klus=RULE.replace("duur", "duurt"))
    found = run("test", "project", "--mutaties")
    assert found.exit_code == 1
    assert "`duurt`" in found.stderr
    assert found.stdout == ""


def test_a_file_that_can_not_be_written_is_told(make_project: MakeProject, run: Run, tmp_path: Path) -> None:
    make_project(klus=RULE)
    found = run("test", "project", "--genereer", "Lange klus", "--naar", tmp_path / "weg" / "t.regel")
    assert found.exit_code == 2
    assert "de map bestaat niet" in found.stderr
