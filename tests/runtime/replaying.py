"""Replay in tests: what was stored of an event against what the reference makes of what was read then."""

import json
from collections.abc import Iterator, Mapping

from regeltaal.runtime.result import BRIEF, EventResult
from regeltaal.runtime.storage import StoredEvent


def is_what_was_stored(again: EventResult, stored: StoredEvent) -> bool:
    """Whether an event comes to the same rules; of what was stored brief those that did something."""
    brief = bool(stored.result.get(BRIEF))
    return rules_of(stored.result) == rules_of(again.to_json(stored=True, brief=brief))


def rules_of(result: Mapping[str, object]) -> object:
    """The rules of a result as the store gives them back: through JSON."""
    return json.loads(json.dumps(result["regels"]))


def with_all(result: EventResult) -> Iterator[EventResult]:
    """An event and all that follow from it."""
    yield result
    for event in result.follow_ups:
        yield from with_all(event)
