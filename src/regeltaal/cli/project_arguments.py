"""What commands about a project share: its folder, its rules ready to run, its store and that store's errors."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from regeltaal.base.text import Text
from regeltaal.checking import Checked
from regeltaal.cli.language import language, say
from regeltaal.cli.output import UNREADABLE, FailedRunError
from regeltaal.cli.terminal import style_for
from regeltaal.loading import rule_set
from regeltaal.pipeline import Analysis, analyse
from regeltaal.project.model import Opened, Project
from regeltaal.project.targets import Target
from regeltaal.report.diagnostics import Report, human
from regeltaal.runtime.problems import StoreError
from regeltaal.runtime.ruleset import RuleSet

_NOT_RUN = Text(nl="de regels bevatten fouten; er is niets uitgevoerd", en="the rules have errors; nothing was run")
_STORE = Text(nl="{reason} ({code})", en="{reason} ({code})")
_ALONE = Text(
    nl="`{path}` is een los bestand; hier hoort de map van een project",
    en="`{path}` is a loose file; the folder of a project belongs here",
)


def folder_argument() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.argument("map_", metavar=say(Text(nl="MAP", en="FOLDER")), type=click.Path(path_type=Path))


def ready_project(ctx: click.Context, path: Path) -> tuple[Project, RuleSet]:
    """The project and its rules; with errors in them they are shown and the run ends."""
    analysis = analyse(path)
    if analysis.project is not None and analysis.project.loose:
        raise FailedRunError(say(_ALONE, path=str(path)))
    if analysis.has_errors or analysis.project is None:
        ctx.exit(_show_errors(ctx, analysis))
    return analysis.project, rule_set(analysis)


def _show_errors(ctx: click.Context, analysis: Analysis) -> int:
    checked = Checked(((Target(Opened(analysis.project, ())), analysis),))
    errors = tuple(problem for problem in checked.problems if problem.is_error)
    style = style_for(ctx, sys.stderr)
    report = Report(errors, checked.files, checked.rules, language(), style, checked.shown_path)
    click.echo(human(report), err=True, nl=False, color=style.colour)
    click.echo(say(_NOT_RUN), err=True)
    return UNREADABLE if checked.unreadable else 1


@contextmanager
def store_errors() -> Iterator[None]:
    """What the store can't do, as a message with its remedy."""
    try:
        yield
    except StoreError as error:
        message = say(_STORE, reason=error.reason, code=error.code.id)
        hint = f"\n{say(error.hint)}" if error.hint is not None else ""
        raise FailedRunError(message + hint) from error


class MomentType(click.ParamType[datetime]):
    """`2027-03-12T10:00`, with or without a zone."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:  # noqa: ANN401 - Click's
        if isinstance(value, datetime):
            return value
        try:
            return datetime.fromisoformat(str(value))
        except ValueError:
            text = Text(
                nl="`{value}` is geen moment; schrijf bijvoorbeeld 2027-03-12T10:00",
                en="`{value}` is no moment; write, say, 2027-03-12T10:00",
            )
            self.fail(say(text, value=str(value)), param, ctx)


def in_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    """A moment without a zone is one of the project's own."""
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
