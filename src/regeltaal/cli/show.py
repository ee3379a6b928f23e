"""`regeltaal toon`: stored records."""

import json
import sys
from pathlib import Path

import click

from regeltaal.base.suggest import nearest
from regeltaal.base.text import Text
from regeltaal.cli.command import command as define
from regeltaal.cli.language import language, say
from regeltaal.cli.output import FailedRunError, Output, output_option, write_result
from regeltaal.cli.project_arguments import folder_argument, ready_project, store_errors
from regeltaal.cli.terminal import style_for
from regeltaal.loading import store_url
from regeltaal.report.outcome import View
from regeltaal.report.records import record_json, records_csv, show_records
from regeltaal.running import is_absent
from regeltaal.runtime.inspection import Record, stored_records
from regeltaal.runtime.storage import open_store
from regeltaal.schema.model import Object, Schema

_DOC = Text(
    nl="""Toon opgeslagen records: alle van een OBJECT, of een met een SLEUTEL.""",
    en="""Show stored records: all of an OBJECT, or the one with a KEY.""",
)
_EXAMPLES = (
    ("regeltaal toon mijn-project taak", Text(nl="alle taken", en="all tasks")),
    ("regeltaal toon mijn-project werkbon WB-1001", Text(nl="één werkbon", en="one work order")),
    (
        "regeltaal toon mijn-project boeking --uitvoer csv:boekingen.csv",
        Text(nl="voor een rekenblad", en="for a spreadsheet"),
    ),
)
_ADMINISTRATION = Text(nl="Alleen van deze administratie.", en="Only of this administration.")
_UNKNOWN = Text(
    nl="`{name}` is geen object van het domein `{domain}`{hint}", en="`{name}` is no object of `{domain}`{hint}"
)
_MEANT = Text(nl="; bedoelde u `{near}`?", en="; did you mean `{near}`?")


@define("toon", _DOC, examples=_EXAMPLES)
@folder_argument()
@click.argument("object_", metavar="OBJECT")
@click.argument("sleutel", required=False, metavar=say(Text(nl="[SLEUTEL]", en="[KEY]")))
@click.option("--administratie", metavar=say(Text(nl="NAAM", en="NAME")), help=say(_ADMINISTRATION))
@output_option(("mens", "plat", "json", "csv"))
@click.pass_context
def command(  # noqa: PLR0913 - one parameter per option
    ctx: click.Context, map_: Path, *, object_: str, sleutel: str | None, administratie: str | None, uitvoer: Output
) -> None:
    project, rules = ready_project(ctx, map_)
    declared = rules.schema.object(object_)
    if declared is None:
        raise FailedRunError(_unknown(object_, rules.schema))
    url = store_url(project)
    records: tuple[Record, ...] = ()
    if not is_absent(url):
        with store_errors(), open_store(url) as store:
            records = stored_records(rules, store, declared, sleutel, administratie)
    view = View(style_for(ctx, None if uitvoer.file else sys.stdout), language(), drawn=uitvoer.format == "mens")
    write_result(uitvoer, _rendered(declared, records, view, uitvoer, in_full=sleutel is not None))


def _rendered(declared: Object, records: tuple[Record, ...], view: View, output: Output, *, in_full: bool) -> str:
    match output.format:
        case "json":
            found = [record_json(declared, record) for record in records]
            return json.dumps(found, ensure_ascii=False, indent=2, default=str) + "\n"
        case "csv":
            return records_csv(declared, records)
        case _:
            return show_records(declared, records, view, in_full=in_full)


def _unknown(name: str, schema: Schema) -> str:
    near = nearest(name, (one.name for one in schema.objects.values()), limit=1)
    hint = say(_MEANT, near=near[0]) if near else ""
    return say(_UNKNOWN, name=name, domain=schema.name, hint=hint)
