"""The fields of an `e-factuur`, as event data: of an invoice by EN 16931, or read from the text of a page."""

from decimal import ROUND_HALF_UP, Decimal

from regeltaal.domains.boekhouding.paper import read_paper
from regeltaal.domains.common.einvoice.model import Invoice, Kind, Line, Party, VatLine
from regeltaal.domains.common.reading import Fields
from regeltaal.values.exact import DIGITS_AFTER, DIGITS_BEFORE

Row = dict[str, object]

_FINEST = Decimal(1).scaleb(-DIGITS_AFTER)
_LARGEST = Decimal(10) ** DIGITS_BEFORE
_LONGEST_TEXT = 2_000


def of_invoice(invoice: Invoice) -> Row:
    """All that a booking may need. Amounts of a credit note are as written: its kind tells which way they go."""
    totals = invoice.totals
    return _filled(
        {
            "bron": "E-factuur",
            "herkenningsscore": "100",
            "soort": "Creditnota" if invoice.kind is Kind.CREDIT_NOTE else "Factuur",
            "factuurnummer": _text(invoice.number),
            "factuurdatum": invoice.issue_date.isoformat(),
            "vervaldatum": invoice.due_date.isoformat() if invoice.due_date else None,
            "valuta": invoice.currency,
            "omschrijving": _text(invoice.note),
            "uw referentie": _text(invoice.buyer_reference),
            "uw bestelnummer": _text(invoice.order_reference),
            "contractnummer": _text(invoice.contract_reference),
            "betalingsreferentie": _text(invoice.payment_reference),
            **_party("leverancier", invoice.seller),
            "leverancier iban": invoice.iban,
            "leverancier klantnummer": next(
                (_text(one.value) for one in invoice.buyer.ids if one.scheme is None), None
            ),
            **_party("klant", invoice.buyer),
            "bedrag excl btw": _number(totals.without_vat),
            "btw-bedrag": _number(totals.vat),
            "bedrag incl btw": _number(totals.with_vat),
            "te betalen": _number(totals.payable),
            "regels": [_line(line, invoice.order_reference) for line in invoice.lines],
            "btw-regels": [_vat(one) for one in invoice.vat],
        }
    )


def of_paper(text: str | None, own: Fields) -> Row | None:
    """What was read from a text, with the score of it; None where there is no text."""
    if text is None:
        return None
    found, score = read_paper(text, own)
    return {"bron": "Scan en herken", "herkenningsscore": str(score), **found}


def _party(side: str, party: Party) -> Row:
    address = party.address
    return {
        f"{side} naam": _text(party.name),
        f"{side} handelsnaam": _text(party.trading_name) if party.trading_name != party.name else None,
        f"{side} kvk-nummer": party.kvk,
        f"{side} btw-nummer": party.vat_number,
        f"{side} straat": _text(address.street),
        f"{side} postcode": _text(address.postcode),
        f"{side} plaats": _text(address.city),
        f"{side} land": _text(address.country),
        f"{side} e-mailadres": _text(party.email),
        f"{side} telefoonnummer": _text(party.phone),
    }


def _line(line: Line, order: str | None) -> Row:
    return _filled(
        {
            "omschrijving": _text(line.name or line.description or line.note),
            "artikel": _text(line.seller_item or (line.standard_item.value if line.standard_item else None)),
            "aantal": _number(line.quantity),
            "eenheid": line.unit,
            "prijs": _unit_price(line),
            "bedrag": _number(line.net_amount),
            "btw-percentage": _number(line.vat_percent),
            "btw-categorie": line.vat_category,
            "bestelregel": _order_line(line, order),
        }
    )


def _unit_price(line: Line) -> str | None:
    """Of one unit, where the price is for a number of them."""
    if line.price is None:
        return None
    return _number(line.price.net / line.price.per if line.price.per else line.price.net)


def _order_line(line: Line, order: str | None) -> str | None:
    if line.order_line is None:
        return None
    return _text(f"{order}/{line.order_line}" if order else line.order_line)


def _vat(one: VatLine) -> Row:
    return _filled(
        {
            "btw-categorie": one.category,
            "percentage": _number(one.percent),
            "grondslag": _number(one.base),
            "btw": _number(one.tax),
        }
    )


def _filled(row: Row) -> Row:
    return {name: value for name, value in row.items() if value not in (None, [])}


def _text(written: str | None) -> str | None:
    """What no field keeps more of: one that is longer was meant for something else."""
    return written[:_LONGEST_TEXT] if written else None


def _number(amount: Decimal | None) -> str | None:
    """A number that fits: finer than ten decimals it is rounded, one beyond all money is left out."""
    if amount is None or not amount.is_finite() or abs(amount) >= _LARGEST:
        return None
    exact = amount if amount == amount.quantize(_FINEST) else amount.quantize(_FINEST, ROUND_HALF_UP)
    return format(exact.normalize() + 0, "f")
