"""PDFs, images and data: the text, the pages, the XML inside, and pairs."""

from base64 import b64encode
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from regeltaal.intake import pdf as pdf_module
from regeltaal.intake.documents import Kind, Received
from regeltaal.intake.pdf import MissingLibraryError, PdfPages

Make = Any
Documents = Callable[..., list[Received]]
Refusals = Callable[..., list[tuple[str, str]]]


def written(change: Callable[[PdfWriter], None], content: bytes) -> bytes:
    writer = PdfWriter(PdfReader(BytesIO(content)))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _attach(writer: PdfWriter, name: str, content: bytes) -> None:
    writer.add_attachment(name, content)


def test_a_pdf_has_text_and_pages(documents: Documents, make: Make) -> None:
    (one,) = documents(("a.pdf", make.pdf("Totaal € 5,00", "pagina (twee)")))
    assert (one.kind, one.text, one.pages) == (Kind.PDF, "Totaal € 5,00\n\npagina (twee)", 2)


def test_of_a_long_pdf_the_text_is_that_of_fifty_pages_and_the_count_is_true(documents: Documents, make: Make) -> None:
    (one,) = documents(("a.pdf", make.pdf(*(f"blad {number}" for number in range(1, 121)))))
    assert one.pages == 120
    assert one.text is not None
    assert one.text.endswith("blad 50")


def test_a_scan_has_no_text(documents: Documents, make: Make) -> None:
    (one,) = documents(("scan.pdf", make.pdf("")))
    assert (one.text, one.pages) == (None, 1)


@pytest.mark.parametrize("name", ["factur-x.xml", "ZUGFeRD-invoice.xml", "xrechnung.xml"])
def test_the_xml_of_a_hybrid_invoice_is_its_data(documents: Documents, make: Make, name: str) -> None:
    content = written(lambda writer: _attach(writer, name, make.ubl()), make.pdf("op papier"))
    (one,) = documents(("hybride.pdf", content))
    assert (one.data, one.text, one.file.content) == (make.ubl(), "op papier", content)


def test_a_pdf_that_is_locked_against_changes_only_is_read(documents: Documents, make: Make) -> None:
    content = written(lambda writer: writer.encrypt("", "eigenaar", algorithm="AES-256"), make.pdf("leesbaar"))
    (one,) = documents(("a.pdf", content))
    assert one.text == "leesbaar"


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_pdf_with_a_password_is_refused(refusals: Refusals, make: Make, algorithm: str) -> None:
    content = written(lambda writer: writer.encrypt("geheim", algorithm=algorithm), make.pdf("een"))
    assert refusals(("a.pdf", content)) == [("a.pdf", "de PDF is versleuteld met een wachtwoord")]


def test_a_pdf_that_takes_too_long_is_refused_and_the_next_one_is_read(make: Make) -> None:
    with PdfPages(seconds=0.01) as pages:
        slow = pages.read(make.pdf("een"))
        pages.seconds = 60
        good = pages.read(make.pdf("twee"))
    assert "duurt langer" in slow.nl  # type: ignore[union-attr] # a reason
    assert good.text == "twee"  # type: ignore[union-attr] # pages


def test_without_the_library_it_is_said_how_to_install_it(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "find_spec", lambda _: None)
    with PdfPages() as pages, pytest.raises(MissingLibraryError) as error:
        pages.read(make.pdf("een"))
    assert "pip install 'regeltaal[documenten]'" in error.value.reason.nl


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.png", b"\x89PNG\r\n\x1a\n0"), ("a.jpg", b"\xff\xd8\xff0"), ("a.tiff", b"II*\0"), ("a.heic", b"0000ftypheic")],
)
def test_a_photo_is_a_document_without_text(documents: Documents, name: str, content: bytes) -> None:
    (one,) = documents((name, content))
    assert (one.kind, one.text, one.pages) == (Kind.IMAGE, None, None)


def test_data_by_itself_has_its_words_as_text(documents: Documents, make: Make) -> None:
    (one,) = documents(("a.xml", make.ubl()))
    assert one.data == one.file.content == make.ubl()
    assert one.text is not None
    assert "Meelfabriek Zaan\n" in one.text
    assert one.pages is None


def test_data_with_a_pdf_inside_has_the_text_of_that(documents: Documents, make: Make) -> None:
    inside = b64encode(make.pdf("op papier")).decode()
    extra = (
        "<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject"
        f' mimeCode="application/pdf" filename="f.pdf">{inside}</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>'
        "</cac:AdditionalDocumentReference>"
    )
    (one,) = documents(("a.xml", make.ubl(extra=extra)))
    assert (one.text, one.pages) == ("op papier", 1)


def test_data_and_paper_of_one_name_are_one_document(documents: Documents, make: Make) -> None:
    paper = make.pdf("op papier")
    content = make.mail(("F1.pdf", paper), ("f1.XML", make.ubl()), ("voorwaarden.pdf", make.pdf("kleine letters")))
    pair, terms = documents(("a.eml", content))
    assert (pair.file.name, pair.beside and pair.beside.content, pair.text) == ("f1.XML", paper, "op papier")
    assert (pair.data, pair.pages) == (make.ubl(), 1)
    assert (terms.file.name, terms.beside) == ("voorwaarden.pdf", None)


def test_an_e_invoice_with_one_pdf_beside_it_is_one_document(documents: Documents, make: Make) -> None:
    (one,) = documents(("a.zip", make.zip(ubl_123__xml=make.ubl(), Factuur__pdf=make.pdf("op papier"))))
    assert (one.file.name, one.beside and one.beside.name, one.text) == ("ubl_123.xml", "Factuur.pdf", "op papier")


def test_other_data_with_one_pdf_beside_it_are_two(documents: Documents, make: Make) -> None:
    found = documents(("a.zip", make.zip(voorraad__xml=b"<voorraad/>", Factuur__pdf=make.pdf("op papier"))))
    assert [one.file.name for one in found] == ["voorraad.xml", "Factuur.pdf"]


def test_an_e_invoice_with_two_pdfs_of_other_names_stays_by_itself(documents: Documents, make: Make) -> None:
    files = {"u.xml": make.ubl(), "a.pdf": make.pdf("een"), "b.pdf": make.pdf("twee")}
    assert [one.file.name for one in documents(("a.zip", make.zip_of(files)))] == ["u.xml", "a.pdf", "b.pdf"]


def test_a_pair_with_a_damaged_pdf_is_refused_by_the_name_of_the_pdf(refusals: Refusals, make: Make) -> None:
    assert refusals(("a.zip", make.zip(f__xml=make.ubl(), f__pdf=b"%PDF-1.4 stuk"))) == [
        ("a.zip/f.pdf", "de PDF is beschadigd")
    ]


def test_the_key_follows_from_content_and_mail_and_not_from_the_name(documents: Documents, make: Make) -> None:
    def key(name: str, **headers: str) -> str:
        (one,) = documents(("a.eml", make.mail((name, make.pdf("een")), **headers)))
        return one.key

    assert key("a.pdf") == key("b.pdf", Subject="Anders")
    assert key("a.pdf") != key("a.pdf", Message_ID="<2@b>")
