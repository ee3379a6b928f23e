"""The colours of the names in a domain: what it declares, and what it says about that."""

from collections.abc import Iterator, Mapping, Sequence
from weakref import WeakKeyDictionary

from regeltaal.assist.colours import Colour, Mark, Modifier, Stretch, marked
from regeltaal.assist.lexed import Lexed, lexed_domain
from regeltaal.base.source import Source
from regeltaal.schema import declarations as written
from regeltaal.schema.model import key_of
from regeltaal.schema.parser import parse
from regeltaal.syntax import tree
from regeltaal.syntax.lexer import Token
from regeltaal.values.registry import kind_named

_BEFORE_OBJECT = frozenset(f"{word}_KW" for word in ("BIJ", "GEEFT", "BEEINDIGT", "KANDIDATEN", "PER"))
_BEFORE_TYPE = frozenset({"COLON", "VAN_KW"})
_TYPES = (Colour.OBJECT, Colour.CHOICES)
_DECLARATION = Modifier.DECLARATION
_NONE = Modifier(0)

_KEPT: "WeakKeyDictionary[Source, tuple[Mark, ...]]" = WeakKeyDictionary()


def domain_marks(source: Source) -> tuple[Mark, ...]:
    """The names in a domain, in order."""
    found = _KEPT.get(source)
    if found is None:
        declared = [one for each in parse(source).declarations for one in _declared(each)]
        words = [(key_of(source.text[one.start : one.end]), one.colour) for one in declared]
        used = _used(lexed_domain(source), {one.start for one in declared}, words)
        found = _KEPT[source] = marked(source, (*declared, *used))
    return found


def _declared(one: written.Declaration) -> Iterator[Stretch]:
    match one:
        case written.ObjectClause(name=name, fields=fields):
            yield _name(name, Colour.OBJECT)
            yield from (_name(field.name, Colour.FIELD) for field in fields)
        case written.FreeFieldClause(field=field):
            yield _name(field.name, Colour.FIELD)
        case written.EnumClause(name=name, values=values):
            yield _name(name, Colour.CHOICES)
            yield from (Stretch(one.span.start, one.span.end, Colour.CHOICE, _DECLARATION) for one in values)
        case written.EventClause(name=name):
            yield _name(name, Colour.EVENT)
        case written.ActionClause(name=name, parameters=parameters):
            yield _name(name, Colour.ACTION)
            named = (each.name for each in parameters if isinstance(each, written.ParameterClause))
            yield from (_name(each, Colour.PARAMETER) for each in named)
        case written.PhasesClause(phases=phases):
            yield from (_name(entry.name, Colour.PHASE) for entry in phases)
        case written.FunctionClause(parameters=parameters):
            yield from (_name(each.name, Colour.PARAMETER) for each in parameters)
        case _:
            return


def _name(name: tree.Name, colour: Colour) -> Stretch:
    return Stretch(name.span.start, name.span.end, colour, _DECLARATION)


def _used(known: Lexed, declared: set[int], words: Sequence[tuple[str, Colour]]) -> Iterator[Stretch]:
    """The names that stand elsewhere: types, objects, events, fields."""
    types = {key: colour for key, colour in words if colour in _TYPES}
    others = {key: colour for key, colour in words if colour is not Colour.ACTION and colour not in _TYPES}
    for at, token in enumerate(known.tokens):
        if token.kind == "NAME" and token.start not in declared:
            colour = _colour(token, known.tokens[at - 1].kind if at else "", types, others)
            if colour is not None:
                yield Stretch(token.start, token.end, colour, _NONE)


def _colour(token: Token, before: str, types: Mapping[str, Colour], others: Mapping[str, Colour]) -> Colour | None:
    key = key_of(token.text)
    if before in _BEFORE_OBJECT:
        return Colour.OBJECT
    if before in _BEFORE_TYPE:
        return types.get(key) or (Colour.KIND if kind_named(key) is not None else None)
    if before == "FASE_KW":
        return Colour.PHASE
    return others.get(key) or types.get(key)
