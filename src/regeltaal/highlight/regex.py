"""Regular expressions as trees: the part of Python's notation in which the grammar writes its terminals.

An editor has its own notation, and knows other things; `dialects` prints the same tree for each of them.
"""

import re
from typing import TypeAlias

from regeltaal.base.node import Node


class Chars(Node):
    r"""One character of a set: single characters, ranges (`a-z`) and classes (`\w`), or none of these."""

    items: tuple[str, ...]
    negated: bool = False


class Sequence(Node):
    parts: tuple["Regex", ...]


class Choice(Node):
    options: tuple["Regex", ...]


class Repeat(Node):
    """``count`` as it is written. A possessive one never matches otherwise without that: the grammar says so."""

    body: "Regex"
    count: str


class Look(Node):
    """What stands ahead or behind, or does not."""

    body: "Regex"
    behind: bool = False
    negated: bool = False


class Edge(Node):
    """The edge of a word (`b`), the begin of a line (`^`)."""

    name: str = "b"


Regex: TypeAlias = Chars | Sequence | Choice | Repeat | Look | Edge

_LOOKS = {"(?=": (False, False), "(?!": (False, True), "(?<=": (True, False), "(?<!": (True, True)}
_OPEN = re.compile(r"\((?:\?(?:P<\w+>|:|=|!|<=|<!))?")
_COUNT = re.compile(r"(?:[*+?]|\{\d+(?:,\d*)?\})[+?]?")
_ITEM = re.compile(r"\\(?:u[0-9a-f]{4}|.)|[^\\]")
_CONTROL = {r"\n": "\n", r"\t": "\t", r"\r": "\r"}
_CLASSES = frozenset(f"\\{one}" for one in "wdsWDS")


def parse(pattern: str) -> Regex:
    """The tree of a pattern.

    Raises:
        ValueError: it uses what is not known here.
    """
    found, at = _choice(pattern, 0)
    if at != len(pattern):
        raise ValueError(f"unexpected {pattern[at:]!r} in {pattern!r}")
    return found


def literal(text: str) -> Regex:
    return sequence(*(Chars((one,)) for one in text))


def sequence(*rows: Regex) -> Regex:
    flat = [one for row in rows for one in parts(row)]
    return flat[0] if len(flat) == 1 else Sequence(tuple(flat))


def choice(*among: Regex) -> Regex:
    return among[0] if len(among) == 1 else Choice(among)


def parts(tree: Regex) -> tuple[Regex, ...]:
    """What stands behind each other in it."""
    return tree.parts if isinstance(tree, Sequence) else (tree,)


def options(tree: Regex) -> tuple[Regex, ...]:
    return tree.options if isinstance(tree, Choice) else (tree,)


def _choice(pattern: str, at: int) -> tuple[Regex, int]:
    found = []
    while True:
        option, at = _sequence(pattern, at)
        found.append(option)
        if pattern[at : at + 1] != "|":
            return choice(*found), at
        at += 1


def _sequence(pattern: str, at: int) -> tuple[Regex, int]:
    row: list[Regex] = []
    while at < len(pattern) and pattern[at] not in "|)":
        found, at = _atom(pattern, at)
        count = _COUNT.match(pattern, at)
        if count:
            found, at = Repeat(found, count.group()), count.end()
        row.append(found)
    return Sequence(tuple(row)) if len(row) != 1 else row[0], at


def _atom(pattern: str, at: int) -> tuple[Regex, int]:
    opened = _OPEN.match(pattern, at)
    if opened:
        body, at = _choice(pattern, opened.end())
        behind, negated = _LOOKS.get(opened.group(), (None, False))
        return (body if behind is None else Look(body, behind, negated)), at + 1
    if pattern[at] == "[":
        return _set(pattern, at + 1)
    item, at = _item(pattern, at)
    if item == r"\b":
        return Edge(), at
    if item == ".":
        return Chars(("\n",), negated=True), at
    return Chars((_plain(item),)), at


def _set(pattern: str, at: int) -> tuple[Regex, int]:
    negated = pattern[at] == "^"
    at += negated
    items = []
    while pattern[at] != "]":
        item, at = _item(pattern, at)
        item = _plain(item)
        if pattern[at] == "-" and pattern[at + 1] != "]":
            last, at = _item(pattern, at + 1)
            item = f"{item}-{_plain(last)}"
        items.append(item)
    return Chars(tuple(items), negated), at + 1


def _item(pattern: str, at: int) -> tuple[str, int]:
    found = _ITEM.match(pattern, at)
    if found is None:
        raise ValueError(f"a lone backslash in {pattern!r}")
    return found.group(), found.end()


def _plain(item: str) -> str:
    """An escape as the character that it stands for; a class stays."""
    if item in _CLASSES or not item.startswith("\\"):
        return item
    if item.startswith(r"\u"):
        return chr(int(item.removeprefix(r"\u"), base=16))
    return _CONTROL.get(item, item[1:])
