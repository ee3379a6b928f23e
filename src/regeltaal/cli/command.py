"""What every command shares: examples in its help, the options for colour and language."""

from collections.abc import Callable
from typing import Any

import click

from regeltaal.base.text import Text
from regeltaal.cli.language import say

Examples = tuple[tuple[str, Text], ...]
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

COLOURS = ("auto", "altijd", "nooit")
HELP_NAMES = ["--help", "-h"]
_COLOUR = "regeltaal.kleur"
_EXAMPLES = Text(nl="Voorbeelden", en="Examples")
_OPTIONS = Text(nl="[OPTIES]", en="[OPTIONS]")
_HELP = Text(nl="Toon deze uitleg.", en="Show this message.")


class Command(click.Command):
    """A command with examples; the options of the root are accepted behind it as well."""

    def __init__(self, *args: Any, examples: Examples = (), **kwargs: Any) -> None:  # noqa: ANN401 - Click's own
        kwargs.setdefault("options_metavar", say(_OPTIONS))
        super().__init__(*args, **kwargs)
        self.context_settings.setdefault("help_option_names", HELP_NAMES)
        self.examples = examples

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say(_HELP)
        return option

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.examples:
            formatter.write_paragraph()
            formatter.write(f"{say(_EXAMPLES)}:\n")
            for line, doc in self.examples:
                formatter.write(f"  {line}\n      {say(doc)}\n")
        super().format_epilog(ctx, formatter)


def command(name: str, doc: Text, *, examples: Examples) -> Callable[[Callable[..., Any]], click.Command]:
    """A command with its help and the common options."""

    def wrap(function: Callable[..., Any]) -> click.Command:
        wrapped = language_option(hidden=True)(colour_option(hidden=True)(function))
        return click.command(name, cls=Command, help=say(doc), examples=examples)(wrapped)

    return wrap


def colour_option(*, hidden: bool = False) -> Decorator:
    def note(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
        if value is not None:
            ctx.meta[_COLOUR] = value

    text = Text(nl="Kleur: alleen op een scherm, altijd of nooit.", en="Colour: only on a terminal, always or never.")
    return click.option(
        "--kleur",
        type=click.Choice(COLOURS),
        metavar="|".join(COLOURS),
        expose_value=False,
        is_eager=True,
        callback=note,
        hidden=hidden,
        help=say(text),
    )


def language_option(*, hidden: bool = False) -> Decorator:
    """Read before Click is there, see ``language``; here it is only checked and documented."""
    text = Text(
        nl="Taal van meldingen (of de omgevingsvariabele REGELTAAL_TAAL).",
        en="Language of messages (or the environment variable REGELTAAL_TAAL).",
    )
    return click.option(
        "--taal", type=click.Choice(("nl", "en")), metavar="nl|en", expose_value=False, hidden=hidden, help=say(text)
    )


def colour_choice(ctx: click.Context) -> str:
    """What `--kleur` says, here or before the command; auto when it is not there."""
    found = ctx.meta.get(_COLOUR, "auto")
    return str(found)
