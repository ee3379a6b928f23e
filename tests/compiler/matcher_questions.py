"""Tests of fields as the checker makes them, without a rule around them."""

from tests.compiler.code_facts import SPAN, read

from regeltaal.program import tree
from regeltaal.values.common import TEXT
from regeltaal.values.matching import choose
from regeltaal.values.operator import Overload
from regeltaal.values.registry import OPERATORS
from regeltaal.values.types import Nothing, Type
from regeltaal.values.value import Value


def const(value: Value | None, type_: Type) -> tree.Const:
    return tree.Const(value, Nothing() if value is None else type_, SPAN)


def question(key: str, *operands: tree.Expr, exact: bool = False) -> tree.Test:
    overload = choose(OPERATORS[key], tuple(one.type for one in operands))
    assert isinstance(overload, Overload)
    return tree.Test(OPERATORS[key], overload, operands, exact=exact, span=SPAN)


def equal(name: str, value: Value | None, type_: Type = TEXT, *, previous: bool = False) -> tree.Test:
    return question("equals", read(name, type_, previous=previous), const(value, type_))
