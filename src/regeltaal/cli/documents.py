"""`--documenten MAP2`: the documents of a folder, as events, for the command that runs them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from regeltaal.base.text import Text
from regeltaal.cli.language import say
from regeltaal.cli.output import FailedRunError, cause_of_reading
from regeltaal.project.model import Project
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.result import EventResult

if TYPE_CHECKING:
    from regeltaal.documents import DocumentRun
    from regeltaal.intake.delivery import Addresses

_FOLDER = Text(
    nl="Een map met e-mails, PDF's, e-facturen en ZIP-bestanden; elk document wordt een gebeurtenis.",
    en="A folder of mails, PDFs, e-invoices and ZIP files; each document becomes an event.",
)
_ADMINISTRATION = Text(
    nl="De administratie voor alle documenten; anders volgt die uit postadres of map.",
    en="The administration for all documents; otherwise it follows from mail address or folder.",
)
_NO_DOCUMENTS = Text(
    nl="het domein `{domain}` neemt geen documenten aan; gebruik `--gebeurtenissen`",
    en="the domain `{domain}` takes no documents; use `--gebeurtenissen`",
)
_EMPTY = Text(nl="in `{path}` staan geen documenten", en="there are no documents in `{path}`")
_UNREADABLE = Text(nl="`{path}` kan niet worden gelezen ({cause})", en="`{path}` can't be read ({cause})")


def documents_options(function: Callable[..., Any]) -> Callable[..., Any]:
    folder = click.option(
        "--documenten",
        type=click.Path(path_type=Path),
        metavar=say(Text(nl="MAP2", en="FOLDER2")),
        help=say(_FOLDER),
    )
    administration = click.option("--administratie", metavar=say(Text(nl="NAAM", en="NAME")), help=say(_ADMINISTRATION))
    return folder(administration(function))


def document_run(
    project: Project, engine: Engine, folder: Path | None, administration: str | None, *, dry: bool
) -> Iterator[EventResult]:
    """What comes of each document; an error of use is told before anything runs."""
    if folder is None:
        return iter(())
    from regeltaal.documents import DocumentRun  # noqa: PLC0415 - a run without documents need not load it
    from regeltaal.intake.delivery import installed  # noqa: PLC0415 - idem

    _check_readable(folder)
    domain = engine.rules.schema.name
    to_event = installed(domain)
    if to_event is None:
        raise FailedRunError(say(_NO_DOCUMENTS, domain=domain))
    run = DocumentRun(engine, to_event, addresses(project, administration), dry)
    return _told(run, folder)


def addresses(project: Project, given: str | None) -> "Addresses":
    """The administrations of a project by name and by mail address; a wrong choice is told before anything is read."""
    from regeltaal.documents import addresses_of  # noqa: PLC0415 - idem

    found = addresses_of(project.config, given)
    wrong = found.unknown_choice()
    if wrong is not None:
        raise FailedRunError(say(wrong))
    return found


def _check_readable(folder: Path) -> None:
    try:
        if folder.is_dir():
            next(folder.iterdir(), None)
        else:
            folder.open("rb").close()
    except OSError as error:
        raise FailedRunError(say(_UNREADABLE, path=str(folder), cause=cause_of_reading(error))) from error


def _told(run: "DocumentRun", folder: Path) -> Iterator[EventResult]:
    from regeltaal.intake.pdf import MissingLibraryError  # noqa: PLC0415 - idem

    found = False
    try:
        for result in run.results(folder):
            found = True
            yield result
    except MissingLibraryError as error:
        raise FailedRunError(say(error.reason)) from error
    if not found:
        click.echo(say(_EMPTY, path=str(folder)), err=True)
