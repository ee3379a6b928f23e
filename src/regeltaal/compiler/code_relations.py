"""What a predicate asks, spelled out in generated code for the types that it is asked of.

The relation of an overload says what that is; without one, or for operands that nothing is known of, its scalar is
asked.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import cast

from attrs import evolve, frozen

from regeltaal.compiler.code_names import Body, Code
from regeltaal.compiler.code_values import Known
from regeltaal.values import compare, texts
from regeltaal.values.common import CHECKED_TEXTS, DURATIONS, FILE, MOMENT, ORDERED, TEXT, YES_NO
from regeltaal.values.operator import Overload
from regeltaal.values.relation import Relation
from regeltaal.values.types import Enumeration, ListOf, ObjectType, Scalar, Type


@frozen
class Asked:
    """A value that a test is about, to be used once (``alone``), or put in a local (``first``) to be used ``again``."""

    first: str
    again: str
    alone: str
    is_local: bool
    """Whether ``alone`` is a local of this test: then nothing about it can be kept for another."""
    none: bool
    """Whether it can be LEEG when the test is asked."""
    type: Type
    constant: bool
    value: object


def constant(code: Code, type_: Type) -> Asked:
    text = code.text
    return Asked(text, text, text, is_local=False, none=code.none, type=type_, constant=True, value=code.value)


@frozen
class Question:
    """A test that is two-valued, with about what it costs and how often it holds."""

    text: str
    cost: float
    chance: float


_COMPARISONS = {
    Relation.LESS: "<",
    Relation.LESS_EQUAL: "<=",
    Relation.GREATER: ">",
    Relation.GREATER_EQUAL: ">=",
}
_RANGES = {Relation.BETWEEN: "<=", Relation.FROM_UNTIL: "<"}
_MOST_PARTS = 16
"""So many parts of a text are looked for one by one in the code itself."""

_TEXTS = (TEXT, FILE, *CHECKED_TEXTS)
_PLAIN = (YES_NO, *(type_ for type_ in ORDERED if type_ not in (MOMENT, *DURATIONS)))


def question(overload: Overload, asked: Sequence[Asked], body: Body, *, exact: bool) -> Question | None:
    """The test of a predicate, None where only its scalar can tell."""
    exact = exact and overload.exact is not None
    match overload.relation:
        case Relation.SAME:
            return _same(asked[0], asked[1], body, exact=exact)
        case Relation.DIFFERS:
            return negated(_same(asked[0], asked[1], body, exact=exact))
        case Relation.MEMBER:
            return _member(asked[0], asked[1], body, exact=exact)
        case Relation.LESS | Relation.LESS_EQUAL | Relation.GREATER | Relation.GREATER_EQUAL as relation:
            left, right = (_order(one, body) for one in asked)
            return Question(f"{left} {_COMPARISONS[relation]} {right}", 50, 0.5)
        case Relation.BETWEEN | Relation.FROM_UNTIL as relation:
            subject, low, high = (_order(one, body) for one in asked)
            return Question(f"{low} <= {subject} {_RANGES[relation]} {high}", 80, 0.3)
        case Relation.CONTAINS | Relation.BEGINS_WITH | Relation.ENDS_WITH as relation:
            return _part(relation, asked[0], asked[1], body, exact=exact)
        case Relation.IS_EMPTY:
            return _is_empty(asked[0])
        case Relation.IS_FILLED:
            return negated(_is_empty(asked[0]))
        case None:
            return None


def negated(asked: Question) -> Question:
    return Question(f"not ({asked.text})", asked.cost + 1, 1 - asked.chance)


def _is_text(type_: Type) -> bool:
    return isinstance(type_, Enumeration) or (isinstance(type_, Scalar) and type_ in _TEXTS)


# ---------------------------------------------------------------- equality


def _canonical(*, exact: bool) -> Callable[[str], str]:
    return texts.canonical_exact if exact else texts.canonical


def _same(left: Asked, right: Asked, body: Body, *, exact: bool) -> Question:
    if left.constant:
        left, right = right, left
    if not right.constant:
        return Question(f"{_key(left, body, exact=exact)} == {_key(right, body, exact=exact)}", 200, 0.3)
    wanted = compare.key(right.value, _canonical(exact=exact))
    if isinstance(left.type, Enumeration) and not left.constant and not body.shares:
        return _answered(left, frozenset((wanted,)), body, exact=exact)
    if isinstance(wanted, bool) and left.type == YES_NO:
        return Question(f"{left.alone} is {wanted}", 5, 0.5)
    if wanted is None and _is_text(left.type):
        return _is_empty(left)
    return _compared(left, "==", wanted, body, exact=exact)


def _member(left: Asked, right: Asked, body: Body, *, exact: bool) -> Question | None:
    if not right.constant or not isinstance(right.value, tuple):
        return None
    wanted = frozenset(compare.key(item, _canonical(exact=exact)) for item in right.value)
    if isinstance(left.type, Enumeration) and not left.constant and not body.shares:
        return _answered(left, wanted, body, exact=exact)
    asked = _compared(left, "in", wanted, body, exact=exact)
    return Question(asked.text, asked.cost + 5, min(0.9, 0.15 * len(wanted)))


def _compared(left: Asked, operator: str, wanted: object, body: Body, *, exact: bool) -> Question:
    """A value against what is known when compiling: a key, or keys."""
    may_be_none = operator == "in" and None in cast("frozenset[object]", wanted)
    if _is_text(left.type) and not body.shares and not left.constant and not may_be_none:
        found = f"{_spelled(left, exact=exact)}.strip(WHITE_SPACE)"
        return Question(f"{_guarded(left, found)} {operator} {body.bind(wanted)}", 90, 0.15)
    cost = 10 if body.shares or not _is_text(left.type) else 60
    return Question(f"{_key(left, body, exact=exact)} {operator} {body.bind(wanted)}", cost, 0.15)


def _answered(left: Asked, wanted: frozenset[object], body: Body, *, exact: bool) -> Question:
    """Of a KEUZE the values are known beforehand, and so is what is to be said of each."""
    keys = _keys_of(cast("Enumeration", left.type).values, exact=exact)

    def answer(found: object) -> bool:
        return keys[found] in wanted

    answers = Known(((value, key in wanted) for value, key in keys.items()), answer)
    return Question(f"{body.bind(answers)}[{left.alone}]", 25, sum(answers.values()) / len(answers))


def _key(asked: Asked, body: Body, *, exact: bool) -> str:
    """What two values that are the same have in common."""
    if asked.constant:
        return body.bind(compare.key(asked.value, _canonical(exact=exact)))
    if isinstance(asked.type, ObjectType) or (isinstance(asked.type, Scalar) and asked.type in (*_PLAIN, *DURATIONS)):
        return asked.alone
    if isinstance(asked.type, Enumeration):
        code = f"{body.bind(_keys_of(asked.type.values, exact=exact))}[{asked.alone}]"
    elif _is_text(asked.type):
        code = f"{'text_key_exact' if exact else 'text_key'}({asked.alone})"
    else:
        alone = f"({asked.alone} or ())" if isinstance(asked.type, ListOf) else asked.alone  # absent is without rows
        code = f"{'key_exact' if exact else 'key'}({alone})"
    eager = isinstance(asked.type, Enumeration) and body.is_eager(asked.alone)
    return code if asked.is_local else body.once(code, eager=eager)


def key_wanted(asked: Asked, wanted: Asked, body: Body, *, exact: bool) -> tuple[str, object] | None:
    """The code of a value's key and the key that it is wanted to have, None for a text without anything in it."""
    key = compare.key(wanted.value, _canonical(exact=exact))
    return None if key is None else (_key(asked, body, exact=exact), key)


@lru_cache(maxsize=256)
def _keys_of(known: tuple[str, ...], *, exact: bool) -> Known:
    """What the keys of the values of a KEUZE are; made once for all tests of it."""

    def spelled(found: object) -> object:
        return compare.key(found, _canonical(exact=exact))

    return Known(((value, spelled(value)) for value in (None, *known)), spelled)


# ---------------------------------------------------------------- order, presence, parts of texts


def _order(asked: Asked, body: Body) -> str:
    """What values are ordered by. There is one: of something empty the test is ONBEKEND."""
    if asked.constant:
        return body.bind(compare.order(asked.value))
    if isinstance(asked.type, Scalar):
        if asked.type in _PLAIN:
            return asked.alone
        if asked.type in DURATIONS:
            return f"{asked.alone}.amount"
        if asked.type == MOMENT:
            return f"{asked.alone}.astimezone(UTC)"
    return f"order({asked.alone})"


def _is_empty(asked: Asked) -> Question:
    if _is_text(asked.type) and not asked.constant:
        found = f"{asked.first} is None or not {asked.again}.strip(WHITE_SPACE)"
        return Question(found if asked.none else f"not {asked.alone}.strip(WHITE_SPACE)", 40, 0.4)
    if isinstance(asked.type, ListOf):
        return Question(f"not {asked.alone}", 10, 0.4)
    if not asked.constant and (isinstance(asked.type, ObjectType) or asked.type in (*_PLAIN, *DURATIONS, MOMENT)):
        return Question(f"{asked.alone} is None", 5, 0.4)
    return Question(f"is_empty({asked.alone})", 100, 0.4)


def _part(relation: Relation, subject: Asked, part: Asked, body: Body, *, exact: bool) -> Question | None:
    if not part.constant or subject.constant or not _is_text(subject.type):
        return None
    listed = part.value if isinstance(part.value, tuple) else (part.value,)
    spelling = texts.composed if exact else texts.fold
    wanted = tuple(spelling(one) for one in listed if isinstance(one, str) and one)
    if not wanted:
        return Question("False", 0, 0.0)
    chance = min(0.9, 0.1 * len(wanted))
    asked, found = _folded(subject, body, exact=exact)
    match relation:
        case Relation.CONTAINS if len(wanted) == 1:
            return Question(_guarded(asked, f"{body.bind(wanted[0])} in {found}"), 100, chance)
        case Relation.CONTAINS:
            return Question(_guarded(asked, _any_in(found, wanted, body)), 100 + 40 * len(wanted), chance)
        case Relation.BEGINS_WITH:
            return Question(_guarded(asked, f"{found}.startswith({body.bind(wanted)})"), 100, chance)
        case _:
            return Question(_guarded(asked, f"{found}.endswith({body.bind(wanted)})"), 100, chance)


def _any_in(found: str, wanted: Sequence[str], body: Body) -> str:
    """Whether a text has one of some parts in it."""
    if len(wanted) > _MOST_PARTS:
        return f"holds_any({found}, {body.bind(wanted)})"
    name = body.temp()
    first, *others = (body.bind(one) for one in wanted)
    return f"({first} in ({name} := {found}) or {' or '.join(f'{one} in {name}' for one in others)})"


def _folded(subject: Asked, body: Body, *, exact: bool) -> tuple[Asked, str]:
    """A text as its parts are looked for, kept for other tests where there are many."""
    if not body.shares or subject.is_local:
        return subject, _spelled(subject, exact=exact)
    kept = body.once(f"{'folded_exact' if exact else 'folded'}({subject.alone})")
    first, again = body.held(kept, body.temp())
    return evolve(subject, first=first, again=again, none=True), again


def _guarded(asked: Asked, code: str) -> str:
    """A test of a text that is asked only where there is one."""
    return f"{asked.first} is not None and {code}" if asked.none else code


def _spelled(asked: Asked, *, exact: bool) -> str:
    """The spelling of a text that is there; most are plain ASCII, of which no composing is needed."""
    name, first = asked.again, asked.again if asked.none else asked.first
    if exact:
        return f"({name} if {first}.isascii() else composed({name}))"
    return f"({name}.lower() if {first}.isascii() else fold({name}))"
