"""`regeltaal test`: the TEST blocks of rules, and what of the rules they reach."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from regeltaal.base.text import Text
from regeltaal.cli.command import command as define
from regeltaal.cli.language import say
from regeltaal.cli.output import UNREADABLE, FailedRunError, Output, output_option, write_result
from regeltaal.cli.strength_options import asked_of, strength_options
from regeltaal.cli.terminal import with_progress
from regeltaal.cli.views import view_for
from regeltaal.report.parameters import Notation
from regeltaal.report.testing.formats import FORMATS
from regeltaal.report.testing.model import Part, TestReport
from regeltaal.rule_testing import Ready, ready
from regeltaal.testing.coverage import Coverage, coverage

_DOC = Text(
    nl="""Voer de tests van regels uit.

    PAD is een project, een map of een regelbestand; zonder PAD gaat het om het project in deze map. Met een bestand
    erbij draaien alleen de tests daarin, met alle regels van het project. Er gaat niets de deur uit: acties worden
    gepland en bekeken, en elke test begint zonder records.

    De uitkomst is 0 als alle tests slagen, 1 als er een mislukt, er fouten in de regels staan of de dekking te laag is,
    en 2 als iets niet te lezen is.""",
    en="""Run the tests of rules.

    PATH is a project, a folder or a rule file; without PATH it is the project in this folder. With a file only the
    tests in it run, with all rules of the project. Nothing leaves: actions are planned and looked at, and every test
    begins without records.

    The exit code is 0 when all tests pass, 1 when one fails, the rules have errors or the coverage is too low, and 2
    when something can't be read.""",
)
_EXAMPLES = (
    ("regeltaal test", Text(nl="het project in deze map", en="the project in this folder")),
    (
        "regeltaal test mijn-project/regels/factuur.regel",
        Text(nl="de tests in één bestand", en="the tests in one file"),
    ),
    (
        'regeltaal test --filter "contract"',
        Text(nl="tests met dit woord in hun naam", en="tests by a word in their name"),
    ),
    ("regeltaal test --dekking", Text(nl="wat de tests van de regels raken", en="what the tests reach of the rules")),
    (
        "regeltaal test --dekking-minimaal 80 --junit tests.xml",
        Text(nl="voor een controle in CI", en="for a check in CI"),
    ),
    ("regeltaal test --mutaties", Text(nl="welke fouten de tests niet merken", en="which mistakes the tests miss")),
    (
        'regeltaal test --genereer "Factuur te laat" --naar regels/tests.regel',
        Text(nl="tests laten schrijven", en="have tests written"),
    ),
)
_FILTER = Text(nl="Alleen tests met deze tekst in hun naam.", en="Only tests with this text in their name.")
_COVERAGE = Text(
    nl="Toon ook wat de tests van de regels raken, en wat niet.", en="Show what the tests reach of the rules as well."
)
_LEAST = Text(
    nl="Welk deel van de regels de tests minstens moeten raken, in procenten.",
    en="What part of the rules the tests must reach at least, in per cents.",
)
_JUNIT = Text(nl="Schrijf ook een verslag voor CI, in JUnit XML.", en="Write a report for CI as well, as JUnit XML.")
_FULL = Text(nl="Noem elke test, ook die slagen.", en="Name every test, also those that pass.")
_TOO_LITTLE = Text(
    nl="de dekking is {percent}%; gevraagd is {least}%", en="the coverage is {percent}%; {least}% is asked for"
)
_NO_SUCH_TEST = Text(
    nl="er is geen test met `{part}` in zijn naam; zonder --filter draaien ze allemaal",
    en="no test has `{part}` in its name; without --filter all of them run",
)
_ONLY_SOME = Text(
    nl="dekking geldt voor alle tests samen, niet voor een deel; laat `--filter` weg",
    en="coverage is of all tests together; leave `--filter` out",
)


@define("test", _DOC, examples=_EXAMPLES)
@click.argument("paden", nargs=-1, metavar=say(Text(nl="[PAD]…", en="[PATH]…")))
@click.option("-k", "--filter", "holding", metavar=say(Text(nl="TEKST", en="TEXT")), default="", help=say(_FILTER))
@click.option("--dekking", is_flag=True, help=say(_COVERAGE))
@click.option("--dekking-minimaal", "least", type=click.IntRange(0, 100), metavar="0-100", help=say(_LEAST))
@click.option("--junit", type=click.Path(path_type=Path), metavar=say(Text(nl="BESTAND", en="FILE")), help=say(_JUNIT))
@click.option("--volledig", is_flag=True, help=say(_FULL))
@output_option(tuple(FORMATS), many=True)
@strength_options
@click.pass_context
def command(  # noqa: PLR0913 - one parameter per option
    ctx: click.Context,
    /,
    *,
    paden: tuple[str, ...],
    holding: str,
    dekking: bool,
    least: int | None,
    junit: Path | None,
    volledig: bool,
    uitvoer: tuple[Output, ...],
    **strength: Any,  # noqa: ANN401 - the options of strength_options
) -> None:
    asked = asked_of(strength)
    if asked.any:
        from regeltaal.cli.test_strength import strengthen  # noqa: PLC0415 - most runs ask nothing of the kind

        ctx.exit(strengthen(ctx, ready(paden or (".",), sys.stdin.buffer.read), asked, uitvoer, full=volledig))
    if holding and (dekking or least is not None):
        raise click.UsageError(say(_ONLY_SOME), ctx)
    found = ready(paden or (".",), sys.stdin.buffer.read, holding)
    wanted = {one: _least(one, least, holding) for one in found}
    parts = tuple(_part(one, covered=dekking or wanted[one] is not None) for one in found)
    if holding and not any(part.results or part.errors for part in parts):
        raise FailedRunError(say(_NO_SUCH_TEST, part=holding))
    outputs = (*uitvoer, *(() if junit is None else (Output("junit", junit),)))
    for output in outputs:
        write_result(output, FORMATS[output.format](TestReport(parts, view_for(ctx, output), full=volledig)))
    low = list(_too_low(zip(parts, wanted.values(), strict=True)))
    for told in low:
        click.echo(told, err=True)
    failed = any(not one.passed for part in parts for one in part.results) or any(part.errors for part in parts)
    ctx.exit(UNREADABLE if any(one.unreadable for one in found) else int(failed or bool(low)))


def _least(one: Ready, asked: int | None, holding: str) -> int | None:
    """What the tests must reach: of some of the tests, by name or file, nothing is asked by the project."""
    if asked is not None:
        return asked
    return None if holding or one.target.only else one.least_coverage


def _part(one: Ready, *, covered: bool) -> Part:
    results = one.run(with_progress)
    found: Coverage | None = None
    if covered and one.rules is not None:
        found = coverage(one.rules.program, results)
    notation = None if one.rules is None else Notation(one.rules.schema)
    return Part(results, one.errors, found, one.rules is not None, notation, one.shown_path)


def _too_low(parts: "zip[tuple[Part, int | None]]") -> Iterator[str]:
    for part, least in parts:
        if least is not None and part.coverage is not None and part.coverage.total.percent < least:
            yield say(_TOO_LITTLE, percent=part.coverage.total.percent, least=least)
