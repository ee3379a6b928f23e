"""What is said of an event whose id is known already."""

from zoneinfo import ZoneInfo

from regeltaal.base.text import Text
from regeltaal.runtime.events import Incoming
from regeltaal.runtime.removed import details_removed
from regeltaal.runtime.result import EventResult, EventStatus
from regeltaal.runtime.storage import StoredEvent
from regeltaal.values.moments import in_zone


def result(incoming: Incoming, known: StoredEvent, zone: ZoneInfo, line: int | None) -> EventResult:
    """The same content again is `dubbel`; the same id with other content is `geweigerd`."""
    same = known.content_hash == incoming.digest
    reason = (
        Text(nl="deze gebeurtenis is al verwerkt", en="this event was processed already")
        if same
        else Text(
            nl="dit `id` is al gebruikt voor een gebeurtenis met andere inhoud",
            en="this `id` was used already for an event with other content",
        )
    )
    if known.cleaned is not None:
        gone = details_removed(known.cleaned, zone)
        reason = Text(nl=f"{reason.nl}; {gone.nl}", en=f"{reason.en}; {gone.en}")
    return EventResult(
        id=incoming.id,
        status=EventStatus.DUPLICATE if same else EventStatus.REFUSED,
        event=incoming.event.name,
        record=incoming.record.key,
        ref=incoming.record,
        administration=incoming.administration,
        moment=in_zone(known.moment, zone),
        reason=reason,
        field=None if same else "id",
        line=line,
    )
