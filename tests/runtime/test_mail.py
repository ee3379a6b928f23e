"""Mail to a real server: what arrives, what is refused beforehand, and what each failure means."""

import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from regeltaal.base.node import evolve
from regeltaal.runtime.bindings import FailedError, UncertainError
from regeltaal.runtime.mail import Mail, message_id, plain_text, send
from regeltaal.runtime.settings import Connection

MAIL = Mail(
    key="Jansen BV|e-1|Factureer|WB-1001|VERSTUUR e-mail|1",
    recipients=("info@devries.example",),
    subject="Bedankt voor uw bezoek — één moment",
    body="Beste De Vries,\n\nTot ziens in café 't Hoekje.\n",
    html=False,
    date=datetime(2027, 3, 12, 10, 0, tzinfo=UTC),
)


def settings(port: int, **more: object) -> Connection:
    return Connection("mail", {"server": f"127.0.0.1:{port}", "afzender": "planning@koeltechniek.example", **more})


def failure(connection: Connection, mail: Mail = MAIL) -> FailedError:
    with pytest.raises(FailedError) as caught:
        send(connection, mail)
    return caught.value


# ---------------------------------------------------------------- what arrives


def test_a_mail_arrives_as_it_was_meant(mailbox: Any) -> None:
    sent = send(settings(mailbox.port, afzender="Planning Koeltechniek <planning@koeltechniek.example>"), MAIL)
    (message,) = mailbox.messages
    assert message["Subject"] == MAIL.subject
    assert message["To"] == "info@devries.example"
    assert message["From"] == "Planning Koeltechniek <planning@koeltechniek.example>"
    assert message["Date"].datetime == MAIL.date
    assert message["Message-ID"] == sent
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "text/plain"
    assert message.get_content().replace("\r\n", "\n") == MAIL.body


def test_an_html_mail_has_its_words_as_plain_text_too(mailbox: Any) -> None:
    html = "<html><head><title>x</title></head><body><p>Beste <b>Bos &amp; Zn</b>,</p><p>Dag.</p></body></html>"
    send(settings(mailbox.port), evolve(MAIL, body=html, html=True))
    (message,) = mailbox.messages
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    plain, rich = message.iter_parts()
    assert plain.get_content().split() == ["Beste", "Bos", "&", "Zn,", "Dag."]
    assert "<b>Bos &amp; Zn</b>" in rich.get_content()


def test_everyone_gets_it_once(mailbox: Any) -> None:
    recipients = ("a@x.example", "b@y.example", "a@X.EXAMPLE")
    send(settings(mailbox.port), evolve(MAIL, recipients=recipients))
    assert mailbox.recipients == [["a@x.example", "b@y.example"]]


def test_a_host_with_an_accent_is_written_as_the_net_wants_it(mailbox: Any) -> None:
    send(settings(mailbox.port), evolve(MAIL, recipients=("info@café.example",)))
    assert mailbox.recipients == [["info@xn--caf-dma.example"]]


def test_the_same_effect_has_the_same_message_id_and_another_has_another() -> None:
    assert message_id("a", "x.example") == message_id("a", "x.example")
    assert message_id("a", "x.example") != message_id("b", "x.example")


@pytest.mark.parametrize("line", ["." * 3, "x" * 5000, "", "From here"])
def test_any_line_comes_through(mailbox: Any, line: str) -> None:
    send(settings(mailbox.port), evolve(MAIL, body=f"a\n{line}\nb\n"))
    assert mailbox.messages[0].get_content().replace("\r\n", "\n") == f"a\n{line}\nb\n"


def test_logging_in_with_the_password_of_the_environment(serve: Any) -> None:
    box = serve(passwords=True)
    send(settings(box.port, gebruiker="planning", wachtwoord="geheim"), MAIL)
    assert (box.logins, len(box.messages)) == ([("planning", "geheim")], 1)


# ---------------------------------------------------------------- refused before anything is sent


@pytest.mark.parametrize(
    "mail",
    [
        evolve(MAIL, subject="Over\r\nBcc: allen@x.example"),
        evolve(MAIL, subject="a\nb"),
        *(evolve(MAIL, subject=f"a{sign}b") for sign in "\v\f\x1c\x1d\x1e\x85\u2028\u2029"),
        evolve(MAIL, recipients=("a@x.example\r\nRCPT TO:<b@x.example>",)),
        evolve(MAIL, recipients=("a@x.example", "b@x.example\n")),
    ],
)
def test_a_line_break_is_refused(mailbox: Any, mail: Mail) -> None:
    failed = failure(settings(mailbox.port), mail)
    assert "regeleinde" in failed.reason.nl
    assert (failed.retry, mailbox.messages) == (False, [])


@pytest.mark.parametrize(
    "recipients", [(), ("geen adres",), ("a@b", "@x.example", "é@x.example", "a b@x.example", "<a@x.example>")]
)
def test_without_a_valid_recipient_nothing_is_sent(mailbox: Any, recipients: tuple[str, ...]) -> None:
    failed = failure(settings(mailbox.port), evolve(MAIL, recipients=recipients))
    assert (failed.retry, mailbox.messages) == (False, [])
    assert all(address in failed.reason.nl for address in recipients)


def test_who_has_no_valid_address_is_named_after_the_others_got_it(mailbox: Any) -> None:
    failed = failure(settings(mailbox.port), evolve(MAIL, recipients=("a@x.example", "kapot")))
    assert failed.reason.nl == "verstuurd, maar niet aan `kapot`"
    assert (failed.retry, mailbox.recipients) == (False, [["a@x.example"]])


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"server": None}, "server"),
        ({"server": ""}, "server"),
        ({"server": "localhost:post"}, "server"),
        ({"server": "localhost:99999"}, "server"),
        ({"server": 25}, "server"),
        ({"afzender": None}, "afzender"),
        ({"afzender": "Planning"}, "afzender"),
        ({"beveiliging": "soms"}, "beveiliging"),
        ({"timeout": 0}, "timeout"),
        ({"timeout": "lang"}, "timeout"),
        ({"timeout": True}, "timeout"),
        ({"timeout": 301}, "timeout"),
        ({"server": "mail.example:25", "gebruiker": "jan", "wachtwoord": "geheim"}, "beveiliging"),
        ({"gebruiker": "jan", "wachtwoord": "geheimé"}, "wachtwoord"),
        ({"gebruiker": "jané"}, "gebruiker"),
    ],
)
def test_a_wrong_setting_is_named(values: dict[str, object], named: str) -> None:
    failed = failure(settings(1, **values))
    assert failed.reason.nl.startswith(f"`[koppelingen.mail] {named}` ")
    assert not failed.retry
    assert "geheim" not in failed.reason.nl


# ---------------------------------------------------------------- what the server says


@pytest.mark.parametrize(("answer", "retry"), [("550 onbekend", False), ("451 probeer later", True)])
@pytest.mark.parametrize("place", ["info@devries.example", "MAIL", "DATA"])
def test_a_refusal_is_final_or_temporary_as_the_server_says(
    mailbox: Any, place: str, answer: str, *, retry: bool
) -> None:
    mailbox.refuses[place] = answer
    failed = failure(settings(mailbox.port))
    assert (failed.retry, isinstance(failed, UncertainError), mailbox.messages) == (retry, False, [])


def test_when_one_of_two_is_refused_the_other_gets_it_and_nobody_gets_it_twice(mailbox: Any) -> None:
    mailbox.refuses["a@x.example"] = "451 later"
    failed = failure(settings(mailbox.port), evolve(MAIL, recipients=("a@x.example", "b@x.example")))
    assert (failed.retry, mailbox.recipients) == (False, [["b@x.example"]])
    assert failed.reason.nl == "verstuurd, maar niet aan `a@x.example`"


def test_a_wrong_password_is_final(serve: Any) -> None:
    box = serve(passwords=True)
    failed = failure(settings(box.port, gebruiker="planning", wachtwoord="fout"))
    assert (failed.retry, box.messages) == (False, [])
    assert "aanmelding" in failed.reason.nl


def test_a_server_that_can_not_do_what_is_asked_is_final(mailbox: Any) -> None:
    assert not failure(settings(mailbox.port, beveiliging="starttls")).retry
    assert not failure(settings(mailbox.port, gebruiker="jan", wachtwoord="geheim")).retry
    assert mailbox.messages == []


def test_when_the_line_breaks_as_the_server_takes_it_in_nobody_knows(mailbox: Any) -> None:
    mailbox.hangs_up = True
    failed = failure(settings(mailbox.port))
    assert (isinstance(failed, UncertainError), failed.retry) == (True, False)


def test_a_server_that_is_not_there_is_worth_another_try() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        failed = failure(settings(taken.getsockname()[1]))
    assert (failed.retry, isinstance(failed, UncertainError)) == (True, False)


@pytest.fixture
def silent() -> Iterator[int]:
    """A server that takes a connection and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_a_server_that_says_nothing_is_worth_another_try(silent: int) -> None:
    failed = failure(settings(silent, timeout="0,2"))
    assert (failed.retry, isinstance(failed, UncertainError)) == (True, False)


def talk(listening: socket.socket, answers: list[bytes]) -> None:
    """A server that gives these answers, one a line, and then says nothing more until the client is gone."""
    connection, _ = listening.accept()
    with connection, connection.makefile("rb") as lines:
        connection.sendall(b"220 hallo\r\n")
        for answer, _line in zip(answers, lines, strict=False):
            connection.sendall(answer + b"\r\n")
        lines.read()


def test_no_answer_to_the_whole_message_means_nobody_knows() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        answers = [b"250 hallo", b"250 ok", b"250 ok", b"354 ga door"]
        thread = threading.Thread(target=talk, args=(listening, answers))
        thread.start()
        failed = failure(settings(listening.getsockname()[1], timeout="0.3"))
        thread.join()
    assert isinstance(failed, UncertainError)


@pytest.fixture
def answering() -> Iterator[Callable[..., int]]:
    """Starts a server that gives these answers after `220`, and then drips the last one without end where told."""
    threads: list[threading.Thread] = []
    over = threading.Event()
    listening = socket.create_server(("127.0.0.1", 0))

    def serve(answers: list[bytes], drop: bytes) -> None:
        connection, _ = listening.accept()
        with connection, connection.makefile("rb") as lines, suppress(OSError):
            for answer, _line in zip(answers, chain([b""], lines), strict=False):
                connection.sendall(answer)
            for line in lines:
                if answers[-1].startswith(b"354") and line != b".\r\n":
                    continue
                break
            while drop and not over.wait(0.02):
                connection.sendall(drop)

    def start(*answers: bytes, drop: bytes = b"") -> int:
        threads.append(threading.Thread(target=serve, args=(list(answers), drop)))
        threads[-1].start()
        port: int = listening.getsockname()[1]
        return port

    yield start
    over.set()
    for thread in threads:
        thread.join()
    listening.close()


HELLO = (b"220 hallo\r\n", b"250 hallo\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 ga door\r\n")


@pytest.mark.parametrize(("taken", "is_known"), [(1, True), (2, True), (3, True), (4, False), (5, False)])
def test_a_conversation_that_drips_on_without_end_is_broken_off(
    answering: Callable[..., int], taken: int, *, is_known: bool
) -> None:
    failed = failure(
        settings(answering(*HELLO[:taken], drop=b"250-x\r\n"), timeout="0.3" if taken == len(HELLO) else "0.05")
    )
    assert (failed.retry, isinstance(failed, UncertainError)) == (is_known, not is_known)


def test_a_greeting_that_drips_in_without_end_is_no_greeting(answering: Callable[..., int]) -> None:
    failed = failure(settings(answering(b"220-", drop=b"x"), timeout="0.05"))
    assert (failed.retry, isinstance(failed, UncertainError)) == (True, False)


@pytest.mark.parametrize("answer", [b"wat?\r\n", b"999 x\r\n", b"250 " + b"x" * 9000 + b"\r\n"])
def test_an_answer_to_the_message_that_means_nothing_means_nobody_knows(
    answering: Callable[..., int], answer: bytes
) -> None:
    assert isinstance(failure(settings(answering(*HELLO, drop=answer))), UncertainError)


def test_what_the_server_says_is_told_without_signs_that_steer_a_screen(mailbox: Any) -> None:
    mailbox.refuses["DATA"] = "550 \x1b[2Jnee `x`\x07"
    assert failure(settings(mailbox.port)).reason.nl == "mailserver `127.0.0.1` weigert het bericht: `550 [2Jnee x`"


# ---------------------------------------------------------------- encryption

Certify = Callable[[str], ssl.SSLContext]


@pytest.fixture
def certify(tmp_path: Path) -> Certify:
    """Makes a certificate for a name, and gives a server's context with it."""

    def make(name: str) -> ssl.SSLContext:
        command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=proef"]
        files = ["-addext", f"subjectAltName={name}", "-keyout", str(tmp_path / "key"), "-out", str(tmp_path / "cert")]
        subprocess.run([*command, *files], check=True, capture_output=True)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(tmp_path / "cert", tmp_path / "key")
        return context

    return make


@pytest.mark.parametrize("way", ["tls", "starttls"])
def test_mail_goes_encrypted_to_a_server_that_is_trusted(
    serve: Any, certify: Certify, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    box = serve(**{way: certify("IP:127.0.0.1")})
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert"))
    send(settings(box.port, beveiliging=way), MAIL)
    assert len(box.messages) == 1


@pytest.mark.parametrize("way", ["tls", "starttls"])
def test_a_server_that_is_not_trusted_gets_nothing(serve: Any, certify: Certify, way: str) -> None:
    box = serve(**{way: certify("IP:127.0.0.1")})
    failed = failure(settings(box.port, beveiliging=way))
    assert (failed.retry, box.messages) == (False, [])
    assert "certificaat" in failed.reason.nl


# ---------------------------------------------------------------- plain text


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb\n"),
        ("a<br>b<br/>c", "a\nb\nc\n"),
        ("a\n   b &lt;c&gt; &eacute;", "a b <c> é\n"),
        ("<style>p {}</style><script>x()</script>a", "a\n"),
        ("", "\n"),
        ("<b>a", "a\n"),
        ("</style>a", "a\n"),
        ("5 < 6 & 7", "5 < 6 & 7\n"),
    ],
)
def test_the_words_of_html(html: str, plain: str) -> None:
    assert plain_text(html) == plain
