"""The colours that a grammar of words can't give: what each name stands for, noted by checking.

What was not checked, for it does not parse or its names are wrong, is told by its tokens and the words of the domain.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from weakref import WeakKeyDictionary

from regeltaal.assist.colours import Colour, Mark, Modifier, Stretch, marked
from regeltaal.assist.lexed import Lexed, lexed
from regeltaal.assist.vocabulary import Vocabulary, vocabulary
from regeltaal.check import notes
from regeltaal.check.notes import Access, Note
from regeltaal.schema.model import Schema, key_of
from regeltaal.syntax import tree
from regeltaal.syntax.lexer import Token
from regeltaal.syntax.walk import nodes
from regeltaal.workspace.part import Part
from regeltaal.workspace.state import State

_DOMAIN = Modifier.DEFAULT_LIBRARY
_FIXED = Modifier.DEFAULT_LIBRARY | Modifier.READONLY
_NONE = Modifier(0)
_SCOPES = frozenset({"VOOR_KW", "ALLE_KW"})
_EACH = frozenset({"ELK_KW", "ELKE_KW"})


class _Kept:
    """The marks of a part, with what they follow from."""

    def __init__(self, noted: Sequence[Note], schema: Schema | None, found: tuple[Mark, ...]) -> None:
        self.noted, self.schema, self.marks = noted, schema, found


_KEPT: "WeakKeyDictionary[Part, _Kept]" = WeakKeyDictionary()
_NOTHING: Sequence[Note] = ()


def marks(state: State, path: str, part: Part) -> tuple[Mark, ...]:
    """The names in a part, in order; lines are counted from where it starts."""
    checked, schema = state.checked(path, part), state.schema
    noted = _NOTHING if checked is None else checked.notes
    kept = _KEPT.get(part)
    if kept is None or kept.noted is not noted or kept.schema is not schema:
        found = _noted(part, noted, schema)
        found += _unnoted(part, found, schema)
        kept = _KEPT[part] = _Kept(noted, schema, marked(part.source, found))
    return kept.marks


# ---------------------------------------------------------------- by what checking noted


def _noted(part: Part, found: Iterable[Note], schema: Schema | None) -> list[Stretch]:
    """The names that were noted; of what was noted more than once, such as in a rule per row, what is written."""
    own: dict[tuple[int, int], Note] = {}
    for note in found:
        place = (note.span.start, note.span.end)
        if note.span.source is part.source and (place not in own or note.access is not Access.READ):
            own[place] = note
    stretches = []
    for (start, end), note in own.items():
        looks = _looks(note.symbol)
        if looks is not None:
            colour, modifiers = looks
            stretches.append(Stretch(start, end, colour, modifiers | _access(note) | _age(note, schema)))
    return stretches


def _looks(symbol: notes.Symbol) -> tuple[Colour, Modifier] | None:
    """How a symbol looks; None for what stands in a text, and stays one."""
    match symbol:
        case notes.ObjectSymbol():
            return Colour.OBJECT, _DOMAIN
        case notes.FieldSymbol():
            return Colour.FIELD, _DOMAIN
        case notes.EventSymbol():
            return Colour.EVENT, _DOMAIN
        case notes.ActionSymbol():
            return Colour.ACTION, _DOMAIN
        case notes.ParameterSymbol():
            return Colour.PARAMETER, _DOMAIN
        case notes.ChoiceSymbol():
            return Colour.CHOICE, _FIXED
        case notes.FunctionSymbol():
            return Colour.FUNCTION, _DOMAIN
        case notes.FixedSymbol(name):
            return (Colour.FORM if name.startswith("|") else Colour.VARIABLE), _FIXED
        case notes.PhaseSymbol() | notes.DomainSymbol():
            return Colour.PHASE, _DOMAIN
        case notes.DefinitionSymbol():
            return Colour.DEFINITION, Modifier.READONLY
        case notes.ListSymbol():
            return Colour.LIST, Modifier.READONLY
        case notes.VariableSymbol():
            return Colour.VARIABLE, _NONE
        case notes.ColumnSymbol():
            return Colour.VARIABLE, Modifier.READONLY
        case _:
            return None


def _access(note: Note) -> Modifier:
    if note.access is Access.DECLARE:
        return Modifier.DECLARATION
    return Modifier.MODIFICATION if note.access is Access.WRITE else _NONE


def _age(note: Note, schema: Schema | None) -> Modifier:
    """Whether a field is called by a name that it had before."""
    if schema is None or not isinstance(note.symbol, notes.FieldSymbol):
        return _NONE
    key = key_of(note.span.text)
    if key == note.symbol.name or note.symbol.name.endswith(f".{key}"):
        return _NONE
    owner = schema.objects.get(note.symbol.object)
    field = None if owner is None else owner.fields.get(note.symbol.name)
    is_former = field is not None and key in map(key_of, field.former_names)
    return Modifier.DEPRECATED if is_former else _NONE


# ---------------------------------------------------------------- by the tokens


def _unnoted(part: Part, noted: Sequence[Stretch], schema: Schema | None) -> list[Stretch]:
    """The names that nobody noted, as far as the domain has a word like that; forms in texts."""
    known, words = lexed(part.source), None if schema is None else vocabulary(schema)
    taken = sorted(one.start for one in noted)
    found = list(_forms(part.parsed.file.items))
    for at, token in enumerate(known.tokens):
        if token.kind == "NAME" and not _is_taken(taken, token):
            found.extend(_guess(known, at, token, words))
    return found


def _is_taken(taken: Sequence[int], token: Token) -> bool:
    at = bisect_left(taken, token.start)
    return at < len(taken) and taken[at] < token.end


def _guess(known: Lexed, at: int, token: Token, words: Vocabulary | None) -> Iterator[Stretch]:
    before = known.tokens[at - 1] if at else None
    key = key_of(token.text)
    if before is not None and before.kind in _SCOPES and _is_scope(known, at):
        yield Stretch(token.start, token.end, Colour.KEYWORD, _NONE)
    elif before is not None and before.kind in _EACH and known.tokens[at + 1 : at + 2] and _is_clock(known, at):
        yield Stretch(token.start, token.end, Colour.CHOICE, _FIXED)
    elif words is not None:
        colour = words.action(before.text, key) if before is not None and before.kind == "UPPER" else None
        colour = colour or (words.event(key) if _is_trigger(known, at) else words.colour(key))
        if colour is not None:
            yield Stretch(token.start, token.end, colour, _DOMAIN)


def _is_scope(known: Lexed, at: int) -> bool:
    """Whether the word behind VOOR says `administraties`."""
    before = known.tokens[at - 2].kind if at > 1 else ""
    return known.tokens[at - 1].kind == "ALLE_KW" or before not in {"DURATION", "TIME"}


def _is_clock(known: Lexed, at: int) -> bool:
    return known.tokens[at + 1].kind == "OM_KW"


def _is_trigger(known: Lexed, at: int) -> bool:
    """Whether a name stands among the events of a rule."""
    while at and known.tokens[at - 1].kind == "SEMICOLON" and at > 1:
        at -= 2
    return bool(at) and known.tokens[at - 1].kind == "WANNEER_KW"


def _forms(items: Iterable[tree.Item]) -> Iterator[Stretch]:
    """`kort` in `{datum|kort}`."""
    for item in items:
        for node in nodes(item):
            if isinstance(node, tree.Interpolation) and node.form is not None:
                span = node.form.span
                yield Stretch(span.start, span.end, Colour.FORM, _FIXED)
