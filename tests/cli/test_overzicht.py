"""`overzicht`: all rules with columns, filters and order of choice, in every form."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from regeltaal.cli.overview import facts_of
from regeltaal.loading import load
from regeltaal.project import open_project
from regeltaal.report.outcome import View
from regeltaal.report.overview import show_overview
from regeltaal.report.overview_columns import COLUMNS, DISPENSABLE, NARROW
from regeltaal.runtime.overview import RuleFacts

Run = Callable[..., Result]
Golden = Callable[[Path, str], None]
GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def ran(run: Run, kantoor: Path) -> Path:
    run("draai", kantoor, "--gebeurtenissen", kantoor / "gebeurtenissen.jsonl", "--nu", "2027-03-12T09:00")
    return kantoor


def _facts(folder: Path) -> tuple[RuleFacts, ...]:
    project = open_project(folder).project
    assert project is not None
    return facts_of(project, load(folder))


def _json(run: Run, *arguments: str | Path) -> list[dict[str, Any]]:
    found = run("overzicht", *arguments, "--uitvoer", "json")
    assert found.exit_code == 0, found.output
    rows: list[dict[str, Any]] = json.loads(found.stdout)
    return rows


@pytest.mark.parametrize("form", ["mens", "plat", "json", "csv"])
def test_each_form_is_as_it_was(run: Run, ran: Path, golden_file: Golden, form: str) -> None:
    found = run("overzicht", ran, "--uitvoer", form)
    assert (found.exit_code, found.stderr) == (0, "")
    golden_file(GOLDEN / f"overzicht.{form}", found.stdout.replace("\r\n", "\n"))


@pytest.mark.parametrize("width", [50, 80, 110, 160])
def test_a_table_is_no_wider_than_the_screen_and_leaves_nothing_out(ran: Path, golden_file: Golden, width: int) -> None:
    shown = show_overview(_facts(ran), NARROW, View(), width, DISPENSABLE)
    assert max(map(len, shown.splitlines())) <= width
    words = {word for facts in _facts(ran) for word in str(facts.rule.id).split()}
    assert all(word in shown for word in words)
    golden_file(GOLDEN / f"overzicht.{width}", shown)


def test_the_administrations_of_a_rule_follow_from_names_and_tags(run: Run, kantoor: Path) -> None:
    rows = {row["naam"]: row for row in _json(run, kantoor)}
    assert rows["Niet voor de horeca"]["administraties"] == ["Timmerman"]
    assert rows["Niet voor de bakker"]["administraties"] == ["Timmerman", "Café"]
    assert rows["Alleen voor de bouw"]["administraties"] == ["Timmerman"]
    assert rows["Bakker: bedankje"]["administraties"] == ["Bakker"]
    assert rows["Staat uit"]["administraties"] == ["Bakker", "Timmerman", "Café"]
    excluded = {one["administratie"]: one["reden"] for one in rows["Niet voor de horeca"]["uitgesloten"]}
    assert excluded == {
        "Bakker": "de tag `horeca` is uitgezonderd met BEHALVE",
        "Café": "de tag `horeca` is uitgezonderd met BEHALVE",
    }
    assert [one["uitgezonderd"] for one in rows["Alleen voor de bouw"]["uitgesloten"]] == [False, False]


def test_runs_are_counted_by_the_timeline(run: Run, ran: Path) -> None:
    rows = {row["naam"]: row for row in _json(run, ran, "--kolommen", "naam,aantal keer,laatst uitgevoerd")}
    assert rows["Spoed in de regio"]["aantal keer"] == 3
    assert rows["Spoed in de regio"]["laatst uitgevoerd"] == "2027-03-12T12:00:00+01:00"
    assert (rows["Staat uit"]["aantal keer"], rows["Staat uit"]["laatst uitgevoerd"]) == (0, None)
    assert rows["Bestemming volgens de lijst (rij 2)"]["aantal keer"] == 1


def test_a_renamed_rule_keeps_its_runs(run: Run, ran: Path) -> None:
    file = ran / "regels" / "bakker.regel"
    text = file.read_text("utf-8").replace('"Bakker: bedankje"', '"Dank je"\n  VOORHEEN "Bakker: bedankje"')
    file.write_text(text, encoding="utf-8")
    rows = {row["naam"]: row for row in _json(run, ran)}
    assert rows["Dank je"]["aantal keer"] == 2


def test_without_a_store_nothing_ever_ran_and_none_is_made(run: Run, kantoor: Path) -> None:
    assert {row["aantal keer"] for row in _json(run, kantoor)} == {0}
    assert list(kantoor.glob("*.db")) == []


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (["niveau=administratie"], ["Bakker: bedankje", "=1+1"]),
        (["actief=nee"], ["Staat uit"]),
        (["prioriteit<20", "naam~spoed"], ["Spoed in de regio"]),
        (["prioriteit<=50", "prioriteit>=50"], ["Stop bij Soest"]),
        (["acties~verstuur"], ["Spoed in de regio", "=1+1"]),
        (["administraties=Timmerman", "gebeurtenis~aangemaakt"], ["Materiaal dat zwaar is"]),
        (["aantal keer>=2", "niveau!=omgeving"], ["Bakker: bedankje"]),
        (["laatst uitgevoerd>12-3-2027"], []),
        (["soest"], ["Stop bij Soest"]),
        (["event=klant bijgewerkt"], ["=1+1"]),
    ],
)  # fmt: skip
def test_filters(run: Run, ran: Path, filters: list[str], expected: list[str]) -> None:
    options = [part for one in filters for part in ("--filter", one)]
    assert [row["naam"] for row in _json(run, ran, *options)] == sorted(expected, key=_order(run, ran))


def _order(run: Run, folder: Path) -> Callable[[str], int]:
    names = [row["naam"] for row in _json(run, folder)]
    return names.index


def test_sorting(run: Run, ran: Path) -> None:
    names = [row["naam"] for row in _json(run, ran, "--sorteer", "naam")]
    assert names == sorted(names, key=str.casefold)
    counts = [row["aantal keer"] for row in _json(run, ran, "--sorteer", "-aantal keer,naam")]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--kolommen", "naam,prioritijt", "`prioritijt` is geen kolom; bedoelde u `prioriteit`?"),
        ("--sorteer", "zwaarte", "`zwaarte` is geen kolom; kies uit"),
        ("--filter", "niveu=omgeving", "`niveu` is geen kolom; bedoelde u `niveau`?"),
        ("--filter", "prioriteit<hoog", "achter `<` hoort een getal of een datum, niet `hoog`"),
    ],
)
def test_what_is_asked_wrong(run: Run, kantoor: Path, option: str, value: str, message: str) -> None:
    found = run("overzicht", kantoor, option, value)
    assert found.exit_code == 2
    assert message in found.stderr


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        (["niveau=omgving"], "geen regel voldoet aan `niveau=omgving`; bedoelde u `omgeving`?"),
        (["aantal keer>1000"], "geen regel voldoet aan `aantal keer>1000`"),
        (["zeppelin"], "geen regel voldoet aan `zeppelin`"),
        (["niveau=administratie", "actief=nee"], "geen regel voldoet aan alle filters samen"),
    ],
)
def test_filters_that_leave_nothing_say_so(run: Run, ran: Path, filters: list[str], told: str) -> None:
    options = [part for one in filters for part in ("--filter", one)]
    assert run("overzicht", ran, *options).stdout == f"{told}\n"
    found = run("overzicht", ran, *options, "--uitvoer", "json")
    assert (json.loads(found.stdout), found.stderr) == ([], f"{told}\n")


def test_a_rule_of_which_all_was_skipped_did_not_run(run: Run, make_project: Callable[..., Path]) -> None:
    skipped = 'REGEL "Mailt niet"\nWANNEER werkbon aangemaakt\nDAN PAS prijsafspraken toe\n'
    done = 'REGEL "Zet iets"\nWANNEER werkbon aangemaakt\nDAN ZET commentaar = "x"\n'
    project = make_project(a=f"DOMEIN werkbonnen\n{skipped}{done}")
    lines = project / "gebeurtenissen.jsonl"
    event = {"id": "1", "gebeurtenis": "werkbon aangemaakt", "record": {"nummer": "W-1"}}
    lines.write_text(f"{json.dumps(event)}\n", encoding="utf-8")
    shown = run("draai", project, "--gebeurtenissen", lines).stdout
    assert ("◌ Mailt niet (alles overgeslagen)" in shown, "✓ Zet iets" in shown) == (True, True)
    rows = {row["naam"]: row for row in _json(run, project)}
    assert [rows["Mailt niet"][name] for name in ("aantal keer", "laatst uitgevoerd")] == [0, None]
    assert rows["Zet iets"]["aantal keer"] == 1
    ran, _, idle = run("toon", project, "werkbon", "W-1").stdout.partition("regels zonder resultaat:\n")
    assert ("Zet iets" in ran, "Mailt niet" in ran) == (True, False)
    assert "alles overgeslagen  Mailt niet" in idle
    (record,) = json.loads(run("toon", project, "werkbon", "W-1", "--uitvoer", "json").stdout)
    assert {one["regel"]: one["alles_overgeslagen"] for one in record["regels"]} == {
        "Mailt niet": True,
        "Zet iets": False,
    }
    assert (
        "OVERGESLAGEN: Mailt niet [omgeving] (alles overgeslagen)"
        in run("verklaar", project, "W-1", "--uitvoer", "plat").stdout
    )


def test_csv_opens_in_a_spreadsheet_and_computes_nothing(run: Run, ran: Path, tmp_path: Path) -> None:
    run("overzicht", ran, "--uitvoer", f"csv:{tmp_path}/regels.csv")
    content = (tmp_path / "regels.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [len(row) for row in rows] == [len(COLUMNS)] * len(rows)
    assert [row["naam"] for row in rows if "1+1" in row["naam"]] == ["'=1+1"]
    assert next(row for row in rows if row["naam"] == "Staat uit")["administraties"] == "Bakker; Timmerman; Café"
    assert not run("overzicht", ran, "--uitvoer", "csv").stdout.startswith("\ufeff")


def test_both_languages_name_the_columns(run: Run, kantoor: Path) -> None:
    assert run("overview", kantoor, "--kolommen", "name,level").stdout.splitlines()[0].split() == ["naam", "niveau"]
    shown = show_overview(_facts(kantoor)[:1], NARROW, View(language="en"), None)
    assert shown.splitlines()[0].split()[:2] == ["name", "level"]


def test_a_rule_whose_delayed_action_was_skipped_in_the_end_did_not_run(
    run: Run, make_project: Callable[..., Path]
) -> None:
    later = 'DAN MAAK taak NA 1 uur MITS commentaar = "x" MET titel = "Later"\n'
    project = make_project(a=f'DOMEIN werkbonnen\nREGEL "Later"\nWANNEER werkbon aangemaakt\n{later}')
    lines = project / "gebeurtenissen.jsonl"
    event = {
        "id": "1",
        "gebeurtenis": "werkbon aangemaakt",
        "moment": "2027-03-12T09:00:00+01:00",
        "record": {"nummer": "W-1"},
    }
    lines.write_text(f"{json.dumps(event)}\n", encoding="utf-8")
    run("draai", project, "--gebeurtenissen", lines, "--nu", "2027-03-12T09:00")
    assert [row["aantal keer"] for row in _json(run, project)] == [1]
    run("draai", project, "--nu", "2027-03-12T11:00")
    assert [row["aantal keer"] for row in _json(run, project)] == [0]
    assert "◌ Later" in run("verklaar", project, "W-1").stdout
