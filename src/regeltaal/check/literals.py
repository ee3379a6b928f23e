"""Literals: numbers and dates are what they say; a text takes the type that is wanted of it, and is checked as such."""

from regeltaal.base.source import Span
from regeltaal.check import lint, lowering, noting, printing
from regeltaal.check.problems import meaning as meaning_problems
from regeltaal.check.problems import scope as scope_problems
from regeltaal.check.problems import texts as text_problems
from regeltaal.check.problems import types as problems
from regeltaal.check.scope import Scope, nothing_known
from regeltaal.program import tree as out
from regeltaal.schema.model import ADMINISTRATION
from regeltaal.syntax import tree
from regeltaal.values.common import DATE, MOMENT, TEXT, TIME, YES_NO
from regeltaal.values.literals import read_literal, type_of_literal
from regeltaal.values.types import Enumeration, ListOf, Nothing, ObjectType, Scalar, Type
from regeltaal.values.value import NotAValueError


def literal(node: tree.Literal, scope: Scope, wanted: Type | None = None) -> out.Expr:
    """A literal that is no text."""
    match node.kind:
        case "yes":
            return out.Const(value=True, type=YES_NO, span=node.span)
        case "no":
            return out.Const(value=False, type=YES_NO, span=node.span)
        case "empty":
            return out.Const(None, Nothing(), node.span)
        case "today":
            return out.Now(date_only=True, type=DATE, span=node.span)
        case "now":
            return out.Now(date_only=False, type=MOMENT, span=node.span)
        case _:
            return _read(node, scope, wanted)


def _read(node: tree.Literal, scope: Scope, wanted: Type | None) -> out.Expr:
    try:
        found = read_literal(node.kind, node.text, scope.zone)
    except NotAValueError as refusal:
        said = _refused_as_time(node, refusal) if wanted == TIME else refusal
        scope.report(meaning_problems.bad_literal(node.span, said.reason, said.readings))
        return nothing_known(node.span)
    return out.Const(found, type_of_literal(node.kind, found), node.span)


def _refused_as_time(node: tree.Literal, refusal: NotAValueError) -> NotAValueError:
    """`9.30` beside a time is a time, not a number."""
    try:
        read_literal("time", node.text)
    except NotAValueError as other:
        return other if other.readings else refusal
    return refusal


def text(node: tree.TextLiteral, scope: Scope, wanted: Type | None) -> out.Expr:
    """A text, or what a text stands for where an enum, a reference or a checked text is wanted."""
    plain = node.plain
    if plain is None:
        return out.TextTemplate(_parts(node, scope), TEXT, node.span)
    if not plain.strip():
        return out.Const(None, Nothing(), node.span)
    match wanted.element if isinstance(wanted, ListOf) else wanted:
        case Enumeration() as enum:
            return _choice(enum, plain.strip(), node.span, scope)
        case ObjectType() as reference:
            return _key(plain.strip(), reference, node.span, scope)
        case Scalar(kind) as checked if kind.is_valid is not None and kind.canonical is not None:
            if not kind.is_valid(plain):
                several = listed(plain) if isinstance(wanted, ListOf) else None
                scope.report(text_problems.wrong_checked_text(node.span, plain, kind.name, kind.example, several))
            return out.Const(kind.canonical(plain), checked, node.span)
        case _:
            lint.watch_letters(plain, node.span, scope)
            return out.Const(plain, TEXT, node.span)


def listed(plain: str) -> str | None:
    """`C100; C101` as a list of texts, None for a text that is no such row."""
    values = [value.strip() for value in plain.split(";")]
    quoted = "; ".join(f'"{value}"' for value in values)
    return f"({quoted})" if len(values) > 1 and all(values) else None


def _key(plain: str, reference: ObjectType, span: Span, scope: Scope) -> out.Expr:
    """The key of a record."""
    owner = scope.object_of(reference)
    if owner is not None and owner.name == ADMINISTRATION:
        noting.administration(scope, span, plain)
    if owner is not None and owner.key_field is None:
        scope.report(problems.no_key(span, owner.name))
        return nothing_known(span)
    if owner is not None and owner.name == ADMINISTRATION and _is_unknown(plain, scope):
        scope.report(scope_problems.unknown_administration(span, plain, sorted(scope.administrations)))
        return nothing_known(span)
    return out.Const(plain, reference, span)


def _is_unknown(administration: str, scope: Scope) -> bool:
    """Whether a project that names its administrations leaves this one out: a slip would lose what is moved to it."""
    return bool(scope.administrations) and administration not in scope.administrations


def _choice(enum: Enumeration, written: str, span: Span, scope: Scope) -> out.Expr:
    """A value of an enum in the spelling of the schema; an open one takes others as they come."""
    noting.choice(scope, span, enum, written)
    spelled = next((value for value in enum.values if value.casefold() == written.casefold()), None)
    if spelled is None and not enum.open:
        scope.report(problems.unknown_value(span, enum.name, written, enum.values, _having(written, scope)))
        return nothing_known(span)
    if spelled is None:
        lint.watch_open_value(enum, written, span, scope)
    return out.Const(spelled or written, enum, span)


def _having(value: str, scope: Scope) -> list[str]:
    """The fields within reach by their bare name that are a choice with this value."""
    fields = scope.object.fields.values() if scope.object is not None else ()
    return [
        field.name
        for field in fields
        if isinstance(field.type, Enumeration) and value.casefold() in map(str.casefold, field.type.values)
    ]


def _parts(node: tree.TextLiteral, scope: Scope) -> tuple[str | out.Shown, ...]:
    return tuple(
        part if isinstance(part, str) else printing.shown(lowering.value(part.path, scope), part.form, part.span, scope)
        for part in node.parts
    )
