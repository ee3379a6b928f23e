"""`regeltaal controleer`: are the rules right?"""

import sys

import click
from click.core import ParameterSource

from regeltaal.base.diagnostic import Severity
from regeltaal.base.text import Text
from regeltaal.checking import Checked, Way, check_paths
from regeltaal.checking_team import check_together
from regeltaal.cli.command import command as define
from regeltaal.cli.language import language, say
from regeltaal.cli.output import UNREADABLE, Output, output_option, write_result
from regeltaal.cli.terminal import style_for, with_progress
from regeltaal.report.diagnostics import Report
from regeltaal.report.formats import FORMATS

_DOC = Text(
    nl="""Controleer regels zonder ze uit te voeren.

    PAD is een project, een map of een regelbestand; zonder PAD wordt het project in deze map gecontroleerd.
    Met `-` komt de tekst van de standaardinvoer. De uitkomst is 0 als alles goed is, 1 bij fouten en 2 als
    iets niet te lezen is. Met `--fix` wordt eerst hersteld wat vanzelf kan; de uitkomst gaat dan over wat overblijft.

    Van een project wordt bewaard wat er per bestand gevonden is. Zo wordt een volgende keer alleen gecontroleerd wat
    veranderd is; de uitkomst is dezelfde.""",
    en="""Check rules without running them.

    PAD is a project, a folder or a rule file; without PAD the project in this folder is checked. With `-` the
    text comes from standard input. The exit code is 0 when all is well, 1 for errors and 2 when something can't be
    read. With `--fix` what can be mended by itself is mended first; then the exit code tells of what is left.

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
    (
        "regeltaal controleer --fix --verschil",
        Text(nl="zien wat er vanzelf hersteld kan worden", en="see what can be mended by itself"),
    ),
    (
        "regeltaal controleer --sinds main --uitvoer github",
        Text(nl="wat er op deze tak gewijzigd is, in CI", en="what changed on this branch, in CI"),
    ),
    ("regeltaal controleer - < los.regel", Text(nl="van de standaardinvoer", en="from standard input")),
)
_SEVERITIES = {severity.value: severity for severity in Severity}
_NO_CACHE = Text(nl="Controleer alles opnieuw en bewaar niets.", en="Check everything again and keep nothing.")
_FAIL_AT = Text(nl="Vanaf welke ernst de uitkomst 1 is.", en="From which severity the exit code is 1.")
_FIX = Text(
    nl="Herstel wat hersteld kan worden zonder dat een regel iets anders gaat betekenen.",
    en="Mend what can be mended without changing what a rule means.",
)
_FIX_UNSAFE = Text(
    nl="Herstel ook waar de betekenis kan veranderen; kijk het resultaat na.",
    en="Also mend where the meaning may change; look the result over.",
)
_DIFF = Text(nl="Toon wat er hersteld zou worden; wijzig niets.", en="Show what would be mended; change nothing.")
_SINCE = Text(
    nl="Meld alleen wat in bestanden staat die sinds deze versie in git gewijzigd zijn, en alle fouten.",
    en="Report only what is in files that changed since this revision in git, and all errors.",
)
_REVISION = Text(nl="VERSIE", en="REVISION")
_TWO_THINGS = Text(
    nl="op het scherm komt het verschil; geef dit formaat een bestand, zoals `json:uit.json`",
    en="the difference goes to the screen; give this format a file, such as `json:out.json`",
)


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
@click.option("--fix", is_flag=True, help=say(_FIX))
@click.option("--fix-onveilig", is_flag=True, help=say(_FIX_UNSAFE))
@click.option("--verschil", is_flag=True, help=say(_DIFF))
@click.option("--sinds", metavar=say(_REVISION), help=say(_SINCE))
@click.option("--geen-cache", is_flag=True, help=say(_NO_CACHE))
@click.pass_context
def command(  # noqa: PLR0913 - a parameter for each option
    ctx: click.Context,
    *,
    paden: tuple[str, ...],
    uitvoer: tuple[Output, ...],
    faal_bij: str,
    fix: bool,
    fix_onveilig: bool,
    verschil: bool,
    sinds: str | None,
    geen_cache: bool,
) -> None:
    outputs = _beside_a_difference(ctx, uitvoer) if verschil else uitvoer
    how = Way(afresh=geen_cache, team=check_together, watch=with_progress)
    checked = check_paths(paden or (".",), sys.stdin.buffer.read, how)
    if fix or fix_onveilig or verschil or sinds is not None:
        from regeltaal.cli import fixes  # noqa: PLC0415 - most runs only tell

        checked = checked if sinds is None else fixes.narrowed(checked, sinds)
        if verschil:
            fixes.shown_mended(ctx, checked, how, unsafe=fix_onveilig)
        elif fix or fix_onveilig:
            checked = fixes.mended(checked, how, unsafe=fix_onveilig)
    severity = _SEVERITIES[faal_bij]
    for output in outputs:
        write_result(output, FORMATS[output.format].render(_report(ctx, checked, output, severity)))
    ctx.exit(UNREADABLE if checked.unreadable else int(checked.fails_at(severity)))


def _beside_a_difference(ctx: click.Context, outputs: tuple[Output, ...]) -> tuple[Output, ...]:
    """The formats for files: the screen is for the difference."""
    asked = ctx.get_parameter_source("uitvoer") is not ParameterSource.DEFAULT
    if asked and any(one.file is None for one in outputs):
        raise click.BadParameter(say(_TWO_THINGS), ctx, param_hint="--uitvoer")
    return tuple(one for one in outputs if one.file is not None)


def _report(ctx: click.Context, checked: Checked, output: Output, fail_at: Severity) -> Report:
    return Report(
        problems=checked.problems,
        files=checked.files,
        rules=checked.rules,
        language=language(),
        style=style_for(ctx, None if output.file else sys.stdout),
        prefix=checked.shown_path,
        fail_at=fail_at,
    )
