"""iban: a bank account number with its check digits, canonical without spaces."""

from regeltaal.base.text import Text
from regeltaal.values.kinds.checked import checked_text


def _spelling(text: str) -> str:
    return "".join(text.split()).upper()


def _is_right(text: str) -> bool:
    # Imported where it is first needed: the tables of all countries come with it.
    from stdnum import iban  # noqa: PLC0415

    # Bank codes come and go, so only what the standard fixes is checked: country, structure and check digits.
    return text.isascii() and text.isalnum() and bool(iban.is_valid(text, check_country=False))


KIND = checked_text(
    "iban",
    Text(nl="Een bankrekeningnummer (IBAN).", en="A bank account number (IBAN)."),
    "NL91ABNA0417164300",
    spelling=_spelling,
    is_right=_is_right,
)
