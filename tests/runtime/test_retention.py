"""Removing the details of long ago: what goes, what stays, and that nothing that comes later is any different."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from attrs import define, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from regeltaal.base.node import evolve
from regeltaal.base.source import Source
from regeltaal.base.text import Text
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.report.history import history_json, show_histories
from regeltaal.report.outcome import View
from regeltaal.runtime.bindings import ActionCall, Bindings, UncertainError
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.explaining import Explainer
from regeltaal.runtime.inspection import histories
from regeltaal.runtime.replay import replay
from regeltaal.runtime.result import EventResult, EventStatus
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import EffectStatus, EventId, open_store
from regeltaal.runtime.store import Store
from regeltaal.runtime.store_retention import Cleaner, Removed, last_cleaning, unused_files
from regeltaal.schema.loader import load
from regeltaal.syntax.parser import parse
from regeltaal.values.value import Ref

DOMAIN = """DOMEIN proef
KEUZE status: "Nieuw"; "Bezig"; "Klaar"
OBJECT bon
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD status: status WIJZIGBAAR
  VELD notitie: tekst WIJZIGBAAR
  VELD deadline: moment WIJZIGBAAR
  VELD bestand: bestand WIJZIGBAAR
OBJECT taak
  VELD nummer: tekst SLEUTEL
  VELD titel: tekst
GEBEURTENIS bon gemaakt BIJ bon NIEUW
GEBEURTENIS bon bijgewerkt BIJ bon
GEBEURTENIS bon statuswijziging BIJ bon VOLGT status
GEBEURTENIS bon wacht BIJ bon MOMENT deadline EENMAAL PER bon
ACTIE MAAK taak BIJ bon
  PARAMETER titel: tekst VERPLICHT
  GEEFT taak
ACTIE GOOI weg BIJ bon
  BEEINDIGT bon
ACTIE MELD buiten BIJ bon
  UITVOERING HOOGSTENS EENMAAL
  PARAMETER tekst: tekst
  BIJ HERHALING VERVANG
"""
RULES = """DOMEIN proef
REGEL "nieuw" WANNEER bon gemaakt DAN ZET status = "Nieuw"
REGEL "taak" WANNEER bon statuswijziging NAAR "Bezig" DAN MAAK taak MET titel = "{nummer} {notitie}"
REGEL "later" WANNEER bon bijgewerkt ALS status = "Bezig"
DAN MELD buiten NA 2 dagen MITS status = "Bezig" MET tekst = notitie
REGEL "bezig" WANNEER bon bijgewerkt ALS status = "Nieuw" DAN ZET status = "Bezig"
REGEL "klok" WANNEER bon wacht OP deadline DAN MELD buiten MET tekst = "te laat"
REGEL "weg" WANNEER bon bijgewerkt ALS notitie = "weg" DAN GOOI weg
"""
HERE = "standaard"
START = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
NOW = START + 300 * DAY
BON = Ref(HERE, "bon", "B1")


def _rules() -> RuleSet:
    schema = load(Source("proef.domein", DOMAIN)).schema
    assert schema is not None
    parsed = parse(Source("a.regel", RULES))
    checked = check([parsed.file], schema, Setting())
    assert [one.message() for one in (*parsed.problems, *checked.problems) if one.is_error] == []
    return RuleSet(checked.program, schema, Setting().zone, "nu")


RULE_SET = _rules()


def make_task(call: ActionCall) -> Ref:
    return call.our_records.create("taak", {"titel": call.parameter("titel")})


def throw_away(call: ActionCall) -> None:
    call.our_records.delete(call.record)


@define
class Clock:
    """The present, and the outside that may be in doubt."""

    now: datetime = START
    uncertain: bool = False

    def __call__(self) -> datetime:
        return self.now

    def tell(self, _: ActionCall) -> None:
        if self.uncertain:
            raise UncertainError(Text(nl="geen antwoord", en="no answer"))


@contextmanager
def running(store: Store | str, clock: Clock) -> Iterator[Engine]:
    bindings = Bindings()
    bindings.bind("MAAK taak", make_task)
    bindings.bind("GOOI weg", throw_away)
    bindings.bind("MELD buiten", clock.tell)
    engine = Engine(RULE_SET, store, bindings=bindings, clock=clock)
    yield engine
    if isinstance(store, str):
        engine.close()


def event(number: str, name: str = "bon bijgewerkt", key: str = "B1", **fields: object) -> dict[str, object]:
    return {"id": number, "gebeurtenis": name, "record": {"nummer": key, **fields}}


def cleaned(store: Store, before: datetime = NOW, *, dry: bool = False) -> Removed:
    total = Removed()
    for part in Cleaner(store, before, NOW, dry).clean():
        total = total.plus(part)
    return total


@pytest.fixture
def filled(store: Store) -> Engine:
    """An order that was made, begun, told of outside and refused once; its message went two days later."""
    clock = Clock()
    with running(store, clock) as engine:
        engine.process(event("e1", "bon gemaakt", notitie="geheim"))
        engine.process(event("e2"))
        engine.process(event("e3", notitie="geheimer"))
        engine.process({"id": "e4", "gebeurtenis": "bon bijgewerkt", "record": {"nummer": "B1", "stauts": "x"}})
        clock.now += 5 * DAY
        engine.run_due()
        return engine


def raw(store: Store) -> str:
    """Everything that is in the tables, save what a record is by now."""
    tables = ("events", "timeline", "effects", "refusals", "files")
    with store.look() as unit:
        return "\n".join(str(list(unit.connection.exec_driver_sql(f"SELECT * FROM {name}"))) for name in tables)  # noqa: S608


# ---------------------------------------------------------------- what goes, what stays


def test_what_was_read_told_and_sent_is_gone_and_the_records_are_not(filled: Engine) -> None:
    store = filled.store
    with store.look() as unit:
        records = (unit.records("bon"), unit.records("taak"))
    assert "geheim" in raw(store)
    removed = cleaned(store)
    assert (removed.events, removed.effects, removed.refusals) == (5, 1, 1)
    assert removed.lines == 10
    assert "geheim" not in raw(store)
    with store.look() as unit:
        assert (unit.records("bon"), unit.records("taak")) == records
    assert [one.status for one in store.effects(*EffectStatus)] == [EffectStatus.DONE]
    assert (store.entries(BON), store.refused()) == ((), ())


def test_a_rehearsal_counts_the_same_and_removes_nothing(filled: Engine) -> None:
    before = raw(filled.store)
    would = cleaned(filled.store, dry=True)
    assert raw(filled.store) == before
    assert cleaned(filled.store) == would


def test_a_second_time_there_is_nothing_left_to_remove(filled: Engine) -> None:
    cleaned(filled.store)
    assert not cleaned(filled.store).is_any


def test_what_is_young_stays_with_all_that_followed_from_it(filled: Engine) -> None:
    before = raw(filled.store)
    assert not cleaned(filled.store, START).is_any
    assert raw(filled.store) == before


def test_an_event_that_returns_is_still_a_duplicate_and_other_content_is_still_refused(filled: Engine) -> None:
    cleaned(filled.store)
    again = filled.process(event("e3", notitie="geheimer"))
    assert again.status is EventStatus.DUPLICATE
    assert again.reason is not None
    assert again.reason.nl == "deze gebeurtenis is al verwerkt; de bijzonderheden zijn op 26-12-2027 opgeruimd"
    other = filled.process(event("e3", notitie="anders"))
    assert other.status is EventStatus.REFUSED
    assert other.reason is not None
    assert other.reason.nl.startswith(
        "dit `id` is al gebruikt voor een gebeurtenis met andere inhoud; de bijzonderheden"
    )


@pytest.mark.parametrize("left", [EffectStatus.PLANNED, EffectStatus.UNCERTAIN])
def test_what_is_to_come_or_to_be_decided_keeps_all_of_its_event(store: Store, left: EffectStatus) -> None:
    clock = Clock(uncertain=True)
    with running(store, clock) as engine:
        engine.process(event("e1", "bon gemaakt"))
        engine.process(event("e2"))
        engine.process(event("e3", notitie="geheim"))
        if left is EffectStatus.UNCERTAIN:
            clock.now += 5 * DAY
            engine.run_due()
        assert cleaned(store).events == 4
        (effect,) = store.effects(left)
        assert effect.parameters == {"tekst": "geheim"}
        found = store.event(HERE, "e3")
        assert found is not None
        assert found.inputs
        assert found.cleaned is None
        if left is EffectStatus.PLANNED:
            clock.uncertain = False
            assert [one.status.value for one in engine.run_due(NOW)] == ["uitgevoerd"]
            assert cleaned(store).effects == 1


def test_an_old_event_from_which_something_young_followed_stays(store: Store) -> None:
    with running(store, Clock()) as engine:
        engine.process(event("e1", "bon gemaakt"))
        with store.transaction() as unit:
            unit.connection.exec_driver_sql("UPDATE events SET moment = '2028-06-01 12:00:00+00:00' WHERE id <> 'e1'")
        with store.look() as unit:
            assert unit.follow_ups(EventId(HERE, "e1"))
        assert cleaned(store).events == 0


# ---------------------------------------------------------------- what is said of it


def test_the_history_says_plainly_that_the_details_are_gone_and_when(filled: Engine) -> None:
    cleaned(filled.store)
    found = histories(RULE_SET, filled.store, "B1")
    with filled.store.look() as unit:
        explainer = Explainer(RULE_SET, unit, filled.bindings)
        pasts = [past for one in found for root in one.events for past in root.with_all()]
        told = {past.event.event: explainer.explained(past.event) for past in pasts}
    shown = show_histories(found, View(), told, full=True)
    assert (
        "e1, bon gemaakt, B1, standaard, 1-3-2027 13:00: verwerkt\n  de bijzonderheden zijn op 26-12-2027 opgeruimd"
        in shown
    )
    assert "geen regel gaat over" not in shown
    data = history_json(found[0], told)
    events = data["gebeurtenissen"]
    assert isinstance(events, list)
    assert {one["opgeruimd"] for one in events} == {"2027-12-26T13:00:00+01:00"}


def test_replay_says_so_too(filled: Engine) -> None:
    cleaned(filled.store)
    stored = filled.store.event(HERE, "e1")
    assert stored is not None
    with pytest.raises(ValueError, match="were removed on 2027-12-26"):
        replay(RULE_SET, stored, filled.bindings)


def test_the_store_knows_what_was_removed_last(filled: Engine) -> None:
    with filled.store.look() as unit:
        assert last_cleaning(unit) is None
    cleaned(filled.store)
    with filled.store.look() as unit:
        found = last_cleaning(unit)
    assert found is not None
    assert (found.at, found.until) == (NOW, START)


# ---------------------------------------------------------------- files


def content(store: Store, name: str) -> bytes | None:
    return store.file(HERE, name)


def test_a_file_goes_when_no_record_and_no_young_event_refers_to_it(store: Store) -> None:
    with running(store, Clock()) as engine:
        engine.process(event("e1", bestand="a.txt"), files={"a.txt": b"eerste"})
        engine.process(event("e2", bestand="b.txt"), files={"b.txt": b"tweede"})
        assert cleaned(store, START).files == 0
        removed = cleaned(store)
        assert (removed.files, removed.size) == (1, 6)
        assert (content(store, "a.txt"), content(store, "b.txt")) == (None, b"tweede")


def test_a_file_of_a_record_that_is_gone_goes_with_the_details_of_its_events(store: Store) -> None:
    with running(store, Clock()) as engine:
        engine.process(event("e1", bestand="a.txt", notitie="weg"), files={"a.txt": b"eerste"})
        assert cleaned(store, START).files == 0
        assert cleaned(store).files == 1


def test_a_removed_file_that_comes_again_is_there_again_and_its_name_is_never_of_another(store: Store) -> None:
    with running(store, Clock()) as engine:
        engine.process(event("e1", bestand="a.txt"), files={"a.txt": b"eerste"})
        engine.process(event("e2", bestand=None))
        assert cleaned(store).files == 1
        engine.process(event("e3", bestand="a.txt"), files={"a.txt": b"ander"})
        with store.look() as unit:
            fields = unit.load(BON)
        assert fields is not None
        assert str(fields["bestand"]).endswith("-a.txt")
        assert content(store, str(fields["bestand"])) == b"ander"
        engine.process(event("e4", bestand="a.txt"), files={"a.txt": b"eerste"})
        assert content(store, "a.txt") == b"eerste"


def test_a_file_that_is_kept_again_between_looking_and_removing_stays(store: Store) -> None:
    with running(store, Clock()) as engine:
        engine.process(event("e1", bestand="a.txt"), files={"a.txt": b"eerste"})
        engine.process(event("e2", bestand=None))
        with store.transaction() as unit:  # without their details nothing tells of the file
            unit.connection.exec_driver_sql("UPDATE events SET inputs = '{}', result = '{}', cleaned = moment")
        with store.look() as unit:
            unused = unused_files(unit)
        assert [slot for slot, _ in unused] == [(HERE, "a.txt")]
        engine.process(event("e3", bestand="a.txt"), files={"a.txt": b"eerste"})
        removing = Cleaner(store, NOW, NOW)
        assert store.attempt(lambda unit: removing.remove_files(unused, unit)) == Removed()
        assert content(store, "a.txt") == b"eerste"


# ---------------------------------------------------------------- the law


@frozen
class Step:
    """Something that happens, some days after what was before it."""

    days: int
    number: int
    name: str
    key: str
    fields: tuple[tuple[str, str | None], ...]
    file: bytes | None


FIELDS = st.dictionaries(
    st.sampled_from(["notitie", "status", "deadline"]), st.just(None) | st.integers(0, 3), max_size=2
)
VALUES = {
    "notitie": ["a", "b", "weg", "c"],
    "status": ["Nieuw", "Bezig", "Klaar", "Bezig"],
    "deadline": [f"2027-03-{day:02}T12:00:00+01:00" for day in (5, 10, 20, 30)],
}
STEPS = st.builds(
    lambda days, number, name, key, fields, file: Step(
        days,
        number,
        name,
        key,
        tuple((slot, None if at is None else VALUES[slot][at]) for slot, at in sorted(fields.items())),
        file,
    ),
    st.integers(0, 6),
    st.integers(1, 12),
    st.sampled_from(["bon gemaakt", "bon bijgewerkt", "bon bijgewerkt", "bon statuswijziging"]),
    st.sampled_from(["B1", "B2"]),
    FIELDS,
    st.none() | st.sampled_from([b"een", b"twee"]),
)


def lived(steps: list[Step], cleanings: set[int]) -> tuple[list[object], object]:
    """What each event came to, and what is there in the end; after some of the steps old details are removed."""
    clock = Clock()
    results: list[object] = []
    with open_store("sqlite://") as store, running(store, clock) as engine:
        for at, step in enumerate(steps):
            clock.now += step.days * DAY
            results += [outline(one) for one in engine.pass_time() if isinstance(one, EventResult)]
            data = event(f"e{step.number}", step.name, step.key, **dict(step.fields))
            files = {} if step.file is None else {"a.txt": step.file}
            if files:
                data["record"] = {**data["record"], "bestand": "a.txt"}  # type: ignore[dict-item]
            results.append(outline(engine.process(data, files=files)))
            if at in cleanings:
                list(Cleaner(store, clock.now - 2 * DAY, clock.now).clean())
        results += [outline(one) for one in engine.let_pass(NOW) if isinstance(one, EventResult)]
        with store.look() as unit:
            left = [
                (one.record, sorted(one.fields.items(), key=str), unit.file(HERE, str(one.fields.get("bestand"))))
                for name in ("bon", "taak")
                for one in unit.records(name)
            ]
        effects = [(one.key, one.status) for one in store.effects(*EffectStatus)]
    return results, (left, effects)


def outline(result: EventResult) -> object:
    """All that an event came to; of one that is known only that it is, since why says whether details are left."""
    if result.status is not EventStatus.PROCESSED:
        return (result.id, result.status)
    return evolve(result, version=None).to_json()


@settings(max_examples=60, deadline=None)
@given(st.lists(STEPS, min_size=1, max_size=10), st.sets(st.integers(0, 9)))
def test_removing_details_never_changes_what_a_later_event_leads_to(steps: list[Step], cleanings: set[int]) -> None:
    assert lived(steps, cleanings) == lived(steps, set())
