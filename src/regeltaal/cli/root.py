"""The root of the command line: what holds for every command, and the list of them."""

import sys

import click
from click.shell_completion import get_completion_class

import regeltaal
from regeltaal.base.text import Text
from regeltaal.cli import click_words
from regeltaal.cli.command import Command, Examples, colour_option, language_option
from regeltaal.cli.language import language, say
from regeltaal.cli.registry import LazyGroup

if language() == "nl":
    click_words.install()

_SHELLS = ("bash", "zsh", "fish")
_DOC = Text(
    nl="Regeltaal: regels in het Nederlands voor wie een kantoor draait, gecontroleerd voordat ze draaien.",
    en="Regeltaal: rules in Dutch for people who run an office, checked before they run.",
)
_VERSION = Text(nl="Toon de versie.", en="Show the version.")
_COMPLETION = Text(
    nl="Geef het script dat opdrachten aanvult in uw shell.",
    en="Print the script that completes commands in your shell.",
)
_EXAMPLES: Examples = (
    (
        "regeltaal nieuw mijn-project --domein werkbonnen",
        Text(nl="begin met voorbeeldregels", en="begin with sample rules"),
    ),
    ("regeltaal controleer mijn-project", Text(nl="zoek fouten in de regels", en="look for errors in the rules")),
    (
        "regeltaal draai mijn-project --gebeurtenissen mijn-project/gebeurtenissen.jsonl --droog",
        Text(nl="kijk wat er zou gebeuren", en="see what would happen"),
    ),
    ("regeltaal uitleg RT201", Text(nl="wat betekent een melding?", en="what does a message mean?")),
    (
        'eval "$(regeltaal --aanvulling bash)"',
        Text(nl="vul opdrachten aan met de tabtoets", en="complete commands with the tab key"),
    ),
)


class _Root(LazyGroup, Command):
    """The group, with examples in its help."""


def _show_version(ctx: click.Context, _param: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - Click's signature
    if asked and not ctx.resilient_parsing:
        click.echo(f"regeltaal {regeltaal.__version__}")
        ctx.exit()


def _show_completion(ctx: click.Context, _param: click.Parameter, shell: str | None) -> None:
    found = get_completion_class(shell) if shell and not ctx.resilient_parsing else None
    if found is not None:
        click.echo(found(ctx.command, {}, "regeltaal", "_REGELTAAL_COMPLETE").source())
        ctx.exit()


@click.group(
    cls=_Root,
    examples=_EXAMPLES,
    help=say(_DOC),
    subcommand_metavar=say(Text(nl="OPDRACHT [ARGUMENTEN]…", en="COMMAND [ARGUMENTS]…")),
    no_args_is_help=False,
    invoke_without_command=True,
)
@language_option()
@colour_option()
@click.option(
    "--aanvulling",
    type=click.Choice(_SHELLS),
    expose_value=False,
    is_eager=True,
    callback=_show_completion,
    metavar="|".join(_SHELLS),
    help=say(_COMPLETION),
)
@click.option(
    "--versie",
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_show_version,
    help=say(_VERSION),
)
@click.pass_context
def root(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        sys.stdout.write(ctx.get_help() + "\n")
