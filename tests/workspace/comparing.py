"""What stands in a tree or a problem, with its places in the whole file: to hold one of a part against it."""

from collections.abc import Callable, Sequence
from itertools import accumulate

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.node import Node
from regeltaal.base.source import Source, Span
from regeltaal.syntax.parser import Parsed, parse
from regeltaal.workspace.part import Part

Plain = object
"""Texts, numbers, tuples and the like."""
Shift = Callable[[Source], int]


def plain(value: object, shift: Shift) -> Plain:
    """All that something holds, places among it, as data that can be compared."""
    match value:
        case Span(source=source, start=start, end=end):
            return ("span", start + shift(source), end + shift(source))
        case Source():
            return value.path
        case Node():
            return (type(value).__name__, *(plain(getattr(value, name), shift) for name in type(value).__fields__))
        case tuple() | list():
            return tuple(plain(one, shift) for one in value)
        case dict():
            return tuple((key, plain(one, shift)) for key, one in value.items())
        case _:
            return value


def problem(one: Diagnostic, shift: Shift) -> Plain:
    parts = (one.span, one.facts, one.hint, one.fixes, one.labels, one.level)
    return (one.code.id, *(plain(part, shift) for part in parts))


def _put(parsed: Parsed, shift: Shift) -> tuple[list[Plain], list[Plain], list[Plain]]:
    return (
        [plain(one, shift) for one in parsed.file.items],
        [plain(one, shift) for one in parsed.file.comments],
        sorted((problem(one, shift) for one in parsed.problems), key=repr),
    )


def in_whole(source: Source) -> Plain:
    """A file as it parses by itself."""
    parsed = parse(source)
    return (plain(parsed.file.header, lambda _: 0), *_put(parsed, lambda _: 0))


def in_parts(parts: Sequence[Part]) -> Plain:
    """A file as its parts make it up."""
    starts = accumulate([0, *(len(one.source.text) for one in parts)])
    shift = dict(zip((one.source for one in parts), starts, strict=False)).__getitem__
    put = [_put(part.parsed, shift) for part in parts]
    items, comments, problems = ([one for own in put for one in own[kind]] for kind in range(3))
    header = plain(parts[0].parsed.file.header, lambda _: 0)
    return (header, items, comments, sorted(problems, key=repr))
