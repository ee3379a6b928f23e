"""The names that a place takes: fields, rows, results, definitions, lists, and what stands behind a point."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from regeltaal.assist.completion_items import Kind, Offer, Rank
from regeltaal.assist.completion_wanted import Wanted
from regeltaal.base.text import Text, same
from regeltaal.check import paths
from regeltaal.check.scope import (
    ADMINISTRATION,
    CANDIDATES,
    EVENT,
    EXAMPLE,
    PARAMETER,
    PREVIOUS,
    ROW,
    DefinitionSite,
    ListSite,
    Scope,
)
from regeltaal.program import tree as out
from regeltaal.schema.model import ADMINISTRATION_FIELDS, EVENT_FIELDS, FREE_FIELDS, Field, Object, key_of
from regeltaal.syntax import grammar, tree
from regeltaal.syntax.lexer import lexer_for
from regeltaal.values.common import MOMENT, TEXT, YES_NO
from regeltaal.values.types import Enumeration, ListOf, ObjectType, Type, Unknown

_FIXED: Mapping[str, Text] = {
    PREVIOUS: Text(nl="Het record van vóór de gebeurtenis.", en="The record before the event."),
    EVENT: Text(nl="De gebeurtenis zelf: naam, id en moment.", en="The event itself: its name, id and moment."),
    ADMINISTRATION: Text(nl="De administratie van de gebeurtenis.", en="The office of the event."),
    ROW: Text(nl="De rij van de tabel in de kop van de regel.", en="The row of the table in the head of the rule."),
    EXAMPLE: Text(nl="De rij van VOORBEELDEN.", en="The row of VOORBEELDEN."),
    PARAMETER: Text(nl="De parameters van de actie.", en="The parameters of the action."),
    CANDIDATES: Text(nl="De records waaruit de actie kiest.", en="The records that the action chooses from."),
}
"""What the fixed first words of a path are."""


@lru_cache(1 << 12)
def written(name: str) -> str:
    """A name as it is written in a rule: between back-quotes where it would be read otherwise."""
    tokens = list(lexer_for(grammar.load()).scan(name, lambda _start, _end: None))
    if len(tokens) == 1 and tokens[0].kind in ("NAME", "UPPER") and tokens[0].text == name:
        return name
    return f"`{name.replace('`', '')}`"


@lru_cache(1 << 12)
def ends_in_name(text: str) -> bool:
    """Whether a name behind this text, on its line, would become part of its own last one."""
    tokens = list(lexer_for(grammar.load()).scan(text, lambda _start, _end: None))
    return bool(tokens) and tokens[-1].kind == "NAME"


def written_path(name: str) -> str:
    """The name of a field, of which a free one has two parts."""
    if name.startswith(f"{FREE_FIELDS}."):
        return f"{FREE_FIELDS}.{written(name.removeprefix(f'{FREE_FIELDS}.'))}"
    return written(name)


# ---------------------------------------------------------------- what a name is told as


def told(type_: Type, owner: str = "") -> Text:
    """The type, and what it is of."""
    found = str(type_)
    if isinstance(type_, Unknown):
        return same(owner)
    return Text(nl=f"{found} van {owner}", en=f"{found} of {owner}") if owner else same(found)


def explained(doc: str, example: str = "", type_: Type | None = None) -> Text:
    """What the domain says, with an example; of a choice its values."""
    nl, en = [doc] if doc else [], [doc] if doc else []
    values = type_.values if isinstance(type_, Enumeration) else ()
    if values:
        shown = ", ".join(f"`{one}`" for one in values[:_MOST_SHOWN]) + (", …" if len(values) > _MOST_SHOWN else "")
        nl.append(f"Keuze uit {shown}.")
        en.append(f"One of {shown}.")
    elif example:
        nl.append(f"Voorbeeld: `{example}`")
        en.append(f"Example: `{example}`")
    return Text(nl="\n\n".join(nl), en="\n\n".join(en))


_MOST_SHOWN = 8


def field_offer(found: Field, owner: Object, rank: int, before: str = "") -> Offer:
    """A field; ``before`` is the path to it with its point, or the free fields' own."""
    shown = before + written_path(found.name)
    doc = explained(found.doc, found.example, found.type)
    return Offer(shown, Kind.FIELD, rank, told(found.type, owner.name), doc, type=found.type)


# ---------------------------------------------------------------- the start of a path


def names(scope: Scope, wanted: Wanted | None) -> Iterator[Offer]:
    """What a value may begin with."""
    for key, variable in scope.variables.items():
        yield _variable(key, variable, wanted)
    owner = scope.object
    if owner is not None and scope.record is not None:
        yield from _fields(owner, wanted)
    for site in scope.names.definitions.values():
        if not site.broken and site.node is not None and _is_for(site, owner):
            yield _definition(site, wanted)
    for declared in scope.names.lists.values():
        if not declared.broken and declared.node is not None:
            yield _list(declared, wanted)
    for word in scope.fixed_names():
        pieces = () if word == CANDIDATES else (f"{word}.",)
        yield Offer(word, Kind.VARIABLE, Rank.FURTHER, doc=_FIXED[word], pieces=pieces)


def of_any_object(objects: Iterable[Object], wanted: Wanted | None) -> Iterator[Offer]:
    """The fields of all objects: of a definition that doesn't say which it is about."""
    seen: set[str] = set()
    for owner in objects:
        for offer in _fields(owner, wanted):
            if offer.label not in seen:
                seen.add(offer.label)
                yield offer


def _fields(owner: Object, wanted: Wanted | None) -> Iterator[Offer]:
    for found in owner.fields.values():
        yield field_offer(found, owner, _rank(found.type, wanted))


def further(scope: Scope, wanted: Wanted | None) -> Iterator[Offer]:
    """Fields of what a field of the record refers to, and of the rows that have a name: `relatie.naam`."""
    owner = scope.object
    starts = [(found.name, found.type) for found in owner.fields.values()] if owner is not None else []
    starts = [*starts, *((key, variable.type) for key, variable in scope.variables.items())]
    for name, type_ in starts:
        other = scope.object_of(type_) if isinstance(type_, ObjectType) else None
        for found in other.fields.values() if other is not None else ():
            rank = Rank.NEXT if wanted is not None and is_exact(found.type, wanted) else Rank.FURTHER
            if other is not None and (wanted is None or wanted.fits(found.type)):
                yield field_offer(found, other, rank, f"{written_path(name)}.")


def _rank(type_: Type, wanted: Wanted | None) -> int:
    if wanted is None or is_exact(type_, wanted):
        return Rank.FITTING
    return Rank.OTHER if wanted.fits(type_) else Rank.UNLIKELY


def is_exact(type_: Type, wanted: Wanted) -> bool:
    """Whether values of this very type are asked for, not of one that will do as well."""
    return wanted.fits(type_) and (type_.element if isinstance(type_, ListOf) else type_) in wanted.types


def _variable(key: str, variable: out.Expr, wanted: Wanted | None) -> Offer:
    name = variable.name if isinstance(variable, out.Variable) else key
    shown = variable.label if isinstance(variable, out.NamedRead) else name
    is_parameter = isinstance(variable, out.NamedRead)
    kind = Kind.PARAMETER if is_parameter else Kind.VARIABLE
    rank = _rank(variable.type, wanted) if is_parameter or wanted is not None else Rank.FITTING
    return Offer(written(shown), kind, rank, told(variable.type), type=variable.type)


def _is_for(site: DefinitionSite, owner: Object | None) -> bool:
    return site.object is None or owner is None or site.object.name == owner.name


def _definition(site: DefinitionSite, wanted: Wanted | None) -> Offer:
    assert site.node is not None  # noqa: S101 - ``names`` has seen to it
    doc = " ".join(site.node.span.text.split())
    detail = Text(nl="definitie", en="definition")
    rank = Rank.FITTING if wanted is None or wanted.fits(YES_NO) else Rank.UNLIKELY
    return Offer(written(site.node.name.text), Kind.DEFINITION, rank, detail, same(f"`{doc}`"))


def _list(site: ListSite, wanted: Wanted | None) -> Offer:
    assert site.node is not None  # noqa: S101 - idem
    doc = " ".join(site.node.span.text.split())
    rank = Rank.FITTING if wanted is not None and _goes_with(site.node, wanted) else Rank.OTHER
    return Offer(written(site.node.name.text), Kind.LIST, rank, Text(nl="lijst", en="list"), same(f"`{doc}`"))


def _goes_with(node: tree.ListDeclaration, wanted: Wanted) -> bool:
    """Whether the values of a list are of what is asked for; of a choice they must be among its values."""
    type_: Type = wanted.types[0] if wanted.types else TEXT
    if isinstance(type_, Enumeration) and not type_.open:
        known = {value.casefold() for value in type_.values}
        return all(isinstance(one, tree.TextLiteral) and (one.plain or "").casefold() in known for one in node.items)
    return wanted.pattern or wanted.fits(ListOf(type_))


# ---------------------------------------------------------------- behind a point


def behind(parts: tuple[tree.Name, ...], scope: Scope, wanted: Wanted | None) -> Iterator[Offer]:
    """What may stand behind the point of a path."""
    first = parts[0].key
    if first in scope.variables or len(parts) > 1 or first not in _FIXED:
        yield from _behind_value(parts, scope, wanted)
    elif first == PREVIOUS and scope.object is not None:
        yield from _fields(scope.object, wanted)
    elif first == EVENT:
        for name in EVENT_FIELDS:
            type_ = MOMENT if name == "moment" else TEXT
            yield Offer(name, Kind.FIELD, _rank(type_, wanted), told(type_, EVENT))
    elif first == ADMINISTRATION:
        yield from _of_administration(scope, wanted)
    elif first in (ROW, EXAMPLE):
        row = scope.row if first == ROW else scope.examples
        for key in row.cells if row is not None else ():
            yield Offer(written(key), Kind.VARIABLE, Rank.FITTING, Text(nl="kolom", en="column"))
    elif first == PARAMETER:
        for one in (scope.parameters or {}).values():
            yield Offer(written(one.name), Kind.PARAMETER, _rank(one.type, wanted), told(one.type), same(one.doc))


def _of_administration(scope: Scope, wanted: Wanted | None) -> Iterator[Offer]:
    declared = scope.schema.object(ADMINISTRATION)
    if declared is not None:
        yield from _fields(declared, wanted)
    own = declared.fields if declared is not None else {}
    for name in ADMINISTRATION_FIELDS:
        if name not in own:
            type_: Type = ListOf(TEXT) if name in ("tags", "modules") else TEXT
            yield Offer(name, Kind.FIELD, _rank(type_, wanted), told(type_, ADMINISTRATION))


def _behind_value(parts: tuple[tree.Name, ...], scope: Scope, wanted: Wanted | None) -> Iterator[Offer]:
    if parts[-1].key == FREE_FIELDS:
        owner = _object_at(parts[:-1], scope) if parts[1:] else scope.object
        for found in owner.free_fields if owner is not None else ():
            name = written(found.name.removeprefix(f"{FREE_FIELDS}."))
            rank = _rank(found.type, wanted)
            yield Offer(name, Kind.FIELD, rank, told(found.type, owner.name if owner else ""), same(found.doc))
        return
    owner = _object_at(parts, scope)
    if owner is None:
        return
    yield from _fields(owner, wanted)
    for site in scope.names.definitions.values():
        if site.object is not None and site.object.name == owner.name and site.node is not None and not site.broken:
            yield _definition(site, wanted)


def _object_at(parts: tuple[tree.Name, ...], scope: Scope) -> Object | None:
    path = tree.Path(parts, parts[0].span.to(parts[-1].span))
    found = paths.resolve(path, scope) if parts else None
    if found is None or isinstance(found, out.DefinedCond):
        return None
    return scope.object_of(found.type)


def with_row(parts: tuple[tree.Name, ...], scope: Scope) -> Scope:
    """`SOM(materiaal.…` before its VOOR ELK is there: a row is then named after what it is."""
    first, owner = parts[0], scope.object
    known = first.key in scope.variables or owner is None or owner.field(first.key) is not None
    row = None if known else scope.schema.object(first.key)
    lists_ = (found.type for found in owner.fields.values()) if owner is not None else ()
    if row is None or not any(isinstance(one, ListOf) and scope.object_of(one) is row for one in lists_):
        return scope
    return scope.with_variable(out.Variable(first.key, -1, ObjectType(row.name), first.span))


def lists(scope: Scope, row: str = "") -> Iterator[Offer]:
    """The lists with rows that a quantifier can go along, first those of which ``row`` is one; then other lists."""
    for path, type_ in _paths(scope):
        if isinstance(type_, ListOf):
            element = scope.object_of(type_)
            rank = Rank.OTHER if element is None else Rank.WANTED if key_of(element.name) == row else Rank.FITTING
            yield Offer(path, Kind.FIELD, rank, told(type_), type=type_)


def _paths(scope: Scope) -> Iterator[tuple[str, Type]]:
    """Where a path may begin, and the lists one step further."""
    yield from ((written(key), one.type) for key, one in scope.variables.items())
    owner = scope.object
    for found in owner.fields.values() if owner is not None else ():
        path = written_path(found.name)
        yield path, found.type
        other = scope.object_of(found.type) if isinstance(found.type, ObjectType) else None
        for one in other.fields.values() if other is not None else ():
            if isinstance(one.type, ListOf):
                yield f"{path}.{written_path(one.name)}", one.type


def writable(scope: Scope) -> Iterator[Offer]:
    """The fields that ZET and WIS may change: of the record, of rows with a name, of what they refer to."""
    owner = scope.object
    for found in owner.fields.values() if owner is not None else ():
        if owner is not None and (found.writable or found.free):
            yield field_offer(found, owner, Rank.FITTING)
    for path, type_ in _paths(scope):
        other = scope.object_of(type_) if isinstance(type_, ObjectType) else None
        for one in other.fields.values() if other is not None else ():
            if other is not None and (one.writable or one.free):
                yield field_offer(one, other, Rank.FURTHER, f"{path}.")
