"""How operators are written, how tightly they bind, and where NIET stands with them."""

from enum import IntEnum

from regeltaal.syntax.tree import Operation
from regeltaal.values.registry import OPERATORS


class Binding(IntEnum):
    """How tightly an expression holds together; a looser one in a place for a tighter one needs parentheses."""

    CHAIN = 0
    NEGATION = 1
    PREDICATE = 2
    SUM = 3
    TERMS = 4
    FACTORS = 5
    OPERAND = 6
    ATOM = 7


_BINDINGS = {
    "at_time": Binding.SUM,
    "add": Binding.TERMS,
    "subtract": Binding.TERMS,
    "multiply": Binding.FACTORS,
    "divide": Binding.FACTORS,
    "coalesce": Binding.OPERAND,
}
_OPERANDS = {
    "at_time": (Binding.TERMS, Binding.ATOM),
    "add": (Binding.TERMS, Binding.FACTORS),
    "subtract": (Binding.TERMS, Binding.FACTORS),
    "multiply": (Binding.FACTORS, Binding.OPERAND),
    "divide": (Binding.FACTORS, Binding.OPERAND),
    "coalesce": (Binding.ATOM, Binding.ATOM),
}
_NIET_IN_FRONT = frozenset({"between", "from_until", "from_through"})


def binding(operation: Operation) -> Binding:
    return _BINDINGS.get(operation.key, Binding.PREDICATE)


def operand_binding(operation: Operation, number: int) -> Binding:
    """What an operand must hold together by, to stand there without parentheses."""
    bindings = _OPERANDS.get(operation.key)
    return Binding.SUM if bindings is None else bindings[number]


def takes_niet(operation: Operation) -> bool:
    """Whether NIET can stand with the operator, in place of before the whole."""
    return operation.key in _NIET_IN_FRONT or OPERATORS[operation.key].negated_spelling is not None


def signs(operation: Operation) -> list[str]:
    """What stands behind the first operand, and behind each one after it: `["TUSSEN", "EN"]`, `["IS LEEG"]`."""
    operator = OPERATORS[operation.key]
    spelling = operator.spelling
    if operation.negated:
        spelling = operator.negated_spelling or f"NIET {spelling}"
    if operation.exact:
        spelling += " EXACT"
    return [sign for part in spelling.split("…") if (sign := part.strip())]
