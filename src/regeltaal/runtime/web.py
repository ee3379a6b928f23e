"""Calls to other programs over HTTP: one message, JSON or a form, one answer, and what a failure of it means.

A redirect is not followed: what was meant for one address must not end up at another.
"""

import json
import re
from collections.abc import Mapping
from enum import Enum
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from attrs import field, frozen

from regeltaal.base.text import Text
from regeltaal.runtime.bindings import FailedError, UncertainError

_USUAL_WAIT = 30.0
_MOST_READ = 1_000_000
_SERVER_FAULT = range(500, 600)
_ELSEWHERE = range(300, 400)
_COME_BACK = frozenset({408, 425, 429})
_BEGINNING = re.compile(r"(?:[a-z]+:/*)?[^/?#]{0,100}", re.IGNORECASE)
_UNFIT = re.compile(r"[\x00-\x20\x7f]")


class Twice(Enum):
    """Whether the receiver sees that a message is one it had before (by its key), so that it may be sent again."""

    HARMLESS = "recognised"
    HARMFUL = "not recognised"


class Shape(Enum):
    """How a message is written; the value is its content type."""

    JSON = "application/json; charset=utf-8"
    FORM = "application/x-www-form-urlencoded; charset=utf-8"


@frozen
class Post:
    """One message. ``key`` goes along as `Idempotency-Key`: the same message has the same key every time."""

    url: str
    body: Mapping[str, object]
    key: str
    headers: Mapping[str, str] = field(factory=dict, repr=False)
    twice: Twice = Twice.HARMLESS
    shape: Shape = Shape.JSON

    @property
    def content(self) -> bytes:
        if self.shape is Shape.FORM:
            return urlencode(dict(self.body), doseq=True).encode()
        return json.dumps(self.body, ensure_ascii=False).encode()


def post(message: Post, timeout: float = _USUAL_WAIT) -> bytes:
    """Sends a message and gives the answer.

    Raises:
        FailedError: it was not taken; ``retry`` tells whether it may be later.
        UncertainError: no answer came, and sending it again could do harm.
    """
    place = _place(message.url)
    request = Request(  # noqa: S310 - only http and https get here
        message.url,
        data=message.content,
        headers={
            "Content-Type": message.shape.value,
            "User-Agent": "regeltaal",
            "Idempotency-Key": message.key.encode("ascii", "backslashreplace").decode(),
            **message.headers,
        },
        method="POST",
    )
    try:
        with build_opener(_NoRedirect).open(request, timeout=timeout) as answer:
            content: bytes = answer.read(_MOST_READ)
            return content
    except HTTPError as error:
        with error:
            raise _answered(place, error.code, message.twice) from error
    except (URLError, HTTPException, OSError) as error:
        raise _no_answer(place, error, message.twice) from error


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(  # noqa: PLR0913, PLR0917 - urllib's signature
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """None: the redirect stays the answer."""
        del req, fp, code, msg, headers, newurl


def _place(url: str) -> str:
    """The host of an address, for messages: its path and query may hold secrets.

    Raises:
        FailedError: it is no web address.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme not in {"http", "https"} or not host or _UNFIT.search(url) or not url.isascii():
        raise not_an_address(url)
    return host


def not_an_address(url: str) -> FailedError:
    """For what is no web address; of its path and what follows only is told that they were there."""
    shown = _BEGINNING.match(url.rpartition("@")[2])
    begins = shown.group() if shown is not None else ""
    return FailedError(
        Text(
            nl=f"`{begins}` is geen webadres: schrijf het helemaal, met `https://` ervoor",
            en=f"`{begins}` is no web address: write it in full, with `https://` before it",
        )
    )


def _answered(place: str, code: int, twice: Twice) -> FailedError:
    if code in _SERVER_FAULT and twice is Twice.HARMFUL:
        return _uncertain(place)
    if code in _ELSEWHERE:
        return FailedError(
            Text(
                nl=f"`{place}` verwijst door naar een ander adres, en dat volgen wij niet (code {code})",
                en=f"`{place}` refers to another address, which we don't follow (code {code})",
            )
        )
    return FailedError(
        Text(nl=f"`{place}` weigert het bericht (code {code})", en=f"`{place}` refuses the message (code {code})"),
        retry=code in _SERVER_FAULT or code in _COME_BACK,
    )


def _no_answer(place: str, error: Exception, twice: Twice) -> FailedError:
    """``URLError`` is what urllib makes of a failure to connect or to send; later ones come as they are."""
    connected = not isinstance(error, URLError)
    if connected and twice is Twice.HARMFUL:
        return _uncertain(place)
    return FailedError(Text(nl=f"`{place}` is niet bereikbaar", en=f"`{place}` can't be reached"), retry=True)


def _uncertain(place: str) -> UncertainError:
    return UncertainError(
        Text(
            nl=f"`{place}` gaf geen goed antwoord: onbekend is of het bericht is verwerkt",
            en=f"`{place}` gave no good answer: whether the message was processed is unknown",
        )
    )
