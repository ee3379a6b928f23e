"""Columns as a client counts them, to and from code points.

A client counts in the units that were agreed on: UTF-16 unless it offers better. Everything behind this room counts in
code points.
"""

from enum import Enum

_LAST_OF_ONE_BYTE = 0x7F
_LAST_OF_TWO_BYTES = 0x7FF
_LAST_OF_BASIC_PLANE = 0xFFFF


class Encoding(Enum):
    """The units that the columns of a client count; the value is the protocol's word."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


def units(text: str, encoding: Encoding) -> int:
    """How many units a stretch of text has."""
    if encoding is Encoding.UTF32 or text.isascii():
        return len(text)
    return sum(_size(character, encoding) for character in text)


def code_points(line: str, column: int, encoding: Encoding) -> int:
    """How many code points stand before a column in units: the end of a line for one beyond it.

    A column in the middle of a character is the place before that.
    """
    if encoding is Encoding.UTF32 or line.isascii():
        return max(0, min(column, len(line)))
    passed = 0
    for index, character in enumerate(line):
        passed += _size(character, encoding)
        if passed > column:
            return index
    return len(line)


def _size(character: str, encoding: Encoding) -> int:
    point = ord(character)
    if encoding is Encoding.UTF16:
        return 1 if point <= _LAST_OF_BASIC_PLANE else 2
    if point <= _LAST_OF_ONE_BYTE:
        return 1
    if point <= _LAST_OF_TWO_BYTES:
        return 2
    return 3 if point <= _LAST_OF_BASIC_PLANE else 4


def lines_of(text: str) -> list[str]:
    """The lines of a text, each with its line end: a line ends at a line feed and nowhere else.

    The last one has no line end, and may be empty.
    """
    *ended, last = text.split("\n")
    return [*(f"{line}\n" for line in ended), last]


def content(line: str) -> str:
    """A line without its line end: no column is beyond this, nor between the two characters of an end."""
    if line.endswith("\r\n"):
        return line[:-2]
    return line.removesuffix("\n")
