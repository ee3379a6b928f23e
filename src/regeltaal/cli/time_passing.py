"""Time in `regeltaal draai`: its options, what came to pass, and what comes next."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import click

from regeltaal.base.text import Text
from regeltaal.cli.language import language, say
from regeltaal.cli.project_arguments import MomentType
from regeltaal.report.outcome import show_moment, word
from regeltaal.report.style import one_line
from regeltaal.runtime.carry_out import Outcome
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.passing import Missed
from regeltaal.runtime.result import ActionStatus, EventResult

_NOW = Text(nl="Doe alsof het dit moment is.", en="Pretend that it is this moment.")
_UNTIL = Text(
    nl="Laat daarna de tijd doorlopen tot dit moment: elke klok en elke geplande actie komt op haar eigen tijd.",
    en="Let time pass up to this moment afterwards: every clock and planned action comes at its own time.",
)
_MISSED = Text(
    nl="let op: `{rule}` liep op de klok terwijl er niets draaide; {count} maal gemist, alleen {moment} is ingehaald",
    en="mind: `{rule}` came round while nothing ran; missed {count} times, only {moment} was made up for",
)
_WHOSE = Text(nl=' ({record}, door "{rule}")', en=' ({record}, by "{rule}")')
_NEXT = Text(nl="de volgende klok loopt af op {moment}: {what}", en="the next clock goes off at {moment}: {what}")


def time_options(command: Callable[..., Any]) -> Callable[..., Any]:
    now = click.option("--nu", type=MomentType(), metavar="MOMENT", help=say(_NOW))
    until = click.option("--tot", type=MomentType(), metavar="MOMENT", help=say(_UNTIL))
    return now(until(command))


def pass_time(engine: Engine, until: datetime | None, failed: list[Outcome]) -> Iterator[EventResult]:
    """Lets time pass: gives the events that the clock starts and tells of the rest; ``failed`` gathers what failed."""
    happened = engine.pass_time() if until is None else engine.let_pass(until)
    for one in happened:
        if isinstance(one, EventResult):
            yield one
        else:
            _tell(one, engine)
            if isinstance(one, Outcome) and one.status in (ActionStatus.FAILED, ActionStatus.UNCERTAIN):
                failed.append(one)


def _tell(one: Outcome | Missed, engine: Engine) -> None:
    if isinstance(one, Missed):
        click.echo(say(_MISSED, rule=str(one.rule), count=one.count, moment=_shown(one.moment, engine)), err=True)
        return
    reason = f": {say(one.reason)}" if one.reason is not None else ""
    click.echo(f"{word(one.status.value, language())} {one.action}{_whose(one, engine)}{reason}", err=True)


def _whose(one: Outcome, engine: Engine) -> str:
    """The record that an action was for, and the rule that planned it: perhaps days ago."""
    with engine.store.look() as unit:
        planned = unit.effect(one.key)
    if planned is None:
        return ""
    record = f"{planned.record.object} {one_line(planned.record.key)}"
    return say(_WHOSE, record=record, rule=one_line(planned.rule))


def tell_next(engine: Engine) -> None:
    """Says when the next clock is due, if any is."""
    found = engine.next_clock()
    if found is not None:
        click.echo(say(_NEXT, moment=_shown(found.due, engine), what=found.what), err=True)


def _shown(moment: datetime, engine: Engine) -> str:
    return show_moment(moment.astimezone(engine.rules.zone).isoformat())
