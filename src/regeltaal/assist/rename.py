"""Renaming whatever a project makes itself, wherever it is named; what is left alone is told."""

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from regeltaal.assist import renaming
from regeltaal.assist.definition import declared
from regeltaal.assist.left_alone import LeftAlone, left_alone
from regeltaal.assist.references import finding, meant, name_at, rule_of, rules_named
from regeltaal.assist.renaming import Refusal
from regeltaal.assist.renaming_proof import objection
from regeltaal.assist.spelling import as_name, as_text, folded, in_settings, of_text, with_capital_as
from regeltaal.assist.work import Work, done
from regeltaal.base.diagnostic import Edit
from regeltaal.base.node import Node
from regeltaal.base.source import Source, Span
from regeltaal.base.text import Text
from regeltaal.check.naming import name_of
from regeltaal.check.notes import (
    ChoiceSymbol,
    ColumnSymbol,
    FieldSymbol,
    RuleSymbol,
    Symbol,
    TemplateSymbol,
    TestSymbol,
    VariableSymbol,
)
from regeltaal.schema.model import FREE_FIELDS, key_of
from regeltaal.syntax import grammar, tree
from regeltaal.workspace.state import State

EMPTY = Text(nl="Een naam heeft ten minste één letter of cijfer.", en="A name has at least one letter or digit.")
KEYWORD = Text(
    nl="`{name}` is een woord van de taal zelf: kies een andere naam.",
    en="`{name}` is a word of the language itself: choose another name.",
)
NO_NAME = Text(
    nl="`{name}` kan geen naam zijn: gebruik woorden, met letters, cijfers en streepjes.",
    en="`{name}` can be no name: use words, with letters, digits and hyphens.",
)
RULE_EXISTS = Text(nl="Er is al een regel `{name}`.", en="There is a rule `{name}` already.")
TEST_EXISTS = Text(nl="Er is in dit bestand al een test `{name}`.", en="There is a test `{name}` in this file already.")
TEMPLATE_EXISTS = Text(nl="Er is al een sjabloon `{name}`.", en="There is a template `{name}` already.")
CANT_MOVE = Text(
    nl="Een sjabloon heet naar zijn bestand, en deze editor kan bij het hernoemen geen bestanden hernoemen.",
    en="A template is called after its file, and this editor can't rename files while renaming.",
)


class Renamable(Node):
    """The name at a place: where it stands and what it is now."""

    span: Span
    name: str
    symbol: Symbol


class Renaming(Node):
    """What a renaming comes to.

    ``history`` are the edits that keep the history of a rule with it (VOORHEEN); ``moves`` are files that get another
    name. ``left`` is what mentions the old name and stays as it is.
    """

    old: str
    new: str
    edits: tuple[Edit, ...]
    history: tuple[Edit, ...]
    moves: tuple[tuple[Path, Path], ...]
    left: tuple[LeftAlone, ...]


def prepare(state: State, source: Source, offset: int) -> Renamable | Refusal:
    """Whether the name at a place can be changed."""
    note = name_at(state, source, offset)
    if note is None:
        return Refusal(renaming.NO_NAME)
    symbol = meant(state, note.symbol)
    shown = folded(note.span.text) if not renaming.is_text(symbol) else of_text(note.span.text)
    refusal = renaming.why_not(state, symbol, shown)
    if refusal is not None:
        return refusal
    return Renamable(note.span, shown, symbol)


def rename(state: State, source: Source, offset: int, new: str, *, can_move: bool = True) -> Renaming | Refusal:
    """All edits that give the name at a place another, after proof that nothing else changes."""
    return done(renames(state, source, offset, new, can_move=can_move))


def renames(state: State, source: Source, offset: int, new: str, *, can_move: bool = True) -> Work[Renaming | Refusal]:
    """The same in steps."""
    at = prepare(state, source, offset)
    if isinstance(at, Refusal):
        return at
    name = folded(new) if not renaming.is_text(at.symbol) else " ".join(new.split())
    refusal = _refused_name(state, at.symbol, name, can_move=can_move)
    if refusal is not None:
        return refusal
    old = _current(state, at)
    named = yield from finding(state, at.symbol)
    places = [one.span for one in named if _is_called(one.span, at.symbol)]
    edits: list[Edit] = []
    for place in places:
        written = _written(state, place, at.symbol, name, old)
        if written is None:
            return Refusal(NO_NAME, {"name": name})
        if written != place.text:
            edits.append(Edit(place, written))
    moved = _moved(at.symbol, name)
    found = (yield from objection(state, at.symbol, name, edits, moved)) if edits else None
    if found is not None:
        return found
    history = tuple(_history(state, at.symbol, name, old))
    moves = tuple((_file(state, before), _file(state, after)) for before, after in moved.items())
    spans = (*places, *(edit.span for edit in history))
    left = yield from _left(state, at.symbol, old, spans)
    return Renaming(old, name, tuple(edits), history, moves, left)


# ---------------------------------------------------------------- the new name


def _refused_name(state: State, symbol: Symbol, name: str, *, can_move: bool) -> Refusal | None:
    if not any(map(str.isalnum, name)):
        return Refusal(EMPTY)
    if name in grammar.load().keywords and not renaming.is_text(symbol):
        return Refusal(KEYWORD, {"name": name})
    if not renaming.is_text(symbol) and as_name(name) is None:
        return Refusal(NO_NAME, {"name": name})
    match symbol:
        case RuleSymbol(administration=administration, name=old) if name.casefold() != old:
            known = [one for one, _ in rules_named(state, name.casefold()) if one.administration == administration]
            return Refusal(RULE_EXISTS, {"name": name}) if known else None
        case TestSymbol(path=path, name=old) if name.casefold() != old:
            is_known = next(declared(state, TestSymbol(path, name.casefold())), None) is not None
            return Refusal(TEST_EXISTS, {"name": name}) if is_known else None
        case TemplateSymbol(path=path):
            return _refused_template(state, path, name, can_move=can_move)
        case _:
            return None


def _refused_template(state: State, path: str, name: str, *, can_move: bool) -> Refusal | None:
    if not can_move:
        return Refusal(CANT_MOVE)
    if set(name) & set('/\\:*?"<>|') or name.startswith("."):
        return Refusal(NO_NAME, {"name": name})
    templates = () if state.project is None else state.project.templates.values()
    target = renaming.template_path(path, name)
    taken = [one.path for one in templates if one.path != path and one.path.casefold() == target.casefold()]
    return Refusal(TEMPLATE_EXISTS, {"name": name}) if taken else None


def _moved(symbol: Symbol, name: str) -> dict[str, str]:
    if not isinstance(symbol, TemplateSymbol):
        return {}
    target = renaming.template_path(symbol.path, name)
    return {} if target == symbol.path else {symbol.path: target}


def _file(state: State, path: str) -> Path:
    return (Path() if state.project is None else state.project.root) / path


# ---------------------------------------------------------------- the places


def _current(state: State, at: Renamable) -> str:
    """The name as it is written where it was made."""
    if isinstance(at.symbol, TemplateSymbol):
        return PurePosixPath(at.symbol.path).stem
    place = next((span for span in declared(state, at.symbol) if span.text), at.span)
    return of_text(place.text) if renaming.is_text(at.symbol) else folded(place.text)


def _is_called(span: Span, symbol: Symbol) -> bool:
    """Whether it goes by its name there: a field, or a rule, may be named by one that it had before."""
    match symbol:
        case RuleSymbol(name=name) | TestSymbol(name=name) | ChoiceSymbol(value=name):
            return of_text(span.text).casefold() == " ".join(name.split())
        case TemplateSymbol(path=path):
            return of_text(span.text).casefold() == " ".join(PurePosixPath(path).stem.casefold().split())
        case VariableSymbol(name=name) | ColumnSymbol(name=name):
            return key_of(span.text) == name
        case FieldSymbol(name=name):
            return key_of(span.text) == name.removeprefix(f"{FREE_FIELDS}.")
        case _:
            return key_of(span.text) == getattr(symbol, "name", None)


def _written(state: State, place: Span, symbol: Symbol, name: str, old: str) -> str | None:
    """The new name as it is to be written at one place."""
    if state.project is not None and place.source is state.project.settings:
        return in_settings(place, name)
    if renaming.is_text(symbol):
        return as_text(name)
    return as_name(with_capital_as(name, folded(place.text), old))


def _left(state: State, symbol: Symbol, old: str, changed: Sequence[Span]) -> Work[tuple[LeftAlone, ...]]:
    """What mentions the old name; that of a row or column has no meaning outside its own declaration."""
    found = yield from left_alone(state, old, changed)
    if isinstance(symbol, VariableSymbol | ColumnSymbol):
        return tuple(one for one in found if one.span.source is symbol.declared.source)
    return found


# ---------------------------------------------------------------- VOORHEEN


def _history(state: State, symbol: Symbol, name: str, old: str) -> Iterator[Edit]:
    """A rule is known by its name: `VOORHEEN` keeps what happened under the old one with it.

    A rule that gets back the name it had before needs that no longer; one that has a VOORHEEN keeps it.
    """
    node = rule_of(state, symbol) if isinstance(symbol, RuleSymbol) else None
    if node is None or name.casefold() == old.casefold():
        return
    former = next((meta for meta in node.metas if isinstance(meta, tree.FormerName)), None)
    title = node.name.span
    if former is None:
        yield Edit(Span(title.source, title.end, title.end), f'\n  VOORHEEN "{as_text(old)}"')
    elif name_of(former.name).casefold() == name.casefold():
        before = title.source.text[: former.span.start].rstrip()
        yield Edit(Span(title.source, len(before), former.span.end), "")
