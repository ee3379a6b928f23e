"""The places in one text that name the same thing, with what is done with it there."""

from collections.abc import Iterable, Iterator

from regeltaal.assist.places import holds, notes_of
from regeltaal.assist.references import Reference, in_lists, is_same, meant, name_at, written_names
from regeltaal.base.source import Source
from regeltaal.check.notes import Access, ChoiceSymbol, Symbol
from regeltaal.workspace.state import State


def highlights(state: State, source: Source, offset: int) -> tuple[Reference, ...]:
    """Those of the name at a place; of a rule file ``source`` is the part that the place is in."""
    note = name_at(state, source, offset)
    if note is None:
        return ()
    found = {one.span: one for one in _found(state, _texts(state, source), meant(state, note.symbol))}
    return tuple(found.values())


def _texts(state: State, source: Source) -> Iterable[Source]:
    """The texts that make up the file."""
    sheet = state.sheets.get(source.path)
    if sheet is None or sheet.line_of(source) is None:
        return (source,)
    return (part.source for part in sheet.parts)


def _found(state: State, texts: Iterable[Source], symbol: Symbol) -> Iterator[Reference]:
    names = [name.casefold().split() for name in written_names(state, symbol)]
    lists = list(in_lists(state, symbol)) if isinstance(symbol, ChoiceSymbol) else []
    for source in texts:
        if holds(source, names):
            for note in notes_of(state, source):
                if is_same(state, note.symbol, symbol):
                    yield Reference(note.span, note.access, None)
            yield from (Reference(span, Access.READ, None) for span in lists if span.source is source)
