"""Paths: from `relatie.plaats` to the expression that reads it.

The first name is looked up in this order: a variable, a fixed word (`vorige`, `rij` …), a field of the record, a
definition, a list. No two of these can share a name: that is reported where the second one is made.

Values, conditions and definitions are lowered in each other's terms, so their modules import one another.
"""

from collections.abc import Callable

from regeltaal.base.node import evolve
from regeltaal.base.source import Span
from regeltaal.check import definitions, lists, noting, unknowns
from regeltaal.check.problems import events as event_problems
from regeltaal.check.problems import meaning as meaning_problems
from regeltaal.check.problems import names as problems
from regeltaal.check.problems import portable as portable_problems
from regeltaal.check.scope import (
    ADMINISTRATION,
    CANDIDATES,
    EVENT,
    EXAMPLE,
    PARAMETER,
    PREVIOUS,
    ROW,
    Need,
    Scope,
    nothing_known,
)
from regeltaal.program import tree as out
from regeltaal.schema.model import ADMINISTRATION_FIELDS, FREE_FIELDS, Field, Level, Object
from regeltaal.syntax import tree
from regeltaal.values.common import MOMENT, MONEY, TEXT
from regeltaal.values.types import ListOf, Nothing, ObjectType, Type, Unknown

Found = out.Expr | out.DefinedCond
"""What a path stands for; only a definition can be a condition."""

Start = tuple[Found, int]
"""What the first names of a path stand for, and how many names that were."""

_EVENT_TYPES: dict[str, Type] = {"naam": TEXT, "id": TEXT, "moment": MOMENT}
_ADMINISTRATION_TYPES: dict[str, Type] = {
    name: ListOf(TEXT) if name in ("tags", "modules") else TEXT for name in ADMINISTRATION_FIELDS
}


def resolve(path: tree.Path, scope: Scope, wanted: Type | None = None) -> Found:
    """What a path stands for; where it stands for nothing that is reported, with ``wanted`` in mind."""
    found, used = _start(path, scope, wanted)
    while used < len(path.parts):
        if isinstance(found, out.DefinedCond):
            scope.report(problems.no_parts(path.span, found.name, "een voorwaarde"))
            return nothing_known(path.span)
        found, used = _follow(found, path, used, scope)
    return found


def label(path: tree.Path, count: int | None = None) -> str:
    """The path as its author wrote it, or its first names."""
    return ".".join(part.text for part in path.parts[:count])


def _start(path: tree.Path, scope: Scope, wanted: Type | None) -> Start:
    first = path.parts[0]
    variable = scope.variables.get(first.key)
    if variable is not None:
        noting.variable(scope, first, variable)
        return evolve(variable, span=first.span), 1
    fixed = _FIXED.get(first.key)
    if fixed is not None:
        found = fixed(path, scope)
        if found is not None:
            noting.fixed(scope, first.span, first.key)
            return found
    return _own_field(path, scope) or _named(path, scope) or _unknown(path, scope, wanted)


# ---------------------------------------------------------------- fields


def _own_field(path: tree.Path, scope: Scope) -> Start | None:
    """A field of the record that the rule is about."""
    owner = scope.object
    if scope.record is None or owner is None:
        return None
    found, used = _field(path, 0, owner)
    if found is None and used > 1:
        return _no_free_field(path, 0, owner, scope)
    if found is None:
        return None
    _warn_of_element(path.parts[0], scope)
    return read(scope.record, found, path, used, scope), used


def _field(path: tree.Path, at: int, owner: Object) -> tuple[Field | None, int]:
    """The field that a path names at some point, and the index behind it; a free field takes two names."""
    if path.parts[at].key == FREE_FIELDS and at + 1 < len(path.parts):
        return owner.field(f"{FREE_FIELDS}.{path.parts[at + 1].key}"), at + 2
    key = path.parts[at].key
    return owner.fields.get(key) or owner.field(key), at + 1


def read(  # noqa: PLR0913 - what a reading is made from
    target: out.Expr, found: Field, path: tree.Path, used: int, scope: Scope, *, previous: bool = False
) -> out.Read:
    """The reading of a field, after what using it asks for has been noted."""
    part = path.parts[used - 1]
    if found.former_names and part.key in map(str.lower, found.former_names):
        scope.report(problems.former_name(part.span, part.text, found.name))
    if found.level is Level.ADMINISTRATION and scope.level is Level.ENVIRONMENT:
        owner = scope.object_of(target.type)
        others = [one.name for one in owner.fields.values() if one.level is None] if owner else []
        scope.report(portable_problems.administration_field(part.span, found.name, others))
    if found.module is not None:
        scope.needs.append(Need(found.name, found.module, None, part.span))
    span = path.parts[0].span.to(part.span)
    type_ = _read_type(target.type, found.type)
    if scope.notes is not None:
        noting.field(scope, path, used, owner=scope.object_of(target.type), found=found, type_=type_)
    currency = _currency(target, found, previous=previous, at=span, scope=scope)
    return out.Read(target, found, type_, label(path, used), span=span, previous=previous, currency=currency)


def _currency(target: out.Expr, amount: Field, *, previous: bool, at: Span, scope: Scope) -> out.Read | None:
    """The reading of the field that an amount goes with (SAMEN MET), where that can tell its currency."""
    if amount.together is None or amount.type != MONEY:
        return None
    owner = scope.object_of(target.type)
    if owner is None:
        return None
    found = owner.field(amount.together)
    if found is None or found.type != TEXT:
        return None
    return out.Read(target, found, _read_type(target.type, found.type), found.name, span=at, previous=previous)


def _read_type(target: Type, found: Type) -> Type:
    """Reading a field of a list of records gives a list; a list of lists is spread out."""
    if isinstance(target, ListOf) and not isinstance(found, ListOf):
        return ListOf(found)
    return found


def _follow(target: out.Expr, path: tree.Path, at: int, scope: Scope) -> Start:
    """One name (or two, for a free field) further along a path."""
    if isinstance(target.type, Unknown):
        return nothing_known(path.span), len(path.parts)
    owner = scope.object_of(target.type)
    if owner is None:
        scope.report(problems.no_parts(path.parts[at].span, label(path, at), f"van het type {target.type}"))
        return nothing_known(path.span), len(path.parts)
    found, used = _field(path, at, owner)
    if found is not None:
        return read(target, found, path, used, scope), used
    site = scope.names.definition(path.parts[at].key)
    if site is not None and not isinstance(target.type, ListOf):
        return definitions.use(site, target, path.parts[at].span, scope), used
    if used - at > 1:
        return _no_free_field(path, at, owner, scope)
    name = path.parts[at]
    scope.report(unknowns.of_field(name, label(path, at), owner))
    return nothing_known(path.span), len(path.parts)


def _no_free_field(path: tree.Path, at: int, owner: Object, scope: Scope) -> Start:
    """`vrije velden` with a name behind it that the project has not given to any of them."""
    name = path.parts[at + 1]
    known = [one.name.removeprefix(f"{FREE_FIELDS}.") for one in owner.free_fields]
    scope.report(problems.unknown_free_field(name.span, label(path, at + 1), name.text, known, owner.name))
    return nothing_known(path.span), len(path.parts)


def _field_names(owner: Object) -> list[str]:
    return [one.name for one in owner.fields.values()]


def _warn_of_element(name: tree.Name, scope: Scope) -> None:
    """A bare name inside WAARVOOR that the row has as well."""
    for variable, owner in reversed(scope.elements):
        if owner.field(name.key) is not None and scope.object is not None:
            scope.report(problems.ambiguous_element(name.span, name.text, scope.object.name, variable))
            return


# ---------------------------------------------------------------- other names


def _named(path: tree.Path, scope: Scope) -> Start | None:
    """A definition or list."""
    name = path.parts[0]
    site = scope.names.definition(name.key)
    if site is not None:
        return definitions.use(site, scope.record, name.span, scope), 1
    declared = scope.names.list(name.key)
    return None if declared is None else (lists.use(declared, None, name.span, scope), 1)


def _unknown(path: tree.Path, scope: Scope, wanted: Type | None) -> Start:
    unknowns.report(path, scope, wanted)
    return nothing_known(path.parts[0].span), len(path.parts)


# ---------------------------------------------------------------- fixed words


def _previous(path: tree.Path, scope: Scope) -> Start | None:
    """`vorige.veld`: the record before the event."""
    if scope.object is None or scope.record is None:
        return None
    if len(path.parts) == 1:
        return _without_sequel(path, scope)
    if not before_is_known(path.span, scope):
        return nothing_known(path.span), len(path.parts)
    found, used = _field(path, 1, scope.object)
    if found is None:
        name = path.parts[used - 1]
        scope.report(problems.unknown_field(name.span, PREVIOUS, name.text, _field_names(scope.object)))
        return nothing_known(path.span), len(path.parts)
    return read(scope.record, found, path, used, scope, previous=True), used


def before_is_known(span: Span, scope: Scope) -> bool:
    """Whether the value before the event can be asked here; where not, that is reported."""
    if scope.creating is not None:
        scope.report(event_problems.no_before(span, scope.creating.name))
        return False
    if scope.by_clock:
        scope.report(event_problems.nothing_changes(span))
        return False
    at_event = isinstance(scope.record, out.Root) and scope.record.kind is out.RootKind.RECORD
    if not scope.has_before or not at_event:
        scope.report(meaning_problems.no_own_field(span))
        return False
    return True


def _of_event(path: tree.Path, scope: Scope) -> Start:
    if len(path.parts) == 1:
        return _without_sequel(path, scope)
    root = out.Root(out.RootKind.EVENT, Nothing(), path.parts[0].span)
    name = path.parts[1]
    if name.key in _EVENT_TYPES:
        noting.fixed(scope, name.span, f"{EVENT}.{name.key}", _EVENT_TYPES[name.key])
    return _named_read(root, _EVENT_TYPES, path, scope), 2


def _of_administration(path: tree.Path, scope: Scope) -> Start:
    root = out.Root(out.RootKind.ADMINISTRATION, ObjectType(ADMINISTRATION), path.parts[0].span)
    if len(path.parts) == 1:
        return root, 1
    declared = scope.schema.object(ADMINISTRATION)
    own = {key: one.type for key, one in declared.fields.items()} if declared else {}
    found = declared.fields.get(path.parts[1].key) if declared else None
    if found is not None:
        noting.field(scope, path, 2, owner=declared, found=found, type_=found.type)
    return _named_read(root, {**_ADMINISTRATION_TYPES, **own}, path, scope), 2


def _of_parameter(path: tree.Path, scope: Scope) -> Start | None:
    if scope.parameters is None:
        return None
    if len(path.parts) == 1:
        return _without_sequel(path, scope)
    root = out.Root(out.RootKind.PARAMETERS, Nothing(), path.parts[0].span)
    noting.own_parameter(scope, path.parts[1])
    return _named_read(root, {key: one.type for key, one in scope.parameters.items()}, path, scope), 2


def _named_read(root: out.Root, types: dict[str, Type], path: tree.Path, scope: Scope) -> out.Expr:
    name = path.parts[1]
    type_ = types.get(name.key)
    if type_ is None:
        scope.report(problems.unknown_field(name.span, path.parts[0].text, name.text, types))
        return nothing_known(path.span)
    return out.NamedRead(root, name.key, type_, label(path, 2), path.parts[0].span.to(name.span))


def _of_row(path: tree.Path, scope: Scope) -> Start | None:
    """`rij.kolom` where it is no literal of its own: in a text, or with a sequel."""
    row = scope.row if path.parts[0].key == ROW else scope.examples
    if row is None:
        return None
    if len(path.parts) == 1:
        return _without_sequel(path, scope)
    return lists.cell_value(path, row, scope), 2


def _candidates(path: tree.Path, scope: Scope) -> Start | None:
    if scope.candidates is None:
        return None
    return out.Root(out.RootKind.CANDIDATES, ListOf(ObjectType(scope.candidates)), path.parts[0].span), 1


def _without_sequel(path: tree.Path, scope: Scope) -> Start:
    scope.report(problems.without_sequel(path.span, path.parts[0].text))
    return nothing_known(path.span), 1


_FIXED: dict[str, Callable[[tree.Path, Scope], Start | None]] = {
    PREVIOUS: _previous,
    EVENT: _of_event,
    ADMINISTRATION: _of_administration,
    PARAMETER: _of_parameter,
    ROW: _of_row,
    EXAMPLE: _of_row,
    CANDIDATES: _candidates,
}
