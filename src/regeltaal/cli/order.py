"""`regeltaal volgorde`: which rules could run for an event, in which order and why."""

import json
import sys
from pathlib import Path

import click

from regeltaal.base.suggest import nearest
from regeltaal.base.text import Text
from regeltaal.cli.command import command as define
from regeltaal.cli.language import language, say
from regeltaal.cli.output import FailedRunError, Output, output_option, write_result
from regeltaal.cli.project_arguments import folder_argument, ready_project
from regeltaal.cli.terminal import style_for
from regeltaal.report.order import order_json, show_order
from regeltaal.report.outcome import View
from regeltaal.runtime.inspection import order
from regeltaal.schema.model import Schema

_DOC = Text(
    nl="""Toon welke regels bij een gebeurtenis kunnen draaien, in welke volgorde en waarom.

    De volgorde is: fase, PRIORITEIT van laag naar hoog, administratie voor omgeving, bestand, plaats erin.""",
    en="""Show which rules may run for an event, in which order and why.

    The order is: phase, PRIORITEIT from low to high, administration before environment, file, place in the file.""",
)
_EXAMPLES = (
    (
        'regeltaal volgorde mijn-project "werkbon compleet gemeld"',
        Text(nl="de regels van één gebeurtenis", en="the rules of one event"),
    ),
)
_UNKNOWN = Text(
    nl="`{name}` is geen gebeurtenis van het domein `{domain}`{hint}", en="`{name}` is no event of `{domain}`{hint}"
)
_MEANT = Text(nl="; bedoelde u `{near}`?", en="; did you mean `{near}`?")


@define("volgorde", _DOC, examples=_EXAMPLES)
@folder_argument()
@click.argument("gebeurtenis", metavar=say(Text(nl="GEBEURTENIS", en="EVENT")))
@output_option(("mens", "plat", "json"))
@click.pass_context
def command(ctx: click.Context, map_: Path, gebeurtenis: str, uitvoer: Output) -> None:
    _, rules = ready_project(ctx, map_)
    event = rules.schema.event(gebeurtenis)
    if event is None:
        raise FailedRunError(_unknown(gebeurtenis, rules.schema))
    phases = order(rules, event)
    view = View(style_for(ctx, None if uitvoer.file else sys.stdout), language(), drawn=uitvoer.format == "mens")
    if uitvoer.format == "json":
        write_result(uitvoer, json.dumps(order_json(event, phases, view), ensure_ascii=False, indent=2) + "\n")
    else:
        write_result(uitvoer, show_order(event, phases, view))


def _unknown(name: str, schema: Schema) -> str:
    near = nearest(name, (one.name for one in schema.events.values()), limit=1)
    hint = say(_MEANT, near=near[0]) if near else ""
    return say(_UNKNOWN, name=name, domain=schema.name, hint=hint)
