"""Files beside the records: kept with what names them, found by name, and never another content under one name."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect
from tests.runtime.replaying import is_what_was_stored

from regeltaal.base.source import Source
from regeltaal.base.text import Text
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.runtime import filing
from regeltaal.runtime.bindings import ActionCall, Bindings, FailedError
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.replay import replay
from regeltaal.runtime.result import ActionStatus, EventResult, EventStatus
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import EffectStatus, open_store
from regeltaal.runtime.store import Store
from regeltaal.runtime.store_tables import SCHEMA_VERSION, files, versions
from regeltaal.schema.loader import load
from regeltaal.syntax.parser import parse
from regeltaal.values.value import Ref

VERSION_1 = Path(__file__).parent.parent / "golden" / "store" / "version-1.sql"
DOMAIN = """DOMEIN proef
OBJECT stuk
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD bestand: bestand WIJZIGBAAR
  VELD bijlagen: LIJST VAN bestand WIJZIGBAAR
  VELD kopie: bestand WIJZIGBAAR
  VELD notitie: tekst WIJZIGBAAR
GEBEURTENIS stuk ontvangen BIJ stuk
ACTIE BEWAAR uitdraai BIJ stuk
ACTIE BEWAAR en faal BIJ stuk
ACTIE VERSTUUR stuk BIJ stuk
  UITVOERING HOOGSTENS EENMAAL
"""
HERE = "standaard"
PDF = b"%PDF-1.7 een"
OTHER = b"%PDF-1.7 twee"


def rule_set(actions: str = "") -> RuleSet:
    schema = load(Source("proef.domein", DOMAIN)).schema
    assert schema is not None
    text = f'DOMEIN proef\nREGEL "r" WANNEER stuk ontvangen DAN {actions}' if actions else "DOMEIN proef\n"
    parsed = parse(Source("a.regel", text))
    checked = check([parsed.file], schema, Setting())
    assert [one.message() for one in (*parsed.problems, *checked.problems) if one.is_error] == []
    return RuleSet(checked.program, schema, Setting().zone, "nu")


def event(number: str = "e1", **fields: object) -> dict[str, object]:
    return {"id": number, "gebeurtenis": "stuk ontvangen", "record": {"nummer": "S1", **fields}}


def print_out(call: ActionCall) -> None:
    name = call.our_records.keep_file("uitdraai.txt", f"van {call.record.key}".encode())
    call.our_records.write(call.record, "bestand", name)


def print_and_fail(call: ActionCall) -> None:
    call.our_records.keep_file("half.txt", b"half")
    raise FailedError(Text(nl="mislukt", en="failed"))


@pytest.fixture
def bindings() -> Bindings:
    found = Bindings()
    found.bind("BEWAAR uitdraai", print_out)
    found.bind("BEWAAR en faal", print_and_fail)
    return found


def names(store: Store) -> list[str]:
    with store.look() as unit:
        return sorted(unit.connection.scalars(files.select().with_only_columns(files.c.name)))


def piece(store: Store) -> Mapping[str, object] | None:
    with store.look() as unit:
        return unit.load(Ref(HERE, "stuk", "S1"))


# ---------------------------------------------------------------- the store


def test_a_file_comes_back_byte_for_byte(store: Store) -> None:
    content = bytes(range(256)) * 1000
    with store.transaction() as unit:
        assert unit.keep_file("Jansen BV", "foto's (é).jpg", content) == "foto's (é).jpg"
    assert store.file("Jansen BV", "foto's (é).jpg") == content
    assert store.file("Andere BV", "foto's (é).jpg") is None


def test_the_same_file_twice_is_one_and_another_under_its_name_gets_a_mark(store: Store) -> None:
    with store.transaction() as unit:
        assert unit.keep_file("A", "a.pdf", PDF) == unit.keep_file("A", "a.pdf", PDF) == "a.pdf"
        marked = unit.keep_file("A", "a.pdf", OTHER)
        assert marked == f"{filing.kept_file(OTHER).digest[:8]}-a.pdf"
        assert unit.keep_file("A", "a.pdf", OTHER) == marked
        assert unit.keep_file("B", "a.pdf", OTHER) == "a.pdf"
    assert (store.file("A", "a.pdf"), store.file("A", marked)) == (PDF, OTHER)


def test_a_mark_that_is_taken_becomes_longer() -> None:
    digest = "ab" * 32
    taken = {"a.pdf": "x", f"{digest[:8]}-a.pdf": "y"}
    assert filing.free_name("a.pdf", digest, taken.get) == f"{digest[:16]}-a.pdf"


# ---------------------------------------------------------------- inside actions


def test_an_action_keeps_a_file_with_the_records_that_name_it(store: Store, bindings: Bindings) -> None:
    with Engine(rule_set("BEWAAR uitdraai"), store, bindings=bindings) as engine:
        engine.process(event())
        assert piece(store) == {"nummer": "S1", "bestand": "uitdraai.txt"}
        assert store.file(HERE, "uitdraai.txt") == b"van S1"


def test_a_dry_run_keeps_no_file(store: Store, bindings: Bindings) -> None:
    with Engine(rule_set("BEWAAR uitdraai"), store, bindings=bindings) as engine:
        result = engine.process(event(bestand="a.pdf"), dry=True, files={"a.pdf": PDF})
        assert [action.status for action in result.rules[0].actions] == [ActionStatus.DONE]
        assert names(store) == []


def test_an_action_that_fails_keeps_no_file_and_the_one_before_it_does(store: Store, bindings: Bindings) -> None:
    with Engine(rule_set("BEWAAR uitdraai BEWAAR en faal"), store, bindings=bindings) as engine:
        engine.process(event())
        assert names(store) == ["uitdraai.txt"]


def test_a_delayed_action_keeps_its_file_when_it_is_done(store: Store, bindings: Bindings) -> None:
    with Engine(rule_set("BEWAAR uitdraai NA 0 minuten"), store, bindings=bindings) as engine:
        engine.process(event())
        assert names(store) == []
        engine.run_due()
        assert names(store) == ["uitdraai.txt"]


@pytest.mark.parametrize(
    ("name", "size"), [("", 1), ("a" * 256, 1), ("a\nb", 1), ("a\0b", 1), ("a.pdf", filing.LARGEST_FILE + 1)]
)
def test_what_can_not_be_kept_makes_the_action_fail(name: str, size: int) -> None:
    bindings = Bindings()

    def keep(call: ActionCall) -> None:
        call.our_records.keep_file(name, b"x" * size)

    bindings.bind("BEWAAR uitdraai", keep)
    with Engine(rule_set("BEWAAR uitdraai"), bindings=bindings) as engine:
        (action,) = engine.process(event()).rules[0].actions
        assert action.status is ActionStatus.FAILED
        assert action.reason is not None
        assert "bestand" in action.reason.nl


def test_all_that_one_event_keeps_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filing, "LARGEST_EVENT", 5)
    bindings = Bindings()

    def keep(call: ActionCall) -> None:
        call.our_records.keep_file(f"{call.our_records.read(call.record, 'notitie')}.txt", b"abc")
        call.our_records.write(call.record, "notitie", "b")

    bindings.bind("BEWAAR uitdraai", keep)
    with Engine(rule_set("BEWAAR uitdraai BEWAAR uitdraai"), bindings=bindings) as engine:
        statuses = [one.status for one in engine.process(event(notitie="a")).rules[0].actions]
        assert statuses == [ActionStatus.DONE, ActionStatus.FAILED]
        assert names(engine.store) == ["a.txt"]


def test_an_outside_action_reads_the_file_that_its_record_names(store: Store, bindings: Bindings) -> None:
    sent: list[bytes | None] = []
    bindings.bind("VERSTUUR stuk", lambda call: sent.extend((call.file("uitdraai.txt"), call.file("weg.txt"))))
    with Engine(rule_set("BEWAAR uitdraai VERSTUUR stuk"), store, bindings=bindings) as engine:
        engine.process(event())
        assert sent == [b"van S1", None]
        assert len(store.effects(EffectStatus.DONE)) == 1


# ---------------------------------------------------------------- files of events


def test_an_event_brings_its_files(store: Store) -> None:
    with Engine(rule_set(), store) as engine:
        sent = {"a.pdf": PDF, "b.xml": b"<b/>"}
        engine.process(event(bestand="a.pdf", bijlagen=["b.xml", "elders.txt"]), files=sent)
        assert piece(store) == {"nummer": "S1", "bestand": "a.pdf", "bijlagen": ["b.xml", "elders.txt"]}
        assert [store.file(HERE, name) for name in ("a.pdf", "b.xml", "elders.txt")] == [PDF, b"<b/>", None]


def test_fields_name_a_file_of_an_event_by_the_name_it_is_kept_by(store: Store) -> None:
    with Engine(rule_set(), store) as engine:
        engine.process(event("e1", bestand="a.pdf"), files={"a.pdf": PDF})
        engine.process(event("e2", bestand="a.pdf", bijlagen=["a.pdf"], notitie="a.pdf"), files={"a.pdf": OTHER})
        kept = f"{filing.kept_file(OTHER).digest[:8]}-a.pdf"
        assert piece(store) == {"nummer": "S1", "bestand": kept, "bijlagen": [kept], "notitie": "a.pdf"}
        assert (store.file(HERE, "a.pdf"), store.file(HERE, kept)) == (PDF, OTHER)


def test_a_refused_event_keeps_no_file(store: Store) -> None:
    with Engine(rule_set(), store) as engine:
        wrong = {"id": "e1", "gebeurtenis": "stuk ontvangen", "record": {"bestand": "a.pdf"}}
        assert engine.process(wrong, files={"a.pdf": PDF}).status is EventStatus.REFUSED
        assert names(store) == []


@pytest.mark.parametrize("sent", [{"a\nb.pdf": PDF}, {"a.pdf": b"x" * (filing.LARGEST_FILE + 1)}])
def test_an_event_with_a_file_that_can_not_be_kept_is_refused(sent: Mapping[str, bytes]) -> None:
    with Engine(rule_set()) as engine:
        assert engine.process(event(), files=sent).status is EventStatus.REFUSED
        assert (names(engine.store), piece(engine.store), len(engine.store.refused())) == ([], None, 1)


def test_the_same_event_is_double_only_with_the_same_files(store: Store) -> None:
    with Engine(rule_set(), store) as engine:

        def again(**sent: bytes) -> EventResult:
            return engine.process(event(bestand="a"), files=sent)

        assert again(a=PDF).status is EventStatus.PROCESSED
        assert again(a=PDF).status is EventStatus.DUPLICATE
        assert again(a=OTHER).status is EventStatus.REFUSED
        assert again().status is EventStatus.REFUSED
        assert names(store) == ["a"]


def test_replay_without_the_contents_comes_to_what_was_stored(store: Store, bindings: Bindings) -> None:
    rules = rule_set("ZET kopie = bestand BEWAAR uitdraai")
    kept: list[object] = []
    with Engine(rules, store, bindings=bindings) as engine:
        for number, content in (("e1", PDF), ("e2", OTHER), ("e3", PDF)):
            engine.process(event(number, bestand="a.pdf"), files={"a.pdf": content})
        for stored in store.events():
            again = replay(rules, stored, bindings)
            assert is_what_was_stored(again, stored)
            kept.append(again.rules[0].actions[0].parameters["kopie"])
    assert kept == ["a.pdf", f"{filing.kept_file(OTHER).digest[:8]}-a.pdf", "a.pdf"]


# ---------------------------------------------------------------- an older store


@pytest.fixture
def old_store(tmp_path: Path) -> str:
    """A store as it was written when its layout was version 1."""
    path = tmp_path / "oud.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(VERSION_1.read_text(encoding="utf-8"))
    return f"sqlite:///{path}"


def test_an_older_store_is_upgraded_and_keeps_what_it_holds(old_store: str) -> None:
    for _ in range(2):
        with open_store(old_store) as store, store.look() as unit:
            assert unit.connection.scalar(versions.select()) == SCHEMA_VERSION
            assert unit.load(Ref("Jansen BV", "werkbon", "WB-1001")) == {"status": "Ingepland"}
            assert [one.event.id for one in store.events()] == ["e-1"]
            assert len(store.effects(EffectStatus.PLANNED)) == 1
            assert unit.last_number("Jansen BV", "taak") == 3
    with open_store(old_store) as store, store.transaction() as unit:
        assert unit.keep_file("Jansen BV", "a.pdf", PDF) == "a.pdf"


def test_an_upgraded_store_has_the_layout_of_a_new_one(old_store: str, tmp_path: Path) -> None:
    def layout(url: str) -> Mapping[str, object]:
        with open_store(url) as store, store.look() as unit:
            found = inspect(unit.connection)
            return {
                name: (
                    sorted((one["name"], str(one["type"])) for one in found.get_columns(name)),
                    sorted(str(one["name"]) for one in found.get_indexes(name)),
                )
                for name in sorted(found.get_table_names())
            }

    assert layout(old_store) == layout(f"sqlite:///{tmp_path}/nieuw.db")


def test_a_server_s_store_is_upgraded_as_well(server: str) -> None:
    with open_store(server) as store, store.transaction() as unit:
        unit.save(Ref("A", "taak", "1"), {"titel": "t"})
        files.drop(unit.connection)
        unit.connection.execute(versions.update().values(version=1))
    with open_store(server) as store, store.transaction() as unit:
        assert unit.load(Ref("A", "taak", "1")) == {"titel": "t"}
        assert unit.keep_file("A", "a.pdf", PDF) == "a.pdf"
