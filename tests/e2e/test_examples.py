"""The two example offices, as a user runs them: checked, run, the output as it stands beside them, the mails sent."""

import json
import subprocess
import sys
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

import pytest

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
NAMES = ("werkbonnen", "boekhouding")
BEFORE = "2027-03-01 00:00"
AFTER = "2027-12-31 12:00"


class Mailbox(Protocol):
    """What the test needs of the mail server in conftest."""

    messages: list[EmailMessage]
    port: int


def run(*arguments: str, expect: tuple[int, ...] = (0,)) -> str:
    """Runs the program as a user does; an error in it would be on standard error, as a traceback."""
    command = [sys.executable, "-m", "regeltaal", *arguments]
    result = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert result.returncode in expect, result.stderr
    assert "Traceback" not in result.stderr
    return result.stdout


@pytest.fixture(params=NAMES)
def office(request: pytest.FixtureRequest, copy_of_example: Callable[[str], Path]) -> Path:
    return copy_of_example(request.param)


def test_it_checks_without_an_error_and_has_what_an_office_has(office: Path) -> None:
    found = json.loads(run("controleer", str(office), "--uitvoer", "json"))
    assert [one for one in found if one["ernst"] == "fout"] == []
    texts = [path.read_text(encoding="utf-8") for path in office.rglob("*.regel")]
    assert sum(text.count("\nREGEL ") for text in texts) >= 15
    assert sum(text.count("\nTEST ") for text in texts) >= 3


def test_the_events_give_the_output_beside_them(office: Path, pytestconfig: pytest.Config) -> None:
    lines = run(
        "draai", str(office), "--gebeurtenissen", str(office / "gebeurtenissen.jsonl"), "--nu", BEFORE,
        "--uitvoer", "json", expect=(0, 1),
    )  # fmt: skip
    expected = EXAMPLES / office.name / "verwacht.jsonl"
    if pytestconfig.getoption("--update-golden"):
        expected.write_text(lines, encoding="utf-8")
    assert list(map(_unversioned, expected.read_text(encoding="utf-8").splitlines())) == list(
        map(_unversioned, lines.splitlines())
    )


def _unversioned(line: str) -> dict[str, object]:
    """An event without the version of the rules: that is another one at each change of their texts."""
    event: dict[str, object] = json.loads(line)
    event.pop("versie", None)
    return event


def test_the_output_has_the_form_that_others_rely_on(office: Path) -> None:
    lines = run(
        "draai", str(office), "--gebeurtenissen", str(office / "gebeurtenissen.jsonl"), "--nu", BEFORE,
        "--uitvoer", "json", expect=(0, 1),
    )  # fmt: skip
    sent = (office / "gebeurtenissen.jsonl").read_text(encoding="utf-8").splitlines()
    results = [json.loads(line) for line in lines.splitlines()]
    assert [json.loads(line)["id"] for line in sent] == [result["id"] for result in results]
    for result in results:
        _check_event(result)


def _check_event(event: dict[str, object]) -> None:
    assert event["status"] in {"verwerkt", "dubbel", "geweigerd"}
    rules, follow_ups = event["regels"], event["gevolgen"]
    assert isinstance(rules, list)
    assert isinstance(follow_ups, list)
    for rule in rules:
        assert {"regel", "bestand", "niveau", "prioriteit", "uitkomst", "tak", "reden", "acties"} <= rule.keys()
        assert rule["niveau"] in {"omgeving", "administratie"}
        assert rule["uitkomst"] in {"waar", "onwaar", "onbekend", "fout"}
        assert rule["tak"] in {"dan", "anders", "bij onbekend", "geen"}
        for action in rule["acties"]:
            assert {"actie", "parameters", "status", "moment", "reden"} <= action.keys()
            assert action["status"] in {"uitgevoerd", "gepland", "overgeslagen", "mislukt", "onzeker"}
    for follow_up in follow_ups:
        assert {"regel", "actie"} == follow_up["oorzaak"].keys()
        _check_event(follow_up)


def test_a_second_time_every_event_is_known(office: Path) -> None:
    events = ("draai", str(office), "--gebeurtenissen", str(office / "gebeurtenissen.jsonl"), "--nu", BEFORE)
    run(*events, expect=(0, 1))
    results = [json.loads(line) for line in run(*events, "--uitvoer", "json", expect=(0, 1)).splitlines()]
    assert {"dubbel"} == {result["status"] for result in results} - {"geweigerd"}


def test_a_dry_run_leaves_nothing_behind(office: Path) -> None:
    before = sorted(path.relative_to(office) for path in office.rglob("*"))
    dry = run("draai", str(office), "--gebeurtenissen", str(office / "gebeurtenissen.jsonl"), "--droog", expect=(0, 1))
    assert "verwerkt" in dry
    assert before == sorted(path.relative_to(office) for path in office.rglob("*"))


def test_the_readmes_show_what_is_printed(copy_of_example: Callable[[str], Path]) -> None:
    """Each line of the shown output, up to where it is cut short, is a line that the program prints."""
    office = copy_of_example("werkbonnen")
    printed = run("draai", str(office), "--gebeurtenissen", str(office / "gebeurtenissen.jsonl"), expect=(0, 1))
    for readme in ("README.md", "LEESMIJ.md"):
        text = (EXAMPLES.parent / readme).read_text(encoding="utf-8")
        shown = [line for line in text.splitlines() if line.startswith(SHOWN)]
        assert len(shown) >= 4
        for line in shown:
            assert line.removesuffix("…").strip() in printed


SHOWN = ("e-1003", "lijn 8", "6 verwerkt", "  ✓", "  – ", "      ")
SUBJECTS = {
    "werkbonnen": [
        "Bedankt, werkbon WB-1001 is klaar",
        "Klopt dit e-mailadres?",
        "Wij hebben uw aanvraag ontvangen (1)",
        "Wij hebben uw aanvraag ontvangen (WB-1001)",
        "Wij komen nog een keer langs (1)",
    ],
    "boekhouding": ["Creditnota CR-9 van Meelfabriek Zaan"],
}


def test_the_mails_arrive_at_a_mail_server(office: Path, mailbox: Mailbox) -> None:
    """At once or, for a delayed mail, when its moment has come and what it depends on still holds."""
    config = office / "regeltaal.toml"
    text = config.read_text(encoding="utf-8")
    server = f'server = "127.0.0.1:{mailbox.port}"'
    config.write_text(text.replace('map = "postvak-uit"', server), encoding="utf-8")
    run("draai", str(office), "--gebeurtenissen", str(office / "gebeurtenissen.jsonl"), "--nu", BEFORE, expect=(0, 1))
    run("draai", str(office), "--nu", AFTER)
    assert sorted(str(message["Subject"]) for message in mailbox.messages) == SUBJECTS[office.name]
    assert not (office / "postvak-uit").exists()
