"""A folder of post read in by the program, as an office does: records, files, refusals, and a second run."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from regeltaal.documents import DocumentRun
from regeltaal.loading import load
from regeltaal.runtime.bindings import installed
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.replay import can_replay, replay

Make = Any
Office = Any
SHARED = Path(__file__).parents[3] / "shared" / "data" / "e-invoices"


def fill(office: Office, make: Make) -> dict[str, bytes]:
    """Post of all kinds; gives the originals that must be kept, by name."""
    bakker = "Bakkerij De Korenaar"
    pdf, paper, note = make.pdf(make.invoice), make.pdf("op papier"), make.mail(body="Let op", Message_ID="<3@b>")
    office.put(f"{bakker}/vitens.pdf", pdf)
    office.put(f"{bakker}/kopie van vitens.pdf", pdf)
    office.put(f"{bakker}/foto.png", make.png)
    office.put(f"{bakker}/virus.exe", b"MZ\x90\0")
    office.put(f"{bakker}/leeg.pdf", b"")
    office.put("Eetcafé De Hoek/week.zip", make.zip_of({"f.xml": make.ubl("B-2"), "f.pdf": paper, "../weg.pdf": pdf}))
    office.put("factuur.eml", make.mail(("meel.xml", make.ubl())))
    office.put("briefje.eml", note)
    office.put("onbestemd.pdf", make.pdf("voor wie?"))
    office.put("kapot.eml", b"\xff\xfe\x00 niets")
    return {"vitens.pdf": pdf, "foto.png": make.png, "f.xml": make.ubl("B-2"), "f.pdf": paper, "meel.xml": make.ubl(),
            "briefje.eml": note}  # fmt: skip


REFUSED = {
    "Bakkerij De Korenaar/leeg.pdf": "het bestand is leeg",
    "Bakkerij De Korenaar/virus.exe": "dit is een programma",
    "Eetcafé De Hoek/week.zip/../weg.pdf": "de naam in de ZIP wijst naar een plek buiten de map",
    "kapot.eml": "dit is geen e-mail: er staan geen afzender en onderwerp in",
    "onbestemd.pdf": (
        "niet te zeggen voor welke administratie; zet het bestand in een map met haar naam (`Bakkerij De Korenaar`,"
        " `Eetcafé De Hoek`), geef haar een `postadres`, of lees dit bestand apart in met `--administratie`"
    ),
}


MOVES = """DOMEIN boekhouding

REGEL "Weg"
WANNEER document ontvangen
DAN
  VERPLAATS document MET doeladministratie = "Eetcafé De Hoek"
"""


def test_all_post_is_read_in_or_refused_with_name_and_reason(office: Office, make: Make) -> None:
    originals = fill(office, make)
    before = {path: path.read_bytes() for path in office.post.rglob("*") if path.is_file()}
    found = office.take_in("--uitvoer", "json")
    events = [json.loads(line) for line in found.stdout.splitlines()]
    assert found.exit_code == 1
    assert REFUSED == {one["bestand"]: one["reden"] for one in events if one["status"] == "geweigerd"}
    assert ["dit document is al ingelezen, als `kopie van vitens.pdf`"] == [
        one["reden"] for one in events if one["status"] == "dubbel"
    ]
    stored = dict(office.rows("select name, content from files"))
    assert {"kopie van vitens.pdf" if name == "vitens.pdf" else name: one for name, one in originals.items()} == stored
    assert before == {path: path.read_bytes() for path in office.post.rglob("*") if path.is_file()}
    kept = {source: json.loads(reason)["nl"] for source, reason in office.rows("select source, reason from refusals")}
    assert kept == REFUSED


def test_on_the_screen_what_was_refused_comes_together_at_the_end(office: Office, make: Make) -> None:
    fill(office, make)
    lines = office.take_in("--beknopt").stdout.splitlines()
    at = lines.index("Geweigerd:")
    assert len(lines) - at - 2 == len(REFUSED)
    assert lines[at + 2] == "  Bakkerij De Korenaar/virus.exe: geweigerd, dit is een programma"
    assert lines[-1] == "5 verwerkt, 1 dubbel, 5 geweigerd, 0 mislukt"


def test_a_second_run_changes_nothing_and_is_calm(office: Office, make: Make) -> None:
    fill(office, make)
    office.take_in()
    before = office.dump()
    again = office.take_in("--uitvoer", "json")
    events = [json.loads(line) for line in again.stdout.splitlines()]
    assert (0, {"dubbel"}) == (again.exit_code, {one["status"] for one in events})
    assert "eerder geweigerd: het bestand is leeg" in [one["reden"] for one in events]
    assert before == office.dump()


def test_other_names_and_places_make_no_other_documents(office: Office, make: Make) -> None:
    office.put("Bakkerij De Korenaar/a.pdf", make.pdf(make.invoice))
    assert office.take_in().exit_code == 0
    shutil.rmtree(office.post)
    office.put("Bakkerij De Korenaar/2027/maart/b.pdf", make.pdf(make.invoice))
    found = office.take_in()
    assert "dubbel, dit document is al ingelezen, als `a.pdf`" in found.stdout
    assert office.rows("select count(*) from events where name = 'document ontvangen'") == [(1,)]


def test_a_dry_run_tells_the_same_and_keeps_nothing(office: Office, make: Make) -> None:
    fill(office, make)
    before = office.dump()
    dry = office.take_in("--droog", "--uitvoer", "json")
    assert before == office.dump()
    assert dry.exit_code == 1
    told = [(one["bestand"], one["status"]) for one in map(json.loads, dry.stdout.splitlines())]
    real = office.take_in("--uitvoer", "json")
    assert told == [(one["bestand"], one["status"]) for one in map(json.loads, real.stdout.splitlines())]


def test_a_run_that_is_interrupted_loses_none_and_doubles_none(
    office: Office, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        office.put(f"Bakkerij De Korenaar/{number}.pdf", make.pdf(f"Factuurnummer: 2027-{number}"))
    deliver, seen = Engine.process, [0]

    def interrupted(self: Engine, *arguments: Any, **more: Any) -> Any:
        seen[0] += 1
        if seen[0] == 4:
            raise KeyboardInterrupt
        return deliver(self, *arguments, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Engine, "process", interrupted)
        assert office.take_in().exit_code != 0
    assert office.rows("select count(*) from files") == [(3,)]
    assert office.take_in().exit_code == 0
    assert office.rows("select name from files order by name") == [(f"{number}.pdf",) for number in range(6)]
    numbers = office.rows("select json_extract(fields, '$.factuurnummer') from records where object = 'boeking'")
    assert sorted(numbers) == [(f"2027-{number}",) for number in range(6)]


def test_a_run_that_is_killed_loses_none_and_doubles_none(office: Office, make: Make) -> None:
    for number in range(40):
        office.put(f"Bakkerij De Korenaar/{number:02}.pdf", make.pdf(f"Factuurnummer: 2027-{number}"))
    command = [sys.executable, "-m", "regeltaal", "draai", str(office.folder), "--documenten", str(office.post)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert office.take_in().exit_code == 0
    assert office.rows("select count(*) from files") == [(40,)]
    assert office.rows("select count(*) from records where object = 'boeking' and key not like '%/%'") == [(40,)]


def test_what_was_refused_is_read_in_once_the_cause_is_gone(office: Office, make: Make) -> None:
    office.put("onbestemd.pdf", make.pdf(make.invoice))
    assert office.take_in().exit_code == 1
    found = office.take_in("--administratie", "Eetcafé De Hoek")
    assert found.exit_code == 0
    assert office.rows("select administration from records where object = 'document'") == [("Eetcafé De Hoek",)]


def test_a_document_that_a_rule_moves_takes_its_file_along(office: Office, make: Make) -> None:
    (office.folder / "regels" / "inlezen.regel").write_text(MOVES, encoding="utf-8")
    content = make.pdf(make.invoice)
    office.put("Bakkerij De Korenaar/a.pdf", content)
    assert office.take_in().exit_code == 0
    documents = "from records where object = 'document' and not deleted"
    assert office.rows(f"select administration, json_extract(fields, '$.bestand') {documents}") == [
        ("Eetcafé De Hoek", "a.pdf")
    ]
    assert ("Eetcafé De Hoek", "a.pdf", content) in office.rows("select administration, name, content from files")


def test_a_document_that_is_moved_later_takes_its_file_along_under_a_name_that_is_free(
    office: Office, make: Make
) -> None:
    waits = 'DOMEIN boekhouding\nREGEL "x"\nFASE inlezen\nWANNEER document ontvangen\nDAN\n  ZET notitie = "Kijk"\n'
    (office.folder / "regels" / "inlezen.regel").write_text(waits, encoding="utf-8")
    office.put("Bakkerij De Korenaar/a.pdf", make.pdf("een"))
    office.put("Eetcafé De Hoek/a.pdf", make.pdf("twee"))
    first = office.take_in()
    assert first.exit_code == 0, first.output
    (office.folder / "regels" / "inlezen.regel").write_text(MOVES, encoding="utf-8")
    ((number,),) = office.rows("select key from records where object = 'document' and administration like 'Bakkerij%'")
    line = {
        "id": "later",
        "gebeurtenis": "document ontvangen",
        "administratie": "Bakkerij De Korenaar",
        "record": number,
    }
    (office.folder / "later.jsonl").write_text(json.dumps(line), encoding="utf-8")
    assert office.run("--gebeurtenissen", office.folder / "later.jsonl").exit_code == 0
    named = "select administration, json_extract(fields, '$.bestand') from records where object = 'document'"
    names = [name for administration, name in office.rows(named) if administration == "Eetcafé De Hoek"]
    kept = dict(office.rows("select name, content from files where administration like 'Eetcafé%'"))
    assert {make.pdf("een"), make.pdf("twee")} == {kept[name] for name in names}
    assert "a.pdf" in names


@pytest.mark.parametrize("rules", [None, MOVES])
def test_a_document_that_was_read_in_can_be_replayed(office: Office, make: Make, rules: str | None) -> None:
    if rules is not None:
        (office.folder / "regels" / "inlezen.regel").write_text(rules, encoding="utf-8")
    fill(office, make)
    office.take_in()
    project = load(office.folder)
    with Engine(project, f"sqlite:///{office.folder}/regeltaal.db") as engine:
        stored = [one for one in engine.store.events() if can_replay(project, one) and one.name == "document ontvangen"]
    assert len(stored) == 5
    for one in stored:
        again = replay(project, one, installed("boekhouding")).to_json()["regels"]
        assert _outline(one.result["regels"]) == _outline(again)


def _outline(rules: Any) -> list[Any]:
    return [(rule["regel"], rule["tak"], [(one["actie"], one["status"]) for one in rule["acties"]]) for rule in rules]


def test_two_files_of_one_name_are_both_kept(office: Office, make: Make) -> None:
    office.put("Bakkerij De Korenaar/januari/factuur.pdf", make.pdf("een"))
    office.put("Bakkerij De Korenaar/februari/factuur.pdf", make.pdf("twee"))
    assert office.take_in().exit_code == 0
    named = office.rows("select json_extract(fields, '$.bestand') from records where object = 'document'")
    assert sorted(named) == sorted(office.rows("select name from files"))
    assert {content for (content,) in office.rows("select content from files")} == {make.pdf("een"), make.pdf("twee")}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the e-invoices of others are not here")
def test_e_invoices_of_others_are_read_in_with_their_data(office: Office) -> None:
    for path in SHARED.glob("*.xml"):
        office.put(f"Bakkerij De Korenaar/{path.name}", path.read_bytes())
    found = office.take_in("--uitvoer", "json")
    events = [json.loads(line) for line in found.stdout.splitlines()]
    assert {one["status"] for one in events} <= {"verwerkt", "dubbel"}
    read = office.rows(
        "select count(*) from records where object = 'e-factuur' and fields like '%\"bron\":\"E-factuur\"%'"
    )
    assert read == [(sum(one["status"] == "verwerkt" for one in events),)]


# ---------------------------------------------------------------- wrong use


def test_a_domain_that_takes_no_documents_says_so(office: Office, tmp_path: Path) -> None:
    toml = office.folder / "regeltaal.toml"
    toml.write_text('[project]\ndomein = "werkbonnen"\n', encoding="utf-8")
    rule = 'DOMEIN werkbonnen\nREGEL "x"\nWANNEER werkbon aangemaakt\nDAN\n  ZET commentaar = "x"\n'
    (office.folder / "regels" / "inlezen.regel").write_text(rule, encoding="utf-8")
    found = office.take_in()
    assert found.exit_code == 2
    assert "het domein `werkbonnen` neemt geen documenten aan" in found.stderr
    assert tmp_path.exists()


def test_an_empty_folder_is_told(office: Office) -> None:
    found = office.take_in()
    assert found.exit_code == 0
    assert found.stderr.splitlines()[0] == f"in `{office.post}` staan geen documenten"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--documenten", "bestaat-niet"), "`bestaat-niet` kan niet worden gelezen (het bestaat niet)"),
        (("--administratie", "x"), "`--administratie` hoort bij"),
    ],
)
def test_wrong_use_is_told(office: Office, arguments: tuple[str, ...], message: str) -> None:
    found = office.run(*arguments)
    assert found.exit_code == 2
    assert message in found.stderr


def test_a_choice_that_is_no_administration_refuses_no_document(office: Office, make: Make) -> None:
    office.put("Bakkerij De Korenaar/a.pdf", make.pdf("een"))
    found = office.take_in("--administratie", "Eetcafe De Hoek")
    assert found.exit_code == 2
    assert "administratie `Eetcafe De Hoek` staat niet in regeltaal.toml; bedoelde u `Eetcafé De Hoek`?" in found.stderr
    assert office.take_in().stdout.endswith("1 verwerkt, 0 dubbel, 0 geweigerd, 0 mislukt\n")


def test_a_missing_library_ends_the_run_with_what_to_install(
    office: Office, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("regeltaal.intake.pdf.find_spec", lambda _: None)
    office.put("Bakkerij De Korenaar/a.pdf", make.pdf("een"))
    found = office.take_in()
    assert found.exit_code == 2
    assert "pip install 'regeltaal[documenten]'" in found.stderr


def test_an_empty_folder_is_fine(office: Office) -> None:
    assert office.take_in().exit_code == 0


def test_a_document_that_does_not_fit_the_schema_is_refused_once(
    office: Office, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(_: object) -> dict[str, object]:
        return {"gebeurtenis": "document ontvangen", "record": {"nummer": "D-1", "bestaat niet": 1}}

    made = DocumentRun.__init__

    def patched(self: DocumentRun, engine: Engine, _: object, *more: Any) -> None:
        made(self, engine, wrong, *more)

    monkeypatch.setattr(DocumentRun, "__init__", patched)
    office.put("Bakkerij De Korenaar/a.pdf", make.pdf("een"))
    first, second = office.take_in(), office.take_in()
    assert (first.exit_code, second.exit_code) == (1, 0)
    assert "`bestaat niet` is geen veld van document" in first.stdout
    assert office.rows("select count(*) from refusals") == [(1,)]
