"""What the service did, counted and told: batches of events, actions, times of a schedule that were missed.

The log names a rule and an action, for those are the office's own words, and an action by the ID that `regeltaal
opnieuw` shows. Why something failed it does not tell: a reason may quote a record, and `opnieuw` has it.
"""

import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import assert_never

from attrs import field, frozen

from regeltaal.base.log import Value
from regeltaal.base.text import Text
from regeltaal.runtime.carry_out import Outcome
from regeltaal.runtime.deciding import short_id
from regeltaal.runtime.passing import Happened, Missed
from regeltaal.runtime.result import ActionStatus, EventResult, EventStatus
from regeltaal.runtime.storage import EffectStatus, StoredEffect
from regeltaal.service.intake import Written
from regeltaal.service.logbook import Sparingly, tell
from regeltaal.service.metrics import LATER, OTHER, Metrics

CLOCK = "klok"
HTTP = "http"
DOCUMENTS = "documenten"

_VERBS = frozenset({"ZET", "WIS"})
_MOST_NAMED = 20
"""After a crash in the middle of many actions, so many are named; `regeltaal opnieuw` shows them all."""


@frozen(eq=False)
class Witness:
    """``titles`` gives those of the domain's actions: no other word becomes a label."""

    metrics: Metrics
    titles: Callable[[], Collection[str]] = field(default=lambda: ())
    _failed: Sparingly = field(factory=Sparingly, init=False)

    # ------------------------------------------------------------ events

    def written(self, batch: Written) -> None:
        """A batch of requests was kept, or could not be."""
        if batch.error is not None:
            self.metrics.failures.inc()
            tell(_NOT_WRITTEN, logging.ERROR, batch.error, aantal=batch.events)
            return
        self.metrics.batches.observe(batch.events)
        self.metrics.writing.observe(batch.seconds)
        counts = self.took_in(batch.results, HTTP)
        level = logging.WARNING if EventStatus.REFUSED.value in counts else logging.INFO
        tell(_TAKEN, level, facts={**counts, "ms": round(batch.seconds * 1000)})

    def took_in(self, results: Sequence[EventResult], source: str) -> Mapping[str, int]:
        """Counts events by what became of them, and what was done at once; gives the numbers, for the log."""
        for one in results:
            if one.status is EventStatus.PROCESSED:
                self._count_actions(one)
                self._tell_failures(one)
        return self.metrics.count_events((one.status for one in results), source)

    def came(self, found: Iterable[Happened]) -> None:
        """What a clock of a record or the schedule of a rule started."""
        results: list[EventResult] = []
        for one in found:
            match one:
                case EventResult():
                    results.append(one)
                case Missed(rule, _, count):
                    tell(_MISSED, logging.WARNING, regel=str(rule), aantal=count)
                case Outcome():
                    self._count(one.action, one.status)
                case _:
                    assert_never(one)
        if results:
            tell(_CLOCK, facts={"gebeurtenis": results[0].event, **self.took_in(results, CLOCK)})

    # ------------------------------------------------------------ actions

    def carried(self, stored: StoredEffect, outcome: Outcome | None) -> None:
        """An action was carried out, or was tried; None: another worker had it."""
        if outcome is None:
            return
        self._count(outcome.action, outcome.status)
        what, level = _OUTCOMES[outcome.status]
        more = {} if outcome.due is None else {"wanneer": outcome.due.isoformat(timespec="seconds")}
        tell(what, level, facts={**_named(stored), **more})

    def left(self, effects: Sequence[StoredEffect]) -> None:
        """What a worker that is gone was at: what may happen once is uncertain, the rest goes on."""
        effects = [one for one in effects if one.status in _LEFT]
        for one in effects:
            self._count(one.action, ActionStatus(one.status.value))
        for one in effects[:_MOST_NAMED]:
            what, level = _LEFT[one.status]
            tell(what, level, facts=_named(one))
        if len(effects) > _MOST_NAMED:
            tell(_MORE_LEFT, logging.ERROR, aantal=len(effects) - _MOST_NAMED)

    def _count_actions(self, event: EventResult) -> None:
        """What was done within an event; what was planned is counted when it is carried out."""
        found = Counter((one.action, one.status) for one in event.all_actions() if one.key is None)
        for (title, status), number in found.items():
            if status is not ActionStatus.PLANNED:
                self._count(title, status, number)

    def _tell_failures(self, event: EventResult) -> None:
        """Actions that failed within an event: they have no ID, and the record's history tells of them."""
        for rule in event.mattering:
            for action in rule.actions:
                if action.status is ActionStatus.FAILED and action.key is None:
                    self._failed.tell(_FAILED, {"actie": action.action, "regel": str(rule.id)})
        for one in event.follow_ups:
            self._tell_failures(one)

    def _count(self, title: str, status: ActionStatus, number: int = 1) -> None:
        word = LATER if status is ActionStatus.PLANNED else status.value
        self.metrics.actions.labels(self._label(title), word).inc(number)

    def _label(self, title: str) -> str:
        """A title of the domain, or a word of the language that changes a field, without the field."""
        verb = title.partition(" ")[0]
        return title if title in self.titles() else verb if verb in _VERBS else OTHER


def _named(effect: StoredEffect) -> Mapping[str, Value]:
    """What an action is known by, for whoever looks for it."""
    return {"actie": effect.action, "regel": effect.rule, "id": short_id(effect.key)}


_TAKEN = Text(nl="gebeurtenissen bewaard", en="events kept")
_NOT_WRITTEN = Text(nl="gebeurtenissen zijn niet bewaard", en="events were not kept")
_FAILED = Text(nl="actie mislukt binnen een gebeurtenis", en="action failed within an event")
_CLOCK = Text(nl="gebeurtenis van de klok", en="event of the clock")
_MISSED = Text(
    nl="een rooster werd gemist; alleen de laatste keer is ingehaald",
    en="a schedule was missed; only its last time was made up for",
)
_LEFT: Mapping[EffectStatus, tuple[Text, int]] = {
    EffectStatus.UNCERTAIN: (
        Text(
            nl="een actie brak af en is onzeker; beslis met `regeltaal opnieuw`",
            en="an action was cut off and is uncertain; decide by `regeltaal opnieuw`",
        ),
        logging.ERROR,
    ),
    EffectStatus.PLANNED: (
        Text(nl="een actie brak af; zij gaat opnieuw", en="an action was cut off; it goes again"),
        logging.WARNING,
    ),
    EffectStatus.FAILED: (
        Text(
            nl="een actie brak telkens af en is mislukt; zie `regeltaal opnieuw`",
            en="an action was cut off each time and failed; see `regeltaal opnieuw`",
        ),
        logging.ERROR,
    ),
}
_MORE_LEFT = Text(
    nl="meer acties braken af; zie `regeltaal opnieuw`", en="more actions were cut off; see `regeltaal opnieuw`"
)
_OUTCOMES: Mapping[ActionStatus, tuple[Text, int]] = {
    ActionStatus.DONE: (Text(nl="actie uitgevoerd", en="action carried out"), logging.INFO),
    ActionStatus.SKIPPED: (Text(nl="actie overgeslagen", en="action skipped"), logging.INFO),
    ActionStatus.PLANNED: (
        Text(nl="actie mislukt; zij gaat later opnieuw", en="action failed; it is tried again later"),
        logging.WARNING,
    ),
    ActionStatus.FAILED: (
        Text(nl="actie mislukt; zie `regeltaal opnieuw`", en="action failed; see `regeltaal opnieuw`"),
        logging.ERROR,
    ),
    ActionStatus.UNCERTAIN: (
        Text(nl="actie onzeker; beslis met `regeltaal opnieuw`", en="action uncertain; decide by `regeltaal opnieuw`"),
        logging.ERROR,
    ),
}
