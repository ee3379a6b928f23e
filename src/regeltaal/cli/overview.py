"""`regeltaal overzicht`: all rules with the columns, the filters and the order of your choice."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from regeltaal.base.text import Text
from regeltaal.cli.command import command as define
from regeltaal.cli.language import language, say
from regeltaal.cli.output import Output, as_json_text, output_option, write_result
from regeltaal.cli.project_arguments import folder_argument, ready_project, store_errors
from regeltaal.cli.views import screen_width, view_for
from regeltaal.loading import store_url
from regeltaal.project.model import Project
from regeltaal.report.outcome import View
from regeltaal.report.overview import (
    AskedWrongError,
    chosen,
    column_of,
    filter_of,
    nothing_found,
    overview_csv,
    overview_json,
    show_overview,
)
from regeltaal.report.overview_columns import COLUMNS, DISPENSABLE, NARROW, Column
from regeltaal.running import is_absent, store_to_look_into
from regeltaal.runtime.overview import RuleFacts, overview, stored_runs
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.values.moments import in_zone
from regeltaal.values.notation import show_date

if TYPE_CHECKING:
    from regeltaal.runtime.store import Store

_DOC = Text(
    nl="""Toon alle regels met de kolommen van uw keuze.

    Voor elke regel: voor welke administraties hij geldt en welke uitgesloten zijn, waar hij op let, wat hij doet, en
    hoe vaak en wanneer hij voor het laatst iets deed. Een keer waarin al zijn acties werden overgeslagen, telt niet
    mee. Zonder --kolommen staan er een paar op het scherm en alle in een bestand.""",
    en="""Show all rules with the columns of your choice.

    For each rule: which administrations it is for and which are excluded, what it listens to, what it does, and how
    often and when it last did something. A time when all of its actions were skipped does not count. Without
    --kolommen some are on the screen, and all in a file.""",
)
_EXAMPLES = (
    ("regeltaal overzicht mijn-project", Text(nl="alle regels", en="all rules")),
    (
        "regeltaal overzicht mijn-project --kolommen naam,administraties,uitgesloten,bestand",
        Text(nl="kies de kolommen", en="choose the columns"),
    ),
    (
        'regeltaal overzicht mijn-project --filter "niveau=omgeving" --filter "acties~e-mail"',
        Text(nl="regels van de omgeving die mailen", en="rules of the environment that mail"),
    ),
    (
        'regeltaal overzicht mijn-project --filter "aantal keer=0" --sorteer naam',
        Text(nl="regels die nog nooit iets deden", en="rules that never did anything"),
    ),
    (
        "regeltaal overzicht mijn-project --uitvoer csv:regels.csv",
        Text(nl="voor een rekenblad", en="for a spreadsheet"),
    ),
)
_COLUMNS = Text(
    nl="Welke kolommen, met komma's ertussen: {all}; of alles.",
    en="Which columns, separated by commas: {all}; or alles.",
)
_FILTER = Text(
    nl="Alleen regels die hieraan voldoen: kolom=waarde, kolom!=waarde, kolom~deel, kolom<getal, of een los woord. "
    "Mag vaker.",
    en="Only rules that meet this: column=value, column!=value, column~part, column<number, or a word. "
    "May be repeated.",
)
_SORT = Text(
    nl="Sorteer op deze kolommen; een - ervoor keert het om. Anders: de volgorde van uitvoeren.",
    en="Sort by these columns; a - before one turns it round. Else: the order they run in.",
)
_REMOVED = Text(
    nl="let op: wat op {day} is opgeruimd, telt niet mee (gebeurtenissen tot en met {until})",
    en="mind: what was removed on {day} is not counted (events up to {until})",
)
_LIST = Text(nl="KOLOM,…", en="COLUMN,…")
_TEST = Text(nl="VOORWAARDE", en="CONDITION")
_TO_READ = ("mens", "plat")
_EVERYTHING = frozenset({"alles", "all"})


@define("overzicht", _DOC, examples=_EXAMPLES)
@folder_argument()
@click.option(
    "--kolommen", metavar=say(_LIST), help=say(_COLUMNS, all=", ".join(one.name.show(language()) for one in COLUMNS))
)
@click.option("--filter", "filters", metavar=say(_TEST), multiple=True, help=say(_FILTER))
@click.option("--sorteer", metavar=say(_LIST), help=say(_SORT))
@output_option(("mens", "plat", "json", "csv", "html"))
@click.pass_context
def command(  # noqa: PLR0913 - one parameter per option
    ctx: click.Context,
    map_: Path,
    *,
    kolommen: str | None,
    filters: tuple[str, ...],
    sorteer: str | None,
    uitvoer: Output,
) -> None:
    project, rules = ready_project(ctx, map_)
    every = facts_of(project, rules)
    try:
        columns = _columns(kolommen, uitvoer)
        asked = [filter_of(one) for one in filters]
        found = chosen(every, asked, _split(sorteer), columns)
    except AskedWrongError as error:
        raise click.UsageError(say(error.reason), ctx) from error
    if every and not found:
        reason = say(nothing_found(every, asked, columns))
        if uitvoer.format in _TO_READ:
            write_result(uitvoer, f"{reason}\n")
            return
        click.echo(reason, err=True)
    view = view_for(ctx, uitvoer)
    write_result(uitvoer, _rendered(found, columns, uitvoer, view, project))


def facts_of(project: Project, rules: RuleSet) -> tuple[RuleFacts, ...]:
    """Every rule with how often it ran, by the project's store where there is one."""
    url = store_url(project)
    if is_absent(url):
        return overview(rules, {})
    with store_errors(), store_to_look_into(url) as store:
        _tell_removed(store, rules)
        return overview(rules, stored_runs(store))


def _tell_removed(store: "Store", rules: RuleSet) -> None:
    """Says what the counts leave out, where details were removed."""
    from regeltaal.runtime.store_retention import last_cleaning  # noqa: PLC0415 - loads SQLAlchemy

    with store.look() as unit:
        found = last_cleaning(unit)
    if found is not None:
        day, until = (show_date(in_zone(one, rules.zone).date()) for one in (found.at, found.until))
        click.echo(say(_REMOVED, day=day, until=until), err=True)


def _columns(named: str | None, output: Output) -> tuple[Column, ...]:
    if named is None:
        return NARROW if output.format in _TO_READ else COLUMNS
    if named.strip().lower() in _EVERYTHING:
        return COLUMNS
    return tuple(column_of(name) for name in _split(named))


def _split(named: str | None) -> list[str]:
    return [name.strip() for name in (named or "").split(",") if name.strip()]


def _rendered(
    rules: tuple[RuleFacts, ...], columns: tuple[Column, ...], output: Output, view: View, project: Project
) -> str:
    match output.format:
        case "json":
            return as_json_text(overview_json(rules, columns))
        case "csv":
            return overview_csv(rules, columns, view.language)
        case "html":
            from regeltaal.pages.render import overview_page  # noqa: PLC0415 - loads the template library

            return overview_page(project.root.resolve().name, rules, columns, view.language)
        case _:
            dispensable = DISPENSABLE if columns is NARROW else ()
            return show_overview(rules, columns, view, screen_width(output), dispensable)
