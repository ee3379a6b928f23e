"""Feeding rows to the engine: each becomes an event, or is refused with its number and its column."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve, frozen

from regeltaal.intake.rows import BadRow, Defaults, Row, event_of
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.events import RefusedError
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

    def results(self, rows: Iterable[Row | BadRow]) -> Iterator[EventResult]:
        for row in rows:
            yield self._result(row)

    def _result(self, row: Row | BadRow) -> EventResult:
        if isinstance(row, BadRow):
            return self._refused(RefusedError(row.reason), row.text, row.number)
        try:
            event = event_of(row, self.engine.rules.schema, self.defaults, dutch=self.dutch)
        except RefusedError as error:
            return self._refused(error, _shown(row), row.number)
        result = self.engine.process(event, line=row.number, source=self.source, dry=self.dry)
        column = (result.field or "").removeprefix(_OF_RECORD)
        return evolve(result, field=column or None)

    def _refused(self, error: RefusedError, row: str | Mapping[str, object], number: int) -> EventResult:
        return self.engine.refuse(error, row, number, self.source, dry=self.dry)


def _shown(row: Row) -> dict[str, object]:
    """The row as it was, for the list of refused input."""
    return {
        column: cell if isinstance(cell, str | int) else str(cell)
        for column, cell in row.cells.items()
        if cell is not None
    }
