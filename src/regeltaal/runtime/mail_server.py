"""Handing a message to an SMTP server, and what its refusals mean: try again, give up, or nobody knows.

Where the connection is lost after the server began to take the message in, it may have been sent: that is told apart
from every failure before it, since trying again then could send it twice.
"""

import smtplib
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from decimal import Decimal
from email.message import EmailMessage
from enum import Enum
from threading import Timer

from attrs import field, frozen

from regeltaal.base.text import Text
from regeltaal.runtime.bindings import FailedError, UncertainError
from regeltaal.runtime.settings import Connection
from regeltaal.runtime.trust import trusted

_PORTS = {"geen": 25, "starttls": 587, "tls": 465}
_LONGEST_WAIT = 300
_USUAL_WAIT = Decimal(30)
_HERE = ("localhost", "127.0.0.1", "::1")
_TEMPORARY = range(400, 500)
_TAKEN = range(200, 300)
_ANSWERS = range(200, 600)
_MOST_WAITS = 10
"""A conversation has fewer answers than this, so it only takes longer as a whole when they drip in."""


class Security(Enum):
    """How the connection is kept from other eyes; the value is the word in regeltaal.toml."""

    NONE = "geen"
    STARTTLS = "starttls"
    TLS = "tls"


@frozen
class MailServer:
    """Where mail is handed in."""

    host: str
    port: int
    security: Security
    user: str | None
    password: str | None = field(repr=False)
    timeout: float

    @classmethod
    def read(cls, settings: Connection) -> "MailServer":
        """The server of `[koppelingen.mail]`.

        Raises:
            FailedError: a setting is missing or wrong.
        """
        host, port = _address(settings)
        security = _security(settings, port)
        user, password = _login_word(settings, "gebruiker"), _login_word(settings, "wachtwoord")
        if user is not None and security is Security.NONE and host not in _HERE:
            raise settings.wrong(
                "beveiliging",
                Text(
                    nl="moet `starttls` of `tls` zijn: anders gaat het wachtwoord leesbaar over het netwerk",
                    en="must be `starttls` or `tls`: else the password crosses the network in the clear",
                ),
            )
        return cls(host, port or _PORTS[security.value], security, user, password, _timeout(settings))

    def hand_in(self, message: EmailMessage, sender: str, recipients: tuple[str, ...]) -> Mapping[str, int]:
        """Hands a message in. Gives the recipients that the server refused, with its code, when it took it for others.

        Raises:
            FailedError: nobody gets it.
            UncertainError: the connection was lost when the server had it, or part of it.
        """
        with _explained(self.host), self._connected() as server:
            # Not `send_message`: that writes `>From` for a line that begins with `From`.
            refused = server.sendmail(sender, recipients, message.as_bytes())
        return {address: code for address, (code, _) in refused.items()}

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        server: smtplib.SMTP
        if self.security is Security.TLS:
            server = _TlsServer(self.host, self.port, timeout=self.timeout, context=trusted())
        else:
            server = _Server(self.host, self.port, timeout=self.timeout)
        try:
            if self.security is Security.STARTTLS:
                server.starttls(context=trusted())
            if self.user is not None:
                server.login(self.user, self.password or "")
            yield server
        finally:
            # The message was taken or refused by now: how saying goodbye goes is of no account.
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()


class _LostError(Exception):
    """The connection broke while the server was taking the message in."""


class _Server(smtplib.SMTP):
    """A conversation that ends, however slowly the other side goes on: `smtplib` bounds only the wait for more."""

    _watch: Timer | None = None

    def getreply(self) -> tuple[int, bytes]:
        if self._watch is None:
            self._watch = Timer(self.timeout * _MOST_WAITS, self._hang_up)
            self._watch.daemon = True
            self._watch.start()
        return super().getreply()

    def data(self, msg: bytes | str) -> tuple[int, bytes]:  # type: ignore[override] # typeshed names the buffer type
        try:
            code, words = super().data(msg)
        except smtplib.SMTPDataError:
            raise  # it did not want the message: nothing of it was sent
        except (smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException, OSError) as error:
            raise _LostError from error
        if code not in _ANSWERS:
            raise _LostError
        return (250 if code in _TAKEN else code), words

    def close(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
        super().close()

    def _hang_up(self) -> None:
        line = self.sock
        if line is not None:
            with suppress(OSError):
                socket.socket.shutdown(line, socket.SHUT_RDWR)  # not TLS's own: it would pull it from under a reader


class _TlsServer(smtplib.SMTP_SSL, _Server):
    """The same, encrypted from the first byte."""


@contextmanager
def _explained(host: str) -> Iterator[None]:
    """Turns what `smtplib` raises into a failure with a reason."""
    try:
        yield
    except _LostError as error:
        raise UncertainError(
            Text(
                nl=f"de verbinding met mailserver `{host}` viel weg tijdens het afleveren: onbekend is of het lukte",
                en=f"the connection to mail server `{host}` was lost while handing in; whether it succeeded is unknown",
            )
        ) from error
    except smtplib.SMTPRecipientsRefused as error:
        raise _refused(error) from error
    except smtplib.SMTPAuthenticationError as error:
        raise FailedError(
            Text(nl=f"mailserver `{host}` weigert de aanmelding", en=f"mail server `{host}` refuses the login"),
            retry=error.smtp_code in _TEMPORARY,
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        raise FailedError(
            Text(
                nl=f"mailserver `{host}` kan niet wat gevraagd wordt: beveiliging, aanmelden of dit soort adres",
                en=f"mail server `{host}` can't do what is asked: security, login or this kind of address",
            )
        ) from error
    except smtplib.SMTPResponseException as error:
        raise _answered(host, error.smtp_code, error.smtp_error) from error
    except ssl.SSLCertVerificationError as error:
        raise FailedError(
            Text(
                nl=f"het certificaat van mailserver `{host}` is niet te vertrouwen",
                en=f"the certificate of mail server `{host}` can't be trusted",
            )
        ) from error
    except (smtplib.SMTPException, OSError) as error:
        raise FailedError(
            Text(nl=f"mailserver `{host}` is niet bereikbaar", en=f"mail server `{host}` can't be reached"), retry=True
        ) from error


def _refused(error: smtplib.SMTPRecipientsRefused) -> FailedError:
    addresses = ", ".join(f"`{address}`" for address in error.recipients)
    codes = [code for code, _ in error.recipients.values()]
    return FailedError(
        Text(nl=f"de mailserver weigert {addresses}", en=f"the mail server refuses {addresses}"),
        retry=all(code in _TEMPORARY for code in codes),
    )


def _answered(host: str, code: int, answer: bytes | str) -> FailedError:
    words = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    plain = "".join(sign if sign.isprintable() and sign != "`" else " " for sign in f"{code} {words}")
    told = " ".join(plain.split())[:200]
    return FailedError(
        Text(nl=f"mailserver `{host}` weigert het bericht: `{told}`", en=f"mail server `{host}` refuses: `{told}`"),
        retry=code in _TEMPORARY,
    )


# ---------------------------------------------------------------- settings


def _address(settings: Connection) -> tuple[str, int | None]:
    """`host`, `host:port` or `[::1]:port`."""
    server = settings.required("server")
    host, colon, port = server.rpartition(":")
    if not colon or server.endswith("]"):
        return server.strip("[]"), None
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):  # noqa: PLR2004 - the number of ports
        raise settings.wrong("server", Text(nl="hoort `naam:poort` te zijn", en="should be `name:port`"))
    return host.strip("[]"), int(port)


def _security(settings: Connection, port: int | None) -> Security:
    word = settings.text("beveiliging")
    if word is None:
        return next((Security(name) for name, usual in _PORTS.items() if usual == port), Security.NONE)
    try:
        return Security(word.lower())
    except ValueError as error:
        wanted = Text(nl="is `geen`, `starttls` of `tls`", en="is `geen`, `starttls` or `tls`")
        raise settings.wrong("beveiliging", wanted) from error


def _login_word(settings: Connection, key: str) -> str | None:
    word = settings.text(key)
    if word is not None and not word.isascii():
        what = Text(nl="heeft een teken dat een mailserver niet aankan", en="has a sign that no mail server takes")
        raise settings.wrong(key, what)
    return word


def _timeout(settings: Connection) -> float:
    wait = settings.number("timeout", _USUAL_WAIT)
    if not 0 < wait <= _LONGEST_WAIT:
        what = f"{_LONGEST_WAIT} seconden", f"{_LONGEST_WAIT} seconds"
        raise settings.wrong("timeout", Text(nl=f"is hoogstens {what[0]}", en=f"is at most {what[1]}"))
    return float(wait)
