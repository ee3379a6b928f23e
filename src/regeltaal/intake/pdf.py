"""PDFs read in a process of its own, which gets a limited time for each."""

import json
import os
import struct
import subprocess
import sys
from base64 import b64decode
from importlib.util import find_spec
from threading import Timer
from types import TracebackType
from typing import Self

from attrs import define, frozen

from regeltaal.base.text import Text
from regeltaal.intake import limits, reasons
from regeltaal.intake.names import clean_text

_LIBRARY = "pypdf"
_WORKER = "regeltaal.intake.pdf_worker"
LENGTH = struct.Struct(">Q")
LOCKED, DAMAGED = "locked", "damaged"
"""What question and answer look like: a length before each, and the words for a PDF that can't be read."""

_REFUSALS = {LOCKED: reasons.LOCKED_PDF, DAMAGED: reasons.DAMAGED_PDF}


class MissingLibraryError(Exception):
    """PDFs can't be read here: what must be installed for it."""

    reason = Text(
        nl="om PDF's te lezen is nog iets nodig: `pip install 'regeltaal[documenten]'`",
        en="to read PDFs something more is needed: `pip install 'regeltaal[documenten]'`",
    )


@frozen
class Pdf:
    """``data`` is the XML inside a hybrid invoice."""

    pages: int
    text: str | None
    data: bytes | None = None


@define
class PdfPages:
    """Reads PDFs, one after another; the process behind it starts with the first. Use it as a context manager."""

    seconds: float = limits.PDF_SECONDS
    _process: "subprocess.Popen[bytes] | None" = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def read(self, content: bytes) -> Pdf | Text:
        """A PDF's pages, or why they can't be read.

        Raises:
            MissingLibraryError: the library that reads them is not installed.
        """
        process = self._running()
        watch = Timer(self.seconds, process.kill)
        watch.start()
        try:
            answer = _answer(process, content)
        finally:
            slow = not watch.is_alive()
            watch.cancel()
        if answer is None:
            self._end()
            return reasons.SLOW_PDF if slow else reasons.DAMAGED_PDF
        return _pdf(json.loads(answer))

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            if find_spec(_LIBRARY) is None:
                raise MissingLibraryError
            self._process = subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
                [sys.executable, "-m", _WORKER],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


def _answer(process: "subprocess.Popen[bytes]", content: bytes) -> bytes | None:
    """The answer of the process; None when it ended instead."""
    if process.stdin is None or process.stdout is None:
        raise TypeError("the process is talked to over pipes")
    try:
        process.stdin.write(LENGTH.pack(len(content)))
        process.stdin.write(content)
        process.stdin.flush()
    except OSError:
        return None
    head = process.stdout.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    length = LENGTH.unpack(head)[0]
    answer = process.stdout.read(length)
    return answer if len(answer) == length else None


def _pdf(answer: dict[str, object]) -> Pdf | Text:
    match answer:
        case {"refused": str(why)}:
            return _REFUSALS[why]
        case {"pages": int(pages), "text": str(text), "data": data}:
            return Pdf(pages, clean_text(text), b64decode(data) if isinstance(data, str) else None)
        case _:
            raise TypeError(f"an answer of another shape: {sorted(answer)}")
