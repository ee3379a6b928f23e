"""A rule set ready to decide: the program with all it needs, and the pure half of processing an event."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from attrs import Factory, field, frozen

from regeltaal.program.tree import Program
from regeltaal.program.walk import performs
from regeltaal.runtime.bindings import Bindings, installed
from regeltaal.runtime.book import AdministrationFacts, RuleBook
from regeltaal.runtime.codec import shorten
from regeltaal.runtime.events import Incoming, RefusedError, read_event, read_line
from regeltaal.runtime.happening import Happening
from regeltaal.runtime.intake import take_in
from regeltaal.runtime.processing import Processed, Processor
from regeltaal.runtime.result import EventResult, EventStatus
from regeltaal.runtime.world import NoRecords, RecordSource, World
from regeltaal.schema.model import Schema, key_of
from regeltaal.values.environment import Environment
from regeltaal.values.moments import in_zone
from regeltaal.values.value import Value

Settings = Mapping[str, Mapping[str, object]]


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
    book: RuleBook = field(
        init=False,
        repr=False,
        default=Factory(lambda self: RuleBook(self.program, self.schema, self.administrations), takes_self=True),
    )

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
        try:
            incoming = self.read(event)
            world = self.world(NoRecords())
            happening = take_in(incoming, world, self.environment(incoming.moment or present))
        except RefusedError as error:
            return refused(error, event)
        return self.processed(happening, world, installed(self.schema.name) if bindings is None else bindings).result

    def read(self, event: str | Mapping[str, object]) -> Incoming:
        """An event against the schema.

        Raises:
            RefusedError: it does not fit.
        """
        data = read_line(event) if isinstance(event, str) else event
        return read_event(data, self.schema, tuple(self.administrations), self.zone)

    def environment(self, moment: datetime) -> Environment:
        return Environment(in_zone(moment, self.zone), self.zone, self.schema.calendar, self.schema.month_end)

    def world(self, source: RecordSource) -> World:
        """An empty workspace over a source of records."""
        values = {name: facts.values for name, facts in self.administrations.items()}
        return World(self.schema, source, values)

    def processed(self, happening: Happening, world: World, bindings: Bindings) -> Processed:
        return Processor(self.book, world, bindings, self.settings).process(happening)

    def action_titles(self) -> tuple[str, ...]:
        """The actions that the rules use, once each: what needs a binding."""
        return tuple(dict.fromkeys(one.action.title for rule in self.program.rules for one in performs(rule)))


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


def values_of(name: str, tags: tuple[str, ...], **others: str | tuple[str, ...] | None) -> Mapping[str, Value | None]:
    """What `administratie.…` gives for an administration of the project."""
    found: dict[str, Value | None] = {"naam": name, "tags": tags}
    return found | {key_of(key): value for key, value in others.items()}
