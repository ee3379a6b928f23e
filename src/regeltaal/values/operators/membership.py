"""`IN`: whether a value is in a list. Two-valued, as a row of `=` would be."""

from regeltaal.base.text import Text
from regeltaal.values import compare
from regeltaal.values.environment import Environment
from regeltaal.values.operator import Family, ListOfSame, Operator, Overload, Scalar, WhenEmpty, phrase
from regeltaal.values.relation import Relation


def _in(environment: Environment, value: object, items: tuple[object, ...] | None) -> bool:
    del environment
    return compare.member(value, items or ())


def _in_exact(environment: Environment, value: object, items: tuple[object, ...] | None) -> bool:
    del environment
    return compare.member_exact(value, items or ())


def _overload(family: Family, exact: Scalar | None = None) -> Overload:
    when_empty = WhenEmpty.DECIDES_UNLESS_COMPUTED
    return Overload((family, ListOfSame(0)), _in, when_empty=when_empty, exact=exact, relation=Relation.MEMBER)


IN = Operator(
    key="in",
    spelling="IN",
    negated_spelling="NIET IN",
    doc=Text(
        nl="Komt in de lijst voor. Bij tekst tellen hoofdletters en spaties aan het begin of eind niet.",
        en="Is in the list. In texts case and white space at the ends do not count.",
    ),
    overloads=(
        _overload(Family.TEXT, _in_exact),
        _overload(Family.ANY),
    ),
    example='plaats IN ("Utrecht"; "Zeist")',
    phrase=phrase(("{0} staat in {1}", "{0} staat niet in {1}"), ("{0} is in {1}", "{0} is not in {1}")),
)

ALL = (IN,)
