"""Messages of the client over standard input and output.

They are read as soon as they come, in a thread of its own, and worked off one after another. So a request that the
client took back before its turn came is not worked off, and the client never waits for us to read.
"""

import asyncio
import json
import os
import sys
from collections import deque
from collections.abc import Iterator
from threading import Thread
from typing import IO, Any

from attrs import define, field

_CANCEL = "$/cancelRequest"
_CHUNK = 1 << 16
_END_OF_HEADERS = b"\r\n\r\n"
_LENGTH = b"content-length:"
_MOST_DIGITS = 12

Message = dict[str, Any]


@define
class Frames:
    """Cuts what comes in up in messages, wherever the pieces end."""

    _rest: bytearray = field(factory=bytearray)

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The messages that are complete with this piece."""
        self._rest += data
        while (body := self._next()) is not None:
            yield body

    def _next(self) -> bytes | None:
        end = self._rest.find(_END_OF_HEADERS)
        if end < 0:
            return None
        start = end + len(_END_OF_HEADERS)
        stop = start + _length(bytes(self._rest[:end]))
        if len(self._rest) < stop:
            return None
        body = bytes(self._rest[start:stop])
        del self._rest[:stop]
        return body


def _length(headers: bytes) -> int:
    """What the headers say; nothing where they say nothing of use, so that the next message is found."""
    for line in headers.lower().split(b"\r\n"):
        if line.startswith(_LENGTH):
            number = line.removeprefix(_LENGTH).strip()
            return int(number) if number.isdigit() and len(number) < _MOST_DIGITS else 0
    return 0


@define(eq=False)
class Inbox:
    """What came in and is not worked off yet. The loop owns it; the reading thread only calls in by the loop."""

    _messages: deque[Message | None] = field(factory=deque)
    _taken_back: set[str | int | None] = field(factory=set)
    _arrived: asyncio.Event = field(factory=asyncio.Event)

    def put(self, message: Message | None) -> None:
        """A message; None is the end."""
        if message is not None and message.get("method") == _CANCEL:
            self._taken_back.add(_number(message.get("params")))
        self._messages.append(message)
        self._arrived.set()

    async def take(self) -> Message | None:
        await self._arrived.wait()
        message = self._messages.popleft()
        if not self._messages:
            self._arrived.clear()
        return message

    @property
    def is_empty(self) -> bool:
        return not self._messages

    def is_taken_back(self, message: Message) -> bool:
        """Whether the client does not want the answer to a request any more; it is asked once of each message."""
        if message.get("method") == _CANCEL:
            self._taken_back.discard(_number(message.get("params")))
        return "method" in message and _number(message) in self._taken_back


def _number(holder: object) -> str | int | None:
    """The number of the request that a message is, or is about."""
    found = holder.get("id") if isinstance(holder, dict) else None
    return found if isinstance(found, str | int) else None


def read_into(inbox: Inbox, stream: IO[bytes]) -> None:
    """Starts reading; the thread dies with the process."""
    loop = asyncio.get_running_loop()

    def read() -> None:
        frames = Frames()
        while data := _read(stream):
            for body in frames.feed(data):
                message = _message(body)
                if message is not None:
                    loop.call_soon_threadsafe(inbox.put, message)
        loop.call_soon_threadsafe(inbox.put, None)

    Thread(target=read, name="reader", daemon=True).start()


def _read(stream: IO[bytes]) -> bytes:
    try:
        return os.read(stream.fileno(), _CHUNK)
    except OSError:  # the other end is gone
        return b""


def _message(body: bytes) -> Message | None:
    try:
        found: object = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def own_output() -> IO[bytes]:
    """Standard output, for messages alone: whatever else is printed goes where errors go."""
    kept = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout.flush()
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return kept
