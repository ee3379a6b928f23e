"""The wording that remarks on an invoice share."""

from collections.abc import Iterator
from decimal import Decimal

from regeltaal.base.text import Text


def remark(text: Text, rule: str) -> Text:
    """A remark with the rule of EN 16931, Peppol or NLCIUS that it comes from."""
    return Text(nl=f"{text.nl} ({rule})", en=f"{text.en} ({rule})")


def differs(what: Text, stated: Decimal, found: Decimal, rule: str, allowed: Decimal = Decimal(0)) -> Iterator[Text]:
    """A remark when a stated amount is not what the others make it."""
    if abs(stated - found) > allowed:
        yield remark(
            Text(
                nl=f"{what.nl} is {shown(stated).nl}, maar de berekening komt op {shown(found).nl}",
                en=f"{what.en} is {shown(stated).en}, but the calculation gives {shown(found).en}",
            ),
            rule,
        )


def shown(amount: Decimal) -> Text:
    """An amount with at least two decimals."""
    exponent = amount.normalize().as_tuple().exponent
    decimals = max(2, -exponent) if isinstance(exponent, int) else 2
    written = f"{amount:.{min(decimals, _LONGEST)}f}"
    return Text(nl=written.replace(".", ","), en=written)


_LONGEST = 8
