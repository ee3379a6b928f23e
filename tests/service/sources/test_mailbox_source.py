"""A watched mailbox: each mail read in once and put away, whatever it holds and however the server behaves."""

import ssl
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import trustme

from regeltaal.project.model import MailboxSource
from regeltaal.runtime import problems
from regeltaal.service.imap import LoginRefusedError, LostError, Server, connected
from regeltaal.service.mailbox_source import DONE_MARK, REFUSED_MARK, MailboxWatch

USER, PASSWORD = "post@kantoor.example", 'gehéim "x" \\'
Fixture = Any


def watch_of(imap: Fixture, take: Any, **settings: Any) -> MailboxWatch:
    given = {"security": "geen", "port": imap.port, "every": 1, **settings}
    return MailboxWatch(MailboxSource("post", "127.0.0.1", USER, **given), PASSWORD, take)


def server_of(imap: Fixture, security: str = "geen", password: str = PASSWORD) -> Server:
    return Server("localhost" if security != "geen" else "127.0.0.1", imap.port, security, USER, password)


def visit(watch: MailboxWatch, imap: Fixture, looks: int = 1) -> None:
    """A connection by hand, for so many looks."""
    with connected(server_of(imap)) as mailbox:
        mailbox.open("INBOX")
        for _ in range(looks):
            watch.look(mailbox, Event())


def counts(watch: MailboxWatch) -> tuple[int, int, int]:
    found = watch.teller.counts
    return found["verwerkt"], found["dubbel"], found["geweigerd"]


def held(imap: Fixture, folder: str) -> list[bytes]:
    return [one.content for one in imap.folders[folder].messages.values()] if folder in imap.folders else []


def documents(office: Fixture) -> int:
    ((number,),) = office.rows("select count(*) from events where name = 'document ontvangen'")
    return int(number)


def mails(make: Fixture, number: int) -> list[bytes]:
    """Mails with a PDF, an e-invoice, an archive, or a text alone; each another."""
    found = []
    for one in range(number):
        kinds = [
            [("factuur.pdf", make.pdf(f"factuur {one}"))],
            [("factuur.xml", make.ubl(f"N-{one}"))],
            [("week.zip", make.zip_of({"a.pdf": make.pdf(f"a {one}"), "b.xml": make.ubl(f"Z-{one}")}))],
            [],
        ]
        found.append(make.mail(*kinds[one % 4], Message_ID=f"<{one}@bron.example>", Subject=f"Bericht {one}"))
    return found


def test_fifty_mails_are_read_in_by_the_address_they_went_to_and_moved(
    imap: Fixture, office: Fixture, make: Fixture, heard: Fixture
) -> None:
    sent = mails(make, 50)
    for content in sent:
        imap.deliver(content)
    watch = watch_of(imap, heard)
    visit(watch, imap, looks=3)
    assert counts(watch) == (50, 0, 0)
    assert documents(office) == 50
    assert office.rows("select distinct administration from events where name = 'document ontvangen'") == [
        ("Bakkerij De Korenaar",)
    ]
    assert (held(imap, "INBOX"), held(imap, "Verwerkt")) == ([], sent)
    assert [group[0].file.content for group in heard.groups] == sent


def test_a_source_that_runs_is_told_of_new_mail_by_the_server(
    imap: Fixture, make: Fixture, heard: Fixture, life: Fixture
) -> None:
    watch = watch_of(imap, heard, every=3600)
    life.start(watch)
    life.until(lambda: imap.count("IDLE"))
    for content in mails(make, 3):
        imap.deliver(content)
    life.until(lambda: len(held(imap, "Verwerkt")) == 3)
    assert counts(watch)[0] == 3


def test_without_idle_it_looks_again_and_again(imap: Fixture, make: Fixture, heard: Fixture, life: Fixture) -> None:
    imap.capabilities -= {"IDLE"}
    watch = watch_of(imap, heard)
    life.start(watch)
    life.until(lambda: imap.count("UID SEARCH"))
    imap.deliver(make.mail(("a.pdf", make.pdf("a"))))
    life.until(lambda: held(imap, "Verwerkt"))
    assert (imap.count("IDLE"), counts(watch)) == (0, (1, 0, 0))


def test_reading_a_mail_does_not_mark_it_as_read(imap: Fixture, make: Fixture, heard: Fixture) -> None:
    imap.deliver(make.mail(("a.pdf", make.pdf("a"))))
    visit(watch_of(imap, heard), imap)
    ((message),) = imap.folders["Verwerkt"].messages.values()
    assert message.flags == set()


def test_a_mail_of_which_a_part_is_refused_goes_to_the_refused(
    imap: Fixture, office: Fixture, make: Fixture, heard: Fixture, told: Fixture
) -> None:
    content = make.mail(("goed.pdf", make.pdf("goed")), ("virus.exe", b"MZ"), Subject="Rekening van Jansen")
    imap.deliver(content)
    watch = watch_of(imap, heard)
    visit(watch, imap)
    mail, note = held(imap, "Geweigerd")
    told_beside = message_from_bytes(note, policy=default)
    assert (mail, counts(watch)) == (content, (1, 0, 1))
    assert (told_beside["Subject"], told_beside["In-Reply-To"]) == (
        "Niet ingelezen: Rekening van Jansen",
        "<1@meelfabriek.example>",
    )
    assert told_beside.get_content().replace("\r\n", "\n") == (
        "Dit is geweigerd:\n\n"
        "- post/1 Rekening van Jansen/virus.exe: dit is een programma\n\n"
        "De andere documenten hierin (1) zijn wel ingelezen.\n"
        "Verhelp de oorzaak en zet de e-mail terug in de postmap die wordt ingelezen: wat al bekend is, wordt "
        "overgeslagen. Dit bericht mag weg.\n"
    )
    assert office.rows("select source from refusals") == [("post/1 Rekening van Jansen/virus.exe",)]
    assert "een document is geweigerd: dit is een programma" in told()
    assert [name for name in ("Jansen", "virus", "meelfabriek", "korenaar") if name in told()] == []


@pytest.mark.parametrize(
    ("capabilities", "ends"),
    [
        ({"AUTH=PLAIN"}, ("INBOX", {DONE_MARK})),
        ({"AUTH=PLAIN", "UIDPLUS"}, ("Verwerkt", set())),
        ({"AUTH=PLAIN", "MOVE"}, ("Verwerkt", set())),
    ],
)
def test_a_mail_is_put_away_as_the_server_can(
    imap: Fixture, make: Fixture, heard: Fixture, capabilities: set[str], ends: tuple[str, set[str]]
) -> None:
    """By keyword, by copy, or moved: never by an EXPUNGE that takes mails of others along."""
    imap.capabilities, (folder, flags) = capabilities, ends
    other = imap.deliver(make.mail(Message_ID="<weg@a>"))
    imap.folders["INBOX"].messages[other].flags.add("\\Deleted")
    imap.deliver(make.mail(("a.pdf", make.pdf("a"))))
    watch = watch_of(imap, heard)
    visit(watch, imap, looks=2)
    assert other in imap.folders["INBOX"].messages
    (message,) = [one for uid, one in imap.folders[folder].messages.items() if uid != other or folder != "INBOX"]
    assert (message.flags - {"\\Deleted"}, counts(watch)) == (flags, (1, 0, 0))


def test_where_all_folders_are_below_the_inbox_the_new_ones_are_too(
    imap: Fixture, make: Fixture, heard: Fixture
) -> None:
    imap.prefix = "INBOX."
    imap.deliver(make.mail(("a.pdf", make.pdf("a"))))
    visit(watch_of(imap, heard), imap)
    assert len(held(imap, "INBOX.Verwerkt")) == 1


def test_mails_that_are_to_stay_are_marked_and_read_in_once(imap: Fixture, make: Fixture, heard: Fixture) -> None:
    imap.deliver(make.mail(("a.pdf", make.pdf("a"))))
    imap.deliver(make.mail(("a.exe", b"MZ"), Message_ID="<2@a>"))
    visit(watch_of(imap, heard, leave=True), imap, looks=2)
    again = watch_of(imap, heard, leave=True)
    visit(again, imap)
    assert [one.flags for one in imap.folders["INBOX"].messages.values()] == [{DONE_MARK}, {REFUSED_MARK}]
    assert (counts(again), list(imap.folders)) == ((0, 0, 0), ["INBOX"])


def test_only_unread_mails_are_read_in_where_that_is_asked(imap: Fixture, make: Fixture, heard: Fixture) -> None:
    imap.deliver(make.mail(("a.pdf", make.pdf("a"))))
    imap.folders["INBOX"].messages[1].flags.add("\\Seen")
    imap.deliver(make.mail(("b.pdf", make.pdf("b")), Message_ID="<2@a>"))
    visit(watch_of(imap, heard, only_unread=True), imap)
    assert list(imap.folders["INBOX"].messages) == [1]
    visit(watch_of(imap, heard), imap)
    assert held(imap, "INBOX") == []


def test_when_marking_fails_each_mail_is_read_in_once_and_put_away_when_it_can_be(
    imap: Fixture, office: Fixture, make: Fixture, heard: Fixture, told: Fixture
) -> None:
    imap.refuses = {"UID MOVE"}
    imap.keeps_keywords = False
    for content in mails(make, 4):
        imap.deliver(content)
    watch = watch_of(imap, heard)
    visit(watch, imap, looks=3)
    assert (documents(office), imap.count("UID FETCH 1 ( BODY"), len(held(imap, "INBOX"))) == (4, 1, 4)
    assert told().count("is ook niet te merken") == 1
    imap.refuses = set()
    visit(watch, imap)
    assert (len(held(imap, "Verwerkt")), documents(office), counts(watch)) == (4, 4, (4, 0, 0))


def test_interrupted_between_storing_and_marking_it_is_known_the_next_time_and_only_marked(
    imap: Fixture, office: Fixture, make: Fixture, heard: Fixture
) -> None:
    imap.deliver(make.mail(("a.pdf", make.pdf("a"))))
    imap.refuses = {"UID MOVE", "UID STORE"}
    visit(watch_of(imap, heard), imap)
    stored = office.dump()
    imap.refuses = set()
    again = watch_of(imap, heard)
    visit(again, imap)
    assert (counts(again), len(held(imap, "Verwerkt"))) == ((0, 1, 0), 1)
    assert office.dump() == stored


def test_another_uidvalidity_in_between_gives_no_document_twice(
    imap: Fixture, office: Fixture, make: Fixture, heard: Fixture, life: Fixture
) -> None:
    imap.refuses = {"UID MOVE", "UID STORE"}
    for content in mails(make, 4):
        imap.deliver(content)
    watch = watch_of(imap, heard)
    watch.patience.first = watch.patience.longest = 0.01
    visit(watch, imap)
    watch._validity = 1
    imap.renumber()
    imap.refuses = set()
    life.start(watch)
    life.until(lambda: len(held(imap, "Verwerkt")) == 4)
    life.until(lambda: counts(watch) == (4, 4, 0))
    assert documents(office) == 4


def test_a_connection_that_breaks_in_the_middle_of_a_mail_loses_none(
    imap: Fixture, make: Fixture, heard: Fixture, life: Fixture, told: Fixture
) -> None:
    """The mail that broke it waits; those after it come first."""
    sent = mails(make, 6)
    for content in sent:
        imap.deliver(content)
    imap.drops.update({2: 2, 5: 1})
    watch = watch_of(imap, heard)
    watch.patience.first = watch.patience.longest = 0.01
    watch._postponed.clock = iter(range(0, 10**9, 20)).__next__
    life.start(watch)
    life.until(lambda: len(held(imap, "Verwerkt")) == 6)
    assert sorted(held(imap, "Verwerkt")) == sorted(sent)
    assert (documents(heard.office), counts(watch)) == (6, (6, 0, 0))
    assert all(group[0].file.content in sent for group in heard.groups)
    assert "is niet bereikbaar, of verbrak de verbinding" in told()


def test_a_mail_that_breaks_the_connection_each_time_does_not_hold_up_the_others(
    imap: Fixture, make: Fixture, heard: Fixture, life: Fixture
) -> None:
    for content in mails(make, 3):
        imap.deliver(content)
    imap.drops[1] = 10**9
    watch = watch_of(imap, heard)
    watch.patience.first = watch.patience.longest = 0.01
    life.start(watch)
    life.until(lambda: len(held(imap, "Verwerkt")) == 2)
    assert list(imap.folders["INBOX"].messages) == [1]


def test_a_mail_that_the_server_does_not_give_is_told_once_and_waits(
    imap: Fixture, make: Fixture, heard: Fixture, told: Fixture
) -> None:
    for content in mails(make, 3):
        imap.deliver(content)
    imap.unreadable = {2}
    visit(watch_of(imap, heard), imap, looks=3)
    assert list(imap.folders["INBOX"].messages) == [2]
    assert told().count("de mailserver geeft bericht 2 niet") == 1


def test_a_huge_mail_is_refused_without_being_fetched(
    imap: Fixture, office: Fixture, make: Fixture, heard: Fixture
) -> None:
    imap.deliver(make.mail(("a.pdf", make.pdf("a"))))
    imap.sizes[1] = 100_000_001
    watch = watch_of(imap, heard)
    visit(watch, imap)
    assert (len(held(imap, "Geweigerd")), imap.count("UID FETCH 1 ( BODY")) == (2, 0)
    assert office.rows("select reason from refusals")[0][0].startswith('{"en":"the file is over 100 MB"')


def test_of_a_mail_that_is_larger_than_the_server_says_no_more_is_fetched_than_may_be(
    imap: Fixture, make: Fixture, heard: Fixture
) -> None:
    imap.deliver(make.mail(("a.pdf", make.pdf("a"))))
    imap.sizes[1] = 10
    watch = watch_of(imap, heard)
    watch.most = 200
    visit(watch, imap)
    assert (imap.commands.count("UID FETCH 1 ( BODY.PEEK[]<0.201> )"), counts(watch)) == (1, (0, 0, 1))


BROKEN = {
    "geen einde": b'From: a@b.example\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: te',
    "geen grens": b"From: a@b.example\r\nSubject: s\r\nContent-Type: multipart/mixed\r\n\r\nlosse tekst",
    "verkeerde codering": b"Subject: =?x?q?=ff?=\r\nContent-Type: application/pdf; name=a.pdf\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\n!!!!",
    "niets": b"",
    "geen mail": b"\x00\xff\xfe zomaar iets",
    "eindeloos genest": b"".join(
        b'From: a@b.example\r\nContent-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n)
        for n in range(400)
    ),
}


def test_broken_mails_are_refused_or_read_in_and_none_stops_the_others(
    imap: Fixture, make: Fixture, heard: Fixture
) -> None:
    sound = make.mail(("a.pdf", make.pdf("a")))
    for content in (*BROKEN.values(), sound):
        imap.deliver(content)
    watch = watch_of(imap, heard)
    visit(watch, imap, looks=2)
    assert held(imap, "INBOX") == []
    assert sound in held(imap, "Verwerkt")
    refused = [one for one in held(imap, "Geweigerd") if b"Subject: Niet ingelezen" not in one]
    assert len(held(imap, "Verwerkt")) + len(refused) == len(BROKEN) + 1
    assert b"" in refused


# ---------------------------------------------------------------- login


def test_a_wrong_password_is_tried_once_and_told_with_the_remedy(
    imap: Fixture, heard: Fixture, told: Fixture, life: Fixture
) -> None:
    watch = watch_of(imap, heard, password_variable="REGELTAAL_POSTVAK_A_WACHTWOORD")  # noqa: S106 - a name
    watch.password = "fout"  # noqa: S105 - the wrong one
    life.start(watch)
    life.until(lambda: "weigert de aanmelding" in told())
    Event().wait(0.3)
    assert imap.count("AUTHENTICATE") == 1
    assert "controleer `gebruiker` en het wachtwoord in `regeltaal_postvak_a_wachtwoord`" in told().lower()
    assert "wacht de dienst 15 minuten" in told()
    assert "gehéim" not in told()


def test_where_there_is_only_login_it_is_used_with_names_and_passwords_quoted(imap: Fixture) -> None:
    imap.capabilities -= {"AUTH=PLAIN"}
    imap.user, imap.password = 'een "post" bus', 'met "aanhaling" \\ en spatie'
    with connected(Server("127.0.0.1", imap.port, "geen", imap.user, imap.password)) as mailbox:
        mailbox.open("INBOX")
    assert (imap.count("LOGIN"), imap.count("SELECT")) == (1, 1)
    with pytest.raises(LoginRefusedError, match="other characters than ASCII"), connected(server_of(imap)):
        pass


def test_each_next_refused_login_is_waited_for_longer(imap: Fixture, heard: Fixture) -> None:
    imap.refuses_login = "[AUTHENTICATIONFAILED] onjuist"
    watch = watch_of(imap, heard)
    assert [watch._visit(server_of(imap), Event()) for _ in range(9)] == [
        900, 1800, 3600, 7200, 14400, 28800, 57600, 86400, 86400
    ]  # fmt: skip


def test_a_server_that_is_busy_is_no_wrong_password(imap: Fixture, heard: Fixture) -> None:
    imap.refuses_login = "[UNAVAILABLE] even niet"
    assert watch_of(imap, heard)._visit(server_of(imap), Event()) == 5


def test_a_server_that_hangs_up_at_the_login_again_and_again_counts_as_a_refusal(imap: Fixture, heard: Fixture) -> None:
    imap.drops_login = 4
    watch = watch_of(imap, heard)
    assert [watch._visit(server_of(imap), Event()) for _ in range(4)] == [5, 10, 900, 1800]


def test_without_a_password_or_without_safety_nothing_is_connected_to(
    imap: Fixture, heard: Fixture, told: Fixture
) -> None:
    without = watch_of(imap, heard)
    without.password = None
    without.run(Event())
    config = MailboxSource("post", "imap.kantoor.example", USER, security="geen")
    MailboxWatch(config, PASSWORD, heard).run(Event())
    assert "zet het in de omgeving als `REGELTAAL_POSTVAK_WACHTWOORD`" in told()
    assert "zet `beveiliging` op `tls` of `starttls`" in told()
    assert imap.commands == []


# ---------------------------------------------------------------- trouble elsewhere


def test_a_store_that_fails_leaves_the_mail_where_it_is_for_later(
    imap: Fixture, make: Fixture, heard: Fixture, told: Fixture
) -> None:
    imap.deliver(make.mail(("a.pdf", make.pdf("a"))))
    heard.error = problems.full("winkel")
    watch = watch_of(imap, heard)
    assert watch._visit(server_of(imap), Event()) == 5
    assert (len(held(imap, "INBOX")), counts(watch)) == (1, (0, 0, 0))
    assert "RT971" in told()
    heard.error = None
    visit(watch, imap)
    assert counts(watch) == (1, 0, 0)


def test_a_mail_that_breaks_its_reader_stays_and_holds_up_no_other(
    imap: Fixture, make: Fixture, heard: Fixture, told: Fixture
) -> None:
    for content in mails(make, 2):
        imap.deliver(content)
    take = heard.take

    def fragile(group: Any) -> Any:
        if "Bericht 0" in group[0].path:
            raise ZeroDivisionError
        return take(group)

    heard.take = fragile
    visit(watch_of(imap, heard), imap, looks=3)
    assert list(imap.folders["INBOX"].messages) == [1]
    assert told().count("ZeroDivisionError") == 1


def test_a_server_that_is_not_there_and_a_folder_that_is_not_there_are_told(
    imap: Fixture, heard: Fixture, told: Fixture
) -> None:
    watch = watch_of(imap, heard, folder="Facturen")
    assert [watch._visit(server_of(imap), Event()) for _ in range(2)] == [5, 10]
    assert watch._visit(Server("127.0.0.1", 1, "geen", USER, PASSWORD), Event()) == 20
    assert told().count("de postmap `Facturen` kan niet worden geopend") == 1
    assert told().count("is niet bereikbaar") == 1


# ---------------------------------------------------------------- safety of the line


@pytest.fixture
def secure(imap: Fixture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Gives the server a certificate for a name; ``trusted``: of an authority that this machine trusts."""

    def make_so(security: str, name: str = "localhost", *, trusted: bool = True) -> None:
        authority, path = trustme.CA(), tmp_path / "ca.pem"
        (authority if trusted else trustme.CA()).cert_pem.write_to_path(path)
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        imap.tls, imap.is_implicit = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), security == "tls"
        authority.issue_cert(name).configure_cert(imap.tls)

    return make_so


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_over_tls_mails_are_read_and_waited_for(
    imap: Fixture, secure: Fixture, heard: Fixture, life: Fixture, security: str
) -> None:
    secure(security)
    watch = watch_of(imap, heard)
    watch.config = MailboxSource("post", "localhost", USER, security=security, port=imap.port, every=3600)
    imap.deliver(
        b"To: korenaar@in.kantoor.example\r\nMessage-ID: <1@a>\r\nSubject: een\r\n\r\n" + b"tekst\r\n" * 10_000
    )
    life.start(watch)
    life.until(lambda: imap.count("IDLE"))
    imap.deliver(b"To: korenaar@in.kantoor.example\r\nMessage-ID: <2@a>\r\nSubject: twee\r\n\r\ntekst\r\n")
    life.until(lambda: len(held(imap, "Verwerkt")) == 2)
    assert counts(watch) == (2, 0, 0)


@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.parametrize("wrong", [{"name": "elders.example"}, {"trusted": False}])
def test_a_certificate_of_somebody_else_is_not_trusted_and_no_password_is_sent(
    imap: Fixture, secure: Fixture, security: str, wrong: dict[str, Any]
) -> None:
    secure(security, **wrong)
    with pytest.raises(LostError, match="certificate of mail server `localhost` can't be trusted"):
        with_connection(imap, security)
    assert imap.count("AUTHENTICATE") + imap.count("LOGIN") == 0


def test_a_server_without_starttls_gets_no_password(imap: Fixture) -> None:
    with pytest.raises(LostError, match="has no `starttls`"):
        with_connection(imap, "starttls")
    assert imap.count("AUTHENTICATE") + imap.count("LOGIN") == 0


def with_connection(imap: Fixture, security: str) -> None:
    with connected(server_of(imap, security)):
        raise AssertionError("somebody is logged in")


def test_the_password_is_in_no_text_of_what_knows_it(imap: Fixture, heard: Fixture) -> None:
    assert "gehéim" not in repr(server_of(imap)) + repr(watch_of(imap, heard))
    with pytest.raises(LoginRefusedError) as caught, connected(server_of(imap, password="fout-geheim")):  # noqa: S106
        pass
    assert "fout-geheim" not in str(caught.value) + caught.value.reason.nl
