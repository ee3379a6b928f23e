"""The entry point: settles the language, runs the command, and turns what can go wrong into an exit code.

0: fine. 1: findings. 2: wrong use, or input that can't be read. 130: interrupted.
"""

import gc
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import NoReturn

from regeltaal.base.text import Text
from regeltaal.cli import language

PROGRAM = "regeltaal"
INTERRUPTED = 130
OBJECTS_BEFORE_COLLECTING = 100_000
COLLECTING = (OBJECTS_BEFORE_COLLECTING, 50, 1_000)
"""How rarely garbage is looked for: what is read and checked stays, and what goes hardly ever goes round in circles."""
_STOPPED = Text(nl="Afgebroken.", en="Interrupted.")


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs one command and exits."""
    # Starting makes thousands of objects that all stay: collecting among them is a fifth of what a small command costs.
    gc.set_threshold(*COLLECTING)
    given = list(sys.argv[1:] if arguments is None else arguments)
    language.settle(given)
    _use_utf8()
    try:
        code = _run(given)
    except KeyboardInterrupt:
        code = _interrupted()
    sys.exit(_flushed(code))


def _run(arguments: list[str]) -> int:
    import click  # noqa: PLC0415 - the language is settled first: click's words are read when commands are defined

    from regeltaal.cli.root import root  # noqa: PLC0415 - idem

    try:
        result = root.main(arguments, prog_name=PROGRAM, standalone_mode=False)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.Abort:
        return _interrupted()
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    return result if isinstance(result, int) else 0


def _interrupted() -> int:
    sys.stderr.write(f"\n{language.say(_STOPPED)}\n")
    return INTERRUPTED


def _use_utf8() -> None:
    """Output is UTF-8 on every machine; what can't be written (half a character) does not end the run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _flushed(code: int) -> int:
    """Writes out what is left; a reader that went away (`| head`) is no error."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return code
