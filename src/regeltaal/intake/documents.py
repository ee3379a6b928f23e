"""What intake makes of what it finds: documents, and files that were refused with the reason why."""

import hashlib
from base64 import b32encode
from datetime import datetime
from enum import Enum

from attrs import field, frozen

from regeltaal.base.text import Text

_KEY_GROUPS = 4
_GROUP = 4
_LIKE_DIGITS = str.maketrans("IO", "89")
"""Base 32 has the letters I and O, which are read as 1 and 0, and lacks 8 and 9."""


class Kind(Enum):
    """What a file is, by its content first and by its name second."""

    PDF = "pdf"
    XML = "xml"
    IMAGE = "image"
    TEXT = "text"
    HTML = "html"
    MAIL = "mail"
    ARCHIVE = "archive"


@frozen
class File:
    """A file as it came. ``name`` is safe: no folders in it, one line, printable."""

    name: str
    content: bytes = field(repr=False)

    @property
    def suffix(self) -> str:
        """The last part of the name with its point, in lower case; "" where there is none."""
        stem, point, last = self.name.rpartition(".")
        return f".{last}".lower() if point and stem and last else ""

    @property
    def stem(self) -> str:
        return self.name[: len(self.name) - len(self.suffix)]


@frozen
class Mail:
    """The mail that brought a document: for one inside a mail that was forwarded whole, the outermost.

    ``delivered_to`` are the addresses that the mail server delivered it to, where it noted them; ``to`` and ``copied``
    are what the sender wrote. ``attachments`` counts files as they were attached: an archive is one.
    """

    message_id: str = ""
    sender_name: str | None = None
    sender_address: str | None = None
    to: tuple[str, ...] = ()
    copied: tuple[str, ...] = ()
    delivered_to: tuple[str, ...] = ()
    subject: str | None = None
    sent: datetime | None = None
    body: str | None = field(default=None, repr=False)
    attachments: int = 0


@frozen
class Received:
    """A document. ``path`` tells where it lay: below the folder, in which mail or archive.

    ``text`` is that of its first pages, None when it has none (a photo); ``pages`` is None when they can't be counted.
    ``beside`` is the readable half of a pair whose other half is data; ``data`` is the XML that a program reads: the
    file itself, or what was embedded in it.
    """

    path: str
    file: File
    kind: Kind
    folders: tuple[str, ...] = ()
    beside: File | None = None
    text: str | None = field(default=None, repr=False)
    pages: int | None = None
    data: bytes | None = field(default=None, repr=False)
    mail: Mail | None = None

    @property
    def files(self) -> tuple[File, ...]:
        """What must be kept of it."""
        return (self.file,) if self.beside is None else (self.file, self.beside)

    @property
    def key(self) -> str:
        """What it is known by: the same content by the same mail has the same key, whatever its name or place."""
        return key_of(self.mail.message_id if self.mail else "", *(one.content for one in self.files))


@frozen
class Refused:
    """A file that is no document we can take, by where it lay. ``key`` is that of its content."""

    path: str
    reason: Text
    key: str = ""


Found = Received | Refused


def key_of(message_id: str, *contents: bytes) -> str:
    """A short name for content, such as `K3M7-Q2XW-5A9D-8SFT`: 80 bits of a digest, fit to be read aloud."""
    parts = [message_id.encode("utf-8", "surrogatepass"), *contents]
    joined = b"".join(hashlib.sha256(part).digest() for part in parts)
    letters = b32encode(hashlib.sha256(joined).digest()).decode().translate(_LIKE_DIGITS)
    return "-".join(letters[start : start + _GROUP] for start in range(0, _KEY_GROUPS * _GROUP, _GROUP))
