"""The JSON of an event: read strictly and exactly, and how what does not fit is refused."""

import json
from decimal import Decimal, InvalidOperation
from typing import NoReturn

from regeltaal.base.text import Text
from regeltaal.runtime.codec import shorten, storable
from regeltaal.values.kinds.reading import too_many_digits

_LONGEST_NUMBER = 1_000
"""More digits are not even read: making a number of them takes the square of their time."""


class RefusedError(Exception):
    """An event that does not fit, with the field at fault ("" for the line as a whole) and the reason."""

    def __init__(self, reason: Text, field: str = "") -> None:
        super().__init__(reason.en)
        self.reason = reason
        self.field = storable(field)


def refuse(nl: str, en: str, field: str = "") -> NoReturn:
    raise RefusedError(Text(nl=nl, en=en), field)


def read_line(line: str) -> dict[str, object]:
    """One line of JSON Lines as an object; fractions arrive as ``Decimal``.

    Raises:
        RefusedError: it is no JSON, or no object.
    """
    data = read_json(line)
    if not isinstance(data, dict):
        refuse("een gebeurtenis is een JSON-object, tussen { en }", "an event is a JSON object, between { and }")
    return data


def read_json(text: str) -> object:
    """JSON as an event has it: fractions arrive as ``Decimal``, and a name that is there twice is refused.

    Raises:
        RefusedError: it is no JSON.
    """
    try:
        data: object = _DECODER.decode(text)
    except RecursionError:
        refuse("de JSON is te diep genest", "the JSON is nested too deeply")
    except json.JSONDecodeError as error:
        refuse(f"geen geldige JSON (teken {error.pos + 1})", f"no valid JSON (character {error.pos + 1})")
    return data


def _whole(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        _refuse_number(digits)
    return int(digits)


def _fraction(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:  # its exponent has more than 18 digits
        _refuse_number(digits)


def _refuse_number(digits: str) -> NoReturn:
    raise RefusedError(too_many_digits(f"`{shorten(digits)}`"))


def _no_constant(name: str) -> NoReturn:
    refuse(f"`{name}` is geen getal", f"`{name}` is not a number")


def _no_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            refuse(f"`{shorten(key)}` staat er tweemaal", f"`{shorten(key)}` is there twice", key)
        found[key] = value
    return found


_DECODER = json.JSONDecoder(
    parse_float=_fraction, parse_int=_whole, parse_constant=_no_constant, object_pairs_hook=_no_doubles
)
