"""Tests as generated code: what is asked of values, with what makes it ONBEKEND or FOUT."""

from collections.abc import Sequence

from attrs import frozen

from regeltaal.compiler.code_expressions import plain, value
from regeltaal.compiler.code_names import Body, Code
from regeltaal.compiler.code_relations import Asked, constant, key_wanted, negated, question
from regeltaal.program import tree
from regeltaal.values.operator import WhenEmpty
from regeltaal.values.relation import Relation
from regeltaal.values.types import ListOf

_SHARED_COST = 5


@frozen
class Leaf:
    """A test in generated code.

    ``faulty`` and ``unknown`` are conditions to be asked first, in this order; ``test`` is asked when neither holds.
    """

    faulty: str | None
    unknown: str | None
    test: str
    cost: float
    chance: float


@frozen
class Bits:
    """A condition in generated code that gives its verdict as a bit."""

    text: str
    cost: float


def test(cond: tree.Test, body: Body) -> Leaf | Bits:
    codes = [value(operand, body) for operand in cond.operands]
    policy = cond.overload.when_empty
    held = [_held(code, expr, policy, body) for code, expr in zip(codes, cond.operands, strict=True)]
    faulty = _either([one.faulty for one in held])
    unknown = _either([one.unknown for one in held])
    cost = sum(_cost(code, body) for code in codes)
    asked = question(cond.overload, [one.asked for one in held], body, exact=cond.exact)
    if asked is None:
        return _by_scalar(cond, held, body, cost)
    sense = negated(asked) if cond.negated else asked
    return Leaf(faulty, unknown, sense.text, cost + sense.cost, sense.chance)


def _cost(code: Code, body: Body) -> float:
    """What reading a value costs: little where it has probably been read before."""
    return min(code.cost, _SHARED_COST) if body.shares else code.cost


def equality(cond: tree.Test, body: Body) -> tuple[str, object] | None:
    """What a test asks of a field of the event's own record to be the same as: the code of it, and the key wanted.

    None where it is another kind of test.
    """
    if cond.negated or cond.overload.relation is not Relation.SAME:
        return None
    match cond.operands:
        case (tree.Read(previous=False, target=tree.Root(kind=tree.RootKind.RECORD)) as read, tree.Const() as wanted):
            body.new_leaf()
            left, right = value(read, body), value(wanted, body)
            held = _held(left, read, cond.overload.when_empty, body).asked
            return key_wanted(held, constant(right, wanted.type), body, exact=cond.exact) if right.constant else None
        case _:
            return None


def is_true(cond: tree.IsTrue, body: Body) -> Leaf:
    """A yes/no value by itself."""
    code = value(cond.value, body)
    held = _held(code, cond.value, WhenEmpty.DECIDES_UNLESS_COMPUTED, body)
    return Leaf(held.faulty, held.unknown, f"{held.asked.alone} is True", _cost(code, body) + 5, 0.5)


def changed(cond: tree.Changed, body: Body) -> Bits:
    old, new = (_one_or_none(expr, body) for expr in (cond.old, cond.new))
    text = f"changed({body.bind(cond.equals.scalar)}, facts, {body.bind(cond.subject.field.name)}, {old}, {new})"
    return Bits(f"NEGATED[{text}]" if cond.negated else text, 1000)


def was(cond: tree.Was, body: Body) -> Bits:
    wanted = plain(value(cond.value, body))
    name = body.bind(cond.subject.field.name)
    return Bits(f"was({body.bind(cond.equals.scalar)}, facts, {name}, {wanted})", 800)


def _one_or_none(expr: tree.Expr | None, body: Body) -> str:
    return "()" if expr is None else f"({plain(value(expr, body))},)"


@frozen
class _Held:
    """An operand with the conditions on which it decides the test by being LEEG or FOUT."""

    faulty: str | None
    unknown: str | None
    asked: Asked


def _held(code: Code, expr: tree.Expr, policy: WhenEmpty, body: Body) -> _Held:
    is_list = isinstance(expr.type, ListOf)
    blocks_none = not is_list and policy in (WhenEmpty.UNKNOWN, WhenEmpty.CARRIES)
    blocks_computed = is_list or policy is not WhenEmpty.DECIDES
    text = f"none_of({code.text})" if code.computed and not blocks_computed else code.text
    first, again = body.held(text, body.temp())
    holder = _Holder(again, first)
    found = holder.asked("{} is FAULTY") if code.faulty else None
    none = holder.asked("{} is None") if code.none and blocks_none else None
    computed = holder.asked("{} is COMPUTED") if code.computed and blocks_computed else None
    return _Held(
        _either((code.absent, found)),
        _either((none, computed)),
        Asked(
            holder.first,
            again,
            again if holder.is_bound else text,
            holder.is_bound,
            (code.none and not blocks_none) or (code.computed and not blocks_computed),
            expr.type,
            code.constant,
            code.value,
        ),
    )


class _Holder:
    """A local that is filled where it is first asked for."""

    def __init__(self, name: str, first: str) -> None:
        self.name = name
        self.first = first
        self.is_bound = False

    def asked(self, question_: str) -> str:
        found = question_.format(self.first)
        self.first, self.is_bound = self.name, True
        return found


def _by_scalar(cond: tree.Test, held: Sequence[_Held], body: Body, cost: float) -> Bits:
    """A test that is asked of the scalar itself."""
    overload = cond.overload
    scalar = overload.exact if cond.exact and overload.exact is not None else overload.scalar
    arguments = [_argument(one.asked, expr) for one, expr in zip(held, cond.operands, strict=True)]
    given = ", ".join((body.bind(scalar), body.once("facts.environment"), *arguments))
    text = f"{'DENIED' if cond.negated else 'GIVEN'}[tested({given})]"
    faulty, unknown = _either([one.faulty for one in held]), _either([one.unknown for one in held])
    text = f"4 if {unknown} else {text}" if unknown else text
    text = f"2 if {faulty} else {text}" if faulty else text
    return Bits(f"({text})", cost + 500)


def _argument(asked: Asked, expr: tree.Expr) -> str:
    if isinstance(expr.type, ListOf) and not asked.constant:
        return f"(() if {asked.first} is None else {asked.again})"
    return asked.alone


def _either(conditions: Sequence[str | None]) -> str | None:
    return " or ".join(one for one in conditions if one is not None) or None
