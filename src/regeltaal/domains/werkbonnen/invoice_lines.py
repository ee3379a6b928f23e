"""What a work order costs: the lines of its invoice, and the VAT over them.

Amounts are exact: a line is rounded to cents once, VAT is reckoned per category and rate over the total of its lines.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from regeltaal.base.node import Node
from regeltaal.base.text import Text
from regeltaal.domains.common.reading import Fields
from regeltaal.domains.werkbonnen.lookup import article_of
from regeltaal.domains.werkbonnen.prices import HUNDRED, rate_of
from regeltaal.runtime.bindings import FailedError, Records
from regeltaal.values.exact import rounded
from regeltaal.values.value import Ref, Value

_DAY = 24 * 60
_NONE = Decimal(0)

NORMAL, ZERO, EXEMPT, REVERSED = "Normaal", "Nultarief", "Vrijgesteld", "Verlegd"


class Vat(Node):
    """What is charged over a line: a category of the domain, and a percentage that is nought but for the first."""

    category: str
    percent: Decimal

    def tax(self, base: Decimal) -> Decimal:
        return rounded(Fraction(base) * Fraction(self.percent) / 100, 2)


class Rules(Node):
    """What decides on VAT beside the article: the usual rate, and whether it is the customer who pays it."""

    usual: Decimal
    reversed: bool = False

    def of(self, article: Fields) -> Vat:
        if self.reversed:
            return Vat(REVERSED, _NONE)
        own, category = article.number("btw-percentage"), article.text("btw-categorie")
        if category is not None and category != NORMAL:
            return Vat(category, _NONE)
        percent = self.usual if own is None else own
        return Vat(NORMAL if percent > 0 else ZERO, percent)


class Line(Node):
    """A line of an invoice. ``amount`` is what is charged for it, without VAT, in whole cents."""

    code: str | None
    what: str
    count: Fraction
    unit: str | None
    price: Decimal
    vat: Vat
    discount: Decimal | None = None
    kind: str = "Materiaal"

    @property
    def amount(self) -> Decimal:
        left = HUNDRED - (self.discount or 0)
        return rounded(self.count * Fraction(self.price) * Fraction(left) / 100, 2)

    @property
    def values(self) -> dict[str, Value | None]:
        return {
            "soort": self.kind,
            "code": self.code,
            "omschrijving": self.what,
            "aantal": rounded(self.count, 2),
            "eenheid": self.unit,
            "prijs": self.price,
            "korting": self.discount,
            "btw-categorie": self.vat.category,
            "btw-percentage": self.vat.percent,
            "bedrag": self.amount,
        }


class VatLine(Node):
    """The VAT of one category and rate, over the total of its lines."""

    vat: Vat
    base: Decimal

    @property
    def tax(self) -> Decimal:
        return self.vat.tax(self.base)

    @property
    def values(self) -> dict[str, Value | None]:
        return {
            "btw-categorie": self.vat.category,
            "btw-percentage": self.vat.percent,
            "grondslag": self.base,
            "btw": self.tax,
        }


def vat_lines(lines: Iterable[Line]) -> tuple[VatLine, ...]:
    """Rounded once per category and rate; the highest rate first."""
    totals: dict[Vat, Decimal] = defaultdict(Decimal)
    for line in lines:
        totals[line.vat] += line.amount
    ordered = sorted(totals.items(), key=lambda one: (-one[0].percent, one[0].category))
    return tuple(VatLine(vat, base) for vat, base in ordered)


def lines_of(records: Records, record: Ref, rules: Rules) -> tuple[Line, ...]:
    """The lines of a work order: its materials, then its hours."""
    order = Fields.of(records, record)
    return (*_materials(records, order, record.administration, rules), *_hours(records, record, rules))


# ---------------------------------------------------------------- materials


def _materials(records: Records, order: Fields, administration: str, rules: Rules) -> Iterator[Line]:
    """What was used; not what was delivered under guarantee."""
    for row in order.refs("materialen"):
        material = Fields.of(records, row)
        if not material.is_yes("garantie"):
            yield _material(material, article_of(records, material, administration), rules)


def _material(material: Fields, article: Fields, rules: Rules) -> Line:
    code, price, count = material.text("code"), material.number("prijs"), material.number("aantal")
    price = article.number("prijs") if price is None else price
    what = material.text("naam") or article.text("naam") or code or "Materiaal"
    if price is None:
        raise FailedError(Text(nl=f"materiaal `{what}` heeft geen prijs", en=f"material `{what}` has no price"))
    unit = material.text("eenheid") or article.text("eenheid")
    number = Fraction(1 if count is None else count)
    return Line(code, what, number, unit, price, rules.of(article), material.number("korting"))


# ---------------------------------------------------------------- hours


class Work(Node):
    """A stretch of work as it is charged: a period of a visit, or hours that the office has judged."""

    hours: Fraction
    day: date | None
    kind: str | None
    rate: Decimal | None


def _hours(records: Records, record: Ref, rules: Rules) -> Iterator[Line]:
    """What was worked, filled up to the least number of hours that is charged."""
    order = Fields.of(records, record)
    worked = Fraction(0)
    for work in _judged(records, order) if order.refs("urenregels") else _periods(records, order):
        if work.hours > 0:
            worked += work.hours
            yield _labour(records, record, work, rules)
    short = Fraction(order.number("minimum uren") or 0) - worked
    if worked > 0 and short > 0:
        yield _labour(records, record, Work(short, None, None, None), rules, "Aanvulling tot minimum uren")


def _periods(records: Records, order: Fields) -> Iterator[Work]:
    """What the mechanics wrote down on the visit, each period rounded up as the work order says."""
    step = int(order.number("afrondingsminuten") or 0)
    for row in order.refs("werkperiodes"):
        period = Fields.of(records, row)
        hours = Fraction(rounded_up(minutes_of(period), step), 60)
        yield Work(hours, period.date("datum"), period.text("uursoort"), period.number("tarief"))


def _judged(records: Records, order: Fields) -> Iterator[Work]:
    """The hours as the office has them: those that it turned down or does not charge stay out."""
    for row in order.refs("urenregels"):
        line = Fields.of(records, row)
        kind = line.ref("uursoort")
        if line.any("factureerbaar") is not False and line.text("status") != "Afgekeurd":
            hours = Fraction(line.number("aantal") or Fraction(minutes_of(line), 60))
            yield Work(hours, line.date("datum"), None if kind is None else kind.key, None)


def _labour(records: Records, record: Ref, work: Work, rules: Rules, what: str | None = None) -> Line:
    order = Fields.of(records, record)
    rate = work.rate if work.rate is not None else rate_of(records, work.kind, order, record.administration)
    if rate is None:
        raise FailedError(Text(nl="er is geen uurtarief voor de gewerkte uren", en="there is no rate for the hours"))
    kind = Fields.of(records, Ref(record.administration, "uursoort", work.kind) if work.kind else None)
    when = f" {work.day.day}-{work.day.month}-{work.day.year}" if work.day else ""
    return Line(work.kind, what or f"Arbeid{when}", work.hours, "uur", rate, rules.of(kind), kind="Uren")


def minutes_of(period: Fields) -> int:
    """The length of a stretch of work without its break; one that ends before it begins goes past midnight.

    Without a begin and an end it is the time that was filled in.
    """
    begin, end, rest = period.time("begintijd"), period.time("eindtijd"), period.number("pauze")
    if begin is None or end is None:
        return int(period.number("totale tijd") or 0)
    whole = (end.hour * 60 + end.minute - begin.hour * 60 - begin.minute) % _DAY
    return whole - int(rest or 0)


def rounded_up(minutes: int, step: int) -> int:
    """Minutes as they are charged: a part of a step counts as a whole one."""
    return minutes if step <= 0 or minutes <= 0 else -(-minutes // step) * step
