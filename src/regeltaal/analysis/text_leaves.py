"""What tests ask of texts (`BEVAT`, `BEGINT MET`, `LIJKT OP`, `IS GELDIG` …), and `BEVAT` of lists."""

from collections.abc import Iterable, Sequence

from regeltaal.analysis.held import ANY, EITHER, FILLED, NO_VALUE, Held
from regeltaal.analysis.leaf import Lacking, Leaf, leaf_of, leaf_of_held
from regeltaal.analysis.parts import Part, Way, literal_text
from regeltaal.analysis.subjects import is_settled, one_of, subject_of
from regeltaal.program import tree
from regeltaal.values import compare, texts
from regeltaal.values.common import TEXT
from regeltaal.values.operator import Operator
from regeltaal.values.relation import Relation
from regeltaal.values.types import ListOf
from regeltaal.values.value import Value

_PARTS = {
    Relation.CONTAINS: Way.HOLDS,
    Relation.BEGINS_WITH: Way.BEGINS,
    Relation.ENDS_WITH: Way.ENDS,
}
_ANYTHING = "*"


def leaf_of_text(test: tree.Test, constants: Sequence[Value | None]) -> Leaf | None:
    """A test of a text, or of what a list holds; None of any other."""
    subject, *_ = test.operands
    key = test.record.key if isinstance(test.record, Operator) else ""
    if key == "contains" and isinstance(subject.type, ListOf):
        return _membership(test, constants[0]) if is_settled(subject) else None
    if key == "is_valid":
        return _parts(subject, [Part(Way.VALID, exact=False, text="")])
    if isinstance(subject.type, ListOf):
        return None
    listed = _listed(constants[0]) if constants else ()
    if test.overload.relation in _PARTS:
        return _of_parts(_PARTS[test.overload.relation], subject, listed, exact=test.exact)
    if key == "like":
        return _like(subject, listed, exact=test.exact)
    if key == "matches":
        return _parts(subject, [Part(Way.MATCHES, test.exact, one) for one in listed])
    return None


def _listed(value: Value | None) -> tuple[str, ...]:
    items = value if isinstance(value, tuple) else (value,)
    return tuple(one for one in items if isinstance(one, str))


def _of_parts(way: Way, subject: tree.Expr, listed: Sequence[str], *, exact: bool) -> Leaf | None:
    spelling = texts.composed if exact else texts.fold
    found = [Part(way, exact, spelling(one)) for one in listed if one]
    return None if any(texts.is_blank(one.text) for one in found) else _parts(subject, found)


def _like(subject: tree.Expr, patterns: Sequence[str], *, exact: bool) -> Leaf:
    spelling = texts.canonical_exact if exact else texts.canonical
    written = [spelling(one) for one in patterns]
    if any(one and not one.strip(_ANYTHING) for one in written):
        return leaf_of(subject_of(subject), ANY, Lacking(false=EITHER))
    plain = [literal_text(one) for one in written]
    if not exact and None not in plain:
        same = one_of(tuple(one for one in plain if one is not None), TEXT)
        return leaf_of(subject_of(subject), same, Lacking(false=EITHER))
    return _parts(subject, [Part(Way.LIKE, exact, one) for one in written])


def _membership(test: tree.Test, value: Value | None) -> Leaf:
    """A list has one of some values."""
    spelling = texts.canonical_exact if test.exact else texts.canonical
    items = value if isinstance(value, tuple) else () if value is None else (value,)
    parts = [Part(Way.MEMBER, test.exact, repr(compare.key(one, spelling))) for one in items]
    return _parts(test.operands[0], parts)


def _parts(subject: tree.Expr, parts: Iterable[Part]) -> Leaf:
    """It has one of these; nothing is there that has none."""
    among, found = subject_of(subject), frozenset(parts)
    true = _asking(found) if found else Held(NO_VALUE)
    return leaf_of_held(among, true, Held(ANY, EITHER, without=found), FILLED)


def _asking(parts: frozenset[Part]) -> Held:
    return Held(ANY, asks=(parts,))
