"""`regeltaal verklaar`: why a record got what it got."""

import json
import sys
from pathlib import Path

import click

from regeltaal.base.text import Text
from regeltaal.cli.command import command as define
from regeltaal.cli.language import language, say
from regeltaal.cli.output import FailedRunError, Output, output_option, write_result
from regeltaal.cli.project_arguments import folder_argument, ready_project, store_errors
from regeltaal.cli.terminal import style_for
from regeltaal.loading import store_url
from regeltaal.report.history import history_json, show_histories
from regeltaal.report.outcome import View
from regeltaal.running import is_absent
from regeltaal.runtime.inspection import histories
from regeltaal.runtime.storage import open_store

_DOC = Text(
    nl="""Laat zien waarom een record kreeg wat het kreeg.

    RECORD is de sleutel van een record, zoals WB-1001; noem het object erbij ("werkbon WB-1001") als meer records zo
    heten.
    Per gebeurtenis staat er bij elke regel of die draaide, en waarom wel of niet.""",
    en="""Show why a record got what it got.

    RECORD is the key of a record, such as WB-1001; name its object too ("werkbon WB-1001") when several go by it.
    For each event every rule is listed, with whether it ran and why or why not.""",
)
_EXAMPLES = (
    ("regeltaal verklaar mijn-project WB-1001", Text(nl="de hele geschiedenis", en="the whole history")),
    (
        "regeltaal verklaar mijn-project WB-1001 --gebeurtenis e-1001",
        Text(nl="één gebeurtenis", en="one event"),
    ),
)
_EVENT = Text(nl="Alleen de gebeurtenis met dit id.", en="Only the event with this id.")
_UNKNOWN = Text(
    nl="van `{name}` is geen gebeurtenis opgeslagen; `regeltaal toon` laat zien wat er wel is",
    en="no event of `{name}` is stored; `regeltaal toon` shows what is",
)


@define("verklaar", _DOC, examples=_EXAMPLES)
@folder_argument()
@click.argument("record", metavar="RECORD")
@click.option("--gebeurtenis", metavar="ID", help=say(_EVENT))
@output_option(("mens", "plat", "json"))
@click.pass_context
def command(ctx: click.Context, map_: Path, record: str, gebeurtenis: str | None, uitvoer: Output) -> None:
    project, rules = ready_project(ctx, map_)
    url = store_url(project)
    if is_absent(url):
        raise FailedRunError(say(_UNKNOWN, name=record))
    with store_errors(), open_store(url) as store:
        found = histories(rules, store, record, gebeurtenis)
    if not found:
        raise FailedRunError(say(_UNKNOWN, name=record))
    if uitvoer.format == "json":
        text = json.dumps([history_json(one) for one in found], ensure_ascii=False, indent=2) + "\n"
    else:
        style = style_for(ctx, None if uitvoer.file else sys.stdout)
        text = show_histories(found, View(style, language(), drawn=uitvoer.format == "mens"))
    write_result(uitvoer, text)
