"""The door to IMAP: one connection to one folder of a mail server, with time-outs, and TLS that is verified.

A message is known by its UID, which means something only as long as the folder's UIDVALIDITY is the same. Nothing is
ever deleted: a mail is moved, or it stays and gets a keyword.
"""

import ssl
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from threading import Event
from typing import Any

from attrs import define, field, frozen
from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import CapabilityError, IMAPClientAbortError, IMAPClientError
from imapclient.exceptions import LoginError as _LoginError

from regeltaal.base.text import Text
from regeltaal.intake.names import one_line
from regeltaal.runtime.trust import trusted

PORTS = {"tls": 993, "starttls": 143, "geen": 143}
_TIMEOUT = SocketTimeout(connect=20, read=30)
_LONGEST_SILENCE = 300.0
"""Seconds after which something is said on a connection: routers on the way forget one that is silent."""
_TICK = 1.0
_PERMANENT = b"\\*"
_TEMPORARY = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]")
"""Answers to a login that say nothing of the password (RFC 5530)."""
_LONGEST_ANSWER = 200
_BROKEN_ANSWERS = (ValueError, LookupError, TypeError, AttributeError)
"""What the library raises out of answers that break the rules of IMAP."""


class LostError(Exception):
    """The server can't be reached, or does not do what it must; a new connection may help."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


class LoginRefusedError(LostError):
    """The server does not take this user and password: asking again and again may lock the account."""


class LoginLostError(LostError):
    """The connection ended in the middle of the login: it may be that the password is wrong."""


class UnreadableError(Exception):
    """The server does not give this one message."""


@frozen
class Server:
    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)


@define(eq=False)
class Mailbox:
    """A connection on which somebody is logged in."""

    _client: Any
    _host: str
    validity: int = 0
    _takes_keywords: Callable[[bytes], bool] = field(default=lambda _: False, init=False)
    _folders: dict[str, str] = field(factory=dict, init=False)
    """The names of folders that are there, by how they were asked for."""

    def open(self, folder: str) -> None:
        """Opens a folder; ``validity`` says which UIDs it has."""
        with _explained(self._host, _no_folder(folder)):
            found = self._client.select_folder(folder)
        self.validity = int(found.get(b"UIDVALIDITY") or 0)
        permanent = {one.lower() for one in found.get(b"PERMANENTFLAGS", ())}
        self._takes_keywords = lambda one: _PERMANENT in permanent or one.lower() in permanent

    def waiting(self, marks: Sequence[str], *, only_unread: bool) -> list[int]:
        """The UIDs without one of these keywords, in order."""
        known = [one for one in marks if self._takes_keywords(one.encode())]
        criteria = ["UNDELETED", *(word for one in known for word in ("UNKEYWORD", one))]
        with _explained(self._host):
            self._client.noop()
            return sorted(self._client.search([*criteria, *(["UNSEEN"] if only_unread else [])]))

    def sizes(self, uids: Sequence[int]) -> Mapping[int, int]:
        """How many bytes messages are; those that are gone by now have none."""
        with _explained(self._host):
            found = self._client.fetch(uids, ["RFC822.SIZE"])
            return {uid: int(one[b"RFC822.SIZE"]) for uid, one in found.items() if b"RFC822.SIZE" in one}

    def content(self, uid: int, most: int) -> bytes | None:
        """A message, or the first ``most`` bytes of it, without its being read by that; None when it is gone.

        Raises:
            UnreadableError: the server has it, and does not give it.
        """
        try:
            with _explained(self._host, passed=(IMAPClientError,)):
                found = self._client.fetch([uid], [f"BODY.PEEK[]<0.{most}>"]).get(uid, {})
        except IMAPClientError as error:
            raise UnreadableError from error
        given = next((one for name, one in found.items() if name.startswith(b"BODY[]")), None)
        return given if isinstance(given, bytes) else None

    # ------------------------------------------------------------ marking

    def move(self, uid: int, folder: str) -> bool:
        """Moves a message to another folder, which is made where it is not there; False where that can't be."""
        can_move, can_expunge = self._can("MOVE"), self._can("UIDPLUS")
        target = self._made(folder) if can_move or can_expunge else None
        if target is None:
            return False
        if can_move:
            return self._done(partial(self._client.move, [uid], target))
        return self._done(partial(self._move_by_copy, uid, target))

    def add(self, folder: str, content: bytes) -> bool:
        """Puts a message of ours in a folder that is there."""
        target = self._folders.get(folder)
        return target is not None and self._done(partial(self._client.append, target, content))

    def mark(self, uid: int, keyword: str) -> bool:
        """Gives a message a keyword; False where the server keeps none."""
        if not self._takes_keywords(keyword.encode()):
            return False
        return self._done(partial(self._client.add_flags, [uid], [keyword.encode()], silent=True))

    def _move_by_copy(self, uid: int, target: str) -> None:
        self._client.copy([uid], target)
        self._client.add_flags([uid], [rb"\Deleted"], silent=True)
        self._client.uid_expunge([uid])

    def _made(self, folder: str) -> str | None:
        """The name of a folder as the server has it; where it wants all below the inbox, it is made there."""
        if folder not in self._folders:
            for name in (folder, *self._prefixed(folder)):
                if self._exists(name) or self._done(partial(self._client.create_folder, name)):
                    self._done(partial(self._client.subscribe_folder, name))
                    self._folders[folder] = name
                    break
        return self._folders.get(folder)

    def _exists(self, folder: str) -> bool:
        with _explained(self._host):
            return bool(self._client.folder_exists(folder))

    def _prefixed(self, folder: str) -> Iterator[str]:
        if self._can("NAMESPACE"):
            with _explained(self._host):
                personal = self._client.namespace().personal or ()
            yield from (f"{prefix}{folder}" for prefix, _ in personal if prefix and not folder.startswith(prefix))

    def _can(self, capability: str) -> bool:
        with _explained(self._host):
            return bool(self._client.has_capability(capability))

    def _done(self, work: Callable[[], object]) -> bool:
        try:
            with _explained(self._host, passed=(IMAPClientError,)):
                work()
        except IMAPClientError:
            return False
        return True

    # ------------------------------------------------------------ waiting

    def wait(self, stop: Event, seconds: float) -> None:
        """For some seconds, or until the server tells of something; not longer than until ``stop``."""
        if not self._can("IDLE"):
            self._sleep(stop, seconds)
            return
        with _explained(self._host):
            self._client.idle()
            end = time.monotonic() + min(seconds, _LONGEST_SILENCE)
            while not stop.is_set() and (left := end - time.monotonic()) > 0:
                before = time.monotonic()
                # It gives nothing and is back at once when the connection is gone: ending to wait brings that out.
                if self._client.idle_check(min(_TICK, left)) or time.monotonic() - before < _TICK / 2:
                    break
            self._client.idle_done()

    def _sleep(self, stop: Event, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not stop.wait(max(0.0, min(end - time.monotonic(), _LONGEST_SILENCE))) and time.monotonic() < end:
            with _explained(self._host):
                self._client.noop()


@contextmanager
def connected(server: Server) -> Iterator[Mailbox]:
    """A connection on which the user is logged in, closed at the end.

    Raises:
        LostError: the server can't be reached, or not safely.
        LoginRefusedError: it does not take the password.
        LoginLostError: the connection ended in the middle of the login.
    """
    context = trusted()
    with _explained(server.host):
        client = IMAPClient(
            server.host, server.port, ssl=server.security == "tls", ssl_context=context, timeout=_TIMEOUT
        )
    try:
        if server.security == "starttls":
            with _explained(server.host):
                client.starttls(context)
        _log_in(client, server)
        yield Mailbox(client, server.host)
    finally:
        # All that matters was answered by now: how saying goodbye goes is of no account.
        with suppress(IMAPClientError, OSError, *_BROKEN_ANSWERS):
            client.logout()
        with suppress(IMAPClientError, OSError, *_BROKEN_ANSWERS):
            client.shutdown()


def _log_in(client: Any, server: Server) -> None:  # noqa: ANN401 - the library has no types
    with _explained(server.host):
        is_plain = client.has_capability("AUTH=PLAIN")
        try:
            if is_plain:
                client.plain_login(server.user, server.password)
            else:
                client.login(_quoted(server.user), server.password)
        except UnicodeEncodeError as error:
            raise LoginRefusedError(
                Text(
                    nl=f"mailserver `{server.host}` kan een wachtwoord met andere tekens dan ASCII niet aan",
                    en=f"mail server `{server.host}` can't do with a password of other characters than ASCII",
                )
            ) from error
        except (_LoginError, OSError) as error:
            raise _login_failed(server, error) from error


def _login_failed(server: Server, error: Exception) -> LostError:
    if isinstance(error, OSError) or isinstance(error.__context__, IMAPClientAbortError):
        return LoginLostError(
            Text(
                nl=f"mailserver `{server.host}` verbrak de verbinding tijdens het aanmelden",
                en=f"mail server `{server.host}` ended the connection during the login",
            )
        )
    told = _answer(error)
    if any(word in told for word in _TEMPORARY):
        return LostError(
            Text(
                nl=f"mailserver `{server.host}` kan nu niemand aanmelden (`{told}`)",
                en=f"mail server `{server.host}` can log nobody in now (`{told}`)",
            )
        )
    return LoginRefusedError(
        Text(
            nl=f"mailserver `{server.host}` weigert de aanmelding (`{told}`)",
            en=f"mail server `{server.host}` refuses the login (`{told}`)",
        )
    )


def _quoted(user: str) -> str:
    """A user as IMAP wants it; the library quotes only the password."""
    escaped = user.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _no_folder(folder: str) -> Text:
    return Text(nl=f"de postmap `{folder}` kan niet worden geopend", en=f"the mail folder `{folder}` can't be opened")


_UNEXPECTED = Text(nl="de mailserver weigert wat gevraagd wordt", en="the mail server refuses what is asked")


@contextmanager
def _explained(host: str, refusal: Text = _UNEXPECTED, passed: tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """Turns what the library raises into a reason; ``passed`` goes on as it is, unless the connection is gone."""
    try:
        yield
    except LostError:
        raise
    except ssl.SSLCertVerificationError as error:
        nl = f"het certificaat van mailserver `{host}` is niet te vertrouwen ({error.verify_message})"
        en = f"the certificate of mail server `{host}` can't be trusted ({error.verify_message})"
        raise LostError(Text(nl=nl, en=en)) from error
    except CapabilityError as error:
        nl = f"mailserver `{host}` kan geen `starttls`; gebruik `tls`"
        en = f"mail server `{host}` has no `starttls`; use `tls`"
        raise LostError(Text(nl=nl, en=en)) from error
    except (IMAPClientAbortError, OSError, EOFError) as error:
        nl = f"mailserver `{host}` is niet bereikbaar, of verbrak de verbinding"
        en = f"mail server `{host}` can't be reached, or ended the connection"
        raise LostError(Text(nl=nl, en=en)) from error
    except IMAPClientError as error:
        if isinstance(error, passed):
            raise
        nl, en = (f"{one} (mailserver `{host}`: `{_answer(error)}`)" for one in (refusal.nl, refusal.en))
        raise LostError(Text(nl=nl, en=en)) from error
    except _BROKEN_ANSWERS as error:
        nl = f"mailserver `{host}` geeft een antwoord dat niet te begrijpen is"
        en = f"mail server `{host}` gives an answer that makes no sense"
        raise LostError(Text(nl=nl, en=en)) from error


def _answer(error: Exception) -> str:
    return one_line(str(error).replace("`", "'"))[:_LONGEST_ANSWER]
