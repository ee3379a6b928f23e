"""`regeltaal draai`: events through the rules to executed actions."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import click

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.cli.command import command as define
from regeltaal.cli.documents import document_run, documents_options
from regeltaal.cli.event_inputs import EventsInput, EventsType, JsonLines, event_option, event_run
from regeltaal.cli.language import language, say
from regeltaal.cli.output import Output, output_option, write, write_file
from regeltaal.cli.project_arguments import folder_argument, in_zone, store_errors
from regeltaal.cli.terminal import with_progress
from regeltaal.cli.time_passing import events_among, pass_time, tell_next, time_options
from regeltaal.cli.versions import VersionType, rules_to_run
from regeltaal.cli.views import view_for
from regeltaal.loading import store_url
from regeltaal.report.outcome import Counts, as_json, show_event
from regeltaal.report.parameters import Notation
from regeltaal.running import rehearsal_store
from regeltaal.runtime.carry_out import Outcome
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.result import EventResult, EventStatus
from regeltaal.runtime.ruleset import RuleSet

_DOC = Text(
    nl="""Verwerk gebeurtenissen: welke regels passen, en voer hun acties uit.

    BESTAND bevat één gebeurtenis per regel, als JSON (`-` is de standaardinvoer), of een gebeurtenis per rij: een
    CSV-bestand (.csv), of een tabel zoals sqlite:///planning.db#werkbonnen. Wat niet past wordt geweigerd en houdt
    niets op. Met `--documenten` wordt elk document in een map een gebeurtenis, en hetzelfde document maar één
    keer. Ook komt alles aan de beurt waarvan het moment gekomen is: klokken, regels met ELKE en geplande acties, elk
    vóór de gebeurtenissen die later waren; zonder BESTAND en map alleen dat.
    De uitkomst is 0 als alles lukte, 1 als iets geweigerd is of mislukte.""",
    en="""Process events: which rules fit, and carry out their actions.

    FILE holds one event a line, as JSON (`-` is standard input), or one a row: a CSV file (.csv), or a table such as
    sqlite:///planning.db#werkbonnen. What does not fit is refused and stops nothing.
    With `--documenten` each document in a folder becomes an event, and the same document does so once. All whose
    moment has come has its turn as well: clocks, rules with ELKE and planned actions, each before the events that were
    later; without FILE and folder that alone.
    The exit code is 0 when all went well, 1 when something was refused or failed.""",
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
    (
        'regeltaal draai mijn-project --gebeurtenissen werkbonnen.csv --gebeurtenis "werkbon aangemaakt"',
        Text(nl="een gebeurtenis per rij van een rekenblad", en="an event for each row of a spreadsheet"),
    ),
    (
        "regeltaal draai mijn-project --documenten post",
        Text(nl="lees alle documenten in een map in", en="read in all documents in a folder"),
    ),
    (
        "regeltaal draai mijn-project --gebeurtenissen vandaag.jsonl --versie laatste",
        Text(nl="met de regels die gepubliceerd zijn", en="with the rules that were published"),
    ),
    ("regeltaal draai mijn-project", Text(nl="alleen wat gepland stond", en="only what was planned")),
    (
        'regeltaal draai mijn-project --tot "2027-03-12 10:00" --droog',
        Text(nl="kijk wat de klok zou brengen", en="see what the clock would bring"),
    ),
)
_EVENTS = Text(nl="De gebeurtenissen; - is de standaardinvoer.", en="The events; - is standard input.")
_DRY = Text(nl="Doe alsof: bewaar niets en verstuur niets.", en="Pretend: store nothing and send nothing.")
_BRIEF = Text(
    nl="Toon alleen regels die aan de beurt kwamen of fout gaven.", en="Show only rules that had their turn or failed."
)
_UNBOUND = Text(
    nl="let op: {actions} wordt nergens door uitgevoerd en zal mislukken",
    en="mind: nothing carries out {actions}, which will fail",
)
_UNCERTAIN = Text(
    nl="let op: van {count} acties van een vorige keer is onbekend of ze gelukt zijn",
    en="mind: whether {count} actions of an earlier run succeeded is unknown",
)
_REFUSED = Text(nl="Geweigerd:", en="Refused:")
_VERSION = Text(
    nl="Gebruik de regels van deze gepubliceerde versie: een nummer, of laatste.",
    en="Use the rules of this published version: a number, or last.",
)
_VERSION_NAME = Text(nl="VERSIE", en="VERSION")
_FORMATS = ("mens", "plat", "json")


@define("draai", _DOC, examples=_EXAMPLES)
@folder_argument()
@click.option("--gebeurtenissen", type=EventsType(), metavar=say(Text(nl="BESTAND", en="FILE")), help=say(_EVENTS))
@event_option
@documents_options
@click.option("--versie", "--version", type=VersionType(), metavar=say(_VERSION_NAME), help=say(_VERSION))
@click.option("--droog", "--proef", is_flag=True, help=say(_DRY))
@click.option("--beknopt", is_flag=True, help=say(_BRIEF))
@time_options
@output_option(_FORMATS)
@click.pass_context
def command(  # noqa: PLR0913 - one parameter per option
    ctx: click.Context,
    map_: Path,
    *,
    gebeurtenissen: EventsInput | None,
    gebeurtenis: str | None,
    documenten: Path | None,
    administratie: str | None,
    versie: int | None,
    droog: bool,
    beknopt: bool,
    nu: datetime | None,
    tot: datetime | None,
    uitvoer: Output,
) -> None:
    project, rules = rules_to_run(ctx, map_, versie, dry=droog)
    moment, until = (None if one is None else in_zone(one, rules.zone) for one in (nu, tot))
    shown = _Shown(ctx, uitvoer, Notation(rules.schema), brief=beknopt)
    with store_errors(), _opened(rules, store_url(project), moment, dry=droog) as (engine, alone):
        _warn(engine, dry=droog)
        of_rows = None if isinstance(gebeurtenissen, JsonLines | None) and documenten is not None else administratie
        failed: list[Outcome] = []
        happened = event_run(engine, gebeurtenissen, gebeurtenis, of_rows, dry=alone)
        events = events_among(happened, engine, failed)
        of_documents = None if documenten is None else administratie
        documents = document_run(project, engine, documenten, of_documents, dry=alone)
        try:
            waited = iter(()) if documenten is None else pass_time(engine, None, failed)
            for result in with_progress(chain(events, waited, documents)):
                shown.add(result)
            for result in pass_time(engine, until, failed):
                shown.add(result)
        finally:
            shown.close()
        tell_next(engine)
    ctx.exit(int(len(failed) > 0 or not shown.counts.is_good))


class _Shown:
    """The results as they come: on the screen at once, into a file when they are complete."""

    def __init__(self, ctx: click.Context, output: Output, notation: Notation, *, brief: bool) -> None:
        self._output = output
        self._brief = brief
        self._view = evolve(view_for(ctx, output), brief=brief, notation=notation)
        self._kept: list[str] = []
        self._refused: list[str] = []
        self.counts = Counts()

    def add(self, result: EventResult) -> None:
        self.counts = self.counts.plus(as_json(result, language()))
        event = as_json(result, language(), brief=self._brief)
        if self._output.format == "json":
            self._put(json.dumps(event, ensure_ascii=False) + "\n")
        elif result.source is not None and result.status is EventStatus.REFUSED:
            self._refused.append(show_event(event, self._view))
        else:
            self._put(show_event(event, self._view))

    def close(self) -> None:
        """Documents that were refused together, then how it went: apart where a program reads the results."""
        if self._refused:
            self._put("".join((f"{say(_REFUSED)}\n", *(f"  {line}" for line in self._refused))))
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
        Engine(rules, store or url, clock=now, outside=not dry, writes=store is not None) as engine,
    ):
        yield engine, store is None


def _warn(engine: Engine, *, dry: bool) -> None:
    unbound = engine.unbound()
    if unbound:
        click.echo(say(_UNBOUND, actions=", ".join(f"`{title}`" for title in unbound)), err=True)
    uncertain = () if dry else engine.recover()
    if uncertain:
        click.echo(say(_UNCERTAIN, count=len(uncertain)), err=True)
