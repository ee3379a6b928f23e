"""What happens to bookings: given a relation and a way of booking, lines, a judgement, an approval."""

from decimal import Decimal
from fractions import Fraction

from regeltaal.base.text import Text
from regeltaal.domains.common.reading import Fields
from regeltaal.domains.common.rows import add_row
from regeltaal.runtime.bindings import ActionCall, FailedError, SkippedError
from regeltaal.values.exact import rounded
from regeltaal.values.value import Ref

_SALES = "Verkoop"
_LINE = "inkoopfactuurregel"


def assign_relation(call: ActionCall) -> None:
    """The one relation that fits: the customer of a sale, the supplier of anything else."""
    records = call.our_records
    if len(call.candidates) != 1:
        count = len(call.candidates)
        raise SkippedError(
            Text(
                nl=f"er moet precies één relatie passen; het zijn er {count}",
                en=f"exactly one relation must fit; there are {count}",
            )
        )
    (relation,) = call.candidates
    is_sale = Fields.of(records, call.record).text("dagboektype") == _SALES
    records.write(call.record, "debiteur" if is_sale else "crediteur", relation)
    records.write(call.record, "relatietags", Fields.of(records, relation).any("tags"))


def assign_method(call: ActionCall) -> None:
    parameters = Fields(call.parameters)
    call.our_records.write(call.record, "boekingswijze", parameters.text("boekingswijze"))
    call.our_records.write(call.record, "boekingstemplate", parameters.text("boekingstemplate"))


def book_on_account(call: ActionCall) -> Ref:
    """One line on a ledger account, for the whole amount without VAT."""
    parameters, booking = Fields(call.parameters), Fields.of(call.our_records, call.record)
    values = {
        "grootboekrekening": parameters.text("grootboekrekening"),
        "omschrijving": parameters.text("omschrijving") or booking.text("omschrijving"),
        "bedrag": _without_vat(booking),
        "percentage": Decimal(100),
    }
    return add_row(call.our_records, call.record, "boekingsregels", "boekingsregel", values)


def add_line(call: ActionCall) -> Ref:
    """One line with an article, for a share of the amount that was recognised."""
    parameters, booking = Fields(call.parameters), Fields.of(call.our_records, call.record)
    given, whole = parameters.number("percentage"), _without_vat(booking)
    share = Decimal(100) if given is None else given
    values = {
        "artikeltype": parameters.text("artikeltype"),
        "artikel": parameters.text("artikel"),
        "omschrijving": parameters.text("omschrijving") or booking.text("omschrijving"),
        "btw-code": parameters.text("btw-code"),
        "percentage": share,
        "bedrag": None if whole is None else rounded(Fraction(whole) * Fraction(share) / 100, 2),
    }
    return add_row(call.our_records, call.record, "regels", _LINE, values)


def judge(call: ActionCall) -> None:
    """A judgement on the line that the loop of the rule is at."""
    if call.record.object != _LINE:
        raise FailedError(
            Text(
                nl="deze actie gaat over een regel: zet haar in `VOOR ELKE regel IN regels DOE … KLAAR`",
                en="this action is about a line: put it in `VOOR ELKE regel IN regels DOE … KLAAR`",
            )
        )
    call.our_records.write(call.record, "oordeel", Fields(call.parameters).text("oordeel"))


def approve(call: ActionCall) -> None:
    call.our_records.write(call.record, "goedgekeurd", value=True)


def assign_authoriser(call: ActionCall) -> None:
    parameters, records = Fields(call.parameters), call.our_records
    records.write(call.record, "autorisatieschema", parameters.text("autorisatieschema"))
    records.write(call.record, "autorisator", parameters.ref("autorisator"))
    records.write(call.record, "autorisatiestatus", "In afwachting")


def _without_vat(booking: Fields) -> Decimal | None:
    """The amount without VAT, worked out of the others where it was not recognised itself."""
    without, total, vat = (booking.number(name) for name in ("bedrag excl btw", "bedrag incl btw", "btw-bedrag"))
    if without is None and total is not None and vat is not None:
        return total - vat
    return without
