"""Which overload fits, what an assignment accepts, and what would have fitted where nothing does."""

from regeltaal.base.node import Node
from regeltaal.base.text import Text, same
from regeltaal.values.common import CHECKED_TEXTS, INTEGER, NUMBER, NUMBERS, TEXT
from regeltaal.values.operator import (
    ElementOf,
    Family,
    Function,
    ListOfSame,
    Operand,
    Operator,
    Overload,
    Pattern,
    SameAs,
    TextOrTexts,
    Word,
)
from regeltaal.values.types import ListOf, Nothing, Scalar, Type, Unknown

Given = Type | Word
"""What an operand is: a type, or the bare UPPER word that stands there."""


class Mismatch(Node):
    """No overload fits. ``index`` is the operand to blame, None where their number is wrong.

    ``wanted`` are the operands that would have fitted there, ``counts`` the numbers of operands that there can be.
    """

    record: Operator | Function
    given: tuple[Given, ...]
    index: int | None
    wanted: tuple[Operand, ...] = ()
    counts: tuple[int, ...] = ()

    @property
    def wanted_texts(self) -> tuple[Text, ...]:
        """What would have fitted, in words, once each."""
        return tuple(dict.fromkeys(describe(operand, self.given) for operand in self.wanted))


def choose(record: Operator | Function, given: tuple[Given, ...]) -> Overload | Mismatch:
    """The first overload that fits the operands; in a mismatch the operand that the nearest ones stumbled over."""
    counts = tuple(sorted({len(overload.operands) for overload in record.overloads}))
    candidates = [overload for overload in record.overloads if len(overload.operands) == len(given)]
    if not candidates:
        return Mismatch(record, given, None, counts=counts)
    reached = [(_first_misfit(overload, given), overload) for overload in candidates]
    for misfit, overload in reached:
        if misfit is None:
            return overload
    furthest = max(misfit for misfit, _ in reached if misfit is not None)
    wanted = tuple(dict.fromkeys(overload.operands[furthest] for misfit, overload in reached if misfit == furthest))
    return Mismatch(record, given, furthest, wanted, counts)


def result_of(overload: Overload, given: tuple[Given, ...]) -> Type | None:
    """The type that an overload gives for these operands, None for a predicate; Unknown for what is not known."""
    types = tuple(type_ for type_ in given if not isinstance(type_, Word))
    if overload.result is None:
        return None
    if any(is_unknown(type_) for type_ in types):
        return Unknown()
    return overload.result(types) if callable(overload.result) else overload.result


def is_unknown(type_: Type) -> bool:
    """Whether a type, or that of a list's elements, is what has been reported already."""
    return isinstance(type_, Unknown) or (isinstance(type_, ListOf) and is_unknown(type_.element))


def comparable(left: Type, right: Type) -> bool:
    """Whether two types have values that can be the same.

    A checked text compares with a tekst, not with a checked text of another kind.
    """
    if isinstance(left, Nothing | Unknown) or isinstance(right, Nothing | Unknown):
        return True
    match left, right:
        case ListOf(mine), ListOf(theirs):
            return comparable(mine, theirs)
        case Scalar(), Scalar():
            return _comparable_scalars(left, right)
        case _:
            return left == right


def accepts(wanted: Type, given: Type) -> bool:
    """Whether a value of one type may be assigned where another is asked for.

    A single value may fill a list (``check`` makes it a list of one). A tekst may fill a checked text: wrong data is
    kept, and `IS GELDIG` asks; a checked text of another kind may not.
    """
    if isinstance(wanted, Nothing | Unknown) or isinstance(given, Nothing | Unknown):
        return True
    match wanted, given:
        case ListOf(element), ListOf(other):
            return not isinstance(other, ListOf) and accepts(element, other)
        case ListOf(element), _:
            return accepts(element, given)
        case Scalar(), Scalar():
            return wanted == given or (wanted == NUMBER and given == INTEGER) or _texts_mix(wanted, given)
        case _:
            return wanted == given


def joined(left: Type, right: Type) -> Type:
    """The one type that holds the values of two comparable types; a quotient on either side stays one."""
    if isinstance(left, Nothing | Unknown):
        return right
    match left, right:
        case Scalar(), Scalar():
            wider = left if left == right else NUMBER if left in NUMBERS else TEXT
            return Scalar(wider.kind, quotient=left.quotient or right.quotient)
        case ListOf(mine), ListOf(theirs):
            return ListOf(joined(mine, theirs))
        case _:
            return left


def describe(operand: Operand, given: tuple[Given, ...]) -> Text:
    """An operand in words, for in a message."""
    match operand:
        case SameAs(index):
            return same(_name_at(index, given))
        case ListOfSame(index):
            name = _name_at(index, given)
            return Text(nl=f"een lijst van {name}", en=f"a list of {name}")
        case ElementOf(index):
            listed = given[index] if index < len(given) else None
            return same(str(listed.element)) if isinstance(listed, ListOf) else _ANY
        case Family():
            return _FAMILIES[operand]
        case TextOrTexts():
            return Text(nl="tekst of een lijst van teksten", en="a text or a list of texts")
        case Pattern():
            return Text(nl="een patroon: een tekst zonder `{…}`", en="a pattern: a text without `{…}`")
        case Word(word):
            return same(f"`{word}`")
        case _:
            return same(str(operand))


_ANY = Text(nl="elke waarde", en="any value")
_FAMILIES = {
    Family.ANY: _ANY,
    Family.ORDERED: Text(
        nl="getal, bedrag, percentage, datum, tijd, moment of duur",
        en="a number, amount, percentage, date, time, moment or duration",
    ),
    Family.TEXT: Text(nl="tekst", en="a text"),
    Family.CHECKED_TEXT: Text(
        nl="een gecontroleerde tekst (iban, postcode, …)", en="a checked text (iban, postcode, …)"
    ),
    Family.LIST: Text(nl="een lijst", en="a list"),
    Family.NUMBER: Text(nl="getal", en="a number"),
    Family.DURATION: Text(nl="duur", en="a duration"),
}


def _name_at(index: int, given: tuple[Given, ...]) -> str:
    return str(given[index]) if index < len(given) else _ANY.nl


def _first_misfit(overload: Overload, given: tuple[Given, ...]) -> int | None:
    fitting = (_fits(operand, one, given) for operand, one in zip(overload.operands, given, strict=True))
    return next((index for index, fit in enumerate(fitting) if not fit), None)


def _fits(operand: Operand, one: Given, given: tuple[Given, ...]) -> bool:
    if isinstance(one, Word) or isinstance(operand, Word):
        return operand == one
    if isinstance(one, Nothing | Unknown):
        return True
    match operand:
        case SameAs(index):
            return _fits_with(one, given[index])
        case ListOfSame(index):
            return isinstance(one, ListOf) and _fits_with(one.element, given[index])
        case ElementOf(index):
            return _is_element(one, given[index])
        case Family():
            return _in_family(operand, one)
        case TextOrTexts() | Pattern():
            return _is_text(one.element if isinstance(one, ListOf) else one)
        case _:
            return _fits_type(operand, one)


def _fits_with(one: Type, other: Given) -> bool:
    return not isinstance(other, Word) and comparable(one, other)


def _is_element(one: Type, listed: Given) -> bool:
    match listed:
        case ListOf(element):
            return not isinstance(one, ListOf) and comparable(one, element)
        case Nothing() | Unknown():
            return True
        case _:
            return False


def _fits_type(wanted: Type, one: Type) -> bool:
    """Whether every value of one type is one of the other: narrower than an assignment, which lists and texts widen."""
    match wanted, one:
        case ListOf(element), ListOf(other):
            return isinstance(other, Nothing | Unknown) or _fits_type(element, other)
        case Scalar(), Scalar():
            return wanted == one or (wanted == NUMBER and one == INTEGER) or (wanted == TEXT and one.kind.text_like)
        case _:
            return wanted == one


def _in_family(family: Family, one: Type) -> bool:
    match family:
        case Family.ANY:
            return True
        case Family.LIST:
            return isinstance(one, ListOf)
        case Family.TEXT:
            return _is_text(one)
        case Family.CHECKED_TEXT:
            return one in CHECKED_TEXTS
        case Family.ORDERED:
            return isinstance(one, Scalar) and one.kind.ordered
        case Family.NUMBER:
            return one in NUMBERS
        case Family.DURATION:
            return isinstance(one, Scalar) and one.kind.name.startswith("duur")


def _is_text(one: Type) -> bool:
    return isinstance(one, Nothing | Unknown) or (isinstance(one, Scalar) and one.kind.text_like)


def _comparable_scalars(left: Scalar, right: Scalar) -> bool:
    return left == right or (left in NUMBERS and right in NUMBERS) or _texts_mix(left, right)


def _texts_mix(left: Scalar, right: Scalar) -> bool:
    """Whether both are texts, of one kind or one of them a plain tekst."""
    return left.kind.text_like and right.kind.text_like and (left == right or TEXT in (left, right))
