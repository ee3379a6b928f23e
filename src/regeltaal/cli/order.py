"""`regeltaal volgorde`: which rules could run for an event, in which order and why."""

from pathlib import Path

import click

from regeltaal.base.suggest import meant
from regeltaal.base.text import Text
from regeltaal.cli.command import command as define
from regeltaal.cli.language import say
from regeltaal.cli.output import FailedRunError, Output, as_json_text, output_option, write_result
from regeltaal.cli.project_arguments import folder_argument, ready_project
from regeltaal.cli.views import view_for
from regeltaal.report.order import order_json, show_order
from regeltaal.runtime.book import RuleBook
from regeltaal.runtime.inspection import order

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
    (
        'regeltaal volgorde mijn-project "ELKE werkdag OM 8:00 VOOR ELKE werkbon"',
        Text(nl="de regels op één klok", en="the rules of one clock"),
    ),
)
_UNKNOWN = Text(
    nl="`{name}` is geen gebeurtenis van het domein `{domain}`{hint}", en="`{name}` is no event of `{domain}`{hint}"
)


@define("volgorde", _DOC, examples=_EXAMPLES)
@folder_argument()
@click.argument("gebeurtenis", metavar=say(Text(nl="GEBEURTENIS", en="EVENT")))
@output_option(("mens", "plat", "json"))
@click.pass_context
def command(ctx: click.Context, map_: Path, gebeurtenis: str, uitvoer: Output) -> None:
    _, rules = ready_project(ctx, map_)
    event = rules.book.event(gebeurtenis)
    if event is None:
        raise FailedRunError(_unknown(gebeurtenis, rules.book))
    phases = order(rules, event)
    view = view_for(ctx, uitvoer)
    if uitvoer.format == "json":
        write_result(uitvoer, as_json_text(order_json(event, phases, view)))
    else:
        write_result(uitvoer, show_order(event, phases, view))


def _unknown(name: str, book: RuleBook) -> str:
    hint = meant(name, (one.name for one in book.events()))
    return say(_UNKNOWN, name=name, domain=book.schema.name, hint=hint)
