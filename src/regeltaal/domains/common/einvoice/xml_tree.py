"""XML as a tree of elements, read from content that nobody vouches for.

Python's own expat does the parsing. It never opens an address or a file by itself; a document type, the only door to
entities, is refused at its first letters. Size, depth, elements and invoice lines are bounded, and with them
memory and time.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from xml.parsers import expat

from attrs import define, field

from regeltaal.domains.common.einvoice import reasons

MAX_BYTES = 32 * 2**20
MAX_DEPTH = 64
MAX_ELEMENTS = 500_000
MAX_LINES = 10_000

_SPACE = b" \t\r\n"
_SEPARATOR = " "
_DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]{0,100}?\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,60})["']""")
_UTF_8 = frozenset({"utf-8", "utf8", "utf_8", "unicode-1-1-utf-8"})
_ENCODINGS = _UTF_8 | {
    "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii", "iso-8859-1", "latin1", "iso-8859-15",
    "windows-1252", "cp1252",
}  # fmt: skip
_INVALID_TOKEN = expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]
_ENDS_EARLY = frozenset(
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
)


@define(eq=False)
class Element:
    """An element: where its name comes from, its name, its attributes, and what is in it."""

    namespace: str
    name: str
    attributes: dict[str, str]
    line: int
    children: "list[Element]" = field(factory=list)
    text: str = ""

    def walk(self) -> "Iterator[Element]":
        yield self
        for child in self.children:
            yield from child.walk()


def parse(content: bytes) -> Element:
    """The root of a document.

    Raises:
        UnreadableError: it is no XML, not whole, too large, or brings definitions of its own.
    """
    builder = _Builder()
    _run(content, builder)
    if builder.root is None:
        raise reasons.empty()
    return builder.root


def root_name(content: bytes) -> tuple[str, str] | None:
    """Namespace and name of the root, from its start alone; None when it does not start as XML that we read."""
    finder = _RootFinder()
    with suppress(_FoundError, reasons.UnreadableError):
        _run(content, finder)
    return finder.found


class _FoundError(Exception):
    """Stops the parser once the root is known."""


class _RootFinder:
    def __init__(self) -> None:
        self.found: tuple[str, str] | None = None

    def start(self, name: str, _attributes: dict[str, str], _line: int) -> None:
        self.found = _split(name)
        raise _FoundError

    def end(self) -> None:
        """Never reached: the root stops the parser."""

    def text(self, _text: str) -> None:
        """Idem."""


class _Builder:
    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []
        self._texts: list[list[str]] = []
        self._count = 0

    def start(self, name: str, attributes: dict[str, str], line: int) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS:
            raise reasons.too_many(MAX_ELEMENTS)
        if len(self._open) >= MAX_DEPTH:
            raise reasons.too_deep()
        element = Element(*_split(name), attributes, line)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)
        self._texts.append([])

    def end(self) -> None:
        self._open.pop().text = "".join(self._texts.pop()).strip()

    def text(self, text: str) -> None:
        if self._texts:
            self._texts[-1].append(text)


def _split(name: str) -> tuple[str, str]:
    namespace, _, local = name.rpartition(_SEPARATOR)
    return namespace, local


def _run(content: bytes, reader: _Builder | _RootFinder) -> None:
    content = content.lstrip(_SPACE)
    if len(content) > MAX_BYTES:
        raise reasons.too_big(MAX_BYTES)
    encoding = _declared_encoding(content)
    parser = expat.ParserCreate("UTF-8" if encoding in _UTF_8 else None, _SEPARATOR)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.XmlDeclHandler = _check_encoding
    parser.StartElementHandler = lambda name, found: reader.start(name, found, parser.CurrentLineNumber)
    parser.EndElementHandler = lambda _name: reader.end()
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes it by position
    except expat.ExpatError as error:
        raise _reason(error, content, encoding) from None


def _declared_encoding(content: bytes) -> str | None:
    found = _DECLARED.match(content)
    return None if found is None else found.group(1).decode("ascii").lower()


def _refuse_doctype(*_: object) -> None:
    raise reasons.with_doctype()


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in _ENCODINGS:
        raise reasons.unknown_encoding(encoding)


def _reason(error: expat.ExpatError, content: bytes, encoding: str | None) -> reasons.UnreadableError:
    if error.code in _ENDS_EARLY:
        return reasons.cut_off(error.lineno)
    if error.code == _INVALID_TOKEN and (encoding is None or encoding in _UTF_8):
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as wrong:
            if content.count(b"\n", 0, wrong.start) + 1 == error.lineno:
                return reasons.wrong_encoding(error.lineno)
    return reasons.broken(error.lineno, error.offset + 1)
