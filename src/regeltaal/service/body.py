"""The body of a request, to events: read with limits on size and time, for the administration of its token."""

import asyncio
import json
from collections.abc import AsyncIterable, Iterable, Iterator, Mapping
from enum import Enum

from attrs import frozen

from regeltaal.base.text import Text
from regeltaal.runtime.batch import Input
from regeltaal.runtime.event_json import RefusedError, read_json, read_line
from regeltaal.service import problem
from regeltaal.service.limits import Limits
from regeltaal.service.problem import ProblemError
from regeltaal.service.tokens import Caller

JSON = "application/json"
LINES = "application/x-ndjson"
SOURCE = "http"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_ADMINISTRATION = "administratie"


class Form(Enum):
    """How the events were sent, and so how they are answered."""

    ONE = "een"
    LIST = "lijst"
    LINES = "regels"


@frozen
class Sent:
    form: Form
    inputs: tuple[Input, ...]


def check_headers(headers: Mapping[str, str], limits: Limits) -> str:
    """The media type of a request, before its body is read.

    Raises:
        ProblemError: it is not JSON, it is compressed, or it tells that it is too large.
    """
    media, _, parameters = headers.get("content-type", "").partition(";")
    charset = parameters.strip().lower().removeprefix("charset=").strip('"')
    encoding = headers.get("content-encoding", "identity").strip().lower()
    if media.strip().lower() not in (JSON, LINES) or encoding != "identity" or charset not in ("", "utf-8", "utf8"):
        raise ProblemError(problem.WRONG_TYPE)
    length = headers.get("content-length", "0")
    if length.isdecimal() and int(length[:20]) > limits.largest_message:
        raise too_large(limits)
    return media.strip().lower()


async def read_body(chunks: AsyncIterable[bytes], limits: Limits) -> bytes:
    """The whole body, never more in memory than is allowed.

    Raises:
        ProblemError: it is too large, or takes too long.
    """
    found = bytearray()
    try:
        async with asyncio.timeout(limits.body_seconds):
            async for chunk in chunks:
                found += chunk
                if len(found) > limits.largest_message:
                    raise too_large(limits)
    except TimeoutError as error:
        raise ProblemError(problem.TOO_SLOW, seconds=round(limits.body_seconds)) from error
    return bytes(found)


def too_large(limits: Limits) -> ProblemError:
    return ProblemError(problem.TOO_LARGE, bytes=limits.largest_message, events=limits.most_events)


def events_in(content: bytes, media: str, caller: Caller, limits: Limits) -> Sent:
    """The events of a body, each for the caller's administration.

    Raises:
        ProblemError: it is no JSON, it is too much, or one of them is for another administration.
    """
    if media == LINES:
        found = Sent(Form.LINES, tuple(_lines(content.removeprefix(_BYTE_ORDER_MARK), limits)))
    else:
        found = _whole(_text(content.removeprefix(_BYTE_ORDER_MARK)))
    if len(found.inputs) > limits.most_events:
        raise too_large(limits)
    return Sent(found.form, tuple(_owned(found.inputs, caller)))


def _whole(text: str) -> Sent:
    try:
        data = read_json(text)
    except RefusedError as error:
        raise ProblemError(problem.NOT_JSON, cause=error.reason) from error
    match data:
        case dict():
            return Sent(Form.ONE, (Input(data, source=SOURCE),))
        case list():
            return Sent(Form.LIST, tuple(_item(one, number) for number, one in enumerate(data, start=1)))
        case _:
            raise ProblemError(problem.NOT_JSON, cause=_NO_OBJECT)


def _item(data: object, number: int) -> Input:
    """One of a list; what is no object goes on as text, to be refused by itself with the reason."""
    event = data if isinstance(data, dict) else json.dumps(data, ensure_ascii=False, default=str)
    return Input(event, number, SOURCE)


def _lines(content: bytes, limits: Limits) -> Iterator[Input]:
    r"""An event a line. A byte that is not UTF-8 becomes `\xNN`, which JSON does not know: that line is refused."""
    count = 0
    for number, line in enumerate(content.split(b"\n"), start=1):
        text = line.decode("utf-8", "backslashreplace").strip()
        if text:
            count += 1
            if count > limits.most_events:
                raise too_large(limits)
            yield _line(text, number)


def _line(text: str, number: int) -> Input:
    try:
        return Input(read_line(text), number, SOURCE)
    except RefusedError:
        return Input(text, number, SOURCE)  # the engine refuses it again, and keeps it with the reason


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        place = error.start + 1
        cause = Text(nl=f"byte {place} is geen UTF-8", en=f"byte {place} is not UTF-8")
        raise ProblemError(problem.NOT_JSON, cause=cause) from error


def _owned(inputs: Iterable[Input], caller: Caller) -> Iterator[Input]:
    """An event is for the administration of its token, whether it says so or not."""
    for one in inputs:
        if caller.administration is None or isinstance(one.event, str):
            yield one
            continue
        given = one.event.get(_ADMINISTRATION)
        if isinstance(given, str) and given != caller.administration:
            raise ProblemError(problem.OTHER_ADMINISTRATION)
        event = one.event if given is not None else {**one.event, _ADMINISTRATION: caller.administration}
        yield Input(event, one.line, one.source)


_NO_OBJECT = Text(
    nl="een gebeurtenis is een JSON-object, tussen { en }", en="an event is a JSON object, between { and }"
)
