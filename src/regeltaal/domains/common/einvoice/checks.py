"""Does an invoice add up: the calculation rules of EN 16931, as remarks for who reads a proposal or sends an invoice.

The name of the rule stands behind each remark, so that a supplier can look it up. Where suppliers round differently
though lawfully (VAT per line instead of per percentage), a cent for each line is let pass.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal

from regeltaal.base.text import Text
from regeltaal.domains.common.einvoice import check_lines, check_vat
from regeltaal.domains.common.einvoice.calculation import NONE, total
from regeltaal.domains.common.einvoice.identities import is_faulty_iban
from regeltaal.domains.common.einvoice.model import Invoice, Kind, Totals
from regeltaal.domains.common.einvoice.remarks import differs, remark


def check(invoice: Invoice) -> tuple[Text, ...]:
    """What does not add up or contradicts itself; nothing when all is well."""
    return tuple(found for rule in _RULES for found in rule(invoice))


def _lines_total(invoice: Invoice) -> Iterator[Text]:
    if not invoice.lines:
        return
    stated, found = invoice.totals.lines, total(line.net_amount for line in invoice.lines)
    yield from differs(Text(nl="het totaal van de regels", en="the total of the lines"), stated, found, "BR-CO-10")


def _adjustment_totals(invoice: Invoice) -> Iterator[Text]:
    totals = invoice.totals
    allowances = total(one.amount for one in invoice.adjustments if not one.is_charge)
    charges = total(one.amount for one in invoice.adjustments if one.is_charge)
    yield from differs(
        Text(nl="het totaal van de kortingen", en="the total of the allowances"),
        totals.allowances or NONE,
        allowances,
        "BR-CO-11",
    )
    yield from differs(
        Text(nl="het totaal van de toeslagen", en="the total of the charges"),
        totals.charges or NONE,
        charges,
        "BR-CO-12",
    )


def _without_vat(invoice: Invoice) -> Iterator[Text]:
    totals = invoice.totals
    found = total((totals.lines, -(totals.allowances or NONE), totals.charges or NONE))
    yield from differs(
        Text(nl="het bedrag exclusief btw", en="the amount without VAT"), totals.without_vat, found, "BR-CO-13"
    )


def _vat_total(invoice: Invoice) -> Iterator[Text]:
    if not invoice.vat:
        return
    found = total(line.tax for line in invoice.vat)
    yield from differs(Text(nl="het totaal aan btw", en="the total VAT"), invoice.totals.vat or NONE, found, "BR-CO-14")


def _with_vat(invoice: Invoice) -> Iterator[Text]:
    totals = invoice.totals
    found = total((totals.without_vat, totals.vat or NONE))
    yield from differs(
        Text(nl="het bedrag inclusief btw", en="the amount with VAT"), totals.with_vat, found, "BR-CO-15"
    )


def _payable(invoice: Invoice) -> Iterator[Text]:
    totals = invoice.totals
    found = total((totals.with_vat, -(totals.prepaid or NONE), totals.rounding or NONE))
    yield from differs(Text(nl="het te betalen bedrag", en="the amount to pay"), totals.payable, found, "BR-CO-16")


def _whole_cents(invoice: Invoice) -> Iterator[Text]:
    for name, amount in _amounts(invoice.totals):
        if isinstance(exponent := amount.normalize().as_tuple().exponent, int) and exponent < _CENTS:
            yield remark(
                Text(
                    nl=f"{name.nl} heeft meer dan twee cijfers achter de komma",
                    en=f"{name.en} has more than two decimals",
                ),
                "BR-DEC",
            )


_CENTS = -2


def _amounts(totals: Totals) -> Iterator[tuple[Text, Decimal]]:
    yield Text(nl="het bedrag exclusief btw", en="the amount without VAT"), totals.without_vat
    yield Text(nl="het totaal aan btw", en="the total VAT"), totals.vat or NONE
    yield Text(nl="het bedrag inclusief btw", en="the amount with VAT"), totals.with_vat
    yield Text(nl="het te betalen bedrag", en="the amount to pay"), totals.payable


def _payment_term(invoice: Invoice) -> Iterator[Text]:
    if invoice.kind is Kind.INVOICE and invoice.totals.payable > 0 and not (invoice.due_date or invoice.payment_terms):
        yield remark(
            Text(
                nl="er is iets te betalen, maar een vervaldatum of betalingsvoorwaarde ontbreekt",
                en="there is an amount to pay, but neither a due date nor payment terms",
            ),
            "BR-CO-25",
        )


def _dates(invoice: Invoice) -> Iterator[Text]:
    if invoice.due_date is not None and invoice.due_date < invoice.issue_date:
        yield Text(
            nl=f"de vervaldatum {invoice.due_date:%d-%m-%Y} ligt voor de factuurdatum {invoice.issue_date:%d-%m-%Y}",
            en=f"the due date {invoice.due_date} is before the issue date {invoice.issue_date}",
        )
    if invoice.tax_point_date is not None and invoice.tax_point_code is not None:
        yield remark(
            Text(
                nl="er staat zowel een datum als een code voor het moment waarop de btw verschuldigd is",
                en="there is both a date and a code for when VAT becomes due",
            ),
            "BR-CO-3",
        )
    period = invoice.period
    if period is not None and period.start and period.end and period.end < period.start:
        yield remark(
            Text(nl="de factuurperiode eindigt voor ze begint", en="the invoice period ends before it starts"), "BR-29"
        )


def _supplier(invoice: Invoice) -> Iterator[Text]:
    seller = invoice.seller
    if not (seller.ids or seller.legal_id or seller.vat_id):
        yield remark(
            Text(
                nl="de leverancier heeft geen KvK-nummer, btw-nummer of ander nummer",
                en="the supplier has no registration number, VAT number or other number",
            ),
            "BR-CO-26",
        )


def _accounts(invoice: Invoice) -> Iterator[Text]:
    for payment in invoice.payments:
        if payment.account is not None and is_faulty_iban(payment.account):
            yield Text(
                nl=f"het rekeningnummer {payment.account} lijkt een iban, maar de controlecijfers kloppen niet",
                en=f"the account {payment.account} looks like an iban, but its check digits are wrong",
            )


def _adjusted(invoice: Invoice) -> Iterator[Text]:
    yield from check_lines.adjustments(invoice.adjustments, Text(nl="op de hele factuur", en="on the whole invoice"))


_RULES: tuple[Callable[[Invoice], Iterator[Text]], ...] = (
    _lines_total,
    _adjustment_totals,
    _without_vat,
    _vat_total,
    _with_vat,
    _payable,
    _whole_cents,
    check_vat.breakdown,
    check_vat.bases,
    check_vat.numbers,
    check_lines.lines,
    _adjusted,
    _payment_term,
    _dates,
    _supplier,
    _accounts,
)
