"""GENEREER nieuwe factuur: materials and hours of a work order become an invoice.

Amounts are exact: a line is rounded to cents once, VAT is reckoned per rate over the total of its lines.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from regeltaal.base.text import Text
from regeltaal.domains.common.reading import Fields
from regeltaal.domains.common.rows import add_row
from regeltaal.domains.werkbonnen.prices import HUNDRED, hourly_rate
from regeltaal.runtime.bindings import ActionCall, FailedError, Records, SkippedError
from regeltaal.runtime.settings import Connection, connection
from regeltaal.values.exact import rounded
from regeltaal.values.value import Ref, Value

_USUAL_VAT = Decimal(21)
_USUAL_TERM = Decimal(14)
_DAY = 24 * 60


@frozen
class Line:
    """A line of an invoice. ``amount`` is what is charged for it, without VAT, in whole cents."""

    code: str | None
    what: str
    count: Fraction
    unit: str | None
    price: Decimal
    vat: Decimal
    discount: Decimal | None = None

    @property
    def amount(self) -> Decimal:
        left = HUNDRED - (self.discount or 0)
        return rounded(self.count * Fraction(self.price) * Fraction(left) / 100, 2)

    @property
    def values(self) -> dict[str, Value | None]:
        return {
            "code": self.code,
            "omschrijving": self.what,
            "aantal": rounded(self.count, 2),
            "eenheid": self.unit,
            "prijs": self.price,
            "korting": self.discount,
            "btw-percentage": self.vat,
            "bedrag": self.amount,
        }


def make_invoice(call: ActionCall) -> Ref:
    """The invoice of a work order, for who pays: `factuurrelatie`, else `relatie`."""
    records, settings = call.our_records, connection(call, "factuur")
    order = Fields.of(records, call.record)
    usual_vat = settings.number("btw", _USUAL_VAT)
    lines = [*_materials(records, order, call.administration, usual_vat), *_hours(records, order, call, usual_vat)]
    if not lines:
        raise SkippedError(
            Text(nl="er staat niets op de werkbon om te factureren", en="the work order holds nothing to invoice")
        )
    invoice = records.create("factuur", _heading(call, order, settings, lines))
    for line in lines:
        add_row(records, invoice, "regels", "factuurregel", line.values)
    return invoice


def _heading(call: ActionCall, order: Fields, settings: Connection, lines: Sequence[Line]) -> dict[str, Value | None]:
    without, vat = sum((line.amount for line in lines), Decimal(0)), vat_of(lines)
    day = call.environment.today
    return {
        "status": "OPEN",
        "soort": "DEBIT",
        "datum": day,
        "vervaldatum": day + timedelta(days=_term(settings)),
        "bedrag excl btw": without,
        "btw-bedrag": vat,
        "bedrag": without + vat,
        "saldo": without + vat,
        "referentie": order.text("extern nummer") or order.text("korte omschrijving"),
        "relatie": order.ref("factuurrelatie") or order.ref("relatie"),
        "werkbon": call.record,
    }


def vat_of(lines: Sequence[Line]) -> Decimal:
    """The VAT over all lines, rounded once per rate."""
    by_rate: dict[Decimal, Decimal] = defaultdict(Decimal)
    for line in lines:
        by_rate[line.vat] += line.amount
    return sum((rounded(Fraction(total) * Fraction(rate) / 100, 2) for rate, total in by_rate.items()), Decimal(0))


def _term(settings: Connection) -> int:
    days = settings.number("betaaltermijn", _USUAL_TERM)
    if days != days.to_integral_value() or not 0 <= days <= 366:  # noqa: PLR2004 - a year
        raise settings.wrong("betaaltermijn", Text(nl="is een aantal dagen", en="is a number of days"))
    return int(days)


# ---------------------------------------------------------------- materials


def _materials(records: Records, order: Fields, administration: str, usual_vat: Decimal) -> Iterator[Line]:
    """What was used; not what was delivered under guarantee."""
    for row in order.refs("materialen"):
        material = Fields.of(records, row)
        code = material.text("code")
        article = Fields.of(records, Ref(administration, "artikel", code) if code else None)
        if not material.is_yes("garantie"):
            yield _material(material, article, usual_vat)


def _material(material: Fields, article: Fields, usual_vat: Decimal) -> Line:
    code = material.text("code")
    price = material.number("prijs")
    price = article.number("prijs") if price is None else price
    count = material.number("aantal")
    vat = article.number("btw-percentage")
    what = material.text("naam") or article.text("naam") or code or "Materiaal"
    if price is None:
        raise FailedError(Text(nl=f"materiaal `{what}` heeft geen prijs", en=f"material `{what}` has no price"))
    return Line(
        code,
        what,
        Fraction(1 if count is None else count),
        material.text("eenheid") or article.text("eenheid"),
        price,
        usual_vat if vat is None else vat,
        material.number("korting"),
    )


# ---------------------------------------------------------------- hours


def _hours(records: Records, order: Fields, call: ActionCall, vat: Decimal) -> Iterator[Line]:
    """What was worked, filled up to the least number of hours that is charged."""
    worked = Fraction(0)
    for row in order.refs("werkperiodes"):
        period = Fields.of(records, row)
        minutes = minutes_of(period)
        if minutes > 0:
            worked += Fraction(minutes, 60)
            yield _worked(records, period, order, call.administration, Fraction(minutes, 60), vat)
    short = Fraction(order.number("minimum uren") or 0) - worked
    if worked > 0 and short > 0:
        yield _worked(records, Fields({}), order, call.administration, short, vat, what="Aanvulling tot minimum uren")


def _worked(  # noqa: PLR0913, PLR0917 - a line of hours depends on all of these
    records: Records,
    period: Fields,
    order: Fields,
    administration: str,
    hours: Fraction,
    vat: Decimal,
    what: str | None = None,
) -> Line:
    rate = hourly_rate(records, period, order, administration)
    if rate is None:
        raise FailedError(Text(nl="er is geen uurtarief voor de gewerkte uren", en="there is no rate for the hours"))
    kind, day = period.text("uursoort"), period.date("datum")
    when = f" {day.day}-{day.month}-{day.year}" if day else ""
    return Line(kind, what or f"Arbeid{when}", hours, "uur", rate, vat)


def minutes_of(period: Fields) -> int:
    """The length of a stretch of work without its break; one that ends before it begins goes past midnight."""
    begin, end, rest = period.time("begintijd"), period.time("eindtijd"), period.number("pauze")
    if begin is None or end is None:
        return 0
    whole = (end.hour * 60 + end.minute - begin.hour * 60 - begin.minute) % _DAY
    return whole - int(rest or 0)
