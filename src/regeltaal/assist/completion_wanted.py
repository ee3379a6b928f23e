"""What kind of value a place asks for: by the operator and its left side, the parameter, the field, the column."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from regeltaal.assist.completion_around import Around
from regeltaal.assist.completion_stack import Stack
from regeltaal.base.node import Node, evolve
from regeltaal.check import lowering, operands
from regeltaal.check.scope import Scope, record_root
from regeltaal.program import tree as out
from regeltaal.schema.model import Parameter
from regeltaal.syntax import grammar, tree
from regeltaal.values.common import DURATIONS, MOMENT, SCALARS
from regeltaal.values.matching import accepts, choose, is_unknown
from regeltaal.values.operator import Function, Operator, Overload, Pattern, TextOrTexts, Word
from regeltaal.values.registry import FUNCTIONS, OPERATORS
from regeltaal.values.types import ListOf, Scalar, Type, Unknown

_MOST_TYPES = 4
_VALUES = frozenset({"sum", "terms", "factors", "operand", "atom", "predicate", "unary", "condition"})
_ITEMS = frozenset({"condition", "group", "atom", "SEMICOLON"})


class Wanted(Node):
    """``types`` are those of the literals that belong here, ``fits`` says whether a value of a type does.

    ``listed``: a list is asked for, and its parenthesis is not open yet. ``pattern``: only a fixed text will do.
    """

    types: tuple[Type, ...]
    fits: Callable[[Type], bool]
    parameter: Parameter | None = None
    listed: bool = False
    pattern: bool = False
    words: tuple[str, ...] = ()
    """Fixed words that a function takes here."""
    example: str = ""


def wanted(stack: Stack, place: Around) -> Wanted | None:
    """What is asked for at the start of a value; None where anything may come, such as a condition."""
    outside = _outside_list(stack)
    found = _as_argument(outside, place, stack) or _of_operator(outside, place.scope, listed=outside is stack)
    return found or _of_assignment(outside, place) or _of_change(outside, place) or _of_delay(outside, place)


def type_of(node: object, scope: Scope) -> Type:
    """The type of what was written already."""
    return lowering.value(node, scope).type if isinstance(node, tree.Expr) else Unknown()


def wanted_of(type_: Type, *, parameter: Parameter | None = None) -> Wanted | None:
    if is_unknown(type_):
        return None
    return Wanted((_element(type_),), lambda given: accepts(type_, given), parameter)


def _element(type_: Type) -> Type:
    return type_.element if isinstance(type_, ListOf) else type_


def _outside_list(stack: Stack) -> Stack:
    """Before the parenthesis that stands open, with what stands in it already."""
    back = 0
    while stack.symbol(back + 1) in _ITEMS:
        back += 1
    if stack.symbol(back + 1) != "OPEN" or stack.symbol(back + 2) == "VAN_KW":
        return stack
    return stack.without(back + 1)


# ---------------------------------------------------------------- operators


@cache
def _operators() -> Mapping[str, Operator]:
    """Those with two sides, by the terminal that they begin with."""
    tables = grammar.load()
    kinds = {**tables.keywords, **tables.punctuation, "-": "MINUS"}
    return {kinds[one.spelling.split()[0]]: one for one in OPERATORS.values() if not one.key.startswith("is_")}


def _of_operator(stack: Stack, scope: Scope, *, listed: bool) -> Wanted | None:
    inner = _without(stack, "_exact", "_not")
    if inner.symbol() in ("MET_KW", "OP_KW", "AAN_KW"):
        inner = _without(inner.without(1), "_not")
    if inner.symbol() == "LEEG_KW" and inner.symbol(2) == "INDIEN_KW":
        inner = inner.without(1)
    found = _bound(stack, scope)
    if found is not None:
        return found
    record = _operators().get(inner.symbol())
    if record is None:
        return None
    left = inner.without(1)
    if left.symbol() == "NIET_KW":
        left = left.without(1)
    if left.symbol() not in _VALUES:
        return None
    found = _against(record, type_of(left.value(), scope), listed=listed and record.key == "in")
    return None if found is None else evolve(found, example=_example(record, left.value(), scope))


def _example(record: Operator, left: object, scope: Scope) -> str:
    """A text to type over: that of the field, or of the operator where it is about a part of a text."""
    if any(isinstance(one.operands[-1], Pattern | TextOrTexts) for one in record.overloads):
        at = record.example.find('"')
        return record.example[at:] if at >= 0 else ""
    found = lowering.value(left, scope) if isinstance(left, tree.Expr) else None
    is_text = isinstance(found, out.Read) and isinstance(found.type, Scalar) and found.type.kind.text_like
    return found.field.example if isinstance(found, out.Read) and is_text else ""


def _without(stack: Stack, *symbols: str) -> Stack:
    while stack.symbol() in symbols:
        stack = stack.without(1)
    return stack


def _bound(stack: Stack, scope: Scope) -> Wanted | None:
    """The second bound of TUSSEN and VANAF."""
    inner = stack
    if inner.ends("TOT_KW", "EN_KW", "MET_KW"):
        inner = inner.without(2)
    if inner.symbol() not in ("EN_KW", "TOT_KW") or inner.symbol(2) != "sum":
        return None
    if inner.symbol(3) not in ("TUSSEN_KW", "VANAF_KW"):
        return None
    left = _without(inner.without(3), "NIET_KW")
    return _against(OPERATORS["less"], type_of(left.value(), scope), listed=False)


def _against(record: Operator, left: Type, *, listed: bool) -> Wanted | None:
    if is_unknown(left):
        return None
    pattern = isinstance(record.overloads[0].operands[-1], Pattern)
    literal = operands.wanted(record, 1, left)

    def fits(type_: Type) -> bool:
        return not pattern and isinstance(choose(record, (left, type_)), Overload)

    types = (literal,) if literal is not None else tuple(one for one in SCALARS if fits(one))[:_MOST_TYPES]
    return Wanted(types, fits, listed=listed, pattern=pattern)


# ---------------------------------------------------------------- functions


def function_named(name: str, scope: Scope) -> Function | None:
    return scope.functions.get(name.upper()) or FUNCTIONS.get(name.upper())


def _as_argument(outside: Stack, place: Around, stack: Stack) -> Wanted | None:
    """An argument of a function."""
    name = outside.value()
    if outside is stack or outside.symbol() != "function" or not isinstance(name, tree.Name):
        return None
    function = function_named(name.text, place.scope)
    before = [
        frame.value for frame in stack.frames[len(outside.frames) + 1 :] if frame.symbol in ("condition", "group")
    ]
    done = [one for value in before for one in (value if isinstance(value, list) else [value])]
    if function is None:
        return None
    given = tuple(type_of(one, place.scope) for one in done)
    return _argument(function, given)


def _argument(function: Function, given: Sequence[Type]) -> Wanted | None:
    at = len(given)
    overloads = [one for one in function.overloads if len(one.operands) > at]
    if not overloads:
        return None
    shortened = evolve(function, overloads=tuple(evolve(one, operands=one.operands[: at + 1]) for one in overloads))

    def fits(type_: Type) -> bool:
        return isinstance(choose(shortened, (*given, type_)), Overload)

    asked = [one.operands[at] for one in overloads]
    words = tuple(dict.fromkeys(one.word for one in asked if isinstance(one, Word)))
    return Wanted(tuple(one for one in SCALARS if one in asked), fits, words=words)


# ---------------------------------------------------------------- parameters, fields, changes


def _of_assignment(stack: Stack, place: Around) -> Wanted | None:
    path = stack.value(2)
    if not stack.ends("path", "EQUALS") or not isinstance(path, tree.Path):
        return None
    key = ".".join(part.key for part in path.parts)
    if stack.symbol(3) == "ZET_KW":
        return wanted_of(type_of(path, place.scope))
    if place.doing is not None:
        parameter = place.doing.action.parameters.get(key) if place.doing.action is not None else None
        return None if parameter is None else wanted_of(parameter.type, parameter=parameter)
    if place.given is None:
        return None
    return wanted_of(type_of(path, about(place)))


def about(place: Around) -> Scope:
    """The scope in which a test names the fields that it gives."""
    if place.given is None or place.given.span is None:
        return place.scope
    return evolve(place.scope, record=record_root(place.given, place.given.span), variables={}, elements=())


def _of_change(stack: Stack, place: Around) -> Wanted | None:
    """VAN and NAAR, and WAS."""
    if stack.ends("sum", "WAS_KW"):
        return wanted_of(type_of(stack.value(2), place.scope))
    if stack.symbol() not in ("VAN_KW", "NAAR_KW"):
        return None
    changed = stack.last("GEWIJZIGD_KW")
    if changed is not None and changed >= len(stack.frames) - 3:
        subject = Stack(stack.frames[:changed]).last("sum")
        return None if subject is None else wanted_of(type_of(stack.frames[subject].value, place.scope))
    event = place.event
    owner = place.scope.schema.object(event.object) if event is not None else None
    field = owner.field(event.follows) if owner and event and event.follows else None
    return None if field is None else wanted_of(field.type)


def _of_delay(stack: Stack, place: Around) -> Wanted | None:
    del place
    if stack.symbol() != "NA_KW" or stack.symbol(2) == "duration":
        return None
    return Wanted(tuple(DURATIONS), lambda type_: type_ in (*DURATIONS, MOMENT))


def template_kind(found: Wanted | None) -> str | None:
    """The kind of template that is asked for."""
    return None if found is None or found.parameter is None else found.parameter.template
