"""A mail taken apart: who sent it to whom, what it says, and the files that were attached to it."""

from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from email.policy import compat32

from attrs import define, field, frozen

from regeltaal.base.text import Text
from regeltaal.intake import headers, limits, reasons
from regeltaal.intake.documents import File, Mail
from regeltaal.intake.html import html_to_text
from regeltaal.intake.names import clean_text, safe_name

_MESSAGE = "message/rfc822"
_IDENTIFYING = ("from", "subject", "date", "to", "received", "message-id")
_BODIES = frozenset({"text/plain", "text/html"})
_ABOUT_THE_MAIL = frozenset(
    {
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "application/pgp-keys",
        "message/delivery-status",
        "message/disposition-notification",
        "text/rfc822-headers",
        "message/partial",
    }
)
_SUFFIXES = {
    "application/pdf": ".pdf",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/zip": ".zip",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/tiff": ".tiff",
    "text/plain": ".txt",
    "text/html": ".html",
    _MESSAGE: ".eml",
}
_BODY_BYTES = 4 * limits.MEGABYTE


@frozen
class Attached:
    """``type`` is what the sender says that it is, which may be nothing or wrong."""

    file: File
    type: str


@frozen
class Opened:
    mail: Mail
    attached: tuple[Attached, ...]


@frozen
class _Part:
    """A part without parts of its own, with what the parts around it tell."""

    message: Message
    related: bool
    alternative: bool

    @property
    def type(self) -> str:
        return self.message.get_content_type()

    @property
    def disposition(self) -> str:
        return (self.message.get_content_disposition() or "").strip()

    @property
    def content_id(self) -> str:
        return headers.text_of(self.message, "content-id").strip("<> ")

    def content(self) -> bytes:
        if self.type == _MESSAGE:
            return _inner_message(self.message)
        found = self.message.get_payload(decode=True)
        return found if isinstance(found, bytes) else b""


@define
class _Parts:
    """The parts of a mail by what they are for."""

    plain: list[str] = field(factory=list)
    markup: list[str] = field(factory=list)
    pictures: list[_Part] = field(factory=list)
    """Images that belong to the text: logos, signatures, or the one photo that the mail is about."""
    files: list[_Part] = field(factory=list)

    @property
    def body(self) -> str | None:
        plain = clean_text("\n".join(self.plain))
        return plain or clean_text(html_to_text("\n".join(self.markup)))


def open_mail(content: bytes) -> Opened | Text:
    """A mail and what was attached to it, or why it can't be read."""
    try:
        message = message_from_bytes(content, policy=compat32)
        if not any(headers.text_of(message, name) for name in _IDENTIFYING):
            return reasons.NO_MAIL
        parts = _sorted(message)
        chosen = _attachments(parts)
        if len(chosen) > limits.ENTRIES:
            return reasons.MANY_ENTRIES
        attached = tuple(_attached(part, number) for number, part in enumerate(chosen, start=1))
    except RecursionError:
        return reasons.DEEP_MAIL
    except _BROKEN:
        return reasons.DAMAGED_MAIL
    return Opened(_mail(message, parts.body, len(attached)), attached)


_BROKEN = (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError)
"""What the standard library raises out of mails that break its rules: outsiders send what they like."""


def _mail(message: Message, body: str | None, attachments: int) -> Mail:
    sender = next(iter(headers.addresses_of(message, "from", "sender", "return-path")), ("", ""))
    return Mail(
        message_id=headers.message_id(message),
        sender_name=sender[0] or None,
        sender_address=sender[1] or None,
        to=tuple(address for _, address in headers.addresses_of(message, "to")),
        copied=tuple(address for _, address in headers.addresses_of(message, "cc")),
        delivered_to=headers.delivered_to(message),
        subject=headers.text_of(message, "subject") or None,
        sent=headers.date_of(message),
        body=body,
        attachments=attachments,
    )


def _leaves(message: Message, *, related: bool = False, alternative: bool = False) -> Iterator[_Part]:
    """The parts that hold something; a mail inside it is one of them."""
    inner = message.get_payload()
    if not isinstance(inner, list) or message.get_content_maintype() == "message":
        yield _Part(message, related, alternative)
        return
    kind = message.get_content_subtype()
    for part in inner:
        if isinstance(part, Message):
            yield from _leaves(part, related=kind == "related", alternative=kind == "alternative")


def _sorted(message: Message) -> _Parts:
    found = _Parts()
    for part in _leaves(message):
        named, kind = _written_name(part), part.type
        is_body = kind in _BODIES or kind.startswith("multipart/")
        if kind in _ABOUT_THE_MAIL:
            continue
        if is_body and not named and part.disposition != "attachment":
            text = headers.bytes_to_text(_start_of(part), part.message.get_content_charset())
            (found.markup if kind == "text/html" else found.plain).append(text)
        elif kind.startswith("image/") and (part.related or part.disposition == "inline"):
            found.pictures.append(part)
        elif named or not part.alternative:  # an invitation beside the text says what the text says
            found.files.append(part)
    return found


def _start_of(part: _Part) -> bytes:
    """The body as bytes; of a multipart without parts, which is broken, whatever stands there."""
    found = part.message.get_payload(decode=True)
    if isinstance(found, bytes):
        return found[:_BODY_BYTES]
    written = part.message.get_payload()
    return written.encode("utf-8", "surrogateescape")[:_BODY_BYTES] if isinstance(written, str) else b""


def _attachments(parts: _Parts) -> list[_Part]:
    """Files; else photos that stand in the text by themselves; else, when there is no text, any image."""
    if parts.files:
        return parts.files
    markup = "".join(parts.markup)
    loose = [one for one in parts.pictures if not (one.related or (one.content_id and one.content_id in markup))]
    return loose or ([] if parts.body else parts.pictures)


def _attached(part: _Part, number: int) -> Attached:
    suffix = _SUFFIXES.get(part.type, "")
    name = safe_name(_written_name(part), f"bijlage-{number}{suffix}")
    return Attached(File(name, part.content()), part.type)


def _written_name(part: _Part) -> str:
    found = part.message.get_filename()
    return headers.decoded(str(found)) if found else ""


def _inner_message(part: Message) -> bytes:
    inner = part.get_payload()
    if isinstance(inner, list) and inner and isinstance(inner[0], Message):
        return inner[0].as_bytes(policy=compat32)
    return b""
