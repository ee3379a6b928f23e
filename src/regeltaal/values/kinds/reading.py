"""What reading JSON has in common: the shapes that kinds accept, and the reasons for which they refuse."""

import re
from decimal import Decimal
from fractions import Fraction

from regeltaal.base.patterns import lazily
from regeltaal.base.text import Text
from regeltaal.values import texts
from regeltaal.values.exact import fits
from regeltaal.values.value import NotAValueError

_NUMBER = lazily(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?", re.ASCII)
_SHOWN_LENGTH = 40


def shown(json: object) -> str:
    """What was found, for in a reason: short, and in the words of JSON."""
    match json:
        case None:
            return "`null`"
        case bool():
            return "`true`" if json else "`false`"
        case dict():
            return "`{…}`"
        case list() | tuple():
            return "`[…]`"
        case str():
            inner = " ".join(json.split())
            return f'`"{inner[:_SHOWN_LENGTH]}…"`' if len(inner) > _SHOWN_LENGTH else f'`"{inner}"`'
        case _:
            return f"`{json}`"[: _SHOWN_LENGTH + 2]


def refused(json: object, wanted: Text) -> NotAValueError:
    """The error for a value that is no value of a kind: found before expected."""
    found = shown(json)
    return NotAValueError(Text(nl=f"{found} is geen {wanted.nl}", en=f"{found} is not {wanted.en}"))


def read_text(json: object, wanted: Text) -> str:
    """A text that every part of the program can carry, in NFC."""
    if not isinstance(json, str):
        raise refused(json, wanted)
    if not texts.is_sound(json):
        raise NotAValueError(
            Text(
                nl="de tekst bevat een teken dat niet kan worden opgeslagen",
                en="the text holds a character that cannot be stored",
            )
        )
    return texts.composed(json)


def read_number(json: object, wanted: Text) -> Decimal:
    """A number from a JSON number or a text with a decimal point, exactly."""
    match json:
        case bool():
            raise refused(json, wanted)
        case Decimal():
            number = json
        case Fraction() if 10**10 % json.denominator == 0:
            number = Decimal(json.numerator) / json.denominator
        case int():
            number = Decimal(json)
        case float():
            raise NotAValueError(_no_float(json))
        case str() if _NUMBER.fullmatch(texts.trim(json)):
            number = Decimal(texts.trim(json))
        case _:
            raise refused(json, wanted)
    if not fits(number):
        raise NotAValueError(too_many_digits(shown(json)))
    return number + 0 if number else Decimal(0)


def too_many_digits(found: str) -> Text:
    return Text(
        nl=f"{found} heeft te veel cijfers: hoogstens 18 voor en 10 achter de komma",
        en=f"{found} has too many digits: at most 18 before and 10 after the decimal comma",
    )


def _no_float(json: float) -> Text:
    return Text(
        nl=f"`{json}` is een benaderd getal: geef het als `Decimal`, als geheel getal of als tekst",
        en=f"`{json}` is an approximate number: give it as a `Decimal`, a whole number or a text",
    )
