"""`publiceer` and what runs of a published version say, as someone types them."""

import getpass
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

DOMAIN = """DOMEIN proef
OBJECT bon
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD notitie: tekst WIJZIGBAAR
GEBEURTENIS bon bijgewerkt BIJ bon
"""
RULE = 'DOMEIN proef\nREGEL "een" WANNEER bon bijgewerkt DAN ZET notitie = "een"\n'
OWN = 'DOMEIN proef\nADMINISTRATIE "Jansen BV"\nREGEL "eigen" WANNEER bon bijgewerkt DAN ZET notitie = "eigen"\n'
SETTINGS = """[project]
domein = "proef.domein"

[administraties."Jansen BV"]
tags = []

[gebruikers."p.smit"]
rechten = ["Pagina's | Omgeving | Automatisering"]
[gebruikers."j.jansen"]
rechten = ["Pagina's | Administratie | Automatisering"]
administraties = ["Jansen BV"]
"""
EVENT = '{"id": "%s", "gebeurtenis": "bon bijgewerkt", "administratie": "Jansen BV", "record": {"nummer": "B1"}}'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("REGELTAAL_GEBRUIKER", raising=False)
    monkeypatch.setattr(getpass, "getuser", lambda: "machine")
    folder = tmp_path / "kantoor"
    (folder / "regels").mkdir(parents=True)
    for name, text in (("proef.domein", DOMAIN), ("regels/a.regel", RULE), ("regels/b.regel", OWN)):
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "regeltaal.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


# ---------------------------------------------------------------- publishing


def test_a_rehearsal_shows_what_would_be_published_and_makes_no_store(run: Run, project: Path) -> None:
    found = run("publiceer", project, "--droog", "--als", "p.smit")
    assert found.exit_code == 0
    assert "  +  regel  een" in found.stdout
    assert found.stdout.endswith("dit zou versie 1 worden; er is niets gepubliceerd\n")
    assert not (project / "regeltaal.db").exists()


def test_a_rehearsal_by_who_may_not_says_so(run: Run, project: Path) -> None:
    found = run("publiceer", project, "--droog", "--als", "j.jansen")
    assert (found.exit_code, "(RT980)" in found.stderr, "een" in found.stdout) == (1, True, True)


def test_publishing_and_its_history(run: Run, project: Path) -> None:
    assert run("publiceer", project, "--als", "p.smit", "--bericht", "begin").exit_code == 0
    edit(project / "regels/b.regel", '= "eigen"', '= "van ons"')
    found = run("publish", project, "--as", "j.jansen")
    assert found.stdout == (
        "Administratie Jansen BV\n  ~  regel  eigen  regels/b.regel\n1 wijziging: 1 gewijzigd\n"
        "versie 2 is gepubliceerd door j.jansen\n"
    )
    newest, oldest = run("publiceer", project, "--toon").stdout.splitlines()
    assert newest.startswith("versie 2  ")
    assert "door j.jansen  1 wijziging: 1 gewijzigd" in newest
    assert oldest.endswith("begin")
    one = run("publiceer", project, "--toon", "2").stdout
    assert "door j.jansen (aangemeld als machine)" in one
    assert '-REGEL "eigen" WANNEER bon bijgewerkt DAN ZET notitie = "eigen"' in one
    assert '+REGEL "eigen" WANNEER bon bijgewerkt DAN ZET notitie = "van ons"' in one


def test_plain_output_has_words_for_signs(run: Run, project: Path) -> None:
    found = run("publiceer", project, "--als", "p.smit", "--uitvoer", "plat")
    assert "  toegevoegd  regel  een" in found.stdout


def test_publishing_the_same_again_publishes_nothing(run: Run, project: Path) -> None:
    run("publiceer", project, "--als", "p.smit")
    found = run("publiceer", project, "--als", "p.smit")
    assert (found.exit_code, found.stdout) == (0, "er is niets te publiceren: dit is versie 1\n")
    assert len(run("publiceer", project, "--toon").stdout.splitlines()) == 1


def test_json_for_programs(run: Run, project: Path) -> None:
    first = json.loads(run("publiceer", project, "--als", "p.smit", "--uitvoer", "json").stdout)
    assert (first["status"], first["versie"], first["door"], first["account"]) == (
        "gepubliceerd",
        1,
        "p.smit",
        "machine",
    )
    again = json.loads(run("publiceer", project, "--als", "p.smit", "--uitvoer", "json").stdout)
    assert (again["status"], again["wijzigingen"]) == ("ongewijzigd", [])
    edit(project / "regels/a.regel", '= "een"', '= "1"')
    dry = json.loads(run("publiceer", project, "--als", "p.smit", "--droog", "--uitvoer", "json").stdout)
    assert (dry["status"], [one["naam"] for one in dry["wijzigingen"]]) == ("proef", ["een"])
    run("publiceer", project, "--als", "p.smit")
    assert [one["versie"] for one in json.loads(run("publiceer", project, "--toon", "--uitvoer", "json").stdout)] == [
        1,
        2,
    ]
    one = json.loads(run("publiceer", project, "--toon", "2", "--uitvoer", "json").stdout)
    assert [diff["bestand"] for diff in one["verschillen"]] == ["regels/a.regel"]


def test_rules_with_errors_are_not_published(run: Run, project: Path) -> None:
    edit(project / "regels/a.regel", "notitie =", "notite =")
    found = run("publiceer", project, "--als", "p.smit")
    assert (found.exit_code, found.stdout) == (1, "")
    assert "RT2" in found.stderr
    assert not (project / "regeltaal.db").exists()


def test_who_it_is(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "regeltaal.toml").write_text(SETTINGS.partition("[gebruikers")[0], encoding="utf-8")

    def publisher(*arguments: str) -> object:
        edit(project / "regels/a.regel", 'notitie = "', 'notitie = "x')
        return json.loads(run("publiceer", project, *arguments, "--uitvoer", "json").stdout)["door"]

    assert publisher() == "machine"
    monkeypatch.setenv("REGELTAAL_GEBRUIKER", "j.jansen")
    assert publisher() == "j.jansen"
    assert publisher("--als", "p.smit") == "p.smit"


def test_a_machine_without_a_name_asks_for_one(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise OSError

    monkeypatch.setattr(getpass, "getuser", nobody)
    found = run("publiceer", project)
    assert (found.exit_code, "geef `--als NAAM`" in found.stderr) == (2, True)


def test_an_edited_regeltaal_toml_grants_nothing(run: Run, project: Path) -> None:
    run("publiceer", project, "--als", "p.smit")
    edit(project / "regeltaal.toml", "[\"Pagina's | Administratie", "[\"Pagina's | Omgeving")
    found = run("publiceer", project, "--als", "j.jansen")
    assert (found.exit_code, found.stdout) == (1, "")
    assert "gebruikers en rechten" in found.stderr
    assert len(run("publiceer", project, "--toon").stdout.splitlines()) == 1


# ---------------------------------------------------------------- back


def test_going_back(run: Run, project: Path) -> None:
    run("publiceer", project, "--als", "p.smit")
    edit(project / "regels/a.regel", '= "een"', '= "1"')
    run("publiceer", project, "--als", "p.smit")
    found = run("publiceer", project, "--als", "p.smit", "--terug", "--bericht", "toch niet")
    assert found.stdout.endswith("versie 3 is gepubliceerd door p.smit\n")
    assert "terug naar versie 1; toch niet" in run("publiceer", project, "--toon").stdout
    same = run("publiceer", project, "--als", "p.smit", "--terug", "1")
    assert same.stdout == "er is niets te publiceren: dit is versie 3\n"
    assert '= "1"' in (project / "regels/a.regel").read_text(encoding="utf-8"), "the folder is left alone"


def test_going_back_works_with_rules_that_are_broken_by_now(run: Run, project: Path) -> None:
    run("publiceer", project, "--als", "p.smit")
    edit(project / "regels/a.regel", '= "een"', '= "1"')
    run("publiceer", project, "--als", "p.smit")
    edit(project / "regels/a.regel", "REGEL", "REGLE")
    assert run("publiceer", project, "--als", "p.smit", "--terug").exit_code == 0


# ---------------------------------------------------------------- running


def test_a_run_names_its_version(run: Run, project: Path) -> None:
    arguments = ("draai", project, "--gebeurtenissen", "-", "--uitvoer", "json")
    before = json.loads(run(*arguments, stdin=EVENT % "e1").stdout)["versie"]
    run("publiceer", project, "--als", "p.smit")
    assert json.loads(run(*arguments, stdin=EVENT % "e2").stdout)["versie"] == 1
    (history,) = json.loads(run("verklaar", project, "bon B1", "--uitvoer", "json").stdout)
    assert [event["versie"] for event in history["gebeurtenissen"]] == [before, 1]
    assert "versie 1: verwerkt" in run("verklaar", project, "bon B1").stdout
    assert len(before) == 12


def test_a_version_of_choice_runs(run: Run, project: Path) -> None:
    run("publiceer", project, "--als", "p.smit")
    for number in ("2", "3"):
        edit(project / "regels/b.regel", 'notitie = "', f'notitie = "{number}')
        run("publiceer", project, "--als", "p.smit")
    edit(project / "regels/a.regel", "REGEL", "REGLE")
    found = {}
    for at, version in enumerate(("1", "2", "laatste")):
        arguments = ("draai", project, "--gebeurtenissen", "-", "--uitvoer", "json", "--versie", version)
        event = json.loads(run(*arguments, stdin=EVENT % f"e{at}").stdout)
        values = [rule["acties"][0]["parameters"]["notitie"] for rule in event["regels"] if rule["regel"] == "eigen"]
        found[event["versie"]] = values
    assert found == {1: ["eigen"], 2: ["2eigen"], 3: ["32eigen"]}


def test_only_what_was_published_runs_where_the_project_says_so(run: Run, project: Path) -> None:
    edit(project / "regeltaal.toml", "[project]\n", "[project]\nalleen_gepubliceerd = true\n")
    arguments = ("draai", project, "--gebeurtenissen", "-")
    assert "(RT984)" in run(*arguments, stdin=EVENT % "e1").stderr
    run("publiceer", project, "--als", "p.smit")
    assert run(*arguments, stdin=EVENT % "e1").exit_code == 0
    edit(project / "regels/a.regel", '= "een"', '= "1"')
    refused = run(*arguments, stdin=EVENT % "e2")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "de regels in deze map zijn niet die van versie 1: `een` (RT985)" in refused.stderr
    assert run(*arguments, "--droog", stdin=EVENT % "e2").exit_code == 0
    assert run(*arguments, "--versie", "laatste", stdin=EVENT % "e2").exit_code == 0


# ---------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("publiceer", "kantoor", "--toon", "7"), 2, "er is geen gepubliceerde versie 7 (RT983)"),
        (("publiceer", "kantoor", "--terug", "7", "--als", "p.smit"), 2, "(RT983)"),
        (("publiceer", "kantoor", "--terug", "--als", "p.smit"), 2, "versie 1 is de enige"),
        (("publiceer", "kantoor", "--toon", "--terug"), 2, "`--toon` en `--terug` gaan niet samen"),
        (("publiceer", "--terug", "kantoor"), 2, "`kantoor` is geen versie"),
        (("publiceer", "weg"), 2, "`weg` bestaat niet"),
        (("draai", "kantoor", "--versie", "7"), 2, "(RT983)"),
        (("draai", "kantoor", "--versie", "-1"), 2, "`-1` is geen versie"),
        (("draai", "kantoor", "--versie", "9" * 40), 2, "is geen versie"),
    ],
)
def test_what_is_asked_and_not_there(
    run: Run, project: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    run("publiceer", project, "--als", "p.smit")
    found = run(*arguments)
    assert (found.exit_code, message in found.stderr) == (code, True), found.stderr


def test_before_the_first_publication(run: Run, project: Path) -> None:
    assert run("publiceer", project, "--toon").stdout == "er is nog niets gepubliceerd\n"
    for arguments in (("publiceer", project, "--terug", "--als", "p.smit"), ("draai", project, "--versie", "laatste")):
        found = run(*arguments)
        assert (found.exit_code, "(RT984)" in found.stderr) == (2, True)
    assert not (project / "regeltaal.db").exists()


def test_memory_is_no_place_to_publish(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGELTAAL_OPSLAG_URL", "sqlite://")
    found = run("publiceer", project, "--als", "p.smit")
    assert (found.exit_code, "de opslag is het geheugen" in found.stderr) == (2, True)


def test_a_store_of_a_newer_version_is_left_alone(run: Run, project: Path) -> None:
    run("publiceer", project, "--als", "p.smit")
    with closing(sqlite3.connect(project / "regeltaal.db")) as connection, connection:
        connection.execute("UPDATE regeltaal_version SET version = 99")
    for arguments in (("--als", "p.smit"), ("--toon",), ("--terug",), ("--droog",)):
        found = run("publiceer", project, *arguments)
        assert (found.exit_code, "(RT974)" in found.stderr) == (2, True)
