"""Finding records by the value of a field gives what a look at every record gives, whatever happened before."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from regeltaal.base.node import evolve
from regeltaal.base.source import Source
from regeltaal.base.text import same
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.runtime import indexing
from regeltaal.runtime.bindings import ActionCall, Bindings, SkippedError
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.lookups import Wanted, choices
from regeltaal.runtime.persistence import StoreSource, save_records
from regeltaal.runtime.replay import replay
from regeltaal.runtime.result import EventResult
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import open_store
from regeltaal.runtime.store import Store
from regeltaal.runtime.store_tables import SCHEMA_VERSION, lookup_fields, lookups, versions
from regeltaal.runtime.store_unit import Unit
from regeltaal.runtime.world import World
from regeltaal.schema.loader import load
from regeltaal.schema.model import Schema
from regeltaal.syntax.parser import parse
from regeltaal.values.calendar import Calendar
from regeltaal.values.environment import Environment, MonthEnd
from regeltaal.values.operators.equality import EQUALS
from regeltaal.values.value import Ref, Value

ZONE = ZoneInfo("Europe/Amsterdam")
NOON = datetime(2027, 3, 12, 12, 0, tzinfo=UTC)
DOMAIN = """DOMEIN proef
KEUZE soort: "Klant"; "Leverancier"
OBJECT relatie
  VELD code: tekst VERPLICHT SLEUTEL ZOEKVELD
  VELD naam: tekst WIJZIGBAAR ZOEKVELD
  VELD postcode: postcode ZOEKVELD
  VELD soort: soort ZOEKVELD
  VELD bedrag: bedrag ZOEKVELD
  VELD betaler: relatie ZOEKVELD
  VELD plaats: tekst
OBJECT bon
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD notitie: tekst
GEBEURTENIS relatie bijgewerkt BIJ relatie
GEBEURTENIS bon bijgewerkt BIJ bon
ACTIE ZOEK relatie BIJ bon
  PARAMETER naam: tekst
"""


def schema_of(domain: str = DOMAIN) -> Schema:
    loaded = load(Source("proef.domein", domain))
    assert loaded.problems == ()
    assert loaded.schema is not None
    return loaded.schema


SCHEMA = schema_of()
ENVIRONMENT = Environment(NOON, ZONE, Calendar(), MonthEnd.DOWN)
EQUAL = EQUALS.overloads[0].scalar

KEYS = st.sampled_from(["C1", "c1", "C2", "C-2", "C3"])
NAMES = st.one_of(
    st.none(),
    st.sampled_from(
        ["Vitens", "vitens ", "\tVITENS", "Vitens B.V.", "vitens bv", "É", "e\u0301", "ß", "ss", "-", "+", " "]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=4),
)
POSTCODES = st.sampled_from([None, "8011 CW", "8012 AB", "geen"])
KINDS = st.sampled_from([None, "Klant", "Leverancier"])
AMOUNTS = st.sampled_from([None, Decimal(1), Decimal("1.00"), Decimal("-0.5")])
PLACES = st.sampled_from([None, "Zeist", "zeist", "Utrecht"])
WHERE = st.sampled_from(["A", "B"])


def payers(where: str) -> st.SearchStrategy[Value | None]:
    return st.one_of(st.none(), KEYS.map(lambda key: Ref(where, "relatie", key)))


def values(where: str) -> dict[str, st.SearchStrategy[Value | None]]:
    simple: dict[str, st.SearchStrategy[Value | None]] = {
        "naam": NAMES,
        "postcode": POSTCODES,
        "soort": KINDS,
        "bedrag": AMOUNTS,
        "plaats": PLACES,
    }
    return {**simple, "betaler": payers(where)}


@st.composite
def changes(draw: st.DrawFn) -> Callable[[World], None]:
    """Something that happens to a relation: it comes, goes, moves, changes, or does so in vain."""
    where, key = draw(WHERE), draw(KEYS)
    record, fields = Ref(where, "relatie", key), draw(st.fixed_dictionaries({}, optional=values(where)))
    what = draw(st.sampled_from(["put", "put", "write", "delete", "move", "in vain"]))

    def change(world: World) -> None:
        mark = world.mark()
        if what in {"put", "in vain"}:
            world.put(record, {**fields, "code": key})
        if what == "write":
            for name, value in fields.items():
                world.write(record, name, value)
        if what in {"delete", "move"}:
            old = world.fields(record)
            world.delete(record)
            if what == "move" and old:
                other = Ref("B" if where == "A" else "A", "relatie", key)
                world.put(other, {**old, "betaler": None})
        if what == "in vain":
            world.back_to(mark)

    return change


@st.composite
def searches(draw: st.DrawFn) -> tuple[str, Wanted]:
    where = draw(WHERE)
    fields = {**values(where), "code": KEYS}
    names = draw(st.lists(st.sampled_from(sorted(fields)), min_size=1, max_size=3, unique=True))
    return where, {name: draw(st.one_of(fields[name], st.lists(fields[name], max_size=3).map(tuple))) for name in names}


def looked_through(world: World, where: str, wanted: Wanted) -> tuple[Ref, ...]:
    """All records that have the values, as the evaluator's `=` has it."""
    return tuple(
        ref
        for ref in world.all_of(where, "relatie")
        if all(any(EQUAL(ENVIRONMENT, world.get(ref, name), one) for one in choices(v)) for name, v in wanted.items())
    )


def fresh(unit: Unit) -> World:
    return World(SCHEMA, StoreSource(unit, SCHEMA, ZONE))


def keep(unit: Unit, world: World) -> None:
    save_records(unit, world)
    indexing.keep(unit, world)


def check_all(world: World, shadow: World, sought: list[tuple[str, Wanted]]) -> list[tuple[Ref, ...]]:
    """What is found in a world is what is seen in its shadow, where every record is looked at."""
    found = [world.find(where, "relatie", wanted) for where, wanted in sought]
    assert found == [looked_through(shadow, where, wanted) for where, wanted in sought]
    for (where, wanted), some in zip(sought, found, strict=True):
        assert set(some) <= set(world.find(where, "relatie", wanted, loosely=True))
        assert set(some) <= set(world.among(where, "relatie", wanted))
    return found


@settings(max_examples=120, deadline=None)
@given(st.lists(st.lists(changes(), max_size=6), max_size=3), st.lists(searches(), min_size=1, max_size=6))
def test_finding_is_looking_through_all_records(
    events: list[list[Callable[[World], None]]], sought: list[tuple[str, Wanted]]
) -> None:
    with open_store("sqlite://") as store:
        with store.transaction() as unit:
            indexing.in_step(unit, SCHEMA, ZONE)
        for event in [*events, []]:
            with store.transaction() as unit:
                world, shadow = fresh(unit), fresh(unit)
                check_all(world, shadow, sought)
                for change in event:
                    change(world)
                    change(shadow)
                    found = check_all(world, shadow, sought)
                again = World(SCHEMA, world.inputs)
                for change in event:
                    change(again)
                    replayed = [again.find(where, "relatie", wanted) for where, wanted in sought]
                assert not event or replayed == found
                keep(unit, world)
        with store.transaction() as unit:
            unit.lookups.forget("relatie")
            check_all(fresh(unit), fresh(unit), sought)


# ---------------------------------------------------------------- on each kind of store

VITENS = Ref("A", "relatie", "V1")
SEEKERS: dict[str, Wanted] = {
    "text": {"naam": " vitens "},
    "one of some": {"naam": ("Elders", "VITENS")},
    "two fields": {"naam": "Vitens", "postcode": "8019 BE"},
    "a choice": {"soort": "Klant"},
    "a number": {"bedrag": Decimal("12.500")},
    "a reference": {"betaler": Ref("A", "relatie", "H1")},
    "the key": {"code": "v1"},
    "nothing there": {"naam": "Vitens", "betaler": (None, Ref("A", "relatie", "H1"))},
    "a field of no lookup": {"plaats": "zwolle"},
}


def filled(store: Store) -> None:
    """A relation, others that are like it in part, and one of another administration."""
    with store.transaction() as unit:
        indexing.in_step(unit, SCHEMA, ZONE)
        world = fresh(unit)
        fields: dict[str, Value | None] = {
            "code": "V1",
            "naam": "Vitens",
            "postcode": "8019 BE",
            "soort": "Klant",
            "bedrag": Decimal("12.5"),
            "betaler": Ref("A", "relatie", "H1"),
            "plaats": "Zwolle",
        }
        world.put(VITENS, fields)
        world.put(Ref("B", "relatie", "V1"), {**fields, "betaler": None})
        world.put(Ref("A", "relatie", "V2"), {"code": "V2", "naam": "Vitens B.V.", "postcode": "8019 BE"})
        for number in range(40):
            world.put(Ref("A", "relatie", f"R{number}"), {"code": f"R{number}", "naam": f"Bedrijf {number}"})
        keep(unit, world)


@pytest.mark.parametrize("how", SEEKERS)
def test_a_record_is_found_by(how: str, store: Store) -> None:
    filled(store)
    with store.look() as unit:
        assert fresh(unit).find("A", "relatie", SEEKERS[how]) == (VITENS,)


def test_loosely_points_and_spaces_do_not_count(store: Store) -> None:
    filled(store)
    with store.look() as unit:
        found = fresh(unit).find("A", "relatie", {"naam": "VITENS BV"}, loosely=True)
        assert [ref.key for ref in found] == ["V2"]
        assert fresh(unit).find("A", "relatie", {"naam": "VITENS BV"}) == ()


def test_records_without_a_value_are_found_by_that(store: Store) -> None:
    filled(store)
    with store.look() as unit:
        found = fresh(unit).find("A", "relatie", {"naam": ("Vitens", "Vitens B.V."), "betaler": None})
        assert [ref.key for ref in found] == ["V2"]


def test_only_what_may_fit_is_read(store: Store) -> None:
    filled(store)
    with store.look() as unit:
        world = fresh(unit)
        world.find("A", "relatie", {"naam": "vitens"})
        assert set(world.inputs.records) == {VITENS}
        assert world.inputs.known_keys == {}


# ---------------------------------------------------------------- domains and stores that change


def rule_set(domain: str = DOMAIN, rules: str = "") -> RuleSet:
    schema = schema_of(domain)
    checked = check([parse(Source("a.regel", f"DOMEIN proef\n{rules}")).file], schema, Setting())
    assert not [one for one in checked.problems if one.is_error]
    return RuleSet(checked.program, schema, ZONE, domain + rules)


def told(engine: Engine, event_id: str, code: str, **fields: object) -> None:
    record = {"code": code, **fields}
    engine.process({"id": event_id, "gebeurtenis": "relatie bijgewerkt", "administratie": "A", "record": record})


def by_place(unit: Unit, schema: Schema) -> tuple[Ref, ...]:
    return World(schema, StoreSource(unit, schema, ZONE)).find("A", "relatie", {"plaats": "Zeist"})


BY_PLACE = DOMAIN.replace("plaats: tekst", "plaats: tekst ZOEKVELD").replace("soort: soort ZOEKVELD", "soort: soort")


def fields_kept(unit: Unit) -> set[str]:
    return set(unit.connection.scalars(select(lookups.c.field).distinct()))


def test_other_lookup_fields_are_worked_out_of_the_records_that_are_there(store: Store) -> None:
    with Engine(rule_set(), store, bindings=Bindings()) as engine:
        told(engine, "1", "C1", plaats="Zeist", soort="Klant")
        Engine(rule_set(BY_PLACE), store, bindings=Bindings())
        with store.look() as unit:
            assert fields_kept(unit) == {"code", "naam", "postcode", "bedrag", "betaler", "plaats"}
            assert [ref.key for ref in by_place(unit, schema_of(BY_PLACE))] == ["C1"]


def test_an_object_without_lookup_fields_any_more_leaves_nothing_behind(store: Store) -> None:
    with Engine(rule_set(), store, bindings=Bindings()) as engine:
        told(engine, "1", "C1", naam="Vitens")
        Engine(rule_set(DOMAIN.replace(" ZOEKVELD", "")), store, bindings=Bindings())
        with store.look() as unit:
            assert (fields_kept(unit), dict(unit.lookups.seen())) == (set(), {})


def test_a_choice_that_the_domain_no_longer_has_counts_as_empty(store: Store) -> None:
    with Engine(rule_set(), store, bindings=Bindings()) as engine:
        told(engine, "1", "C1", soort="Leverancier")
        smaller = rule_set(DOMAIN.replace('"Klant"; "Leverancier"', '"Klant"'))
        Engine(smaller, store, bindings=Bindings())
        with store.look() as unit:
            world = World(smaller.schema, StoreSource(unit, smaller.schema, ZONE))
            assert [ref.key for ref in world.find("A", "relatie", {"soort": None})] == ["C1"]


def test_a_run_by_the_domain_of_before_makes_nothing_unfindable(store: Store) -> None:
    with Engine(rule_set(), store, bindings=Bindings()) as before:
        Engine(rule_set(BY_PLACE), store, bindings=Bindings())
        told(before, "1", "C1", plaats="Zeist")
        with store.look() as unit:
            assert [ref.key for ref in by_place(unit, schema_of(BY_PLACE))] == ["C1"]
        Engine(rule_set(BY_PLACE), store, bindings=Bindings())
        with store.look() as unit:
            assert unit.lookups.seen().keys() == {"relatie"}
            assert [ref.key for ref in by_place(unit, schema_of(BY_PLACE))] == ["C1"]


def as_of_version_one(store: Store) -> None:
    with store.transaction() as unit:
        lookups.drop(unit.connection)
        lookup_fields.drop(unit.connection)
        unit.connection.execute(versions.update().values(version=1))


def test_a_store_of_the_version_before_is_filled_when_it_is_opened(store_url: str) -> None:
    with open_store(store_url) as store, Engine(rule_set(), store, bindings=Bindings()) as engine:
        told(engine, "1", "C1", naam="Vitens")
        as_of_version_one(store)
    with Engine(rule_set(), store_url, bindings=Bindings()) as engine, engine.store.look() as unit:
        assert unit.connection.scalar(select(versions.c.version)) == SCHEMA_VERSION
        sought = select(lookups.c.key).where(lookups.c.field == "naam", lookups.c.value == "=vitens")
        assert list(unit.connection.scalars(sought)) == ["C1"]
        assert [ref.key for ref in fresh(unit).find("A", "relatie", {"naam": "vitens"})] == ["C1"]


def test_an_engine_that_writes_nothing_finds_in_a_store_that_was_never_filled(store: Store) -> None:
    with Engine(rule_set(), store, bindings=Bindings()) as engine:
        told(engine, "1", "C1", naam="Vitens")
        with store.transaction() as unit:
            unit.connection.execute(delete(lookups))
            unit.connection.execute(delete(lookup_fields))
        trial = Engine(rule_set(rules=SEEK), store, bindings=seeking({"naam": "vitens"}), writes=False)
        assert sought_by(trial, dry=True) == ["gevonden: C1"]


# ---------------------------------------------------------------- for an action

SEEK = 'REGEL "zoek" WANNEER bon bijgewerkt DAN ZOEK relatie'


def seeking(wanted: Wanted, **options: Any) -> Bindings:
    """An action that tells what it found."""
    bindings = Bindings()

    @bindings.action("ZOEK relatie")
    def seek(call: ActionCall) -> None:
        found = call.our_records.find("relatie", wanted, **options)
        raise SkippedError(same(f"gevonden: {', '.join(ref.key for ref in found)}"))

    return bindings


def told_by(result: EventResult) -> list[str | None]:
    """What the actions of an event told."""
    return [None if one.reason is None else one.reason.nl for rule in result.rules for one in rule.actions]


def sought_by(engine: Engine, *, dry: bool = False) -> list[str | None]:
    event = {"id": "z", "gebeurtenis": "bon bijgewerkt", "administratie": "A", "record": {"nummer": "1"}}
    return told_by(engine.process(event, dry=dry))


@pytest.mark.parametrize(
    ("wanted", "options", "told_about"),
    [
        ({"naam": "VITENS"}, {}, "gevonden: C1"),
        ({"Naam": ("x", "vitens")}, {}, "gevonden: C1"),
        ({"naam": "vi-tens"}, {}, "gevonden: "),
        ({"naam": "vi-tens"}, {"loosely": True}, "gevonden: C1"),
        ({"naam": "vitens"}, {"administration": "B"}, "gevonden: "),
        ({"bedrag": 3}, {}, "gevonden: C1"),
        ({"postcode": "8019be"}, {}, "gevonden: C1"),
        ({"straat": "x"}, {}, "de koppeling zoekt `straat` van relatie: dat veld is er niet"),
        ({"soort": "Vriend"}, {}, "de koppeling zoekt `Vriend` in `soort`: dat is geen soort"),
        ({"betaler": Ref("B", "relatie", "C1")}, {}, "de koppeling zoekt `C1` in `betaler`: dat is geen relatie"),
    ],
)
def test_an_action_finds_records(wanted: Wanted, options: dict[str, Any], told_about: str) -> None:
    with Engine(rule_set(rules=SEEK), bindings=seeking(wanted, **options)) as engine:
        told(engine, "1", "C1", naam="Vitens", postcode="8019 BE", bedrag="3.00")
        told(engine, "2", "C2", naam="Elders")
        assert sought_by(engine) == [told_about]


def test_what_was_found_is_found_again_by_replay_also_after_the_records_have_changed(store: Store) -> None:
    rules, bindings = rule_set(rules=SEEK), seeking({"naam": "vitens"})
    with Engine(rules, store, bindings=bindings) as engine:
        told(engine, "1", "C1", naam="Vitens")
        sought_by(engine)
        told(engine, "3", "C1", naam="Anders")
        event = engine.store.event("A", "z")
        assert event is not None
        assert told_by(replay(rules, event, bindings)) == ["gevonden: C1"]


def test_what_an_older_version_read_of_all_records_is_replayed(store: Store) -> None:
    rules, bindings = rule_set(rules=SEEK), seeking({"naam": "vitens"})
    with Engine(rules, store, bindings=bindings) as engine:
        for number, name in enumerate(("Vitens", "Elders", "VITENS")):
            told(engine, str(number), f"C{number}", naam=name)
        sought_by(engine)
        event = engine.store.event("A", "z")
        assert event is not None
        with engine.store.look() as unit:
            every = [(one.record.key, one.fields) for one in unit.records("relatie")]
    found = {name: part for name, part in event.inputs.items() if name != "gevonden"}
    older = {
        **found,
        "records": [[["A", "relatie", key], fields] for key, fields in every],
        "sleutels": [[["A", "relatie"], [key for key, _ in every]]],
    }
    assert told_by(replay(rules, evolve(event, inputs=older), bindings)) == ["gevonden: C0, C2"]
