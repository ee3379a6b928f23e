"""How a booking proposal is filled: a template, the defaults of its relation, or what was booked the last time.

Each gives the lines that take the place of those without an account. What can't be filled is skipped with its reason,
so that the next rule of the phase gets its turn.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NoReturn

from regeltaal.base.text import Text
from regeltaal.domains.boekhouding.parties import folded
from regeltaal.domains.boekhouding.proposal import BOOKED
from regeltaal.domains.boekhouding.recognition import relation_of
from regeltaal.domains.boekhouding.variables import RELATION_NAME, filled_in
from regeltaal.domains.common.reading import Fields
from regeltaal.domains.common.rows import Row, add_rows, remove_rows
from regeltaal.runtime.bindings import ActionCall, Derivation, Records, SkippedError
from regeltaal.values.exact import rounded
from regeltaal.values.value import ADMINISTRATION, Ref, Value, reference

TEMPLATE, DEFAULTS, LAST = "Boekingstemplate", "Stamgegevens", "Laatste boeking"
_BASES = {"Btw-bedrag": "btw-bedrag", "Bedrag incl btw": "bedrag incl btw"}
_WITHOUT_VAT = "bedrag excl btw"
_ALL = Decimal(100)
_ACCOUNTING = ("grootboekrekening", "btw-code", "kostenplaats", "kostendrager", "artikel", "project")
_OF_RELATION = ("grootboekrekening", "btw-code", "kostenplaats", "kostendrager")


def assign(call: ActionCall) -> None:
    """The way of booking that a rule assigns, and the lines that it gives."""
    parameters = Fields(call.parameters)
    source = parameters.ref("bronadministratie") or reference("", ADMINISTRATION, call.administration)
    method, template = parameters.text("boekingswijze") or "", parameters.text("boekingstemplate")
    apply(call.our_records, call.record, method, template, source)


def complete(step: Derivation) -> None:
    """What the relation says of itself, where no rule assigned a way of booking."""
    booking = Fields.of(step.records, step.record)
    relation = Fields.of(step.records, relation_of(booking))
    method = relation.text("boekingswijze") or (DEFAULTS if relation.text("grootboekrekening") else None)
    if booking.text("boekingswijze") is None and method is not None:
        source = reference("", ADMINISTRATION, step.administration)
        apply(step.records, step.record, method, relation.text("boekingstemplate"), source)


def apply(records: Records, record: Ref, method: str, template: str | None, source: Ref) -> None:
    """Fills a booking; ``source`` is the administration whose template is meant."""
    booking = Fields.of(records, record)
    match method:
        case _ if method == TEMPLATE:
            _by_template(records, record, booking, template or "", source)
        case _ if method == DEFAULTS:
            _by_defaults(records, record, booking)
        case _ if method == LAST:
            _by_last(records, record, booking)
        case _:
            _by_line(records, record, booking)
    records.write(record, "boekingswijze", method)
    records.write(record, "boekingstemplate", template if method == TEMPLATE else None)
    records.write(record, "bronadministratie", source if method == TEMPLATE else None)


def _replace(records: Records, record: Ref, rows: Sequence[Row]) -> None:
    remove_rows(records, record, BOOKED, Fields.of(records, record).refs(BOOKED))
    add_rows(records, record, BOOKED, "boekingsregel", rows)


# ---------------------------------------------------------------- a template


def _by_template(records: Records, record: Ref, booking: Fields, name: str, source: Ref) -> None:
    template = Fields.of(records, reference(source.key, "boekingstemplate", name))
    if not template.values:
        raise SkippedError(
            Text(
                nl=f"`{source.key}` heeft geen boekingstemplate `{name}`",
                en=f"`{source.key}` has no booking template `{name}`",
            )
        )
    booking = _named(records, booking)
    described = template.text("omschrijving")
    if described is not None:
        records.write(record, "omschrijving", filled_in(described, booking))
        booking = _named(records, Fields.of(records, record))
    lines = [Fields.of(records, row) for row in template.refs("regels")]
    amounts = _template_amounts(lines, booking)
    _replace(
        records,
        record,
        [_template_row(line, booking, amount) for line, amount in zip(lines, amounts, strict=True)],
    )


def _named(records: Records, booking: Fields) -> Fields:
    """With the name of its relation, or as long as there is none, the name that was recognised."""
    name = Fields.of(records, relation_of(booking)).text("naam") or booking.text("herkende naam")
    return Fields({**booking.values, RELATION_NAME: name})


def _template_row(line: Fields, booking: Fields, amount: Decimal | None) -> Row:
    described = line.text("omschrijving")
    return {
        **{name: line.text(name) for name in _ACCOUNTING},
        "omschrijving": booking.text("omschrijving") if described is None else filled_in(described, booking),
        "percentage": _share(line),
        "bedrag": amount,
    }


def _template_amounts(lines: Sequence[Fields], booking: Fields) -> list[Decimal | None]:
    """Shares of the amounts that were recognised: also more than all of one, or less than nothing.

    Lines that together are all of an amount are that to the cent: the last takes what rounding leaves.
    """
    amounts: dict[int, Decimal | None] = {}
    for base in {_base(line) for line in lines}:
        places = [place for place, line in enumerate(lines) if _base(line) == base]
        shares = [_share(lines[place]) for place in places]
        whole = without_vat(booking) if base == _WITHOUT_VAT else booking.number(base)
        parts = divided(whole, shares) if sum(shares) == _ALL else [share_of(whole, share) for share in shares]
        amounts.update(zip(places, parts, strict=True))
    return [amounts[place] for place in range(len(lines))]


def _share(line: Fields) -> Decimal:
    share = line.number("percentage")
    return _ALL if share is None else share


def _base(line: Fields) -> str:
    return _BASES.get(line.text("grondslag") or "", _WITHOUT_VAT)


# ---------------------------------------------------------------- the relation


def _by_defaults(records: Records, record: Ref, booking: Fields) -> None:
    """Every line on the account of the relation."""
    relation = _relation(records, booking)
    if relation.text("grootboekrekening") is None:
        _refuse(Text(nl="de relatie heeft geen vaste grootboekrekening", en="the relation has no account of its own"))
    values = {name: relation.text(name) for name in _OF_RELATION}
    rows = [Fields.of(records, row) for row in booking.refs(BOOKED)] or [_whole(booking)]
    _replace(records, record, [{**_kept(row, booking), **values} for row in rows])


def _relation(records: Records, booking: Fields) -> Fields:
    relation = relation_of(booking)
    if relation is None:
        _refuse(Text(nl="de boeking heeft nog geen relatie", en="the booking has no relation yet"))
    return Fields.of(records, relation)


def _kept(row: Fields, booking: Fields) -> dict[str, Value | None]:
    return {
        "omschrijving": row.text("omschrijving") or booking.text("omschrijving"),
        "bedrag": row.number("bedrag"),
        "btw-percentage": row.number("btw-percentage"),
    }


def _whole(booking: Fields) -> Fields:
    return Fields({"bedrag": without_vat(booking), "btw-percentage": booking.number("btw-percentage")})


# ---------------------------------------------------------------- the last time


def _by_last(records: Records, record: Ref, booking: Fields) -> None:
    """The lines of the last booking, each with the same share of the amount; the last takes what rounding leaves."""
    lines = _last_lines(records, booking)
    before, whole = [line.number("bedrag") for line in lines], without_vat(booking)
    amounts = divided(whole, before)
    rows = [
        {**_accounting(line), "omschrijving": line.text("omschrijving"), "bedrag": amount}
        for line, amount in zip(lines, amounts, strict=True)
    ]
    _replace(records, record, rows)


def _by_line(records: Records, record: Ref, booking: Fields) -> None:
    """Each line as the line of the last booking with the same description; one that is new gets no account."""
    lines = {_described(line): line for line in _last_lines(records, booking)}
    rows = [Fields.of(records, row) for row in booking.refs(BOOKED)]
    if not any(_described(row) in lines for row in rows):
        _refuse(Text(nl="geen regel lijkt op die van de laatste boeking", en="no line is like one of the last booking"))
    _replace(
        records,
        record,
        [{**_kept(row, booking), **_accounting(lines.get(_described(row), Fields({})))} for row in rows],
    )


def _last_lines(records: Records, booking: Fields) -> list[Fields]:
    last = Fields.of(records, _relation(records, booking).ref("laatste boeking"))
    lines = [Fields.of(records, row) for row in last.refs(BOOKED)]
    if not lines:
        _refuse(
            Text(
                nl="van deze relatie is nog geen boeking goedgekeurd",
                en="no booking of this relation has been approved yet",
            )
        )
    return lines


def _accounting(line: Fields) -> dict[str, Value | None]:
    return {
        **{name: line.text(name) for name in _ACCOUNTING},
        "btw-percentage": line.number("btw-percentage"),
    }


def _described(line: Fields) -> str:
    return folded("omschrijving", line.text("omschrijving") or "")


# ---------------------------------------------------------------- amounts


def without_vat(booking: Fields) -> Decimal | None:
    """The amount without VAT, worked out of the others where it was not recognised itself."""
    without, total, vat = (booking.number(name) for name in (_WITHOUT_VAT, "bedrag incl btw", "btw-bedrag"))
    if without is None and total is not None and vat is not None:
        return total - vat
    return without


def total_of(rows: Sequence[Fields]) -> Decimal | None:
    """What lines come to; None where the amount of one is not known."""
    amounts = [row.number("bedrag") for row in rows]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None


def share_of(whole: Decimal | None, percentage: Decimal) -> Decimal | None:
    return None if whole is None else rounded(Fraction(whole) * Fraction(percentage) / 100, 2)


def divided(whole: Decimal | None, weights: Sequence[Decimal | None]) -> list[Decimal | None]:
    """An amount over lines in the proportion of their weights, to the cent; nothing where that can't be told."""
    known = [weight for weight in weights if weight is not None]
    total = sum(known, Decimal(0))
    if whole is None or total == 0 or len(known) < len(weights):
        return [None] * len(weights)
    parts = [rounded(Fraction(whole) * Fraction(weight) / Fraction(total), 2) for weight in known]
    return [*parts[:-1], whole - sum(parts[:-1], Decimal(0))]


def _refuse(why: Text) -> NoReturn:
    raise SkippedError(why)
