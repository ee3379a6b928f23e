"""Diagnostics as plain data and back: what is kept of them between runs, and what goes from process to process.

A diagnostic names its code and its places name their source, so what comes back is of the texts that are there now.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from regeltaal.base.diagnostic import Code, Diagnostic, Edit, Fix, Label, Severity
from regeltaal.base.source import Source, Span
from regeltaal.base.text import Fact, Text

Data = Any
"""Tuples, texts, numbers and None, as ``marshal`` takes them."""
Name = tuple[str, ...]
"""How a source is known."""


def to_data(found: Iterable[Diagnostic], name_of: Callable[[Source], Name]) -> Data:
    """Rows for ``from_data``; a row of sources stands before them, for places to point in."""
    table: dict[Source, int] = {}
    rows = tuple(_diagnostic(one, table) for one in found)
    return (tuple(map(name_of, table)), rows) if rows else None


def from_data(
    data: Data, source_of: Callable[[Name], Source], code_of: Callable[[str], Code]
) -> tuple[Diagnostic, ...]:
    """The diagnostics again.

    Raises:
        LookupError: a source or a code is not there.
    """
    if data is None:
        return ()
    names, rows = data
    sources = [source_of(name) for name in names]
    return tuple(_as_diagnostic(row, sources, code_of) for row in rows)


def _diagnostic(found: Diagnostic, table: dict[Source, int]) -> Data:
    return (
        found.code.id,
        _span(found.span, table),
        tuple((name, _fact(fact)) for name, fact in found.facts.items()),
        None if found.hint is None else _text(found.hint),
        tuple((_text(fix.title), _edits(fix, table), fix.safe) for fix in found.fixes),
        tuple((_span(label.span, table), _text(label.text)) for label in found.labels),
        None if found.level is None else found.level.value,
    )


def _edits(fix: Fix, table: dict[Source, int]) -> Data:
    return tuple((_span(edit.span, table), edit.replacement) for edit in fix.edits)


def _span(span: Span, table: dict[Source, int]) -> Data:
    return (table.setdefault(span.source, len(table)), span.start, span.end)


def _text(text: Text) -> Data:
    return (text.nl, text.en)


def _fact(fact: Fact) -> Data:
    return _text(fact) if isinstance(fact, Text) else fact


def _as_diagnostic(row: Data, sources: list[Source], code_of: Callable[[str], Code]) -> Diagnostic:
    code, span, facts, hint, fixes, labels, level = row
    return Diagnostic(
        code_of(code),
        _as_span(span, sources),
        _as_facts(facts),
        None if hint is None else Text(*hint),
        tuple(Fix(Text(*title), _as_edits(edits, sources), safe) for title, edits, safe in fixes),
        tuple(Label(_as_span(place, sources), Text(*text)) for place, text in labels),
        None if level is None else Severity(level),
    )


def _as_edits(edits: Data, sources: list[Source]) -> tuple[Edit, ...]:
    return tuple(Edit(_as_span(span, sources), replacement) for span, replacement in edits)


def _as_span(span: Data, sources: list[Source]) -> Span:
    at, start, end = span
    return Span(sources[at], start, end)


def _as_facts(facts: Data) -> dict[str, Fact]:
    return {name: Text(*fact) if isinstance(fact, tuple) else fact for name, fact in facts}


def by_name(sources: Iterable[tuple[Name, Source]]) -> tuple[Callable[[Source], Name], Callable[[Name], Source]]:
    """Names for sources and back. One that has none is told in full: its path and its text."""
    known: Mapping[Name, Source] = dict(sources)
    names = {source: name for name, source in known.items()}
    loose: dict[Name, Source] = {}

    def name_of(source: Source) -> Name:
        return names.get(source) or ("", source.path, source.original)

    def source_of(name: Name) -> Source:
        if name[0] != "":
            return known[name]
        if name not in loose:
            loose[name] = Source(name[1], name[2])
        return loose[name]

    return name_of, source_of
