"""Folders: the order of their files, pairs in them, mailboxes, links, and for which administration it all is."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from regeltaal.base.text import Text
from regeltaal.intake.delivery import Addresses
from regeltaal.intake.documents import File, Found, Kind, Mail, Received, Refused

Make = Any
Below = Callable[[Path], list[Found]]


def fill(folder: Path, **files: bytes) -> Path:
    for name, content in files.items():
        path = folder / name.replace("__", ".").replace("_in_", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def test_files_come_in_the_order_of_their_names(below: Below, tmp_path: Path) -> None:
    fill(tmp_path, b__txt=b"b", a_in_z__txt=b"z", a__txt=b"a", c_in_d_in_e__txt=b"e")
    assert [one.path for one in below(tmp_path)] == ["a/z.txt", "a.txt", "b.txt", "c/d/e.txt"]


def test_a_document_knows_its_folders(below: Below, tmp_path: Path) -> None:
    (one,) = below(fill(tmp_path, Bakker_in_post_in_a__txt=b"a"))
    assert isinstance(one, Received)
    assert one.folders == ("Bakker", "post")


def test_a_pair_in_one_folder_is_one_document(below: Below, tmp_path: Path, make: Make) -> None:
    (one,) = below(fill(tmp_path, f__PDF=make.pdf("op papier"), f__xml=make.ubl()))
    assert isinstance(one, Received)
    assert (one.path, one.text) == ("f.xml", "op papier")


def test_one_file_by_itself_may_be_named(below: Below, tmp_path: Path) -> None:
    fill(tmp_path, a__txt=b"a", b__txt=b"b")
    assert [one.path for one in below(tmp_path / "b.txt")] == ["b.txt"]


def test_links_and_things_that_are_no_files_are_refused(below: Below, tmp_path: Path) -> None:
    (tmp_path / "koppeling.pdf").symlink_to("/etc/passwd")
    (tmp_path / "map").symlink_to("/etc", target_is_directory=True)
    os.mkfifo(tmp_path / "pijp.pdf")
    found = {one.path: one.reason.nl for one in below(tmp_path) if isinstance(one, Refused)}
    assert found == {
        "koppeling.pdf": "dit is een verwijzing naar elders; die wordt niet gevolgd",
        "map": "dit is een verwijzing naar elders; die wordt niet gevolgd",
        "pijp.pdf": "dit is geen gewoon bestand",
    }


def test_a_name_that_is_no_text_is_shown_all_the_same(below: Below, tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.xyz")).write_bytes(b"x")
    (one,) = below(tmp_path)
    assert one.path == "caf?.xyz"


def test_a_file_of_mails_gives_its_mails(below: Below, tmp_path: Path, make: Make) -> None:
    mails = [make.mail(body=f"Bericht {number}", Message_ID=f"<{number}@b>") for number in (1, 2)]
    fill(tmp_path, post__mbox=b"".join(b"From a@b Fri Mar 12 09:00:00 2027\n" + mail + b"\n" for mail in mails))
    one, two = below(tmp_path)
    assert isinstance(one, Received)
    assert isinstance(two, Received)
    assert [(one.path, one.text), (two.path, two.text)] == [("post.mbox/1", "Bericht 1"), ("post.mbox/2", "Bericht 2")]


def test_a_folder_of_mails_gives_those_that_were_delivered(below: Below, tmp_path: Path, make: Make) -> None:
    for name in ("cur", "new", "tmp"):
        fill(tmp_path / "Maildir" / name, **{f"1700.{name}:2,S": make.mail(body=name)})
    found = below(tmp_path)
    assert [(one.kind, one.text) for one in found if isinstance(one, Received)] == [
        (Kind.MAIL, "cur"),
        (Kind.MAIL, "new"),
    ]


# ---------------------------------------------------------------- for which administration

KNOWN = Addresses(
    ("Bakker", "Slager"),
    {"bakker@in.example": ("Bakker",), "slager@in.example": ("Slager",), "x@in.example": ("Bakker", "Slager")},
)


def document(mail: Mail | None = None, *folders: str) -> Received:
    return Received("a.pdf", File("a.pdf", b"x"), Kind.PDF, folders, mail=mail)


@pytest.mark.parametrize(
    ("mail", "expected"),
    [
        (Mail(to=("BAKKER@in.example",)), "Bakker"),
        (Mail(to=("iemand@x.example",), copied=("slager@in.example",)), "Slager"),
        (Mail(to=("bakker@in.example",), delivered_to=("slager@in.example",)), "Slager"),
    ],
)
def test_the_address_of_a_mail_tells_the_administration(mail: Mail, expected: str) -> None:
    assert KNOWN.administration_of(document(mail, "Slager" if expected == "Bakker" else "Bakker")) == expected


def test_the_folder_tells_the_administration_the_innermost_first() -> None:
    assert KNOWN.administration_of(document(None, "Slager", "2027", "bakker", "maart")) == "Bakker"


def test_the_users_choice_beats_all() -> None:
    chosen = Addresses(KNOWN.names, KNOWN.mailboxes, "Slager")
    assert chosen.administration_of(document(Mail(to=("bakker@in.example",)), "Bakker")) == "Slager"


def test_the_only_administration_there_is_takes_all() -> None:
    assert Addresses(("Bakker",)).administration_of(document()) == "Bakker"
    assert Addresses().administration_of(document()) == "standaard"


@pytest.mark.parametrize(
    ("addresses", "mail", "reason"),
    [
        (
            KNOWN,
            None,
            "niet te zeggen voor welke administratie; zet het bestand in een map met haar naam (`Bakker`, `Slager`)",
        ),
        (KNOWN, Mail(to=("bakker@in.example", "slager@in.example")), "de e-mail gaat naar meer administraties"),
        (KNOWN, Mail(to=("x@in.example",)), "de e-mail gaat naar meer administraties: `Bakker`, `Slager`"),
        (
            Addresses(("Bakker",), {}, "Baker"),
            None,
            "administratie `Baker` staat niet in regeltaal.toml; bedoelde u `Bakker`?",
        ),
    ],
)
def test_where_it_can_not_be_told_the_reason_names_the_options(
    addresses: Addresses, mail: Mail | None, reason: str
) -> None:
    found = addresses.administration_of(document(mail))
    assert isinstance(found, Text)
    assert found.nl.startswith(reason)
