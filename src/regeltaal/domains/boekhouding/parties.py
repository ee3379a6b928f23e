"""Who is at the other end of an invoice, as it stands on the document: the administration's own data left out."""

import re

from regeltaal.domains.common.reading import Fields
from regeltaal.domains.common.rows import Row
from regeltaal.values.value import Value

RECOGNISED = {
    "naam": "herkende naam",
    "kvk-nummer": "herkend kvk-nummer",
    "btw-nummer": "herkend btw-nummer",
    "iban": "herkende iban",
    "straat": "herkende straat",
    "postcode": "herkende postcode",
    "telefoonnummer": "herkend telefoonnummer",
    "e-mailadres": "herkend e-mailadres",
}
"""The fields of a booking that hold what was recognised, by the field of the relation that they are like."""

TRADING_NAME = "herkende handelsnaam"
"""Like the name of a relation as well: registers hold the registered name, people use the other."""

_UNSEEN = re.compile(r"[\s.,]+")
_NO_DIGIT = re.compile(r"\D+")
_ABROAD = re.compile(r"^(00)?31(?=[1-9]\d{8}$)")


def recognised(invoice: Fields, own: Fields, *, is_sale: bool) -> Row:
    """Fields of a booking: the customer of a sale, the supplier of anything else."""
    side = "klant" if is_sale else "leverancier"
    found = {name: invoice.any(f"{side} {name}") for name in RECOGNISED}
    kept = {RECOGNISED[name]: None if is_own(name, value, own) else value for name, value in found.items()}
    trading = invoice.text(f"{side} handelsnaam")
    is_ours = is_own("naam", found["naam"], own) or is_own("naam", trading, own)
    return {
        **kept,
        TRADING_NAME: None if is_ours else trading,
        "klantnummer": invoice.text(f"{side} klantnummer"),
    }


def is_own(name: str, value: Value | None, own: Fields) -> bool:
    """Whether something on an invoice is of the administration itself."""
    if not isinstance(value, str):
        return False
    texts = own.texts("rekeningnummers") if name == "iban" else own.texts(name)
    return folded(name, value) in {folded(name, one) for one in texts}


def folded(name: str, value: str) -> str:
    """A value as it is compared: case, spaces and points don't count, nor how a phone number is written.

    Of a name no punctuation does, so that `B.V.` is `BV`; the legal form itself counts.
    """
    if name == "telefoonnummer":
        digits = _NO_DIGIT.sub("", value)
        return _ABROAD.sub("0", digits)
    written = value.casefold()
    letters = "".join(filter(str.isalnum, written)) if name == "naam" else ""
    return letters or _UNSEEN.sub("", written)
