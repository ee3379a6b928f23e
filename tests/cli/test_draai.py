"""From `nieuw` to `draai`, `toon`, `verklaar` and `volgorde`: a new project works at once."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from regeltaal.project.starting import starters

Run = Callable[..., Result]


@pytest.fixture(params=starters())
def started(request: pytest.FixtureRequest, run: Run, tmp_path: Path) -> Path:
    folder = tmp_path / "nieuw"
    assert run("nieuw", folder, "--domein", request.param).exit_code == 0
    return folder


@pytest.fixture
def orders(run: Run, tmp_path: Path) -> Path:
    """A new project for work orders, with its events processed."""
    folder = tmp_path / "bonnen"
    run("nieuw", folder, "--domein", "werkbonnen")
    assert run("draai", folder, "--gebeurtenissen", folder / "gebeurtenissen.jsonl").exit_code == 0
    return folder


def test_a_new_project_has_no_problem_at_all(run: Run, started: Path) -> None:
    found = run("controleer", started)
    assert (found.exit_code, found.stdout.startswith("geen problemen")) == (0, True)


def test_a_new_project_runs_at_once(run: Run, started: Path) -> None:
    found = run("draai", started, "--gebeurtenissen", started / "gebeurtenissen.jsonl", "--uitvoer", "json")
    events = [json.loads(line) for line in found.stdout.splitlines()]
    assert (0, {"verwerkt"}) == (found.exit_code, {event["status"] for event in events})
    done = [action["status"] for event in events for rule in event["regels"] for action in rule["acties"]]
    assert done
    assert {"uitgevoerd"} == set(done)


def test_a_dry_run_leaves_no_trace(run: Run, started: Path) -> None:
    before = sorted(path.name for path in started.rglob("*"))
    found = run("draai", started, "--gebeurtenissen", started / "gebeurtenissen.jsonl", "--droog")
    assert found.exit_code == 0
    assert "✓" in found.stdout
    assert before == sorted(path.name for path in started.rglob("*"))


def test_a_dry_run_sees_what_earlier_events_did(run: Run, orders: Path) -> None:
    store = (orders / "regeltaal.db").read_bytes()
    first = {
        "id": "n-1",
        "gebeurtenis": "werkbon planbord update",
        "record": {"nummer": "WB-7", "werkstatus": "Uitgevoerd"},
    }
    second = {"id": "n-2", "gebeurtenis": "werkbon compleet gemeld", "record": "WB-7"}
    stdin = "\n".join(map(json.dumps, (first, second)))
    found = run("draai", orders, "--droog", "--gebeurtenissen", "-", "--uitvoer", "json", stdin=stdin)
    assert "waar" in {rule["uitkomst"] for rule in json.loads(found.stdout.splitlines()[1])["regels"]}
    assert (orders / "regeltaal.db").read_bytes() == store


def test_a_dry_run_sends_nothing(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "bonnen"
    run("nieuw", folder, "--domein", "werkbonnen")
    found = run("draai", folder, "--droog", "--gebeurtenissen", folder / "gebeurtenissen.jsonl", "--uitvoer", "json")
    events = [json.loads(line) for line in found.stdout.splitlines()]
    statuses = {
        action["status"]
        for event in events
        for rule in event["regels"]
        for action in rule["acties"]
        if action["actie"] == "VERSTUUR e-mail"
    }
    assert statuses == {"gepland"}


def test_interrupted_is_130(orders: Path) -> None:
    # A process that a script starts in the background ignores the signal, and so would the one below.
    listen = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    program = f"{listen}\nfrom regeltaal.cli.main import main\nmain()"
    command = [sys.executable, "-c", program, "draai", str(orders), "--gebeurtenissen", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b'{"id": "n-1", "gebeurtenis": "werkbon planbord update", "record": "WB-1"}\n')
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Afgebroken." in errors.decode()


def test_the_same_events_twice_do_nothing_twice(run: Run, orders: Path) -> None:
    found = run("draai", orders, "--gebeurtenissen", orders / "gebeurtenissen.jsonl")
    assert (found.exit_code, "0 verwerkt, 4 dubbel, 0 geweigerd, 0 mislukt" in found.stdout) == (0, True)


def test_a_line_that_does_not_fit_stops_nothing(run: Run, orders: Path) -> None:
    good = '{"id": "n-1", "gebeurtenis": "werkbon planbord update", "record": "WB-1"}'
    bad = b'{"id": "n-2", "gebeurtenis": "werkbon planbord update", "record": {"nummer": "WB-\xff"}}'
    text = b"\xef\xbb\xbf" + b"\n".join([b"{", b"", bad, good.encode()])
    found = run("draai", orders, "--gebeurtenissen", "-", "--uitvoer", "json", stdin=text)
    events = [json.loads(line) for line in found.stdout.splitlines()]
    assert found.exit_code == 1
    assert [(one["status"], one.get("lijn")) for one in events] == [
        ("geweigerd", 1),
        ("geweigerd", 3),
        ("verwerkt", None),
    ]
    assert "1 verwerkt, 0 dubbel, 2 geweigerd, 0 mislukt" in found.stderr


def test_brief_leaves_out_what_did_nothing(run: Run, orders: Path) -> None:
    record = {"nummer": "WB-9", "werkstatus": "Uitgevoerd"}
    event = json.dumps({"id": "n-1", "gebeurtenis": "werkbon compleet gemeld", "record": record})
    arguments = ("draai", orders, "--droog", "--gebeurtenissen", "-", "--uitvoer", "json")
    long = run(*arguments, stdin=event).stdout
    short = run(*arguments, "--beknopt", stdin=event).stdout
    assert len(json.loads(long)["regels"]) == 2
    assert [rule["regel"] for rule in json.loads(short)["regels"]] == ["Compleet: factuur en nabellen"]


def test_brief_does_not_say_that_no_rule_is_about_an_event_when_none_did_anything(run: Run, orders: Path) -> None:
    record = {"nummer": "WB-9", "werkstatus": "Opnieuw inplannen", "status": "Klaargezet"}
    event = {"id": "n-1", "gebeurtenis": "werkbon aangemaakt", "record": record}
    arguments = ("draai", orders, "--droog", "--gebeurtenissen", "-")
    full = run(*arguments, stdin=json.dumps(event)).stdout
    short = run(*arguments, "--beknopt", stdin=json.dumps(event)).stdout
    assert "– Spoedstoring: bel de klant" in full
    assert ("geen regel deed iets" in short, "geen regel gaat over" in short) == (True, False)


def test_the_result_can_go_to_a_file(run: Run, orders: Path, tmp_path: Path) -> None:
    event = '{"id": "n-1", "gebeurtenis": "werkbon planbord update", "record": "WB-1"}'
    found = run("draai", orders, "--gebeurtenissen", "-", "--uitvoer", f"json:{tmp_path / 'uit.jsonl'}", stdin=event)
    assert (found.stdout, found.stderr) == ("", "1 verwerkt, 0 dubbel, 0 geweigerd, 0 mislukt\n")
    assert json.loads((tmp_path / "uit.jsonl").read_text(encoding="utf-8"))["id"] == "n-1"


def test_rules_with_errors_do_not_run(run: Run, orders: Path) -> None:
    rules = orders / "regels" / "werkbonnen.regel"
    rules.write_text(rules.read_text(encoding="utf-8").replace("werkstatus =", "werkstats ="), encoding="utf-8")
    found = run("draai", orders, "--gebeurtenissen", "-", stdin="")
    assert (found.exit_code, found.stdout) == (1, "")
    assert "er is niets uitgevoerd" in found.stderr


def test_a_loose_file_is_no_project_to_run(run: Run, tmp_path: Path) -> None:
    (tmp_path / "los.regel").write_text("DOMEIN werkbonnen\n", encoding="utf-8")
    found = run("draai", "los.regel")
    assert found.exit_code == 2
    assert "`los.regel` is een los bestand" in found.stderr


def test_a_store_that_cannot_be_opened_is_2(run: Run, orders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGELTAAL_OPSLAG_URL", "sqlite:///weg/weg.db")
    found = run("draai", orders)
    assert found.exit_code == 2
    assert "(RT977)" in found.stderr


def test_records_are_shown(run: Run, orders: Path) -> None:
    assert "Nabellen Bakkerij De Vries" in run("toon", orders, "taak").stdout
    one = run("toon", orders, "werkbon", "WB-1").stdout
    assert "Gefactureerd" in one
    assert "2027" not in run("toon", orders, "factuur", "--administratie", "Niemand").stdout


def test_records_for_programs(run: Run, orders: Path) -> None:
    (found,) = json.loads(run("toon", orders, "werkbon", "WB-1", "--uitvoer", "json").stdout)
    assert (
        found["administratie"],
        found["sleutel"],
        found["velden"]["werkstatus"],
    ) == ("Mijn bedrijf", "WB-1", "Gefactureerd")
    shown = run("toon", orders, "taak", "--uitvoer", "csv").stdout
    assert shown.startswith("administratie;sleutel;")


def test_a_csv_file_begins_with_the_mark_by_which_a_spreadsheet_knows_utf_8(run: Run, orders: Path) -> None:
    run("toon", orders, "taak", "--uitvoer", f"csv:{orders}/taken.csv")
    shown = run("toon", orders, "taak", "--uitvoer", "csv").stdout_bytes
    assert (orders / "taken.csv").read_bytes() == b"\xef\xbb\xbf" + shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("toon", "taakk"), "`taakk` is geen object van het domein `werkbonnen`; bedoelde u `taak`?"),
        (("verklaar", "WB-99"), "van `WB-99` is geen gebeurtenis opgeslagen"),
        (("volgorde", "werkbon compleet"), "bedoelde u `werkbon compleet gemeld`?"),
    ],
)
def test_what_is_not_there_is_told(run: Run, orders: Path, arguments: tuple[str, str], message: str) -> None:
    found = run(arguments[0], orders, arguments[1])
    assert found.exit_code == 2
    assert message in found.stderr


def test_a_record_is_explained(run: Run, orders: Path) -> None:
    shown = run("verklaar", orders, "WB-1").stdout
    assert "✓ Compleet: factuur en nabellen" in shown
    assert "– Niet klaar: vervolgwerkbon [omgeving]: " in shown
    assert 'werkstatus = "Opnieuw inplannen": was "Uitgevoerd"' in shown
    assert re.search(r"uitgevoerd [-\d]+ [:\d]+ VERSTUUR e-mail", shown)


def test_one_event_is_explained(run: Run, orders: Path) -> None:
    (history,) = json.loads(run("verklaar", orders, "werkbon WB-1", "--gebeurtenis", "e-3", "--uitvoer", "json").stdout)
    assert [event["id"] for event in history["gebeurtenissen"]] == ["e-3"]
    assert (history["object"], history["sleutel"]) == ("werkbon", "WB-1")
    assert history["tijdlijn"]


def test_the_order_of_rules(run: Run, orders: Path) -> None:
    shown = run("volgorde", orders, "werkbon compleet gemeld").stdout
    assert shown.index("1. Niet klaar: vervolgwerkbon") < shown.index("2. Compleet: factuur en nabellen")
    assert "hogere PRIORITEIT" in shown
    found = json.loads(run("volgorde", orders, "werkbon compleet gemeld", "--uitvoer", "json").stdout)
    assert [rule["prioriteit"] for phase in found["fasen"] for rule in phase["regels"]] == [10, 20]


def test_a_moment_of_our_choice(run: Run, orders: Path) -> None:
    event = '{"id": "n-1", "gebeurtenis": "werkbon planbord update", "record": "WB-1"}'
    arguments = ("draai", orders, "--gebeurtenissen", "-", "--uitvoer", "json", "--nu", "2027-07-01T12:00")
    assert json.loads(run(*arguments, stdin=event).stdout)["moment"].startswith("2027-07-01T12:00:00")
