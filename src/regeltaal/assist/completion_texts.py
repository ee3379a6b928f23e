"""What is known of the content of a text: names of rules, files and offices, and the fields between braces."""

import posixpath
from collections.abc import Iterable, Iterator

from regeltaal.assist.completion_around import Around
from regeltaal.assist.completion_items import Kind, Offer, Rank
from regeltaal.assist.completion_names import behind, further, names
from regeltaal.assist.completion_stack import Stack
from regeltaal.assist.completion_values import texts
from regeltaal.assist.completion_wanted import Wanted
from regeltaal.base.node import Node, evolve
from regeltaal.base.patterns import lazily
from regeltaal.base.source import Source
from regeltaal.base.text import Text
from regeltaal.check import paths
from regeltaal.program import tree as out
from regeltaal.syntax import tree
from regeltaal.syntax.texts import named
from regeltaal.values.show import forms_of
from regeltaal.values.types import Enumeration, ListOf, ObjectType, Scalar
from regeltaal.workspace.state import State

FREE = frozenset({"OMSCHRIJVING_KW", "VOORHEEN_KW", "TEST_KW"})
"""A text behind these is the author's own."""
_SELECTORS = frozenset({"BEHALVE_KW", "selector", "selectors"})
_OPEN = lazily(r"(?:[^\\{]|\\[\s\S]|\{[^{}]*\})*\{(?P<inner>[^{}]*)")
_MOST_RULES = 500


def known_texts(stack: Stack, place: Around | None, wanted: Wanted | None, state: State, path: str) -> Iterator[Offer]:
    """What a text at a place may be, without its quotes."""
    if stack.symbol() in FREE or (stack.ends("REGEL_KW") and len(stack.frames) == 1):
        return
    if stack.symbol() == "REGEL_KW":
        yield from _rules(state)
    elif stack.symbol() == "GEBRUIK_KW":
        yield from _rule_files(state, path)
    elif stack.symbol() == "UIT_KW":
        yield from _records(state, path)
    elif stack.symbol() == "TAG_KW":
        yield from _tags(state)
    elif stack.symbol() == "ADMINISTRATIE_KW" or _is_selector(stack):
        yield from _administrations(state)
    elif place is not None:
        yield from texts(wanted, place.scope)


def _is_selector(stack: Stack) -> bool:
    if stack.symbol() == "SEMICOLON":
        return stack.symbol(2) in _SELECTORS
    return stack.symbol() == "BEHALVE_KW" or (stack.ends("VOOR_KW", "name") and stack.symbol(3) in ("metas", "text"))


def _administrations(state: State) -> Iterator[Offer]:
    told = Text(nl="administratie", en="office")
    for name in state.project.config.administrations if state.project is not None else ():
        yield Offer(name, Kind.VALUE, Rank.WANTED, told)


def _tags(state: State) -> Iterator[Offer]:
    found = state.project.config.administrations.values() if state.project is not None else ()
    for tag in dict.fromkeys(tag for one in found for tag in one.tags):
        yield Offer(tag, Kind.VALUE, Rank.WANTED, Text(nl="tag van administraties", en="tag of offices"))


def _rules(state: State) -> Iterator[Offer]:
    for path, sheet in state.sheets.items():
        for item in sheet.file.items:
            if isinstance(item, tree.Rule):
                told = Text(nl=f"regel in {path}", en=f"rule in {path}")
                yield Offer(item.name.plain or "", Kind.RULE, Rank.WANTED, told)


def _rule_files(state: State, path: str) -> Iterator[Offer]:
    here = posixpath.dirname(path) or "."
    for other in state.sheets:
        if other != path:
            told = Text(nl="regelbestand", en="rule file")
            yield Offer(posixpath.relpath(other, here), Kind.FILE, Rank.WANTED, told)


def _records(state: State, path: str) -> Iterator[Offer]:
    """The JSON files that tests of the project name already."""
    del path
    told = Text(nl="JSON-bestand van het project", en="JSON file of the project")
    seen: set[str] = set()
    for sheet in state.sheets.values():
        for item in sheet.file.items:
            for step in item.steps if isinstance(item, tree.Test) else ():
                for given in step.givens:
                    name = given.file.plain if isinstance(given, tree.GivenRecord) and given.file else None
                    if name and name not in seen:
                        seen.add(name)
                        yield Offer(name, Kind.FILE, Rank.WANTED, told)


# ---------------------------------------------------------------- between braces


class Brace(Node):
    """What stands between a brace that is open and the cursor: from ``start``, in the source."""

    start: int
    inner: str


def brace(content: str, start: int) -> Brace | None:
    """The open brace in a text up to the cursor; the text begins at ``start``."""
    found = _OPEN.fullmatch(content)
    return None if found is None else Brace(start + found.start("inner"), found["inner"])


def shown_in(found: Brace, place: Around, source: Source) -> tuple[int, Iterator[Offer]]:
    """What may go on there, with the place where that begins: a path, or behind a bar the form that it is shown in."""
    path, bar, form = found.inner.rpartition("|")
    if bar:
        begin = found.start + len(path) + 1
        return begin + len(form) - len(form.lstrip()), _forms(path, found.start, place, source)
    before, point, last = found.inner.rpartition(".")
    begin = found.start + len(before) + len(point)
    begin += len(last) - len(last.lstrip())
    if point:
        return begin, _printable(behind(_parts(before, found.start, source), place.scope, None))
    return begin, _printable((*names(place.scope, None), *_further(place)))


def _further(place: Around) -> Iterator[Offer]:
    return (one for one in further(place.scope, None) if isinstance(one.type, Scalar | Enumeration))


def _parts(written: str, start: int, source: Source) -> tuple[tree.Name, ...]:
    parts, at = [], start
    for piece in written.split("."):
        parts.append(named(source, at, at + len(piece)))
        at += len(piece) + 1
    return tuple(parts)


def _forms(path: str, start: int, place: Around, source: Source) -> Iterator[Offer]:
    parts = _parts(path, start, source)
    value = paths.resolve(tree.Path(parts, parts[0].span.to(parts[-1].span)), place.scope)
    if isinstance(value, out.DefinedCond):
        return
    for form in forms_of(value.type):
        told = Text(nl=f"vorm van {value.type}", en=f"form of {value.type}")
        yield Offer(form, Kind.VALUE, Rank.WANTED, told)


def _printable(offers: Iterable[Offer]) -> Iterator[Offer]:
    """What a text can show: a list has no notation of its own, and a record is shown by one of its fields."""
    for offer in offers:
        if isinstance(offer.type, ObjectType):
            yield evolve(offer, pieces=(f"{offer.label}.",), rank=Rank.OTHER)
        elif offer.kind is not Kind.LIST and not isinstance(offer.type, ListOf):
            yield offer
