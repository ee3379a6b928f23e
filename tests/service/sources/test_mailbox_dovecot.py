"""The mailbox source on a mail server of the world: Dovecot, started privately; skipped where it is not installed."""

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from imapclient import IMAPClient

from regeltaal.project.model import MailboxSource
from regeltaal.service.imap import LoginRefusedError, Server, connected
from regeltaal.service.mailbox_source import DONE_MARK, MailboxWatch

DOVECOT = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
USER, PASSWORD = "post@kantoor.example", "gehéim"
Fixture = Any

pytestmark = pytest.mark.skipif(DOVECOT is None, reason="Dovecot is not installed: apt-get install dovecot-imapd")

CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
default_login_user = {own}
default_internal_user = {own}
default_internal_group = {group}
first_valid_uid = 1
mail_location = maildir:{folder}/mail
passdb {{
  driver = static
  args = password={{PLAIN}}{password}
}}
userdb {{
  driver = static
  args = uid={mail} gid={mail_group} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def port() -> Iterator[int]:
    """A Dovecot of our own on a free port; as root its mails are those of `nobody`, for Dovecot gives root none."""
    folder, number = Path(tempfile.mkdtemp(prefix="dovecot-")), _free_port()
    folder.chmod(0o755)
    own = pwd.getpwuid(os.getuid())
    mail = pwd.getpwnam("nobody") if os.getuid() == 0 else own
    config = CONFIG.format(
        folder=folder,
        port=number,
        own="dovenull" if os.getuid() == 0 else own.pw_name,
        group=grp.getgrgid(own.pw_gid).gr_name,
        mail=mail.pw_uid,
        mail_group=mail.pw_gid,
        password=PASSWORD,
    )
    for name in ("mail", "home"):
        (folder / name).mkdir()
        os.chown(folder / name, mail.pw_uid, mail.pw_gid)
    (folder / "dovecot.conf").write_text(config, encoding="utf-8")
    assert DOVECOT is not None
    process = subprocess.Popen([DOVECOT, "-F", "-c", folder / "dovecot.conf"], stderr=subprocess.PIPE)
    try:
        _wait_for(number, process)
        yield number
    finally:
        process.terminate()
        _, said = process.communicate(timeout=20)
        shutil.rmtree(folder)
    assert b"Fatal" not in said


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(500):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None
        Event().wait(0.02)
    raise AssertionError("Dovecot does not listen")


def client(port: int) -> IMAPClient:
    found = IMAPClient("127.0.0.1", port, ssl=False)
    found.plain_login(USER, PASSWORD)
    return found


def names(port: int, folder: str) -> list[bytes]:
    with client(port) as mailbox:
        if not mailbox.folder_exists(folder):
            return []
        mailbox.select_folder(folder)
        found = mailbox.fetch(mailbox.search(), ["BODY[HEADER.FIELDS (MESSAGE-ID)]"]) if mailbox.search() else {}
        return [one[b"BODY[HEADER.FIELDS (MESSAGE-ID)]"].strip() for one in found.values()]


def test_mails_come_in_while_it_waits_and_are_moved(port: int, make: Fixture, heard: Fixture, life: Fixture) -> None:
    with client(port) as mailbox:
        for number in range(20):
            mailbox.append("INBOX", make.mail(("a.pdf", make.pdf(f"nummer {number}")), Message_ID=f"<{number}@a>"))
        mailbox.append("INBOX", make.mail(("a.exe", b"MZ"), Message_ID="<virus@a>"))
        watch = MailboxWatch(
            MailboxSource("post", "127.0.0.1", USER, security="geen", port=port, every=3600), PASSWORD, heard
        )
        stop = life.start(watch)
        life.until(lambda: len(names(port, "Verwerkt")) == 20)
        mailbox.append("INBOX", make.mail(("b.pdf", make.pdf("later")), Message_ID="<later@a>"))
        life.until(lambda: len(names(port, "Verwerkt")) == 21)
        stop.set()
    assert (names(port, "INBOX"), names(port, "Geweigerd")) == ([], [b"Message-ID: <virus@a>", b""])
    assert watch.teller.counts == {"verwerkt": 21, "dubbel": 0, "geweigerd": 1}
    assert heard.office.rows("select count(*) from events where name = 'document ontvangen'") == [(21,)]


def test_mails_that_stay_get_a_keyword_that_the_next_run_sees(port: int, make: Fixture, heard: Fixture) -> None:
    with client(port) as mailbox:
        mailbox.append("INBOX", make.mail(("a.pdf", make.pdf("a"))))
        config = MailboxSource("post", "127.0.0.1", USER, security="geen", port=port, leave=True)
        for _ in range(2):
            watch = MailboxWatch(config, PASSWORD, heard)
            with connected(Server("127.0.0.1", port, "geen", USER, PASSWORD)) as connection:
                connection.open("INBOX")
                watch.look(connection, Event())
        mailbox.select_folder("INBOX")
        assert list(mailbox.get_flags([1]).values()) == [(DONE_MARK.encode(),)]
    assert len(heard.groups) == 1


def test_a_wrong_password_is_a_refusal(port: int) -> None:
    with (
        pytest.raises(LoginRefusedError, match="AUTHENTICATIONFAILED"),
        connected(Server("127.0.0.1", port, "geen", USER, "fout")),
    ):
        pass
