"""What the HTTP side asks of the engine: to process events, and what became of one."""

from collections.abc import Mapping, Sequence
from typing import cast

from attrs import frozen

from regeltaal.base.node import evolve
from regeltaal.base.text import Language
from regeltaal.report.history import event_json
from regeltaal.report.outcome import EventJson, as_json
from regeltaal.runtime.batch import Input
from regeltaal.runtime.events import DEFAULT_ADMINISTRATION
from regeltaal.runtime.explaining import Explainer
from regeltaal.runtime.inspection import past_event
from regeltaal.runtime.result import EventResult
from regeltaal.schema.model import Schema
from regeltaal.service.current import Current


@frozen(eq=False)
class Desk:
    """The rules in force may become others between two batches."""

    current: Current

    def process(self, inputs: Sequence[Input]) -> Sequence[EventResult]:
        with self.current.using() as engine:
            return engine.process_all(inputs)

    @property
    def schema(self) -> Schema:
        return self.current.rules.schema

    @property
    def version(self) -> int | str:
        return self.current.rules.version

    @property
    def administrations(self) -> tuple[str, ...]:
        """Those of the project, or the one that events belong to in a project that declares none."""
        return tuple(self.current.rules.administrations) or (DEFAULT_ADMINISTRATION,)

    def past(self, administration: str, event_id: str, language: Language) -> EventJson | None:
        """What an event came to, every candidate included, with what became of its actions since."""
        with self.current.using() as engine, self.current.store.look() as unit:
            stored = unit.known(administration, event_id)
            if stored is None:
                return None
            parent = stored.parent
            above = None if parent is None else unit.known(parent.administration, parent.id)
            explainer = Explainer(engine.rules, unit, engine.bindings)
            past = explainer.complete(past_event(unit, stored, engine.rules.zone))
        return event_json(evolve(past, parent=above), {}, language)


def answer(result: EventResult, language: Language, administration: str | None) -> EventJson:
    return own_part(as_json(result, language), administration)


def own_part(event: EventJson, administration: str | None) -> EventJson:
    """An event without what its follow-ups did in other administrations: a token does not show those."""
    follow_ups = [own_part(_told(one, administration), administration) for one in event["gevolgen"]]
    return cast(EventJson, {**event, "gevolgen": follow_ups})


def _told(event: EventJson, administration: str | None) -> EventJson:
    if administration is None or event.get("administratie") in (administration, None):
        return event
    shown: Mapping[str, object] = {
        "id": event["id"],
        "gebeurtenis": event.get("gebeurtenis"),
        "administratie": event.get("administratie"),
        "record": None,
        "status": event["status"],
        "moment": event.get("moment"),
        "regels": [],
        "gevolgen": event["gevolgen"],
    }
    return cast(EventJson, shown)
