"""Where a name stands that renaming does not touch: in texts, comments, and wherever it means something else."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from regeltaal.assist.places import holds, rule_texts
from regeltaal.assist.work import Work
from regeltaal.base.node import Node
from regeltaal.base.source import Source, Span
from regeltaal.base.text import Text
from regeltaal.syntax import grammar, tree
from regeltaal.syntax.walk import nodes
from regeltaal.workspace.part import Part
from regeltaal.workspace.state import State

MOST = 100

IN_COMMENT = Text(nl="in een opmerking", en="in a comment")
IN_DESCRIPTION = Text(nl="in een omschrijving", en="in a description")
IN_TEXT = Text(nl="in een tekst", en="in a text")
SOMETHING_ELSE = Text(nl="betekent hier iets anders", en="means something else here")
IN_TEMPLATE = Text(nl="in een sjabloon", en="in a template")
IN_DOMAIN = Text(nl="in het domein", en="in the domain")
IN_SETTINGS = Text(nl="in regeltaal.toml", en="in regeltaal.toml")
OTHER_PROJECT = Text(nl="in een ander project", en="in another project")


class LeftAlone(Node):
    """A place that mentions the name, and why it stays as it is."""

    span: Span
    reason: Text


def left_alone(state: State, name: str, changed: Iterable[Span]) -> Work[tuple[LeftAlone, ...]]:
    """The mentions of a name in all texts of the project, but for those that are changed."""
    done: dict[Source, list[Span]] = {}
    for span in changed:
        done.setdefault(span.source, []).append(span)
    found: list[LeftAlone] = []
    for one in chain(_in_rules(state, name), _elsewhere(state, name)):
        yield
        if one is not None and not any(_meet(one.span, span) for span in done.get(one.span.source, ())):
            found.append(one)
            if len(found) == MOST:
                break
    return tuple(found)


def mentions_in(state: State, name: str) -> tuple[LeftAlone, ...]:
    """Those in another project."""
    found = (span for source in rule_texts(state) for span in _mentions(source, name))
    return tuple(LeftAlone(span, OTHER_PROJECT) for span, _ in zip(found, range(MOST), strict=False))


def _meet(span: Span, other: Span) -> bool:
    return span.source is other.source and span.start < other.end and other.start < span.end


def _in_rules(state: State, name: str) -> Iterator[LeftAlone | None]:
    """Those in rule files; None for a file that has none."""
    words = [name.casefold().split()]
    for source in rule_texts(state):
        yield None
        for part in state.sheets[source.path].parts if holds(source, words) else ():
            for span in _mentions(part.source, name):
                yield LeftAlone(span, _reason(part, span))


def _elsewhere(state: State, name: str) -> Iterator[LeftAlone]:
    project = state.project
    if project is None:
        return
    others = [(one, IN_TEMPLATE) for one in project.templates.values()]
    if state.domain is not None and state.file(state.domain).is_relative_to(project.root):
        others.append((state.domain, IN_DOMAIN))
    if project.settings is not None:
        others.append((project.settings, IN_SETTINGS))
    for source, reason in others:
        yield from (LeftAlone(span, reason) for span in _mentions(source, name))


def _mentions(source: Source, name: str) -> Iterator[Span]:
    """Where the words of a name stand, as words."""
    words = name.split()
    if words and holds(source, [[word.casefold() for word in words]]):
        pattern = r"(?<![\w-])" + r"\s+".join(map(re.escape, words)) + r"(?![\w-])"
        for found in re.finditer(pattern, source.text, re.IGNORECASE):
            if found.group() not in grammar.load().keywords:
                yield Span(source, *found.span())


def _reason(part: Part, span: Span) -> Text:
    file = part.parsed.file
    if any(_meet(span, comment.span) for comment in file.comments):
        return IN_COMMENT
    for node in nodes(file.items):
        match node:
            case tree.Description(span=around) if _meet(span, around):
                return IN_DESCRIPTION
            case tree.TextLiteral(span=around) if _meet(span, around):
                return IN_TEXT
            case _:
                pass
    return SOMETHING_ELSE
