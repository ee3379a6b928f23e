"""Remarks on VAT: the breakdown (BG-23) against its own percentages, and against the lines."""

from collections.abc import Iterator
from decimal import Decimal

from regeltaal.base.text import Text
from regeltaal.domains.common.einvoice import codes
from regeltaal.domains.common.einvoice.calculation import NONE, cents, share, taxed, total
from regeltaal.domains.common.einvoice.model import Invoice, VatLine
from regeltaal.domains.common.einvoice.remarks import differs, remark, shown

_CENT = Decimal("0.01")


def breakdown(invoice: Invoice) -> Iterator[Text]:
    """Each VAT line on its own: BR-CO-17, and what its category asks (BR-S-5, BR-AE-5, …)."""
    allowed = _CENT * max(1, len(invoice.lines))
    for line in invoice.vat:
        tax = cents(share(line.base, line.percent or NONE))
        yield from differs(_named(line), line.tax, tax, "BR-CO-17", allowed)
        yield from _category(line)


def bases(invoice: Invoice) -> Iterator[Text]:
    """The base of each VAT line against lines, allowances and charges (BR-S-8, BR-Z-8, …)."""
    if not invoice.lines:
        return
    if not invoice.vat:
        yield remark(Text(nl="de uitsplitsing van de btw ontbreekt", en="the VAT breakdown is missing"), "BR-CO-18")
        return
    if any(line.vat_category is None for line in invoice.lines):
        yield remark(
            Text(nl="niet elke regel zegt welke btw erop van toepassing is", en="not each line tells its VAT"),
            "BR-CO-4",
        )
        return
    found: dict[tuple[str, Decimal], Decimal] = {}
    for category, percent, amount in taxed(invoice.lines, invoice.adjustments):
        key = (category, percent or NONE)
        found[key] = total((found.get(key, NONE), amount))
    for line in invoice.vat:
        base = found.pop((line.category, line.percent or NONE), NONE)
        what = Text(nl=f"de grondslag van {_rate(line).nl}", en=f"the base of {_rate(line).en}")
        yield from differs(what, line.base, base, f"BR-{_short(line.category)}-8", _CENT * len(invoice.lines))
    for (category, percent), amount in found.items():
        if amount:
            rate = _rate(VatLine(category=category, percent=percent, base=amount, tax=NONE))
            yield remark(
                Text(
                    nl=f"{rate.nl} staat op een regel maar niet in de uitsplitsing van de btw",
                    en=f"{rate.en} is on a line but not in the VAT breakdown",
                ),
                f"BR-{_short(category)}-1",
            )


def numbers(invoice: Invoice) -> Iterator[Text]:
    """VAT numbers that a category needs: BR-S-2, BR-AE-2, BR-IC-2; and their country: BR-CO-9."""
    seller, buyer = invoice.seller, invoice.buyer
    used = {line.category for line in invoice.vat}
    named = bool(seller.vat_id or seller.tax_registration or invoice.tax_representative)
    if used & codes.VAT_CATEGORIES - {codes.OUTSIDE} and not named:
        yield remark(
            Text(nl="het btw-nummer van de leverancier ontbreekt", en="the VAT number of the supplier is missing"),
            "BR-S-2",
        )
    if codes.REVERSED in used and not (buyer.vat_id or buyer.legal_id):
        yield remark(
            Text(
                nl="de btw is verlegd, maar het btw-nummer van de klant ontbreekt",
                en="VAT is reversed, but the VAT number of the customer is missing",
            ),
            "BR-AE-2",
        )
    if codes.INTRA_COMMUNITY in used and not buyer.vat_id:
        yield remark(
            Text(
                nl="dit is een intracommunautaire levering, maar het btw-nummer van de klant ontbreekt",
                en="this is an intra-community supply, but the VAT number of the customer is missing",
            ),
            "BR-IC-2",
        )
    if seller.vat_id is not None and not seller.vat_id.strip()[:2].isalpha():
        yield remark(
            Text(
                nl=f"het btw-nummer {seller.vat_id} begint niet met de letters van een land",
                en=f"the VAT number {seller.vat_id} does not start with the letters of a country",
            ),
            "BR-CO-9",
        )


def _category(line: VatLine) -> Iterator[Text]:
    short = _short(line.category)
    if line.category not in codes.VAT_CATEGORIES:
        yield remark(
            Text(
                nl=f"de btw-categorie `{line.category}` bestaat niet",
                en=f"VAT category `{line.category}` does not exist",
            ),
            "BR-CL-17",
        )
    elif line.category == codes.STANDARD and not line.percent:
        yield remark(
            Text(nl="bij het gewone btw-tarief ontbreekt het percentage", en="the standard rate has no percentage"),
            "BR-S-5",
        )
    elif line.category not in codes.TAXED and (line.tax or line.percent):
        yield remark(
            Text(
                nl=f"bij btw-categorie {line.category} hoort geen btw, maar er staat {shown(line.tax).nl}",
                en=f"VAT category {line.category} has no VAT, but there is {shown(line.tax).en}",
            ),
            f"BR-{short}-9",
        )
    if line.category in codes.REASONED and not (line.exemption or line.exemption_code):
        yield remark(
            Text(
                nl=f"bij btw-categorie {line.category} ontbreekt de reden waarom er geen btw is",
                en=f"VAT category {line.category} lacks the reason why there is no VAT",
            ),
            f"BR-{short}-10",
        )


def _named(line: VatLine) -> Text:
    return Text(nl=f"de btw van {_rate(line).nl}", en=f"the VAT of {_rate(line).en}")


def _rate(line: VatLine) -> Text:
    percent = f"{(line.percent or NONE).normalize():f}"
    return Text(
        nl=f"btw-categorie {line.category} ({percent.replace('.', ',')}%)",
        en=f"VAT category {line.category} ({percent}%)",
    )


def _short(category: str) -> str:
    """How the rules of a category are called; only K and L, M have another name there."""
    return {codes.INTRA_COMMUNITY: "IC", codes.CANARY: "AF", codes.CEUTA: "AG"}.get(category, category)
