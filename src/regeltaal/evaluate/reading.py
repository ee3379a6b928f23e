"""Reading a verdict tree: what a condition was as written, which fields were empty, what went wrong."""

from functools import lru_cache

from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.evaluate.verdict import Truth, Verdict


def label(span: Span) -> str:
    """A piece of a rule as its author wrote it, on one line."""
    return _on_one_line(span.text)


@lru_cache(maxsize=1 << 13)
def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def empty_fields(found: Verdict) -> tuple[str, ...]:
    """The empty fields behind an ONBEKEND, in the order in which they stand in the rule."""
    names = list(found.fields)
    for part in found.parts:
        if part.truth is Truth.UNKNOWN:
            names.extend(empty_fields(part))
    return tuple(dict.fromkeys(names))


def fault_cause(found: Verdict) -> Text:
    """What is behind a FOUT: the cause of the first faulty part."""
    if found.cause is not None:
        return found.cause
    part = next(one for one in found.parts if one.truth is Truth.FAULT)
    return fault_cause(part)


def before_not_known(name: str) -> Text:
    """Why nothing can be told of a field whose value before the event was neither sent nor kept."""
    return Text(
        nl=f"wat `{name}` vóór de gebeurtenis was, is niet bekend",
        en=f"what `{name}` was before the event is not known",
    )
