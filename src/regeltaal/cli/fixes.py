"""`controleer --fix`, `--verschil` and `--sinds`: what is asked of a check besides telling."""

import sys

import click
from attrs import evolve

from regeltaal.base.text import Text
from regeltaal.changes import GitError, since
from regeltaal.checking import Checked, Way, from_here
from regeltaal.cli.language import language, say, say_count
from regeltaal.cli.output import FailedRunError, not_writable, write
from regeltaal.cli.terminal import style_for
from regeltaal.edited import ChangedMeanwhileError, rewrite
from regeltaal.fixing import Mended, Remedy, Rewrite, mend
from regeltaal.project.targets import INPUT_NAME
from regeltaal.report.diagnostics import fix_line
from regeltaal.report.style import one_line
from regeltaal.report.text_diff import text_diff

_FILE = Text(nl="{count} bestand", en="{count} file")
_FILES = Text(nl="{count} bestanden", en="{count} files")
_DONE = Text(nl="{count} melding hersteld in {files}", en="{count} finding mended in {files}")
_DONE_MORE = Text(nl="{count} meldingen hersteld in {files}", en="{count} findings mended in {files}")
_WOULD = Text(
    nl="{count} melding zou hersteld worden in {files}; er is niets gewijzigd",
    en="{count} finding would be mended in {files}; nothing was changed",
)
_WOULD_MORE = Text(
    nl="{count} meldingen zouden hersteld worden in {files}; er is niets gewijzigd",
    en="{count} findings would be mended in {files}; nothing was changed",
)
_NOTHING = Text(nl="geen melding die vanzelf hersteld kan worden", en="no finding that can be mended by itself")
_HARMFUL = Text(
    nl="niet hersteld: {place}: {code}: de oplossing “{title}” helpt niet of geeft een nieuwe fout",
    en="not mended: {place}: {code}: the fix “{title}” does not help or brings a new error",
)
_MEANWHILE = Text(
    nl="`{path}` is intussen gewijzigd en daarom niet aangepast; probeer het nog eens",
    en="`{path}` has changed in the meantime, so it was left alone; try again",
)
_NO_FILE = Text(
    nl="van de standaardinvoer is geen bestand te herstellen; `--verschil` toont wat er zou veranderen",
    en="there is no file to mend behind standard input; `--verschil` shows what would change",
)


def narrowed(checked: Checked, revision: str) -> Checked:
    """Without what git says was there already."""
    try:
        changes = since(revision, checked)
    except GitError as error:
        raise FailedRunError(say(error.text, **error.facts)) from error
    return evolve(checked, narrowing=changes.concern)


def shown_mended(ctx: click.Context, checked: Checked, way: Way, *, unsafe: bool) -> None:
    """Prints what mending would change; it changes nothing."""
    mended = mend(checked, way, unsafe=unsafe)
    style = style_for(ctx, sys.stdout)
    write("".join(text_diff(_path(one), one.before.original, one.after, style) for one in mended.rewrites))
    _tell(checked, mended, _WOULD, _WOULD_MORE)


def mended(checked: Checked, way: Way, *, unsafe: bool) -> Checked:
    """Mends the files; what is left to tell comes back."""
    found = mend(checked, way, unsafe=unsafe)
    if any(one.before.path == INPUT_NAME for one in found.rewrites):
        raise click.UsageError(say(_NO_FILE))
    for one in found.rewrites:
        _write(one)
    _tell(checked, found, _DONE, _DONE_MORE)
    return found.checked


def _write(one: Rewrite) -> None:
    try:
        rewrite(one.file, one.before.original, one.after)
    except ChangedMeanwhileError as error:
        raise FailedRunError(say(_MEANWHILE, path=_path(one))) from error
    except OSError as error:
        raise not_writable(one.file, error) from error


def _path(one: Rewrite) -> str:
    return one.before.path if one.before.path == INPUT_NAME else from_here(one.file)


def _tell(checked: Checked, mended: Mended, single: Text, more: Text) -> None:
    if mended.count:
        files = say_count(_FILE, _FILES, len(mended.rewrites))
        click.echo(say_count(single, more, mended.count, files=files), err=True)
    else:
        click.echo(say(_NOTHING), err=True)
    for one in mended.harmful:
        click.echo(_harmful(checked, one), err=True)


def _harmful(checked: Checked, remedy: Remedy) -> str:
    problem = remedy.problem
    begin = problem.span.begin
    place = f"{one_line(checked.shown_path(problem.span.source))}:{begin.line}:{begin.column}"
    return say(_HARMFUL, place=place, code=problem.code.id, title=one_line(fix_line(remedy.fix, language())))
