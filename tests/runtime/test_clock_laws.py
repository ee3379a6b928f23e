"""A law of clocks: whatever happens in whatever order, each goes off at most once, and once when its moment passes."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from attrs import define, field
from hypothesis import given, settings
from hypothesis import strategies as st

from regeltaal.base.source import Source
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.runtime.bindings import ActionCall, Bindings
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import open_store
from regeltaal.runtime.store import Store
from regeltaal.schema.loader import load
from regeltaal.syntax.parser import parse
from regeltaal.values.value import Ref

DOMAIN = """DOMEIN proef
OBJECT bon
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD deadline: moment WIJZIGBAAR
  VELD klaar: ja-nee WIJZIGBAAR
OBJECT melding
  VELD nummer: tekst SLEUTEL
  VELD tekst: tekst
GEBEURTENIS bon bijgewerkt BIJ bon
GEBEURTENIS wacht BIJ bon MOMENT deadline ZOLANG klaar IS LEEG OF NIET klaar
GEBEURTENIS eens BIJ bon MOMENT deadline EENMAAL PER bon
ACTIE MELD intern BIJ bon
  PARAMETER tekst: tekst VERPLICHT
  GEEFT melding
"""
RULES = """DOMEIN proef
REGEL "vooraf" WANNEER wacht 2 uur VOOR deadline DAN MELD intern MET tekst = "vooraf {deadline}"
REGEL "op tijd" WANNEER wacht OP deadline DAN MELD intern MET tekst = "op tijd {deadline}"
REGEL "eens" WANNEER eens OP deadline DAN MELD intern MET tekst = "eens {deadline}"
"""
START = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ORDER = ("eens", "op tijd", "vooraf")
"""Clocks of one moment go by event, then by offset."""


def _rules() -> RuleSet:
    schema = load(Source("proef.domein", DOMAIN)).schema
    assert schema is not None
    checked = check([parse(Source("a.regel", RULES)).file], schema, Setting())
    assert not checked.problems
    return RuleSet(checked.program, schema, Setting().zone, "d")


RULE_SET = _rules()


def tell(call: ActionCall) -> Ref:
    return call.our_records.create("melding", {"tekst": call.parameter("tekst")})


class CrashError(BaseException):
    """The program stops where it is."""


@define
class Model:
    """What should happen, as plainly as it can be said."""

    now: datetime = START
    deadline: datetime | None = None
    done: bool = False
    running: dict[str, tuple[datetime, datetime]] = field(factory=dict)
    """By rule: the deadline, and when it is due."""
    fired: set[tuple[str, datetime]] = field(factory=set)
    stopped: set[tuple[str, datetime]] = field(factory=set)
    told: list[tuple[str, datetime]] = field(factory=list)

    def move(self, deadline: datetime | None) -> None:
        if deadline == self.deadline:
            return
        self.deadline = deadline
        self.running.clear()
        for rule in ORDER if deadline is not None else ():
            assert deadline is not None
            used = (rule, deadline) in self.fired | self.stopped
            if used or (rule == "eens" and any(one == rule for one, _ in self.fired)):
                continue
            due = self.due(rule, deadline)
            if due >= self.now or deadline > self.now:
                self.running[rule] = (deadline, max(due, self.now))

    @staticmethod
    def due(rule: str, deadline: datetime) -> datetime:
        return deadline - 2 * HOUR if rule == "vooraf" else deadline

    def pass_time(self) -> None:
        ripe = sorted((due, ORDER.index(rule), rule) for rule, (_, due) in self.running.items() if due <= self.now)
        for _, _, rule in ripe:
            deadline, _ = self.running.pop(rule)
            if rule == "eens" or not self.done:
                self.fire(rule, deadline)
            else:
                self.stopped.add((rule, deadline))

    def fire(self, rule: str, deadline: datetime) -> None:
        self.fired.add((rule, deadline))
        self.stopped.discard((rule, deadline))
        self.told.append((rule, deadline))

    def outside(self) -> None:
        if self.deadline is None or self.done:
            return
        for rule in ("vooraf", "op tijd"):
            if self.due(rule, self.deadline) <= self.now and (rule, self.deadline) not in self.fired:
                self.fire(rule, self.deadline)
                self.running.pop(rule, None)


@define
class Machine:
    """The engine, which can be stopped at any place and started again on the same store."""

    store: Store
    model: Model
    count: int = 0
    engine: Engine = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        bindings = Bindings()
        bindings.bind("MELD intern", tell)
        self.engine = Engine(RULE_SET, self.store, bindings=bindings, clock=lambda: self.model.now)

    def event(self, name: str, **values: object) -> None:
        self.count += 1
        data = {"id": f"e{self.count}", "gebeurtenis": name, "record": {"nummer": "B1", **values}}
        self.engine.process(data)

    def told(self) -> list[str]:
        with self.store.look() as unit:
            found = sorted(unit.records("melding"), key=lambda one: int(one.record.key))
            return [str(one.fields["tekst"]) for one in found]


@contextmanager
def crashing() -> Iterator[None]:
    """Whatever is to be kept meanwhile is not: the program stops before the transaction ends."""
    with patch("regeltaal.runtime.recording.save_records", side_effect=CrashError):
        yield


STEPS = st.one_of(
    st.tuples(st.just("deadline"), st.one_of(st.none(), st.integers(-3, 9))),
    st.tuples(st.just("klaar"), st.booleans()),
    st.tuples(st.just("later"), st.integers(0, 7)),
    st.tuples(st.sampled_from(["ververs", "herstart", "crash", "van buiten"]), st.none()),
)


def take(step: tuple[str, Any], machine: Machine) -> None:
    model = machine.model
    match step:
        case ("deadline", hours):
            deadline = None if hours is None else START + (model.now - START) // HOUR * HOUR + hours * HOUR
            model.move(deadline)
            machine.event("bon bijgewerkt", deadline=None if deadline is None else deadline.isoformat())
        case ("klaar", bool() as done):
            model.done = done
            machine.event("bon bijgewerkt", klaar=done)
        case ("later", int() as hours):
            model.now += hours * HOUR
            model.pass_time()
            machine.engine.run_due()
        case ("crash", _):
            model.now += 3 * HOUR
            model.pass_time()
            with crashing(), suppress(CrashError):
                machine.engine.run_due()
            machine.restart()
            machine.engine.run_due()
        case ("herstart", _):
            machine.restart()
        case ("van buiten", _):
            model.outside()
            machine.event("wacht")
        case _:
            machine.event("bon bijgewerkt")


@settings(max_examples=60, deadline=None)
@given(st.lists(STEPS, max_size=14))
def test_each_clock_goes_off_once_when_its_moment_passes_whatever_happens(steps: list[tuple[str, Any]]) -> None:
    with open_store("sqlite://") as store:
        machine = Machine(store, Model())
        machine.event("bon bijgewerkt")
        for step in [*steps, ("later", 12)]:
            take(step, machine)
            expected = [f"{rule} {_local(deadline)}" for rule, deadline in machine.model.told]
            assert machine.told() == expected
        assert len(set(machine.model.told)) == len(machine.model.told)


def _local(moment: datetime) -> str:
    local = moment.astimezone(Setting().zone)
    return f"{local.day}-{local.month}-{local.year} {local.hour}:{local.minute:02}"


@pytest.mark.parametrize("hours", [1, 3])
def test_the_law_is_not_kept_by_nothing_ever_going_off(hours: int) -> None:
    with open_store("sqlite://") as store:
        machine = Machine(store, Model())
        take(("deadline", hours), machine)
        take(("later", hours), machine)
        assert [text.split(" 1-")[0] for text in machine.told()] == ["vooraf", "eens", "op tijd"]
