"""Approving a booking, and its authorisation: a scheme for which no one was appointed lets nothing through."""

from decimal import Decimal

from regeltaal.base.text import Text
from regeltaal.domains.boekhouding import office
from regeltaal.domains.boekhouding.methods import total_of, without_vat
from regeltaal.domains.boekhouding.proposal import BOOKED, INVOICED, PURCHASE, TEXT_LINE
from regeltaal.domains.boekhouding.recognition import relation_of
from regeltaal.domains.common.reading import Fields
from regeltaal.domains.common.rows import add_row
from regeltaal.runtime.bindings import ActionCall, Derivation, Records, SkippedError
from regeltaal.values.notation import show_amount
from regeltaal.values.value import Ref

AUTHORISATION = "Autorisatiemanagement"
_RIGHT = "Boekingen autoriseren"
_WAITS, _PASSED, _REJECTED = "In afwachting", "Geautoriseerd", "Afgewezen"
_TO_EXPORT, _ON_HOLD, _EXPORTED = "Te exporteren", "Wacht op autorisatie", "Geëxporteerd"


def approve(call: ActionCall) -> None:
    """The proposal is approved: it may be exported, or waits for those who must authorise it."""
    records, booking = call.our_records, Fields.of(call.our_records, call.record)
    _refuse_wrong_lines(records, booking)
    _refuse_unbalanced(records, booking)
    scheme = _scheme(records, call.record, booking)
    if scheme is not None and not booking.refs("autorisaties"):
        raise SkippedError(
            Text(
                nl=f'schema "{scheme}" is verplicht, maar geen voorwaarde ervan wees een autorisator aan',
                en=f'scheme "{scheme}" is mandatory, but no condition of it appointed anyone',
            )
        )
    if scheme is not None and booking.text("autorisatieschema") is None:
        records.write(call.record, "autorisatieschema", scheme)
    records.write(call.record, "goedgekeurd", value=True)
    relation = relation_of(booking)
    if relation is not None:
        records.write(relation, "laatste boeking", call.record)


def _refuse_wrong_lines(records: Records, booking: Fields) -> None:
    if booking.text("boekingstype") != PURCHASE:
        return
    wrong = sum(Fields.of(records, row).text("oordeel") == "Onjuist" for row in booking.refs(INVOICED))
    if wrong:
        raise SkippedError(
            Text(
                nl=f"aantal regels van de inkoopfactuur met oordeel Onjuist: {wrong}",
                en=f"lines of the purchase invoice that were judged wrong: {wrong}",
            )
        )


def _refuse_unbalanced(records: Records, booking: Fields) -> None:
    """Lines that do not come to the amount of the booking; where one of the two is not known, that can't be told."""
    field = INVOICED if booking.text("boekingstype") == PURCHASE else BOOKED
    rows = [Fields.of(records, row) for row in booking.refs(field)]
    lines = [row for row in rows if row.text("artikeltype") != TEXT_LINE]
    total, whole = total_of(lines), without_vat(booking)
    if not lines or total is None or whole is None or total == whole:
        return
    has, should = (show_amount(amount, booking.text("valuta")) for amount in (total, whole))
    raise SkippedError(
        Text(
            nl=f"de {field} zijn samen {has}, maar het bedrag excl btw is {should}",
            en=f"the lines (`{field}`) come to {has}, but the amount without VAT is {should}",
        )
    )


def _scheme(records: Records, record: Ref, booking: Fields) -> str | None:
    """The scheme that a booking goes through: its own, or that of its journal; none without the module."""
    if office.lacks_module(office.of(records, record.administration), AUTHORISATION):
        return None
    journal = Fields.of(records, booking.ref("dagboek"))
    return booking.text("autorisatieschema") or journal.text("autorisatieschema")


def appoint(call: ActionCall) -> None:
    """Someone who must authorise the booking, at a level of the scheme; more rules may appoint more."""
    parameters, records = Fields(call.parameters), call.our_records
    booking, scheme = Fields.of(records, call.record), parameters.text("autorisatieschema")
    _refuse_other_scheme(booking, scheme)
    authoriser = parameters.ref("autorisator")
    _refuse_without_right(records, authoriser)
    values = {
        "autorisator": authoriser,
        "niveau": parameters.number("niveau"),
        "optioneel": parameters.is_yes("optioneel"),
        "status": _WAITS,
        "voorwaarde": call.rule,
    }
    add_row(records, call.record, "autorisaties", "autorisatie", values)
    records.write(call.record, "autorisatieschema", scheme)
    if booking.ref("autorisator") is None:
        records.write(call.record, "autorisator", authoriser)


def _refuse_other_scheme(booking: Fields, scheme: str | None) -> None:
    present = booking.text("autorisatieschema")
    if present is not None and present != scheme and booking.refs("autorisaties"):
        raise SkippedError(
            Text(nl=f'de boeking volgt al schema "{present}"', en=f'the booking follows scheme "{present}" already')
        )


def _refuse_without_right(records: Records, authoriser: Ref | None) -> None:
    known = Fields.of(records, authoriser)
    if authoriser is not None and known.any("rechten") is not None and _RIGHT not in known.texts("rechten"):
        raise SkippedError(
            Text(
                nl=f"`{authoriser.key}` heeft het recht „{_RIGHT}” niet",
                en=f"`{authoriser.key}` does not have the right “{_RIGHT}”",
            )
        )


def follow(derivation: Derivation) -> None:
    """How far the authorisation is, and whether the booking may be exported."""
    records, record = derivation.records, derivation.record
    booking = Fields.of(records, record)
    if booking.refs("autorisaties"):
        status, level = _standing([Fields.of(records, row) for row in booking.refs("autorisaties")])
        records.write(record, "autorisatiestatus", status)
        records.write(record, "autorisatieniveau", level)
    _allow_export(records, record)
    if derivation.has_changed("goedgekeurd") and booking.is_yes("goedgekeurd"):
        _note_without_account(derivation, booking)


def _note_without_account(derivation: Derivation, booking: Fields) -> None:
    """Ledger lines that someone must still give an account: told, for the accounting package may know better."""
    rows = [Fields.of(derivation.records, row) for row in booking.refs(BOOKED)]
    count = sum(row.text("grootboekrekening") is None for row in rows)
    if count and booking.text("boekingstype") != PURCHASE:
        derivation.note(
            Text(
                nl=f"goedgekeurd; boekingsregels zonder grootboekrekening: {count} van de {len(rows)}",
                en=f"approved; lines without a ledger account: {count} of {len(rows)}",
            )
        )


def _standing(rows: list[Fields]) -> tuple[str, Decimal | None]:
    """A level is done when all of it that are not optional agree; one rejection stops it all."""
    if any(row.text("status") == _REJECTED for row in rows):
        return _REJECTED, None
    open_ = [row for row in rows if row.text("status") != _PASSED and not row.is_yes("optioneel")]
    levels = [level for level in (row.number("niveau") for row in open_) if level is not None]
    if not open_:
        return _PASSED, None
    return _WAITS, min(levels, default=Decimal(1))


def _allow_export(records: Records, record: Ref) -> None:
    booking = Fields.of(records, record)
    if not booking.is_yes("goedgekeurd") or booking.text("exportstatus") == _EXPORTED:
        return
    waits = booking.refs("autorisaties") and booking.text("autorisatiestatus") != _PASSED
    records.write(record, "exportstatus", _ON_HOLD if waits else _TO_EXPORT)
