"""The server by bare messages: for what a well-behaved client never does."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any

from attrs import define


@define
class Raw:
    """A running server."""

    process: "subprocess.Popen[bytes]"

    def send(self, **message: Any) -> None:
        self.send_bytes(framed(json.dumps({"jsonrpc": "2.0", **message}).encode()))

    def send_bytes(self, data: bytes) -> None:
        _stream(self.process.stdin).write(data)
        _stream(self.process.stdin).flush()

    def read(self) -> dict[str, Any]:
        """The next message."""
        length = 0
        while line := _stream(self.process.stdout).readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        found: dict[str, Any] = json.loads(_stream(self.process.stdout).read(length))
        return found

    def answer(self, number: int | str) -> dict[str, Any]:
        """The answer to a request; what else comes before it is passed over."""
        while (found := self.read()).get("id") != number or "method" in found:
            pass
        return found

    def initialize(self, **params: Any) -> dict[str, Any]:
        self.send(id=0, method="initialize", params={"processId": None, "rootUri": None, "capabilities": {}, **params})
        found = self.answer(0)
        self.send(method="initialized", params={})
        return found

    def open(self, uri: str, text: str, version: int = 1) -> None:
        item = {"uri": uri, "languageId": "regeltaal", "version": version, "text": text}
        self.send(method="textDocument/didOpen", params={"textDocument": item})

    def leave(self) -> int:
        self.send(id="uit", method="shutdown")
        assert self.answer("uit")["result"] is None
        self.send(method="exit")
        return self.process.wait(timeout=20)


def framed(body: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


@contextmanager
def running(*arguments: str, prefix: Sequence[str] = ()) -> Iterator[Raw]:
    command = [*prefix, sys.executable, "-m", "regeltaal", "taalserver", *arguments]
    environment = {**os.environ, "PYTHONDEVMODE": ""}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment) as process:
        try:
            yield Raw(process)
        finally:
            process.kill()


def _stream(found: IO[bytes] | None) -> IO[bytes]:
    assert found is not None
    return found
