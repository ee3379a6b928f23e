"""What `=`, `IN`, `<` and their kin ask of a subject, and of two that are compared with each other."""

from collections.abc import Callable, Sequence

from regeltaal.analysis.forms import form_of
from regeltaal.analysis.held import ANY, EITHER, EMPTY, FILLED, NOTHING, Held, Lack, only
from regeltaal.analysis.leaf import Lacking, Leaf, cases_of, filled, leaf_of, leaf_of_held
from regeltaal.analysis.subjects import Case, Cases, Subject, in_steps, key_of, one_of, subject_of
from regeltaal.program import tree
from regeltaal.values import compare, texts
from regeltaal.values.relation import Relation
from regeltaal.values.sets import Cut, Span, Spans, Values
from regeltaal.values.types import ListOf, Type
from regeltaal.values.value import Number, Value

_MIRRORED = {
    Relation.LESS: Relation.GREATER,
    Relation.LESS_EQUAL: Relation.GREATER_EQUAL,
    Relation.GREATER: Relation.LESS,
    Relation.GREATER_EQUAL: Relation.LESS_EQUAL,
    Relation.SAME: Relation.SAME,
    Relation.DIFFERS: Relation.DIFFERS,
}
_SPANS: dict[Relation, Callable[[Number], Span]] = {
    Relation.LESS: lambda bound: (None, (bound, 0)),
    Relation.LESS_EQUAL: lambda bound: (None, (bound, 1)),
    Relation.GREATER: lambda bound: ((bound, 1), None),
    Relation.GREATER_EQUAL: lambda bound: ((bound, 0), None),
}


def leaf_of_presence(subject: tree.Expr, *, is_filled: bool) -> Leaf:
    """`IS LEEG` and `IS GEVULD`: two-valued, but of a list that takes computing."""
    listed = isinstance(subject.type, ListOf)
    empty, unknown = (EMPTY, NOTHING) if listed else (EITHER, FILLED)
    among = subject_of(subject)
    leaf = leaf_of(among, among.everything.present, Lacking(false=empty, unknown=unknown))
    return leaf if is_filled else leaf.denied()


# ---------------------------------------------------------------- beside a constant


def leaf_of_comparison(
    relation: Relation, subject: tree.Expr, constants: Sequence[tree.Const], *, exact: bool
) -> Leaf | None:
    """A comparison of a subject with what is known beforehand."""
    if isinstance(subject.type, ListOf):
        return None
    values = [one.value for one in constants]
    among = subject_of(subject)
    match relation:
        case Relation.SAME | Relation.DIFFERS:
            leaf = _equality(among, subject.type, values, exact=exact)
            return leaf if relation is Relation.SAME else leaf.denied()
        case Relation.MEMBER:
            return _equality(among, subject.type, constants_in(values[0]), exact=exact)
        case _ if None in values or not among.is_ordered:
            return None
        case _:
            spans = Spans(tuple(_spans(relation, [compare.order(one) for one in values])))
            return leaf_of(among, in_steps(spans, subject.type), Lacking(unknown=EITHER))


def constants_in(value: Value | None) -> Sequence[Value | None]:
    return value if isinstance(value, tuple) else (value,)


def _equality(among: Subject, type_: Type, values: Sequence[Value | None], *, exact: bool) -> Leaf:
    """It is the same as one of these, of which LEEG may be one."""
    keys = [None if one is None else key_of(one, type_) for one in values]
    present = [one for one, key in zip(values, keys, strict=True) if one is not None and key is not None]
    true: Values | Spans
    true = only(map(compare.order, present)) if among.is_ordered else one_of(tuple(present), type_)
    if isinstance(true, Spans):
        true = in_steps(true, type_)
    empty = EMPTY if None in keys else FILLED
    if not exact or isinstance(true, Spans):
        return leaf_of(among, true, Lacking(true=empty, false=EMPTY - empty, unknown=NOTHING))
    spelled = Values(frozenset(compare.key(one, texts.canonical_exact) for one in present))
    other = Held(ANY, EMPTY - empty, exact=spelled.complement())
    return leaf_of_held(among, Held(true, empty, exact=spelled), other, NOTHING)


def _spans(relation: Relation, bounds: Sequence[Number]) -> Sequence[Span]:
    if relation in _SPANS:
        return (_SPANS[relation](bounds[0]),)
    start: Cut = (bounds[0], 0)
    end: Cut = (bounds[1], 1 if relation is Relation.BETWEEN else 0)
    return ((start, end),) if start < end else ()


def mirrored(relation: Relation) -> Relation | None:
    """The relation with its two sides swapped."""
    return _MIRRORED.get(relation)


# ---------------------------------------------------------------- beside another subject

_LESS, _SAME, _MORE, _OTHER, _BOTH_EMPTY, _ONE_EMPTY = "<", "=", ">", "<>", "leeg", "half leeg"
"""How two values may stand to each other: as they are ordered, or only whether they are the same."""
_TURNED = {_LESS: _MORE, _MORE: _LESS}

_HOLDS: dict[Relation, frozenset[str]] = {
    Relation.SAME: frozenset({_SAME, _BOTH_EMPTY}),
    Relation.DIFFERS: frozenset({_LESS, _MORE, _OTHER, _ONE_EMPTY}),
    Relation.LESS: frozenset({_LESS}),
    Relation.LESS_EQUAL: frozenset({_LESS, _SAME}),
    Relation.GREATER: frozenset({_MORE}),
    Relation.GREATER_EQUAL: frozenset({_MORE, _SAME}),
}
_EMPTIES = frozenset({_BOTH_EMPTY, _ONE_EMPTY})


def leaf_of_pair(relation: Relation, left: tree.Expr, right: tree.Expr) -> Leaf | None:
    """A comparison of two subjects, as a subject by itself: how they stand to each other."""
    if relation not in _HOLDS or isinstance(left.type, ListOf) or isinstance(right.type, ListOf):
        return None
    forms = (form_of(left), form_of(right))
    turned = repr(forms[0]) > repr(forms[1])
    mine, theirs = subject_of(left), subject_of(right)
    standings = _standings(mine, theirs)
    pair = Subject(("pair", frozenset(forms)), standings, None)
    holds = _in_order(_HOLDS[relation], turned=turned)
    if relation in (Relation.SAME, Relation.DIFFERS):
        others, unknown = Values(holds).complement(), NOTHING
        leaf = leaf_of_held(pair, Held(Values(holds)), Held(others), unknown)
    else:
        others = Values(_in_order(frozenset({_LESS, _SAME, _MORE}), turned=turned) - holds)
        leaf = Leaf(
            cases_of(pair, Held(Values(holds))),
            cases_of(pair, Held(others)),
            cases_of(pair, Held(Values(_EMPTIES), NOTHING)),
        )
    return Leaf(*(_with_both(cases, pair, left, right) for cases in (leaf.true, leaf.false, leaf.unknown)))


def _in_order(standings: frozenset[str], *, turned: bool) -> frozenset[str]:
    return frozenset(_TURNED.get(one, one) for one in standings) if turned else standings


def _standings(left: Subject, right: Subject) -> Held:
    """All ways in which two subjects may stand to each other."""
    others = {_LESS, _MORE} if left.is_ordered else {_OTHER}
    found = {_SAME} if left == right else {_SAME, *others}
    mine, theirs = (Lack.EMPTY in one.everything.lacks for one in (left, right))
    if mine and theirs:
        found.add(_BOTH_EMPTY)
    if (mine or theirs) and left != right:
        found.add(_ONE_EMPTY)
    return Held(Values(frozenset(found)), (left.everything.lacks | right.everything.lacks) & NOTHING)


def _with_both(cases: Cases, pair: Subject, left: tree.Expr, right: tree.Expr) -> Cases:
    """With what a standing tells of the two by themselves."""
    return tuple(_told(case, pair, left, right) for case in cases)


def _told(case: Case, pair: Subject, left: tree.Expr, right: tree.Expr) -> Case:
    held = case[pair]
    present = held.present
    if held.lacks or not isinstance(present, Values) or present.items & _EMPTIES:
        return case
    return {**case, **dict(filled(left)), **dict(filled(right))}
