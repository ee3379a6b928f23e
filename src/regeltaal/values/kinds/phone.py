"""telefoonnummer: canonical in international form; a number that starts with one 0 is Dutch."""

import re

from regeltaal.base.patterns import lazily
from regeltaal.base.text import Text
from regeltaal.values.kinds.checked import checked_text

_PUNCTUATION = lazily(r"[\s().\-/\u2010-\u2013]+")
_OPTIONAL_ZERO = lazily(r"(?<=\d)\s*\(0\)")
_DUTCH = lazily(r"\+31(?:[1-9][0-9]{8}|(?:800|90[069])(?:[0-9]{4}|[0-9]{7})|97[0-9]{9})", re.ASCII)
_FOREIGN = lazily(r"\+(?!31)[1-9][0-9]{6,14}", re.ASCII)


def _spelling(text: str) -> str:
    digits = _PUNCTUATION.sub("", _OPTIONAL_ZERO.sub("", text))
    if digits.startswith("00"):
        return "+" + digits[2:]
    if digits.startswith("0"):
        return "+31" + digits[1:]
    return digits


def _is_right(text: str) -> bool:
    return (_DUTCH.fullmatch(text) or _FOREIGN.fullmatch(text)) is not None


KIND = checked_text(
    "telefoonnummer",
    Text(
        nl="Een telefoonnummer; zonder landnummer is het Nederlands.",
        en="A telephone number; a Dutch one when it has no country code.",
    ),
    "+31612345678",
    spelling=_spelling,
    is_right=_is_right,
)
