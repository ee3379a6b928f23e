"""`regeltaal taalserver`: the language server, which an editor starts."""

import click

from regeltaal.base.text import Text
from regeltaal.cli.command import command as define
from regeltaal.cli.language import say
from regeltaal.cli.output import FailedRunError

_DOC = Text(
    nl="""Start de taalserver. Een editor doet dat zelf; u hoeft deze opdracht niet in te typen.

    Met de taalserver toont uw editor fouten terwijl u typt, vult hij woorden aan, legt hij ze uit en brengt hij u naar
    de plek waar iets is vastgelegd. Hij praat met de editor over de standaardinvoer en -uitvoer, en stopt als de editor
    stopt.""",
    en="""Start the language server. An editor does so by itself; you need not type this command.

    With the language server your editor shows mistakes while you type, completes words, explains them and takes you to
    where a thing was laid down. It talks with the editor by standard input and output, and stops when the editor
    stops.""",
)
_EXAMPLES = (
    ("regeltaal taalserver", Text(nl="de opdracht die u in een editor instelt", en="the command to set in an editor")),
    ("regeltaal taalserver --taal en", Text(nl="met meldingen in het Engels", en="with messages in English")),
)
_STDIO = Text(nl="Praat over de standaardinvoer en -uitvoer, zoals altijd.", en="Talk by standard input and output.")
_PROCESS = Text(nl="Het nummer van de editor.", en="The number of the editor.")
_NOT_INSTALLED = Text(
    nl="voor de taalserver ontbreekt `{module}`; installeer met `pip install 'regeltaal[lsp]'`",
    en="`{module}` is missing for the language server; install by `pip install 'regeltaal[lsp]'`",
)


@define("taalserver", _DOC, examples=_EXAMPLES)
@click.option("--stdio", is_flag=True, hidden=True, help=say(_STDIO))
@click.option("--clientProcessId", "process", type=int, hidden=True, help=say(_PROCESS))
@click.pass_context
def command(ctx: click.Context, *, stdio: bool, process: int | None) -> None:
    del stdio, process  # clients say them; the first is so anyway, the second comes with the first message as well
    try:
        from regeltaal.lsp.running import run  # noqa: PLC0415 - only an editor needs it, and not all have it
        from regeltaal.lsp.wiring import wired  # noqa: PLC0415 - idem
    except ModuleNotFoundError as error:
        name = (error.name or "").split(".")[0]
        if name in ("", "regeltaal"):
            raise
        raise FailedRunError(say(_NOT_INSTALLED, module=name)) from error
    ctx.exit(run(wired()))
