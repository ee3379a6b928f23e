"""Colour, only when asked for: the one place that knows terminal codes, and that keeps others' codes out."""

import unicodedata
from collections.abc import Iterable

from attrs import frozen

_RESET = "\x1b[0m"
_CODES = {
    "error": "\x1b[1;31m",
    "warning": "\x1b[1;33m",
    "hint": "\x1b[1;36m",
    "good": "\x1b[32m",
    "strong": "\x1b[1m",
    "faint": "\x1b[2m",
}


@frozen
class Style:
    """Puts colour around a text, or nothing."""

    colour: bool = False

    def paint(self, role: str, text: str) -> str:
        return f"{_CODES[role]}{text}{_RESET}" if self.colour and text else text


PLAIN = Style()


_FIRST_PRINTABLE = 0x20
_CONTROL_PICTURES = 0x2400


def visible(char: str) -> str:
    """A character as it may be printed: control and direction marks in a rule file must not reach the terminal."""
    match unicodedata.category(char):
        case "Cc":
            return chr(_CONTROL_PICTURES + ord(char)) if ord(char) < _FIRST_PRINTABLE else "\N{REPLACEMENT CHARACTER}"
        case "Cf" | "Cs" | "Zl" | "Zp":
            return f"<U+{ord(char):04X}>"
        case _:
            return char


def one_line(text: str) -> str:
    """A text on one line, with nothing in it that a terminal acts on."""
    return "".join(visible(char) for char in " ".join(text.split()))


def width(char: str) -> int:
    """The columns of a terminal that a character takes."""
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def table(rows: Iterable[tuple[str, ...]], gap: str = "  ") -> list[str]:
    """Rows with their columns lined up; the last column runs on."""
    listed = list(rows)
    if not listed:
        return []
    widths = [max(_total(row[column]) for row in listed) for column in range(len(listed[0]) - 1)]
    return [
        gap.join(
            [*(cell + " " * (size - _total(cell)) for cell, size in zip(row, widths, strict=False)), row[-1]]
        ).rstrip()
        for row in listed
    ]


def _total(text: str) -> int:
    return sum(map(width, text))


def printable(text: str) -> str:
    """A text of several lines, with nothing in it that turns or hides what follows."""
    return text if text.isprintable() else "".join(char if char in "\n\t" else visible(char) for char in text)
