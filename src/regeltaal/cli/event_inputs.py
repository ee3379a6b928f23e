"""`--gebeurtenissen`: JSON Lines, a CSV file, or a table of a database; for the command that runs them."""

from collections.abc import Callable, Iterator
from io import BufferedIOBase
from typing import IO, Any, cast

import click
from attrs import frozen

from regeltaal.base.suggest import meant
from regeltaal.base.text import Text
from regeltaal.cli.language import say
from regeltaal.cli.output import FailedRunError, InputFile
from regeltaal.event_rows import RowRun
from regeltaal.intake.csv_events import NoTableError, csv_rows
from regeltaal.intake.rows import Defaults
from regeltaal.project.targets import STANDARD_INPUT
from regeltaal.running import event_lines, run_events
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.passing import Happened

_DATABASES = ("sqlite:///", "postgresql://", "postgresql+psycopg://")
_CSV = ".csv"
_NO_TABLE = Text(nl="achter `#` hoort de naam van een tabel: {example}", en="a table belongs after `#`: {example}")
_EVENT = Text(
    nl="De gebeurtenis van rijen (CSV, tabel) die er geen noemen.", en="The event of rows (CSV, table) that name none."
)
_ALONE = Text(
    nl="`{option}` hoort bij een CSV-bestand, een tabel of documenten",
    en="`{option}` belongs with a CSV file, a table or documents",
)
_UNKNOWN = Text(nl="`{name}` is geen gebeurtenis{hint}", en="`{name}` is no event{hint}")
_WRONG = Text(nl="`{source}`: {reason}", en="`{source}`: {reason}")


@frozen
class JsonLines:
    """Events as JSON, one a line."""

    stream: BufferedIOBase


@frozen
class CsvFile:
    """Events as rows of a file."""

    stream: IO[bytes]


@frozen
class TableOf:
    """Events as rows of a table or view."""

    url: str
    table: str


EventsInput = JsonLines | CsvFile | TableOf


class EventsType(click.ParamType[EventsInput]):
    """`vandaag.jsonl`, `-`, `vandaag.csv`, `sqlite:///planning.db#werkbonnen`."""

    name = "gebeurtenissen"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> EventsInput:  # noqa: ANN401 - Click's
        if isinstance(value, JsonLines | CsvFile | TableOf):
            return value
        if str(value).startswith(_DATABASES):
            url, _, table = str(value).partition("#")
            if not table:
                self.fail(say(_NO_TABLE, example="sqlite:///planning.db#werkbonnen"), param, ctx)
            return TableOf(url, table)
        stream = InputFile().convert(value, param, ctx)
        return CsvFile(stream) if str(value).lower().endswith(_CSV) else JsonLines(cast(BufferedIOBase, stream))


def event_option(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--gebeurtenis", metavar=say(Text(nl="NAAM", en="NAME")), help=say(_EVENT))(function)


def event_run(
    engine: Engine, given: EventsInput | None, event: str | None, administration: str | None, *, dry: bool
) -> Iterator[Happened]:
    """What comes of each event; an error of use is told before anything runs."""
    if given is None or isinstance(given, JsonLines):
        for option, value in (("--gebeurtenis", event), ("--administratie", administration)):
            if value is not None:
                raise click.UsageError(say(_ALONE, option=option))
        return iter(()) if given is None else _of_lines(engine, given.stream, dry=dry)
    if event is not None and engine.rules.schema.event(event) is None:
        hint = meant(event, (one.name for one in engine.rules.schema.events.values()))
        raise click.UsageError(say(_UNKNOWN, name=event, hint=hint))
    return _of_rows(engine, given, Defaults(event, administration), dry=dry)


def _of_lines(engine: Engine, stream: BufferedIOBase, *, dry: bool) -> Iterator[Happened]:
    return run_events(engine, event_lines(stream), _name_of(stream), dry=dry)


def _of_rows(engine: Engine, given: CsvFile | TableOf, defaults: Defaults, *, dry: bool) -> Iterator[Happened]:
    if isinstance(given, CsvFile):
        source, rows = _name_of(given.stream), csv_rows(given.stream)
    else:
        from regeltaal.intake.table_events import TableSource, table_rows  # noqa: PLC0415 - loads SQLAlchemy

        table = TableSource(given.url, given.table)
        source, rows = table.title, table_rows(table)
    run = RowRun(engine, source, defaults, dutch=isinstance(given, CsvFile), dry=dry)
    try:
        yield from run.results(rows)
    except NoTableError as error:
        raise FailedRunError(say(_WRONG, source=source, reason=error.reason)) from error


def _name_of(stream: IO[bytes] | BufferedIOBase) -> str:
    """What the list of refused lines calls the file; `-` is standard input."""
    name = getattr(stream, "name", None)
    return name if isinstance(name, str) and not name.startswith("<") else STANDARD_INPUT
