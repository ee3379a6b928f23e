"""`regeltaal publiceer`: make the rules of a project the published version, or an earlier version again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.cli.command import command as define
from regeltaal.cli.language import say
from regeltaal.cli.output import FailedRunError, Output, as_json_text, output_option, write_result
from regeltaal.cli.project_arguments import checked_project, folder_argument, open_settings, store_errors
from regeltaal.cli.versions import LAST, VersionType, publication_errors
from regeltaal.cli.views import view_for
from regeltaal.cli.who import AS, account, name_of
from regeltaal.loading import store_url
from regeltaal.project.model import Project
from regeltaal.publication.comparison import differing_texts
from regeltaal.publication.version import NOTHING, version_in
from regeltaal.publishing import Author, Proposal, find_publication, proposal, publish, way_back
from regeltaal.report.publications import (
    diff_json,
    publication_json,
    show_changes,
    show_history,
    show_publication,
)
from regeltaal.running import is_absent, store_to_look_into
from regeltaal.runtime.engine import MEMORY
from regeltaal.runtime.storage import Publication, open_store
from regeltaal.values.moments import in_zone

if TYPE_CHECKING:
    from regeltaal.runtime.store import Store

_DOC = Text(
    nl="""Publiceer de regels van een project: controleer ze, vergelijk ze met wat er gepubliceerd is, en bewaar ze als
    nieuwe versie in de opslag, met wie, wanneer en wat er wijzigde.

    Wie wat mag publiceren, staat bij [gebruikers] in de versie die het laatst gepubliceerd is. Met --terug wordt een
    eerdere versie opnieuw gepubliceerd; met --toon ziet u de versies, of één met wat er in wijzigde.""",
    en="""Publish the rules of a project: check them, compare them with what was published, and keep them as a new
    version in the store, with who, when and what changed.

    Who may publish what is in [gebruikers] of the version that was published last. With --terug an earlier version is
    published again; --toon shows the versions, or one with what changed in it.""",
)
_EXAMPLES = (
    ("regeltaal publiceer mijn-project --droog", Text(nl="kijk wat er zou wijzigen", en="see what would change")),
    (
        'regeltaal publiceer mijn-project --als p.smit --bericht "Facturen vanaf 1 mei"',
        Text(nl="publiceer", en="publish"),
    ),
    ("regeltaal publiceer mijn-project --toon", Text(nl="alle versies", en="all versions")),
    ("regeltaal publiceer mijn-project --toon 3", Text(nl="één versie, met het verschil", en="one, with its diff")),
    ("regeltaal publiceer mijn-project --terug", Text(nl="terug naar de vorige versie", en="back to the one before")),
)
_MESSAGE = Text(nl="Waarom: komt in de geschiedenis.", en="Why: goes into the history.")
_BACK = Text(nl="Publiceer de vorige versie opnieuw, of die met dit nummer.", en="Publish an earlier version again.")
_SHOW = Text(nl="Toon de versies, of die met dit nummer.", en="Show the versions, or the one with this number.")
_DRY = Text(nl="Doe alsof: publiceer niets.", en="Pretend: publish nothing.")
_ONE_THING = Text(nl="`--toon` en `--terug` gaan niet samen", en="`--toon` and `--terug` don't go together")
_IN_MEMORY = Text(
    nl="de opslag is het geheugen: daarin blijft niets bewaard; kies een andere bij `[opslag] url`",
    en="the store is memory, where nothing is kept; choose another at `[opslag] url`",
)
_NOT_PUBLISHED = Text(
    nl="de regels bevatten fouten; er is niets gepubliceerd", en="the rules have errors; nothing was published"
)
_PUBLISHED = Text(nl="versie {number} is gepubliceerd door {by}", en="version {number} was published by {by}")
_SAME = Text(
    nl="er is niets te publiceren: dit is versie {number}", en="there is nothing to publish: this is version {number}"
)
_WOULD = Text(nl="dit zou versie {number} worden; er is niets gepubliceerd", en="this would be version {number}")
_WHICH = Text(nl="VERSIE", en="VERSION")

UNNAMED = "laatste"
"""What an option with a version gives when no version is named."""


@define("publiceer", _DOC, examples=_EXAMPLES)
@folder_argument()
@click.option("--als", "--as", metavar=say(Text(nl="NAAM", en="NAME")), help=say(AS))
@click.option("--bericht", "--message", default="", metavar=say(Text(nl="TEKST", en="TEXT")), help=say(_MESSAGE))
@click.option("--terug", type=VersionType(), is_flag=False, flag_value=UNNAMED, metavar=say(_WHICH), help=say(_BACK))
@click.option("--toon", type=VersionType(), is_flag=False, flag_value=UNNAMED, metavar=say(_WHICH), help=say(_SHOW))
@click.option("--droog", "--proef", is_flag=True, help=say(_DRY))
@output_option(("mens", "plat", "json"))
@click.pass_context
def command(  # noqa: PLR0913 - one parameter per option
    ctx: click.Context,
    map_: Path,
    *,
    als: str | None,
    bericht: str,
    terug: int | None,
    toon: int | None,
    droog: bool,
    uitvoer: Output,
) -> None:
    if toon is not None and terug is not None:
        raise click.UsageError(say(_ONE_THING), ctx)
    if toon is not None:
        _show(ctx, open_settings(ctx, map_), toon, uitvoer)
        return
    project, proposed = _to_publish(ctx, map_, terug)
    author = Author(name_of(als), account())
    if droog or not proposed.changes:
        _report(ctx, uitvoer, proposed, None)
        with publication_errors():
            proposed.judge.check(author.name, proposed.changes)
        return
    with store_errors(), publication_errors(), open_store(store_url(project)) as store:
        made = publish(store, proposed, author, bericht.strip(), datetime.now(UTC))
    _report(ctx, uitvoer, proposed, _in_zone(made, project))


def _to_publish(ctx: click.Context, path: Path, back: int | None) -> tuple[Project, Proposal]:
    """What is to become the published version: the folder as it is, or an earlier version."""
    if back is None:
        analysis, project = checked_project(ctx, path, _NOT_PUBLISHED)
        with _looking(project) as store:
            return project, proposal(analysis, store)
    project = open_settings(ctx, path)
    with _looking(project) as store:
        return project, way_back(project, store, None if back == LAST else back)


@contextmanager
def _looking(project: Project) -> "Iterator[Store]":
    """The store; an empty one where there is none yet, since looking should not make it."""
    url = store_url(project)
    if url == MEMORY:
        raise FailedRunError(say(_IN_MEMORY))
    with store_errors(), publication_errors(), store_to_look_into(MEMORY if is_absent(url) else url) as store:
        yield store


# ---------------------------------------------------------------- what came of it


def _report(ctx: click.Context, output: Output, proposed: Proposal, made: Publication | None) -> None:
    if output.format == "json":
        write_result(output, as_json_text(_result(proposed, made)))
    else:
        view = view_for(ctx, output)
        changes = show_changes(proposed.changes, view) if proposed.changes else ""
        write_result(output, f"{changes}{_conclusion(proposed, made)}\n")


def _conclusion(proposed: Proposal, made: Publication | None) -> str:
    last = proposed.last.number if proposed.last is not None else 0
    if made is not None:
        return say(_PUBLISHED, number=made.number, by=made.by)
    return say(_WOULD, number=last + 1) if proposed.changes else say(_SAME, number=last)


def _result(proposed: Proposal, made: Publication | None) -> dict[str, object]:
    status = "gepubliceerd" if made is not None else "proef" if proposed.changes else "ongewijzigd"
    if made is not None:
        return {"status": status, **publication_json(made)}
    return {
        "status": status,
        "versie": None if proposed.last is None else proposed.last.number,
        "digest": proposed.digest,
        "terug_naar": proposed.returns_to,
        "wijzigingen": [change.to_data() for change in proposed.changes],
    }


def _show(ctx: click.Context, project: Project, number: int, output: Output) -> None:
    with _looking(project) as store:
        if number == LAST:
            listed = [_in_zone(one, project) for one in store.publications()]
            text = (
                as_json_text([publication_json(one) for one in listed])
                if output.format == "json"
                else show_history(listed, view_for(ctx, output))
            )
        else:
            text = _one(ctx, store, _in_zone(find_publication(store, number), project), output)
    write_result(output, text)


def _one(ctx: click.Context, store: "Store", found: Publication, output: Output) -> str:
    before = store.publication(found.number - 1) if found.number > 1 else None
    was = NOTHING if before is None else version_in(before.texts)
    texts = list(differing_texts(was, version_in(found.texts))) if before is not None else []
    if output.format == "json":
        return as_json_text({**publication_json(found), "verschillen": diff_json(texts)})
    return show_publication(found, texts, view_for(ctx, output))


def _in_zone(publication: Publication, project: Project) -> Publication:
    return evolve(publication, moment=in_zone(publication.moment, ZoneInfo(project.config.zone)))
