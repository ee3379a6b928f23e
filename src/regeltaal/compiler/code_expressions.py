"""Expressions as generated code."""

from typing import assert_never

from regeltaal.compiler.code_names import Body, Code, define_function
from regeltaal.program import tree
from regeltaal.schema.model import key_of
from regeltaal.values.operator import WhenEmpty
from regeltaal.values.types import ListOf, ObjectType


def value(expr: tree.Expr, body: Body) -> Code:
    """What an expression gives."""
    body.level += 1
    try:
        return _outlined(expr, body) if body.is_deep else _value(expr, body)
    finally:
        body.level -= 1


def _outlined(expr: tree.Expr, body: Body) -> Code:
    name = _function_of_value(expr, body, body.slots)
    return Code(f"{name}({body.arguments()})", none=True, computed=True, faulty=True, cost=1000)


def _value(expr: tree.Expr, body: Body) -> Code:
    match expr:
        case tree.Const():
            return constant(expr, body)
        case tree.Root():
            return _root(expr, body)
        case tree.Variable(slot=slot):
            return Code(f"s{slot}") if slot in body.slots else Code("None", none=True)
        case tree.Read():
            return _read(expr, body)
        case tree.NamedRead(root=root, key=key):
            return Code(body.once(_named(root, key, body)), none=True, cost=150)
        case tree.Apply():
            return _apply(expr, body)
        case tree.TextTemplate():
            rows = ", ".join(f"{slot}: s{slot}" for slot in body.slots)
            text = f"by_reference({body.bind(expr)}, facts, {{{rows}}})"
            return Code(text, none=True, computed=True, faulty=True, cost=5000)
        case tree.MakeList(items=items):
            return _list(items, body)
        case tree.Collect():
            return _collect(expr, body)
        case tree.Truth(condition=condition):
            return _truth(condition, body)
        case tree.Now(date_only=date_only):
            found = body.once("facts.environment")
            return Code(body.once(f"{found}.today" if date_only else f"clock({found})"), cost=1500)
        case tree.Defined(body=inner):
            return _value(inner, body)
        case _:
            assert_never(expr)


def plain(code: Code) -> str:
    """A value with all that may be wrong with it, as one expression."""
    return code.text if code.absent is None else f"(FAULTY if {code.absent} else {code.text})"


def constant(expr: tree.Const, body: Body) -> Code:
    match expr:
        case tree.Const(value=str() as key, type=ObjectType(name=name)):
            whose = body.once("facts.record.administration")
            return Code(body.once(f"reference({whose}, {body.bind(name)}, {body.bind(key)})"), cost=500)
        case tree.Const(value=None):
            return Code("None", none=True, constant=True)
        case tree.Const(value=bool() as known):
            return Code(str(known), constant=True, value=known)
        case tree.Const(value=known):
            return Code(body.bind(known), constant=True, value=known)


def _root(root: tree.Root, body: Body) -> Code:
    if root.kind is tree.RootKind.RECORD:
        return Code(body.once("facts.record"), cost=50)
    return Code(body.once(_named(root, "", body)), none=True, cost=150)


def _named(root: tree.Root, key: str, body: Body) -> str:
    return f"facts.named({body.bind(root.kind)}, {body.bind(key)})"


def _read(expr: tree.Read, body: Body) -> Code:
    key = body.bind(key_of(expr.field.name))
    if expr.previous:
        return Code(body.once(f"previous(facts, {body.bind(expr.field.name)})"), none=True, computed=True, cost=200)
    if isinstance(expr.target, tree.Root) and expr.target.kind is tree.RootKind.RECORD:
        return Code(body.once(f"own.get({key})", eager=body.shares), none=True, cost=25)
    target = value(expr.target, body)
    if isinstance(expr.target.type, ListOf):
        text = body.once(f"fields_of_rows({plain(target)}, {key}, facts)")
        return Code(text, none=True, faulty=True, cost=1000)
    return _related(target, key, body)


def _related(target: Code, key: str, body: Body) -> Code:
    """A field of a record that a reference leads to: FOUT where the record is not there."""
    if target.computed or target.faulty:
        return Code(f"field_of({plain(target)}, {key}, facts)", none=True, faulty=True, cost=500)
    found = body.temp_of(target.text)
    record = f"facts.fields_of({target.text})"
    if target.none:
        record = f"(NOTHING if ({found}r := {target.text}) is None else facts.fields_of({found}r))"
    absent = f"({found} := {body.once(record)}) is None"
    if target.absent is not None:
        absent = f"({target.absent} or {absent})"
    return Code(f"{found}.get({key})", none=True, absent=absent, cost=target.cost + 300)


def _apply(expr: tree.Apply, body: Body) -> Code:
    operands = [value(operand, body) for operand in expr.operands]
    overload = expr.overload
    environment = body.once("facts.environment")
    given = ", ".join((str(overload.when_empty is WhenEmpty.CARRIES), *_lists(expr.operands), environment))
    call = "listed" if _lists(expr.operands) else "applied"
    text = f"{call}({body.bind(overload.scalar)}, {', '.join((given, *map(plain, operands)))})"
    return Code(
        text,
        none=True,
        computed=True,
        faulty=True,
        cost=600 + sum(operand.cost for operand in operands),
    )


def _lists(exprs: tuple[tree.Expr, ...]) -> tuple[str, ...]:
    """The places of operands that are lists, as an argument of ``listed``; nothing where there are none."""
    places = tuple(place for place, expr in enumerate(exprs) if isinstance(expr.type, ListOf))
    return (repr(places),) if places else ()


def _list(items: tuple[tree.Expr, ...], body: Body) -> Code:
    given = [value(item, body) for item in items]
    text = f"gathered(({''.join(f'{plain(item)}, ' for item in given)}))"
    return Code(text, faulty=True, cost=300 + sum(item.cost for item in given))


def _truth(condition: tree.Cond, body: Body) -> Code:
    text = f"AS_VALUE[{function_of_bits(condition, body, body.slots)}({body.arguments()})]"
    return Code(text, computed=True, faulty=True, cost=2000)


def _collect(expr: tree.Collect, body: Body) -> Code:
    items = value(expr.items, body)
    slots = (*body.slots, expr.variable.slot)
    where = "None" if expr.where is None else function_of_bits(expr.where, body, slots)
    each = "None" if expr.value is None else _function_of_value(expr.value, body, slots)
    text = f"collected({plain(items)}, {where}, {each}, {body.arguments()})"
    return Code(text, computed=True, faulty=True, cost=2000)


def function_of_bits(condition: tree.Cond, body: Body, slots: tuple[int, ...]) -> str:
    inner = Body(body.unit, slots)
    name = body.unit.function_name()
    define_function(inner, name, [f"return {body.unit.bits(condition, inner)}"])
    return name


def _function_of_value(expr: tree.Expr, body: Body, slots: tuple[int, ...]) -> str:
    inner = Body(body.unit, slots)
    name = body.unit.function_name()
    define_function(inner, name, [f"return {plain(value(expr, inner))}"])
    return name
