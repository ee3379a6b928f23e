"""What goes where a name does: an event, a moment, a phase, a parameter, or whatever a value may begin with."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from regeltaal.assist import completion_actions as actions
from regeltaal.assist import completion_names as names
from regeltaal.assist import completion_phrases as phrases
from regeltaal.assist.completion_around import Around
from regeltaal.assist.completion_given import cells, fields_given, givens, gives_field
from regeltaal.assist.completion_items import Kind, Offer, Rank
from regeltaal.assist.completion_site import Site
from regeltaal.assist.completion_stack import Stack
from regeltaal.assist.completion_values import shapes
from regeltaal.assist.completion_wanted import Wanted
from regeltaal.base.node import evolve
from regeltaal.base.text import Text, same
from regeltaal.check.scope import EXAMPLE, ROW, Scope
from regeltaal.check.triggers import DAYS
from regeltaal.schema.model import Object
from regeltaal.syntax import tree
from regeltaal.values.common import DURATIONS, MOMENT
from regeltaal.values.operator import Function

_OFFICES = "administraties"
_MOMENTS = frozenset({"VOOR_KW", "NA_KW", "OP_KW"})
_QUANTITIES = frozenset({"_each", "GEEN_KW", "at_least", "exactly"})


def named_at(stack: Stack, place: Around, site: Site) -> Iterator[Offer]:
    schema, scope, symbol = place.scope.schema, place.scope, stack.symbol()
    behind_semicolon = stack.symbol(2) if symbol == "SEMICOLON" else ""
    if symbol == "WANNEER_KW" or behind_semicolon in ("trigger", "triggers"):
        yield from _events(place, another=bool(behind_semicolon))
    elif symbol == "_each" and stack.symbol(2) in ("WANNEER_KW", "SEMICOLON"):
        yield from (Offer(day, Kind.VALUE, Rank.FITTING) for day in DAYS)
    elif symbol == "_each" and stack.ends("time", "VOOR_KW", "_each"):
        yield from _objects(schema.objects.values())
    elif symbol in _MOMENTS and stack.symbol(2) in ("duration", "new"):
        yield from _moments(place)
    elif symbol == "BIJ_KW":
        yield from _objects(schema.objects.values())
    elif symbol == "FASE_KW":
        yield from _phases(scope, site)
    elif (symbol == "VOOR_KW" and stack.symbol(2) in ("metas", "text")) or stack.ends("VOOR_KW", "ALLE_KW"):
        yield Offer(_OFFICES, Kind.OBJECT, Rank.WANTED)
    elif symbol == "GENAAMD_KW" and place.doing is not None:
        yield from actions.results(place.doing)
    elif symbol in ("ZET_KW", "WIS_KW") and stack.symbol(2) != "mode":
        yield from names.writable(scope)
    elif symbol == "GEGEVEN_KW":
        yield from givens(place)
    elif symbol == "DOMEIN_KW":
        yield Offer(schema.name, Kind.OBJECT, Rank.WANTED, doc=same(schema.doc))
    elif symbol == "IN_KW" and stack.ends("name", "IN_KW"):
        row = stack.value(2)
        yield from names.lists(scope, row.key if isinstance(row, tree.Name) else "")
    elif symbol == "NA_KW":
        yield from _delays(scope)
    elif symbol == "BAR":
        yield from cells(stack, place, site)
    elif stack.ends("text", "EQUALS"):
        yield Offer(EXAMPLE, Kind.VARIABLE, Rank.WANTED, pieces=(f"{EXAMPLE}.",))
    else:
        yield from _parameters_or_values(stack, place, site)


def _parameters_or_values(stack: Stack, place: Around, site: Site) -> Iterator[Offer]:
    symbol, scope = stack.symbol(), place.scope
    behind_semicolon = stack.symbol(2) if symbol == "SEMICOLON" else ""
    if gives_field(stack, place):
        yield from fields_given(place)
    elif (place.doing is not None and symbol == "ZONDER_KW") or behind_semicolon in ("path", "without"):
        yield from actions.emptied(place.doing) if place.doing is not None else ()
    elif (
        place.doing is not None
        and not place.doing.expected
        and (symbol == "MET_KW" or behind_semicolon in ("argument", "arguments"))
    ):
        yield from actions.parameters(place.doing)
    elif symbol == "_each" and stack.symbol(2) == "VOOR_KW":
        yield from phrases.along(place, "" if stack.symbol(3) == "condition" else " DOE")
    elif symbol in _QUANTITIES:
        yield from phrases.rows(place, "")
    elif "OPEN" in site.accepted:
        yield from _values(stack, place, site, scope)


def _delays(scope: Scope) -> Iterator[Offer]:
    """Behind NA: how long, or the field with the moment."""
    asked = Wanted((*DURATIONS, MOMENT), lambda type_: type_ in (*DURATIONS, MOMENT))
    yield from (one for one in shapes(asked, scope) if one.detail.nl != str(MOMENT))
    yield from (one for one in names.names(scope, asked) if one.type is not None and asked.fits(one.type))
    yield from names.further(scope, asked)


def _values(stack: Stack, place: Around, site: Site, scope: Scope) -> Iterator[Offer]:
    asked = site.wanted
    if asked is not None and asked.pattern:
        yield from (one for one in names.names(scope, asked) if one.kind is Kind.LIST or one.label in (ROW, EXAMPLE))
        yield from shapes(asked, scope)
        return
    if asked is not None and asked.parameter is not None and asked.parameter.template is not None:
        return
    if place.given is not None and place.doing is None and stack.symbol() == "EQUALS":
        yield from (one for one in names.names(scope, asked) if one.label == EXAMPLE)
        yield from shapes(asked, scope)
        return
    yield from names.names(scope, asked)
    if scope.record is None and site.declaration.start_symbol == "definition":
        yield from names.of_any_object(scope.schema.objects.values(), asked)
    if asked is not None or site.phrase.typed:
        yield from names.further(scope, asked)
    yield from shapes(asked, scope)
    for function, offer in phrases.functions(scope):
        yield evolve(offer, rank=_rank_of(function, asked))
    if stack.ends("function", "OPEN"):
        function_name = stack.value(2)
        if isinstance(function_name, tree.Name):
            yield from phrases.computed(function_name.text, place)
    elif "ALLE_KW" in site.accepted and asked is None:
        for opening in ("EEN ", "GEEN ", "ELK "):
            yield from phrases.rows(place, opening)


def _rank_of(function: Function, asked: Wanted | None) -> int:
    """A function of which the result is not fixed may give anything."""
    results = [one.result for one in function.overloads]
    fixed = [one for one in results if one is not None and not callable(one)]
    if asked is None or len(fixed) < len(results):
        return Rank.FUNCTION
    return Rank.OTHER if any(map(asked.fits, fixed)) else Rank.UNLIKELY


def _events(place: Around, *, another: bool) -> Iterator[Offer]:
    owner = place.scope.object if another else None
    for event in place.scope.schema.events.values():
        if owner is None or event.object == owner.name:
            yield Offer(phrases.event_name(event), Kind.EVENT, Rank.FITTING, phrases.of_event(event), same(event.doc))


def _moments(place: Around) -> Iterator[Offer]:
    event = place.event
    owner = place.scope.schema.object(event.object) if event is not None else None
    for moment in event.moments if event is not None else ():
        found = owner.field(moment) if owner is not None else None
        if found is not None and owner is not None:
            yield names.field_offer(found, owner, Rank.WANTED)


def _objects(objects: Iterable[Object]) -> Iterator[Offer]:
    for one in objects:
        yield Offer(names.written(one.name), Kind.OBJECT, Rank.FITTING, Text(nl="object", en="object"), same(one.doc))


def _phases(scope: Scope, site: Site) -> Iterator[Offer]:
    """Those of the object that the rule is about, where its event is there already."""
    pairs = pairwise(site.declaration.ahead)
    event = next((name for opener, name in pairs if opener.kind == "WANNEER_KW"), None)
    found = scope.schema.event(event.text) if event is not None else None
    for key, own in scope.schema.phases.items():
        if found is None or found.object.lower() == key:
            for phase in own:
                told = Text(nl=f"fase van {phase.object}", en=f"phase of {phase.object}")
                yield Offer(names.written(phase.name), Kind.PHASE, Rank.FITTING, told)
