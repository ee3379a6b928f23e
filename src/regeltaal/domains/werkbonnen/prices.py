"""PAS prijsafspraken toe: of all agreements that hold on the day, the most specific one for each line."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from regeltaal.base.text import Text
from regeltaal.domains.common.reading import Fields
from regeltaal.runtime.bindings import ActionCall, Records, SkippedError
from regeltaal.values.exact import rounded
from regeltaal.values.value import Ref

HUNDRED = Decimal(100)


@frozen
class Agreement:
    """A fixed price or a discount. ``key`` makes the choice certain where nothing else does."""

    key: str
    relation: Ref | None
    article: str | None
    hour_kind: str | None
    price: Decimal | None
    discount: Decimal | None
    starts: date | None
    ends: date | None

    def holds(self, day: date, relations: Iterable[Ref]) -> bool:
        in_time = (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)
        return in_time and (self.relation is None or self.relation in relations)

    def applied_to(self, price: Decimal) -> Decimal:
        """The agreed price, in whole cents."""
        if self.price is not None:
            return self.price
        left = HUNDRED - (self.discount or 0)
        return rounded(Fraction(price) * Fraction(left) / 100, 2)


def apply_agreements(call: ActionCall) -> None:
    """Prices of materials and rates of hours; prices from before are kept, so doing it twice changes nothing."""
    records = call.our_records
    order = Fields.of(records, call.record)
    day = order.date("datum") or call.environment.today
    relations = tuple(one for one in (order.ref("relatie"), order.ref("factuurrelatie")) if one is not None)
    found = [one for one in _agreements(records, call.administration) if one.holds(day, relations)]
    changed = [_price_material(records, row, found, relations) for row in order.refs("materialen")]
    changed += [_price_hours(records, row, found, relations, order) for row in order.refs("werkperiodes")]
    if not any(changed):
        raise SkippedError(
            Text(nl="er geldt geen prijsafspraak voor deze werkbon", en="no price agreement holds for this work order")
        )


def hourly_rate(records: Records, period: Fields, order: Fields, administration: str) -> Decimal | None:
    """What an hour costs: by the period, else by the work order, else by the kind of hours."""
    kind = period.text("uursoort")
    of_kind = Fields.of(records, Ref(administration, "uursoort", kind)).number("verkoopprijs") if kind else None
    return next((one for one in (period.number("tarief"), order.number("uurtarief"), of_kind) if one is not None), None)


def _agreements(records: Records, administration: str) -> list[Agreement]:
    return [_agreement(one.key, Fields.of(records, one)) for one in records.all_of("prijsafspraak", administration)]


def _agreement(key: str, fields: Fields) -> Agreement:
    return Agreement(
        key,
        fields.ref("relatie"),
        fields.text("artikel"),
        fields.text("uursoort"),
        fields.number("prijs"),
        fields.number("korting"),
        fields.date("begindatum"),
        fields.date("einddatum"),
    )


def _price_material(records: Records, row: Ref, found: list[Agreement], relations: tuple[Ref, ...]) -> bool:
    material = Fields.of(records, row)
    code = material.text("code")
    fitting = [one for one in found if one.hour_kind is None and _same(one.article, code)]
    before = material.number("oorspronkelijke prijs")
    base = material.number("prijs") if before is None else before
    best = _best([one for one in fitting if one.price is not None or base is not None], relations)
    if best is None:
        return False
    if before is None and base is not None:
        records.write(row, "oorspronkelijke prijs", base)
    records.write(row, "prijs", best.applied_to(base or Decimal(0)))
    return True


def _price_hours(records: Records, row: Ref, found: list[Agreement], relations: tuple[Ref, ...], order: Fields) -> bool:
    period = Fields.of(records, row)
    fitting = [one for one in found if one.article is None and _same(one.hour_kind, period.text("uursoort"))]
    # The rate from before agreements: an own rate on the period is what an earlier agreement left there.
    without_own = Fields({**period.values, "tarief": None})
    base = hourly_rate(records, without_own, order, row.administration)
    best = _best([one for one in fitting if one.price is not None or base is not None], relations)
    if best is None:
        return False
    records.write(row, "tarief", best.applied_to(base or Decimal(0)))
    return True


def _same(agreed: str | None, found: str | None) -> bool:
    return agreed is None or (found is not None and agreed.strip().lower() == found.strip().lower())


def _best(fitting: list[Agreement], relations: tuple[Ref, ...]) -> Agreement | None:
    """For this very customer before for who pays before for all; for this article before for all; then the newest."""

    def rank(one: Agreement) -> tuple[int, bool, date, str]:
        nearness = len(relations) - relations.index(one.relation) if one.relation in relations else 0
        return (nearness, (one.article or one.hour_kind) is not None, one.starts or date.min, one.key)

    return max(fitting, key=rank, default=None)
