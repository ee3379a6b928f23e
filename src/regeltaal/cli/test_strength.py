"""`regeltaal test --mutaties` and `--genereer`: how strong the tests are, and tests that make them stronger."""

from collections.abc import Sequence
from pathlib import Path

import click

from regeltaal.base.source import Source
from regeltaal.base.text import Text
from regeltaal.cli.language import language, say
from regeltaal.cli.output import UNREADABLE, FailedRunError, Output, cause_of_reading, write, write_file, write_result
from regeltaal.cli.strength_options import Asked
from regeltaal.cli.terminal import with_progress
from regeltaal.cli.views import view_for
from regeltaal.program.tree import Rule
from regeltaal.project.model import RULE_SUFFIX
from regeltaal.report.diagnostics import Report, human
from regeltaal.report.generated import GenerationReport, as_text, notes
from regeltaal.report.generated import as_json as generated_json
from regeltaal.report.mutants import TOO_LOW, MutantReport, as_human, score_together
from regeltaal.report.mutants import as_json as mutants_json
from regeltaal.rule_strength import generator, mutator, nearest_rule, rules_named, rules_without_tests
from regeltaal.rule_testing import Ready
from regeltaal.syntax.parser import parse
from regeltaal.syntax.tree import Test
from regeltaal.testing.mutant import Mutated

_FORMATS = ("mens", "plat", "json")


def strengthen(
    ctx: click.Context, found: Sequence[Ready], asked: Asked, outputs: Sequence[Output], *, full: bool
) -> int:
    """Does what was asked; gives the exit code."""
    _refuse(ctx, asked, outputs)
    if any(one.rules is None for one in found):
        _tell_errors(ctx, found)
        return UNREADABLE if any(one.unreadable for one in found) else 1
    if asked.generates:
        return _generate(ctx, found, asked, outputs[0])
    return _mutate(ctx, found, asked, outputs, full=full)


def _refuse(ctx: click.Context, asked: Asked, outputs: Sequence[Output]) -> None:
    """What can't go together."""
    wrong = next((one.format for one in outputs if one.format not in _FORMATS), None)
    if wrong is not None:
        raise click.UsageError(say(_NO_FORMAT, format=wrong, all=", ".join(_FORMATS)), ctx)
    if asked.mutates and asked.generates:
        raise click.UsageError(say(_ONE_OF_BOTH), ctx)
    if asked.to is not None and not asked.generates:
        raise click.UsageError(say(_NOTHING_TO_WRITE), ctx)
    if asked.to is not None and asked.to.suffix != RULE_SUFFIX:
        raise click.UsageError(say(_NO_RULE_FILE, path=str(asked.to)), ctx)


def _tell_errors(ctx: click.Context, found: Sequence[Ready]) -> None:
    view = view_for(ctx, Output("mens"))
    for one in found:
        report = Report(one.errors, 0, 0, language(), view.style, one.shown_path)
        click.echo(human(report), err=True)


# ---------------------------------------------------------------- changes


def _mutate(ctx: click.Context, found: Sequence[Ready], asked: Asked, outputs: Sequence[Output], *, full: bool) -> int:
    made = [(one, mutator(one)) for one in found]
    tried: list[tuple[Ready, Mutated]] = [
        (one, tries.run(asked.most, with_progress)) for one, tries in made if tries is not None
    ]
    for output in outputs:
        reports = [MutantReport(mutated, one.shown_path, view_for(ctx, output), full=full) for one, mutated in tried]
        text = mutants_json(reports) if output.format == "json" else "".join(map(as_human, reports))
        write_result(output, text)
    percent = score_together(mutated for _, mutated in tried).percent
    low = asked.least is not None and percent < asked.least
    if low:
        click.echo(say(TOO_LOW, percent=percent, least=asked.least or 0), err=True)
    return int(low or any(mutated.failing for _, mutated in tried))


# ---------------------------------------------------------------- new tests


def _generate(ctx: click.Context, found: Sequence[Ready], asked: Asked, output: Output) -> int:
    before = _text_of(asked.to)
    reports = []
    for one in found:
        rules = _rules(ctx, found, one, asked)
        makes = generator(one, _names_in(before)) if rules else None
        made = () if makes is None else tuple(map(makes.for_rule, with_progress(rules)))
        reports.append(GenerationReport(made, one.shown_path, language()))
    text = "\n".join(filter(None, map(as_text, reports)))
    if output.format == "json":
        write_result(output, generated_json(reports))
    elif asked.to is None:
        write(text)
    if asked.to is not None and text:
        write_file(asked.to, _joined(before, text, found))
        click.echo(say(_WRITTEN, path=str(asked.to)), err=True)
    for report in reports:
        for line in notes(report):
            click.echo(line, err=True)
    if not any(report.made for report in reports):
        click.echo(say(_ALL_TESTED), err=True)
    return 0


def _rules(ctx: click.Context, found: Sequence[Ready], one: Ready, asked: Asked) -> tuple[Rule, ...]:
    for name in asked.rules:
        if not any(rules_named(other, name) for other in found):
            near = nearest_rule(found, name)
            told = _NO_RULE if near is None else _OTHER_RULE
            raise click.UsageError(say(told, name=name, near=near or ""), ctx)
    named = [rule for name in asked.rules for rule in rules_named(one, name)]
    missing = rules_without_tests(one) if asked.missing else ()
    return tuple({rule.id: rule for rule in (*named, *missing)}.values())


def _text_of(path: Path | None) -> str | None:
    """What the file holds already; None where it is not there."""
    if path is None or not path.exists():
        return None
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        cause = cause_of_reading(error) if isinstance(error, OSError) else _NO_TEXT
        raise FailedRunError(say(_UNREADABLE, path=str(path), cause=cause)) from error


def _names_in(text: str | None) -> tuple[str, ...]:
    items = () if text is None else parse(Source("test.regel", text)).file.items
    return tuple(item.name.plain or "" for item in items if isinstance(item, Test))


def _joined(before: str | None, blocks: str, found: Sequence[Ready]) -> str:
    """The file with the tests behind what it holds; a new one begins with its domain."""
    if before is not None and before.strip():
        return f"{before.rstrip()}\n\n{blocks}"
    name = next((one.rules.schema.name for one in found if one.rules is not None), "")
    return f"DOMEIN {name}\n\n{blocks}"


_NO_FORMAT = Text(
    nl="`{format}` kan hier niet; kies uit {all}", en="`{format}` is not possible here; choose from {all}"
)
_ONE_OF_BOTH = Text(
    nl="`--mutaties` en `--genereer` gaan niet samen; doe het een na het ander",
    en="`--mutaties` and `--genereer` don't go together; do one after the other",
)
_NOTHING_TO_WRITE = Text(
    nl="`--naar` hoort bij `--genereer` of `--genereer-ontbrekende`",
    en="`--naar` goes with `--genereer` or `--genereer-ontbrekende`",
)
_NO_RULE_FILE = Text(
    nl="`{path}` is geen regelbestand; de naam eindigt op `.regel`", en="`{path}` is no rule file; it ends in `.regel`"
)
_NO_RULE = Text(nl="er is geen regel `{name}`", en="there is no rule `{name}`")
_OTHER_RULE = Text(
    nl="er is geen regel `{name}`; bedoelde u `{near}`?", en="there is no rule `{name}`; did you mean `{near}`?"
)
_WRITTEN = Text(nl="De tests staan achter in {path}.", en="The tests stand at the end of {path}.")
_ALL_TESTED = Text(nl="Over elke regel gaat al een test.", en="Of every rule there is a test already.")
_UNREADABLE = Text(nl="`{path}` kan niet worden gelezen ({cause})", en="`{path}` can't be read ({cause})")
_NO_TEXT = Text(nl="het is geen tekst in UTF-8", en="it is no text in UTF-8")
