"""Edits that leave the text in good order."""

from regeltaal.base.diagnostic import Edit
from regeltaal.base.source import Span


def removal(span: Span) -> Edit:
    """Takes a stretch out; with the whole line, or lines, where nothing else stands on them."""
    text = span.source.text
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end + 1
    alone = not text[start : span.start].strip() and not text[span.end : end].strip()
    return Edit(Span(span.source, start, end) if alone else span, "")
