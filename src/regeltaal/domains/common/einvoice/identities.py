"""Which number a party is known by: KvK, OIN, VAT number and IBAN, by scheme first and by form where a scheme lacks.

Schemes are those of ISO 6523 (`0106` KvK, `0190` OIN, `0088` GLN) and of the Peppol code list (`9944` Dutch VAT);
older Dutch invoices write `NL:KVK`, `NL:OIN` and `NL:VAT` for them.
"""

import re
from collections.abc import Iterable

from attrs import frozen

KVK_SCHEME = "0106"
OIN_SCHEME = "0190"
DUTCH_VAT_SCHEME = "9944"

_KVK_SCHEMES = frozenset({KVK_SCHEME, "NL:KVK", "KVK"})
_OIN_SCHEMES = frozenset({OIN_SCHEME, "NL:OIN", "NL:OINO", "OIN"})
_VAT_SCHEMES = frozenset({DUTCH_VAT_SCHEME, "NL:VAT", "VAT", "VA"})

_KVK = re.compile(r"[0-9]{8}")
_OIN = re.compile(r"[0-9]{20}")
_DUTCH_VAT = re.compile(r"NL[0-9]{9}B[0-9]{2}")
_VAT = re.compile(r"(?=.*[0-9])[A-Z]{2}[0-9A-Z+*]{2,13}")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}")
_IBAN_MODULUS = 97

_TOWN = re.compile(r"[\s,]+[A-Za-z' -]+$")
_FILLING = re.compile(r"[\s.\-]+")


@frozen
class Identifier:
    """A number or code, with the list that it stands in (ISO 6523, UNCL 1153 or UNCL 7143, by its place)."""

    value: str
    scheme: str | None = None
    scheme_version: str | None = None


def kvk_number(
    legal: Identifier | None, ids: Iterable[Identifier], endpoint: Identifier | None, *, is_dutch: bool
) -> str | None:
    """Eight digits that are said to be a KvK number; of a Dutch party also a legal id that only looks like one.

    Elsewhere eight digits are another register (the Danish CVR). Some write the town of the register behind it.
    """
    return _with_scheme(_KVK_SCHEMES, _KVK, legal, *ids, endpoint) or _unmarked(_KVK, legal, is_dutch=is_dutch)


def oin_number(
    legal: Identifier | None, ids: Iterable[Identifier], endpoint: Identifier | None, *, is_dutch: bool
) -> str | None:
    """Twenty digits, likewise."""
    return _with_scheme(_OIN_SCHEMES, _OIN, legal, *ids, endpoint) or _unmarked(_OIN, legal, is_dutch=is_dutch)


def vat_number(
    vat: str | None,
    registration: str | None,
    legal: Identifier | None,
    ids: Iterable[Identifier],
    endpoint: Identifier | None,
) -> str | None:
    """BT-31 where it has the form of a VAT number; else a Dutch one in another place, by scheme or by form."""
    if vat is not None and (found := _matching(_VAT, vat)) is not None:
        return found
    if registration is not None and (found := _dutch(registration)) is not None:
        return found
    others = (legal, *ids, endpoint)
    by_scheme = _with_scheme(_VAT_SCHEMES, _VAT, *others)
    if by_scheme is not None:
        return by_scheme
    bare = (_matching(_DUTCH_VAT, item.value) for item in others if item is not None and item.scheme is None)
    return next((number for number in bare if number is not None), None)


def iban(account: str | None) -> str | None:
    """An account number without spaces, when it has the form and the check digits of an IBAN."""
    if account is None or (found := _matching(_IBAN, account)) is None:
        return None
    digits = "".join(str(int(letter, 36)) for letter in found[4:] + found[:4])
    return found if int(digits) % _IBAN_MODULUS == 1 else None


def is_faulty_iban(account: str) -> bool:
    """Has the form of an IBAN, but other check digits."""
    return _matching(_IBAN, account) is not None and iban(account) is None


def _dutch(registration: str) -> str | None:
    """A tax registration (BT-32) that is a Dutch VAT number, with or without its letters NL."""
    return _matching(_DUTCH_VAT, registration) or _matching(_DUTCH_VAT, f"NL{registration}")


def _unmarked(form: re.Pattern[str], legal: Identifier | None, *, is_dutch: bool) -> str | None:
    """A legal id without a scheme that is in the form of a Dutch one."""
    if legal is None or legal.scheme is not None or not is_dutch:
        return None
    return _matching(form, legal.value) or _matching(form, _TOWN.sub("", legal.value))


def _with_scheme(schemes: frozenset[str], form: re.Pattern[str], *items: Identifier | None) -> str | None:
    for item in items:
        if item is None or item.scheme is None or item.scheme.upper() not in schemes:
            continue
        if (found := _matching(form, item.value)) is not None:
            return found
    return None


def _matching(form: re.Pattern[str], written: str) -> str | None:
    plain = _FILLING.sub("", written).upper()
    return plain if form.fullmatch(plain) else None
