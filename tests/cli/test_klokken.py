"""Time in `regeltaal draai`: clocks and schedules go off, are rehearsed, told, and explained afterwards."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
DOMAIN = """DOMEIN loket
OBJECT zaak
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD uiterlijk: moment WIJZIGBAAR
  VELD antwoord: tekst WIJZIGBAAR
  VELD stand: tekst WIJZIGBAAR
GEBEURTENIS zaak binnen BIJ zaak
GEBEURTENIS zaak wacht BIJ zaak MOMENT uiterlijk ZOLANG antwoord IS LEEG EENMAAL PER zaak
"""
RULES = """DOMEIN loket
REGEL "Bijna" WANNEER zaak wacht 1 uur VOOR uiterlijk DAN ZET stand = "bijna"
REGEL "Te laat" WANNEER zaak wacht OP uiterlijk DAN ZET stand = "te laat"
REGEL "Ochtendronde" WANNEER ELKE werkdag OM 8:00 VOOR ELKE zaak WAARVOOR antwoord IS LEEG DAN ZET stand = "ronde"
"""
FRIDAY = "2027-03-12T"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "loket"
    (folder / "regels").mkdir(parents=True)
    (folder / "regeltaal.toml").write_text('[project]\ndomein = "loket.domein"\n', encoding="utf-8")
    (folder / "loket.domein").write_text(DOMAIN, encoding="utf-8")
    (folder / "regels" / "klok.regel").write_text(RULES, encoding="utf-8")
    return folder


@pytest.fixture
def waiting(run: Run, desk: Path) -> Path:
    """One case that came in at nine and must be answered by noon."""
    event = {"id": "e1", "gebeurtenis": "zaak binnen", "record": {"nummer": "Z1", "uiterlijk": f"{FRIDAY}12:00"}}
    found = run("draai", desk, "--gebeurtenissen", "-", "--nu", f"{FRIDAY}09:00", stdin=json.dumps(event))
    assert found.exit_code == 0
    assert "de volgende klok loopt af op 12-3-2027 11:00: zaak wacht, zaak Z1" in found.stderr
    return desk


def started(found: Result) -> list[tuple[str, str, list[str]]]:
    """The events that a run started: which, when, and the rules that did something."""
    events = [json.loads(line) for line in found.stdout.splitlines()]
    return [
        (one["gebeurtenis"], one["moment"][:16], [rule["regel"] for rule in one["regels"] if rule["tak"] == "dan"])
        for one in events
    ]


def stand(run: Run, desk: Path) -> object:
    (shown,) = json.loads(run("toon", desk, "zaak", "--uitvoer", "json").stdout)
    return shown["velden"].get("stand")


def test_a_run_without_events_lets_what_is_due_go_off_and_tells_what_comes_next(run: Run, waiting: Path) -> None:
    found = run("draai", waiting, "--nu", f"{FRIDAY}12:30", "--uitvoer", "json")
    assert started(found) == [
        ("zaak wacht", f"{FRIDAY}11:00", ["Bijna"]),
        ("zaak wacht", f"{FRIDAY}12:00", ["Te laat"]),
    ]
    assert "de volgende klok loopt af op 15-3-2027 8:00: ELKE werkdag OM 8:00, Ochtendronde" in found.stderr
    assert stand(run, waiting) == "te laat"
    assert run("draai", waiting, "--nu", f"{FRIDAY}13:00", "--uitvoer", "json").stdout == ""


def test_time_can_be_let_pass_up_to_a_moment(run: Run, waiting: Path) -> None:
    found = run("draai", waiting, "--nu", f"{FRIDAY}09:00", "--tot", "16-3-2027 10:00", "--uitvoer", "json")
    assert started(found) == [
        ("zaak wacht", f"{FRIDAY}11:00", ["Bijna"]),
        ("zaak wacht", f"{FRIDAY}12:00", ["Te laat"]),
        ("ELKE werkdag OM 8:00 VOOR ELKE zaak", "2027-03-15T08:00", ["Ochtendronde"]),
        ("ELKE werkdag OM 8:00 VOOR ELKE zaak", "2027-03-16T08:00", ["Ochtendronde"]),
    ]
    assert "gemist" not in found.stderr


def test_a_rehearsal_shows_what_would_go_off_and_keeps_nothing(run: Run, waiting: Path) -> None:
    store = (waiting / "regeltaal.db").read_bytes()
    for moment in (("--nu", f"{FRIDAY}12:30"), ("--tot", f"{FRIDAY}12:30", "--nu", f"{FRIDAY}09:00")):
        found = run("draai", waiting, "--droog", *moment, "--uitvoer", "json")
        assert [rules for _, _, rules in started(found)] == [["Bijna"], ["Te laat"]]
    assert (waiting / "regeltaal.db").read_bytes() == store
    assert stand(run, waiting) is None


def test_missed_rounds_are_told_in_one_line(run: Run, waiting: Path) -> None:
    found = run("draai", waiting, "--nu", "2027-03-18T09:30", "--uitvoer", "json")
    assert [event for event, _, _ in started(found)].count("ELKE werkdag OM 8:00 VOOR ELKE zaak") == 1
    assert (
        "let op: `Ochtendronde` liep op de klok terwijl er niets draaide; 3 maal gemist, "
        "alleen 18-3-2027 8:00 is ingehaald"
    ) in found.stderr


ANSWER = {"id": "e2", "gebeurtenis": "zaak binnen", "record": {"nummer": "Z1", "antwoord": "ja"}}


def test_an_answer_in_time_stops_the_clock_also_when_it_is_told_late(run: Run, waiting: Path) -> None:
    event = {**ANSWER, "moment": f"{FRIDAY}10:30"}
    arguments = ("draai", waiting, "--gebeurtenissen", "-", "--nu", f"{FRIDAY}13:00", "--uitvoer", "json")
    assert [event for event, _, _ in started(run(*arguments, stdin=json.dumps(event)))] == ["zaak binnen"]


def test_an_answer_of_now_finds_that_the_clock_went_off_before_it(run: Run, waiting: Path) -> None:
    """Nothing ran at eleven and at noon; what was due then comes first."""
    arguments = ("draai", waiting, "--gebeurtenissen", "-", "--nu", f"{FRIDAY}13:00", "--uitvoer", "json")
    assert started(run(*arguments, stdin=json.dumps(ANSWER))) == [
        ("zaak wacht", f"{FRIDAY}11:00", ["Bijna"]),
        ("zaak wacht", f"{FRIDAY}12:00", ["Te laat"]),
        ("zaak binnen", f"{FRIDAY}13:00", []),
    ]
    assert stand(run, waiting) == "te laat"


def test_what_the_clock_did_is_explained_with_the_record(run: Run, waiting: Path) -> None:
    run("draai", waiting, "--nu", f"{FRIDAY}12:00", "--tot", "2027-03-15T09:00")
    shown = run("verklaar", waiting, "Z1").stdout
    assert "zaak wacht, Z1" in shown
    assert "✓ Bijna" in shown
    assert "– Te laat" in shown
    assert ": deze regel wacht op een ander moment: OP uiterlijk" in shown
    assert "ELKE werkdag OM 8:00 VOOR ELKE zaak, Z1" in shown
    assert "✓ Ochtendronde" in shown
    assert "deze regel wacht op een ander moment" in run("verklaar", waiting, "Z1", "--regel", "Te laat").stdout


def test_the_rules_of_a_schedule_go_by_its_name(run: Run, desk: Path) -> None:
    assert "1. Ochtendronde" in run("volgorde", desk, "ELKE werkdag OM 08:00 VOOR ELKE zaak").stdout
    assert (
        "bedoelde u `ELKE werkdag OM 8:00 VOOR ELKE zaak`?"
        in run("volgorde", desk, "ELKE werkdg OM 8:00 VOOR ELKE zaak").stderr
    )


def test_an_action_that_was_put_off_is_told_with_its_record_and_rule(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "later"
    (folder / "regels").mkdir(parents=True)
    (folder / "regeltaal.toml").write_text('[project]\ndomein = "werkbonnen"\n', encoding="utf-8")
    (folder / "regels" / "later.regel").write_text(
        'DOMEIN werkbonnen\nREGEL "Meld het later" WANNEER werkbon compleet gemeld\n'
        'DAN ROEP webhook NA 1 uur MET adres = "geen adres"\n',
        encoding="utf-8",
    )
    event = {"id": "e1", "gebeurtenis": "werkbon compleet gemeld", "record": {"nummer": "WB-1"}}
    run("draai", folder, "--gebeurtenissen", "-", "--nu", f"{FRIDAY}09:00", stdin=json.dumps(event))
    found = run("draai", folder, "--nu", f"{FRIDAY}10:00")
    assert 'mislukt ROEP webhook (werkbon WB-1, door "Meld het later"): `geen adres` is geen webadres' in found.stderr
