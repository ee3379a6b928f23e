"""The events that the clock starts: in the form of those from outside, so that they are kept and replayed like them."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from regeltaal.runtime.clocks import Started
from regeltaal.runtime.codec import canonical_json
from regeltaal.runtime.events import Incoming
from regeltaal.schema.model import Event
from regeltaal.values.value import Ref, reference


def clock_event(data: Mapping[str, object], event: Event, moment: datetime, started: Started) -> Incoming:
    """An event that the clock starts, as ``clock_data`` wrote it down."""
    administration = str(data["administratie"])
    return Incoming(
        id=str(data["id"]),
        event=event,
        administration=administration,
        moment=moment,
        record=reference(administration, event.object, str(data["record"])),
        records={},
        previous=None,
        digest=hashlib.sha256(canonical_json(data).encode()).hexdigest(),
        by_key_only=True,
        started=started,
    )


def clock_data(identity: str, event: Event, record: Ref, moment: datetime) -> dict[str, object]:
    """Such an event in the form of one from outside: only its key is told of the record."""
    return {
        "id": identity,
        "gebeurtenis": event.name,
        "administratie": record.administration,
        "moment": moment.isoformat(),
        "record": record.key,
    }
