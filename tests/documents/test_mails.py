"""Mails taken apart: attachments, bodies, pictures, mails in mails, and what is broken about them."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest

from regeltaal.intake.documents import Kind, Received

Make = Any
Documents = Callable[..., list[Received]]
Refusals = Callable[..., list[tuple[str, str]]]


def test_each_attachment_is_a_document_with_the_mail_that_brought_it(documents: Documents, make: Make) -> None:
    one, two = documents(("post.eml", make.mail(("a.pdf", make.pdf("een")), ("b.pdf", make.pdf("twee")))))
    assert [(one.path, one.text), (two.path, two.text)] == [("post.eml/a.pdf", "een"), ("post.eml/b.pdf", "twee")]
    mail = one.mail
    assert mail is not None
    assert mail == two.mail
    assert (mail.sender_name, mail.sender_address) == ("Meelfabriek Zaan", "facturen@meelfabriek.example")
    assert (mail.to, mail.subject, mail.attachments) == (("korenaar@in.kantoor.example",), "Factuur maart", 2)
    assert (mail.body, mail.sent) == ("Hierbij onze factuur.", datetime(2027, 3, 12, 8, tzinfo=UTC))


def test_a_mail_without_attachments_is_a_document_itself(documents: Documents, make: Make) -> None:
    content = make.mail(body="Wij betalen u\n€ 12,50 terug.")
    (one,) = documents(("terug.eml", content))
    assert (one.kind, one.text, one.file.content) == (Kind.MAIL, "Wij betalen u\n€ 12,50 terug.", content)


def test_a_body_of_html_alone_becomes_text(documents: Documents) -> None:
    message = EmailMessage()
    message["From"] = "a@b.example"
    message["Subject"] = "Bericht"
    message.set_content(
        "<html><head><style>p {color: red}</style></head><body><p>Beste&nbsp;klant,</p><table><tr><td>Totaal</td>"
        "<td>&euro; 5 &lt; 6</td></tr></table><script>x()</script></body></html>",
        subtype="html",
    )
    (one,) = documents(("bericht.eml", bytes(message)))
    assert one.text == "Beste klant,\n\nTotaal € 5 < 6"


def mail_with_picture(body: str, *, related: bool, with_pdf: bytes | None = None) -> bytes:
    message = EmailMessage()
    message["From"] = "a@b.example"
    message["Subject"] = "Bericht"
    message.set_content(body)
    if related:
        message.add_alternative(f'<p>{body}</p><img src="cid:logo@b">', subtype="html")
        html = message.get_payload(1)
        assert isinstance(html, EmailMessage)
        html.add_related(b"\x89PNG\r\n\x1a\nlogo", "image", "png", cid="<logo@b>", filename="logo.png")
    else:
        message.add_attachment(b"\x89PNG\r\n\x1a\nbon", "image", "png", filename="bon.png", disposition="inline")
    if with_pdf is not None:
        message.add_attachment(with_pdf, "application", "pdf", filename="a.pdf")
    return bytes(message)


def test_a_logo_beside_an_attachment_is_no_document(documents: Documents, make: Make) -> None:
    (one,) = documents(("a.eml", mail_with_picture("Hallo", related=True, with_pdf=make.pdf("een"))))
    assert (one.file.name, one.mail and one.mail.attachments) == ("a.pdf", 1)


def test_a_logo_in_a_mail_with_text_leaves_the_mail_the_document(documents: Documents) -> None:
    (one,) = documents(("a.eml", mail_with_picture("Hallo", related=True)))
    assert (one.kind, one.text) == (Kind.MAIL, "Hallo")


def test_a_photo_that_stands_in_the_text_by_itself_is_the_document(documents: Documents) -> None:
    (one,) = documents(("a.eml", mail_with_picture("Verstuurd vanaf mijn telefoon", related=False)))
    assert (one.kind, one.file.name, one.text) == (Kind.IMAGE, "bon.png", None)


def test_the_only_picture_of_a_mail_without_text_is_the_document(documents: Documents) -> None:
    (one,) = documents(("a.eml", mail_with_picture("", related=True)))
    assert (one.kind, one.file.name) == (Kind.IMAGE, "logo.png")


def test_of_a_forwarded_mail_the_outer_sender_counts(documents: Documents, make: Make) -> None:
    inner = make.mail(("x.pdf", make.pdf("binnenin")), From="Vertrouwd <baas@bank.example>", Message_ID="<2@b>")
    outer = EmailMessage()
    outer["From"] = "Doorstuurder <door@b.example>"
    outer["Subject"] = "Fwd"
    outer.set_content("Zie bijlage")
    attached = EmailMessage()
    attached.set_content("")
    outer.add_attachment(inner, "application", "octet-stream", filename="door.eml")
    (one,) = documents(("fwd.eml", bytes(outer)))
    assert one.path == "fwd.eml/door.eml/x.pdf"
    assert (one.mail and one.mail.sender_address, one.text) == ("door@b.example", "binnenin")


def test_a_mail_that_was_attached_as_a_message_is_opened_too(documents: Documents, make: Make) -> None:
    from email import message_from_bytes  # noqa: PLC0415 - only here
    from email.policy import default  # noqa: PLC0415 - idem

    inner = message_from_bytes(make.mail(body="Zonder bijlage"), policy=default)
    outer = EmailMessage()
    outer["From"] = "door@b.example"
    outer.add_attachment(inner)
    (one,) = documents(("fwd.eml", bytes(outer)))
    assert (one.kind, one.text) == (Kind.MAIL, "Zonder bijlage")
    assert one.mail is not None
    assert one.mail.sender_address == "door@b.example"


def test_mails_in_mails_without_end_are_refused(refusals: Refusals, make: Make) -> None:
    content = make.mail(("a.pdf", make.pdf("een")))
    for depth in range(6):
        content = make.mail((f"{depth}.eml", content))
    assert [reason for _, reason in refusals(("diep.eml", content))] == ["de e-mail is te diep genest"]


def test_winmail_dat_is_refused_with_what_to_ask_the_sender(refusals: Refusals, make: Make) -> None:
    ((path, reason),) = refusals(("w.eml", make.mail(("winmail.dat", b"\x78\x9f\x3e\x22inhoud"))))
    assert path == "w.eml/winmail.dat"
    assert "vraag de afzender" in reason


def test_what_is_about_the_mail_is_no_attachment(documents: Documents, make: Make) -> None:
    message = EmailMessage()
    message["From"] = "a@b.example"
    message["Subject"] = "Getekend"
    message.set_content("Getekende tekst")
    message.add_attachment(b"handtekening", "application", "pkcs7-signature", filename="smime.p7s")
    (one,) = documents(("a.eml", bytes(message)))
    assert (one.kind, one.text) == (Kind.MAIL, "Getekende tekst")
    assert make.mail() != bytes(message)


@pytest.mark.parametrize(
    ("head", "subject", "name"),
    [
        (
            b"Subject: =?utf-8?q?Factuur_caf=C3=A9?=\nFrom: =?iso-8859-1?q?Caf=E9?= <c@d.example>",
            "Factuur café",
            "Café",
        ),
        (b"Subject: =?nonsense?q?Factuur?=\nFrom: Caf\xe9 <c@d.example>", "Factuur", "Café"),
        (b'Subject: Factuur caf\xc3\xa9\nFrom: "Caf\xc3\xa9" <c@d.example>', "Factuur café", "Café"),
        (b"Subject: =?utf-8?b?niet-base64!?=\nFrom: c@d.example", "=?utf-8?b?niet-base64!?=", None),
        (b"Subject: a\tb\x00c\nFrom: <<c@d.example>>,;,", "a b c", None),
        (b"From: c@d.example (met uitleg) en nog wat\nSubject: x\nDate: gisteren", "x", None),
    ],
)
def test_broken_headers_survive(documents: Documents, head: bytes, subject: str, name: str | None) -> None:
    (one,) = documents(("kapot.eml", head + b"\n\nTekst"))
    assert one.mail is not None
    assert (one.mail.subject, one.mail.sender_address) == (subject, "c@d.example")
    assert name is None or one.mail.sender_name == name
    assert one.text == "Tekst"


@pytest.mark.parametrize(
    "body",
    [
        b"Content-Type: text/plain; charset=bestaat-niet\n\nBetaling voor caf\xe9",
        b"Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\nBetaling voor caf=C3=A9",
        b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: x-rot\n\nBetaling voor caf\xc3\xa9",
        b"Content-Type: multipart/mixed\n\nBetaling voor caf\xc3\xa9",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nBetaling voor caf\xc3\xa9",
    ],
)
def test_broken_bodies_survive(documents: Documents, body: bytes) -> None:
    (one,) = documents(("kapot.eml", b"From: c@d.example\nSubject: x\n" + body))
    assert one.text == "Betaling voor café"


def test_a_file_name_is_read_in_every_spelling(documents: Documents, make: Make) -> None:
    def attached(header: bytes) -> bytes:
        content: bytes = make.pdf("een")
        return b"From: a@b.example\nContent-Type: application/pdf\n" + header + b"\n\n" + content

    for header, name in {
        b'Content-Disposition: attachment; filename="=?utf-8?q?caf=C3=A9.pdf?="': "café.pdf",
        b"Content-Disposition: attachment; filename*=utf-8''caf%C3%A9.pdf": "café.pdf",
        b'Content-Disposition: attachment; filename="../../etc/passwd.pdf"': "passwd.pdf",
        b'Content-Disposition: attachment; filename="C:\\\\temp\\\\a.pdf"': "a.pdf",
        b"Content-Disposition: attachment": "bijlage-1.pdf",
    }.items():
        (one,) = documents(("a.eml", attached(header)))
        assert one.file.name == name


def test_no_mail_at_all_is_refused(refusals: Refusals) -> None:
    assert refusals(("a.eml", b"dit is geen e-mail")) == [
        ("a.eml", "dit is geen e-mail: er staan geen afzender en onderwerp in")
    ]


def test_an_empty_mail_is_refused(refusals: Refusals) -> None:
    assert refusals(("a.eml", b"From: a@b.example\n\n \n")) == [("a.eml", "de e-mail is leeg")]


def test_a_mail_of_very_many_parts_is_refused(refusals: Refusals) -> None:
    parts = b"".join(b"--x\nContent-Disposition: attachment; filename=a.txt\n\na\n" for _ in range(1001))
    head = b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n"
    assert refusals(("a.eml", head + parts)) == [("a.eml", "er zitten meer dan 1000 bestanden in")]


def test_parts_nested_without_end_are_refused(refusals: Refusals) -> None:
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (one, one) for one in range(3000))
    assert refusals(("a.eml", b"From: a@b.example\n" + nested)) == [("a.eml", "de e-mail is te diep genest")]
