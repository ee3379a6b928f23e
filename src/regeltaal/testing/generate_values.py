"""Values to try: the example of the domain, the neighbours of a bound, something else, a text that fits a pattern."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

from regeltaal.schema.model import Field
from regeltaal.testing.generate_patterns import of_regex, of_wildcard
from regeltaal.values import common
from regeltaal.values.literals import read_literal
from regeltaal.values.moments import after_minutes
from regeltaal.values.types import Enumeration, ListOf, ObjectType, Scalar, Type
from regeltaal.values.value import ComputationError, Duration, DurationKind, NotAValueError, Value

CENT = Decimal("0.01")
OTHER_TEXT = "iets anders"
_LITERALS = {
    common.NUMBER: "number", common.INTEGER: "number", common.MONEY: "money", common.PERCENTAGE: "percentage",
    common.DATE: "date", common.TIME: "time", common.MOMENT: "moment", **dict.fromkeys(common.DURATIONS, "duration"),
}  # fmt: skip

_MORE = {
    "e-mailadres": ("kantoor@jansen.example", "post@bedrijf.test"), "telefoonnummer": ("+31301234567", "+3225551234"),
    "postcode": ("3511 AB",), "iban": ("NL02ABNA0123456789", "BE71096123456769"), "kvk-nummer": ("87654321",),
    "btw-nummer": ("NL000099998B57",), "maand": ("2027-02",),
}  # fmt: skip
"""Further checked texts, all right ones: a wrong one can't be written in a test."""


_NUMBERS = (common.NUMBER, common.INTEGER, common.MONEY, common.PERCENTAGE)
_KINDS = dict(zip(DurationKind, (type_.kind.name for type_ in common.DURATIONS), strict=True))
"""The names of the kinds of duration: those of ``DurationKind`` stand in the same order."""


# ---------------------------------------------------------------- one value


def example_of(field: Field) -> Value | None:
    """The example that the domain gives of a field; None where it gives none that is one value."""
    return None if isinstance(field.type, ListOf) else written_value(field.example, field.type)


def written_value(text: str, type_: Type) -> Value | None:
    """What a literal of a type is worth, as it stands in a rule; None where it is none."""
    if text.startswith('"'):
        return text[1:-1].replace('\\"', '"') or None
    if text in ("JA", "NEE"):
        return text == "JA"
    kind = _LITERALS.get(type_) if isinstance(type_, Scalar) else None
    try:
        return read_literal(kind, text) if kind and text else None
    except NotAValueError:
        return None


def usual(type_: Type, field: Field | None = None) -> Value | None:
    """A value that could well be there."""
    found = None if field is None else example_of(field)
    if found is not None:
        return found
    match type_:
        case Enumeration(values=values):
            return values[0] if values else "Eigen keuze"
        case ObjectType(name=name):
            return f"{name}-1"
        case Scalar(kind=kind) if type_ == common.TEXT:
            return "tekst"
        case Scalar(kind=kind):
            return written_value(kind.example, type_)
        case _:
            return None


def others(value: Value | None, type_: Type) -> Iterator[Value]:
    """Values of a type that are not this one."""
    match type_:
        case Enumeration(values=values, open=is_open):
            yield from (one for one in values if one != value)
            if is_open:
                yield "Iets anders"
        case ObjectType(name=name):
            yield f"{name}-2" if value != f"{name}-2" else f"{name}-3"
        case _ if type_ == common.YES_NO:
            yield not value
        case _ if type_ in common.ORDERED:
            yield from neighbours(value, type_)
        case Scalar(kind=kind) if kind.is_valid is not None:
            found = (written_value(kind.example, type_), *_MORE.get(kind.name, ()))
            yield from (one for one in found if one is not None and one != value)
        case _:
            yield OTHER_TEXT if value != OTHER_TEXT else "nog iets anders"


# ---------------------------------------------------------------- what a test can give


def as_given(value: Value | None, type_: Type | None) -> Value | None:
    """A value as a test can give it to a field of a type: to the minute, in decimals; None where it can't."""
    match value, type_:
        case (bool(), Scalar()) if type_ == common.YES_NO:
            return value
        case (bool(), _):
            return None
        case (Decimal() | Fraction(), Scalar()) if type_ in _NUMBERS:
            number = _decimal(value)
            return None if type_ == common.INTEGER and number != number.to_integral_value() else number
        case (datetime(), Scalar()) if type_ == common.MOMENT:
            return value.replace(second=0, microsecond=0)
        case (datetime(), _):
            return None
        case (date(), Scalar()) if type_ == common.DATE:
            return value
        case (time(), Scalar()) if type_ == common.TIME:
            return value.replace(second=0, microsecond=0)
        case (Duration(kind=kind), Scalar(kind=of)) if type_ in common.DURATIONS:
            return value if of.name == _KINDS[kind] else None
        case (str(), ObjectType()):
            return value
        case (str(), Enumeration(values=values, open=is_open)):
            return value if is_open or value in values else None
        case (str(), Scalar(kind=kind)) if type_ in (common.TEXT, common.FILE, *common.CHECKED_TEXTS):
            return value if kind.is_valid is None or kind.is_valid(value) else None
        case _:
            return None


# ---------------------------------------------------------------- neighbours


def neighbours(value: Value | None, type_: Type) -> Iterator[Value]:
    """The values just above and just below, by the least step of the type."""
    for steps in (1, -1):
        found = stepped(value, type_, steps)
        if found is not None:
            yield found


def stepped(value: Value | None, type_: Type, steps: int) -> Value | None:
    """A value so many least steps further: a cent, a day, a minute, one."""
    try:
        match value:
            case bool() | str() | None:
                return None
            case Decimal() | Fraction():
                return Decimal(str(_decimal(value))) + steps * step_of(value, type_)
            case datetime():
                return after_minutes(value, steps, value.tzinfo)  # type: ignore[arg-type]  # a fixed offset will do
            case date():
                return value + timedelta(days=steps)
            case time():
                minutes = value.hour * 60 + value.minute + steps
                return time(minutes // 60, minutes % 60) if 0 <= minutes < 24 * 60 else None
            case Duration(kind=kind, amount=amount):
                return Duration(kind, amount + steps)
            case _:
                return None
    except (ComputationError, OverflowError, ValueError):
        return None


def step_of(value: Decimal | Fraction, type_: Type) -> Decimal:
    """The least step between numbers of a type: a whole, a cent, or less where the number is finer."""
    if type_ == common.INTEGER:
        return Decimal(1)
    exponent = _decimal(value).normalize().as_tuple().exponent
    return min(CENT, Decimal(1).scaleb(exponent)) if isinstance(exponent, int) else CENT


def _decimal(value: Decimal | Fraction) -> Decimal:
    """A number as records hold it: a quotient is cut off behind a few digits, with no more of them than it needs."""
    if isinstance(value, Decimal):
        return value
    found = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("1e-6")).normalize()
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found


# ---------------------------------------------------------------- texts


def composed(begins: Sequence[str], contains: Sequence[str], ends: Sequence[str]) -> str:
    """A text with these parts in their places, as readable as can be."""
    return " ".join([*begins[:1], *contains, *ends[:1]])


def fitting_text(syntax: str, patterns: Sequence[str]) -> Iterator[str]:
    """Texts that should fit a pattern; whoever asks tries them."""
    for pattern in patterns:
        yield from of_wildcard(pattern) if syntax == "wildcard" else of_regex(pattern)
