"""Calls to other programs over HTTP: one message, JSON or a form, one answer, and what a failure of it means.

A redirect is not followed: what was meant for one address must not end up at another. Only the status of an answer
counts; what it says is read, so that the other side can finish, and thrown away. Where the other side may have done
what was asked, that is told apart: whether it is asked again is for the UITVOERING of the action to say.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlencode

from attrs import field, frozen

from regeltaal.base.text import Text
from regeltaal.runtime.bindings import FailedError, UncertainError
from regeltaal.runtime.web_address import Target, target_of
from regeltaal.runtime.web_guard import Guard
from regeltaal.runtime.web_line import Deadline, Line, Network, open_line
from regeltaal.runtime.web_signature import Signer

_USUAL_WAIT = 30.0
_SLOWEST = 64 * 1024
"""Bytes a second: a message with documents gets the time that a slow line needs for them."""
_TAKEN = range(200, 300)
_ELSEWHERE = range(300, 400)
_SERVER_FAULT = range(500, 600)
_COME_BACK = frozenset({408, 425, 429})
_GONE = 410
_LONGEST_AFTER = timedelta(days=1)


class Shape(Enum):
    """How a message is written; the value is its content type."""

    JSON = "application/json; charset=utf-8"
    FORM = "application/x-www-form-urlencoded; charset=utf-8"


@frozen
class Post:
    """One message. ``key`` goes along as `Idempotency-Key`: the same message has the same key every time.

    ``access`` are the headers that let us in. ``guard`` judges where it may go; None is for an address that stands in
    regeltaal.toml, where whoever runs the machine has put it.
    """

    url: str
    body: Mapping[str, object]
    key: str
    access: Mapping[str, str] = field(factory=dict, repr=False)
    shape: Shape = Shape.JSON
    guard: Guard | None = field(factory=Guard)
    signer: Callable[[str], Signer | None] = lambda _: None
    """Gives the signer of a host, where there is one."""

    @property
    def content(self) -> bytes:
        if self.shape is Shape.FORM:
            return urlencode(dict(self.body), doseq=True).encode()
        return json.dumps(self.body, ensure_ascii=False).encode()


_NETWORK = Network()


def post(message: Post, timeout: float = _USUAL_WAIT, network: Network = _NETWORK) -> None:
    """Sends a message; ``timeout`` bounds all of it together: finding, connecting and the answer.

    Raises:
        FailedError: it was not taken; ``retry`` tells whether it may be later, ``after`` when the other side says.
        UncertainError: it was sent, and no answer came or one of trouble: it may have been taken.
    """
    target = target_of(message.url)
    content = message.content
    headers = _headers(message, target, content, network)
    deadline = Deadline.after(timeout + len(content) / _SLOWEST)
    line = open_line(target, deadline, network, guard=message.guard, has_key=bool(message.access))
    try:
        with closing(line):
            status, after = _exchange(line, target, content, headers)
    except (HTTPException, OSError) as error:
        raise _no_answer(target.host) from error
    if status not in _TAKEN:
        raise _answered(target.host, status, _pause(after, network))


def _headers(message: Post, target: Target, content: bytes, network: Network) -> Mapping[str, str]:
    signer = message.signer(target.host)
    return {
        "Host": target.authority,
        "Content-Type": message.shape.value,
        "User-Agent": "regeltaal",
        "Connection": "close",
        "Idempotency-Key": _plain(message.key),
        **({} if signer is None else signer.headers(message.key, network.clock(), content)),
        **message.access,
    }


def _plain(key: str) -> str:
    r"""A key in signs that a header may hold; a key doubles its own backslashes, so that `\xe9` can't be two things."""
    return "".join(sign if " " <= sign <= "~" else sign.encode("unicode_escape").decode() for sign in key)


def _exchange(line: Line, target: Target, content: bytes, headers: Mapping[str, str]) -> tuple[int, str | None]:
    """The status that comes back, and after how long we may."""
    connection = HTTPConnection(target.host, target.port)
    connection.auto_open = 0  # it may never find its own way there
    connection.sock = line
    connection.request("POST", target.path, content, dict(headers))
    with connection.getresponse() as answer:
        _hear_out(answer)
        return answer.status, answer.headers.get("Retry-After")


def _hear_out(answer: HTTPResponse) -> None:
    """Some programs stop when nobody listens. Whatever goes wrong here, they have said what they made of it."""
    with suppress(HTTPException, OSError):
        while answer.read(8192):
            pass


def _pause(after: str | None, network: Network) -> timedelta | None:
    """`Retry-After`, in seconds or as a moment; what makes no sense is not there."""
    if after is None:
        return None
    try:
        if after.strip().isdecimal():
            pause = timedelta(seconds=int(after[:9]))
        else:
            then = parsedate_to_datetime(after)
            pause = then.astimezone(UTC) - datetime.fromtimestamp(network.clock(), UTC)
    except (ValueError, OverflowError):
        return None
    return min(pause, _LONGEST_AFTER) if pause > timedelta() else None


def _answered(host: str, code: int, after: timedelta | None) -> FailedError:
    if code in _SERVER_FAULT:
        return UncertainError(
            Text(
                nl=f"`{host}` gaf een fout (code {code}): onbekend is of het bericht is verwerkt",
                en=f"`{host}` gave an error (code {code}): whether the message was processed is unknown",
            ),
            after=after,
        )
    retry = code in _COME_BACK
    return FailedError(_refusal(host, code), retry=retry, after=after if retry else None)


def _refusal(host: str, code: int) -> Text:
    if code in _ELSEWHERE:
        return Text(
            nl=f"`{host}` verwijst door naar een ander adres, en dat volgen wij niet (code {code})",
            en=f"`{host}` refers to another address, which we don't follow (code {code})",
        )
    if code == _GONE:
        return Text(
            nl=f"`{host}` neemt op dit adres geen berichten meer aan (code {code})",
            en=f"`{host}` no longer takes messages at this address (code {code})",
        )
    return Text(nl=f"`{host}` weigert het bericht (code {code})", en=f"`{host}` refuses the message (code {code})")


def _no_answer(host: str) -> UncertainError:
    return UncertainError(
        Text(
            nl=f"`{host}` gaf geen goed antwoord: onbekend is of het bericht is verwerkt",
            en=f"`{host}` gave no good answer: whether the message was processed is unknown",
        )
    )
