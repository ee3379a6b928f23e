"""Invoice data read from the text of a page: only what stands behind a label, has a check digit or adds up.

Nothing is guessed. Where two different values stand behind a label there is none, and amounts count when the amount
without VAT and the VAT together are the whole. The score tells how much of what a booking needs was found.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import product

from regeltaal.base.node import Node
from regeltaal.domains.boekhouding.parties import is_own
from regeltaal.domains.common.reading import Fields
from regeltaal.values.exact import rounded
from regeltaal.values.kind import Kind
from regeltaal.values.kinds.iban import KIND as IBAN
from regeltaal.values.kinds.kvk import KIND as KVK
from regeltaal.values.kinds.vat import KIND as VAT

Row = dict[str, object]

_CHARACTERS = 200_000
_LINE = 400
_SMALLEST_IBAN, _LARGEST_IBAN = 15, 34
_MOST_AMOUNTS = 40
_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_WHOLE = Decimal(100)
_CENT = Decimal("0.01")
_RATES = (Decimal(0), Decimal(9), Decimal(21))
"""The Dutch VAT rates."""
_CENTURY = 2000
_TWO_DIGITS = 99


def _label(words: str) -> re.Pattern[str]:
    """What stands before a value: words of their own, with what may stand between them and the value."""
    return re.compile(rf"(?<![\w-])(?:{words})(?![a-z])[ \t]*[:#.]?[ \t]*", re.IGNORECASE)


_NUMBER_LABEL = _label(
    r"(?:credit)?(?:factuur|nota)[ -]?(?:nummer|nr|no)\.?|(?:factuur|creditnota|nota)[ ]?#|invoice (?:number|no|nr)\.?"
)
_DATE_LABEL = _label(r"(?:credit)?(?:factuur|nota)[ -]?datum|datum (?:factuur|nota)|invoice date")
_ANY_DATE_LABEL = _label(r"datum|date")
_DUE_LABEL = _label(r"verval[ -]?datum|uiterste betaaldatum|te betalen (?:voor|vóór|uiterlijk)|due date")
_REFERENCE_LABEL = _label(r"betalings(?:kenmerk|referentie)")
_CUSTOMER_LABEL = _label(r"(?:klant|debiteur(?:en)?|relatie)[ -]?(?:nummer|nr|no)\.?")
_ORDER_LABEL = _label(r"(?:uw )?(?:bestel|order|inkooporder)[ -]?(?:nummer|nr|no)\.?")
_KVK_LABEL = _label(
    r"k\.?v\.?k\.?(?:[ -]?(?:nummer|nr|no)\.?)?(?: [a-z]{1,20})?|handelsregister(?:[ -]?(?:nummer|nr)\.?)?"
)
_VAT_LABEL = _label(r"b\.?t\.?w\.?(?:[ -]?(?:identificatie)?(?:nummer|nr|no|id)\.?)|vat(?: (?:number|no|id))?")
_RATE = r"(?:[ ]*\(?(?:hoog|laag)?[ ]*\d{1,2}(?:[.,]\d{1,2})?[ ]?%\)?)?"
_WITHOUT_LABEL = _label(
    r"sub[ -]?totaal(?: excl(?:usief|\.)? btw)?|totaal (?:bedrag )?(?:excl(?:usief|\.)?)(?: btw)?"
    r"|(?:totaal|bedrag) zonder btw"
    r"|(?:netto|factuur)?bedrag excl(?:usief|\.)? btw|total excl\.? vat"
)
_NOT_THE_TAX = "".join(
    rf"(?<!{word} )" for word in ("excl", r"excl\.", "incl", r"incl\.", "exclusief", "inclusief", "zonder", "met")
)
_VAT_AMOUNT_LABEL = _label(rf"(?:totaal )?{_RATE}[ ]*{_NOT_THE_TAX}(?:btw|vat)(?:[ -]?bedrag)?{_RATE}")
_WITH_LABEL = _label(
    r"(?:factuur)?totaal(?: ?bedrag)?(?: (?:incl(?:usief|\.)?)(?: btw)?)?(?: te (?:betalen|voldoen))?"
    r"|(?:totaal )?te (?:betalen|voldoen)(?: bedrag)?|(?:factuur)?bedrag incl(?:usief|\.)? btw|total(?: incl\.? vat)?"
)

_CODE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9./_-]{0,28}[A-Za-z0-9])?")
_DIGITS = re.compile(r"(?<!\d)\d(?:[ .]?\d){7}(?!\d)")
_NUMERIC_DATE = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")
_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_WORD_DATE = re.compile(rf"(?<!\d)(\d{{1,2}})[ ]({_MONTHS})[ ](\d{{4}})(?!\d)", re.IGNORECASE)
_AMOUNT = re.compile(
    r"(?<![\d.,])(-[ ]?)?(?:€|EUR)?[ ]?(-[ ]?)?(\d{1,3}(?:[. ]\d{3})+|\d{1,9})[,.](\d{2})(?![\d%]|[.,]\d)(-)?"
)
_VAT_NUMBER = re.compile(r"(?<![A-Z0-9])[A-Z]{2}[ ]?[0-9A-Z](?:[ .]?[0-9A-Z]){7,13}(?![A-Z0-9])")
_IBAN_START = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?=[ .]?[A-Z0-9])")
_FOREIGN_MONEY = re.compile(r"[$£]|\b(?:USD|GBP|CHF|SEK|DKK|NOK|PLN)\b")
_EURO = re.compile(r"€|\bEUR(?:O)?\b", re.IGNORECASE)
_CREDIT = re.compile(r"\bcredit[ -]?(?:nota|factuur|note)\b", re.IGNORECASE)
_INVOICE = re.compile(r"\b(?:factuur|rekening|invoice|nota)", re.IGNORECASE)


class _Page(Node):
    """The lines of a text; what stands behind a label is the rest of its line, or the next where that is empty."""

    lines: tuple[str, ...]

    def behind(self, label: re.Pattern[str]) -> Iterator[str]:
        for number, line in enumerate(self.lines):
            for found in label.finditer(line):
                rest = line[found.end() :].strip()
                yield rest or (self.lines[number + 1] if number + 1 < len(self.lines) else "")

    def one(self, label: re.Pattern[str], read: Callable[[str], str | None]) -> str | None:
        """What stands behind a label; None where nothing does, or not the same everywhere."""
        return _only(value for rest in self.behind(label) if (value := read(rest)) is not None)


def read_paper(text: str, own: Fields) -> tuple[Row, Decimal]:
    """What an invoice's text tells with certainty, by the fields of `e-factuur`, and its score in per cent."""
    page = _Page(tuple(line[:_LINE] for line in text[:_CHARACTERS].split("\n") if line.strip()))
    amounts = _amounts(page)
    supplier = {
        "leverancier iban": _only(_ibans(page, own)),
        "leverancier kvk-nummer": _only(_kvk_numbers(page, own)),
        "leverancier btw-nummer": _only(_vat_numbers(page, own)),
    }
    number, issued = page.one(_NUMBER_LABEL, _code), page.one(_DATE_LABEL, _date) or page.one(_ANY_DATE_LABEL, _date)
    wanted = (number, issued, amounts, any(supplier.values()))
    score = _WHOLE * sum(bool(one) for one in wanted) / len(wanted)
    found: Row = {
        "soort": _kind(text),
        "factuurnummer": number,
        "factuurdatum": issued,
        "vervaldatum": page.one(_DUE_LABEL, _date),
        "betalingsreferentie": page.one(_REFERENCE_LABEL, _reference),
        "leverancier klantnummer": page.one(_CUSTOMER_LABEL, _code),
        "uw bestelnummer": page.one(_ORDER_LABEL, _code),
        "valuta": _currency(text) if amounts else None,
        **supplier,
        **amounts,
    }
    return {name: value for name, value in found.items() if value is not None}, score


def _only(values: Iterable[str]) -> str | None:
    """The value where there is one, however often; of two different ones neither."""
    different = set(values)
    return different.pop() if len(different) == 1 else None


def _kind(text: str) -> str | None:
    if _CREDIT.search(text):
        return "Creditnota"
    return "Factuur" if _INVOICE.search(text) else None


def _currency(text: str) -> str | None:
    """Euros, where they are named and no other money is."""
    return "EUR" if _EURO.search(text) and not _FOREIGN_MONEY.search(text) else None


# ---------------------------------------------------------------- values behind a label


def _code(rest: str) -> str | None:
    """A number or code: it holds a digit and is no date or amount."""
    found = _CODE.match(rest)
    if found is None or not any(one.isdigit() for one in found[0]) or _date(rest[: len(found[0])]):
        return None
    return found[0]


def _reference(rest: str) -> str | None:
    joined = "".join(_CODE.findall(rest[:40])[:4])
    return joined if any(one.isdigit() for one in joined) else None


def _date(rest: str) -> str | None:
    """The first date, in ISO form; years of two digits are of this century."""
    start = rest[:30]
    if found := _ISO_DATE.search(start):
        return _iso(int(found[1]), int(found[2]), int(found[3]))
    if found := _WORD_DATE.search(start):
        return _iso(int(found[3]), _MONTHS.split("|").index(found[2].lower()) + 1, int(found[1]))
    if found := _NUMERIC_DATE.search(start):
        year = int(found[3])
        return _iso(year if year > _TWO_DIGITS else _CENTURY + year, int(found[2]), int(found[1]))
    return None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


# ---------------------------------------------------------------- who sent it


def _ibans(page: _Page, own: Fields) -> Iterator[str]:
    for line in page.lines:
        for start in _IBAN_START.finditer(line):
            found = _longest(line[start.start() :], IBAN, _SMALLEST_IBAN, _LARGEST_IBAN)
            if found is not None and not is_own("iban", found, own):
                yield found


def _longest(written: str, kind: Kind, least: int, most: int) -> str | None:
    """The longest valid value at the start of a text that may be written with spaces or points."""
    joined = re.sub(r"[ .]", "", written[: 2 * most])
    whole = re.match(r"[A-Z0-9]*", joined)
    letters = whole[0][:most] if whole else ""
    sizes = range(len(letters), least - 1, -1)
    return next((found for size in sizes if (found := _valid(letters[:size], kind)) is not None), None)


def _kvk_numbers(page: _Page, own: Fields) -> Iterator[str]:
    for rest in page.behind(_KVK_LABEL):
        digits = _DIGITS.match(rest)
        found = _valid(digits[0], KVK) if digits else None
        if found is not None and not is_own("kvk-nummer", found, own):
            yield found


def _vat_numbers(page: _Page, own: Fields) -> Iterator[str]:
    """Dutch ones wherever they stand, for nothing else looks like them; others behind a label."""
    behind = [rest[:30] for rest in page.behind(_VAT_LABEL)]
    for text in (*behind, *(line for line in page.lines if "NL" in line)):
        for written in _VAT_NUMBER.finditer(text):
            found = _longest(written[0], VAT, 10, 14)
            if found is not None and not is_own("btw-nummer", found, own):
                yield found


def _valid(written: str, kind: Kind) -> str | None:
    if kind.is_valid is None or kind.canonical is None or not kind.is_valid(written):
        return None
    return kind.canonical(written)


# ---------------------------------------------------------------- amounts


def _amounts(page: _Page) -> Row:
    """The three totals, where one way of reading them adds up; of several ways none is chosen."""
    without, vat, total = (_behind(page, label) for label in (_WITHOUT_LABEL, _VAT_AMOUNT_LABEL, _WITH_LABEL))
    taxes = {*vat, sum(dict.fromkeys(vat), Decimal(0))}
    ways = {way for way in product(without, taxes, total) if way[0] + way[1] == way[2] and way[2] != 0}
    if len(ways) != 1:
        return {}
    names = ("bedrag excl btw", "btw-bedrag", "bedrag incl btw")
    way = ways.pop()
    totals = {name: str(amount) for name, amount in zip(names, way, strict=True)}
    return {**totals, **_rate_of(way[0], way[1])}


def _rate_of(without: Decimal, tax: Decimal) -> Row:
    """The VAT by its rate, where the tax is that of one known rate to within a cent."""
    fitting = [rate for rate in _RATES if abs(rounded(without * rate / _WHOLE, 2) - tax) <= _CENT]
    if len(fitting) != 1:
        return {}
    return {"btw-regels": [{"percentage": str(fitting[0]), "grondslag": str(without), "btw": str(tax)}]}


def _behind(page: _Page, label: re.Pattern[str]) -> Sequence[Decimal]:
    """The last amount on each line with the label: a line of VAT may name its base first."""
    found: dict[Decimal, None] = {}
    for rest in page.behind(label):
        amounts = list(_AMOUNT.finditer(rest))
        if amounts and len(found) < _MOST_AMOUNTS:
            found[_amount(amounts[-1])] = None
    return tuple(found)


def _amount(found: re.Match[str]) -> Decimal:
    before, inside, whole, cents, after = found.groups()
    number = Decimal(f"{re.sub('[. ]', '', whole)}.{cents}")
    return -number if before or inside or after else number
