"""What is told of the place under the pointer in a domain: its own names as rules see them, and its words."""

from collections.abc import Iterator

from regeltaal.assist import domain_cards
from regeltaal.assist.cards import Card
from regeltaal.assist.hover import Hover
from regeltaal.assist.lexed import Lexed, lexed_domain
from regeltaal.assist.word_cards import keyword_card
from regeltaal.base.source import Source
from regeltaal.base.text import DUTCH, Language
from regeltaal.schema import declarations as written
from regeltaal.schema.loader import load
from regeltaal.schema.model import Schema, key_of
from regeltaal.schema.parser import parse
from regeltaal.values.registry import kind_named

_TWO_WORDS = frozenset({"NIET_ALS", "OPEN_KEUZE", "VRIJ_VELD"})
_LAST: list[tuple[Source, Schema | None]] = []
"""The domain that was asked about last, read."""


def domain_hover(source: Source, offset: int, language: Language = DUTCH) -> Hover | None:
    known = lexed_domain(source)
    at = known.index(min(offset, len(source.text)))
    if at is None or known.comment(offset) is not None:
        return None
    token = known.tokens[at]
    if token.kind.endswith("_KW") or token.kind in _TWO_WORDS:
        card = keyword_card(known.tokens, at, language, domain=True)
    else:
        schema = _schema(source)
        card = next(_cards(source, known, at, schema, language), None) if schema is not None else None
    return None if card is None else Hover(known.span(token), card)


def _schema(source: Source) -> Schema | None:
    """The domain, read once; None while there is a mistake in it."""
    if not _LAST or _LAST[0][0] is not source:
        _LAST[:] = [(source, load(source).schema)]
    return _LAST[0][1]


def _cards(source: Source, known: Lexed, at: int, schema: Schema, language: Language) -> Iterator[Card]:
    """What a name may stand for there, the likeliest first."""
    token, key = known.tokens[at], key_of(known.tokens[at].text)
    around = next((one for one in parse(source).declarations if one.span.start <= token.start < one.span.end), None)
    is_type = at > 0 and known.tokens[at - 1].kind in {"COLON", "VAN_KW"}
    if not is_type:
        yield from _inside(around, key, schema, language)
    if token.kind != "NAME":
        return
    if key in schema.objects:
        yield domain_cards.object_card(schema.objects[key], schema, language)
    if key in schema.enums:
        yield domain_cards.enum_card(schema.enums[key], schema, language)
    if key in schema.events:
        yield domain_cards.event_card(schema.events[key], schema, language)
    kind = kind_named(key)
    if kind is not None:
        yield domain_cards.kind_card(kind, language)


def _inside(around: written.Declaration | None, key: str, schema: Schema, language: Language) -> Iterator[Card]:
    """The names that only have a meaning in the declaration that they stand in."""
    match around:
        case written.ObjectClause(name=name) if name.key != key:
            yield from _field(name.key, key, schema, language)
        case written.FreeFieldClause(object=owner) if owner.key != key:
            yield from _field(owner.key, key, schema, language)
        case written.EventClause(name=name, object=owner) if key not in (name.key, owner.key):
            yield from _field(owner.key, key, schema, language)
        case written.ActionClause(verb=verb, name=name):
            action = schema.action(verb.text, name.text)
            if action is not None and key in action.parameters:
                yield domain_cards.parameter_card(action.parameters[key], action, schema, language)
            elif action is not None and key in (name.key, verb.key):
                yield domain_cards.action_card(action, schema, language)
        case written.PhasesClause():
            card = domain_cards.phase_card(key, schema, language)
            yield from () if card is None else (card,)
        case _:
            return


def _field(owner: str, key: str, schema: Schema, language: Language) -> Iterator[Card]:
    found = schema.objects.get(owner)
    field = None if found is None else found.fields.get(key)
    if found is not None and field is not None:
        yield domain_cards.field_card(field, found, schema, language)
