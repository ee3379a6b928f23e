"""A booking proposal of a document: what its invoice data say, the document's own data, and lines with their amounts.

Amounts of a credit note go the other way: where it tells what comes back as a positive amount, the booking has it below
nought, lines included. What the invoice leaves out stays empty: a proposal without any data is one too.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from regeltaal.base.node import Node
from regeltaal.domains.boekhouding import office, parties
from regeltaal.domains.boekhouding.balance import Taxed, rests
from regeltaal.domains.common.reading import Fields
from regeltaal.domains.common.rows import Row, add_rows
from regeltaal.runtime.bindings import Records
from regeltaal.values.exact import rounded
from regeltaal.values.value import Ref, Value

_Line = Mapping[str, Value | None]

FINANCIAL, PURCHASE = "Financiële boeking", "Inkoopfactuur"
BOOKED, INVOICED = "boekingsregels", "regels"
SALES, TEXT_LINE = "Verkoop", "Tekst"

_SCANNED = "Scan en herken"
_CREDIT_NOTE = "Creditnota"
_LONGEST_LINE = 80
_OF_DOCUMENT = (
    "dagboek",
    "dagboekcode",
    "dagboeknaam",
    "dagboektype",
    "document tekst",
    "document aantal pagina's",
    "inlees bestandsnaam",
    "inlees bestandsnaam extensie",
)
_OF_INVOICE = (
    "herkenningsscore",
    "factuurnummer",
    "factuurdatum",
    "vervaldatum",
    "valuta",
    "betalingsreferentie",
    "uw referentie",
    "uw bestelnummer",
    "contractnummer",
)


class Amounts(Node):
    """What an invoice comes to, in the direction of the booking; the third is worked out of two others."""

    without: Decimal | None
    vat: Decimal | None
    total: Decimal | None
    sign: int

    @classmethod
    def of(cls, invoice: Fields) -> "Amounts":
        without, vat, total = (invoice.number(name) for name in ("bedrag excl btw", "btw-bedrag", "bedrag incl btw"))
        if total is None and without is not None and vat is not None:
            total = without + vat
        elif without is None and total is not None and vat is not None:
            without = total - vat
        elif vat is None and total is not None and without is not None:
            vat = total - without
        told = next((one for one in (total, without) if one is not None), Decimal(1))
        sign = -1 if invoice.text("soort") == _CREDIT_NOTE and told > 0 else 1
        return cls(_times(without, sign), _times(vat, sign), _times(total, sign), sign)


def propose(records: Records, document: Ref) -> Ref:
    """The booking proposal of a document."""
    found = Fields.of(records, document)
    invoice = Fields.of(records, found.ref("e-factuur"))
    booking = records.create("boeking", _values(records, document, found, invoice))
    add_rows(records, booking, BOOKED, "boekingsregel", booked_rows(records, invoice))
    return booking


def _values(records: Records, document: Ref, found: Fields, invoice: Fields) -> Row:
    amounts = Amounts.of(invoice)
    is_sale = found.text("dagboektype") == SALES
    party = parties.recognised(invoice, office.of(records, document.administration), is_sale=is_sale)
    return {
        **{name: found.any(name) for name in _OF_DOCUMENT},
        **{name: invoice.any(name) for name in _OF_INVOICE},
        **party,
        "document": document,
        "documentafzendernaam": found.text("afzendernaam"),
        "documentbestandsnaam": found.text("inlees bestandsnaam"),
        "documentonderwerp": found.text("onderwerp"),
        "herkendebetalingsreferentie": invoice.text("betalingsreferentie"),
        "omschrijving": _described(invoice, found),
        "notitie": invoice.text("omschrijving"),
        "bedrag excl btw": amounts.without,
        "btw-bedrag": amounts.vat,
        "bedrag incl btw": amounts.total,
        "btw-percentage": _only_rate(records, invoice),
        "ingelezen door scan en herken": _is_scanned(invoice, found),
        "boekingstype": FINANCIAL,
        "goedgekeurd": False,
    }


def _described(invoice: Fields, document: Fields) -> str | None:
    """What the invoice says first, what was said along with it, or else its number."""
    note, number = _beginning(invoice.text("omschrijving") or ""), invoice.text("factuurnummer")
    told = f"{invoice.text('soort') or 'Factuur'} {number}" if number else None
    return note or document.text("onderwerp") or told


def _beginning(note: str) -> str | None:
    """The first line of a note, cut behind a word where it is long: notes hold terms of payment and delivery too."""
    line = " ".join(next(filter(str.strip, note.splitlines()), "").split())
    if len(line) <= _LONGEST_LINE:
        return line or None
    words, space, _ = line[: _LONGEST_LINE + 1].rpartition(" ")
    return words.rstrip(" ,;:-") if space else None


def _is_scanned(invoice: Fields, document: Fields) -> bool:
    """As the data say; without any, an e-invoice is known by its name."""
    source = invoice.text("bron")
    if source is not None:
        return source == _SCANNED
    return (document.text("inlees bestandsnaam extensie") or "").lower() != ".xml"


def _only_rate(records: Records, invoice: Fields) -> Decimal | None:
    """The VAT rate of an invoice that has one."""
    of_totals = {Fields.of(records, row).number("percentage") for row in invoice.refs("btw-regels")}
    rates = of_totals or {Fields.of(records, row).number("btw-percentage") for row in invoice.refs("regels")}
    return next(iter(rates)) if len(rates) == 1 else None


# ---------------------------------------------------------------- lines


def booked_rows(records: Records, invoice: Fields) -> list[Row]:
    """Lines for the ledger, without an account as yet; together they are the amount without VAT, to the cent."""
    amounts = Amounts.of(invoice)
    lines = _lines(records, invoice, amounts.sign) or _by_rate(records, invoice, amounts.sign)
    if not lines:
        return [] if amounts.without is None else [{"omschrijving": None, "bedrag": amounts.without}]
    return [_booked(line) for line in (*lines, *_rests(records, invoice, lines))]


def invoiced_rows(records: Records, invoice: Fields) -> list[Row]:
    """Lines of a purchase invoice, as the e-invoice has them; none where it has none."""
    lines = _lines(records, invoice, Amounts.of(invoice).sign)
    rest = _rests(records, invoice, lines) if lines else ()
    return [{**line, "toegevoegd": False} for line in (*lines, *rest)]


def _rests(records: Records, invoice: Fields, lines: Sequence[_Line]) -> list[_Line]:
    """Lines for allowances and charges on the whole invoice, by VAT rate; none where an amount is not known."""
    amounts, totals = Amounts.of(invoice), invoice.refs("btw-regels")
    told = _taxed(records, invoice.refs("regels") or totals, lines)
    if amounts.without is None or told is None:
        return []
    breakdown = _taxed(records, totals, _by_rate(records, invoice, amounts.sign)) or []
    return [
        {"omschrijving": "Toeslagen en kortingen", "bedrag": one.amount, "btw-percentage": one.rate}
        for one in rests(amounts.without, told, breakdown, _only_rate(records, invoice))
    ]


def _taxed(records: Records, rows: Sequence[Ref], lines: Sequence[_Line]) -> list[Taxed] | None:
    """At which VAT lines are, with the category of their row; None where the amount of one is not known."""
    found = [
        Taxed(Fields.of(records, row).text("btw-categorie"), Fields(line).number("btw-percentage"), amount)
        for row, line in zip(rows, lines, strict=True)
        if (amount := Fields(line).number("bedrag")) is not None
    ]
    return found if len(found) == len(lines) else None


def _lines(records: Records, invoice: Fields, sign: int) -> list[_Line]:
    return [_line(Fields.of(records, row), sign) for row in invoice.refs("regels")]


def _by_rate(records: Records, invoice: Fields, sign: int) -> list[_Line]:
    return [_booked_vat(Fields.of(records, row), sign) for row in invoice.refs("btw-regels")]


def _line(line: Fields, sign: int) -> _Line:
    amount, count, price = line.number("bedrag"), line.number("aantal"), line.number("prijs")
    if amount is None and count is not None and price is not None:
        amount = rounded(count * price, 2)
    return {
        "omschrijving": line.text("omschrijving"),
        "artikel": line.text("artikel"),
        "aantal": count,
        "prijs": price,
        "bedrag": _times(amount, sign),
        "btw-percentage": line.number("btw-percentage"),
        "bestelregel": line.text("bestelregel"),
    }


def _booked(line: _Line) -> Row:
    return {name: line[name] for name in ("omschrijving", "bedrag", "btw-percentage")}


def _booked_vat(row: Fields, sign: int) -> _Line:
    rate = row.number("percentage")
    return {"omschrijving": None, "bedrag": _times(row.number("grondslag"), sign), "btw-percentage": rate}


def _times(amount: Decimal | None, sign: int) -> Decimal | None:
    return None if amount is None else amount * sign
