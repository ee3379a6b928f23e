"""`IS LEEG`, `IS GEVULD`, `IS GELDIG`, and `INDIEN LEEG`: what can be asked of anything, empty or not."""

from regeltaal.base.text import Text
from regeltaal.values import compare
from regeltaal.values.common import CHECKED_TEXTS
from regeltaal.values.environment import Environment
from regeltaal.values.matching import joined
from regeltaal.values.operator import Family, Operator, Overload, SameAs, WhenEmpty, phrase
from regeltaal.values.relation import Relation
from regeltaal.values.types import Scalar as ScalarType
from regeltaal.values.types import Type


def _is_empty(environment: Environment, value: object) -> bool:
    del environment
    return compare.is_empty(value)


def _is_filled(environment: Environment, value: object) -> bool:
    del environment
    return not compare.is_empty(value)


def _validity(type_: ScalarType) -> Overload:
    is_valid = type_.kind.is_valid

    def scalar(environment: Environment, text: str | None) -> bool:
        del environment
        return text is not None and is_valid is not None and is_valid(text)

    return Overload((type_,), scalar, when_empty=WhenEmpty.DECIDES)


def _coalesce(environment: Environment, value: object, otherwise: object) -> object:
    del environment
    return otherwise if compare.is_empty(value) else value


def _common(types: tuple[Type, ...]) -> Type:
    return joined(types[0], types[1])


IS_EMPTY = Operator(
    key="is_empty",
    spelling="IS LEEG",
    negated_spelling="IS NIET LEEG",
    doc=Text(nl="Er staat niets.", en="There is nothing."),
    overloads=(Overload((Family.ANY,), _is_empty, when_empty=WhenEmpty.DECIDES, relation=Relation.IS_EMPTY),),
    example="contract IS LEEG",
    phrase=phrase(("{0} is leeg", "{0} is niet leeg"), ("{0} is empty", "{0} is not empty")),
)

IS_FILLED = Operator(
    key="is_filled",
    spelling="IS GEVULD",
    negated_spelling="IS NIET GEVULD",
    doc=Text(nl="Er staat iets.", en="There is something."),
    overloads=(Overload((Family.ANY,), _is_filled, when_empty=WhenEmpty.DECIDES, relation=Relation.IS_FILLED),),
    example="relatie.e-mailadres IS GEVULD",
    phrase=phrase(("{0} is gevuld", "{0} is niet gevuld"), ("{0} is filled in", "{0} is not filled in")),
)

IS_VALID = Operator(
    key="is_valid",
    spelling="IS GELDIG",
    negated_spelling="IS NIET GELDIG",
    doc=Text(
        nl="De tekst voldoet aan de regels van haar soort; iets leegs is niet geldig.",
        en="The text obeys the rules of its kind; something empty is not valid.",
    ),
    overloads=tuple(_validity(type_) for type_ in CHECKED_TEXTS),
    example="crediteur.iban IS GELDIG",
    phrase=phrase(("{0} is geldig", "{0} is niet geldig"), ("{0} is valid", "{0} is not valid")),
)

COALESCE = Operator(
    key="coalesce",
    spelling="INDIEN LEEG",
    doc=Text(
        nl="De waarde, of wanneer die leeg is de waarde die erachter staat.",
        en="The value, or the one behind it where that is empty.",
    ),
    overloads=(Overload((Family.ANY, SameAs(0)), _coalesce, result=_common, when_empty=WhenEmpty.DECIDES),),
    example="korting INDIEN LEEG 0%",
)

ALL = (IS_EMPTY, IS_FILLED, IS_VALID, COALESCE)
