"""How a result is shown: by its format, the language and what the terminal can do. Apart, since checking needs none."""

import shutil
import sys

import click

from regeltaal.cli.language import language
from regeltaal.cli.output import Output
from regeltaal.cli.terminal import style_for
from regeltaal.report.outcome import View


def view_for(ctx: click.Context, output: Output, *, levels: bool = False) -> View:
    style = style_for(ctx, None if output.file else sys.stdout)
    return View(style, language(), drawn=output.format != "plat", levels=levels)


def screen_width(output: Output) -> int | None:
    """How wide the screen is; what goes into a file or another program is as wide as it gets."""
    return shutil.get_terminal_size().columns if output.file is None and sys.stdout.isatty() else None
