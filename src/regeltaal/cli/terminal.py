"""What the terminal can show: colour, and progress for long work."""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from typing import IO, TypeVar

import click

from regeltaal.base.text import Text
from regeltaal.cli.command import colour_choice
from regeltaal.cli.language import say
from regeltaal.report.style import Style

_QUIET_SECONDS = 2.0
_EVERY_SECONDS = 0.5
_PROGRESS = Text(nl="{count} verwerkt", en="{count} processed")
_YES_OR_NO = Text(nl="[ja/nee]", en="[yes/no]")
_YES = frozenset({"j", "ja", "y", "yes"})
T = TypeVar("T")


def style_for(ctx: click.Context, stream: IO[str] | None) -> Style:
    """Colour as `--kleur` says, else by NO_COLOR, FORCE_COLOR and the terminal; ``stream`` None is a file."""
    match colour_choice(ctx):
        case "altijd":
            return Style(colour=True)
        case "nooit":
            return Style(colour=False)
        case _:
            return Style(colour=stream is not None and _wants_colour(stream))


def _wants_colour(stream: IO[str]) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return os.environ.get("TERM") != "dumb" and stream.isatty()


def confirmed(question: str) -> bool:
    """Asks, on standard error, and takes one line for the answer; where nobody answers it is no."""
    click.echo(f"{question} {say(_YES_OR_NO)} ", err=True, nl=False)
    answer = sys.stdin.readline()
    if not answer.endswith("\n"):
        click.echo(err=True)
    return answer.strip().lower() in _YES


def with_progress(items: Iterable[T]) -> Iterator[T]:
    """The items, counted on standard error once it takes long; nothing at all where that is no terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    start = shown = time.monotonic()
    for count, item in enumerate(items, start=1):
        yield item
        now = time.monotonic()
        if now - start > _QUIET_SECONDS and now - shown > _EVERY_SECONDS:
            shown = now
            sys.stderr.write(f"\r{say(_PROGRESS, count=count)}")
            sys.stderr.flush()
    if shown != start:
        sys.stderr.write("\r\x1b[K")
