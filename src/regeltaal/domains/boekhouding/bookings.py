"""What happens to bookings: given a relation, lines on an account or with an article, a judgement; derived fields."""

from decimal import Decimal

from regeltaal.base.text import Text
from regeltaal.domains.boekhouding.methods import share_of, total_of, without_vat
from regeltaal.domains.boekhouding.proposal import BOOKED, INVOICED, TEXT_LINE
from regeltaal.domains.boekhouding.recognition import side_of
from regeltaal.domains.common.reading import Fields
from regeltaal.domains.common.rows import add_row, remove_rows
from regeltaal.runtime.bindings import ActionCall, Derivation, FailedError, SkippedError
from regeltaal.values.value import Ref

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
    records.write(call.record, side_of(Fields.of(records, call.record)), relation)
    records.write(call.record, "relatietags", Fields.of(records, relation).any("tags"))
    records.write(call.record, "relatie herkend op", f"regel {call.rule}")


def book_on_account(call: ActionCall) -> Ref:
    """One line on a ledger account, in the place of the lines without one: of all, or of those of a VAT rate.

    What an earlier rule booked stays as it is, so that nothing is booked twice.
    """
    records, parameters = call.our_records, Fields(call.parameters)
    booking, rate = Fields.of(records, call.record), parameters.number("btw-percentage")
    present = [(row, Fields.of(records, row)) for row in booking.refs(BOOKED)]
    open_ = [one for one in present if one[1].text("grootboekrekening") is None]
    chosen = [one for one in open_ if rate is None or one[1].number("btw-percentage") == rate]
    if not chosen and (present or not _is_of_rate(booking, rate)):
        _refuse_nothing_left(rate)
    amount = total_of([fields for _, fields in chosen]) if chosen else without_vat(booking)
    values = {
        **{name: parameters.text(name) for name in ("grootboekrekening", "btw-code", "kostenplaats", "kostendrager")},
        "omschrijving": parameters.text("omschrijving") or booking.text("omschrijving"),
        "bedrag": amount,
        "btw-percentage": rate if rate is not None else booking.number("btw-percentage"),
        "percentage": _percentage(amount, without_vat(booking)),
    }
    remove_rows(records, call.record, BOOKED, [row for row, _ in chosen])
    return add_row(records, call.record, BOOKED, "boekingsregel", values)


def _is_of_rate(booking: Fields, rate: Decimal | None) -> bool:
    """Whether a booking without lines is all of a VAT rate."""
    return rate is None or booking.number("btw-percentage") == rate


def _refuse_nothing_left(rate: Decimal | None) -> None:
    of = "" if rate is None else f" ({rate.normalize():f}%)"
    raise SkippedError(Text(nl=f"er is niets meer te boeken{of}", en=f"nothing is left to be booked{of}"))


def _percentage(amount: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """What share of the whole a line is, where that comes out in two decimals."""
    if amount is None or not whole:
        return Decimal(100) if amount == whole else None
    share = share_of(Decimal(100), amount / whole * 100)
    return share if share is not None and share_of(whole, share) == amount else None


def add_line(call: ActionCall) -> Ref:
    """One line with an article, for a share of a line of the e-invoice, or of the whole amount without VAT.

    A line of text has no amount: it says something, and nothing is booked on it.
    """
    records, parameters = call.our_records, Fields(call.parameters)
    booking, line = Fields.of(records, call.record), parameters.ref("regel")
    source = Fields.of(records, line)
    given = parameters.number("percentage")
    share = Decimal(100) if given is None else given
    is_text = parameters.text("artikeltype") == TEXT_LINE
    values = {
        "artikeltype": parameters.text("artikeltype"),
        "artikel": parameters.text("artikel"),
        "omschrijving": parameters.text("omschrijving") or source.text("omschrijving") or booking.text("omschrijving"),
        "btw-code": parameters.text("btw-code"),
        "btw-percentage": source.number("btw-percentage"),
        "bestelregel": source.text("bestelregel"),
        "percentage": None if is_text else share,
        "bedrag": None
        if is_text
        else share_of(without_vat(booking) if line is None else source.number("bedrag"), share),
        "toegevoegd": True,
    }
    return add_row(records, call.record, INVOICED, _LINE, values)


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


def derive_dates(derivation: Derivation) -> None:
    """Parts of the invoice date, for descriptions."""
    records, record = derivation.records, derivation.record
    day = Fields.of(records, record).date("factuurdatum")
    if day is not None:
        records.write(record, "boekjaar", Decimal(day.year))
        records.write(record, "factuurdatumdag", Decimal(day.day))
        records.write(record, "factuurdatummaandjaar", f"{day:%Y-%m}")
