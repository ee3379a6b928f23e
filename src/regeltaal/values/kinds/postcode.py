"""postcode: a Dutch postal code, canonical as `1234 AB`."""

import re

from regeltaal.base.patterns import lazily
from regeltaal.base.text import Text
from regeltaal.values.kinds.checked import checked_text

# The three pairs of letters are never given out.
_RIGHT = lazily(r"[1-9][0-9]{3} (?!SA|SD|SS)[A-Z]{2}", re.ASCII)
_LOOSE = lazily(r"([0-9]{4})\s*([A-Za-z]{2})", re.ASCII)


def _spelling(text: str) -> str:
    found = _LOOSE.fullmatch(text)
    return f"{found[1]} {found[2].upper()}" if found else text


def _is_right(text: str) -> bool:
    return _RIGHT.fullmatch(text) is not None


KIND = checked_text(
    "postcode",
    Text(nl="Een Nederlandse postcode.", en="A Dutch postal code."),
    "3511 AB",
    spelling=_spelling,
    is_right=_is_right,
)
