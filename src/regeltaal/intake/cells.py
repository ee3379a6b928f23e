"""A cell of a row to JSON that the type of its field reads: what a spreadsheet writes, and what a database holds.

Text of a spreadsheet is read in Dutch notation, as in a rule: a comma before decimals, dots by three. A dot before
decimals is refused, for `1.250` would be read as something else than was meant. Text of a database is read as in JSON.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import assert_never

from regeltaal.base.patterns import lazily
from regeltaal.base.text import Text
from regeltaal.values.literals import read_literal
from regeltaal.values.types import Enumeration, ListOf, Nothing, ObjectType, Scalar, Type, Unknown
from regeltaal.values.value import NotAValueError

EMPTIED = "LEEG"
"""What stands in a cell whose field is emptied; a cell with nothing in it was not sent."""

_SEPARATOR = ";"
_ISO_DATE = lazily(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MOMENT = lazily(r"(?P<day>\S.*?)(?:T|\s+(?:om\s+)?)(?P<clock>[0-9]{1,2}:[0-9]{2}\S*)", re.ASCII)
_YES = frozenset({"ja", "j", "x", "1", "waar", "true"})
_NO = frozenset({"nee", "n", "0", "onwaar", "false"})


def is_filled(cell: object) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip("\t\r\n \u00a0"))


def as_json(cell: object, type_: Type, *, dutch: bool) -> object:
    """A cell that holds something, as JSON for a field of this type; ``dutch``: its text is in Dutch notation.

    Raises:
        NotAValueError: it is no such value; some of those are left for the reading of the event to refuse.
    """
    if isinstance(cell, str) and cell.strip() == EMPTIED:
        return None
    match type_:
        case ListOf(element=element):
            parts = cell.split(_SEPARATOR) if isinstance(cell, str) else [cell]
            return [as_json(part, element, dutch=dutch) for part in parts if is_filled(part)]
        case Scalar(kind=kind):
            return _SCALARS.get(kind.name, _text)(_trimmed(cell), dutch)
        case Enumeration() | ObjectType():
            return _text(_trimmed(cell), dutch)
        case Nothing() | Unknown():
            raise TypeError("a field has a real type")
        case _:
            assert_never(type_)


def _trimmed(cell: object) -> object:
    return cell.strip("\t\r\n \u00a0") if isinstance(cell, str) else cell


def _text(cell: object, dutch: bool) -> object:  # noqa: FBT001 - one of a table of readers
    del dutch
    match cell:
        case str():
            return cell
        case bool():
            return "ja" if cell else "nee"
        case int() | Decimal():
            return str(cell)
        case float():
            return str(_exact(cell))
        case datetime() | date() | time():
            return cell.isoformat()
        case _:
            raise NotAValueError(
                Text(nl="hier staan gegevens die geen tekst zijn", en="this cell holds data that is no text")
            )


def _number(cell: object, dutch: bool) -> object:  # noqa: FBT001 - idem
    match cell:
        case bool():
            return cell  # a yes is no number: reading the event says so
        case float():
            return _exact(cell)
        case str() if dutch:
            kind = "money" if "€" in cell else "percentage" if cell.endswith("%") else "number"
            found = read_literal(kind, cell)
            return _plain(found) if isinstance(found, Decimal) else found
        case str():
            return cell.removesuffix("%").rstrip()
        case _:
            return cell


def _exact(number: float) -> Decimal:
    """A number of a database that only keeps approximations: the shortest that it stands for."""
    found = Decimal(repr(number))
    if not found.is_finite():
        raise NotAValueError(Text(nl=f"`{number}` is geen getal", en=f"`{number}` is no number"))
    return _plain(found)


def _plain(number: Decimal) -> Decimal:
    """A number without zeros that say nothing, so that equal cells are equal."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _date(cell: object, dutch: bool) -> object:  # noqa: FBT001 - idem
    del dutch
    match cell:
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime() | date():
            return cell.isoformat()
        case str() if not _ISO_DATE.match(cell):
            found = read_literal("date", cell)
            return found.isoformat() if isinstance(found, date) else cell
        case _:
            return cell


def _moment(cell: object, dutch: bool) -> object:  # noqa: FBT001 - idem
    match cell:
        case datetime() | date():
            return cell.isoformat()
        case str():
            found = _MOMENT.fullmatch(cell)
            if found is None:
                read_literal("moment", cell)  # says what is wrong with it
                return cell
            clock = found["clock"] if found["clock"][2:3] == ":" else f"0{found['clock']}"
            return f"{_date(found['day'], dutch)}T{clock}"
        case _:
            return cell


def _time(cell: object, dutch: bool) -> object:  # noqa: FBT001 - idem
    del dutch
    return cell.isoformat() if isinstance(cell, time) else cell


def _yes_no(cell: object, dutch: bool) -> object:  # noqa: FBT001 - idem
    del dutch
    word = str(cell).lower() if isinstance(cell, str | int) else ""
    return True if word in _YES else False if word in _NO else cell


_SCALARS: Mapping[str, Callable[[object, bool], object]] = {
    "getal": _number,
    "geheel getal": _number,
    "bedrag": _number,
    "percentage": _number,
    "datum": _date,
    "moment": _moment,
    "tijd": _time,
    "ja-nee": _yes_no,
}
