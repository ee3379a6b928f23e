"""What is told of the place under the pointer in a rule file."""

from zoneinfo import ZoneInfo

from regeltaal.assist.cards import Card, Said
from regeltaal.assist.lexed import TEXTS, Lexed, inside, lexed
from regeltaal.assist.literal_cards import literal_card
from regeltaal.assist.places import note_at
from regeltaal.assist.symbol_cards import symbol_card
from regeltaal.assist.word_cards import keyword_card, operator_card
from regeltaal.base import codes
from regeltaal.base.diagnostic import Code
from regeltaal.base.node import Node
from regeltaal.base.patterns import lazily
from regeltaal.base.source import Source, Span
from regeltaal.base.text import DUTCH, Language
from regeltaal.check import notes
from regeltaal.check.checker import CheckedFile
from regeltaal.program import tree as out
from regeltaal.program.walk import nodes as lowered_nodes
from regeltaal.schema.model import Schema, key_of
from regeltaal.syntax import tree
from regeltaal.syntax.lexer import Token
from regeltaal.syntax.walk import nodes
from regeltaal.values.registry import FUNCTIONS, OPERATORS
from regeltaal.values.types import Type
from regeltaal.workspace.part import Part
from regeltaal.workspace.sheet import Spot
from regeltaal.workspace.state import State

_CODE = lazily(r"(?<![\w-])(?:RT\d{3}|[a-z]+(?:-[a-z]+)+)(?![\w-])")
_ZONE = ZoneInfo("Europe/Amsterdam")
_LITERALS: dict[str, tree.LiteralKind] = {
    "NUMBER": "number",
    "PERCENTAGE": "percentage",
    "MONEY": "money",
    "DATE": "date",
    "TIME": "time",
    "MOMENT": "moment",
    "DURATION": "duration",
    "JA_KW": "yes",
    "NEE_KW": "no",
    "LEEG_KW": "empty",
    "VANDAAG_KW": "today",
    "NU_KW": "now",
}
_OPERANDS = frozenset({"NAME", "UPPER", "OPEN", "CLOSE", "SEMICOLON", "DOT", *TEXTS})
_BEFORE_LEEG = frozenset({"IS_KW", "NIET_KW", "INDIEN_KW"})


class Hover(Node):
    """The stretch of text that it is about, and what is told."""

    span: Span
    card: Card


class _Asked(Node):
    """Where is asked, what checking made of that part, and in what language to tell."""

    state: State
    path: str
    part: Part
    checked: CheckedFile | None
    language: Language

    @property
    def known(self) -> Lexed:
        return lexed(self.part.source)


def hover(state: State, path: str, spot: Spot, language: Language = DUTCH) -> Hover | None:
    """What is known of a place; None for white space, and for what says enough by itself."""
    asked = _Asked(state, path, spot.part, state.checked(path, spot.part), language)
    offset = min(spot.offset, len(spot.source.text))
    comment = asked.known.comment(offset)
    at = asked.known.index(offset)
    noted = _noted(asked, _in_text(asked.known, offset))
    if noted is not None:
        return noted
    if comment is not None:
        return _of_comment(comment, offset, language)
    return None if at is None else _of_token(asked, at)


def template_hover(state: State, source: Source, offset: int, language: Language = DUTCH) -> Hover | None:
    """The same for a place in a template, as the rules see it that use it."""
    note = note_at(state, source, offset)
    card = None if note is None else symbol_card(state, source.path, note.symbol, note.type, language)
    return None if note is None or card is None else Hover(note.span, card)


def _in_text(known: Lexed, offset: int) -> int:
    """The place itself; within the quotes for one on them."""
    token = known.at(offset)
    if token is None or token.kind not in TEXTS:
        return offset
    piece = inside(token)
    return max(piece.start, min(offset, piece.end))


def _noted(asked: _Asked, offset: int) -> Hover | None:
    """What is told of the smallest name at a place: the one behind it before the one that ends there."""
    found = [
        note
        for note in (() if asked.checked is None else asked.checked.notes)
        if note.span.source is asked.part.source and note.span.start <= offset <= note.span.end
    ]
    note = min(found, key=lambda note: (note.span.end == offset, note.span.end - note.span.start), default=None)
    if note is None:
        return None
    card = symbol_card(asked.state, asked.path, note.symbol, note.type, asked.language)
    return None if card is None else Hover(note.span, card)


# ---------------------------------------------------------------- without a note


def _of_token(asked: _Asked, at: int) -> Hover | None:
    token = asked.known.tokens[at]
    operator = _of_operator(asked, token)
    if operator is not None:
        return operator
    card = _of_literal(asked, at) or _of_name(asked, at)
    if card is None and token.kind.endswith("_KW"):
        card = keyword_card(asked.known.tokens, at, asked.language)
    return None if card is None else Hover(asked.known.span(token), card)


def _of_operator(asked: _Asked, token: Token) -> Hover | None:
    """An operator of one or more words, with the type of what it computes here."""
    for node in nodes(asked.part.parsed.file.items):
        if isinstance(node, tree.Operation) and node.key in OPERATORS and token.kind not in _OPERANDS:
            span = node.operator_span
            if span.start <= token.start < span.end:
                return Hover(span, operator_card(OPERATORS[node.key], _result(node, asked), asked.language))
    return None


def _result(node: tree.Operation, asked: _Asked) -> Type | None:
    """The type of what a computation comes to, where checking came to that."""
    rules = () if asked.checked is None else asked.checked.rules
    applied = (one for one in lowered_nodes(rules) if isinstance(one, out.Apply))
    return next((one.type for one in applied if one.span == node.span), None)


def _of_literal(asked: _Asked, at: int) -> Card | None:
    tokens, project = asked.known.tokens, asked.state.project
    kind = _LITERALS.get(tokens[at].kind)
    if kind is None or (kind == "empty" and at and tokens[at - 1].kind in _BEFORE_LEEG):
        return None
    zone = _ZONE if project is None else ZoneInfo(project.config.zone)
    return literal_card(kind, tokens[at].text, zone, asked.language)


def _of_name(asked: _Asked, at: int) -> Card | None:
    """A name that checking did not come to, where the domain has one like it."""
    token, schema = asked.known.tokens[at], asked.state.schema
    if schema is None or token.kind in TEXTS:
        return None
    symbol = _likely(schema, asked, at)
    if symbol is None and token.kind == "UPPER" and token.text in FUNCTIONS:
        symbol = notes.FunctionSymbol(token.text)
    return None if symbol is None else symbol_card(asked.state, asked.path, symbol, None, asked.language)


def _likely(schema: Schema, asked: _Asked, at: int) -> notes.Symbol | None:
    tokens = asked.known.tokens
    token, key = tokens[at], key_of(tokens[at].text)
    before = tokens[at - 1] if at else None
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.kind == "UPPER" and behind is not None and behind.kind == "NAME":
        return _action(schema, token, behind)
    if token.kind != "NAME":
        return None
    if before is not None and before.kind == "UPPER":
        return _action(schema, before, token)
    if key in schema.events:
        return notes.EventSymbol(key)
    return _field(schema, asked, key) or (notes.ObjectSymbol(key) if key in schema.objects else None)


def _action(schema: Schema, verb: Token, name: Token) -> notes.Symbol | None:
    title = key_of(f"{verb.text} {name.text}")
    return notes.ActionSymbol(title) if title in schema.actions else None


def _field(schema: Schema, asked: _Asked, key: str) -> notes.Symbol | None:
    """A field of the object that the events of this part are about; else of the only object that has it."""
    events = [schema.events.get(key_of(token.text)) for token in asked.known.tokens if token.kind == "NAME"]
    about = [key_of(one.object) for one in events if one is not None]
    having = [name for name, found in schema.objects.items() if key in found.fields]
    owner = next((one for one in about if one in having), having[0] if len(having) == 1 else None)
    return None if owner is None else notes.FieldSymbol(owner, key)


# ---------------------------------------------------------------- codes in comments


def _of_comment(comment: Span, offset: int, language: Language) -> Hover | None:
    """A code in `# regeltaal: uit RT612 omdat …`."""
    for found in _CODE.finditer(comment.text):
        start, end = comment.start + found.start(), comment.start + found.end()
        code = codes.find(found[0]) if start <= offset <= end else None
        if code is not None:
            return Hover(Span(comment.source, start, end), code_card(code, language))
    return None


def code_card(code: Code, language: Language) -> Card:
    """What a code of a finding means."""
    title = code.id if code.name is None else f"{code.id} {code.name}"
    return Card(title, code.severity.value, (Said(f"{code.title.show(language)}."), Said(code.why.show(language))))
