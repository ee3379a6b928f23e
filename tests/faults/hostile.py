"""Requests that nobody sends by mistake: broken, endless, deep, huge, and for somebody else."""

import json
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from random import Random

from tests.faults.office import OFFICE
from tests.faults.witness import HOST

_ANSWER_BYTES = 65_536
_PATIENCE = 1.0
_DEPTH = 20_000

Make = Callable[[Random], bytes]
"""A whole request, as bytes on the line."""


def post(body: bytes, media: str = "application/json", **headers: str) -> bytes:
    """A request that is well-formed as HTTP goes."""
    given = {"Host": HOST, "Content-Type": media, "Content-Length": str(len(body)), "Connection": "close", **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in given.items()]
    return "\r\n".join(["POST /gebeurtenissen HTTP/1.1", *lines, "", ""]).encode("utf-8", "surrogateescape") + body


def _event(chance: Random, **changed: object) -> bytes:
    """An event with something wrong in it."""
    event: dict[str, object] = {
        "id": f"vijandig-{chance.random()}",
        "gebeurtenis": "melding ontvangen",
        "administratie": OFFICE,
        "record": {"nummer": f"V-{chance.random()}", "onbekend veld": 1},
    }
    return json.dumps({**event, **changed}).encode()


def _noise(chance: Random, longest: int = 3_000) -> bytes:
    return chance.randbytes(chance.randint(0, longest))


def _deep(chance: Random) -> bytes:
    opening = chance.choice([b"[", b'{"a":'])
    return opening * _DEPTH


def _cut(chance: Random) -> bytes:
    whole = post(_event(chance))
    return whole[: chance.randint(1, len(whole) - 1)]


REQUESTS: Mapping[str, Make] = {
    "ruis op de lijn": _noise,
    "afgebroken verzoek": _cut,
    "ruis als JSON": lambda chance: post(_noise(chance)),
    "diep genest": lambda chance: post(_deep(chance)),
    "onbekend veld": lambda chance: post(_event(chance)),
    "onbekende gebeurtenis": lambda chance: post(_event(chance, gebeurtenis="bestaat niet", record={"nummer": "V-1"})),
    "andere administratie": lambda chance: post(_event(chance, administratie="Van een ander")),
    "geen record": lambda chance: post(_event(chance, record=chance.choice([None, 1, [], "", True]))),
    "id is geen id": lambda chance: post(
        _event(chance, id=chance.choice([None, 1, "", "x" * 5_000, "a/gevolg-1", "\x00"]))
    ),
    "moment is geen moment": lambda chance: post(
        _event(chance, moment=chance.choice(["gisteren", 0, "9999-99-99T00:00Z"]))
    ),
    "getal zonder einde": lambda _: post(b'{"id": ' + b"9" * 200_000 + b"}"),
    "halve tekens": lambda _: post(b'{"id": "\\ud800", "gebeurtenis": "\xff\xfe"}'),
    "dubbele sleutels": lambda _: post(b'{"id": "v", "id": "w"}'),
    "te groot": lambda _: post(b"[" + b" " * 1_500_000 + b"]"),
    "liegt over de lengte": lambda chance: post(
        _event(chance), Content_Length=chance.choice(["-1", "1e9", "99999999999", "x"])
    ),
    "twee lengtes": lambda chance: post(_event(chance), X="y\r\nContent-Length: 5"),
    "brokken die niet kloppen": lambda chance: post(_noise(chance), Transfer_Encoding="chunked"),
    "ingepakt": lambda chance: post(_noise(chance), Content_Encoding="gzip"),
    "ander soort inhoud": lambda chance: post(_event(chance), chance.choice(["text/xml", "", "a/b; charset=utf-16"])),
    "regels vol ruis": lambda chance: post(b"\n".join(_noise(chance, 40) for _ in range(50)), "application/x-ndjson"),
    "te veel gebeurtenissen": lambda _: post(b"[" + b",".join([b"{}"] * 5_000) + b"]"),
    "kopregel zonder einde": lambda chance: post(_event(chance), X_Lang="x" * 200_000),
    "vreemde host": lambda chance: post(_event(chance), Host="kwaad.example"),
    "vreemd token": lambda chance: post(_event(chance), Authorization=f"Bearer {_noise(chance, 20).hex()}"),
    "vreemd pad": lambda chance: (
        f"GET /{'../' * chance.randint(1, 50)}etc/passwd HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()
    ),
    "vreemd werkwoord": lambda _: f"TRACE /gebeurtenissen HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode(),
}


def send(port: int, request: bytes) -> int | None:
    """The status of the answer; None where the connection was closed without one."""
    answer = b""
    with suppress(OSError), socket.create_connection((HOST, port), timeout=_PATIENCE) as line:
        with suppress(OSError):  # the service may have refused before the end
            line.sendall(request)
        while b"\r\n" not in answer and (part := line.recv(_ANSWER_BYTES)):
            answer += part
    words = answer.split(b" ", 2)
    return int(words[1]) if len(words) > 1 and words[0].startswith(b"HTTP/") and words[1].isdigit() else None
