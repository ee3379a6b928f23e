"""Everything with a name in a project, found by a few letters of it: rules, tests, definitions, lists, and the domain.

The names are read off the texts: a project of a thousand files is searched without parsing one of them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from weakref import WeakKeyDictionary

from regeltaal.assist.fuzzy import rank
from regeltaal.assist.places import rule_texts
from regeltaal.assist.spelling import folded, of_text
from regeltaal.assist.symbols import Shape, Symbol, domain_symbols
from regeltaal.assist.work import Work, done
from regeltaal.base.node import Node
from regeltaal.base.source import Source, Span
from regeltaal.check.noting import content
from regeltaal.schema.model import key_of
from regeltaal.syntax.grammar import load
from regeltaal.workspace.state import State

MOST = 200
_SHAPES = {"REGEL": Shape.RULE, "TEST": Shape.TEST, "DEFINITIE": Shape.DEFINITION, "LIJST": Shape.LIST}
_NAMED = frozenset({Shape.OBJECT, Shape.FIELD, Shape.EVENT, Shape.ACTION, Shape.CHOICES, Shape.FUNCTION})
"""What of a domain is looked for by name."""


class Found(Node):
    """Something with a name; ``container`` is its file, or the object that it is a field of."""

    name: str
    shape: Shape
    span: Span
    container: str


_Read = Callable[[Source], Iterable[Found]]
_KNOWN: "WeakKeyDictionary[Source, tuple[Found, ...]]" = WeakKeyDictionary()


def workspace_symbols(state: State, query: str) -> tuple[Found, ...]:
    """What the letters name, the best first; with no letters, everything."""
    return done(searching(state, query))


def searching(state: State, query: str) -> Work[tuple[Found, ...]]:
    """The same in steps."""
    found: list[tuple[int, int, int, Found]] = []
    for some in _everything(state):
        for one in some:
            place = rank(query, one.name)
            if place is not None:
                found.append((place, len(one.name), len(found), one) if query.strip() else (0, 0, len(found), one))
        yield
    found.sort(key=lambda row: row[:3])
    return tuple(one for *_, one in found[:MOST])


def _everything(state: State) -> Iterator[Sequence[Found]]:
    """File by file."""
    for source in rule_texts(state):
        yield _kept(source, _in_rules)
    if state.domain is not None:
        yield _kept(state.domain, _in_domain)


def _kept(source: Source, read: _Read) -> Sequence[Found]:
    if source not in _KNOWN:
        _KNOWN[source] = tuple(read(source))
    return _KNOWN[source]


@cache
def _declared() -> re.Pattern[str]:
    """The keyword of a declaration at the start of a line, with the name behind it as the grammar has it."""
    long, text, name = map(load().pattern, ("LONG_TEXT", "TEXT", "NAME"))
    quoted, bare = (
        rf"(?P<quoted>REGEL|TEST)\s+(?P<text>{long}|{text})",
        rf"(?P<bare>DEFINITIE|LIJST)\s+(?P<name>{name})",
    )
    return re.compile(rf"^[^\S\n]*(?:{quoted}|{bare})", re.MULTILINE)


def _in_rules(source: Source) -> Iterator[Found]:
    for found in _declared().finditer(source.text):
        if found["quoted"]:
            shape, span = _SHAPES[found["quoted"]], content(Span(source, *found.span("text")))
            name = of_text(span.text)
        else:
            shape, span = _SHAPES[found["bare"]], Span(source, *found.span("name"))
            name = folded(span.text)
        if name:
            yield Found(name, shape, span, source.path)


def _in_domain(source: Source) -> Iterator[Found]:
    return _flat(domain_symbols(source), key_of(source.path.removesuffix(".domein")))


def _flat(symbols: Iterable[Symbol], container: str) -> Iterator[Found]:
    for one in symbols:
        if one.shape in _NAMED:
            yield Found(one.name, one.shape, one.name_span, container)
        yield from _flat(one.parts, one.name)
