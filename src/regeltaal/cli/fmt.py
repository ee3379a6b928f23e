"""`regeltaal opmaak`: rule files in the one form in which rules are written."""

import stat
import sys
from collections.abc import Iterable

import click

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.text import Text
from regeltaal.cli.command import command as define
from regeltaal.cli.language import language, say, say_count
from regeltaal.cli.output import UNREADABLE, not_writable, write
from regeltaal.cli.terminal import style_for, with_progress
from regeltaal.edited import ChangedMeanwhileError, rewrite
from regeltaal.report.diagnostics import Report, plain_line
from regeltaal.report.text_diff import text_diff
from regeltaal.tidying import TidyFile, found_at

_DOC = Text(
    nl="""Maak regelbestanden op: overal dezelfde schrijfwijze.

    PAD is een project, een map of een regelbestand; zonder PAD worden de regels van het project in deze map opgemaakt.
    Met `-` komt de tekst van de standaardinvoer, en gaat het resultaat naar de standaarduitvoer.

    Alleen de opmaak verandert: inspringing, regeleinden, lege regels, tabellen en de schrijfwijze van getallen,
    bedragen en datums. Wat een regel betekent blijft gelijk, en elke opmerking blijft staan. Een regel met een fout
    blijft zoals hij is. Domeinbestanden (`.domein`) en `regeltaal.toml` worden niet opgemaakt.

    De uitkomst is 0 als alles goed is, 1 als er iets niet opgemaakt kon worden (of met `--controleer` of `--verschil`:
    als er iets zou veranderen), en 2 als een bestand niet te lezen of te schrijven is.""",
    en="""Format rule files: the same notation everywhere.

    PATH is a project, a folder or a rule file; without PATH the rules of the project in this folder are formatted.
    With `-` the text comes from standard input, and the result goes to standard output.

    Only the layout changes: indentation, line ends, empty lines, tables and the notation of numbers, amounts and dates.
    What a rule means stays the same, and every comment stays. A rule with a mistake is left as it is. Domain files
    (`.domein`) and `regeltaal.toml` are not formatted.

    The exit code is 0 when all is well, 1 when something could not be formatted (or with `--controleer` or
    `--verschil`: when something would change), and 2 when a file can't be read or written.""",
)
_EXAMPLES = (
    ("regeltaal opmaak", Text(nl="alle regels van het project in deze map", en="all rules of the project here")),
    ("regeltaal opmaak regels/factuur.regel", Text(nl="één bestand", en="one file")),
    ("regeltaal opmaak --verschil", Text(nl="eerst zien wat er zou veranderen", en="see first what would change")),
    ("regeltaal opmaak --controleer", Text(nl="in CI: is alles opgemaakt?", en="in CI: is all formatted?")),
    ("regeltaal opmaak - < los.regel", Text(nl="van de standaardinvoer", en="from standard input")),
)
_CHECK = Text(
    nl="Verander niets, en noem de bestanden die zouden veranderen.",
    en="Change nothing, and list the files that would change.",
)
_DIFF = Text(nl="Toon wat er zou veranderen; verander niets.", en="Show what would change; change nothing.")
_DONE = Text(nl="{count} bestand opgemaakt", en="{count} file formatted")
_DONE_MORE = Text(nl="{count} bestanden opgemaakt", en="{count} files formatted")
_WOULD = Text(nl="{count} bestand zou veranderen", en="{count} file would change")
_WOULD_MORE = Text(nl="{count} bestanden zouden veranderen", en="{count} files would change")
_GOOD = Text(nl="{count} bestand was al goed", en="{count} file was fine already")
_GOOD_MORE = Text(nl="{count} bestanden waren al goed", en="{count} files were fine already")
_PARTLY = Text(nl="{count} bestand is niet helemaal op te maken", en="{count} file can't be formatted completely")
_PARTLY_MORE = Text(
    nl="{count} bestanden zijn niet helemaal op te maken", en="{count} files can't be formatted completely"
)
_FAILED = Text(nl="{count} bestand niet geschreven", en="{count} file not written")
_FAILED_MORE = Text(nl="{count} bestanden niet geschreven", en="{count} files not written")
_MEANWHILE = Text(
    nl="`{path}` is intussen gewijzigd en daarom niet opgemaakt; probeer het nog eens",
    en="`{path}` has changed in the meantime, so it was left alone; try again",
)
_READ_ONLY = Text(
    nl="`{path}` is alleen te lezen en daarom niet opgemaakt",
    en="`{path}` is read-only, so it was left alone",
)


@define("opmaak", _DOC, examples=_EXAMPLES)
@click.argument("paden", nargs=-1, metavar=say(Text(nl="[PAD]…", en="[PATH]…")))
@click.option("--controleer", is_flag=True, help=say(_CHECK))
@click.option("--verschil", is_flag=True, help=say(_DIFF))
@click.pass_context
def command(ctx: click.Context, *, paden: tuple[str, ...], controleer: bool, verschil: bool) -> None:
    found = found_at(paden or (".",), sys.stdin.buffer.read)
    _tell(found.unreadable)
    changed, good, partly, failed = 0, 0, 0, 0
    for one in with_progress(found.files):
        partly += bool(one.problems)
        changed += one.is_changed and not one.problems
        good += not one.is_changed and not one.problems
        if verschil:
            write(text_diff(one.shown, one.before.original, one.after, style_for(ctx, sys.stdout)))
        elif controleer:
            write(f"{one.shown}\n" if one.is_changed else "")
        else:
            written = _written(one)
            failed += not written
            changed -= not written and not one.problems
        _tell(one.problems, one.shown)
    only_told = controleer or verschil
    _summarise(only_told=only_told, changed=changed, good=good, partly=partly, failed=failed)
    wrong = bool(partly) or (only_told and bool(changed))
    ctx.exit(UNREADABLE if found.unreadable or failed else int(wrong))


def _written(one: TidyFile) -> bool:
    """Puts the text where it belongs; False when that can't be, which is told."""
    if one.file is None:
        write(one.after)
        return True
    if not one.is_changed:
        return True
    try:
        if not one.file.stat().st_mode & stat.S_IWRITE:
            click.echo(say(_READ_ONLY, path=one.shown), err=True)
            return False
        rewrite(one.file, one.before.original, one.after)
    except ChangedMeanwhileError:
        click.echo(say(_MEANWHILE, path=one.shown), err=True)
        return False
    except OSError as error:
        click.echo(not_writable(one.file, error).format_message(), err=True)
        return False
    return True


def _tell(problems: Iterable[Diagnostic], shown: str | None = None) -> None:
    report = Report((), 0, 0, language=language(), prefix=lambda source: shown or source.path)
    for problem in problems:
        click.echo(plain_line(problem, report), err=True)


def _summarise(*, only_told: bool, changed: int, good: int, partly: int, failed: int) -> None:
    counts = [
        (changed, *((_WOULD, _WOULD_MORE) if only_told else (_DONE, _DONE_MORE))),
        (good, _GOOD, _GOOD_MORE),
        (partly, _PARTLY, _PARTLY_MORE),
        (failed, _FAILED, _FAILED_MORE),
    ]
    parts = [say_count(one, more, count) for count, one, more in counts if count]
    if parts:
        click.echo(", ".join(parts), err=True)
