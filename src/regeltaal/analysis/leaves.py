"""Every kind of condition that has no conditions as parts, as a leaf: each test is asked of what it is about."""

from regeltaal.analysis.comparisons import leaf_of_comparison, leaf_of_pair, leaf_of_presence, mirrored
from regeltaal.analysis.forms import Form, form_of
from regeltaal.analysis.held import EITHER, EMPTY, FILLED, NOTHING, Lacks
from regeltaal.analysis.leaf import Lacking, Leaf, asked, filled, leaf_of
from regeltaal.analysis.subjects import ALWAYS, Case, Cases, Subject, is_settled, lacks_of, subject_of
from regeltaal.analysis.text_leaves import leaf_of_text
from regeltaal.base.node import evolve
from regeltaal.program import tree
from regeltaal.program.constants import constant_of
from regeltaal.values.operator import WhenEmpty
from regeltaal.values.relation import Relation
from regeltaal.values.sets import Values
from regeltaal.values.types import ListOf

_TRUE, _FALSE = Values(frozenset({True})), Values(frozenset({False}))


def leaf_of_test(test: tree.Test) -> Leaf:
    leaf = _understood(test) or _not_understood(test)
    return leaf.denied() if test.negated else leaf


def _understood(test: tree.Test) -> Leaf | None:
    """A test of a subject beside constants, or of two subjects; None of any other."""
    relation, (subject, *others) = test.overload.relation, test.operands
    if relation in (Relation.IS_EMPTY, Relation.IS_FILLED):
        return leaf_of_presence(subject, is_filled=relation is Relation.IS_FILLED)
    turned = None if relation is None else mirrored(relation)
    if turned is not None and constant_of(subject) and not constant_of(others[0]):
        relation, subject, others = turned, others[0], [subject]
    constants = [one for one in map(constant_of, others) if one is not None]
    if len(constants) < len(others):
        return None if relation is None or test.exact else leaf_of_pair(relation, subject, others[0])
    leaf = leaf_of_text(test, [one.value for one in constants])
    if leaf is not None or relation is None:
        return leaf
    return leaf_of_comparison(relation, subject, constants, exact=test.exact)


def _not_understood(test: tree.Test) -> Leaf:
    """What is known of any test: by its form, and how it may come out."""
    match form_of(evolve(test, negated=False)):
        case ("not", inner):
            return _by_form(inner, test).denied()
        case form:
            return _by_form(form, test)


def _by_form(form: Form, test: tree.Test) -> Leaf:
    leaf = asked(form, _unknown_of(test))
    if test.overload.when_empty is not WhenEmpty.UNKNOWN:
        return leaf
    operands = [one for one in test.operands if not isinstance(one.type, ListOf)]
    there = {subject: held for one in operands for subject, held in filled(one)}
    return Leaf(_with(leaf.true, there), _with(leaf.false, there), leaf.unknown)


def _with(cases: Cases, more: Case) -> Cases:
    return tuple({**case, **more} for case in cases)


def _unknown_of(test: tree.Test) -> Lacks:
    """Whether a test may be ONBEKEND."""
    blocking = {
        WhenEmpty.UNKNOWN: EITHER,
        WhenEmpty.CARRIES: EITHER,
        WhenEmpty.DECIDES_UNLESS_COMPUTED: NOTHING,
        WhenEmpty.DECIDES: FILLED,
    }[test.overload.when_empty]
    empty = any(lacks_of(one) & blocking for one in test.operands if not isinstance(one.type, ListOf))
    return FILLED if not empty and all(map(is_settled, test.operands)) else NOTHING


# ---------------------------------------------------------------- the others


def leaf_of_flag(cond: tree.IsTrue) -> Leaf:
    """A yes/no value by itself."""
    return leaf_of(subject_of(cond.value), _TRUE, Lacking(false=EMPTY, unknown=NOTHING))


def leaf_of_was(cond: tree.Was) -> Leaf:
    """What a field was, which may not be known."""
    wanted = constant_of(cond.value)
    before = evolve(cond.subject, previous=True)
    leaf = None if wanted is None else leaf_of_comparison(Relation.SAME, before, [wanted], exact=False)
    return leaf or asked(form_of(cond), NOTHING)


def leaf_of_change(cond: tree.Changed) -> Leaf:
    """Whether a field changed, from and to some value."""
    changed = _change_of(cond.subject)
    true, false, unknown = changed.true, list(changed.false), list(changed.unknown)
    settled = (*changed.true, *changed.false)
    for wanted, state in ((cond.old, evolve(cond.subject, previous=True)), (cond.new, cond.subject)):
        if wanted is None:
            continue
        leaf = _state(state, wanted)
        if leaf is None:
            false, unknown = [*ALWAYS], [*ALWAYS]
            continue
        true = tuple({**one, **other} for one in true for other in leaf.true)
        false += ({**one, **other} for one in settled for other in leaf.false)
    found = Leaf(true, tuple(false), tuple(unknown))
    return found.denied() if cond.negated else found


def _change_of(field: tree.Read) -> Leaf:
    return asked(("changed", form_of(field)), NOTHING)


def did_change(field: tree.Read) -> Case:
    """That a field is another than before the event."""
    return _change_of(field).true[0]


def _state(read: tree.Read, wanted: tree.Expr) -> Leaf | None:
    """That a field was, or became at the event, a value; None where that is not known beforehand."""
    constant = constant_of(wanted)
    if constant is None:
        return None
    leaf = leaf_of_comparison(Relation.SAME, read, [constant], exact=False)
    if leaf is None or read.previous:
        return leaf
    return Leaf(*(tuple(map(_at_event, cases)) for cases in (leaf.true, leaf.false, leaf.unknown)))


def _at_event(case: Case) -> Case:
    return {at_event(subject): held for subject, held in case.items() if subject.expr is not None}


def at_event(subject: Subject) -> Subject:
    """A field as the event brought it, which a phase may have changed since."""
    return Subject(("at event", subject.form), subject.everything, None)
