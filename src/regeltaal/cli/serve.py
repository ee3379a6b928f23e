"""`regeltaal dienst`: the service that stays up."""

import logging
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

import click

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.cli.command import command as define
from regeltaal.cli.language import language, say
from regeltaal.cli.output import FailedRunError, write
from regeltaal.cli.project_arguments import checked_project, folder_argument, open_settings, store_errors
from regeltaal.cli.versions import publication_errors
from regeltaal.loading import rule_set, store_url
from regeltaal.project.model import Project
from regeltaal.project.service import NAME
from regeltaal.publishing import check_published, published_rules
from regeltaal.running import is_absent, store_to_look_into
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import Publication, open_store

if TYPE_CHECKING:
    from regeltaal.serving import Serving

_DOC = Text(
    nl="""Draai de dienst: neem gebeurtenissen aan over HTTP en documenten uit mappen en postvakken, en voer acties uit
    zodra hun moment komt. Zij draait tot u haar stopt, met Ctrl+C of SIGTERM; wat zij aannam is dan bewaard.

    De regels zijn die van de laatste publicatie; is er nooit gepubliceerd, dan die van de map. Een nieuwe publicatie
    neemt zij vanzelf over. Tokens komen uit de omgeving: REGELTAAL_TOKEN_<ADMINISTRATIE>. De rest staat onder
    `[dienst]` in regeltaal.toml.""",
    en="""Run the service: take events by HTTP and documents from folders and mailboxes, and carry out actions as their
    moment comes. It runs until you stop it, by Ctrl+C or SIGTERM; what it took in is kept by then.

    The rules are those of the last publication; where nothing was ever published, those of the folder. It goes over to
    a new publication by itself. Tokens come from the environment: REGELTAAL_TOKEN_<ADMINISTRATION>. The rest is in
    `[dienst]` of regeltaal.toml.""",
)
_EXAMPLES = (
    ("regeltaal dienst mijn-project", Text(nl="op deze computer, poort 8321", en="on this machine, port 8321")),
    (
        "regeltaal dienst mijn-project --poort 8400 --naam dienst-2",
        Text(nl="een tweede werker, op PostgreSQL", en="a second worker, on PostgreSQL"),
    ),
    (
        "regeltaal dienst mijn-project --adres 0.0.0.0 --logboek json",
        Text(nl="op het netwerk, met tokens in de omgeving", en="on the network, with tokens in the environment"),
    ),
    (
        "regeltaal dienst mijn-project --zonder-http",
        Text(nl="alleen mappen, postvakken en geplande acties", en="only folders, mailboxes and planned actions"),
    ),
)
_ADDRESS = Text(nl="Waar zij luistert; anders `[dienst] adres`.", en="Where it listens; else `[dienst] adres`.")
_PORT = Text(
    nl="De poort; 0 kiest er zelf een. Anders `[dienst] poort`.", en="The port; 0 chooses one. Else `[dienst] poort`."
)
_NAME = Text(
    nl="De naam van deze werker, elke start dezelfde. Anders `[dienst] naam`.",
    en="The name of this worker, the same at each start. Else `[dienst] naam`.",
)
_THREADS = Text(
    nl="Hoeveel acties tegelijk; anders `[dienst] draden`.", en="How many actions at a time; else `[dienst] draden`."
)
_LOG = Text(
    nl="Het logboek op de foutuitvoer: om te lezen, of als JSON.", en="The log on standard error: to read, or as JSON."
)
_NO_HTTP = Text(nl="Luister niet; neem geen gebeurtenissen over HTTP aan.", en="Don't listen: take no events by HTTP.")
_WRONG_NAME = Text(
    nl="een naam heeft letters, cijfers, `-`, `_` en `.`, hooguit 40 tekens",
    en="a name has letters, digits, `-`, `_` and `.`, at most 40 characters",
)
_NOT_INSTALLED = Text(
    nl="voor de dienst ontbreekt `{module}`; installeer met `pip install 'regeltaal[dienst]'`",
    en="`{module}` is missing for the service; install by `pip install 'regeltaal[dienst]'`",
)
_FORMATS = ("mens", "json")
_CHECK_SECONDS = 1.0
_HARD = 128
"""Exit codes of what a signal ended begin here."""


@define("dienst", _DOC, examples=_EXAMPLES)
@folder_argument()
@click.option("--adres", metavar=say(Text(nl="ADRES", en="ADDRESS")), help=say(_ADDRESS))
@click.option("--poort", type=click.IntRange(0, 65_535), metavar=say(Text(nl="POORT", en="PORT")), help=say(_PORT))
@click.option("--naam", metavar=say(Text(nl="NAAM", en="NAME")), help=say(_NAME))
@click.option("--draden", type=click.IntRange(1, 64), metavar=say(Text(nl="AANTAL", en="NUMBER")), help=say(_THREADS))
@click.option("--logboek", type=click.Choice(_FORMATS), default="mens", metavar="|".join(_FORMATS), help=say(_LOG))
@click.option("--zonder-http", is_flag=True, help=say(_NO_HTTP))
@click.pass_context
def command(  # noqa: PLR0913 - one parameter per option
    ctx: click.Context,
    map_: Path,
    *,
    adres: str | None,
    poort: int | None,
    naam: str | None,
    draden: int | None,
    logboek: str,
    zonder_http: bool,
) -> None:
    if naam is not None and not NAME.fullmatch(naam):
        raise click.BadParameter(say(_WRONG_NAME), ctx, param_hint="--naam")
    with _installed():
        from regeltaal.service.logbook import set_up  # noqa: PLC0415 - only a service needs it, and not all have it

        set_up(logboek, language())
        project, rules, is_published = _rules_to_serve(ctx, map_)
        chosen = _changed(project, address=adres, port=poort, name=naam, threads=draden)
        ctx.exit(_served(chosen, rules, http=not zonder_http, is_published=is_published))


@contextmanager
def _installed() -> Iterator[None]:
    """What the extra brings, or the command that installs it."""
    try:
        yield
    except ModuleNotFoundError as error:
        name = (error.name or "").split(".")[0]
        if name in ("", "regeltaal"):
            raise
        raise FailedRunError(say(_NOT_INSTALLED, module=name)) from error


def _changed(project: Project, **choices: str | int | None) -> Project:
    """The project with what the command line says in place of `[dienst]`."""
    given: dict[str, Any] = {name: value for name, value in choices.items() if value is not None}
    return evolve(project, config=evolve(project.config, service=evolve(project.config.service, **given)))


def _rules_to_serve(ctx: click.Context, path: Path) -> tuple[Project, RuleSet, bool]:
    """The project with the rules of the last publication, else with those of the folder; and which of the two."""
    settings = open_settings(ctx, path)
    with store_errors(), publication_errors():
        last = _last_publication(store_url(settings))
        if last is not None:
            return settings, published_rules(settings, last), True
    analysis, project = checked_project(ctx, path)
    with publication_errors():
        check_published(analysis, None)
    return project, rule_set(analysis), False


def _last_publication(url: str) -> Publication | None:
    with nullcontext() if is_absent(url) else store_to_look_into(url) as store:
        return None if store is None else store.publication()


# ------------------------------------------------------------ running


def _served(project: Project, rules: RuleSet, *, http: bool, is_published: bool) -> int:
    from regeltaal.service.errors import StartError  # noqa: PLC0415 - loaded with the service
    from regeltaal.serving import Choices, serving  # noqa: PLC0415 - idem

    choices = Choices(http=http, language=language(), environment=os.environ)
    try:
        with store_errors(), open_store(store_url(project)) as store, serving(project, rules, store, choices) as found:
            _listen_to_signals(found)
            found.start()
            try:
                found.tell_start()
                _tell_start(found, is_published=is_published)
                _wait(found)
            finally:
                _say(_STOPPING)
                in_time = found.stop()
                found.tell_stop(in_time=in_time)
            _say(_STOPPED if in_time else _CUT_OFF)
            code = int(found.life.lost)
    except StartError as error:
        hint = "" if error.hint is None else f"\n{say(error.hint)}"
        raise FailedRunError(f"{say(error.reason)}{hint}") from error
    return code if in_time else end_at_once(code)


def end_at_once(code: int) -> NoReturn:
    """Ends without waiting for what was cut off: its threads may never end. The store is closed by now."""
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with suppress(BrokenPipeError):
            stream.flush()
    os._exit(code)


def _listen_to_signals(found: "Serving") -> None:
    """The first signal ends the service in order, a second one at once."""

    def asked(number: int, _frame: FrameType | None) -> None:
        if found.life.over.is_set():
            os._exit(_HARD + number)
        found.life.over.set()

    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, asked)


def _wait(found: "Serving") -> None:
    """Until a signal comes, or the service can't go on."""
    while not found.life.over.wait(_CHECK_SECONDS):
        found.check()


# ------------------------------------------------------------ what is told


def _tell_start(found: "Serving", *, is_published: bool) -> None:
    rules, config, project = found.rules, found.config, found.project
    _say(_PROJECT, name=project.root.resolve().name, domain=rules.schema.name)
    _say(_PUBLISHED if is_published else _OF_FOLDER, version=str(rules.version))
    _say(_STORE, store=found.store.name)
    _say(_WORKER, name=config.name, number=config.threads)
    for folder in config.folders:
        _say(_FOLDER, path=folder.path)
    for mailbox in config.mailboxes:
        _say(_MAILBOX, name=mailbox.name)
    if found.url is None:
        _say(_NO_LISTENING)
    else:
        _say(_WITH_TOKENS if found.tokens.are_asked else _WITHOUT_TOKENS)
        _say(_LISTENING, url=found.url)
    _say(_HOW_TO_STOP)


def _say(text: Text, **facts: str | int) -> None:
    with suppress(OSError):  # nobody reads it any more
        write(f"{say(text, **facts)}\n")


_PROJECT = Text(nl="Project:   {name} (domein {domain})", en="Project:   {name} (domain {domain})")
_PUBLISHED = Text(nl="Regels:    gepubliceerde versie {version}", en="Rules:     published version {version}")
_OF_FOLDER = Text(
    nl="Regels:    de bestanden van de map, zoals ze nu zijn ({version}); er is nooit gepubliceerd",
    en="Rules:     the files of the folder, as they are now ({version}); nothing was ever published",
)
_STORE = Text(nl="Opslag:    {store}", en="Store:     {store}")
_WORKER = Text(nl="Werker:    {name}, {number} acties tegelijk", en="Worker:    {name}, {number} actions at a time")
_FOLDER = Text(nl="Bron:      map {path}", en="Source:    folder {path}")
_MAILBOX = Text(nl="Bron:      postvak {name}", en="Source:    mailbox {name}")
_WITH_TOKENS = Text(
    nl="Toegang:   met het token van een administratie", en="Access:    with the token of an administration"
)
_WITHOUT_TOKENS = Text(
    nl="Toegang:   iedereen op deze computer; er zijn geen tokens ingesteld",
    en="Access:    everyone on this machine; no tokens are set",
)
_LISTENING = Text(nl="Luistert:  {url}", en="Listens:   {url}")
_NO_LISTENING = Text(nl="Luistert:  niet (--zonder-http)", en="Listens:   not (--zonder-http)")
_HOW_TO_STOP = Text(nl="Stoppen:   Ctrl+C", en="Stop:      Ctrl+C")
_STOPPING = Text(nl="De dienst stopt en maakt af wat zij heeft…", en="The service stops, and finishes what it has…")
_STOPPED = Text(nl="Gestopt.", en="Stopped.")
_CUT_OFF = Text(
    nl="Gestopt; niet alles was op tijd klaar. De volgende start maakt het af.",
    en="Stopped; not all was done in time. The next start finishes it.",
)
