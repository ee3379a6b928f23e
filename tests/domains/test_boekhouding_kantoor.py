"""A whole bookkeeping office: every kind of rule, every scope, and the cases at their edges, with what was stored.

`kantoor/` is the project; `kantoor/verwacht.txt` shows of each event what was done, and then all documents, bookings,
lines and tasks that the store has in the end.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from regeltaal.loading import load
from regeltaal.pipeline import analyse
from regeltaal.program.walk import performs
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.result import EventResult
from regeltaal.schema.model import Level

OFFICE = Path(__file__).parent / "kantoor"
NOON = datetime(2027, 3, 12, 11, 0, tzinfo=UTC)
SHOWN = ("document", "boeking", "boekingsregel", "inkoopfactuurregel", "autorisatie", "taak")


def test_all_that_is_told_of_the_rules_is_that_post_may_go_round() -> None:
    assert [one.message() for one in analyse(OFFICE).problems] == [
        (
            'deze regel kan zichzelf opnieuw starten: "Post van het eetcafé" → document ontvangen → '
            '"Post van de bakkerij" → document ontvangen → "Post van het eetcafé"'
        )
    ]


def test_every_kind_of_rule_of_the_product_is_there() -> None:
    rules = load(OFFICE)
    used = {one.action.title for rule in rules.program.rules for one in performs(rule)}
    phased = {one.title for one in rules.schema.actions.values() if one.phase is not None}
    assert phased <= used
    assert len({(rule.path, rule.place) for rule in rules.program.rules}) >= 40
    assert {rule.id.level for rule in rules.program.rules} == set(Level)


def test_what_the_office_does_and_keeps(golden_file: Callable[[Path, str], None]) -> None:
    with Engine(load(OFFICE), clock=lambda: NOON) as engine:
        lines = (OFFICE / "gebeurtenissen.jsonl").read_text(encoding="utf-8").splitlines()
        shown = [text for line in lines for text in _told(engine.process(line), "")]
        shown += [text for name in SHOWN for text in _kept(engine, name)]
    golden_file(OFFICE / "verwacht.txt", "\n".join(shown) + "\n")


def _told(result: EventResult, indent: str) -> Iterator[str]:
    if result.event is None:
        yield f"{indent}{result.id} {result.status.value} ({result.reason.nl if result.reason else ''})"
        return
    notes = "".join(f"; {note.nl}" for note in result.notes)
    yield f"{indent}{result.id} {result.event} {result.administration} {result.record}{notes}"
    for rule in result.rules:
        for action in rule.actions:
            why = f" ({action.reason.nl})" if action.reason else ""
            yield f"{indent}  {rule.id.level.value} {rule.id}: {action.action} {action.status.value}{why}"
    for follow_up in result.follow_ups:
        yield from _told(follow_up, indent + "  ")


def _kept(engine: Engine, name: str) -> Iterator[str]:
    yield f"--- {name}"
    with engine.store.look() as unit:
        found: list[Any] = [one for one in unit.records(name) if not one.deleted]
    for one in found:
        fields = "; ".join(f"{key}={value}" for key, value in sorted(one.fields.items()) if value not in (None, []))
        yield f"{one.record.administration} {one.record.key}: {fields}"
