"""A process of its own that reads PDFs: what hangs or eats memory is ended without harm to the run.

It is the only place that imports pypdf. Questions and answers go over its standard input and output, each behind eight
bytes that tell its length: a question is a PDF, an answer is JSON. An error that is not foreseen here ends the
process, and its other side takes the PDF to be damaged.
"""

import json
import logging
import struct
import sys
import zlib
from base64 import b64encode
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from regeltaal.intake import limits
from regeltaal.intake.pdf import DAMAGED, LENGTH, LOCKED

_FAULTS = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What pypdf raises on files that break the rules of PDF: any of these says no more than that."""

_DATA_NAMES = frozenset({"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"})
"""What the formats call the XML inside a hybrid invoice; some programs call it something else."""


def read(content: bytes) -> dict[str, object]:
    """What a PDF holds: its number of pages, the text of the first of them, and the XML of a hybrid invoice."""
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            reader.decrypt("")  # locked against changes only: it opens without a password
        pages = len(reader.pages)
        reader.pages[0].get_object()
    except (FileNotDecryptedError, DependencyError):
        return {"refused": LOCKED}
    except _FAULTS:
        return {"refused": DAMAGED}
    return {"pages": pages, "text": "\n".join(_texts(reader)), "data": _data(reader)}


def _texts(reader: PdfReader) -> Iterator[str]:
    """The text of the first pages; a page that can't be read has none."""
    for number in range(min(len(reader.pages), limits.TEXT_PAGES)):
        try:
            yield reader.pages[number].extract_text()[: limits.PAGE_CHARACTERS]
        except _FAULTS:
            yield ""


def _data(reader: PdfReader) -> str | None:
    try:
        files = [one for one in reader.attachment_list if one.name.lower().endswith(".xml")]
        known = [one for one in files if one.name.lower() in _DATA_NAMES]
        return next((b64encode(one.content).decode() for one in (*known, *files)), None)
    except (*_FAULTS, DependencyError):
        return None


def answers(questions: BinaryIO) -> Iterator[bytes]:
    while len(head := questions.read(LENGTH.size)) == LENGTH.size:
        content = questions.read(LENGTH.unpack(head)[0])
        yield json.dumps(read(content)).encode()


def _bound_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.PDF_MEMORY, limits.PDF_MEMORY))


def main() -> None:
    logging.disable()
    _bound_memory()
    for answer in answers(sys.stdin.buffer):
        sys.stdout.buffer.write(LENGTH.pack(len(answer)) + answer)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
