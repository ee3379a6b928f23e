"""What starts what: from event to rule, from rule to action and field, and from these to the events that they raise."""

from collections.abc import Iterable, Iterator, Sequence

from regeltaal.assist.definition import declared
from regeltaal.assist.places import note_at, noted_by
from regeltaal.assist.references import finding, meant, rule_of, rule_symbol
from regeltaal.assist.work import Work, done
from regeltaal.base.node import Node
from regeltaal.base.source import Source, Span
from regeltaal.base.text import Text, same
from regeltaal.check.naming import name_of
from regeltaal.check.notes import Access, ActionSymbol, EventSymbol, FieldSymbol, Note, RuleSymbol, Symbol
from regeltaal.schema.model import Action, Schema, key_of
from regeltaal.syntax import tree
from regeltaal.syntax.walk import nodes
from regeltaal.workspace.state import State

Link = EventSymbol | RuleSymbol | ActionSymbol | FieldSymbol
"""What a chain is made of."""

_EVENT = Text(nl="gebeurtenis", en="event")
_ACTION = Text(nl="actie", en="action")
_FIELD = Text(nl="veld van {object}", en="field of {object}")


class Item(Node):
    """A link with where it stands: the whole, and its name. ``detail`` says what sort of thing it is."""

    symbol: Link
    name: str
    detail: Text
    span: Span
    name_span: Span


class Call(Node):
    """What is next in a chain, or before, with the places where the one that comes first names the other."""

    item: Item
    places: tuple[Span, ...]


def prepare(state: State, source: Source, offset: int) -> Item | None:
    """The link at a place: by its name, or as the rule that the place is in."""
    note = note_at(state, source, offset)
    symbol = None if note is None else meant(state, note.symbol)
    if isinstance(symbol, Link):
        return item(state, symbol)
    sheet = state.sheets.get(source.path)
    rule = _rule_around(state, Span(source, offset, offset))
    return None if sheet is None or rule is None else item(state, rule_symbol(state, sheet.path, rule))


def outgoing(state: State, symbol: Link) -> tuple[Call, ...]:
    """What follows from a link."""
    return done(following(state, symbol))


def incoming(state: State, symbol: Link) -> tuple[Call, ...]:
    """What a link follows from."""
    return done(preceding(state, symbol))


def following(state: State, symbol: Link) -> Work[tuple[Call, ...]]:
    """``outgoing`` in steps."""
    match symbol:
        case EventSymbol():
            own = item(state, symbol)
            rules = yield from _rules_with(state, symbol, writes=False)
            return tuple(Call(one, (own.name_span,)) for one, _ in rules) if own is not None else ()
        case RuleSymbol():
            return _effects(state, symbol)
        case ActionSymbol() | FieldSymbol():
            own = item(state, symbol)
            events = (item(state, one) for one in _raised(state, symbol))
            return tuple(Call(one, (own.name_span,)) for one in events if one is not None) if own is not None else ()


def preceding(state: State, symbol: Link) -> Work[tuple[Call, ...]]:
    """``incoming`` in steps."""
    match symbol:
        case RuleSymbol():
            found = (item(state, one) for one in _triggers(state, symbol))
            return tuple(Call(one, (one.name_span,)) for one in found if one is not None)
        case EventSymbol():
            found = (item(state, one) for one in _raisers(state, symbol))
            return tuple(Call(one, (one.name_span,)) for one in found if one is not None)
        case ActionSymbol() | FieldSymbol():
            rules = yield from _rules_with(state, symbol, writes=isinstance(symbol, FieldSymbol))
            return tuple(Call(one, places) for one, places in rules)


# ---------------------------------------------------------------- links


def item(state: State, symbol: Link) -> Item | None:
    """A link where it is declared; None where that is gone."""
    if isinstance(symbol, RuleSymbol):
        rule = rule_of(state, symbol)
        return None if rule is None else _of_rule(symbol, rule)
    place = next(declared(state, symbol), None)
    if place is None or state.schema is None:
        return None
    return Item(symbol, _name(symbol, state.schema), _detail(symbol, state.schema), place, place)


def _of_rule(symbol: RuleSymbol, rule: tree.Rule) -> Item:
    return Item(symbol, name_of(rule.name), same(rule.span.source.path), rule.span, rule.name.span)


def _name(symbol: Symbol, schema: Schema) -> str:
    match symbol:
        case EventSymbol(name=name):
            event = schema.event(name)
            return name if event is None else event.name
        case ActionSymbol(title=title):
            action = schema.actions.get(title)
            return title if action is None else action.title
        case FieldSymbol(object=owner, name=name):
            found = schema.object(owner)
            field = None if found is None else found.fields.get(name)
            return name if field is None else field.name
        case _:
            return ""


def _detail(symbol: Symbol, schema: Schema) -> Text:
    match symbol:
        case EventSymbol():
            return _EVENT
        case FieldSymbol(object=owner):
            found = schema.object(owner)
            shown = owner if found is None else found.name
            return Text(nl=_FIELD.show("nl", {"object": shown}), en=_FIELD.show("en", {"object": shown}))
        case _:
            return _ACTION


def _rule_around(state: State, span: Span) -> tree.Rule | None:
    sheet = state.sheets.get(span.source.path)
    part = None if sheet is None else sheet.part_of(span)
    for one in () if part is None else part.parsed.file.items:
        if isinstance(one, tree.Rule) and one.span.start <= span.start <= one.span.end:
            return one
    return None


# ---------------------------------------------------------------- between rules and the rest


def _rules_with(state: State, symbol: Symbol, *, writes: bool) -> Work[Iterable[tuple[Item, tuple[Span, ...]]]]:
    """The rules that name something, or write it, with the places."""
    found: dict[RuleSymbol, tuple[Item, list[Span]]] = {}
    named = yield from finding(state, symbol, declarations=False)
    for one in named:
        rule = one.inside
        if isinstance(rule, tree.Rule) and (not writes or one.span in _targets(rule)):
            known = rule_symbol(state, one.span.source.path, rule)
            found.setdefault(known, (_of_rule(known, rule), []))[1].append(one.span)
        yield
    return [(one, tuple(places)) for one, places in found.values()]


def _targets(rule: tree.Rule) -> frozenset[Span]:
    """The names of the fields behind ZET and WIS."""
    actions = nodes((*rule.then, *(rule.otherwise or ()), *(rule.on_unknown or ())))
    return frozenset(one.target.parts[-1].span for one in actions if isinstance(one, tree.Set | tree.Clear))


def _noted_in(state: State, rule: tree.Rule) -> Sequence[Note]:
    sheet = state.sheets.get(rule.span.source.path)
    part = None if sheet is None else sheet.part_of(rule.span)
    if sheet is None or part is None:
        return ()
    start, end = rule.span.start, rule.span.end
    notes = noted_by(state, sheet.path, part)
    return [one for one in notes if one.span.source is part.source and start <= one.span.start < end]


def _effects(state: State, symbol: RuleSymbol) -> tuple[Call, ...]:
    rule = rule_of(state, symbol)
    if rule is None:
        return ()
    targets = _targets(rule)
    found: dict[Link, list[Span]] = {}
    for note in sorted(_noted_in(state, rule), key=lambda note: note.span.start):
        is_write = note.access is Access.WRITE and note.span in targets
        if isinstance(note.symbol, ActionSymbol) or (is_write and isinstance(note.symbol, FieldSymbol)):
            found.setdefault(note.symbol, []).append(note.span)
    made = ((item(state, one), tuple(places)) for one, places in found.items())
    return tuple(Call(one, places) for one, places in made if one is not None)


def _triggers(state: State, symbol: RuleSymbol) -> Iterable[EventSymbol]:
    rule = rule_of(state, symbol)
    notes = () if rule is None else _noted_in(state, rule)
    return dict.fromkeys(note.symbol for note in notes if isinstance(note.symbol, EventSymbol))


# ---------------------------------------------------------------- by the domain


def _raised(state: State, symbol: ActionSymbol | FieldSymbol) -> Iterator[EventSymbol]:
    schema = state.schema
    if schema is None:
        return
    if isinstance(symbol, FieldSymbol):
        yield from (EventSymbol(key_of(one.name)) for one in schema.events_following(symbol.object, symbol.name))
    else:
        action: Action | None = schema.actions.get(symbol.title)
        yield from (EventSymbol(key_of(one)) for one in (action.raises if action is not None else ()))


def _raisers(state: State, symbol: EventSymbol) -> Iterator[Link]:
    schema = state.schema
    event = None if schema is None else schema.event(symbol.name)
    if schema is None or event is None:
        return
    if event.follows is not None:
        yield FieldSymbol(key_of(event.object), key_of(event.follows))
    for key, action in schema.actions.items():
        if symbol.name in map(key_of, action.raises):
            yield ActionSymbol(key)
