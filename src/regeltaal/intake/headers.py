"""Headers of mail as text, whatever became of them on their way.

The parser of headers of the standard library's modern policy raises on some broken ones and takes the square of their
length; so the old policy reads them, as they stand, and they are decoded here.
"""

import binascii
import re
from datetime import UTC, datetime
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from regeltaal.intake import limits
from regeltaal.intake.names import one_line

_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"]{1,64}@[\w.-]{1,255}")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,500}>")
_UNDECODABLE = (ValueError, LookupError, binascii.Error, MessageError)
_DELIVERED = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to")


def text_of(message: Message, name: str) -> str:
    """The first header of a name, decoded, on one line; "" where there is none."""
    return next(iter(texts_of(message, name)), "")


def texts_of(message: Message, name: str) -> tuple[str, ...]:
    return tuple(one_line(decoded(one)) for one in _raw(message, name))


def addresses_of(message: Message, *names: str) -> tuple[tuple[str, str], ...]:
    """Name and address of each one in these headers; the address in lower case. An address is not decoded."""
    found: dict[str, str] = {}
    for name in names:
        for raw in _raw(message, name):
            for shown, address in _pairs(raw):
                found.setdefault(address.lower(), one_line(decoded(shown)))
    return tuple((shown, address) for address, shown in found.items())


def delivered_to(message: Message) -> tuple[str, ...]:
    """The addresses that servers on the way noted: with a blind copy the only ones that tell who it was for."""
    return tuple(address for _, address in addresses_of(message, *_DELIVERED))


def message_id(message: Message) -> str:
    found = _MESSAGE_ID.search(text_of(message, "message-id"))
    return found[0] if found else text_of(message, "message-id")


def date_of(message: Message) -> datetime | None:
    """When it was sent, aware; None where the date is missing or none."""
    try:
        found = parsedate_to_datetime(text_of(message, "date"))
        return (found if found.tzinfo is not None else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def decoded(raw: str) -> str:
    """Encoded words as text; what can't be decoded stays as it is written."""
    if "=?" not in raw:
        return _unescaped(raw)
    try:
        parts = decode_header(raw)
    except _UNDECODABLE:
        return _unescaped(raw)
    return "".join(part if isinstance(part, str) else bytes_to_text(part, charset) for part, charset in parts)


def bytes_to_text(content: bytes, charset: str | None) -> str:
    """Text in the charset it is said to be in; else in UTF-8, and what is no UTF-8 is Windows'."""
    for one in (charset, "utf-8"):
        try:
            return content.decode(one or "utf-8")
        except (LookupError, ValueError):
            continue
    return content.decode("cp1252", "replace")


def _raw(message: Message, name: str) -> list[str]:
    return [str(value)[: limits.HEADER_CHARACTERS] for key, value in message.raw_items() if key.lower() == name]


def _pairs(raw: str) -> list[tuple[str, str]]:
    """Names with addresses; where the header is no list of addresses, what in it looks like one.

    An address must stand there as it is: out of a broken header the library puts one together that nobody wrote.
    """
    parsed = getaddresses([raw])
    found = [(shown, address) for shown, address in parsed if _ADDRESS.fullmatch(address) and address in raw]
    return found or [("", address) for address in _ADDRESS.findall(raw)]


def _unescaped(raw: str) -> str:
    """Bytes beyond ASCII in a header, which the parser keeps as halves of surrogate pairs."""
    try:
        return bytes_to_text(raw.encode("ascii", "surrogateescape"), None)
    except UnicodeEncodeError:
        return raw
