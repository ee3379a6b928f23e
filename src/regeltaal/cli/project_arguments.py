"""What commands about a project share: its folder, its rules ready to run, its store and that store's errors."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

import click

from regeltaal.base.coded_error import CodedError
from regeltaal.base.text import Text
from regeltaal.checking import Checked
from regeltaal.cli.language import language, say
from regeltaal.cli.output import UNREADABLE, FailedRunError
from regeltaal.cli.terminal import style_for
from regeltaal.loading import rule_set
from regeltaal.pipeline import Analysis, analyse
from regeltaal.project import open_project
from regeltaal.project.model import Opened, Project
from regeltaal.project.targets import Target
from regeltaal.report.diagnostics import Report, human
from regeltaal.runtime.problems import StoreError
from regeltaal.runtime.ruleset import RuleSet

_NOT_RUN = Text(nl="de regels bevatten fouten; er is niets uitgevoerd", en="the rules have errors; nothing was run")
_CODED = Text(nl="{reason} ({code})", en="{reason} ({code})")
_ALONE = Text(
    nl="`{path}` is een los bestand; hier hoort de map van een project",
    en="`{path}` is a loose file; the folder of a project belongs here",
)


def folder_argument() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.argument("map_", metavar=say(Text(nl="MAP", en="FOLDER")), type=click.Path(path_type=Path))


def ready_project(ctx: click.Context, path: Path) -> tuple[Project, RuleSet]:
    """The project and its rules; with errors in them they are shown and the run ends."""
    analysis, project = checked_project(ctx, path)
    return project, rule_set(analysis)


def open_settings(ctx: click.Context, path: Path) -> Project:
    """The project for the sake of its settings, whatever its rules look like at the moment."""
    opened = open_project(path)
    if opened.project is not None and opened.project.loose:
        raise FailedRunError(say(_ALONE, path=str(path)))
    if opened.project is None:
        ctx.exit(_show_errors(ctx, Analysis(None, None, None, (), opened.problems)))
    return opened.project


def checked_project(ctx: click.Context, path: Path, ending: Text = _NOT_RUN) -> tuple[Analysis, Project]:
    """The project, free of errors; with errors in it they are shown, with what that means, and the run ends."""
    analysis = analyse(path)
    if analysis.project is not None and analysis.project.loose:
        raise FailedRunError(say(_ALONE, path=str(path)))
    if analysis.has_errors or analysis.project is None:
        ctx.exit(_show_errors(ctx, analysis, ending))
    return analysis, analysis.project


def _show_errors(ctx: click.Context, analysis: Analysis, ending: Text = _NOT_RUN) -> int:
    checked = Checked(((Target(Opened(analysis.project, ())), analysis),))
    errors = tuple(problem for problem in checked.problems if problem.is_error)
    style = style_for(ctx, sys.stderr)
    report = Report(errors, checked.files, checked.rules, language(), style, checked.shown_path)
    click.echo(human(report), err=True, nl=False, color=style.colour)
    click.echo(say(ending), err=True)
    return UNREADABLE if checked.unreadable else 1


@contextmanager
def store_errors() -> Iterator[None]:
    """What the store can't do, as a message with its remedy."""
    try:
        yield
    except StoreError as error:
        raise FailedRunError(told(error)) from error


def told(error: CodedError) -> str:
    """The reason of an error with its code, and below it the remedy."""
    hint = f"\n{say(error.hint)}" if error.hint is not None else ""
    return say(_CODED, reason=error.reason, code=error.code.id) + hint


class MomentType(click.ParamType[datetime]):
    """`2027-03-12T10:00`, with or without a zone, or `12-3-2027 10:00` as messages show it."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:  # noqa: ANN401 - Click's
        if isinstance(value, datetime):
            return value
        with suppress(ValueError):
            return datetime.fromisoformat(str(value))
        try:
            return _as_shown(str(value))
        except ValueError:
            self._refuse(str(value), param, ctx)

    def _refuse(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> NoReturn:
        text = Text(
            nl="`{value}` is geen moment; schrijf bijvoorbeeld 2027-03-12T10:00 of 12-3-2027 10:00",
            en="`{value}` is no moment; write, say, 2027-03-12T10:00 or 12-3-2027 10:00",
        )
        self.fail(say(text, value=value), param, ctx)


def _as_shown(text: str) -> datetime:
    return datetime.strptime(text, "%d-%m-%Y %H:%M")  # noqa: DTZ007 - of the zone of the project, see in_zone


def in_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    """A moment without a zone is one of the project's own."""
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
