"""Feeding rows to the engine: each becomes an event, or is refused with its number and its column."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from regeltaal.base.node import evolve
from regeltaal.intake.rows import BadRow, Defaults, Row, event_of
from regeltaal.running import in_batches
from regeltaal.runtime.batch import Event, Input, Unfit
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.event_json import RefusedError
from regeltaal.runtime.passing import Happened
from regeltaal.runtime.result import EventResult

_OF_RECORD = "record."


@frozen
class RowRun:
    """Rows of one source. ``dutch``: their cells are in Dutch notation."""

    engine: Engine
    source: str
    defaults: Defaults
    dutch: bool
    dry: bool = False

    def results(self, rows: Iterable[Row | BadRow]) -> Iterator[Happened]:
        for batch in in_batches(rows):
            events = [self._event(row) for row in batch]
            for event, result in self.engine.in_time(events, dry=self.dry):
                is_of_row = isinstance(event, Input)
                yield _by_column(result) if is_of_row and isinstance(result, EventResult) else result

    def _event(self, row: Row | BadRow) -> Input | Unfit:
        if isinstance(row, BadRow):
            return self._unfit(RefusedError(row.reason), row.text, row.number)
        try:
            event = event_of(row, self.engine.rules.schema, self.defaults, dutch=self.dutch)
        except RefusedError as error:
            return self._unfit(error, _shown(row), row.number)
        return Input(event, row.number, self.source)

    def _unfit(self, error: RefusedError, row: Event, number: int) -> Unfit:
        return Unfit(Input(row, number, self.source), row, error)


def _by_column(result: EventResult) -> EventResult:
    return evolve(result, field=(result.field or "").removeprefix(_OF_RECORD) or None)


def _shown(row: Row) -> dict[str, object]:
    """The row as it was, for the list of refused input."""
    return {
        column: cell if isinstance(cell, str | int) else str(cell)
        for column, cell in row.cells.items()
        if cell is not None
    }
