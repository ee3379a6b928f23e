"""Every place in a project where something is named, with what is done with it there: read, written or made."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

from regeltaal.assist.places import domain_notes, holds, naming, note_at, noted, parts_with
from regeltaal.assist.settings_notes import notes as settings_notes
from regeltaal.assist.spelling import of_text
from regeltaal.assist.work import Work, done
from regeltaal.base.node import Node, apart
from regeltaal.base.source import Source, Span
from regeltaal.check import noting
from regeltaal.check.naming import name_of
from regeltaal.check.notes import (
    Access,
    ActionSymbol,
    ChoiceSymbol,
    ColumnSymbol,
    FieldSymbol,
    FileSymbol,
    ListSymbol,
    Note,
    RuleSymbol,
    Symbol,
    TemplateSymbol,
    VariableSymbol,
)
from regeltaal.schema.model import FREE_FIELDS, key_of
from regeltaal.syntax import tree
from regeltaal.syntax.grammar import load
from regeltaal.values.types import Enumeration, ListOf
from regeltaal.workspace.part import Part
from regeltaal.workspace.state import State


class Reference(Node):
    """A place that names something, and the declaration of a rule file that it is in."""

    span: Span
    access: Access
    inside: tree.Item | None = apart()

    @property
    def in_test(self) -> bool:
        """Whether what it does there, it does in a test."""
        return isinstance(self.inside, tree.Test)


class Count(Node):
    """How often something is named: what rules read and write of it, and how often tests name it."""

    reads: int
    writes: int
    tests: int


def references(state: State, symbol: Symbol, *, declarations: bool = True) -> tuple[Reference, ...]:
    """All places, those in rule files first; each once."""
    return done(finding(state, symbol, declarations=declarations))


def finding(state: State, symbol: Symbol, *, declarations: bool = True) -> Work[tuple[Reference, ...]]:
    """The same in steps."""
    symbol = meant(state, symbol)
    found: dict[Span, Reference] = {}
    for some in chain(_in_rules(state, symbol), [_elsewhere(state, symbol)]):
        for one in some:
            found.setdefault(one.span, one)
        yield
    return tuple(one for one in found.values() if declarations or one.access is not Access.DECLARE)


def count(state: State, symbol: Symbol) -> Count:
    found = references(state, symbol, declarations=False)
    rules = [one for one in found if not one.in_test]
    writes = sum(one.access is Access.WRITE for one in rules)
    return Count(len(rules) - writes, writes, len(found) - len(rules))


def _in_rules(state: State, symbol: Symbol) -> Iterator[Sequence[Reference]]:
    """Part by part, with the templates that it names."""
    for _, part, notes in noted(state, candidates(state, symbol)):
        yield list(_in_part(state, part, notes, symbol))
    if isinstance(symbol, ChoiceSymbol):
        yield [Reference(span, Access.READ, None) for span in in_lists(state, symbol)]


def _in_part(state: State, part: Part, notes: Sequence[Note], symbol: Symbol) -> Iterator[Reference]:
    for note in notes:
        if is_same(state, note.symbol, symbol):
            inside = (item for item in part.parsed.file.items if _is_in(note.span, item.span))
            yield Reference(note.span, note.access, next(inside, None))


def _is_in(span: Span, around: Span) -> bool:
    return span.source is around.source and around.start <= span.start < around.end


def _elsewhere(state: State, symbol: Symbol) -> Iterator[Reference]:
    for note in (*domain_notes(state), *(() if state.project is None else settings_notes(state.project))):
        if note.symbol == symbol:
            yield Reference(note.span, note.access, None)


# ---------------------------------------------------------------- where to look


def candidates(state: State, symbol: Symbol) -> Iterator[tuple[str, Part]]:
    """The parts that may name something: they, or the templates that they name, hold its words."""
    if isinstance(symbol, VariableSymbol | ColumnSymbol):
        yield from _own_part(state, symbol.declared)
        return
    names = [name.casefold().split() for name in written_names(state, symbol)]
    templates = () if state.project is None else state.project.templates.values()
    using = (naming(state, template) for template in templates if holds(template, names))
    seen = set[Part]()
    for path, part in chain(parts_with(state, names), *using):
        if part not in seen:
            seen.add(part)
            yield path, part


def _own_part(state: State, declared: Span) -> Iterator[tuple[str, Part]]:
    sheet = state.sheets.get(declared.source.path)
    part = None if sheet is None else sheet.part_of(declared)
    if part is not None:
        yield declared.source.path, part


def written_names(state: State, symbol: Symbol) -> Sequence[str]:
    """The names by which a text may mean something."""
    match symbol:
        case FieldSymbol(object=owner, name=name):
            found = state.schema.object(owner) if state.schema else None
            field = found.fields.get(name) if found else None
            former = field.former_names if field else ()
            return [name.removeprefix(f"{FREE_FIELDS}."), *former]
        case ChoiceSymbol(value=value):
            return [value]
        case ActionSymbol(title=title):
            return [title]
        case TemplateSymbol(path=path) | FileSymbol(path=path):
            return [path.rsplit("/", 1)[-1].rsplit(".", 1)[0]]
        case _:
            return [symbol.name]


# ---------------------------------------------------------------- what is the same


def meant(state: State, noted: Symbol) -> Symbol:
    """The symbol itself; a test names a rule without saying at which level that is.

    It is that of the test's own administration, else of the environment, else the first there is.
    """
    if not isinstance(noted, RuleSymbol):
        return noted
    known = [symbol for symbol, _ in rules_named(state, noted.name)]
    if noted in known or not known:
        return noted
    return next((one for one in known if one.administration is None), known[0])


def is_same(state: State, noted: Symbol, symbol: Symbol) -> bool:
    """Whether a note is about what is meant by ``symbol``."""
    if isinstance(noted, RuleSymbol) and isinstance(symbol, RuleSymbol):
        return noted.name == symbol.name and meant(state, noted) == symbol
    return noted == symbol


def rules_named(state: State, name: str) -> Iterator[tuple[RuleSymbol, Span]]:
    """The rules with a name, with where that stands."""
    return ((symbol, noting.content(rule.name.span)) for symbol, rule in _rules(state, name))


def rule_of(state: State, symbol: RuleSymbol) -> tree.Rule | None:
    """A rule as it is written."""
    return next((rule for one, rule in _rules(state, symbol.name) if one == symbol), None)


def _rules(state: State, name: str) -> Iterator[tuple[RuleSymbol, tree.Rule]]:
    for path, part in parts_with(state, [name.split()]):
        for item in part.parsed.file.items if _may_hold(part, name) else ():
            if isinstance(item, tree.Rule) and name_of(item.name).casefold() == name:
                yield rule_symbol(state, path, item), item


@cache
def _titles() -> re.Pattern[str]:
    long, text = map(load().pattern, ("LONG_TEXT", "TEXT"))
    return re.compile(rf"\bREGEL\s+({long}|{text})")


def _may_hold(part: Part, name: str) -> bool:
    """Whether a rule of this name may stand in a part, told without parsing it."""
    found = (noting.content(Span(part.source, *one.span(1))).text for one in _titles().finditer(part.source.text))
    return any("\\" in one or of_text(one).casefold() == name for one in found)


def rule_symbol(state: State, path: str, rule: tree.Rule) -> RuleSymbol:
    """What a rule of a file is known by."""
    literal = state.sheets[path].header.administration
    return RuleSymbol(None if literal is None else literal.plain, name_of(rule.name).casefold())


# ---------------------------------------------------------------- values of choices in a LIJST


def in_lists(state: State, symbol: ChoiceSymbol) -> Iterator[Span]:
    """Where a LIJST holds a value: it is one of the choices when it is compared with a field that has these."""
    for path, part in parts_with(state, [symbol.value.split()]):
        for item in part.parsed.file.items:
            if isinstance(item, tree.ListDeclaration):
                spans = [noting.content(one.span) for one in item.items if _is_value(one, symbol.value)]
                if spans and symbol.enum in choices_of(state, ListSymbol(path, item.name.key)):
                    yield from spans


def _is_value(item: tree.Expr, value: str) -> bool:
    return isinstance(item, tree.TextLiteral) and (item.plain or "").strip().casefold() == value


def choices_of(state: State, symbol: ListSymbol) -> frozenset[str]:
    """The choices that the values of a LIJST are, by what it is compared with."""
    every = noted(state, candidates(state, symbol))
    uses = (note for _, _, notes in every for note in notes if note.symbol == symbol)
    return frozenset(enum for note in uses if (enum := _choices(note)) is not None)


def _choices(note: Note) -> str | None:
    match note.type:
        case ListOf(element=Enumeration(name=name)):
            return key_of(name)
        case _:
            return None


def name_at(state: State, source: Source, offset: int) -> Note | None:
    """The note of the name at a place; a value in a LIJST is a name as well where it is one of the choices."""
    found = note_at(state, source, offset)
    sheet = state.sheets.get(source.path) if found is None else None
    part = None if sheet is None else sheet.part_of(Span(source, 0, 0))
    for item in () if part is None else part.parsed.file.items:
        if isinstance(item, tree.ListDeclaration):
            for value in item.items:
                span = noting.content(value.span)
                if isinstance(value, tree.TextLiteral) and span.start <= offset <= span.end:
                    return _listed(state, ListSymbol(source.path, item.name.key), span, (value.plain or "").strip())
    return found


def _listed(state: State, symbol: ListSymbol, span: Span, value: str) -> Note | None:
    enums = sorted(choices_of(state, symbol))
    return Note(span, ChoiceSymbol(enums[0], value.casefold())) if enums else None
