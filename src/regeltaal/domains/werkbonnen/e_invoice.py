"""The e-invoice of an invoice: UBL by the Dutch rules (NLCIUS), kept as a file with it.

It takes data that an office may not have filled in. Then the invoice is there all the same, and says why it has none.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from regeltaal.domains.common.einvoice.identities import DUTCH_VAT_SCHEME, KVK_SCHEME, Identifier
from regeltaal.domains.common.einvoice.model import (
    Address,
    Adjustment,
    Delivery,
    Invoice,
    Party,
    Payment,
    Price,
    Totals,
    VatLine,
)
from regeltaal.domains.common.einvoice.model import Line as InvoiceLine
from regeltaal.domains.common.einvoice.nlcius import missing_for_nlcius
from regeltaal.domains.common.einvoice.ubl_write import write_ubl
from regeltaal.domains.common.reading import Fields
from regeltaal.domains.werkbonnen.invoice_lines import EXEMPT, NORMAL, REVERSED, ZERO, Line, vat_lines
from regeltaal.runtime.bindings import ActionCall
from regeltaal.runtime.settings import Connection, connection
from regeltaal.values.exact import rounded
from regeltaal.values.value import Ref

_NONE_MADE = "geen e-factuur"
_EURO = "EUR"
_SEPA = "58"
_MANY_DECIMALS = 6
_CATEGORIES = {NORMAL: "S", ZERO: "Z", EXEMPT: "E", REVERSED: "AE"}
_REASONS = {"E": ("Vrijgesteld van btw", None), "AE": ("Btw verlegd", "VATEX-EU-AE")}
_COUNTRIES = {
    "nederland": "NL",
    "belgie": "BE",
    "belgië": "BE",
    "duitsland": "DE",
    "frankrijk": "FR",
    "luxemburg": "LU",
    "oostenrijk": "AT",
    "denemarken": "DK",
    "spanje": "ES",
    "italië": "IT",
    "polen": "PL",
    "ierland": "IE",
    "verenigd koninkrijk": "GB",
}
_UNITS = {
    "uur": "HUR",
    "uren": "HUR",
    "minuut": "MIN",
    "minuten": "MIN",
    "dag": "DAY",
    "dagen": "DAY",
    "km": "KMT",
    "kilometer": "KMT",
    "m": "MTR",
    "meter": "MTR",
    "m2": "MTK",
    "m3": "MTQ",
    "kg": "KGM",
    "kilogram": "KGM",
    "gram": "GRM",
    "liter": "LTR",
    "l": "LTR",
    "set": "SET",
    "paar": "PR",
    "doos": "BX",
    "rol": "RO",
}
_PIECE = "C62"
_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")


def attach(call: ActionCall, invoice: Ref, lines: Sequence[Line]) -> None:
    """Puts the file with the invoice, or else the reason why there is none."""
    records, seller = call.our_records, _settings(call)
    if not seller.is_set:
        records.write(invoice, "e-factuur melding", f"{_NONE_MADE}: `[koppelingen.bedrijf]` is niet ingevuld")
        return
    made = e_invoice(call, invoice, seller, lines)
    missing = missing_for_nlcius(made)
    if missing:
        told = "; ".join(dict.fromkeys(one.nl for one in missing))
        records.write(invoice, "e-factuur melding", f"{_NONE_MADE}: {told}")
        return
    name = _UNFIT.sub("-", f"factuur-{invoice.key}.xml")
    records.write(invoice, "e-factuur", records.keep_file(name, write_ubl(made)))


def e_invoice(call: ActionCall, invoice: Ref, seller: Connection, lines: Sequence[Line]) -> Invoice:
    records = call.our_records
    fields = Fields.of(records, invoice)
    order = Fields.of(records, fields.ref("werkbon"))
    customer = Fields.of(records, fields.ref("relatie"))
    vat = vat_lines(lines)
    without, tax = sum((one.base for one in vat), Decimal(0)), sum((one.tax for one in vat), Decimal(0))
    project = fields.ref("project")
    return Invoice(
        number=invoice.key,
        issue_date=fields.date("datum") or call.environment.today,
        due_date=fields.date("vervaldatum"),
        currency=_EURO,
        buyer_reference=fields.text("referentie") or invoice.key,
        order_reference=order.text("extern nummer"),
        project=order.text("projectnummer") if project is None else project.key,
        seller=_seller(seller),
        buyer=_buyer(customer, fields.ref("relatie")),
        delivery=Delivery(date=order.date("datum")) if order.date("datum") else None,
        payments=_payments(seller, invoice.key),
        totals=Totals(lines=without, without_vat=without, vat=tax, with_vat=without + tax, payable=without + tax),
        vat=tuple(_vat(one.vat.category, one.vat.percent, one.base, one.tax) for one in vat),
        lines=tuple(_line(number, line) for number, line in enumerate(lines, start=1)),
    )


def _settings(call: ActionCall) -> Connection:
    """Who sends the invoice: `[koppelingen.bedrijf]`, with what is said of this administration laid over it."""
    company = connection(call, "bedrijf")
    own = company.table("administraties").table(call.administration)
    return Connection("bedrijf", {**company.values, **own.values})


def _seller(company: Connection) -> Party:
    kvk, vat = company.text("kvk-nummer"), company.text("btw-nummer")
    return Party(
        name=company.text("naam") or "",
        legal_id=Identifier(kvk, KVK_SCHEME) if kvk else None,
        vat_id=vat,
        endpoint=_endpoint(kvk, vat),
        address=Address(
            street=company.text("straat"),
            postcode=company.text("postcode"),
            city=company.text("plaats"),
            country=_country(company.text("land")),
        ),
        contact=company.text("contactpersoon"),
        phone=company.text("telefoonnummer"),
        email=company.text("e-mailadres"),
    )


def _buyer(customer: Fields, record: Ref | None) -> Party:
    kvk, vat = customer.text("kvk-nummer"), customer.text("btw-nummer")
    street = " ".join(part for part in (customer.text("straat"), customer.text("huisnummer")) if part)
    return Party(
        name=customer.text("naam") or "",
        ids=() if record is None else (Identifier(record.key),),
        legal_id=Identifier(kvk, KVK_SCHEME) if kvk else None,
        vat_id=vat,
        endpoint=_endpoint(kvk, vat),
        address=Address(
            street=street or None,
            postcode=customer.text("postcode"),
            city=customer.text("plaats"),
            country=_country(customer.text("land")),
        ),
        contact=customer.text("contactpersoon"),
        phone=customer.text("telefoonnummer"),
        email=customer.text("e-mailadres"),
    )


def _endpoint(kvk: str | None, vat: str | None) -> Identifier | None:
    """Where Peppol delivers to: by the KvK number, else by the VAT number."""
    if kvk:
        return Identifier(kvk, KVK_SCHEME)
    return Identifier(vat, DUTCH_VAT_SCHEME) if vat and vat.upper().startswith("NL") else None


def _country(written: str | None) -> str | None:
    """The code of a country by its Dutch name; without one it is ours."""
    if written is None:
        return "NL"
    folded = written.strip().lower()
    is_code = len(folded) == 2 and folded.isascii() and folded.isalpha()  # noqa: PLR2004 - ISO 3166-1 alpha-2
    return folded.upper() if is_code else _COUNTRIES.get(folded)


def _payments(company: Connection, number: str) -> tuple[Payment, ...]:
    iban = company.text("iban")
    if iban is None:
        return ()
    account = iban.replace(" ", "")
    return (Payment(means=_SEPA, reference=number, account=account, bic=company.text("bic")),)


def _vat(category: str, percent: Decimal, base: Decimal, tax: Decimal) -> VatLine:
    code = _CATEGORIES[category]
    reason, reason_code = _REASONS.get(code, (None, None))
    return VatLine(category=code, percent=percent, base=base, tax=tax, exemption=reason, exemption_code=reason_code)


def _line(number: int, line: Line) -> InvoiceLine:
    """A price below nought is none: then it is the quantity that goes the other way."""
    count, price = (line.count, line.price) if line.price >= 0 else (-line.count, -line.price)
    quantity = rounded(count, _MANY_DECIMALS)
    whole = rounded(Fraction(quantity) * Fraction(price), 2)
    off = whole - line.amount
    return InvoiceLine(
        id=str(number),
        name=line.what,
        quantity=quantity,
        unit=_UNITS.get((line.unit or "").strip().lower(), _PIECE),
        price=Price(net=price),
        net_amount=line.amount,
        adjustments=(_discount(line, off, whole),) if off else (),
        vat_category=_CATEGORIES[line.vat.category],
        vat_percent=line.vat.percent,
        seller_item=line.code,
    )


def _discount(line: Line, off: Decimal, whole: Decimal) -> Adjustment:
    """What the price and the quantity come to more than is charged; without a discount that is a cent of rounding."""
    if off < 0 or not line.discount:
        return Adjustment(is_charge=off < 0, amount=abs(off), reason="Korting" if line.discount else "Afronding")
    return Adjustment(is_charge=False, amount=off, base=whole, percent=line.discount, reason="Korting")
