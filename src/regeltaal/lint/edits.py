"""Edits that leave the text in good order."""

from collections.abc import Sequence

from regeltaal.base.diagnostic import Edit, Fix
from regeltaal.base.source import Span
from regeltaal.base.text import Text

LEAVE_OUT = Text(nl="Laat weg", en="Leave out")


def removal(span: Span) -> Edit:
    """Takes a stretch out; with the whole line, or lines, where nothing else stands on them."""
    text = span.source.text
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end + 1
    alone = not text[start : span.start].strip() and not text[span.end : end].strip()
    return Edit(Span(span.source, start, end) if alone else span, "")


def left_out(span: Span, *, safe: bool) -> Fix:
    """A fix that takes a stretch out."""
    return Fix(LEAVE_OUT, (removal(span),), safe)


def without_action(span: Span, beside: Sequence[object]) -> tuple[Fix, ...]:
    """A fix that takes an action out; none for the only one of its branch, which can't be left empty."""
    return (left_out(span, safe=False),) if len(beside) > 1 else ()


def without_item(items: Sequence[Span], place: int, *, safe: bool) -> tuple[Fix, ...]:
    """A fix that takes one of several items out, with the `;` that parts it from the next or the one before.

    None for the only item, nor where a comment would go with it.
    """
    if len(items) == 1:
        return ()
    source, one = items[place].source, items[place]
    span = Span(source, items[place - 1].end, one.end) if place else Span(source, one.start, items[1].start)
    parting = span.text.replace(one.text, "", 1)
    return () if "#" in parting else (Fix(LEAVE_OUT, (Edit(span, ""),), safe),)


def without_word(word: str, span: Span, *, safe: bool) -> tuple[Fix, ...]:
    """A fix that takes out `WORD …`: a stretch with the keyword right before it, and the white space before that."""
    text = span.source.text
    start = text.rfind(word, 0, span.start)
    if start < 0 or text[start + len(word) : span.start].strip():
        return ()
    while start and text[start - 1].isspace():
        start -= 1
    return (Fix(LEAVE_OUT, (Edit(Span(span.source, start, span.end), ""),), safe),)
