"""`regeltaal controleer`: are the rules right?"""

import sys

import click

from regeltaal.base.diagnostic import Severity
from regeltaal.base.text import Text
from regeltaal.checking import Checked, Way, check_paths
from regeltaal.checking_team import check_together
from regeltaal.cli.command import command as define
from regeltaal.cli.language import language, say
from regeltaal.cli.output import UNREADABLE, Output, output_option, write_result
from regeltaal.cli.terminal import style_for, with_progress
from regeltaal.report.diagnostics import FORMATS, Report

_DOC = Text(
    nl="""Controleer regels zonder ze uit te voeren.

    PAD is een project, een map of een regelbestand; zonder PAD wordt het project in deze map gecontroleerd.
    Met `-` komt de tekst van de standaardinvoer. De uitkomst is 0 als alles goed is, 1 bij fouten en 2 als
    iets niet te lezen is.

    Van een project wordt bewaard wat er per bestand gevonden is. Zo wordt een volgende keer alleen gecontroleerd wat
    veranderd is; de uitkomst is dezelfde.""",
    en="""Check rules without running them.

    PAD is a project, a folder or a rule file; without PAD the project in this folder is checked. With `-` the
    text comes from standard input. The exit code is 0 when all is well, 1 for errors and 2 when something can't be
    read.

    Of a project is kept what was found in each file. So the next time only what changed is checked; the outcome is the
    same.""",
)
_EXAMPLES = (
    ("regeltaal controleer", Text(nl="het project in deze map", en="the project in this folder")),
    ("regeltaal controleer mijn-project/regels/factuur.regel", Text(nl="één bestand", en="one file")),
    (
        "regeltaal controleer . --uitvoer mens --uitvoer json:meldingen.json",
        Text(nl="lezen en bewaren", en="read and keep"),
    ),
    ("regeltaal controleer - < los.regel", Text(nl="van de standaardinvoer", en="from standard input")),
)
_SEVERITIES = {severity.value: severity for severity in Severity}
_NO_CACHE = Text(nl="Controleer alles opnieuw en bewaar niets.", en="Check everything again and keep nothing.")
_FAIL_AT = Text(nl="Vanaf welke ernst de uitkomst 1 is.", en="From which severity the exit code is 1.")


@define("controleer", _DOC, examples=_EXAMPLES)
@click.argument("paden", nargs=-1, metavar=say(Text(nl="[PAD]…", en="[PATH]…")))
@output_option(tuple(FORMATS), many=True)
@click.option(
    "--faal-bij",
    type=click.Choice(tuple(_SEVERITIES)),
    default=Severity.ERROR.value,
    metavar="|".join(_SEVERITIES),
    help=say(_FAIL_AT),
)
@click.option("--geen-cache", is_flag=True, help=say(_NO_CACHE))
@click.pass_context
def command(
    ctx: click.Context, *, paden: tuple[str, ...], uitvoer: tuple[Output, ...], faal_bij: str, geen_cache: bool
) -> None:
    how = Way(afresh=geen_cache, team=check_together, watch=with_progress)
    checked = check_paths(paden or (".",), sys.stdin.buffer.read, how)
    for output in uitvoer:
        write_result(output, FORMATS[output.format].render(_report(ctx, checked, output)))
    ctx.exit(UNREADABLE if checked.unreadable else int(checked.fails_at(_SEVERITIES[faal_bij])))


def _report(ctx: click.Context, checked: Checked, output: Output) -> Report:
    return Report(
        problems=checked.problems,
        files=checked.files,
        rules=checked.rules,
        language=language(),
        style=style_for(ctx, None if output.file else sys.stdout),
        prefix=checked.shown_path,
    )
