"""What was found in conditions, in words: the parts as they stand in the rule, and why a test comes out one way."""

from collections.abc import Iterable, Sequence
from itertools import chain

from regeltaal.base.diagnostic import Fix, Label
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.lint.edits import without_item
from regeltaal.lint.judging import Finding
from regeltaal.lint.view import FileView
from regeltaal.lint.written import bare
from regeltaal.program import tree as out
from regeltaal.syntax import tree
from regeltaal.values.common import INTEGER
from regeltaal.values.operator import Function, Outcomes
from regeltaal.values.relation import Relation
from regeltaal.values.types import Enumeration

_LONGEST = 60


def shown(part: out.Cond | out.Expr | tree.Expr) -> str:
    """A part as it stands in the rule, on one line, not too long for in a sentence."""
    text = " ".join(part.span.text.split())
    return f"`{text}`" if len(text) <= _LONGEST else f"`{text[: _LONGEST - 1].rstrip()}…`"


def labels(others: Sequence[out.Cond], text: Text) -> tuple[Label, ...]:
    return tuple(Label(one.span, text) for one in others)


def joined(others: Sequence[out.Cond]) -> Text:
    """Parts in a row: `a`, `b` and `c`."""
    *first, last = [shown(one) for one in others]
    if not first:
        return Text(nl=last, en=last)
    return Text(nl=f"{', '.join(first)} en {last}", en=f"{', '.join(first)} and {last}")


def without_part(finding: Finding, view: FileView, *, safe: bool) -> tuple[Fix, ...]:
    """A fix that leaves a part out, where it is written in this file."""
    if finding.whole is None:
        return ()
    written = _written(finding.whole.span, view)
    if written is None:
        return ()
    return without_item([one.span for one in written.parts], finding.place, safe=safe)


def without_condition(rule: tree.Rule, part: out.Cond, *, safe: bool) -> tuple[Fix, ...]:
    """A fix that leaves out one of the parts behind WANNEER and EN, where there are more."""
    condition = rule.condition
    if not isinstance(condition, tree.Conjunction):
        return ()
    spans = [one.span for one in condition.parts]
    place = next((at for at, span in enumerate(spans) if span.start <= part.span.start < span.end), None)
    is_whole = place is not None and bare(condition.parts[place]).span == part.span
    return without_item(spans, place, safe=safe) if place is not None and is_whole else ()


def keyword_before(word: str, span: Span) -> Span:
    """The keyword with which a branch begins, of which this is the first action."""
    start = span.source.text.rfind(word, 0, span.start)
    return span if start < 0 else Span(span.source, start, start + len(word))


_Written = tree.Conjunction | tree.Disjunction | tree.Group


def _written(span: Span, view: FileView) -> _Written | None:
    """The part of a condition that stands at a place."""
    junctions: Iterable[_Written] = chain(
        view.each(tree.Conjunction), view.each(tree.Disjunction), view.each(tree.Group)
    )
    return next((one for one in junctions if one.span == span), None)


# ---------------------------------------------------------------- why


def why_fixed(test: out.Cond) -> Text:
    """Why a test by itself always comes out the same."""
    match test:
        case out.Test(operands=(subject, *others), overload=overload):
            return _why_of_test(subject, others, overload.relation)
        case out.Counted(count=0, exact=False) | out.Quantified(quantity=out.Quantity.AT_LEAST, count=0):
            return Text(nl="nul of meer zijn het er altijd", en="there always are nought or more")
        case out.Counted():
            return Text(nl="de delen hangen te veel samen", en="the parts depend on each other too much")
        case _:
            return _WHATEVER


_WHATEVER = Text(nl="wat er ook is ingevuld", en="whatever was filled in")
_RANGES = (Relation.BETWEEN, Relation.FROM_UNTIL)


def _why_of_test(subject: out.Expr, others: Sequence[out.Expr], relation: Relation | None) -> Text:
    name = shown(subject)
    match subject:
        case out.Read(field=field) if field.required and (relation in _PRESENCE or _is_empty(others)):
            return Text(nl=f"{name} is verplicht, en dus nooit leeg", en=f"{name} is required, and so never empty")
        case out.Read(type=Enumeration(values=values)) if relation not in _PRESENCE:
            row = _row(values)
            return Text(nl=f"{name} is altijd {row.nl}", en=f"{name} always is {row.en}")
        case out.Read(type=type_) if type_ == INTEGER and relation is Relation.SAME:
            return Text(nl=f"{name} is een geheel getal", en=f"{name} is a whole number")
        case out.Apply(record=Function(outcomes=outcomes)):
            return _why_of_function(name, outcomes)
        case _ if relation in _RANGES:
            return Text(nl="tussen deze grenzen ligt niets", en="nothing lies between these bounds")
        case _:
            return _WHATEVER


_PRESENCE = (Relation.IS_EMPTY, Relation.IS_FILLED)


def _is_empty(others: Sequence[out.Expr]) -> bool:
    return any(isinstance(one, out.Const) and one.value is None for one in others)


def _why_of_function(name: str, outcomes: Outcomes) -> Text:
    if outcomes.texts:
        row = _row(outcomes.texts)
        return Text(nl=f"{name} is altijd {row.nl}", en=f"{name} always is {row.en}")
    if outcomes.least is not None and outcomes.most is not None:
        return Text(
            nl=f"{name} ligt altijd van {outcomes.least} tot en met {outcomes.most}",
            en=f"{name} always lies from {outcomes.least} up to and including {outcomes.most}",
        )
    if outcomes.least is not None:
        return Text(nl=f"{name} is nooit minder dan {outcomes.least}", en=f"{name} never is less than {outcomes.least}")
    return _WHATEVER


def _row(values: Sequence[str]) -> Text:
    """Values in a row: "a", "b" or "c"."""
    *first, last = [f'"{one}"' for one in values]
    before = ", ".join(first)
    return Text(nl=f"{before} of {last}", en=f"{before} or {last}") if first else Text(nl=last, en=last)
