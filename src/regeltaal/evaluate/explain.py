"""Why a condition was not WAAR, in a sentence: read from the verdict tree, never worked out again."""

from collections.abc import Iterator

from regeltaal.base.text import Text, same
from regeltaal.evaluate.reading import empty_fields, fault_cause, label
from regeltaal.evaluate.verdict import Operand, Truth, Verdict
from regeltaal.program import tree
from regeltaal.values.show import show
from regeltaal.values.types import ListOf, Type
from regeltaal.values.value import Empty, Fault, Ref, Value

_SHOWN_PARTS = 3
_SHOWN_CHARACTERS = 60


def reason(found: Verdict) -> Text | None:
    """The first thing that decided, for a verdict other than WAAR; None for WAAR."""
    match found.truth:
        case Truth.TRUE:
            return None
        case Truth.UNKNOWN:
            return _unknown(found)
        case Truth.FAULT:
            return _fault(found)
        case Truth.FALSE:
            return _false(found)


def _unknown(found: Verdict) -> Text:
    causes = [leaf.cause for leaf in leaves(found) if leaf.truth is Truth.UNKNOWN and leaf.cause is not None]
    if causes:
        return causes[0]
    names = [f"`{name}`" for name in empty_fields(found)]
    if not names:
        leaf = next(leaf for leaf in leaves(found) if leaf.truth is Truth.UNKNOWN)
        where = label(leaf.cond.span)
        return Text(nl=f"niet te zeggen: {where}: er is niets gevuld", en=f"undecided: {where}: nothing is filled")
    if len(names) == 1:
        return Text(nl=f"niet te zeggen: {names[0]} is leeg", en=f"undecided: {names[0]} is empty")
    nl, en = enumerated(names)
    return Text(nl=f"niet te zeggen: {nl} zijn leeg", en=f"undecided: {en} are empty")


def enumerated(names: list[str]) -> tuple[str, str]:
    """`a, b en c`, in both languages."""
    start, last = ", ".join(names[:-1]), names[-1]
    return f"{start} en {last}", f"{start} and {last}"


def _fault(found: Verdict) -> Text:
    leaf = next(leaf for leaf in leaves(found) if leaf.truth is Truth.FAULT)
    cause = fault_cause(found)
    where = label(leaf.cond.span)
    return Text(nl=f"{where}: {cause.nl}", en=f"{where}: {cause.en}")


def _false(found: Verdict) -> Text:
    match found.cond:
        case tree.All() | tree.DefinedCond():
            return _false(next(part for part in found.parts if part.truth is Truth.FALSE))
        case tree.Any() if found.parts:
            return _each(found)
        case tree.Negation():
            return _holds(found.parts[0])
        case tree.Counted() | tree.Quantified():
            return _count(found)
        case _ if found.row is not None:
            return _false(found.parts[0])
        case _:
            return observed(found)


def _each(found: Verdict) -> Text:
    """Of a disjunction every part failed: the first few, each with its reason."""
    reasons = [_false(part) for part in found.parts[:_SHOWN_PARTS]]
    more = len(found.parts) - len(reasons)
    tail_nl, tail_en = (f"; en nog {more}", f"; and {more} more") if more else ("", "")
    return Text(
        nl="geen van: " + "; ".join(one.nl for one in reasons) + tail_nl,
        en="none of: " + "; ".join(one.en for one in reasons) + tail_en,
    )


def _holds(found: Verdict) -> Text:
    """A part that holds where it should not: behind NIET."""
    where = label(found.cond.span)
    seen = ", ".join(_seen(leaf) for leaf in leaves(found) if leaf.truth is Truth.TRUE and _seen(leaf))
    if not seen:
        return Text(nl=f"{where} is wel zo", en=f"{where} does hold")
    return Text(nl=f"{where} is wel zo: {seen}", en=f"{where} does hold: {seen}")


def _count(found: Verdict) -> Text:
    where = label(found.cond.span)
    true = sum(part.truth is Truth.TRUE for part in found.parts)
    total = len(found.parts)
    return Text(nl=f"{where}: {true} van {total} voldoen", en=f"{where}: {true} of {total} hold")


def observed(found: Verdict) -> Text:
    """A test with what its fields were: `status = "Uitgevoerd": was "Ingepland"`."""
    where = label(found.cond.span)
    seen = _seen(found)
    return Text(nl=f"{where}: {seen}", en=f"{where}: {seen}") if seen else same(where)


def _seen(found: Verdict) -> str:
    operands = operands_seen(found)
    if len(operands) == 1:
        return f"was {operands[0][1]}"
    return ", ".join(f"{name} was {value}" for name, value in operands)


def operands_seen(found: Verdict) -> list[tuple[str, str]]:
    """The operands worth showing: those that are no literal."""
    return [
        (operand.label, shown_operand(operand, expr))
        for operand, expr in zip(found.operands, _expressions(found.cond), strict=False)
        if not isinstance(expr, tree.Const)
    ]


def _expressions(cond: tree.Cond) -> tuple[tree.Expr, ...]:
    match cond:
        case tree.Test(operands=operands):
            return operands
        case tree.IsTrue(value=value):
            return (value,)
        case tree.Changed(subject=subject):
            return (subject, subject)
        case tree.Was(subject=subject, value=value):
            return (subject, value)
        case _:
            return ()


def shown_operand(operand: Operand, expr: tree.Expr) -> str:
    """A value in an explanation: Dutch notation, texts in quotes and cut short."""
    match operand.outcome:
        case Empty():
            return "leeg"
        case Fault():
            return "FOUT"
        case Ref(key=key) if "/" in key:
            return _row(key)
        case tuple() as items:
            element = expr.type.element if isinstance(expr.type, ListOf) else expr.type
            texts = [_item(item, element) for item in items[:_SHOWN_PARTS]]
            return "(" + "; ".join(texts) + ("; …" if len(items) > _SHOWN_PARTS else "") + ")"
        case str() as text:
            return f'"{_cut(text)}"'
        case value:
            return _cut(show(value, expr.type, None, operand.currency))


def _item(item: Value, type_: Type) -> str:
    return _row(item.key) if isinstance(item, Ref) and "/" in item.key else _cut(show(item, type_, None))


def _row(key: str) -> str:
    """A record without a key of its own, which was given one that says nothing to a user."""
    place = key.rpartition("/")[2]
    return f"rij {place}" if place.isdecimal() else "gevuld"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN_CHARACTERS else line[: _SHOWN_CHARACTERS - 1] + "…"


def leaves(found: Verdict) -> Iterator[Verdict]:
    """The tests at the ends of a verdict tree, in order."""
    if not found.parts:
        yield found
    for part in found.parts:
        yield from leaves(part)
