"""What allowances and charges on a whole invoice leave beside its lines: an amount for each VAT rate that they touch.

An invoice does not have to tell them apart: they are what its VAT breakdown has at a rate more than its lines.
"""

from collections.abc import Sequence
from decimal import Decimal

from regeltaal.base.node import Node

_NO_TAX = Decimal(0)
_Group = tuple[str | None, Decimal]


class Taxed(Node):
    """An amount without VAT, with the category and the rate of its VAT as far as they are told."""

    category: str | None
    rate: Decimal | None
    amount: Decimal


def rests(whole: Decimal, lines: Sequence[Taxed], breakdown: Sequence[Taxed], rate: Decimal | None) -> list[Taxed]:
    """The amounts that make lines the whole: by rate where the breakdown is of that whole, else one at ``rate``."""
    by_rate = _by_rate(lines, breakdown)
    if by_rate is not None and _sum(breakdown) == whole:
        return [one for one in by_rate if one.amount]
    rest = whole - _sum(lines)
    return [Taxed(None, rate, rest)] if rest else []


def _by_rate(lines: Sequence[Taxed], breakdown: Sequence[Taxed]) -> list[Taxed] | None:
    """What the breakdown has more than the lines; None where it has nothing at the rate of a line."""
    is_told = all(one.category for one in (*lines, *breakdown))
    totals: dict[_Group, Taxed] = {}
    for one in breakdown:
        group = _group(one, is_told=is_told)
        before = totals[group].amount if group in totals else _NO_TAX
        totals[group] = Taxed(one.category, one.rate, before + one.amount)
    for line in lines:
        group = _group(line, is_told=is_told)
        if group not in totals:
            return None
        total = totals[group]
        totals[group] = Taxed(total.category, total.rate, total.amount - line.amount)
    return list(totals.values())


def _group(one: Taxed, *, is_told: bool) -> _Group:
    """Categories count where all have one: they tell apart why there is no VAT."""
    return (one.category if is_told else None, one.rate or _NO_TAX)


def _sum(amounts: Sequence[Taxed]) -> Decimal:
    return sum((one.amount for one in amounts), _NO_TAX)
