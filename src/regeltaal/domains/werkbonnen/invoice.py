"""GENEREER nieuwe factuur: materials and hours of a work order become an invoice, with an e-invoice where it can be."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from regeltaal.base.node import Node
from regeltaal.base.text import Text
from regeltaal.domains.common.reading import Fields
from regeltaal.domains.common.rows import add_row
from regeltaal.domains.werkbonnen.invoice_lines import Line, Rules, lines_of, vat_lines
from regeltaal.domains.werkbonnen.lookup import payer_of
from regeltaal.domains.werkbonnen.numbering import CONCEPT, form_of, next_number
from regeltaal.runtime.bindings import ActionCall, SkippedError
from regeltaal.runtime.settings import connection
from regeltaal.values.value import Ref, Value

_USUAL_VAT = Decimal(21)
_USUAL_TERM = Decimal(14)
_LONGEST_TERM = range(367)


class _Terms(Node):
    """What the rule and the settings say of an invoice."""

    day: date
    due: date
    concept: bool
    rules: Rules

    @classmethod
    def of(cls, call: ActionCall, payer: Fields) -> "_Terms":
        given, settings = Fields(call.parameters), connection(call, "factuur")
        day = given.date("datum") or call.environment.today
        usual = settings.whole("betaaltermijn", _USUAL_TERM, _LONGEST_TERM)
        own = given.number("betaaltermijn")
        own = payer.number("betaaltermijn") if own is None else own
        due = day + timedelta(days=usual if own is None else int(own))
        rules = Rules(settings.number("btw", _USUAL_VAT), payer.is_yes("btw verlegd"))
        return cls(day, due, given.is_yes("concept"), rules)


def make_invoice(call: ActionCall) -> Ref:
    """The invoice of a work order, for who pays: `factuurrelatie`, else `relatie`."""
    records = call.our_records
    order = Fields.of(records, call.record)
    _check_not_invoiced(call, order)
    payer = payer_of(records, order)
    terms = _Terms.of(call, Fields.of(records, payer))
    lines = lines_of(records, call.record, terms.rules)
    if not lines:
        raise SkippedError(
            Text(nl="er staat niets op de werkbon om te factureren", en="the work order holds nothing to invoice")
        )
    invoice = records.create("factuur", _heading(call, order, payer, terms, lines), key=_number(call, terms))
    for line in lines:
        add_row(records, invoice, "regels", "factuurregel", line.values)
    for vat in vat_lines(lines):
        add_row(records, invoice, "btw-regels", "factuurbtw", vat.values)
    if not terms.concept:
        from regeltaal.domains.werkbonnen.e_invoice import attach  # noqa: PLC0415 - few events make an invoice

        attach(call, invoice, lines)
    records.write(call.record, "laatste factuur", invoice)
    return invoice


def _check_not_invoiced(call: ActionCall, order: Fields) -> None:
    """A work order is charged once, unless the rule says otherwise. A concept may be followed by an invoice."""
    before, given = order.ref("laatste factuur"), Fields(call.parameters)
    invoice = Fields.of(call.our_records, before)
    is_concept = (invoice.text("soort") or "").startswith("CONCEPT")
    if before is None or not invoice.values or given.is_yes("nogmaals"):
        return
    if is_concept and not given.is_yes("concept"):
        return
    raise SkippedError(
        Text(
            nl=f"deze werkbon is al gefactureerd: factuur `{before.key}`",
            en=f"this work order was invoiced already: invoice `{before.key}`",
        )
    )


def _number(call: ActionCall, terms: _Terms) -> str | None:
    """A concept takes no number of the series: those go without a gap."""
    form = CONCEPT if terms.concept else form_of(connection(call, "factuur"))
    return None if form is None else next_number(call.our_records, call.administration, form, terms.day)


def _heading(
    call: ActionCall, order: Fields, payer: Ref | None, terms: _Terms, lines: Sequence[Line]
) -> dict[str, Value | None]:
    without = sum((line.amount for line in lines), Decimal(0))
    vat = sum((one.tax for one in vat_lines(lines)), Decimal(0))
    reference = Fields(call.parameters).text("referentie")
    return {
        "status": "OPEN",
        "soort": "CONCEPT_DEBIT" if terms.concept else "DEBIT",
        "datum": terms.day,
        "vervaldatum": terms.due,
        "betaaltermijn": Decimal((terms.due - terms.day).days),
        "bedrag excl btw": without,
        "btw-bedrag": vat,
        "bedrag": without + vat,
        "saldo": without + vat,
        "referentie": reference or order.text("extern nummer") or order.text("korte omschrijving"),
        "relatie": payer,
        "werkbon": call.record,
        "project": order.ref("project"),
    }
