"""Events in batches: what a batch comes to is one transaction, in which each event sees what earlier ones did.

An event that is refused is refused alone. INVARIANT: however a row of events is cut into batches, it comes to the same.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from attrs import Factory, field, frozen

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.runtime import duplicates
from regeltaal.runtime.codec import canonical_json, storable
from regeltaal.runtime.event_json import RefusedError, read_line
from regeltaal.runtime.events import Incoming
from regeltaal.runtime.filing import KeptFile, digest_with, files_refused, kept_file
from regeltaal.runtime.problems import OTHER, UNSTORABLE, StoreError
from regeltaal.runtime.result import EventResult, EventStatus
from regeltaal.runtime.ruleset import RuleSet, refused
from regeltaal.runtime.storage import EventId, Refusal

if TYPE_CHECKING:
    from regeltaal.runtime.engine import Engine, Kept
    from regeltaal.runtime.store_unit import Unit

Event = str | Mapping[str, object]


@frozen
class Input:
    """An event to process, as JSON text or as data.

    ``line`` and ``source`` say where it came from, for a refusal. ``files`` come with it, by the names that its fields
    give them.
    """

    event: Event = field(repr=False)
    line: int | None = None
    source: str = ""
    files: Mapping[str, bytes] = field(factory=dict, repr=False)


@frozen
class Fits:
    """An event that fits the schema, read."""

    given: Input
    incoming: Incoming
    data: Mapping[str, object]
    sent: Mapping[str, KeptFile] = Factory(dict)


@frozen
class Unfit:
    """An event that is refused."""

    given: Input
    data: Event
    error: RefusedError


Read = Fits | Unfit

_FOR_EVER = datetime.max.replace(tzinfo=UTC)


def read(given: Input, rules: RuleSet) -> Read:
    """An event against the schema, before anything is asked of the store."""
    data = given.event
    try:
        data = read_line(data) if isinstance(data, str) else data
        incoming = rules.read(data)
    except RefusedError as error:
        return Unfit(given, data, error)
    if not given.files:
        return Fits(given, incoming, data)
    why = files_refused(given.files)
    if why is not None:
        return Unfit(given, data, RefusedError(why))
    sent = {name: kept_file(content) for name, content in given.files.items()}
    return Fits(given, evolve(incoming, digest=digest_with(incoming.digest, given.files)), data, sent)


@frozen(eq=False)
class Batch:
    """Events that are kept together.

    With ``moment``, which tells when an event happened, only those before the first that something is due ahead of
    that an earlier one of the batch sets going.
    """

    engine: "Engine"
    events: Sequence[Read]
    moment: Callable[[Read], datetime] | None = None

    def kept(self) -> Iterator["EventResult | Kept"]:
        """Keeps them; gives what each came to, or its result where there is nothing of it to carry out.

        When the store takes the batch not as a whole, for what one of them holds, each is tried by itself.

        Raises:
            StoreError: nothing was kept of the event that it comes at, and of those after it.
        """
        try:
            found = self.engine.store.attempt(self._keep)
        except Exception as error:
            if isinstance(error, StoreError) and error.code not in {UNSTORABLE, OTHER}:
                raise  # it is how the store is, not what an event holds
            if len(self.events) == 1:
                yield self._unkept(self.events[0], error)
                return
        else:
            yield from found
            return
        if self.moment is not None:
            yield from evolve(self, events=self.events[: len(self.events) // 2]).kept()
            return
        for one in self.events:
            yield from Batch(self.engine, (one,)).kept()

    def _unkept(self, event: Read, error: Exception) -> "EventResult | Kept":
        """An event that can't be kept: it is refused where that is for what it holds."""
        if not isinstance(event, Fits) or not isinstance(error, StoreError) or error.code is not UNSTORABLE:
            raise error
        unfit = Unfit(event.given, event.data, RefusedError(_UNSTORABLE))
        return self.engine.store.attempt(lambda unit: self._refuse(unfit, unit))

    def _keep(self, unit: "Unit") -> list["EventResult | Kept"]:
        fitting = [one.incoming for one in self.events if isinstance(one, Fits)]
        unit.prepare_known(EventId(one.administration, one.id) for one in fitting)
        unit.prepare(record for one in fitting for record in one.records)
        found: list[EventResult | Kept] = []
        told, first = 0, _FOR_EVER
        for read in self.events:
            if self.moment is not None and found and first <= self.moment(read):
                break
            found.append(self._one(read, unit))
            first = min((first, *(one.due for one in unit.wakes[told:] if one.due is not None)))
            told = len(unit.wakes)
        return found

    def _one(self, read: Read, unit: "Unit") -> "EventResult | Kept":
        if isinstance(read, Unfit):
            return self._refuse(read, unit)
        incoming = read.incoming
        known = unit.known(incoming.administration, incoming.id)
        if known is not None:
            result = duplicates.result(incoming, known, self.engine.rules.zone, read.given.line)
            return self._again(result, read, unit)
        try:
            return self.engine.keep(incoming, read.sent, read.data, unit)
        except RefusedError as error:
            return self._refuse(Unfit(read.given, read.data, error), unit)

    def _again(self, result: EventResult, read: Fits, unit: "Unit") -> EventResult:
        """An id that was used before; what is refused goes to the list of refused input."""
        if result.status is EventStatus.REFUSED and result.reason is not None:
            place = (read.given.source, result.line or 0, _text(read.data))
            about = (result.field, result.administration, result.id)
            unit.refuse(Refusal(*place, result.reason, self.engine.present(), *about))
        return result

    def _refuse(self, read: Unfit, unit: "Unit") -> EventResult:
        given, error = read.given, read.error
        result = refused(error, read.data, given.line)
        about = (error.field or None, None, result.id or None)
        unit.refuse(
            Refusal(given.source, given.line or 0, _text(read.data), error.reason, self.engine.present(), *about)
        )
        return result


def _text(event: Event) -> str:
    return event if isinstance(event, str) else storable(canonical_json(event))


_UNSTORABLE = Text(
    nl="wat de regels van deze gebeurtenis maken bevat een teken dat niet kan worden opgeslagen",
    en="what the rules make of this event holds a character that can't be kept",
)
