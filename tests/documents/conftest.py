"""Documents made by hand: PDFs of a few objects, mails and archives; and a project that reads them in."""

import sqlite3
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from click.testing import CliRunner, Result

from regeltaal.cli.root import root
from regeltaal.intake.documents import File, Found, Received, Refused
from regeltaal.intake.folder import groups
from regeltaal.intake.pdf import PdfPages
from regeltaal.intake.reading import Item, documents_of

INVOICE = """Vitens N.V.
Oude Veerweg 1, 8019 BE Zwolle
KvK-nummer: 05069581   Btw-nummer: NL 123456782 B90
Aan: Bakkerij De Korenaar
Factuurnummer: 2027-00412
Factuurdatum: 3 maart 2027
Vervaldatum: 17-03-2027
Totaal excl. btw € 1.050,00
Btw 9% over € 1.050,00 € 94,50
Totaal incl. btw € 1.144,50
Graag overmaken op NL91 ABNA 0417 1643 00"""

UBL = """<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
 <cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0</cbc:CustomizationID>
 <cbc:ID>{number}</cbc:ID>
 <cbc:IssueDate>2027-03-01</cbc:IssueDate>
 <cbc:DueDate>2027-03-31</cbc:DueDate>
 <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
 <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
 <cac:OrderReference><cbc:ID>PO-4711</cbc:ID></cac:OrderReference>
 {extra}
 <cac:AccountingSupplierParty><cac:Party>
  <cac:PartyName><cbc:Name>Meelfabriek Zaan</cbc:Name></cac:PartyName>
  <cac:PostalAddress><cbc:StreetName>Molenpad 1</cbc:StreetName><cbc:CityName>Zaandam</cbc:CityName>
   <cbc:PostalZone>1506 AA</cbc:PostalZone>
   <cac:Country><cbc:IdentificationCode>NL</cbc:IdentificationCode></cac:Country>
  </cac:PostalAddress>
  <cac:PartyTaxScheme><cbc:CompanyID>NL123456782B90</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
  </cac:PartyTaxScheme>
  <cac:PartyLegalEntity><cbc:RegistrationName>Meelfabriek Zaan B.V.</cbc:RegistrationName>
   <cbc:CompanyID schemeID="0106">12345678</cbc:CompanyID></cac:PartyLegalEntity>
 </cac:Party></cac:AccountingSupplierParty>
 <cac:AccountingCustomerParty><cac:Party>
  <cac:PostalAddress><cac:Country><cbc:IdentificationCode>NL</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
  <cac:PartyLegalEntity><cbc:RegistrationName>Bakkerij De Korenaar</cbc:RegistrationName></cac:PartyLegalEntity>
 </cac:Party></cac:AccountingCustomerParty>
 <cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode><cbc:PaymentID>7788</cbc:PaymentID>
  <cac:PayeeFinancialAccount><cbc:ID>NL91ABNA0417164300</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
 <cac:TaxTotal><cbc:TaxAmount currencyID="EUR">9.00</cbc:TaxAmount><cac:TaxSubtotal>
  <cbc:TaxableAmount currencyID="EUR">100.00</cbc:TaxableAmount><cbc:TaxAmount currencyID="EUR">9.00</cbc:TaxAmount>
  <cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>9</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
  </cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
 <cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>
  <cbc:TaxExclusiveAmount currencyID="EUR">100.00</cbc:TaxExclusiveAmount>
  <cbc:TaxInclusiveAmount currencyID="EUR">109.00</cbc:TaxInclusiveAmount>
  <cbc:PayableAmount currencyID="EUR">109.00</cbc:PayableAmount></cac:LegalMonetaryTotal>
 <cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="KGM">3</cbc:InvoicedQuantity>
  <cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>
  <cac:OrderLineReference><cbc:LineID>2</cbc:LineID></cac:OrderLineReference>
  <cac:Item><cbc:Name>Bloem</cbc:Name><cac:SellersItemIdentification><cbc:ID>BL-1</cbc:ID></cac:SellersItemIdentification>
   <cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>9</cbc:Percent>
    <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item>
  <cac:Price><cbc:PriceAmount currencyID="EUR">100</cbc:PriceAmount>
   <cbc:BaseQuantity unitCode="KGM">3</cbc:BaseQuantity></cac:Price></cac:InvoiceLine>
</Invoice>"""

RULES = """DOMEIN boekhouding

REGEL "Naar inkoop"
WANNEER document ontvangen
EN bestemming IS LEEG
DAN
  WIJS bestemming toe MET dagboekcode = "60"

REGEL "Inlezen"
WANNEER document ontvangen
DAN
  LEES document in
"""
SETTINGS = """[project]
domein = "boekhouding"

[administraties."Bakkerij De Korenaar"]
postadres = ["korenaar@in.kantoor.example"]
modules = ["Document management", "Automatisch documenten splitsen"]
abonnement = "Compleet"
categorielijst = ["Brieven/Belastingdienst"]
rekeningnummers = ["NL02ABNA0123456789"]

[administraties."Eetcafé De Hoek"]
postadres = ["hoek@in.kantoor.example"]
modules = ["Document management"]
abonnement = "Compleet"
"""


class Maker:
    """Makes files of all kinds."""

    invoice = INVOICE
    png = b"\x89PNG\r\n\x1a\n" + bytes(20)

    @staticmethod
    def pdf(*pages: str) -> bytes:
        """A PDF of a page for each text; of no text at all one empty page."""
        texts = pages or ("",)
        kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(texts)))
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {len(texts)} >>".encode(),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ]
        for number, text in enumerate(texts):
            content = Maker._content(text)
            page = (
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
                f" /Contents {5 + 2 * number} 0 R >>"
            )
            objects += [page.encode(), b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)]
        return Maker._file(objects)

    @staticmethod
    def _content(text: str) -> bytes:
        escaped = [line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in text.split("\n")]
        shown = " ".join(f"({line}) Tj T*" for line in escaped)
        return f"BT /F1 11 Tf 50 780 Td 14 TL {shown} ET".encode("cp1252")

    @staticmethod
    def _file(objects: list[bytes]) -> bytes:
        out, places = bytearray(b"%PDF-1.4\n"), []
        for number, one in enumerate(objects, start=1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
        return bytes(out)

    @staticmethod
    def ubl(number: str = "2027-118", extra: str = "") -> bytes:
        return UBL.format(number=number, extra=extra).encode()

    @staticmethod
    def mail(*attached: tuple[str, bytes], body: str = "Hierbij onze factuur.", **headers: str) -> bytes:
        message = EmailMessage()
        for name, value in {
            "From": "Meelfabriek Zaan <facturen@meelfabriek.example>",
            "To": "korenaar@in.kantoor.example",
            "Subject": "Factuur maart",
            "Date": "Fri, 12 Mar 2027 09:00:00 +0100",
            "Message-ID": "<1@meelfabriek.example>",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }.items():
            if value:
                message[name] = value
        message.set_content(body)
        for name, content in attached:
            message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
        return bytes(message)

    @staticmethod
    def zip(**files: bytes) -> bytes:
        """An archive; `__` in a name stands for a point."""
        return Maker.zip_of({name.replace("__", "."): content for name, content in files.items()})

    @staticmethod
    def zip_of(files: dict[str, bytes]) -> bytes:
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return out.getvalue()


@pytest.fixture
def make() -> Maker:
    return Maker()


@pytest.fixture(scope="session")
def pages() -> Iterator[PdfPages]:
    """One process for the PDFs of all tests."""
    with PdfPages() as reader:
        yield reader


@pytest.fixture
def take(pages: PdfPages) -> Callable[..., list[Found]]:
    """The documents in one file, or in files that lay side by side."""

    def found(*files: tuple[str, bytes]) -> list[Found]:
        return list(documents_of([Item(name, File(name, content)) for name, content in files], pages))

    return found


@pytest.fixture
def documents(take: Callable[..., list[Found]]) -> Callable[..., list[Received]]:
    """The same, where nothing is refused."""

    def found(*files: tuple[str, bytes]) -> list[Received]:
        taken = take(*files)
        assert [one for one in taken if isinstance(one, Refused)] == []
        return [one for one in taken if isinstance(one, Received)]

    return found


@pytest.fixture
def refusals(take: Callable[..., list[Found]]) -> Callable[..., list[tuple[str, str]]]:
    """What is refused, by path and reason, where nothing else is."""

    def found(*files: tuple[str, bytes]) -> list[tuple[str, str]]:
        taken = take(*files)
        assert [one for one in taken if isinstance(one, Received)] == []
        return [(one.path, one.reason.nl) for one in taken if isinstance(one, Refused)]

    return found


@pytest.fixture
def below(pages: PdfPages) -> Callable[[Path], list[Found]]:
    """All that is in a folder."""

    def found(folder: Path) -> list[Found]:
        taken: list[Found] = []
        for group in groups(folder):
            taken += [group] if isinstance(group, Refused) else documents_of(group, pages)
        return taken

    return found


class Office:
    """A project with its folder of post."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "kantoor"
        self.post = folder / "post"

    def put(self, name: str, content: bytes) -> None:
        path = self.post / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def run(self, *arguments: str | Path) -> Result:
        command = ["draai", str(self.folder), *map(str, arguments)]
        found = CliRunner().invoke(root, command, prog_name="regeltaal")
        if found.exception is not None and not isinstance(found.exception, SystemExit):
            raise found.exception
        return found

    def take_in(self, *arguments: str) -> Result:
        return self.run("--documenten", self.post, *arguments)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(self.folder / "regeltaal.db") as store:
            return store.execute(query).fetchall()

    def dump(self) -> list[str]:
        with sqlite3.connect(self.folder / "regeltaal.db") as store:
            return list(store.iterdump())


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A bookkeeping office with two administrations, whose journals are known."""
    monkeypatch.delenv("REGELTAAL_OPSLAG_URL", raising=False)
    made = Office(tmp_path)
    (made.folder / "regels").mkdir(parents=True)
    made.post.mkdir()
    (made.folder / "regeltaal.toml").write_text(SETTINGS, encoding="utf-8")
    (made.folder / "regels" / "inlezen.regel").write_text(RULES, encoding="utf-8")
    (made.folder / "begin.jsonl").write_text(
        "\n".join(
            f'{{"id": "{number}", "gebeurtenis": "dagboek bijgewerkt", "administratie": "{name}",'
            ' "record": {"code": "60", "naam": "Inkoopboek", "type": "Inkoop"}}'
            for number, name in enumerate(("Bakkerij De Korenaar", "Eetcafé De Hoek"))
        ),
        encoding="utf-8",
    )
    assert made.run("--gebeurtenissen", made.folder / "begin.jsonl").exit_code == 0
    return made
