"""A rule set ready to decide: the program with all it needs, and the pure half of processing an event."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from attrs import Factory, field, frozen

from regeltaal.program.tree import Program
from regeltaal.program.walk import performs
from regeltaal.runtime.bindings import Bindings, installed
from regeltaal.runtime.book import AdministrationFacts, RuleBook
from regeltaal.runtime.clock_events import clock_event
from regeltaal.runtime.clocks import Started
from regeltaal.runtime.codec import shorten
from regeltaal.runtime.deriving import Deriver
from regeltaal.runtime.event_json import RefusedError, read_line
from regeltaal.runtime.events import Incoming, read_event
from regeltaal.runtime.filing import KeptFile
from regeltaal.runtime.happening import Happening
from regeltaal.runtime.intake import take_in
from regeltaal.runtime.processing import Processed, Processor
from regeltaal.runtime.result import EventResult, EventStatus
from regeltaal.runtime.sources import NoRecords, RecordSource, Settings
from regeltaal.runtime.world import World
from regeltaal.schema.model import Schema, key_of
from regeltaal.values.environment import Environment
from regeltaal.values.moments import in_zone
from regeltaal.values.value import Value

_DIGEST_SHOWN = 12


@frozen(eq=False)
class RuleSet:
    """Checked rules with their domain and administrations.

    ``digest`` names the whole: sources, schema and settings that matter to decisions. ``texts`` is that whole as
    data, kept in the store so that an old event can be explained by the rules of its time. ``settings`` are the
    `[koppelingen]` of the project.
    """

    program: Program
    schema: Schema
    zone: ZoneInfo
    digest: str
    administrations: Mapping[str, AdministrationFacts] = field(factory=dict)
    texts: Mapping[str, object] = field(factory=dict, repr=False)
    settings: Settings = field(factory=dict, repr=False)
    former: Callable[[Mapping[str, object]], Program | None] | None = field(default=None, repr=False)
    """Makes the rules of an earlier version out of its ``texts``; None where they don't fit the domain any more."""
    publication: int | None = None
    """The number it was published under, where it was."""
    book: RuleBook = field(
        init=False,
        repr=False,
        default=Factory(lambda self: RuleBook(self.program, self.schema, self.administrations), takes_self=True),
    )

    @property
    def version(self) -> int | str:
        """What a run is known by: the publication, else the start of the digest."""
        return version_name(self.publication, self.digest)

    def decide(
        self,
        event: str | Mapping[str, object],
        *,
        bindings: Bindings | None = None,
        now: datetime | None = None,
    ) -> EventResult:
        """What the rules make of an event, by itself: verdicts and the actions that would follow. Nothing is done.

        ``now`` is the moment of an event that names none (default: the present). Actions that change our own records
        are carried out on records in memory that are then dropped, outside actions are listed as planned.
        """
        present = now or datetime.now(UTC)
        bound = installed(self.schema.name) if bindings is None else bindings
        try:
            incoming = self.read(event, schedules=True)
            world = self.world(NoRecords())
            happening = self.taken_in(incoming, world, self.environment(incoming.moment or present), bound)
        except RefusedError as error:
            return refused(error, event)
        return self.processed(happening, world, bound).result

    def read(self, event: str | Mapping[str, object], *, schedules: bool = False) -> Incoming:
        """An event against the schema. ``schedules``: it may also go by the name of a schedule, `ELKE dag OM 8:00 …`.

        Raises:
            RefusedError: it does not fit.
        """
        data = read_line(event) if isinstance(event, str) else event
        named = self.book.event if schedules else self.schema.event
        return read_event(data, self.schema, tuple(self.administrations), self.zone, named)

    def read_own(self, data: Mapping[str, object], started: Started) -> Incoming:
        """An event that the clock started, as the engine wrote it down.

        Raises:
            ValueError: it is about an event or schedule that these rules do not know.
        """
        event = self.book.event(str(data["gebeurtenis"]))
        if event is None:
            raise ValueError(f"no event or schedule is called {data['gebeurtenis']}")
        return clock_event(data, event, datetime.fromisoformat(str(data["moment"])), started)

    def environment(self, moment: datetime) -> Environment:
        return Environment(in_zone(moment, self.zone), self.zone, self.schema.calendar, self.schema.month_end)

    def world(self, source: RecordSource, settings: Settings | None = None) -> World:
        """An empty workspace over a source of records; ``settings`` stand in for those of the project."""
        values = {name: facts.values for name, facts in self.administrations.items()}
        return World(self.schema, source, values, self.settings if settings is None else settings)

    def taken_in(
        self,
        incoming: Incoming,
        world: World,
        environment: Environment,
        bindings: Bindings,
        sent: Mapping[str, KeptFile] | None = None,
    ) -> Happening:
        """The event laid over the records, derived fields included; ``sent`` are the files that came with it.

        Raises:
            RefusedError: it does not fit what is known.
        """
        return take_in(incoming, world, environment, Deriver(bindings), sent)

    def processed(
        self, happening: Happening, world: World, bindings: Bindings, *, by_reference: bool = False
    ) -> Processed:
        return Processor(self.book, world, bindings, by_reference).process(happening)

    def action_titles(self) -> tuple[str, ...]:
        """The actions that the rules use, once each: what needs a binding."""
        return tuple(dict.fromkeys(one.action.title for rule in self.program.rules for one in performs(rule)))


def version_name(publication: int | None, digest: str) -> int | str:
    """How a version of the rules is named to people: its publication, else the start of its digest."""
    return digest[:_DIGEST_SHOWN] if publication is None else publication


def refused(error: RefusedError, event: str | Mapping[str, object], line: int | None = None) -> EventResult:
    """The result of an event that did not fit."""
    named = event.get("id") if isinstance(event, Mapping) else None
    return EventResult(
        id=shorten(named) if isinstance(named, str | int) and not isinstance(named, bool) else "",
        status=EventStatus.REFUSED,
        reason=error.reason,
        field=error.field,
        line=line,
    )


def values_of(name: str, tags: tuple[str, ...], **others: str | tuple[str, ...] | None) -> dict[str, Value | None]:
    """What `administratie.…` gives for an administration of the project."""
    found: dict[str, Value | None] = {"naam": name, "tags": tags}
    return found | {key_of(key): value for key, value in others.items()}
