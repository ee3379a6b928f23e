"""E-mail: a message made of what was settled when it was planned, handed to the server of `[koppelingen.mail]`."""

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from html.parser import HTMLParser

from attrs import frozen

from regeltaal.base.text import Text
from regeltaal.runtime.bindings import FailedError
from regeltaal.runtime.mail_folder import MailFolder
from regeltaal.runtime.mail_server import MailServer
from regeltaal.runtime.settings import Connection
from regeltaal.values.kinds.email import KIND as EMAIL

_BREAK = re.compile(r"[\r\n\0\v\f\x1c-\x1e\x85\u2028\u2029]")
"""Whatever some program takes for the end of a line."""
_BLOCKS = frozenset({"p", "div", "br", "tr", "table", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "hr"})
_UNSEEN = frozenset({"head", "style", "script", "title"})


_NOT_SET = Text(
    nl="geen mailkoppeling ingesteld: vul `[koppelingen.mail] server` in, of `map` om te proberen",
    en="no mail connection: fill in `[koppelingen.mail] server`, or `map` to try things out",
)


@frozen
class Mail:
    """What is to be sent. ``key`` is the effect key: the same mail always gets the same Message-ID."""

    key: str
    recipients: tuple[str, ...]
    subject: str
    body: str
    html: bool
    date: datetime


def send(settings: Connection, mail: Mail) -> str:
    """Sends a mail to everyone at once and gives its Message-ID.

    Raises:
        FailedError: nobody gets it; or some do, and trying again would send it to those twice.
        UncertainError: whether it was sent can't be known.
    """
    _check_one_line(mail)
    if not settings.is_set:
        raise FailedError(_NOT_SET)
    server = MailFolder.read(settings) or MailServer.read(settings)
    sender = _sender(settings)
    good, bad = _sorted(mail.recipients)
    if not good:
        raise FailedError(_no_address(bad))
    message = compose(mail, sender, good)
    refused = server.hand_in(message, sender.addr_spec, tuple(address.addr_spec for address in good))
    missed = (*bad, *refused)
    if missed:
        raise FailedError(_partly(missed))
    return str(message["Message-ID"])


def compose(mail: Mail, sender: Address, recipients: Iterable[Address]) -> EmailMessage:
    """The message as it goes over the line; an HTML one has its plain text beside it."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = tuple(recipients)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.date)
    message["Message-ID"] = message_id(mail.key, sender.domain)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(plain_text(mail.body) if mail.html else mail.body, charset="utf-8")
    if mail.html:
        message.add_alternative(mail.body, subtype="html", charset="utf-8")
    return message


def message_id(key: str, domain: str) -> str:
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"


def plain_text(html: str) -> str:
    """The words of an HTML text, for whoever reads mail without HTML."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        if tag in _BLOCKS - {"br", "hr"}:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(data.replace("\n", " "))


def _check_one_line(mail: Mail) -> None:
    for what, text in (("onderwerp", mail.subject), *(("ontvanger", address) for address in mail.recipients)):
        if _BREAK.search(text):
            raise FailedError(Text(nl=f"er staat een regeleinde in `{what}`", en=f"there is a line break in `{what}`"))


def _sender(settings: Connection) -> Address:
    name, written = parseaddr(settings.required("afzender"))
    address = _address(written, name)
    if address is None or _BREAK.search(name):
        raise settings.wrong("afzender", Text(nl="is geen geldig e-mailadres", en="is no valid e-mail address"))
    return address


def _sorted(recipients: Iterable[str]) -> tuple[tuple[Address, ...], tuple[str, ...]]:
    """Recipients that are addresses, once each, and those that are not."""
    good: dict[str, Address] = {}
    bad: list[str] = []
    for written in recipients:
        address = _address(written)
        if address is None:
            bad.append(written)
        else:
            good.setdefault(address.addr_spec, address)
    return tuple(good.values()), tuple(bad)


def _address(written: str, name: str = "") -> Address | None:
    if EMAIL.is_valid is None or EMAIL.canonical is None or not EMAIL.is_valid(written):
        return None
    local, _, host = EMAIL.canonical(written).rpartition("@")
    if not local.isascii():
        return None  # few servers can deliver it
    try:
        return Address(name, local, host.encode("idna").decode())
    except (UnicodeError, ValueError):
        return None


def _no_address(bad: tuple[str, ...]) -> Text:
    if not bad:
        return Text(nl="er is geen ontvanger", en="there is no recipient")
    shown = ", ".join(f"`{one}`" for one in bad)
    return Text(nl=f"geen geldig e-mailadres: {shown}", en=f"no valid e-mail address: {shown}")


def _partly(missed: tuple[str, ...]) -> Text:
    shown = ", ".join(f"`{one}`" for one in missed)
    return Text(nl=f"verstuurd, maar niet aan {shown}", en=f"sent, but not to {shown}")
