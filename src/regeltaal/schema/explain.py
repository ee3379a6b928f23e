"""What to say of a declaration that did not parse: what was found, and what could have stood there."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.source import Source, Span
from regeltaal.base.suggest import nearest
from regeltaal.base.text import Text, same
from regeltaal.schema.problems import form
from regeltaal.schema.problems import names as problems
from regeltaal.schema.problems.common import shortened
from regeltaal.syntax.lalr import follow
from regeltaal.syntax.lexer import UNCLOSED_NAME, UNCLOSED_TEXT, Token
from regeltaal.syntax.tables import END, Tables
from regeltaal.syntax.tree import Broken

_MOST_EXPECTED = 8
_NAMED_KINDS: Mapping[str, Text] = {
    "NAME": Text(nl="een naam", en="a name"),
    "UPPER": Text(nl="een woord in hoofdletters", en="a word in capitals"),
    "TEXT": Text(nl="een tekst tussen aanhalingstekens", en="a text in quotes"),
    "NUMBER": Text(nl="een getal", en="a number"),
    END: Text(nl="het einde", en="the end"),
}
_OPENS_NAME = {
    "ACTIE_KW": Text(nl="een actie", en="an action"),
    "FUNCTIE_KW": Text(nl="een functie", en="a function"),
    "VELD_KW": Text(nl="een veld", en="a field"),
    "VRIJ_VELD": Text(nl="een veld", en="a field"),
    "PARAMETER_KW": Text(nl="een parameter", en="a parameter"),
    "OBJECT_KW": Text(nl="een object", en="an object"),
    "GEBEURTENIS_KW": Text(nl="een gebeurtenis", en="an event"),
    "KEUZE_KW": Text(nl="een keuze", en="a choice"),
    "OPEN_KEUZE": Text(nl="een keuze", en="a choice"),
}


def explain(tokens: Sequence[Token], at: int, states: list[int], source: Source, tables: Tables) -> Diagnostic:
    """The problem at the token that did not fit; ``states`` are those of the parse before it."""
    token = tokens[at]
    span = Span(source, token.start, token.end)
    if token.kind in (UNCLOSED_TEXT, UNCLOSED_NAME):
        return form.unclosed(span, is_text=token.kind == UNCLOSED_TEXT)
    named = _name_of_what(tokens, at)
    if named is not None and token.text in tables.keywords:
        return problems.reserved(span, token.text, named)
    fitting = {spelling for spelling, kind in tables.keywords.items() if follow(tables, states, kind)}
    meant = _meant_keyword(tokens[max(0, at - 1) : at + 1], fitting)
    expected = list(_expected(states, tables))
    if token.kind == END:
        declaration = " ".join(one.text for one in tokens[: _opening(tokens)])
        return form.unfinished(span, shortened(declaration), meant, expected)
    return form.wrong_place(span, shortened(token.text), meant, expected)


def _opening(tokens: Sequence[Token]) -> int:
    """How many tokens make out which declaration it is: the keyword, a verb if there is one, and the name."""
    return 1 + next((at for at, token in enumerate(tokens[:3]) if token.kind == "NAME"), 0)


def broken(tokens: Sequence[Token], source: Source) -> Broken:
    """What is left of a declaration that did not parse: its keyword and, where that can be read, its name."""
    first, last = tokens[0], tokens[-1]
    name = next((token.text for token in tokens[1:3] if token.kind == "NAME"), None)
    return Broken(first.text, name, Span(source, first.start, last.end))


def _name_of_what(tokens: Sequence[Token], at: int) -> Text | None:
    """What would get its name at this token."""
    return _OPENS_NAME.get(tokens[at - 1].kind) if at else None


def _meant_keyword(around: Sequence[Token], fitting: Collection[str]) -> str | None:
    """A keyword that would fit, and was written in lower case or with a slip."""
    for token in reversed(around):
        if token.kind == "NAME":
            lower = [word.upper() for word in token.text.split() if word.upper() in fitting]
            if lower:
                return lower[0]
        elif token.kind == "UPPER":
            near = nearest(token.text, fitting, limit=1)
            if near:
                return near[0]
    return None


def _expected(states: list[int], tables: Tables) -> Iterator[Text]:
    """All that could stand here, unless that is too much to be of help."""
    signs = {kind: sign for sign, kind in (*tables.keywords.items(), *tables.punctuation.items())}
    kinds = [kind for kind in (*_NAMED_KINDS, *signs) if follow(tables, states, kind) is not None]
    if len(kinds) <= _MOST_EXPECTED:
        yield from (_NAMED_KINDS.get(kind) or same(f"`{signs[kind]}`") for kind in kinds)
