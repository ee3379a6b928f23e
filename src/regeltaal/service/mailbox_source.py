"""A mailbox that is watched: each mail that comes in its folder is read in once, and then moved or marked.

A mail is marked only when what it came to is stored. Interrupted in between, it is fetched again, its documents are
known, and it is only marked. Nothing is kept of UIDs from one run to the next, so another UIDVALIDITY does no harm.
"""

import logging
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, compat32
from email.utils import format_datetime, formataddr
from threading import Event

from attrs import define, field, frozen

from regeltaal.base.chunks import chunks
from regeltaal.base.text import DUTCH, Language, Text
from regeltaal.intake import limits, reasons
from regeltaal.intake.documents import File, Refused
from regeltaal.intake.folder import Group
from regeltaal.intake.headers import message_id, text_of
from regeltaal.intake.names import one_line, safe_name
from regeltaal.intake.reading import Item
from regeltaal.intake.taking import Take
from regeltaal.project.model import MailboxSource
from regeltaal.service.imap import (
    PORTS,
    LoginLostError,
    LoginRefusedError,
    LostError,
    Mailbox,
    Server,
    UnreadableError,
    connected,
)
from regeltaal.service.source import (
    GOES_ON,
    HINDERED,
    DefectError,
    Fate,
    HinderedError,
    Patience,
    Postponed,
    StoppedError,
    Teller,
    hand_over,
    note_of,
)

DONE_MARK, REFUSED_MARK = "$RegeltaalVerwerkt", "$RegeltaalGeweigerd"
"""The keywords of mails that stay where they are."""
_HERE = ("localhost", "127.0.0.1", "::1")
_AT_ONCE = 100
_HEADER_BYTES = 100_000
_SUBJECT = 80
_FIRST_LOGIN_WAIT, _LONGEST_LOGIN_WAIT = 900.0, 86_400.0
_LOGINS_LOST = 2
_FIRST_RETRY, _LONGEST_RETRY = 5.0, 300.0
_MAIL = "message/rfc822"
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,200}>")


@frozen
class _Headers:
    """How whoever looks for a mail knows it."""

    subject: str = ""
    message_id: str = ""


@define(eq=False)
class MailboxWatch:
    """Watches one folder of one mailbox, in a thread of its own. ``password`` is what the environment says, if it does.

    It keeps few things, and only as long as the folder has the same UIDVALIDITY.
    """

    config: MailboxSource
    password: str | None = field(repr=False)
    take: Take
    language: Language = DUTCH
    most: int = limits.CONTAINER_BYTES
    teller: Teller = field(init=False)
    patience: Patience = field(factory=lambda: Patience(_FIRST_RETRY, _LONGEST_RETRY), init=False)
    _logins: Patience = field(factory=lambda: Patience(_FIRST_LOGIN_WAIT, _LONGEST_LOGIN_WAIT), init=False)
    _logins_lost: int = field(default=0, init=False)
    _validity: int = field(default=0, init=False)
    _stored: "dict[int, tuple[Fate, _Headers]]" = field(factory=dict, init=False)
    """Mails that are stored and could not be marked."""
    _postponed: Postponed = field(factory=Postponed, init=False)
    """Mails that broke the connection, or could not be taken in."""

    def __attrs_post_init__(self) -> None:
        self.teller = Teller(self.config.name)

    def run(self, stop: Event) -> None:
        """Reads and waits, again and again, until it is to stop; or at once when it can never log in."""
        server = self._server()
        while server is not None and not stop.is_set():
            stop.wait(self._visit(server, stop))

    def _server(self) -> Server | None:
        config = self.config
        if config.security == "geen" and config.server not in _HERE:
            self.teller.tell(logging.ERROR, _UNSAFE)
            return None
        if not self.password:
            self.teller.tell(logging.ERROR, _NO_PASSWORD, variable=config.password_variable)
            return None
        port = config.port or PORTS[config.security]
        return Server(config.server, port, config.security, config.user, self.password)

    def _visit(self, server: Server, stop: Event) -> float:
        """One connection, as long as it lasts; gives how long to wait before the next."""
        try:
            with connected(server) as mailbox:
                self._logins.reset()
                self._logins_lost = 0
                self._serve(mailbox, stop)
        except StoppedError:
            pass
        except HinderedError as error:
            self.teller.tell_once("hindered", logging.ERROR, HINDERED, reason=error.reason)
            return self.patience.next()
        except LoginRefusedError as error:
            return self._refused(error)
        except LoginLostError as error:
            self._logins_lost += 1
            return self._refused(error) if self._logins_lost > _LOGINS_LOST else self._lost(error)
        except LostError as error:
            return self._lost(error)
        return 0.0

    def _lost(self, error: LostError) -> float:
        self.teller.tell_once("connection", logging.WARNING, _LOST, reason=error.reason)
        return self.patience.next()

    def _refused(self, error: LostError) -> float:
        wait = self._logins.next()
        variable = self.config.password_variable
        self.teller.tell(logging.ERROR, _REFUSED, reason=error.reason, minutes=round(wait / 60), variable=variable)
        return wait

    def _serve(self, mailbox: Mailbox, stop: Event) -> None:
        mailbox.open(self.config.folder)
        if mailbox.validity != self._validity:
            self._validity = mailbox.validity
            self._stored.clear()
            self._postponed.keep(lambda _: False)
        self.teller.mended("connection", _BACK)
        while not stop.is_set():
            is_quiet = not self.look(mailbox, stop)
            self.patience.reset()
            self.teller.mended("hindered", GOES_ON)
            if is_quiet:
                mailbox.wait(stop, self.config.every)

    # ------------------------------------------------------------ one look

    def look(self, mailbox: Mailbox, stop: Event) -> bool:
        """Takes in what is in the folder and was not marked, in order; whether there was anything."""
        waiting = mailbox.waiting((DONE_MARK, REFUSED_MARK), only_unread=self.config.only_unread)
        for gone in self._stored.keys() - set(waiting):
            del self._stored[gone]
        self._postponed.keep(set(waiting).__contains__)
        self._mark_again(mailbox, stop)
        new = [uid for uid in waiting if uid not in self._stored and self._postponed.is_due(uid)]
        before = dict(self.teller.counts)
        try:
            for uids in chunks(new, _AT_ONCE):
                self._take_in(mailbox, uids, stop)
        finally:
            self.teller.tell_of(before)
        return bool(new)

    def _take_in(self, mailbox: Mailbox, uids: Sequence[int], stop: Event) -> None:
        sizes = mailbox.sizes(uids)
        for uid in uids:
            if stop.is_set():
                raise StoppedError
            content = self._fetched(mailbox, uid, sizes.get(uid))
            if content is not None:
                self._hand_over(mailbox, uid, content, stop)

    def _fetched(self, mailbox: Mailbox, uid: int, size: int | None) -> bytes | Text | None:
        """A mail; or why it is refused, or None when there is none to be had now."""
        if size is not None and size > self.most:
            return reasons.too_large(self.most)
        self._postponed.postpone(uid)  # a mail that breaks the connection each time must not hold up the others
        if size is None:  # another program took it away, or the server says one thing and does another
            return None
        try:
            content = mailbox.content(uid, self.most + 1)
        except UnreadableError:
            self.teller.tell_once(f"mail {uid}", logging.WARNING, _UNREADABLE, uid=uid)
            return None
        if content is None:
            return None
        self._postponed.settle(uid)
        return reasons.too_large(self.most) if len(content) > self.most else content

    def _hand_over(self, mailbox: Mailbox, uid: int, content: bytes | Text, stop: Event) -> None:
        headers = _headers(content) if isinstance(content, bytes) else _Headers()
        try:
            fate = hand_over((self._group(uid, content, headers),), self.take, stop)
        except DefectError as error:
            self._postponed.postpone(uid)
            self.teller.tell_once(f"mail {uid}", logging.ERROR, _DEFECT, kind=error.kind, uid=uid)
            return
        self.teller.count(fate, bericht=uid)
        self._stored[uid] = (fate, headers)
        self._mark(mailbox, uid, fate, headers)

    def _group(self, uid: int, content: bytes | Text, headers: _Headers) -> Group:
        path = f"{self.config.name}/{uid} {headers.subject}".rstrip()
        if isinstance(content, Text):
            return Refused(path, content)
        return (Item(path, File(safe_name(f"{headers.subject or uid}.eml"), content), type=_MAIL),)

    # ------------------------------------------------------------ marking

    def _mark_again(self, mailbox: Mailbox, stop: Event) -> None:
        """Tries again what could not be marked, until one can't again."""
        for uid, (fate, headers) in list(self._stored.items()):
            if stop.is_set() or not self._mark(mailbox, uid, fate, headers):
                return

    def _mark(self, mailbox: Mailbox, uid: int, fate: Fate, headers: _Headers) -> bool:
        config = self.config
        folder, mark = (config.refused, REFUSED_MARK) if fate.refused else (config.done, DONE_MARK)
        stays = config.leave or folder.casefold() == config.folder.casefold()
        has_moved = not stays and mailbox.move(uid, folder)
        if not (has_moved or mailbox.mark(uid, mark)):
            self.teller.tell_once("marking", logging.ERROR, _UNMARKED, folder=folder)
            return False
        del self._stored[uid]
        self.teller.mended("marking", _MARKED)
        if has_moved and fate.refused:
            mailbox.add(folder, self._note(fate, headers))
        return True

    def _note(self, fate: Fate, headers: _Headers) -> bytes:
        """A mail of ours beside one that was refused: why."""
        note = EmailMessage(policy=SMTP)
        note["Subject"] = f"{_NOT_READ_IN.show(self.language)}: {headers.subject}".rstrip(": ")
        note["From"] = formataddr(("Regeltaal", self.config.user)) if "@" in self.config.user else "Regeltaal"
        note["Date"] = format_datetime(datetime.now(UTC))
        if headers.message_id:
            note["In-Reply-To"] = note["References"] = headers.message_id
        note.set_content(note_of(fate, _REMEDY).show(self.language))
        return note.as_bytes()


def _headers(content: bytes) -> _Headers:
    message = message_from_bytes(content[:_HEADER_BYTES], policy=compat32)
    subject, known = one_line(text_of(message, "subject"))[:_SUBJECT], message_id(message)
    return _Headers(subject.strip(), known if _MESSAGE_ID.fullmatch(known) else "")


# ---------------------------------------------------------------- words


_UNSAFE = Text(
    nl="dit postvak wordt niet gelezen: zonder beveiliging gaat het wachtwoord leesbaar over het netwerk; zet "
    "`beveiliging` op `tls` of `starttls`",
    en="this mailbox is not read: without security the password crosses the network in the clear; set `beveiliging` to "
    "`tls` or `starttls`",
)
_NO_PASSWORD = Text(
    nl="dit postvak wordt niet gelezen: het wachtwoord ontbreekt; zet het in de omgeving als `{variable}` en start de "
    "dienst opnieuw",
    en="this mailbox is not read: the password is missing; put it in the environment as `{variable}` and start the "
    "service again",
)
_REFUSED = Text(
    nl="{reason}. Controleer `gebruiker` en het wachtwoord in `{variable}` (veel aanbieders willen een app-wachtwoord) "
    "en start de dienst opnieuw; om het account niet te laten blokkeren wacht de dienst {minutes} minuten",
    en="{reason}. Check `gebruiker` and the password in `{variable}` (many providers want an app password) and start "
    "the service again; so that the account is not locked, the service waits for {minutes} minutes",
)
_LOST = Text(nl="{reason}; dat wordt telkens opnieuw geprobeerd", en="{reason}; it is tried again and again")
_BACK = Text(nl="de verbinding met het postvak is er weer", en="the connection with the mailbox is back")
_UNREADABLE = Text(
    nl="de mailserver geeft bericht {uid} niet; het wordt later opnieuw geprobeerd",
    en="the mail server does not give message {uid}; it is tried again later",
)
_DEFECT = Text(
    nl="bericht {uid} kan niet worden ingelezen door een fout in het programma (`{kind}`); het blijft staan, en wordt "
    "later opnieuw geprobeerd",
    en="message {uid} can't be read in because of a defect (`{kind}`); it stays, and is tried again later",
)
_UNMARKED = Text(
    nl="wat is ingelezen kan niet naar de postmap `{folder}` en is ook niet te merken; het blijft staan, en wordt niet "
    "nog eens ingelezen. Geef de gebruiker rechten op het postvak",
    en="what was read in can't go to the mail folder `{folder}` and can't be marked either; it stays, and is not read "
    "in once more. Give the user rights on the mailbox",
)
_MARKED = Text(nl="berichten kunnen weer worden weggezet", en="messages can be put away again")
_NOT_READ_IN = Text(nl="Niet ingelezen", en="Not read in")
_REMEDY = Text(
    nl="Verhelp de oorzaak en zet de e-mail terug in de postmap die wordt ingelezen: wat al bekend is, wordt "
    "overgeslagen. Dit bericht mag weg.",
    en="Mend the cause and put the mail back in the mail folder that is read in: what is known is passed over. This "
    "message may go.",
)
