"""`regeltaal verklaar`: why a record got what it got."""

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import frozen

from regeltaal.base.node import evolve
from regeltaal.base.suggest import meant
from regeltaal.base.text import Text
from regeltaal.cli.command import command as define
from regeltaal.cli.language import language, say
from regeltaal.cli.output import FailedRunError, Output, as_json_text, output_option, write_result
from regeltaal.cli.project_arguments import folder_argument, ready_project, store_errors
from regeltaal.cli.views import view_for
from regeltaal.loading import store_url
from regeltaal.report.answers import answer_json, show_answers
from regeltaal.report.history import history_json, show_histories
from regeltaal.report.outcome import View
from regeltaal.report.parameters import Notation
from regeltaal.running import is_absent, store_to_look_into
from regeltaal.runtime.asking import Question, ask
from regeltaal.runtime.bindings import installed
from regeltaal.runtime.explaining import Explainer
from regeltaal.runtime.inspection import histories
from regeltaal.runtime.ruleset import RuleSet

if TYPE_CHECKING:
    from regeltaal.runtime.store import Store

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
    (
        'regeltaal verklaar mijn-project WB-1001 --regel "Factuur te laat"',
        Text(nl="waarom deze regel niet?", en="why not this rule?"),
    ),
    (
        "regeltaal verklaar mijn-project WB-1001 --volledig",
        Text(nl="elke voorwaarde tot in de delen", en="every condition in all its parts"),
    ),
)
_RULE = Text(nl="Waarom deed deze regel wel of niet mee?", en="Why did this rule run or not?")
_FULL = Text(nl="Toon van elke voorwaarde alle delen.", en="Show all parts of every condition.")
_NO_RULE = Text(nl="er is geen regel `{name}`{hint}", en="there is no rule `{name}`{hint}")
_EVENT = Text(nl="Alleen de gebeurtenis met dit id.", en="Only the event with this id.")
_UNKNOWN = Text(
    nl="van `{name}` is geen gebeurtenis opgeslagen; `regeltaal toon` laat zien wat er wel is",
    en="no event of `{name}` is stored; `regeltaal toon` shows what is",
)


@define("verklaar", _DOC, examples=_EXAMPLES)
@folder_argument()
@click.argument("record", metavar="RECORD")
@click.option("--gebeurtenis", metavar="ID", help=say(_EVENT))
@click.option("--regel", metavar=say(Text(nl="NAAM", en="NAME")), help=say(_RULE))
@click.option("--volledig", is_flag=True, help=say(_FULL))
@output_option(("mens", "plat", "json"))
@click.pass_context
def command(  # noqa: PLR0913 - one parameter per option
    ctx: click.Context,
    map_: Path,
    *,
    record: str,
    gebeurtenis: str | None,
    regel: str | None,
    volledig: bool,
    uitvoer: Output,
) -> None:
    project, rules = ready_project(ctx, map_)
    view = evolve(view_for(ctx, uitvoer, levels=True), notation=Notation(rules.schema))
    url = store_url(project)
    with store_errors(), nullcontext() if is_absent(url) else store_to_look_into(url) as store:
        if regel is None:
            made: Made = _explained(rules, store, record, gebeurtenis, full=volledig)
        else:
            made = _answered(ctx, rules, store, Question(record, regel, gebeurtenis), full=volledig)
    write_result(uitvoer, as_json_text(made.data) if uitvoer.format == "json" else made.show(view))


@frozen
class Made:
    """What was found, as data and to read."""

    data: object
    show: Callable[[View], str]


def _explained(rules: RuleSet, store: "Store | None", record: str, event_id: str | None, *, full: bool) -> Made:
    found = () if store is None else histories(rules, store, record, event_id)
    if store is None or not found:
        raise FailedRunError(say(_UNKNOWN, name=record))
    with store.look() as unit:
        explainer = Explainer(rules, unit, installed(rules.schema.name))
        pasts = [past for one in found for root in one.events for past in root.with_all()]
        told = {past.event.event: explainer.explained(past.event) for past in pasts}
    return Made(
        [history_json(one, told, language(), full=full) for one in found],
        lambda view: show_histories(found, view, told, full=full),
    )


def _answered(ctx: click.Context, rules: RuleSet, store: "Store | None", question: Question, *, full: bool) -> Made:
    answers = ask(rules, store, question, installed(rules.schema.name))
    if not answers:
        raise click.UsageError(_no_rule(question.rule, rules), ctx)
    return Made(
        [answer_json(one, language(), full=full) for one in answers],
        lambda view: show_answers(answers, view, full=full),
    )


def _no_rule(name: str, rules: RuleSet) -> str:
    return say(_NO_RULE, name=name, hint=meant(name, (rule.id.name for rule in rules.program.rules)))
