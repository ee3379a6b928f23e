"""KANDIDATEN chooses from the records that may fit; what comes out is what a look at all of them would give."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regeltaal.base.source import Source
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.evaluate.evaluator import outcome
from regeltaal.program.tree import Perform
from regeltaal.program.walk import performs
from regeltaal.runtime.admission import candidates_of
from regeltaal.runtime.happening import Happening, View
from regeltaal.runtime.sources import Inputs
from regeltaal.runtime.world import World
from regeltaal.schema.loader import load
from regeltaal.schema.model import Schema
from regeltaal.syntax.parser import parse
from regeltaal.values.calendar import Calendar
from regeltaal.values.environment import Environment, MonthEnd
from regeltaal.values.value import Ref, Value

DOMAIN = """DOMEIN proef
OBJECT relatie
  VELD code: tekst VERPLICHT SLEUTEL ZOEKVELD
  VELD naam: tekst ZOEKVELD
  VELD plaats: tekst
  VELD betaler: relatie ZOEKVELD
OBJECT bon
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD klant: tekst
  VELD grens: getal
GEBEURTENIS bon bijgewerkt BIJ bon
ACTIE KIES relatie BIJ bon
  PARAMETER naam: tekst
  PARAMETER namen: LIJST VAN tekst
  PARAMETER relatie: relatie
  PARAMETER plaats: tekst
  KANDIDATEN relatie WAARVOOR {where}
"""
NARROW = (
    "parameter.naam IS LEEG OF relatie.naam = parameter.naam",
    "parameter.naam IS LEEG OF parameter.naam = relatie.naam",
    "parameter.namen IS LEEG OF relatie.naam IN parameter.namen",
    "relatie.naam = klant",
    'relatie.naam = "vitens"',
    'relatie.naam IN ("Vitens"; "ELDERS")',
    "relatie.naam = EXACT parameter.naam",
    "relatie = parameter.relatie",
    "relatie.betaler = parameter.relatie EN relatie.plaats = parameter.plaats",
    "relatie = parameter.relatie EN (parameter.namen IS LEEG OF relatie.naam IN parameter.namen)",
    "ALLE VAN (relatie.naam = parameter.naam; relatie.plaats = parameter.plaats)",
    "relatie.naam = parameter.naam INDIEN LEEG klant",
)
WIDE = (
    "relatie.naam <> parameter.naam",
    "NIET (relatie.naam = parameter.naam)",
    "relatie.naam NIET IN parameter.namen",
    "relatie.naam = parameter.naam OF relatie.plaats = parameter.plaats",
    "relatie.naam = relatie.plaats",
    "relatie.betaler.naam = parameter.naam",
    "relatie.plaats = parameter.plaats",
    "parameter.naam = klant OF relatie.naam = parameter.naam",
    "relatie.naam = parameter.naam OF 1 / grens > 1",
    "relatie.naam BEGINT MET parameter.naam",
    "relatie.naam = parameter.naam EN AANTAL(kandidaten) > 3",
)

TEXTS = st.sampled_from([None, "Vitens", "VITENS ", "Elders", "zeist", "Zeist"])
KEYS = st.sampled_from(["C1", "C2", "C3", "C4", "weg"])
REFS = st.one_of(st.none(), KEYS.map(lambda key: Ref("A", "relatie", key)), st.just(Ref("B", "relatie", "C1")))
RELATION = st.fixed_dictionaries({"naam": TEXTS, "plaats": TEXTS, "betaler": REFS})
PARAMETERS = st.fixed_dictionaries(
    {
        "naam": TEXTS,
        "namen": st.one_of(st.none(), st.lists(TEXTS.filter(bool), max_size=3).map(tuple)),
        "relatie": REFS,
        "plaats": TEXTS,
    }
)
BON = Ref("A", "bon", "1")


def action(where: str) -> tuple[Perform, Schema]:
    loaded = load(Source("proef.domein", DOMAIN.format(where=where)))
    assert loaded.schema is not None, [one.message() for one in loaded.problems]
    rule = Source("a.regel", 'DOMEIN proef\nREGEL "x" WANNEER bon bijgewerkt DAN KIES relatie')
    checked = check([parse(rule).file], loaded.schema, Setting())
    assert not [one for one in checked.problems if one.is_error], [one.message() for one in checked.problems]
    (found,) = (one for rule in checked.program.rules for one in performs(rule))
    return found, loaded.schema


ACTIONS = {where: action(where) for where in (*NARROW, *WIDE)}


def view_of(schema: Schema, relations: dict[str, dict[str, Value | None]], parameters: dict[str, Value | None]) -> View:
    """The event of a work order, in an administration with these relations."""
    stored = {Ref("A", "relatie", key): {"code": key, **fields} for key, fields in relations.items()}
    keys = tuple(sorted(relations))
    source = Inputs({**stored, BON: {"nummer": "1", "klant": "Vitens"}}, {("A", "relatie"): keys})
    world = World(schema, source)
    environment = Environment(datetime(2027, 3, 12, tzinfo=UTC), ZoneInfo("UTC"), Calendar(), MonthEnd.DOWN)
    event = schema.event("bon bijgewerkt")
    assert event is not None
    return View(Happening("1", event, BON, environment, {}, {}), world, world, parameters)


def chosen_from_all(perform: Perform, view: View) -> tuple[Ref, ...]:
    assert perform.candidates is not None
    every = view.world.all_of("A", "relatie")
    found = outcome(perform.candidates, view.with_parameters(view.parameters, every))
    return tuple(one for one in found if isinstance(one, Ref)) if isinstance(found, tuple) else ()


@pytest.mark.parametrize("where", [*NARROW, *WIDE])
@settings(max_examples=60, deadline=None)
@given(
    relations=st.dictionaries(KEYS.filter(lambda key: key != "weg"), RELATION),
    changed=st.dictionaries(KEYS, st.one_of(st.none(), RELATION), max_size=2),
    parameters=PARAMETERS,
)
def test_the_candidates_are_those_of_a_look_at_all_records(
    where: str,
    relations: dict[str, dict[str, Value | None]],
    changed: dict[str, dict[str, Value | None] | None],
    parameters: dict[str, Value | None],
) -> None:
    perform, schema = ACTIONS[where]
    found = []
    for _ in range(2):
        view = view_of(schema, relations, parameters)
        for key, fields in changed.items():
            record = Ref("A", "relatie", key)
            if fields is None:
                view.world.delete(record)
            else:
                view.world.put(record, {"code": key, **fields})
        found.append(view)
    narrowed, everything = found
    assert candidates_of(perform, narrowed, {}) == chosen_from_all(perform, everything)


MANY: dict[str, dict[str, Value | None]] = {
    **{f"R{number}": {"naam": f"Bedrijf {number}", "plaats": "Zeist"} for number in range(50)},
    "C1": {"naam": "Vitens", "plaats": "Zwolle", "betaler": Ref("A", "relatie", "R1")},
}
GIVEN: dict[str, Value | None] = {"naam": "Vitens", "namen": ("VITENS",), "plaats": "Zwolle"}


def read_by(where: str) -> set[str]:
    """The keys of the relations that choosing reads."""
    perform, schema = ACTIONS[where]
    itself = "relatie = " in where
    relation = Ref("A", "relatie", "C1" if itself else "R1")
    view = view_of(schema, MANY, {**GIVEN, "relatie": relation})
    assert [one.key for one in candidates_of(perform, view, {})] == ["C1"]
    return {ref.key for ref in view.world.inputs.records if ref.object == "relatie"}


@pytest.mark.parametrize("where", NARROW)
def test_only_records_that_may_fit_are_read(where: str) -> None:
    assert read_by(where) == {"C1"}


@pytest.mark.parametrize("where", WIDE)
def test_a_condition_that_leaves_it_open_reads_all(where: str) -> None:
    perform, schema = ACTIONS[where]
    view = view_of(schema, MANY, GIVEN)
    candidates_of(perform, view, {})
    assert {ref.key for ref in view.world.inputs.records if ref.object == "relatie"} == set(MANY)
