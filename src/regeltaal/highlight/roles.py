"""What a stretch of text can be. Which word is what follows from the grammar, the only place that spells words."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache

from regeltaal.base.node import Node
from regeltaal.schema import parser as schema_parser
from regeltaal.syntax import grammar
from regeltaal.syntax.tables import Tables


class Role(StrEnum):
    COMMENT = "comment"
    OPENER = "opener"
    """A keyword that opens a declaration."""
    CLAUSE = "clause"
    OPERATOR = "operator"
    """A keyword of conditions and values."""
    CONSTANT = "constant"
    VERB = "verb"
    """Another word in capitals: the verb of an action."""
    FUNCTION = "function"
    """The same before a parenthesis."""
    TEXT = "text"
    ESCAPE = "escape"
    INTERPOLATION = "interpolation"
    QUOTED_NAME = "quoted-name"
    NUMBER = "number"
    AMOUNT = "amount"
    PERCENTAGE = "percentage"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    DURATION = "duration"
    BAR = "bar"
    SIGN = "sign"
    PUNCTUATION = "punctuation"
    WRONG = "wrong"
    """What is no part of the language."""
    PLAIN = "plain"


class Language(Node):
    """A language to colour: its grammar, and how its files are known."""

    name: str
    title: str
    suffix: str
    aliases: tuple[str, ...]
    files: tuple[str, ...]
    starts: tuple[str, ...]

    @property
    def tables(self) -> Tables:
        return grammar.load(self.files, self.starts)


RULES = Language("regeltaal", "Regeltaal", "regel", ("regel",), (grammar.RULES,), grammar.RULE_STARTS)
SCHEMA = Language("domein", "Regeltaal-domein", "domein", (), schema_parser.GRAMMAR, (schema_parser.START,))
LANGUAGES = (RULES, SCHEMA)

_LITERALS: Mapping[str, Role] = {
    "MONEY": Role.AMOUNT,
    **{name: Role(name.lower()) for name in ("NUMBER", "PERCENTAGE", "DATE", "TIME", "MOMENT", "DURATION")},
}
_PUNCTUATION = frozenset({"SEMICOLON", "DOT", "OPEN", "CLOSE", "COLON"})
_RULE = re.compile(r"^[?!]?(_?[a-z][a-z_]*):(.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
_SYMBOL = re.compile(r'"(?P<word>[^"\s]+)"|\b(?P<kept>[A-Z_]+_KW)\b|\b(?P<rule>_?[a-z][a-z_]*)\b')
_IGNORED = re.compile(r"->\s*\w+|//.*")


@cache
def words(language: Language) -> Mapping[str, Role]:
    """The role of each keyword, by how it is written.

    Conditions are made of operators. What the grammar keeps by name is a value that somebody chose: a constant.
    """
    tables = language.tables
    text = grammar.read(language.files)
    literals, conditions, everything = (_reached(text, root) for root in ("literal", "condition", None))
    openers = opening(tables)
    found = {}
    for word, terminal in tables.keywords.items():
        if terminal in openers:
            found[word] = Role.OPENER
        elif terminal in literals:
            found[word] = Role.CONSTANT
        elif word in conditions or terminal in conditions:
            found[word] = Role.OPERATOR
        else:
            found[word] = Role.CONSTANT if terminal in everything else Role.CLAUSE
    return found


@cache
def opening(tables: Tables) -> Collection[str]:
    """The terminals that a declaration can begin with."""
    return {symbol for start in tables.starts.values() for symbol in tables.states[start]}


def terminal_role(tables: Tables, name: str, pattern: str = "") -> Role:
    """The role of a terminal that is no keyword, text, word or mistake."""
    if name in _LITERALS:
        return _LITERALS[name]
    if name in _PUNCTUATION:
        return Role.PUNCTUATION
    if name == "BAR":
        return Role.BAR
    if name in opening(tables):
        return Role.OPENER
    return Role.CLAUSE if pattern[:1].isupper() else Role.SIGN


def _reached(text: str, root: str | None) -> Collection[str]:
    """Words and named terminals in the rules that can be reached from one; without a root, in all."""
    rules = {name: tuple(_symbols(body)) for name, body in _RULE.findall(text)}
    found, pending = set[str](), [root] if root else list(rules)
    seen = set(pending)
    while pending:
        for symbol in rules[pending.pop()]:
            if symbol not in rules:
                found.add(symbol)
            elif symbol not in seen:
                seen.add(symbol)
                pending.append(symbol)
    return found


def _symbols(body: str) -> Iterator[str]:
    for match in _SYMBOL.finditer(_IGNORED.sub("", body)):
        yield match[match.lastgroup or 0]


def spelled(language: Language, *roles: Role) -> Sequence[str]:
    """The keywords of these roles: a longer one before what it begins with."""
    return sorted((word for word, role in words(language).items() if role in roles), key=lambda one: (-len(one), one))
