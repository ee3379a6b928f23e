"""The lexical rules of a language for an editor that tries patterns in order at each place, line by line.

They are the terminals of the grammar in the order of our own lexer, so that an editor cuts a line as we do. What takes
several lines is a region with a begin and an end. Seen from one line at a time, three things can't be as they are: a
long text whose content holds a line that begins with `REGEL` ends there, an interpolation or a keyword of two words
that goes on at the next line is not seen as one, and neither is an interpolation with a quote in a back-quoted name.
"""

from collections.abc import Iterator
from functools import cache

from regeltaal.base.node import Node
from regeltaal.highlight import regex
from regeltaal.highlight.regex import Chars, Choice, Edge, Look, Regex, Repeat
from regeltaal.highlight.regex import Sequence as Row
from regeltaal.highlight.roles import Language, Role, spelled, terminal_role
from regeltaal.syntax import lexer
from regeltaal.syntax.texts import ESCAPES, interpolation

_KEYWORD_ROLES = (Role.OPENER, Role.CLAUSE, Role.OPERATOR, Role.CONSTANT)
_QUOTED = Chars(("`", "\n"), negated=True)
_QUOTES = ('"', "“", "”", "„", "‟")


class Token(Node):
    """What a pattern matches has this role."""

    role: Role
    pattern: Regex


class Region(Node):
    """A text: from ``begin``, which takes the opening quotes, up to and including ``end``.

    It ends at the end of its line too, unless there is an ``until``: then that, at the begin of a line, ends it.
    """

    name: str
    begin: Regex
    end: Regex | None
    inside: tuple[Token, ...]
    until: Regex | None = None


@cache
def rules(language: Language) -> tuple[Token | Region, ...]:
    """What can stand in a file, in the order in which to try it."""
    found: list[Token | Region] = []
    for terminal in language.tables.terminals:
        pattern = regex.parse(terminal.pattern)
        if terminal.name == "LONG_TEXT":
            found.append(_long_text(pattern, language))
        elif terminal.name == "TEXT":
            found.extend(_texts(pattern, language))
        elif terminal.name == "NAME":
            found.extend(_name_words(pattern))
        elif terminal.name == "UPPER":
            found.extend(_upper_words(pattern, language))
        elif terminal.name == "COMMENT":
            found.append(Token(Role.COMMENT, pattern))
        elif terminal.name != "WHITE_SPACE":
            found.append(Token(terminal_role(language.tables, terminal.name, terminal.pattern), pattern))
    return (*found, *_signs(language), *_mistakes(language))


def _signs(language: Language) -> Iterator[Token]:
    signs = language.tables.punctuation
    for role in (Role.SIGN, Role.BAR, Role.PUNCTUATION):
        spelt = [one for one in signs if terminal_role(language.tables, signs[one]) == role]
        if spelt:
            longest_first = sorted(spelt, key=lambda one: (-len(one), one))
            yield Token(role, regex.choice(*map(regex.literal, longest_first)))


def _mistakes(language: Language) -> Iterator[Token | Region]:
    faults = {name: regex.parse(pattern) for name, pattern in lexer.FAULTS}
    quote, *_ = regex.parts(faults[lexer.UNCLOSED_LINE])
    yield Region("open-text", quote, None, _inside(language))
    yield Token(Role.QUOTED_NAME, faults[lexer.UNCLOSED_NAME])
    numberlike, _ = regex.options(faults[lexer.STRAY])
    yield Token(Role.WRONG, Choice((numberlike, _visible(language))))


def _visible(language: Language) -> Chars:
    """A character that is no white space: what the terminal for that does not take."""
    taken = regex.parse(language.tables.pattern("WHITE_SPACE"))
    while isinstance(taken, Repeat):
        taken = taken.body
    return Chars(taken.items if isinstance(taken, Chars) else (r"\s",), negated=True)


# ---------------------------------------------------------------- texts


def _long_text(pattern: Regex, language: Language) -> Region:
    begin, _, end = _parts_of_text(pattern)
    return Region("long-text", begin, end, _inside(language), _next_declaration())


def _next_declaration() -> Regex:
    """Where an unclosed long text stops: what its pattern refuses, seen from the start of a line."""
    unclosed = regex.parse(dict(lexer.FAULTS)[lexer.UNCLOSED_TEXT])
    _new_line, indentation, openers, space = regex.parts(next(one.body for one in _looks(unclosed)))
    return regex.sequence(Edge("^"), Look(regex.sequence(indentation, openers, Look(space))))


def _looks(tree: Regex) -> Iterator[Look]:
    match tree:
        case Look():
            yield tree
        case Row() | Choice():
            for one in (*regex.parts(tree), *regex.options(tree)):
                if one is not tree:
                    yield from _looks(one)
        case Repeat(body):
            yield from _looks(body)
        case Chars() | Edge():
            return


def _texts(pattern: Regex, language: Language) -> Iterator[Region]:
    """A closed text begins where its rest can be seen to follow; what does not is left to the mistakes."""
    for at, option in enumerate(regex.options(pattern)):
        begin, body, end = _parts_of_text(option)
        begin = regex.sequence(begin, Look(regex.sequence(body, end)))
        yield Region(f"text-{at + 1}", begin, end, _inside(language))


def _parts_of_text(pattern: Regex) -> tuple[Regex, Regex, Regex]:
    """Quotes, content, quotes."""
    row = regex.parts(pattern)
    at = next(at for at, part in enumerate(row) if isinstance(part, Repeat))
    return regex.sequence(*row[:at]), row[at], regex.sequence(*row[at + 1 :])


@cache
def _inside(language: Language) -> tuple[Token, ...]:
    tables = language.tables
    shown = regex.parse(interpolation(tables.pattern("NAME"), tables.pattern("UPPER")))
    backslash = Chars(("\\",))
    return (
        Token(Role.ESCAPE, regex.sequence(backslash, Chars(tuple(sorted(ESCAPES))))),
        Token(Role.TEXT, regex.sequence(backslash, Chars(("\n",), negated=True))),
        Token(Role.INTERPOLATION, _without_quotes(shown)),
    )


def _without_quotes(tree: Regex) -> Regex:
    """A back-quoted name that holds no quote, so that a text ends at its own."""
    match tree:
        case Chars():
            return Chars((*_QUOTED.items, *_QUOTES), negated=True) if tree == _QUOTED else tree
        case Row(parts):
            return Row(tuple(map(_without_quotes, parts)))
        case Choice(options):
            return Choice(tuple(map(_without_quotes, options)))
        case Repeat(body, count):
            return Repeat(_without_quotes(body), count)
        case Look(body, behind, negated):
            return Look(_without_quotes(body), behind, negated)
        case Edge():
            return tree


# ---------------------------------------------------------------- words


def _name_words(pattern: Regex) -> Iterator[Token]:
    """A name word by word, so that it may go on at the next line."""
    for word in regex.options(regex.parts(pattern)[0]):
        is_quoted = regex.parts(word)[0] == regex.literal("`")
        yield Token(Role.QUOTED_NAME if is_quoted else Role.PLAIN, word)


def _upper_words(upper: Regex, language: Language) -> Iterator[Token]:
    behind = regex.parse(r"(?!\w|-\w)")
    for role in _KEYWORD_ROLES:
        spelt = spelled(language, role)
        if spelt:
            yield Token(role, regex.sequence(regex.choice(*map(regex.literal, spelt)), behind))
    yield Token(Role.PLAIN, regex.sequence(regex.parse(r"(?<=\.)"), upper))
    yield Token(Role.FUNCTION, regex.sequence(upper, regex.parse(r"(?=[^\S\n]*\()")))
    yield Token(Role.VERB, upper)
