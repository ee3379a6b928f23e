"""What is no e-invoice is refused with the reason in Dutch, and nothing makes the reader fail in another way."""

import time
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regeltaal.domains.common.einvoice import xml_tree
from regeltaal.domains.common.einvoice.calculation import calculated
from regeltaal.domains.common.einvoice.formats import detect
from regeltaal.domains.common.einvoice.identities import Identifier
from regeltaal.domains.common.einvoice.model import (
    Address,
    Attachment,
    Invoice,
    Line,
    Party,
    Payment,
    Price,
    Totals,
)
from regeltaal.domains.common.einvoice.reading import read
from regeltaal.domains.common.einvoice.reasons import UnreadableError
from regeltaal.domains.common.einvoice.ubl_write import write_ubl

UBL_SPACE = "urn:oasis:names:specification:ubl:schema:xsd:"
CII = b"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
  xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
  xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocument><ram:ID>2027-1</ram:ID><ram:TypeCode>380</ram:TypeCode><ram:IssueDateTime>
<udt:DateTimeString format="102">20270301</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeAgreement>
<ram:SellerTradeParty><ram:Name>Van Dam B.V.</ram:Name></ram:SellerTradeParty>
<ram:BuyerTradeParty><ram:Name>Klant</ram:Name></ram:BuyerTradeParty></ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:GrandTotalAmount>121</ram:GrandTotalAmount>
</ram:SpecifiedTradeSettlementHeaderMonetarySummation></ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""


def invoice() -> Invoice:
    nothing = Decimal(0)
    return calculated(
        Invoice(
            number="2027-0042",
            issue_date=date(2027, 3, 1),
            due_date=date(2027, 3, 31),
            currency="EUR",
            buyer_reference="WB-1042",
            seller=Party(
                name="Loodgieter België",
                legal_id=Identifier("12345678", "0106"),
                vat_id="NL123456782B90",
                address=Address(street="Dorpsstraat 1", postcode="1234 AB", city="Ede", country="NL"),
            ),
            buyer=Party(name="Bakkerij"),
            payments=(Payment(means="30", account="NL91ABNA0417164300"),),
            totals=Totals(lines=nothing, without_vat=nothing, with_vat=nothing, payable=nothing),
            attachments=(Attachment(id="1", content=b"Hallo", name="a.txt", media_type="text/plain"),),
            lines=(
                Line(
                    id="1",
                    name="Uren",
                    quantity=Decimal(2),
                    unit="HUR",
                    price=Price(net=Decimal(65)),
                    net_amount=Decimal(130),
                    vat_category="S",
                    vat_percent=Decimal(21),
                ),
            ),
        )
    )


UBL = write_ubl(invoice())


def reason(content: bytes) -> str:
    with pytest.raises(UnreadableError) as raised:
        read(content)
    assert raised.value.reason.en
    return raised.value.reason.nl


def root(name: str, namespace: str) -> bytes:
    return f'<?xml version="1.0"?><x:{name} xmlns:x="{namespace}"/>'.encode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "het bestand is leeg"),
        (b" \r\n\t", "het bestand is leeg"),
        (b"%PDF-1.7 ...", "dit is een PDF, geen e-factuur in XML"),
        (b"PK\x03\x04....", "dit is een ZIP- of Office-bestand, geen e-factuur in XML"),
        (b"\x89PNG\r\n", "dit is een afbeelding (PNG), geen e-factuur in XML"),
        (b"\xff\xd8\xff\xe0", "dit is een foto (JPEG), geen e-factuur in XML"),
        (b'{"factuur": 1}', "dit is JSON, geen e-factuur in XML"),
        (b"<!DOCTYPE html><html></html>", "dit is een webpagina, geen e-factuur in XML"),
        (b"Geachte heer, hierbij onze factuur", "dit is een ander soort bestand, geen e-factuur in XML"),
        (root("Order", UBL_SPACE + "Order-2"), "dit is een bestelling (UBL `Order`), geen e-factuur"),
        (
            root("ApplicationResponse", UBL_SPACE + "ApplicationResponse-2"),
            "dit is een ontvangst- of statusbericht (UBL `ApplicationResponse`), geen e-factuur",
        ),
        (
            root("DespatchAdvice", UBL_SPACE + "DespatchAdvice-2"),
            "dit is een pakbon (UBL `DespatchAdvice`), geen e-factuur",
        ),
        (root("Forecast", UBL_SPACE + "Forecast-2"), "dit is een ander XML-bestand (`Forecast`), geen e-factuur"),
        (
            root("CrossIndustryDocument", "urn:ferd:CrossIndustryDocument:invoice:1p0"),
            "dit is een factuur in ZUGFeRD 1, van voor de Europese norm, geen e-factuur",
        ),
        (
            root("Document", "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"),
            "dit is een bankafschrift (CAMT), geen e-factuur",
        ),
        (
            root("Document", "urn:iso:std:iso:20022:tech:xsd:pain.008.001.02"),
            "dit is een betaal- of incassobestand, geen e-factuur",
        ),
        (b"<Invoice/>", "dit is een ander XML-bestand (`Invoice`), geen e-factuur"),
        (b"<note><to>Jan</to></note>", "dit is een ander XML-bestand (`note`), geen e-factuur"),
    ],
)
def test_another_kind_of_file_is_called_by_its_name(content: bytes, said: str) -> None:
    assert said == reason(content)
    assert detect(content) is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"<cbc:ID>2027-0042</cbc:ID>", b"", "in de e-factuur ontbreekt het factuurnummer"),
        (b"<cbc:IssueDate>2027-03-01</cbc:IssueDate>", b"", "in de e-factuur ontbreekt de factuurdatum"),
        (b"<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>", b"", "in de e-factuur ontbreekt de valuta"),
        (
            "<cbc:RegistrationName>Loodgieter België</cbc:RegistrationName>".encode(),
            b"",
            "in de e-factuur ontbreekt de naam van de leverancier",
        ),
        (
            b"<cbc:RegistrationName>Bakkerij</cbc:RegistrationName>",
            b"",
            "in de e-factuur ontbreekt de naam van de klant",
        ),
        (
            b"2027-03-31",
            b"2027-02-30",
            "op regel 7 heeft `DueDate` de waarde `2027-02-30`, dat is geen datum",
        ),
        (b"2027-03-31", b"31-3-2027", "op regel 7 heeft `DueDate` de waarde `31-3-2027`, dat is geen datum"),
        (b">157.30</cbc:PayableAmount", b">157,30</cbc:PayableAmount", "de waarde `157,30`, dat is geen getal"),
        (b">157.30</cbc:PayableAmount", b">1E9</cbc:PayableAmount", "de waarde `1E9`, dat is geen getal"),
        (b">157.30</cbc:PayableAmount", b">NaN</cbc:PayableAmount", "de waarde `NaN`, dat is geen getal"),
        (
            b">157.30</cbc:PayableAmount",
            b">" + b"9" * 500 + b"</cbc:PayableAmount",
            "de waarde `" + "9" * 40 + "…`, dat is geen getal",
        ),
        (
            b'<cbc:PayableAmount currencyID="EUR">',
            b'<cbc:PayableAmount currencyID="USD">',
            "staat `PayableAmount` in USD, terwijl de factuur in EUR is",
        ),
        (b">SGFsbG8=<", b">SGFsb*8=<", "is beschadigd: de inhoud is niet te ontcijferen"),
        (b"</Invoice>", b"", "houdt op regel"),
        (b"<cbc:Name>Uren</cbc:Name>", b"<cbc:Name>Uren</cbc:Naam>", "teken 23, staat iets wat daar niet mag staan"),
    ],
)
def test_what_is_wrong_in_an_invoice_is_said(old: bytes, new: bytes, said: str) -> None:
    assert old in UBL
    assert said in reason(UBL.replace(old, new, 1))


def test_an_invoice_without_any_total_is_refused() -> None:
    content = CII.replace(b"<ram:GrandTotalAmount>121</ram:GrandTotalAmount>", b"")
    assert "in de e-factuur ontbreekt het totaalbedrag" == reason(content)


@pytest.mark.parametrize(("form", "written"), [("102", "2027-03-01"), ("610", "202703"), ("102", "20271301")])
def test_a_date_of_cii_in_another_form_than_it_says_is_refused(form: str, written: str) -> None:
    content = CII.replace(b'format="102">20270301', f'format="{form}">{written}'.encode())
    assert f"op regel 6 heeft `DateTimeString` de waarde `{written}`, dat is geen datum" == reason(content)


def test_a_file_that_stops_halfway_says_so() -> None:
    assert "het is niet heel overgekomen" in reason(UBL[: len(UBL) // 2].rsplit(b"<", 1)[0])


def test_letters_in_another_encoding_than_declared_are_told_with_their_line() -> None:
    content = UBL.replace("België".encode(), "België".encode("windows-1252"))
    assert reason(content).endswith("staan tekens in een andere codering dan het bestand zegt te hebben (UTF-8)")


@pytest.mark.parametrize("name", ["EBCDIC-CP-NL", "utf-7", "hex", "punycode", "idna", "rot13"])
def test_an_encoding_that_is_not_read_is_named(name: str) -> None:
    content = UBL.replace(b'encoding="UTF-8"', f'encoding="{name}"'.encode())
    assert f"het bestand is gecodeerd als `{name}`, en die tekencodering wordt niet gelezen" == reason(content)


# --- files made to do harm

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "definitions",
    [
        f'<!DOCTYPE Invoice [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE Invoice [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE Invoice SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE Invoice [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]>',
        "<!DOCTYPE Invoice>",
    ],
)
def test_definitions_of_its_own_are_refused(definitions: str) -> None:
    head, rest = UBL.split(b"\n", 1)
    content = head + definitions.encode() + rest.replace(b"WB-1042", b"&l9;")
    assert "`DOCTYPE`" in reason(content)


def test_an_entity_that_nobody_defined_is_refused() -> None:
    assert "staat iets wat daar niet mag staan" in reason(UBL.replace(b"WB-1042", b"&x;"))


def test_a_file_that_is_too_large_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_tree, "MAX_BYTES", 2**20)
    assert "het bestand is groter dan 1 MB; zo grote e-facturen worden niet gelezen" == reason(
        UBL + b" " * 2**20 + b"<x/>"
    )


def test_elements_within_elements_without_end_are_refused() -> None:
    deep = 100_000
    content = UBL.replace(b"</Invoice>", b"<a>" * deep + b"</a>" * deep + b"</Invoice>")
    assert "de XML is dieper genest dan in een e-factuur kan voorkomen" == reason(content)


def test_more_elements_than_an_invoice_has_are_refused() -> None:
    content = UBL.replace(b"</Invoice>", b"<a/>" * (xml_tree.MAX_ELEMENTS + 1) + b"</Invoice>")
    assert reason(content).startswith("het bestand heeft meer dan 500000 onderdelen")


def test_more_lines_than_an_invoice_has_are_refused_and_as_many_as_it_may_have_are_read() -> None:
    start = UBL.index(b"  <cac:InvoiceLine>")
    line = UBL[start : UBL.index(b"</Invoice>")]
    assert xml_tree.MAX_LINES == len(read(UBL.replace(line, line * xml_tree.MAX_LINES)).lines)
    assert reason(UBL.replace(line, line * (xml_tree.MAX_LINES + 1))).startswith(
        "de e-factuur heeft meer dan 10000 regels"
    )


def test_a_million_attributes_or_a_long_text_are_read_in_passing() -> None:
    many = b"<x " + b" ".join(b'a%d=""' % place for place in range(100_000)) + b"/>"
    content = UBL.replace(b"</Invoice>", many + b"<y>" + b"z" * 2**22 + b"</y></Invoice>")
    started = time.monotonic()
    assert "2027-0042" == read(content).number
    assert time.monotonic() - started < 10


# --- whatever comes


def survives(content: bytes) -> None:
    detect(content)
    with suppress(UnreadableError):
        read(content)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    survives(content)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A good file in which bytes were changed, put in, or left out, or of which the end is missing."""
    content = bytearray(draw(st.sampled_from([UBL, CII])))
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, max(len(content) - 1, 0)))
        length = draw(st.integers(0, 12))
        content[place : place + length] = draw(st.binary(max_size=6) | st.sampled_from([b"<", b">", b"&", b"</", b'"']))
    return bytes(content[: draw(st.integers(0, len(content)))] if draw(st.booleans()) else content)


@settings(max_examples=400, deadline=None)
@given(damaged())
def test_any_damage_to_a_file_is_read_or_refused(content: bytes) -> None:
    survives(content)


@st.composite
def rearranged(draw: st.DrawFn) -> bytes:
    """A good file in which texts were changed for odd ones: still XML, seldom an invoice."""
    content = draw(st.sampled_from([UBL, CII])).decode()
    parts = content.split(">")
    for _ in range(draw(st.integers(1, 5))):
        place = draw(st.integers(0, len(parts) - 1))
        _, bracket, tag = parts[place].partition("<")
        odd = draw(
            st.sampled_from(["", "-", "0", "-1", "99999999", "2027-01-01", "20270230", "NL", "true", "é", "SGE="])
        )
        parts[place] = f"{odd}{bracket}{tag}" if bracket and place else parts[place]
    return ">".join(parts).encode()


@settings(max_examples=300, deadline=None)
@given(rearranged())
def test_any_odd_values_are_read_or_refused(content: bytes) -> None:
    survives(content)
