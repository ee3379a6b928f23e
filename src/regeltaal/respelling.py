"""Values of lists of choices in the spelling of the domain: `"uitgevoerd"` is read as `"Uitgevoerd"`, and written so.

Only checking knows which text is such a value. So it is asked, but only where a text is spelled otherwise than a value.
"""

from collections.abc import Iterable, Iterator, Mapping

from regeltaal.base.diagnostic import Edit
from regeltaal.base.node import Node, astuple
from regeltaal.base.source import Span
from regeltaal.pipeline import Ground, analyse_project, domain_of
from regeltaal.program.tree import Const
from regeltaal.project.model import Project
from regeltaal.schema.model import Schema
from regeltaal.syntax import tree
from regeltaal.syntax.parser import parse
from regeltaal.values.types import Enumeration, ListOf

_QUOTES = '"“”„‟'
Respellings = Mapping[str, tuple[Edit, ...]]
"""Edits, by path of the file."""


def respellings(project: Project) -> Respellings:
    """The edits that give values their spelling; those with a mistake around them are left to the author."""
    files = [parse(source).file for source in project.rules]
    schema = Ground(project, domain_of(project, files)).schema
    if schema is None or not is_doubtful((text for file in files for text in texts_of(file)), schema):
        return {}
    analysis = analyse_project(project)
    rules = () if analysis.program is None else analysis.program.rules
    return edits_of((*rules, *analysis.tests), analysis.files)


def edits_of(checked: tuple[Node, ...], files: Iterable[tree.RuleFile]) -> Respellings:
    """The edits for what was checked of these files: rules and tests."""
    lists = {(node.span.source, node.span.start): node for file in files for node in _lists(file)}
    wanted: dict[Span, set[str]] = {}
    for node in _within(checked):
        if isinstance(node, Const):
            for span, value in _values(node, lists.get((node.span.source, node.span.start))):
                wanted.setdefault(span, set()).add(value)
    found: dict[str, list[Edit]] = {}
    for span, values in wanted.items():
        if len(values) == 1 and (edit := _edit(span, *values)) is not None:
            found.setdefault(span.source.path, []).append(edit)
    return {path: tuple(edits) for path, edits in found.items()}


def _values(const: Const, written: tree.ListLiteral | None) -> Iterator[tuple[Span, str]]:
    """The values of lists of choices in a constant, each with its place."""
    match const.type, const.value:
        case Enumeration(), str() as value:
            yield const.span, value
        case ListOf(element=Enumeration()), tuple() as values if written is not None:
            places = [item.span for item in written.items]
            if len(places) == len(values):
                yield from ((place, str(value)) for place, value in zip(places, values, strict=True))


def is_doubtful(texts: Iterable[str], schema: Schema) -> bool:
    """Whether some text is the value of a list of choices but for its capitals."""
    values = {value for enum in schema.enums.values() for value in enum.values}
    folded = {value.casefold() for value in values}
    return any(text not in values and text.casefold() in folded for text in texts)


def texts_of(file: tree.RuleFile) -> Iterator[str]:
    """The texts of a file that might be values, without the white space around them."""
    for node in _within(file.items):
        if isinstance(node, tree.TextLiteral) and node.plain is not None:
            yield node.plain.strip()


def _lists(file: tree.RuleFile) -> Iterator[tree.ListLiteral]:
    return (node for node in _within(file.items) if isinstance(node, tree.ListLiteral))


def _within(parts: object) -> Iterator[Node]:
    """All nodes of a tree, each once."""
    waiting, met = [parts], set[int]()
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting.extend(one)
        elif isinstance(one, Node) and not isinstance(one, Span) and id(one) not in met:
            met.add(id(one))
            waiting.extend(astuple(one))
            yield one


def _edit(span: Span, value: str) -> Edit | None:
    """The spelling of the domain in place of another one of the same text."""
    written = span.text.strip(_QUOTES).strip()
    is_other_spelling = written != value and written.casefold() == value.casefold()
    return Edit(span, f'"{value}"') if is_other_spelling and span.text[:1] in _QUOTES else None
