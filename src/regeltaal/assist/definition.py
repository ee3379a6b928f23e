"""From a name to where it was made: in a rule file, the domain, regeltaal.toml, or another file as a whole."""

import posixpath
from collections.abc import Iterator
from pathlib import Path

from regeltaal.assist.places import domain_notes
from regeltaal.assist.references import meant, name_at, rules_named
from regeltaal.assist.settings_notes import notes as settings_notes
from regeltaal.base.node import Node
from regeltaal.base.source import Source, Span, at_start
from regeltaal.check import noting
from regeltaal.check.naming import name_of
from regeltaal.check.notes import (
    Access,
    ColumnSymbol,
    DefinitionSymbol,
    DomainSymbol,
    FileSymbol,
    ListSymbol,
    RuleSymbol,
    Symbol,
    TemplateSymbol,
    TestSymbol,
    VariableSymbol,
)
from regeltaal.syntax import tree
from regeltaal.workspace.state import State


class Definition(Node):
    """Where the name at ``origin`` leads: to places in texts of the project, or to a file that is none of these."""

    origin: Span
    places: tuple[Span, ...]
    files: tuple[Path, ...] = ()


def definition(state: State, source: Source, offset: int) -> Definition | None:
    """The place (of a tag: places) where the name at a place was made."""
    note = name_at(state, source, offset)
    if note is None:
        return None
    places = tuple(declared(state, note.symbol))
    files = () if places else tuple(_files(state, note.symbol))
    return Definition(note.span, places, files) if places or files else None


def declared(state: State, symbol: Symbol) -> Iterator[Span]:
    """Where something was made; for a file, its start."""
    match symbol:
        case VariableSymbol(declared=span) | ColumnSymbol(declared=span):
            yield span
        case DefinitionSymbol() | ListSymbol() | TestSymbol():
            yield from _in_file(state, symbol)
        case RuleSymbol(name=name):
            wanted = meant(state, symbol)
            yield from (span for one, span in rules_named(state, name) if one == wanted)
        case TemplateSymbol(path=path):
            templates = () if state.project is None else state.project.templates.values()
            yield from (at_start(one) for one in templates if one.path == path)
        case FileSymbol(path=path) if path in state.sheets:
            yield at_start(state.sheets[path].parts[0].source)
        case _:
            yield from _noted(state, symbol)


def _in_file(state: State, symbol: DefinitionSymbol | ListSymbol | TestSymbol) -> Iterator[Span]:
    """A declaration of a rule file, by the tree: it may be one that can't be checked."""
    sheet = state.sheets.get(symbol.path)
    for part in () if sheet is None else sheet.parts:
        for item in part.parsed.file.items:
            match item, symbol:
                case (tree.Definition(name=name), DefinitionSymbol()) | (tree.ListDeclaration(name=name), ListSymbol()):
                    if name.key == symbol.name:
                        yield name.span
                case tree.Test(name=text), TestSymbol() if name_of(text).casefold() == symbol.name:
                    yield noting.content(text.span)
                case _:
                    pass


def _noted(state: State, symbol: Symbol) -> Iterator[Span]:
    """What the domain declares, or regeltaal.toml."""
    for note in (*domain_notes(state), *(() if state.project is None else settings_notes(state.project))):
        if note.access is Access.DECLARE and (note.symbol == symbol or _is_domain(note.symbol, symbol)):
            yield note.span


def _is_domain(noted: Symbol, symbol: Symbol) -> bool:
    """A project has one domain, whatever regeltaal.toml calls its file."""
    return isinstance(noted, DomainSymbol) and isinstance(symbol, DomainSymbol)


def _files(state: State, symbol: Symbol) -> Iterator[Path]:
    """A file that is no text of the project: the record that a test starts from."""
    if isinstance(symbol, FileSymbol) and state.project is not None and not state.project.loose:
        path = posixpath.normpath(symbol.path)
        if not path.startswith(("..", "/")):
            yield state.project.root / path
