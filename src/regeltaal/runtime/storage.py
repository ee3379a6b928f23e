"""The store's door: the rows that go in and come out, and how it is opened.

Nothing here knows SQL, so that whoever never opens a store never loads SQLAlchemy.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from regeltaal.base.node import Node, field
from regeltaal.base.text import Text
from regeltaal.values.value import Ref

if TYPE_CHECKING:
    from regeltaal.runtime.store import Store

Data = Mapping[str, object]
"""JSON-ready data; a ``Decimal`` in it is kept exactly, as a text."""


class Policy(Enum):
    """How often an outside effect may happen: what is done when nobody knows whether it happened."""

    AT_MOST = "hoogstens"
    AT_LEAST = "minstens"


class EffectStatus(Enum):
    """Where an effect stands; the value is the word in JSON output."""

    PLANNED = "gepland"
    BUSY = "bezig"
    DONE = "uitgevoerd"
    SKIPPED = "overgeslagen"
    FAILED = "mislukt"
    UNCERTAIN = "onzeker"
    LAPSED = "vervallen"


BEFORE: Mapping[EffectStatus, frozenset[EffectStatus]] = {
    EffectStatus.PLANNED: frozenset({EffectStatus.BUSY, EffectStatus.FAILED, EffectStatus.UNCERTAIN}),
    EffectStatus.BUSY: frozenset({EffectStatus.PLANNED}),
    EffectStatus.DONE: frozenset({EffectStatus.BUSY, EffectStatus.FAILED, EffectStatus.UNCERTAIN}),
    EffectStatus.SKIPPED: frozenset({EffectStatus.PLANNED, EffectStatus.BUSY}),
    EffectStatus.FAILED: frozenset({EffectStatus.PLANNED, EffectStatus.BUSY, EffectStatus.UNCERTAIN}),
    EffectStatus.UNCERTAIN: frozenset({EffectStatus.BUSY}),
    EffectStatus.LAPSED: frozenset({EffectStatus.PLANNED, EffectStatus.FAILED, EffectStatus.UNCERTAIN}),
}
"""From which statuses an effect may get each status. DONE, SKIPPED and LAPSED are final."""


class EventId(Node):
    """What an event is known by: its id within its administration."""

    administration: str
    id: str


class StoredEvent(Node):
    """An event as it was processed, with all that replay needs.

    ``inputs`` is every value that was read, ``result`` what came of it. ``chain`` are the rules that fired before it
    in its chain, oldest first; ``parent`` is the event that it follows from. ``number`` is given by the store, in
    order of processing.
    """

    event: EventId
    name: str
    record: Ref
    moment: datetime
    zone: str
    content_hash: str
    rule_set_hash: str
    schema_hash: str
    calendar_hash: str
    engine_version: str
    status: str
    inputs: Data = field(shown=False)
    result: Data = field(shown=False)
    parent: EventId | None = None
    chain: tuple[str, ...] = ()
    number: int = 0
    publication: int | None = None
    """The publication that it was processed by; None where its rules were not published."""
    cleaned: datetime | None = None
    """When ``inputs``, ``result`` and its lines of history were removed; None where they are there."""


class TimelineEntry(Node):
    """One line of a record's history. ``sequence`` orders the entries of one event; ``number`` is the store's."""

    record: Ref
    event: EventId
    moment: datetime
    kind: str
    body: Data = field(shown=False)
    sequence: int = 0
    number: int = 0


class StoredEffect(Node):
    """An outside effect: planned with the event, carried out after it.

    INVARIANT: ``key`` is unique for ever, so planning the same effect again plans nothing. ``plan`` holds what
    carrying it out needs and the store has no opinion on (cleared fields, candidates, the condition behind MITS).
    """

    key: str
    event: EventId
    record: Ref
    rule: str
    action: str
    policy: Policy
    due: datetime
    parameters: Data = field(shown=False)
    templates: Data = field(factory=dict, shown=False)
    plan: Data = field(factory=dict, shown=False)
    rule_set_hash: str = ""
    delay_key: str | None = None
    status: EffectStatus = EffectStatus.PLANNED
    attempts: int = 0
    worker: str | None = None
    message_id: str | None = None
    reason: Text | None = None
    changed: datetime | None = None
    number: int = 0

    def is_at(self, found: "StoredEffect | None") -> bool:
        """Whether the effect, as it is now, is carried out under this claim still: not settled, nor begun anew."""
        mine = (EffectStatus.BUSY, self.worker, self.attempts)
        return found is not None and (found.status, found.worker, found.attempts) == mine


class Refusal(Node):
    """A line of input that did not fit the schema, with the line itself, so that nothing is lost."""

    source: str
    line: int
    text: str = field(shown=False)
    reason: Text
    received: datetime
    field_name: str | None = None
    administration: str | None = None
    event_id: str | None = None
    number: int = 0


class StoredRecord(Node):
    """A record as it stands."""

    record: Ref
    fields: Data = field(shown=False)
    deleted: bool = False


class Publication(Node):
    """A version of a rule set that was published: what, by whom, when.

    ``digest`` is that of the rule set; ``texts`` all that it is made of, ``changes`` how it differs from the one
    before it. ``by`` is who was said to publish it, ``account`` the user of the machine that did. ``returns_to`` is
    the earlier publication that it puts back. ``number`` is the store's.
    """

    digest: str
    by: str
    account: str
    moment: datetime
    message: str
    changes: tuple[Data, ...] = field(shown=False)
    texts: Data = field(shown=False)
    returns_to: int | None = None
    engine_version: str = ""
    number: int = 0


def open_store(url: str) -> "Store":
    """Opens a store, making its tables where there are none.

    Raises:
        StoreError: it can't be opened, with the reason and a remedy.
    """
    from regeltaal.runtime.store import Store  # noqa: PLC0415 - the one place that loads SQLAlchemy

    return Store(url)
