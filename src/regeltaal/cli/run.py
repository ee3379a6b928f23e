"""`regeltaal draai`: events through the rules to executed actions."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import click

from regeltaal.base.text import Text
from regeltaal.cli.command import command as define
from regeltaal.cli.language import language, say
from regeltaal.cli.output import InputFile, Output, output_option, write, write_file
from regeltaal.cli.project_arguments import MomentType, folder_argument, in_zone, ready_project, store_errors
from regeltaal.cli.terminal import style_for, with_progress
from regeltaal.loading import store_url
from regeltaal.project.targets import STANDARD_INPUT
from regeltaal.report.outcome import Counts, View, as_json, show_event, word
from regeltaal.running import event_lines, rehearsal_store, run_events
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.result import ActionStatus, EventResult
from regeltaal.runtime.ruleset import RuleSet

_DOC = Text(
    nl="""Verwerk gebeurtenissen: welke regels passen, en voer hun acties uit.

    BESTAND bevat één gebeurtenis per regel, als JSON; `-` is de standaardinvoer. Wat niet past wordt geweigerd en
    houdt niets op. Zonder BESTAND worden alleen geplande acties uitgevoerd waarvan het moment gekomen is. De
    uitkomst is 0 als alles lukte, 1 als iets geweigerd is of mislukte.""",
    en="""Process events: which rules fit, and carry out their actions.

    FILE holds one event a line, as JSON; `-` is standard input. What does not fit is refused and stops nothing.
    Without FILE only planned actions whose moment has come are carried out. The exit code is 0 when all went well, 1
    when something was refused or failed.""",
)
_EXAMPLES = (
    (
        "regeltaal draai mijn-project --gebeurtenissen vandaag.jsonl --droog",
        Text(nl="kijk wat er zou gebeuren", en="see what would happen"),
    ),
    (
        "regeltaal draai mijn-project --gebeurtenissen vandaag.jsonl",
        Text(nl="voer het uit", en="carry it out"),
    ),
    (
        "regeltaal draai mijn-project --gebeurtenissen - --beknopt --uitvoer json:uit.jsonl",
        Text(nl="van de standaardinvoer naar een bestand", en="from standard input to a file"),
    ),
    ("regeltaal draai mijn-project", Text(nl="alleen wat gepland stond", en="only what was planned")),
)
_EVENTS = Text(nl="De gebeurtenissen; - is de standaardinvoer.", en="The events; - is standard input.")
_DRY = Text(nl="Doe alsof: bewaar niets en verstuur niets.", en="Pretend: store nothing and send nothing.")
_BRIEF = Text(nl="Toon alleen regels die iets deden of fout gaven.", en="Show only rules that did something or failed.")
_NOW = Text(nl="Doe alsof het dit moment is.", en="Pretend that it is this moment.")
_UNBOUND = Text(
    nl="let op: {actions} wordt nergens door uitgevoerd en zal mislukken",
    en="mind: nothing carries out {actions}, which will fail",
)
_UNCERTAIN = Text(
    nl="let op: van {count} acties van een vorige keer is onbekend of ze gelukt zijn",
    en="mind: whether {count} actions of an earlier run succeeded is unknown",
)
_FORMATS = ("mens", "plat", "json")


@define("draai", _DOC, examples=_EXAMPLES)
@folder_argument()
@click.option("--gebeurtenissen", type=InputFile(), metavar=say(Text(nl="BESTAND", en="FILE")), help=say(_EVENTS))
@click.option("--droog", "--proef", is_flag=True, help=say(_DRY))
@click.option("--beknopt", is_flag=True, help=say(_BRIEF))
@click.option("--nu", type=MomentType(), metavar="MOMENT", help=say(_NOW))
@output_option(_FORMATS)
@click.pass_context
def command(  # noqa: PLR0913 - one parameter per option
    ctx: click.Context,
    map_: Path,
    *,
    gebeurtenissen: IO[bytes] | None,
    droog: bool,
    beknopt: bool,
    nu: datetime | None,
    uitvoer: Output,
) -> None:
    project, rules = ready_project(ctx, map_)
    moment = in_zone(nu, rules.zone) if nu is not None else None
    shown = _Shown(ctx, uitvoer, brief=beknopt)
    with store_errors(), _opened(rules, store_url(project), moment, dry=droog) as (engine, alone):
        _warn(engine, dry=droog)
        try:
            if gebeurtenissen is not None:
                results = run_events(engine, event_lines(gebeurtenissen), _name_of(gebeurtenissen), dry=alone)
                for result in with_progress(results):
                    shown.add(result)
            failed = 0 if droog else _run_due(engine)
        finally:
            shown.close()
    ctx.exit(int(failed > 0 or not shown.counts.is_good))


class _Shown:
    """The results as they come: on the screen at once, into a file when they are complete."""

    def __init__(self, ctx: click.Context, output: Output, *, brief: bool) -> None:
        self._output = output
        self._brief = brief
        style = style_for(ctx, None if output.file else sys.stdout)
        self._view = View(style, language(), drawn=output.format != "plat")
        self._kept: list[str] = []
        self.counts = Counts()

    def add(self, result: EventResult) -> None:
        self.counts = self.counts.plus(as_json(result, language()))
        event = as_json(result, language(), brief=self._brief)
        is_json = self._output.format == "json"
        self._put(json.dumps(event, ensure_ascii=False) + "\n" if is_json else show_event(event, self._view))

    def close(self) -> None:
        """The last line tells how it went: with the results, or apart where a program reads those."""
        summary = self.counts.show(language())
        if self._output.format == "json" or self._output.file is not None:
            click.echo(summary, err=True)
        else:
            self._put(f"{summary}\n")
        if self._output.file is not None:
            write_file(self._output.file, "".join(self._kept))

    def _put(self, text: str) -> None:
        if self._output.file is None:
            write(text)
        else:
            self._kept.append(text)


@contextmanager
def _opened(rules: RuleSet, url: str, moment: datetime | None, *, dry: bool) -> Iterator[tuple[Engine, bool]]:
    """The engine, and whether it must try each event by itself: dry, on a store that can't be copied."""

    def now() -> datetime:
        return datetime.now(UTC) if moment is None else moment.astimezone(UTC)

    with (
        rehearsal_store(url) if dry else nullcontext(url) as store,
        Engine(rules, store or url, clock=now, outside=not dry) as engine,
    ):
        yield engine, store is None


def _name_of(stream: IO[bytes]) -> str:
    """What the list of refused lines calls the file; `-` is standard input."""
    name = getattr(stream, "name", None)
    return name if isinstance(name, str) and not name.startswith("<") else STANDARD_INPUT


def _warn(engine: Engine, *, dry: bool) -> None:
    unbound = engine.unbound()
    if unbound:
        click.echo(say(_UNBOUND, actions=", ".join(f"`{title}`" for title in unbound)), err=True)
    uncertain = () if dry else engine.recover()
    if uncertain:
        click.echo(say(_UNCERTAIN, count=len(uncertain)), err=True)


def _run_due(engine: Engine) -> int:
    """Planned actions whose moment has come; gives how many of them failed."""
    outcomes = engine.run_due()
    for outcome in outcomes:
        reason = f": {say(outcome.reason)}" if outcome.reason is not None else ""
        click.echo(f"{word(outcome.status.value, language())} {outcome.action}{reason}", err=True)
    return sum(outcome.status in (ActionStatus.FAILED, ActionStatus.UNCERTAIN) for outcome in outcomes)
