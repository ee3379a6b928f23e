"""Where results go: `--uitvoer FORMAAT[:BESTAND]`, to standard output or whole into a file."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, cast

import click
from attrs import frozen
from click.shell_completion import CompletionItem

from regeltaal.base.suggest import nearest
from regeltaal.base.text import Text
from regeltaal.base.whole_file import write_whole
from regeltaal.cli.command import Decorator
from regeltaal.cli.language import say
from regeltaal.project.model import CONFIG_NAME

UNREADABLE = 2
_SOURCES = (".regel", ".domein")


class FailedRunError(click.ClickException):
    """Something outside the rules stands in the way: exit code 2."""

    exit_code = UNREADABLE


@frozen
class Output:
    """A format and the file it is for; None is standard output."""

    format: str
    file: Path | None = None


class OutputType(click.ParamType[Output]):
    """`json`, or `json:resultaat.json`."""

    name = "uitvoer"

    def __init__(self, formats: Sequence[str]) -> None:
        self._formats = formats

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Output:  # noqa: ANN401 - Click's
        if isinstance(value, Output):
            return value
        name, colon, file = str(value).partition(":")
        if name not in self._formats:
            self.fail(_unknown(name, self._formats), param, ctx)
        if colon and not file:
            self.fail(say(Text(nl="achter `:` hoort een bestand", en="a file belongs after `:`")), param, ctx)
        return Output(name, Path(file) if file else None)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        del ctx, param
        return [CompletionItem(name) for name in self._formats if name.startswith(incomplete)]


def _unknown(name: str, formats: Sequence[str]) -> str:
    near = nearest(name, formats, limit=1)
    if near:
        text = Text(
            nl="`{name}` is geen formaat; bedoelde u `{near}`?", en="`{name}` is no format; did you mean `{near}`?"
        )
        return say(text, name=name, near=near[0])
    text = Text(nl="`{name}` is geen formaat; kies uit {all}", en="`{name}` is no format; choose from {all}")
    return say(text, name=name, all=", ".join(formats))


def output_option(formats: Sequence[str], *, many: bool = False) -> Decorator:
    """`--uitvoer`; with ``many`` it may be repeated, for one analysis in several formats."""
    text = Text(
        nl="Formaat van het resultaat, eventueel met een bestand erachter." + (" Mag vaker." if many else ""),
        en="Format of the result, with a file behind it if you like." + (" May be repeated." if many else ""),
    )
    default = Output(formats[0])
    return click.option(
        "--uitvoer",
        type=OutputType(formats),
        multiple=many,
        default=(default,) if many else default,
        callback=_one_on_screen if many else None,
        metavar=f"{'|'.join(formats)}[:{say(Text(nl='BESTAND', en='FILE'))}]",
        help=say(text),
    )


def _one_on_screen(ctx: click.Context, param: click.Parameter, outputs: tuple[Output, ...]) -> tuple[Output, ...]:
    if sum(output.file is None for output in outputs) > 1:
        text = Text(
            nl="twee formaten tegelijk op het scherm is niet te lezen; geef er een een bestand, zoals `json:uit.json`",
            en="two formats at once on the screen can't be read; give one a file, such as `json:out.json`",
        )
        raise click.BadParameter(say(text), ctx, param)
    return outputs


def write_result(output: Output, text: str) -> None:
    """The result to where it belongs.

    A spreadsheet takes a CSV file without a byte order mark for something else than UTF-8; on standard output the
    program that reads it would take the mark for a part of the first name.
    """
    if output.file is None:
        write(text)
    elif output.file.suffix in _SOURCES or output.file.name == CONFIG_NAME:
        told = Text(
            nl="`{path}` is een bestand van het project en wordt niet overschreven; kies een andere naam",
            en="`{path}` is a file of the project and is not overwritten; choose another name",
        )
        raise FailedRunError(say(told, path=str(output.file)))
    else:
        write_file(output.file, text, "utf-8-sig" if output.format == "csv" else "utf-8")


def as_json_text(data: object) -> str:
    """A result as JSON to read; what JSON has no form for (a number that is exact, a moment) is a text."""
    return json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n"


def write(text: str) -> None:
    """Text on standard output; when the reader is gone (`| head`) the rest is dropped and the run goes on."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _say_no_more()
    except OSError as error:
        _say_no_more()
        told = Text(nl="het resultaat kan niet worden geschreven ({cause})", en="the result can't be written ({cause})")
        raise FailedRunError(say(told, cause=_cause(error))) from error


def _say_no_more() -> None:
    """Lets what is still to come for standard output go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_file(file: Path, text: str, encoding: str = "utf-8") -> None:
    write_bytes(file, text.encode(encoding, "replace"))


def write_bytes(file: Path, content: bytes) -> None:
    """A file, whole or not at all: never half of the result under the name that others read."""
    try:
        write_whole(file, content)
    except OSError as error:
        raise not_writable(file, error) from error


def not_writable(path: Path, error: OSError) -> FailedRunError:
    text = Text(nl="`{path}` kan niet worden geschreven ({cause})", en="`{path}` can't be written ({cause})")
    return FailedRunError(say(text, path=str(path), cause=_cause(error)))


class InputFile(click.ParamType[IO[bytes]]):
    """A file to read, or `-`: as Click's own, but with its refusals in the language of the run."""

    name = "bestand"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> IO[bytes]:  # noqa: ANN401 - Click's
        if not isinstance(value, str):
            return cast(IO[bytes], value)
        if value == "-":
            return sys.stdin.buffer
        try:
            stream = Path(value).open("rb")  # noqa: SIM115 - closed with the context of the command
        except OSError as error:
            text = Text(nl="`{path}` kan niet worden gelezen ({cause})", en="`{path}` can't be read ({cause})")
            self.fail(say(text, path=value, cause=cause_of_reading(error)), param, ctx)
        return stream if ctx is None else ctx.with_resource(stream)


def cause_of_reading(error: OSError) -> Text:
    if isinstance(error, FileNotFoundError):
        return Text(nl="het bestaat niet", en="it does not exist")
    if isinstance(error, IsADirectoryError):
        return Text(nl="het is een map", en="it is a folder")
    return _cause(error)


def _cause(error: OSError) -> Text:
    match error:
        case PermissionError():
            return Text(nl="u hebt er geen rechten op", en="you have no permission")
        case FileNotFoundError() | NotADirectoryError():
            return Text(nl="de map bestaat niet", en="the folder does not exist")
        case IsADirectoryError() | FileExistsError():
            return Text(nl="er staat al een map met die naam", en="there is a folder of that name")
        case _:
            return Text(nl="de schijf geeft een fout", en="the disk reports an error")
