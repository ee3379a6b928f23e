"""PAS prijsafspraken toe: of all agreements that hold on the day, the most specific one for each line.

The order, from the first that tells two apart: for this project; for this customer, or who pays; for its price group;
for this article or kind of hours; a price before a discount; the last to begin; the highest number.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from regeltaal.base.node import Node
from regeltaal.base.text import Text
from regeltaal.domains.common.reading import Fields
from regeltaal.domains.werkbonnen.lookup import payer_of
from regeltaal.runtime.bindings import ActionCall, Records, SkippedError
from regeltaal.values.exact import rounded
from regeltaal.values.value import Ref

HUNDRED = Decimal(100)


class Order(Node):
    """What of a work order decides on its prices: the day, its debtors with the nearest first, its project."""

    day: date
    relations: tuple[Ref, ...] = ()
    project: str | None = None
    group: str | None = None

    @classmethod
    def of(cls, records: Records, record: Ref, today: date) -> "Order":
        order = Fields.of(records, record)
        customer = order.ref("relatie")
        project = order.ref("project")
        return cls(
            order.date("datum") or today,
            tuple(dict.fromkeys(one for one in (customer, payer_of(records, order)) if one is not None)),
            order.text("projectnummer") if project is None else project.key,
            Fields.of(records, customer).text("prijsgroep"),
        )


class Agreement(Node):
    """A fixed price or a discount. ``key`` makes the choice certain where nothing else does."""

    key: str
    relation: Ref | None
    project: str | None
    group: str | None
    article: str | None
    hour_kind: str | None
    price: Decimal | None
    discount: Decimal | None
    starts: date | None
    ends: date | None

    def holds(self, order: Order) -> bool:
        in_time = (self.starts or date.min) <= order.day <= (self.ends or date.max)
        for_them = self.relation is None or self.relation in order.relations
        return in_time and for_them and _same(self.project, order.project) and _same(self.group, order.group)

    def rank(self, order: Order) -> tuple[bool, int, bool, bool, bool, date, str]:
        """How specific it is: of two that hold, the one with the higher rank counts."""
        nearness = len(order.relations) - order.relations.index(self.relation) if self.relation is not None else 0
        is_specific = (self.article or self.hour_kind) is not None
        has_price = self.price is not None
        of_group, of_project = self.group is not None, self.project is not None
        return (of_project, nearness, of_group, is_specific, has_price, self.starts or date.min, self.key)

    def applied_to(self, price: Decimal) -> Decimal:
        """The agreed price, in whole cents."""
        if self.price is not None:
            return self.price
        left = HUNDRED - (self.discount or 0)
        return rounded(Fraction(price) * Fraction(left) / 100, 2)


def apply_agreements(call: ActionCall) -> None:
    """Prices of materials and rates of hours; prices from before are kept, so doing it twice changes nothing."""
    records = call.our_records
    fields, order = Fields.of(records, call.record), Order.of(records, call.record, call.environment.today)
    agreements = (_agreement(one, records) for one in _for(order, records, call.administration))
    found = sorted((one for one in agreements if one.holds(order)), key=lambda one: one.rank(order), reverse=True)
    changed = [_price_material(records, row, found) for row in fields.refs("materialen")]
    changed += [_price_hours(records, row, found, fields) for row in fields.refs("werkperiodes")]
    if not any(changed):
        raise SkippedError(
            Text(nl="er geldt geen prijsafspraak voor deze werkbon", en="no price agreement holds for this work order")
        )


def _for(order: Order, records: Records, administration: str) -> tuple[Ref, ...]:
    """The agreements that are for everyone, and those for this customer, project or price group."""
    project = None if order.project is None else Ref(administration, "project", order.project)
    wanted = {"relatie": (None, *order.relations), "project": (None, project), "prijsgroep": (None, order.group)}
    return records.find("prijsafspraak", wanted, loosely=True, administration=administration)


def rate_of(records: Records, kind: str | None, order: Fields, administration: str) -> Decimal | None:
    """What an hour costs without a rate of its own: by the work order, else by the kind of hours."""
    of_order = order.number("uurtarief")
    if of_order is not None or kind is None:
        return of_order
    return Fields.of(records, Ref(administration, "uursoort", kind)).number("verkoopprijs")


def _agreement(record: Ref, records: Records) -> Agreement:
    fields = Fields.of(records, record)
    project = fields.ref("project")
    return Agreement(
        record.key,
        fields.ref("relatie"),
        None if project is None else project.key,
        fields.text("prijsgroep"),
        fields.text("artikel"),
        fields.text("uursoort"),
        fields.number("prijs"),
        fields.number("korting"),
        fields.date("begindatum"),
        fields.date("einddatum"),
    )


def _price_material(records: Records, row: Ref, found: list[Agreement]) -> bool:
    material = Fields.of(records, row)
    code = material.text("code")
    fitting = [one for one in found if one.hour_kind is None and _same(one.article, code)]
    before = material.number("oorspronkelijke prijs")
    base = material.number("prijs") if before is None else before
    best = _first(fitting, base)
    if best is None:
        return False
    if before is None and base is not None:
        records.write(row, "oorspronkelijke prijs", base)
    records.write(row, "prijs", best.applied_to(base or Decimal(0)))
    return True


def _price_hours(records: Records, row: Ref, found: list[Agreement], order: Fields) -> bool:
    period = Fields.of(records, row)
    fitting = [one for one in found if one.article is None and _same(one.hour_kind, period.text("uursoort"))]
    # The rate from before agreements: an own rate on the period is what an earlier agreement left there.
    base = rate_of(records, period.text("uursoort"), order, row.administration)
    best = _first(fitting, base)
    if best is None:
        return False
    records.write(row, "tarief", best.applied_to(base or Decimal(0)))
    return True


def _same(agreed: str | None, found: str | None) -> bool:
    return agreed is None or (found is not None and agreed.strip().lower() == found.strip().lower())


def _first(fitting: Iterable[Agreement], base: Decimal | None) -> Agreement | None:
    """The first that can be applied: a discount needs a price to take it off."""
    return next((one for one in fitting if one.price is not None or base is not None), None)
