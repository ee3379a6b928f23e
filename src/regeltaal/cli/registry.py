"""The commands by name, each loaded only when it is used: `regeltaal --help` must not load a database library."""

from collections.abc import Mapping
from importlib import import_module

import click
from attrs import frozen
from click.shell_completion import CompletionItem

from regeltaal.base.suggest import nearest
from regeltaal.base.text import Text
from regeltaal.cli.language import say


@frozen
class Entry:
    """A command: its Dutch name, its other names (the English one first), its module and one line on what it does.

    The module holds the command as ``command``.
    """

    name: str
    aliases: tuple[str, ...]
    module: str
    doc: Text


ENTRIES: tuple[Entry, ...] = (
    Entry("nieuw", ("new",), "new", Text(nl="Maak een werkend beginproject.", en="Make a working project.")),
    Entry(
        "controleer",
        ("check",),
        "check",
        Text(nl="Controleer regels zonder ze uit te voeren.", en="Check rules without running them."),
    ),
    Entry("opmaak", ("fmt",), "fmt", Text(nl="Maak regelbestanden netjes op.", en="Format rule files.")),
    Entry("test", (), "test", Text(nl="Voer de tests van regels uit.", en="Run the tests of rules.")),
    Entry(
        "draai",
        ("run", "verwerk"),
        "run",
        Text(nl="Verwerk gebeurtenissen en voer de acties uit.", en="Process events and carry out the actions."),
    ),
    Entry(
        "dienst",
        ("serve",),
        "serve",
        Text(nl="Draai de dienst, die blijft draaien.", en="Run the service, which stays up."),
    ),
    Entry(
        "verklaar",
        ("explain",),
        "explain",
        Text(nl="Laat zien waarom een record kreeg wat het kreeg.", en="Show why a record got what it got."),
    ),
    Entry(
        "volgorde",
        ("order",),
        "order",
        Text(nl="Toon welke regels een gebeurtenis volgen, op volgorde.", en="Show the rules of an event, in order."),
    ),
    Entry(
        "overzicht",
        ("overview",),
        "overview",
        Text(nl="Toon alle regels, met kolommen naar keuze.", en="Show all rules, with columns of your choice."),
    ),
    Entry(
        "documenteer",
        ("docs",),
        "document",
        Text(nl="Maak leesbare pagina's van alle regels.", en="Make readable pages of all rules."),
    ),
    Entry("toon", ("show",), "show", Text(nl="Toon opgeslagen records.", en="Show stored records.")),
    Entry(
        "publiceer",
        ("publish",),
        "publish",
        Text(nl="Maak de regels de gepubliceerde versie, of ga terug.", en="Publish the rules, or roll back."),
    ),
    Entry(
        "opnieuw",
        ("retry",),
        "retry",
        Text(nl="Beslis over acties die onzeker of mislukt zijn.", en="Decide about uncertain and failed actions."),
    ),
    Entry(
        "opruimen",
        ("clean",),
        "clean",
        Text(nl="Verwijder bijzonderheden van lang geleden.", en="Remove details of long ago."),
    ),
    Entry(
        "reservekopie",
        ("backup",),
        "backup",
        Text(nl="Maak een kopie van de opslag, ook als die in gebruik is.", en="Copy the store, also while in use."),
    ),
    Entry(
        "taalserver",
        ("lsp",),
        "language_server",
        Text(nl="Start de taalserver, voor een editor.", en="Start the language server, for an editor."),
    ),
    Entry(
        "uitleg", ("rule",), "rule", Text(nl="Leg de code van een melding uit.", en="Explain the code of a message.")
    ),
)
_BY_NAME: Mapping[str, Entry] = {name: entry for entry in ENTRIES for name in (entry.name, *entry.aliases)}


class LazyGroup(click.Group):
    """A group whose commands are loaded when they are asked for; listing them loads none."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return [entry.name for entry in ENTRIES]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        entry = _BY_NAME.get(cmd_name)
        return None if entry is None else _load(entry)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _BY_NAME and not name.startswith("-") and not ctx.resilient_parsing:
            raise click.UsageError(_unknown(name), ctx)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        named = [CompletionItem(one.name, help=say(one.doc)) for one in ENTRIES if one.name.startswith(incomplete)]
        return named + click.Command.shell_complete(self, ctx, incomplete)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section(say(Text(nl="Opdrachten", en="Commands"))):
            formatter.write_dl([(entry.name, say(entry.doc)) for entry in ENTRIES])


def _unknown(name: str) -> str:
    near = nearest(name, _BY_NAME, limit=1)
    if near:
        text = Text(
            nl="de opdracht `{name}` bestaat niet; bedoelde u `{near}`?",
            en="no command `{name}`; did you mean `{near}`?",
        )
        return say(text, name=name, near=near[0])
    return say(Text(nl="de opdracht `{name}` bestaat niet", en="there is no command `{name}`"), name=name)


def _load(entry: Entry) -> click.Command:
    loaded: object = import_module(f"regeltaal.cli.{entry.module}").command
    if not isinstance(loaded, click.Command):
        raise TypeError(f"regeltaal.cli.{entry.module} holds no command")
    return loaded
