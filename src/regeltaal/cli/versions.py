"""Which version of the rules a command uses: those of the folder, or one that was published."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import click

from regeltaal.base.text import Text
from regeltaal.cli.language import say
from regeltaal.cli.output import UNREADABLE
from regeltaal.cli.project_arguments import checked_project, open_settings, store_errors, told
from regeltaal.loading import rule_set, store_url
from regeltaal.project.model import Project
from regeltaal.publication.problems import PublicationError, is_wrong_use, nothing_published
from regeltaal.publishing import check_published, find_publication, published_rules
from regeltaal.running import is_absent, store_to_look_into
from regeltaal.runtime.ruleset import RuleSet

LAST = 0
"""What `--versie laatste` gives."""

_LAST_WORDS = ("laatste", "last")
_MOST_DIGITS = 9
_NO_NUMBER = Text(
    nl="`{value}` is geen versie; geef een nummer, of `laatste`", en="`{value}` is no version; give a number, or `last`"
)


class RefusedRunError(click.ClickException):
    """Something that may not be done, or that is not there."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc] # Click declares it for the class, and reads it of the instance


class VersionType(click.ParamType[int]):
    """The number of a publication, or `laatste`."""

    name = "versie"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ANN401 - Click's
        text = str(value).strip()
        if text.lower() in _LAST_WORDS:
            return LAST
        if not text.isdecimal() or len(text) > _MOST_DIGITS:
            self.fail(say(_NO_NUMBER, value=text), param, ctx)
        return int(text)


@contextmanager
def publication_errors() -> Iterator[None]:
    """What is not published or may not run, as a message with its remedy."""
    try:
        yield
    except PublicationError as error:
        raise RefusedRunError(told(error), UNREADABLE if is_wrong_use(error) else 1) from error


def rules_to_run(ctx: click.Context, path: Path, version: int | None, *, dry: bool) -> tuple[Project, RuleSet]:
    """The project and the rules that a run is to use: those of a version, else of the folder where those may run.

    A rehearsal may always use those of the folder: trying them comes before publishing them.
    """
    if version is not None:
        return _published(open_settings(ctx, path), None if version == LAST else version)
    analysis, project = checked_project(ctx, path)
    if not dry:
        url = store_url(project)
        with (
            store_errors(),
            publication_errors(),
            nullcontext() if is_absent(url) else store_to_look_into(url) as store,
        ):
            check_published(analysis, store)
    return project, rule_set(analysis)


def _published(project: Project, number: int | None) -> tuple[Project, RuleSet]:
    url = store_url(project)
    with store_errors(), publication_errors():
        if is_absent(url):
            raise nothing_published()
        with store_to_look_into(url) as store:
            found = find_publication(store, number)
        return project, published_rules(project, found)
