"""`verklaar` and `toon`: for every rule that listens to an event, whether it ran and why, from what was stored."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Golden = Callable[[Path, str], None]
GOLDEN = Path(__file__).parent / "golden"
NOW = "2027-03-12T09:00"


@pytest.fixture
def ran(run: Run, kantoor: Path) -> Path:
    """The office with its events processed, and what was due at noon carried out."""
    run("draai", kantoor, "--gebeurtenissen", kantoor / "gebeurtenissen.jsonl", "--nu", NOW)
    run("draai", kantoor, "--nu", "2027-03-12T12:00")
    return kantoor


def _json(run: Run, *arguments: str | Path) -> Any:
    found = run("verklaar", *arguments, "--uitvoer", "json")
    assert found.exit_code == 0, found.output
    return json.loads(found.stdout)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("verklaar.uitgevoerd-voorwaarde-vereist-uit-geldig-bereik-fout", ("K-1",)),
        ("verklaar.onbekend-en-gestopt", ("K-2",)),
        ("verklaar.gevolgen-en-lus", ("K-3",)),
        ("verklaar.beslist-door-een-andere-regel", ("P-1",)),
        ("verklaar.volledig", ("K-1", "--gebeurtenis", "k-1", "--volledig")),
        ("verklaar.een-gevolg", ("K-3", "--gebeurtenis", "k-3/gevolg-1")),
        ("verklaar.regel-uitgevoerd-en-niet", ("K-1", "--regel", "spoed in de regio")),
        ("verklaar.regel-volledig", ("K-2", "--regel", "Spoed in de regio", "--volledig")),
        ("verklaar.regel-niet-geldig", ("K-1", "--regel", "Pas in 2030")),
        ("verklaar.regel-geen-gebeurtenis", ("K-1", "--regel", "Materiaal dat zwaar is")),
        ("verklaar.regel-geweigerd", ("K-9", "--regel", "Materiaal dat zwaar is")),
        ("verklaar.regel-ander-object", ("P-1", "--regel", "Spoed in de regio")),
    ],
)
def test_each_reason_is_told(run: Run, ran: Path, golden_file: Golden, name: str, arguments: tuple[str, ...]) -> None:
    found = run("verklaar", ran, *arguments)
    assert (found.exit_code, found.stderr) == (0, "")
    golden_file(GOLDEN / f"{name}.mens", found.stdout.replace(str(ran), "KANTOOR"))


def test_plain_output_has_no_signs(run: Run, ran: Path) -> None:
    found = run("verklaar", ran, "K-3", "--volledig", "--uitvoer", "plat")
    assert not any(sign in found.stdout for sign in "✓–→")
    assert "onwaar: Staat uit [omgeving]: de regel staat UIT" in found.stdout


def test_json_is_as_complete_as_the_text(run: Run, ran: Path, golden_file: Golden) -> None:
    found = _json(run, ran, "K-1", "--gebeurtenis", "k-1", "--volledig")
    golden_file(GOLDEN / "verklaar.json", json.dumps(found, ensure_ascii=False, indent=1) + "\n")


def test_every_rule_of_the_project_is_accounted_for(run: Run, ran: Path) -> None:
    """Candidates, those that listen and were none, and the number of the others make up all rules."""
    rules = len(json.loads(run("overzicht", ran, "--uitvoer", "json").stdout))
    for key in ("K-1", "K-2", "K-3", "P-1"):
        for history in _json(run, ran, key):
            for event in history["gebeurtenissen"]:
                assert len(event["regels"]) + len(event["uitgesloten"]) + event["andere_regels"] == rules
                assert all(one["reden"] for one in event["uitgesloten"])


def test_what_did_not_run_says_why(run: Run, ran: Path) -> None:
    for key in ("K-1", "K-2", "K-3", "P-1"):
        for event in _json(run, ran, key)[0]["gebeurtenissen"]:
            assert all(rule["reden"] for rule in event["regels"] if rule["tak"] != "dan")


def test_the_whole_verdict_is_that_of_the_moment_itself(run: Run, ran: Path) -> None:
    """The record has changed since; the tree tells what it was."""
    (event,) = _json(run, ran, "K-1", "--gebeurtenis", "k-1", "--volledig")[0]["gebeurtenissen"]
    tree = next(rule["oordeel"] for rule in event["regels"] if rule["regel"] == "Spoed in de regio")
    assert [part["uitkomst"] for part in tree["delen"]] == ["waar", "waar"]
    assert tree["delen"][0]["waarden"]["plaats"] == '"Utrecht"'
    spoed, big = tree["delen"][1]["delen"]
    assert (spoed["waarden"], big["omschrijving"]) == ({"spoed": "ja"}, "grote klus (een definitie)")


def test_a_planned_action_tells_what_became_of_it(run: Run, ran: Path) -> None:
    first, second = _json(run, ran, "K-1")[0]["gebeurtenissen"]
    sent = [event["regels"][0]["acties"][1] for event in (first, second)]
    assert [one["status"] for one in sent] == ["gepland", "gepland"]
    assert [(one["nu"]["status"], one["nu"]["reden"]) for one in sent] == [
        ("vervallen", "vervangen door een nieuwe"),
        ("overgeslagen", "deze actie heeft geen koppeling"),
    ]
    assert sent[1]["nu"]["moment"] == "2027-03-12T12:00:00+01:00"


def test_of_one_event_the_timeline_holds_its_own_lines_and_those_of_its_follow_ups(run: Run, ran: Path) -> None:
    (history,) = _json(run, ran, "K-3", "--gebeurtenis", "k-3")
    told = {(line["gebeurtenis"], line["soort"]) for line in history["tijdlijn"]}
    assert {("k-3", "regel"), ("k-3/gevolg-1", "regel"), ("k-3/gevolg-2", "gebeurtenis")} <= told
    (history,) = _json(run, ran, "K-3", "--gebeurtenis", "k-3/gevolg-1")
    assert {line["gebeurtenis"] for line in history["tijdlijn"]} == {"k-3/gevolg-1", "k-3/gevolg-2"}


def test_actions_carried_out_later_are_on_the_timeline_of_their_event(run: Run, ran: Path) -> None:
    (history,) = _json(run, ran, "K-1", "--gebeurtenis", "k-4")
    lines = [line for line in history["tijdlijn"] if line["soort"] == "actie"]
    assert [(line["gebeurtenis"], line["inhoud"]["status"]) for line in lines] == [("k-4", "overgeslagen")]


def test_reasons_are_stored_in_both_languages(run: Run, ran: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regeltaal.cli.language._settled", ["en"])
    found = run("verklaar", ran, "K-1", "--gebeurtenis", "k-1")
    assert '– Stop bij Soest [environment]: plaats = "Soest": was "Utrecht"' in found.stdout
    assert 'skipped ARCHIVEER klus: not met: status = "Klaar": was "Nieuw"' in found.stdout
    assert "Staat uit [environment]: the rule is off (UIT)" in found.stdout
    assert "replaced by a new one" in found.stdout
    assert "is uitgezonderd" not in found.stdout
    (history,) = _json(run, ran, "K-3")
    assert "reden_en" not in json.dumps(history)


def test_a_rule_that_was_changed_since_says_so(run: Run, ran: Path) -> None:
    file = ran / "regels" / "klussen.regel"
    file.write_text(file.read_text("utf-8").replace('plaats = "Soest"', 'plaats = "Utrecht"'), encoding="utf-8")
    found = run("verklaar", ran, "K-1", "--regel", "Stop bij Soest", "--gebeurtenis", "k-1", "--volledig")
    assert 'plaats = "Soest": was "Utrecht"' in found.stdout
    assert "de regel is sinds deze gebeurtenis gewijzigd" in found.stdout
    assert "de regels zijn sindsdien gewijzigd" in run("verklaar", ran, "K-1").stdout
    (answer,) = _json(run, ran, "K-1", "--regel", "Stop bij Soest", "--volledig")
    assert [one["regel_gewijzigd"] for one in answer["gebeurtenissen"]] == [True, True]
    assert answer["gebeurtenissen"][0]["regels"][0]["oordeel"]["uitkomst"] == "onwaar"


def test_a_rule_that_is_gone_is_explained_by_the_rules_of_then(run: Run, ran: Path) -> None:
    (ran / "regels" / "bakker.regel").unlink()
    found = run("verklaar", ran, "K-1", "--regel", "bakker: bedankje")
    assert "de regel bestaat niet meer" in found.stdout
    assert "✓ Bakker: bedankje [administratie Bakker]" in found.stdout


def test_a_rule_that_came_later_says_so(run: Run, ran: Path) -> None:
    new = 'DOMEIN kantoor\nREGEL "Nieuw"\nWANNEER klus gemeld\nDAN\n  ZET opmerking = "x"\n'
    (ran / "regels" / "nieuw.regel").write_text(new, encoding="utf-8")
    assert "Nieuw [omgeving]: de regel bestond toen nog niet" in run("verklaar", ran, "K-1", "--regel", "Nieuw").stdout


def test_a_record_that_nothing_ever_came_in_for(run: Run, kantoor: Path) -> None:
    """With a store and without one."""
    never = "er is geen gebeurtenis `klus gemeld` voor K-404 binnengekomen"
    asked = ("verklaar", kantoor, "K-404", "--regel", "Stop bij Soest")
    assert never in run(*asked).stdout
    run("draai", kantoor, "--gebeurtenissen", kantoor / "gebeurtenissen.jsonl", "--nu", NOW)
    found = run(*asked)
    assert (found.exit_code, never in found.stdout) == (0, True)
    assert run("verklaar", kantoor, "K-404").exit_code == 2


def test_a_rule_that_runs_by_the_clock(run: Run, ran: Path) -> None:
    asked = ("verklaar", ran, "K-2", "--regel", "elke ochtend nalopen")
    assert "er is geen gebeurtenis `ELKE werkdag OM 8:00 VOOR ELKE klus` voor K-2 binnengekomen" in run(*asked).stdout
    run("draai", ran, "--nu", "2027-03-15T09:00")
    shown = run(*asked).stdout
    assert "15-3-2027 8:00: verwerkt\n    ✓ Elke ochtend nalopen [omgeving]" in shown
    assert "binnengekomen" not in shown


def test_a_name_that_is_no_rule(run: Run, ran: Path) -> None:
    found = run("verklaar", ran, "K-1", "--regel", "Stop bij Soesd")
    assert found.exit_code == 2
    assert "er is geen regel `Stop bij Soesd`; bedoelde u `Stop bij Soest`?" in found.stderr


def test_a_record_shows_the_rules_that_ran_on_it_with_their_level(run: Run, ran: Path) -> None:
    found = run("toon", ran, "klus", "K-1")
    assert "uitgevoerde regels:" in found.stdout
    lines = [line.split() for line in found.stdout.splitlines() if "Bakker: bedankje" in line]
    assert [(line[0], line[1], line[-2:]) for line in lines] == [
        ("12-3-2027", "10:00", ["administratie", "Bakker"]),
        ("12-3-2027", "10:10", ["administratie", "Bakker"]),
    ]
    assert "fout" in next(line for line in found.stdout.splitlines() if "Delen door" in line)
    (record,) = json.loads(run("toon", ran, "klus", "K-1", "--uitvoer", "json").stdout)
    assert {rule["niveau"] for rule in record["regels"]} == {"omgeving", "administratie"}
    assert record["regels"][0]["gebeurtenis"] == "k-1"


def test_a_document_that_moved_is_followed_both_ways(run: Run, copy_of_example: Callable[[str], Path]) -> None:
    office = copy_of_example("boekhouding")
    run("draai", office, "--gebeurtenissen", office / "gebeurtenissen.jsonl", "--nu", "2027-03-01T00:00")
    there, here = sorted(_json(run, office, "document DOC-3"), key=lambda one: one["administratie"])
    assert [one["administratie"] for one in (there, here)] == ["Bakkerij De Korenaar", "Eetcafé De Hoek"]
    assert {"administratie": "Eetcafé De Hoek", "object": "document", "sleutel": "DOC-3"} in there["zie_ook"]
    assert {"administratie": "Bakkerij De Korenaar", "object": "document", "sleutel": "DOC-3"} in here["zie_ook"]
    assert here["gebeurtenissen"][0]["gevolg_van"]["administratie"] == "Bakkerij De Korenaar"
    moved = [one["administratie"] for one in there["gebeurtenissen"][0]["gevolgen"]]
    assert "Eetcafé De Hoek" in moved
