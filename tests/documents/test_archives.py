"""ZIP files and rubbish: what comes out of them, and what is refused for which reason."""

import struct
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile, ZipInfo

import pytest

from regeltaal.intake import limits
from regeltaal.intake.documents import Found, Received, Refused

Make = Any
Documents = Callable[..., list[Received]]
Refusals = Callable[..., list[tuple[str, str]]]


def test_an_archive_gives_its_documents_in_order(documents: Documents, make: Make) -> None:
    found = documents(("week.zip", make.zip_of({"b.pdf": make.pdf("twee"), "map/a.pdf": make.pdf("een")})))
    assert [(one.path, one.file.name) for one in found] == [
        ("week.zip/b.pdf", "b.pdf"),
        ("week.zip/map/a.pdf", "a.pdf"),
    ]


def test_an_archive_in_a_mail_is_unpacked_and_counts_as_one_attachment(documents: Documents, make: Make) -> None:
    content = make.mail(("week.zip", make.zip(a__pdf=make.pdf("een"), b__pdf=make.pdf("twee"))))
    one, two = documents(("post.eml", content))
    assert (one.path, two.path) == ("post.eml/week.zip/a.pdf", "post.eml/week.zip/b.pdf")
    assert one.mail is not None
    assert one.mail.attachments == 1


def test_an_archive_in_an_archive_is_unpacked_but_no_deeper(take: Callable[..., list[Found]], make: Make) -> None:
    deepest = make.zip(c__pdf=make.pdf("drie"))
    middle = make.zip_of({"b.pdf": make.pdf("twee"), "diepst.zip": deepest})
    good, refused = take(("a.zip", make.zip_of({"midden.zip": middle})))
    assert isinstance(good, Received)
    assert isinstance(refused, Refused)
    assert good.path == "a.zip/midden.zip/b.pdf"
    assert (refused.path, refused.reason.nl) == ("a.zip/midden.zip/diepst.zip", "een ZIP in een ZIP gaat tot 2 diep")


def test_what_an_operating_system_adds_is_passed_over(documents: Documents, make: Make) -> None:
    content = make.zip_of({"__MACOSX/._a.pdf": b"x", ".DS_Store": b"x", "a.pdf": make.pdf("een")})
    assert [one.path for one in documents(("a.zip", content))] == ["a.zip/a.pdf"]


@pytest.mark.parametrize("name", ["../a.pdf", "/etc/a.pdf", "C:\\a.pdf", "map/../../a.pdf", "..\\a.pdf"])
def test_names_that_point_outside_are_refused(refusals: Refusals, make: Make, name: str) -> None:
    ((path, reason),) = refusals(("a.zip", make.zip_of({name: make.pdf("een")})))
    assert (path, reason) == (f"a.zip/{name}", "de naam in de ZIP wijst naar een plek buiten de map")


def test_a_link_in_an_archive_is_refused(refusals: Refusals) -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        link = ZipInfo("geheim.pdf")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert refusals(("a.zip", out.getvalue())) == [
        ("a.zip/geheim.pdf", "dit is een verwijzing naar elders; die wordt niet gevolgd")
    ]


def test_a_bomb_is_refused(refusals: Refusals, make: Make) -> None:
    assert refusals(("a.zip", make.zip(bom__pdf=bytes(20_000_000)))) == [
        ("a.zip/bom.pdf", "uitgepakt wordt dit bestand verdacht groot")
    ]


def test_a_bomb_that_lies_about_its_size_is_refused(refusals: Refusals, make: Make) -> None:
    content = make.zip(bom__txt=bytes(20_000_000))
    size = struct.pack("<I", 20_000_000)
    assert [reason for _, reason in refusals(("a.zip", content.replace(size, struct.pack("<I", 1000))))] == [
        "het bestand in de ZIP is beschadigd"
    ]


def test_no_more_comes_out_than_the_budget(refusals: Refusals, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regeltaal.intake.reading.Budget", lambda: _small_budget(25))
    found = refusals(("a.zip", make.zip(a__xyz=b"0123456789" * 2, b__xyz=b"0123456789")))
    assert [reason for _, reason in found] == [
        "alles bij elkaar wordt uitgepakt groter dan 250 MB",
        "een bestand `.xyz` kan niet worden ingelezen",
    ]


def _small_budget(size: int) -> object:
    from regeltaal.intake.archives import Budget  # noqa: PLC0415 - the real one

    return Budget(size)


def test_a_file_with_a_password_is_refused(refusals: Refusals, make: Make) -> None:
    content = bytearray(make.zip(a__pdf=make.pdf("een")))
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    assert refusals(("a.zip", bytes(content))) == [("a.zip/a.pdf", "het bestand in de ZIP heeft een wachtwoord")]


def test_an_archive_of_too_many_files_is_refused_whole(refusals: Refusals, make: Make) -> None:
    content = make.zip_of({f"{number}.txt": b"x" for number in range(1001)})
    assert refusals(("a.zip", content)) == [("a.zip", "er zitten meer dan 1000 bestanden in")]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("leeg.pdf", b"", "het bestand is leeg"),
        ("virus.exe", b"MZ\x90\0\x03", "dit is een programma"),
        ("factuur.pdf", b"MZ\x90\0\x03", "dit is een programma"),
        ("factuur.pdf", b"geen pdf", "dit is geen PDF, al heet het zo"),
        ("factuur.pdf", b"%PDF-1.4 maar niet heus", "de PDF is beschadigd"),
        ("foto.jpg", b"geen foto", "dit is geen afbeelding, al heet het zo"),
        ("a.zip", b"geen zip", "het ZIP-bestand is beschadigd"),
        ("a.zip", b"PK\x03\x04kapot", "het ZIP-bestand is beschadigd"),
        ("brief.docx", b"PK\x03\x04inhoud", "dit is een kantoorbestand; maak er een PDF van"),
        ("oud.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "dit is een kantoorbestand; maak er een PDF van"),
        ("lijst.csv", b"a;b", "dit is een kantoorbestand; maak er een PDF van"),
        (
            "mail.msg",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "dit is een e-mail in het formaat van Outlook; bewaar hem als `.eml`",
        ),
        ("a.rar", b"Rar!\x1a\x07", "dit archief kan niet worden uitgepakt; pak het zelf uit"),
        ("a.xyz", b"wat is dit", "een bestand `.xyz` kan niet worden ingelezen"),
        ("zonder", b"wat is dit", "onbekend soort bestand"),
        ("a.xml", b"geen xml", "de XML is niet goed gevormd"),
        ("a.xml", b"<a><b></a>", "de XML is niet goed gevormd"),
        ("a.xml", b"<a>" * 300 + b"</a>" * 300, "de XML is niet goed gevormd"),
        ("a.xml", b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "de XML bevat een DOCTYPE, wat een factuur nooit heeft"),
    ],
)
def test_rubbish_is_refused_by_name_and_reason(refusals: Refusals, name: str, content: bytes, reason: str) -> None:
    assert refusals((name, content)) == [(name, reason)]


def test_what_is_too_large_is_refused(refusals: Refusals, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DOCUMENT_BYTES", 100)
    assert refusals(("a.pdf", make.pdf("een"))) == [("a.pdf", "het bestand is groter dan 0 MB")]
