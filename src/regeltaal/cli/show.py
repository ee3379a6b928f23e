"""`regeltaal toon`: stored records."""

from pathlib import Path

import click

from regeltaal.base.suggest import meant
from regeltaal.base.text import Text
from regeltaal.cli.command import command as define
from regeltaal.cli.language import say
from regeltaal.cli.output import FailedRunError, Output, as_json_text, output_option, write_result
from regeltaal.cli.project_arguments import folder_argument, ready_project, store_errors
from regeltaal.cli.stored_files import NO_RECORD, Target, file_field, save_files
from regeltaal.cli.views import screen_width, view_for
from regeltaal.loading import store_url
from regeltaal.report.outcome import View
from regeltaal.report.record_columns import NoFieldError, fields_named
from regeltaal.report.records import Asked, record_json, records_csv, show_records
from regeltaal.running import is_absent, store_to_look_into
from regeltaal.runtime.stored_records import Record, stored_records
from regeltaal.schema.model import Field, Object, Schema

_DOC = Text(
    nl="""Toon opgeslagen records: alle van een OBJECT, of een met een SLEUTEL.

    Met --bestand wordt het bestand dat een veld van dat record noemt, weggeschreven: in de map waar u bent, of waar -o
    het zegt (een bestand, een map, of - voor de standaarduitvoer).""",
    en="""Show stored records: all of an OBJECT, or the one with a KEY.

    With --bestand the file that a field of that record names is written out: to the folder you are in, or where -o
    says (a file, a folder, or - for standard output).""",
)
_EXAMPLES = (
    ("regeltaal toon mijn-project taak", Text(nl="alle taken", en="all tasks")),
    (
        "regeltaal toon mijn-project werkbon --kolommen werkstatus,klant",
        Text(nl="met velden van uw keuze", en="with the fields of your choice"),
    ),
    ("regeltaal toon mijn-project werkbon WB-1001", Text(nl="één werkbon", en="one work order")),
    (
        "regeltaal toon mijn-project boeking --uitvoer csv:boekingen.csv",
        Text(nl="voor een rekenblad", en="for a spreadsheet"),
    ),
    (
        "regeltaal toon mijn-project document D-1 --bestand bestand -o factuur.pdf",
        Text(nl="schrijf een bestand weg", en="write a file out"),
    ),
)
_FILE = Text(nl="Schrijf het bestand in dit veld weg.", en="Write out the file in this field.")
_TO = Text(nl="Waarheen: een bestand, een map, of -.", en="Where to: a file, a folder, or -.")
_OVERWRITE = Text(nl="Schrijf over een bestand heen.", en="Write over an existing file.")
_KEY_TOO = Text(nl="bij `--bestand` hoort een sleutel", en="`--bestand` needs a key")
_FILE_TOO = Text(
    nl="`-o` en `--overschrijf` horen bij `--bestand`", en="`-o` and `--overschrijf` belong to `--bestand`"
)
_COLUMNS = Text(
    nl="Welke velden, met komma's ertussen; of alles. Anders die het meeste zeggen en passen.",
    en="Which fields, separated by commas; or alles. Otherwise those that tell most and fit.",
)
_ADMINISTRATION = Text(nl="Alleen van deze administratie.", en="Only of this administration.")
_UNKNOWN = Text(
    nl="`{name}` is geen object van het domein `{domain}`{hint}", en="`{name}` is no object of `{domain}`{hint}"
)


@define("toon", _DOC, examples=_EXAMPLES)
@folder_argument()
@click.argument("object_", metavar="OBJECT")
@click.argument("sleutel", required=False, metavar=say(Text(nl="[SLEUTEL]", en="[KEY]")))
@click.option("--administratie", metavar=say(Text(nl="NAAM", en="NAME")), help=say(_ADMINISTRATION))
@click.option("--kolommen", metavar=say(Text(nl="VELD,…", en="FIELD,…")), help=say(_COLUMNS))
@click.option("--bestand", metavar=say(Text(nl="VELD", en="FIELD")), help=say(_FILE))
@click.option("-o", "--naar", type=click.Path(path_type=Path), metavar=say(Text(nl="UIT", en="OUT")), help=say(_TO))
@click.option("--overschrijf", is_flag=True, help=say(_OVERWRITE))
@output_option(("mens", "plat", "json", "csv"))
@click.pass_context
def command(  # noqa: PLR0913 - one parameter per option
    ctx: click.Context,
    map_: Path,
    *,
    object_: str,
    sleutel: str | None,
    administratie: str | None,
    kolommen: str | None,
    bestand: str | None,
    naar: Path | None,
    overschrijf: bool,
    uitvoer: Output,
) -> None:
    _check_together(ctx, sleutel, bestand, is_told_where=naar is not None or overschrijf)
    project, rules = ready_project(ctx, map_)
    declared = rules.schema.object(object_)
    if declared is None:
        raise FailedRunError(_unknown(object_, rules.schema))
    url = store_url(project)
    field = None if bestand is None else file_field(declared, bestand)
    records: tuple[Record, ...] = ()
    if not is_absent(url):
        with store_errors(), store_to_look_into(url) as store:
            records = stored_records(rules, store, declared, sleutel, administratie)
            if field is not None and records:
                save_files(declared, field, records, store, Target(naar, overschrijf))
                return
    if field is not None:
        raise FailedRunError(say(NO_RECORD, object=declared.name, key=sleutel or ""))
    asked = Asked(declared, _chosen(ctx, declared, kolommen, records), in_full=sleutel is not None)
    write_result(uitvoer, _rendered(asked, records, view_for(ctx, uitvoer), uitvoer))


def _chosen(
    ctx: click.Context, declared: Object, named: str | None, records: tuple[Record, ...]
) -> tuple[Field, ...] | None:
    try:
        return None if named is None else fields_named(declared, named, records)
    except NoFieldError as error:
        raise click.UsageError(say(error.reason), ctx) from error


def _check_together(ctx: click.Context, key: str | None, field: str | None, *, is_told_where: bool) -> None:
    if field is not None and key is None:
        raise click.UsageError(say(_KEY_TOO), ctx)
    if field is None and is_told_where:
        raise click.UsageError(say(_FILE_TOO), ctx)


def _rendered(asked: Asked, records: tuple[Record, ...], view: View, output: Output) -> str:
    match output.format:
        case "json":
            found = [record_json(asked.declared, record, asked.chosen) for record in records]
            return as_json_text(found)
        case "csv":
            return records_csv(asked.declared, records, asked.chosen)
        case _:
            return show_records(asked, records, view, screen_width(output))


def _unknown(name: str, schema: Schema) -> str:
    hint = meant(name, (one.name for one in schema.objects.values()))
    return say(_UNKNOWN, name=name, domain=schema.name, hint=hint)
