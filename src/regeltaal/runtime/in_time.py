"""Events that are processed late, in the order in which things happened: before each comes what was due by its moment.

So an event of today finds the record as the clock of yesterday left it, also when nothing ran in between.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import takewhile
from typing import TYPE_CHECKING

from attrs import frozen

from regeltaal.runtime.batch import Batch, Input, Read, Unfit, read
from regeltaal.runtime.passing import Happened
from regeltaal.runtime.result import EventResult

if TYPE_CHECKING:
    from regeltaal.runtime.engine import Engine

_LONG_AGO = datetime.min.replace(tzinfo=UTC)

Answer = tuple[Input | Unfit | None, Happened]
"""What happened, with the event that it is the result of; None of what the clock brought."""


@frozen(eq=False)
class InTime:
    """Events that are kept in batches, cut where the clock comes in between."""

    engine: "Engine"
    inputs: Sequence[Input | Unfit]
    present: datetime

    def happened(self) -> Iterator[Answer]:
        """Keeps the events and lets time pass up to each of them.

        Raises:
            StoreError: nothing was kept of the event that it comes at, and of those after it.
        """
        given = iter(self.inputs)
        rest, cut_off = [one if isinstance(one, Unfit) else read(one, self.engine.rules) for one in self.inputs], False
        while rest:
            moment = self._moment(rest[0])
            first = self.engine.first_moment()
            if cut_off or (first is not None and first <= moment):
                yield from ((None, one) for one in self.engine.catch_up(moment, self.present))
                first = self.engine.first_moment(moment)
            ready = [rest[0], *takewhile(lambda one: self._is_before(one, first), rest[1:])]  # noqa: B023 - used at once
            left = len(rest)
            for found in Batch(self.engine, ready, self._moment).kept():
                rest.pop(0)
                yield next(given), found if isinstance(found, EventResult) else self.engine.carry(found)
            cut_off = left - len(rest) < len(ready)

    def _moment(self, event: Read) -> datetime:
        """When it happened; what is refused waits for nothing."""
        if isinstance(event, Unfit):
            return _LONG_AGO
        return min(event.incoming.moment or self.present, self.present)

    def _is_before(self, event: Read, first: datetime | None) -> bool:
        return first is None or self._moment(event) < first
