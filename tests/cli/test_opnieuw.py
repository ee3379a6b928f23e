"""`regeltaal opnieuw`: what is listed, what a decision does, and what arrives at a real mail server."""

import getpass
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from regeltaal.runtime.storage import EffectStatus, open_store

Run = Callable[..., Result]
RULES = """DOMEIN werkbonnen
REGEL "Bedankt" WANNEER werkbon compleet gemeld
DAN VERSTUUR e-mail MET ontvanger = relatie.e-mailadres; sjabloon = "Bedankt"
"""
DOWN = "127.0.0.1:1"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("REGELTAAL_GEBRUIKER", raising=False)
    monkeypatch.setattr(getpass, "getuser", lambda: "machine")
    folder = tmp_path / "kantoor"
    (folder / "regels").mkdir(parents=True)
    (folder / "sjablonen").mkdir()
    (folder / "regels" / "a.regel").write_text(RULES, encoding="utf-8")
    (folder / "sjablonen" / "Bedankt.txt").write_text("Onderwerp: Bedankt {nummer}\n\nHallo.\n", encoding="utf-8")
    settings(folder, DOWN)
    return folder


def settings(folder: Path, server: str) -> None:
    (folder / "regeltaal.toml").write_text(
        '[project]\ndomein = "werkbonnen"\n[administraties."Jansen BV"]\ntags = []\n'
        f'[koppelingen.mail]\nserver = "{server}"\nafzender = "wij@kantoor.example"\ntimeout = 5\n',
        encoding="utf-8",
    )


def event(number: int, address: str | None = None) -> str:
    relation = {"debiteurnummer": f"D-{number}", "e-mailadres": address or f"klant{number}@huis.example"}
    record = {"nummer": f"WB-{number}", "relatie": relation}
    data = {"id": f"e-{number}", "gebeurtenis": "werkbon compleet gemeld", "administratie": "Jansen BV"}
    return json.dumps({**data, "record": record}) + "\n"


@pytest.fixture
def waiting(run: Run, office: Path) -> Path:
    """Two mails that no server took."""
    found = run("draai", office, "--gebeurtenissen", "-", stdin=event(1) + event(2))
    assert "2 acties mislukten en worden opnieuw geprobeerd; de eerste vanaf" in found.stderr
    assert found.exit_code == 0
    return office


def listed(run: Run, folder: Path) -> list[dict[str, object]]:
    found = run("opnieuw", folder, "--uitvoer", "json")
    assert found.exit_code == 0
    data: list[dict[str, object]] = json.loads(found.stdout)
    return data


def ids(run: Run, folder: Path) -> list[str]:
    return [str(one["id"]) for one in listed(run, folder)]


def statuses(folder: Path) -> list[EffectStatus]:
    with open_store(f"sqlite:///{folder}/regeltaal.db") as store:
        return [one.status for one in store.effects(*EffectStatus)]


# ---------------------------------------------------------------- the list


def test_the_list_says_what_for_whom_why_and_by_which_rule(run: Run, waiting: Path) -> None:
    first, second = listed(run, waiting)
    assert (first["status"], first["aan"], first["actie"]) == ("gepland", ["klant1@huis.example"], "VERSTUUR e-mail")
    assert (second["record"], second["regel"], second["pogingen"]) == (
        {"administratie": "Jansen BV", "object": "werkbon", "sleutel": "WB-2"},
        "Bedankt",
        1,
    )
    assert str(first["reden"]).startswith(
        "poging 1 van 7 mislukte: mailserver `127.0.0.1` is niet bereikbaar; volgende"
    )
    lines = run("opnieuw", waiting).stdout.splitlines()
    assert len(lines) == 5
    assert lines[0].startswith(f"{first['id']}  gepland  ")
    assert lines[0].endswith("werkbon WB-1 (Jansen BV)  VERSTUUR e-mail aan klant1@huis.example")
    assert lines[1].startswith('          door "Bedankt": poging 1 van 7 mislukte: ')
    assert lines[4] == "2 acties; kies ID's of --alles, met --verstuur, --afgehandeld of --vervalt"


def test_a_project_that_never_ran_has_nothing_to_decide_about(run: Run, office: Path) -> None:
    assert run("opnieuw", office).stdout == "er is geen actie waarover u iets moet beslissen\n"
    assert not (office / "regeltaal.db").exists()


def test_looking_changes_nothing(run: Run, waiting: Path) -> None:
    before = ids(run, waiting)
    assert ids(run, waiting) == before
    assert statuses(waiting) == [EffectStatus.PLANNED] * 2


# ---------------------------------------------------------------- decisions


def test_what_is_sent_again_arrives_once_with_the_message_id_that_it_always_had(
    run: Run, office: Path, mailbox: Any
) -> None:
    mailbox.refuses["DATA"] = "554 nee"
    settings(office, f"127.0.0.1:{mailbox.port}")
    assert run("draai", office, "--gebeurtenissen", "-", stdin=event(1)).exit_code == 1
    assert statuses(office) == [EffectStatus.FAILED]
    mailbox.refuses.clear()
    found = run("opnieuw", office, *ids(run, office), "--verstuur", "--ja", "--als", "jan")
    assert found.exit_code == 0
    assert found.stdout == "1 actie staat weer in de rij\n"
    assert "uitgevoerd VERSTUUR e-mail (werkbon WB-1" in found.stderr
    (first,) = mailbox.messages
    with open_store(f"sqlite:///{office}/regeltaal.db") as store, store.transaction() as unit:
        unit.connection.exec_driver_sql("UPDATE effects SET status = 'onzeker'")
    again = run("opnieuw", office, "--alles", "--verstuur", stdin="ja\n")
    assert "van 1 actie is onbekend of ze al gelukt is; opnieuw versturen kan dubbel aankomen" in again.stderr
    second = mailbox.messages[1]
    assert first["Message-ID"] == second["Message-ID"]
    assert statuses(office) == [EffectStatus.DONE]
    history = json.loads(run("verklaar", office, "WB-1", "--uitvoer", "json").stdout)
    told = [line["inhoud"] for line in history[0]["tijdlijn"] if line["soort"] == "actie"]
    assert [(one["status"], one.get("besluit"), one.get("door")) for one in told] == [
        ("mislukt", None, None),
        ("gepland", "verstuur", "jan"),
        ("uitgevoerd", None, None),
        ("gepland", "verstuur", "machine"),
        ("uitgevoerd", None, None),
    ]


def test_what_fails_again_is_tried_again_and_the_command_says_so(run: Run, waiting: Path) -> None:
    found = run("opnieuw", waiting, "--alles", "--verstuur", "--ja")
    assert found.exit_code == 0
    assert "poging 1 van 7 mislukte" in found.stderr
    assert "2 acties mislukten en worden opnieuw geprobeerd" in found.stderr


def test_what_a_person_did_himself_is_settled_with_who_and_why(run: Run, waiting: Path) -> None:
    chosen = ids(run, waiting)[0]
    found = run("opnieuw", waiting, chosen, "--afgehandeld", "--reden", "zelf gebeld", "--als", "jan", "--ja")
    assert (found.exit_code, found.stdout) == (0, "1 actie is afgehandeld\n")
    assert sorted(statuses(waiting), key=str) == [EffectStatus.DONE, EffectStatus.PLANNED]
    assert "uitgevoerd" in run("verklaar", waiting, "WB-1").stdout
    assert "afgehandeld door jan: zelf gebeld" in run("verklaar", waiting, "WB-1").stdout


def test_what_lapses_never_comes(run: Run, waiting: Path, mailbox: Any) -> None:
    found = run("opnieuw", waiting, "--alles", "--vervalt", "--ja", "--uitvoer", "json")
    assert [(one["status"], one["besluit"]) for one in json.loads(found.stdout)] == [("vervallen", "vervalt")] * 2
    settings(waiting, f"127.0.0.1:{mailbox.port}")
    run("draai", waiting, "--tot", "2099-01-01T00:00")
    assert mailbox.messages == []


@pytest.mark.parametrize("answer", ["nee\n", "", "\n", "misschien\n"])
def test_without_a_yes_nothing_is_done(run: Run, waiting: Path, answer: str) -> None:
    found = run("opnieuw", waiting, "--alles", "--vervalt", stdin=answer)
    assert found.exit_code == 2
    assert "Deze 2 acties laten vervallen? [ja/nee]" in found.stderr
    assert "aan klant1@huis.example" in found.stderr
    assert "er is niets gedaan" in found.stderr
    assert statuses(waiting) == [EffectStatus.PLANNED] * 2


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (("--alles",), 2),
        (("--actie", "verstuur E-MAIL"), 2),
        (("--actie", "VERSTUUR sms"), 0),
        (("--sinds", "1-1-2020 10:00"), 2),
        (("--sinds", "2099-01-01T10:00"), 0),
    ],
)
def test_a_choice_takes_what_it_names(run: Run, waiting: Path, arguments: tuple[str, ...], count: int) -> None:
    run("opnieuw", waiting, *arguments, "--vervalt", "--ja")
    assert statuses(waiting).count(EffectStatus.LAPSED) == count


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--verstuur",), "zeg waarover u beslist: ID's, `--alles`, `--actie` of `--sinds`"),
        (("--alles", "--verstuur", "--vervalt"), "kies één van `--verstuur`, `--afgehandeld` en `--vervalt`"),
        (("zzz", "--vervalt", "--ja"), "er is geen actie `zzz` om over te beslissen"),
        (("", "--vervalt", "--ja"), "er is geen actie `` om over te beslissen"),
    ],
)
def test_wrong_use_is_told_and_does_nothing(run: Run, waiting: Path, arguments: tuple[str, ...], message: str) -> None:
    found = run("opnieuw", waiting, *arguments)
    assert found.exit_code == 2
    assert message in found.stderr
    assert statuses(waiting) == [EffectStatus.PLANNED] * 2


def test_the_start_of_an_id_will_do(run: Run, waiting: Path) -> None:
    run("opnieuw", waiting, ids(run, waiting)[0][:5], "--vervalt", "--ja")
    assert statuses(waiting).count(EffectStatus.LAPSED) == 1


def test_what_a_crash_left_behind_is_pointed_out(run: Run, waiting: Path) -> None:
    with open_store(f"sqlite:///{waiting}/regeltaal.db") as store, store.transaction() as unit:
        unit.connection.exec_driver_sql("UPDATE effects SET status = 'bezig', worker = 'draai-1'")
    found = run("opnieuw", waiting)
    assert "2 acties worden nu uitgevoerd, of hun programma is gestopt" in found.stderr
    run("draai", waiting)
    assert [one["status"] for one in listed(run, waiting)] == ["onzeker", "onzeker"]


def test_after_an_old_copy_was_put_back_what_it_still_plans_is_listed_before_anything_is_sent(
    run: Run, office: Path, mailbox: Any
) -> None:
    """What was sent since the copy would be sent again: the list is there to settle it first."""
    (office / "regels" / "a.regel").write_text(RULES.replace("e-mail MET", "e-mail NA 1 uur MET"), encoding="utf-8")
    settings(office, f"127.0.0.1:{mailbox.port}")
    then = '{"moment": "2026-01-05T10:00:00+01:00", ' + event(1)[1:]
    run("draai", office, "--gebeurtenissen", "-", "--nu", "2026-01-05T10:00", stdin=then)
    copy = office / "kopie.db"
    assert run("reservekopie", office, "-o", copy).exit_code == 0
    run("draai", office, "--nu", "2026-01-05T12:00")
    assert len(mailbox.messages) == 1
    for name in ("regeltaal.db", "regeltaal.db-wal", "regeltaal.db-shm"):
        (office / name).unlink(missing_ok=True)
    copy.rename(office / "regeltaal.db")
    (found,) = listed(run, office)
    assert (found["status"], found["pogingen"], found["aan"]) == ("gepland", 0, ["klant1@huis.example"])
    assert "had op dit moment gedaan moeten zijn" in run("opnieuw", office).stdout
    run("opnieuw", office, "--alles", "--afgehandeld", "--reden", "was al verstuurd", "--ja")
    run("draai", office)
    assert len(mailbox.messages) == 1


def test_a_service_under_whatever_name_is_left_to_send_it(run: Run, waiting: Path) -> None:
    """It may know passwords that the command does not."""
    with open_store(f"sqlite:///{waiting}/regeltaal.db") as service:
        service.worker.serve("balie")
        found = run("opnieuw", waiting, "--alles", "--verstuur", "--ja")
        assert found.exit_code == 0
        assert "de dienst draait en verstuurt ze binnen twee minuten" in found.stderr
        assert {one.status for one in service.effects(*EffectStatus)} == {EffectStatus.PLANNED}
    again = run("opnieuw", waiting, "--alles", "--verstuur", "--ja")
    assert "de dienst" not in again.stderr


def test_deciding_by_files_that_were_not_published_leaves_schedules_as_they_are(run: Run, waiting: Path) -> None:
    rules = waiting / "regels" / "a.regel"
    schedule = 'REGEL "Elke dag" WANNEER ELKE dag OM 8:00 VOOR ELKE werkbon DAN MAAK taak MET titel = "x"\n'
    rules.write_text(RULES + schedule, encoding="utf-8")
    assert run("draai", waiting).exit_code == 0
    rules.write_text(RULES, encoding="utf-8")
    assert run("opnieuw", waiting, "--alles", "--vervalt", "--ja").exit_code == 0
    with open_store(f"sqlite:///{waiting}/regeltaal.db") as store, store.look() as unit:
        assert [(one.day, one.time) for one in unit.clocks.rounds()] == [("dag", "8:00")]


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        (("--actie", "VERSTUUR email"), "; bedoelde u `VERSTUUR e-mail`?"),
        (("--sinds", "2199-01-01T10:00"), "toont"),
    ],
)
def test_a_choice_that_nothing_fits_says_so_and_how_many_wait(
    run: Run, waiting: Path, choice: tuple[str, str], told: str
) -> None:
    found = run("opnieuw", waiting, *choice, "--verstuur", "--ja")
    assert found.exit_code != 0
    assert "niets past bij deze keuze; er wachten wel 2 acties" in found.stderr
    assert told in found.stderr
    assert statuses(waiting) == [EffectStatus.PLANNED] * 2
