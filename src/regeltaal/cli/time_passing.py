"""Time in `regeltaal draai`: its options, what came to pass, and what comes next."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

import click

from regeltaal.base.text import Text
from regeltaal.cli.language import language, say, say_count
from regeltaal.cli.project_arguments import MomentType
from regeltaal.report.outcome import show_moment, word
from regeltaal.report.style import one_line
from regeltaal.runtime.carry_out import Outcome
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.passing import Happened, Missed
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
_AGAIN_ONE = Text(
    nl="1 actie mislukte en wordt opnieuw geprobeerd, vanaf {moment}",
    en="1 action failed and is tried again, from {moment} on",
)
_AGAIN = Text(
    nl="{count} acties mislukten en worden opnieuw geprobeerd; de eerste vanaf {moment}",
    en="{count} actions failed and are tried again; the first from {moment} on",
)
_NEXT = Text(nl="de volgende klok loopt af op {moment}: {what}", en="the next clock goes off at {moment}: {what}")


def time_options(command: Callable[..., Any]) -> Callable[..., Any]:
    now = click.option("--nu", type=MomentType(), metavar="MOMENT", help=say(_NOW))
    until = click.option("--tot", type=MomentType(), metavar="MOMENT", help=say(_UNTIL))
    return now(until(command))


def pass_time(engine: Engine, until: datetime | None, failed: list[Outcome]) -> Iterator[EventResult]:
    """Lets time pass; see ``events_among``."""
    return events_among(engine.pass_time() if until is None else engine.let_pass(until), engine, failed)


def events_among(happened: Iterable[Happened], engine: Engine, failed: list[Outcome]) -> Iterator[EventResult]:
    """Gives the events and tells of the rest; ``failed`` gathers what failed."""
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
    else:
        tell_outcome(one, engine)


def tell_outcome(one: Outcome, engine: Engine) -> None:
    """Says what became of an action that was planned before."""
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
    """Says how many actions wait for another attempt, and when the next clock is due, where there are any."""
    tell_waiting(engine)
    found = engine.next_clock()
    if found is not None:
        click.echo(say(_NEXT, moment=_shown(found.due, engine), what=found.what), err=True)


def tell_waiting(engine: Engine) -> None:
    """Says how many actions failed and are tried again, if any are."""
    from regeltaal.runtime.store_undecided import waiting_again  # noqa: PLC0415 - loads SQLAlchemy

    with engine.store.look() as unit:
        count, first = waiting_again(unit)
    if first is not None:
        click.echo(say_count(_AGAIN_ONE, _AGAIN, count, moment=_shown(first, engine)), err=True)


def _shown(moment: datetime, engine: Engine) -> str:
    return show_moment(moment.astimezone(engine.rules.zone).isoformat())
