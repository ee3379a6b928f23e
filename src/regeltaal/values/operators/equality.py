"""`=` and `<>`: two-valued, each the exact negation of the other."""

from regeltaal.base.text import Text
from regeltaal.values import compare
from regeltaal.values.environment import Environment
from regeltaal.values.operator import Family, Operator, Overload, SameAs, Scalar, WhenEmpty, phrase
from regeltaal.values.relation import Relation


def _equals(environment: Environment, left: object, right: object) -> bool:
    del environment
    return compare.same(left, right)


def _equals_exact(environment: Environment, left: object, right: object) -> bool:
    del environment
    return compare.same_exact(left, right)


def _differs(environment: Environment, left: object, right: object) -> bool:
    del environment
    return not compare.same(left, right)


def _differs_exact(environment: Environment, left: object, right: object) -> bool:
    del environment
    return not compare.same_exact(left, right)


def _overload(family: Family, scalar: Scalar, relation: Relation, exact: Scalar | None = None) -> Overload:
    when_empty = WhenEmpty.DECIDES_UNLESS_COMPUTED
    return Overload((family, SameAs(0)), scalar, when_empty=when_empty, exact=exact, relation=relation)


EQUALS = Operator(
    key="equals",
    spelling="=",
    doc=Text(
        nl="Is hetzelfde. Bij tekst tellen hoofdletters (tenzij er `EXACT` staat) en spaties aan de randen niet.",
        en="Is the same. In texts case and white space at the ends do not count, case does behind `EXACT`.",
    ),
    overloads=(
        _overload(Family.TEXT, _equals, Relation.SAME, _equals_exact),
        _overload(Family.ANY, _equals, Relation.SAME),
    ),
    example='werkstatus = "Uitgevoerd"',
    phrase=phrase(("{0} is {1}", "{0} is niet {1}"), ("{0} is {1}", "{0} is not {1}")),
)

NOT_EQUALS = Operator(
    key="not_equals",
    spelling="<>",
    doc=Text(
        nl="Is iets anders; ook waar wanneer maar een van beide leeg is.",
        en="Is something else; true as well when only one of the two is empty.",
    ),
    overloads=(
        _overload(Family.TEXT, _differs, Relation.DIFFERS, _differs_exact),
        _overload(Family.ANY, _differs, Relation.DIFFERS),
    ),
    example='werkstatus <> "Uitgevoerd"',
    phrase=phrase(("{0} is niet {1}", "{0} is {1}"), ("{0} is not {1}", "{0} is {1}")),
)

ALL = (EQUALS, NOT_EQUALS)
