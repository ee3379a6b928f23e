"""XML, as far as intake needs it: is it sound, is it an e-invoice, and what it says in words.

A document type is refused: no invoice has one, and entities are how a small file becomes a large one.
"""

import binascii
from base64 import b64decode
from xml.parsers import expat

from attrs import define, field, frozen

from regeltaal.base.text import Text
from regeltaal.intake import limits, reasons
from regeltaal.intake.names import clean_text

_E_INVOICES = (
    "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2 Invoice",
    "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2 CreditNote",
    "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100 CrossIndustryInvoice",
    "urn:ferd:CrossIndustryDocument:invoice:1p0 CrossIndustryDocument",
    "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader StandardBusinessDocument",
)
_ENCODED = "mimeCode"
"""The attribute of an element whose content is a file in base64."""
_PDF = "application/pdf"
_DEEPEST = 200


@frozen
class Xml:
    """``root`` is the namespace and the name of the outermost element, ``pdf`` the first PDF that is embedded."""

    root: str
    text: str | None
    pdf: bytes | None = field(default=None, repr=False)

    @property
    def is_e_invoice(self) -> bool:
        return self.root in _E_INVOICES


class _DoctypeError(Exception):
    """Raised out of the parser at a document type."""


class _DepthError(Exception):
    """Raised out of the parser by elements in elements without end."""


@define
class _Reading:
    """What the parser has come across."""

    root: str = ""
    words: list[str] = field(factory=list)
    size: int = 0
    depth: int = 0
    encoded_at: int | None = None
    embedded: list[str] = field(factory=list)
    in_pdf: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.root = self.root or name
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _DepthError
        if _ENCODED in attributes and self.encoded_at is None:
            self.encoded_at = self.depth
            self.in_pdf = attributes[_ENCODED] == _PDF and not self.embedded

    def end(self, _name: str) -> None:
        if self.encoded_at == self.depth:
            self.encoded_at = None
            self.in_pdf = False
        self.depth -= 1
        self.words.append("\n")

    def data(self, text: str) -> None:
        if self.encoded_at is None and self.size < limits.TEXT_CHARACTERS:
            self.words.append(text)
            self.size += len(text)
        elif self.in_pdf:
            self.embedded.append(text)

    def doctype(self, *_: object) -> None:
        raise _DoctypeError


def read_xml(content: bytes) -> Xml | Text:
    """The outline of an XML file, or why it is none."""
    reading = _Reading()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.data
    parser.StartDoctypeDeclHandler = reading.doctype
    try:
        parser.Parse(content, True)  # noqa: FBT003 - "this is all", expat's only way
    except _DoctypeError:
        return reasons.XML_TYPE
    except (expat.ExpatError, _DepthError, UnicodeError, ValueError, LookupError):
        return reasons.NOT_XML
    lines = (line.strip() for line in "".join(reading.words).split("\n"))
    text = clean_text("\n".join(line for line in lines if line))
    return Xml(reading.root, text, _decoded("".join(reading.embedded)))


def _decoded(written: str) -> bytes | None:
    try:
        return b64decode("".join(written.split()), validate=True) or None
    except (binascii.Error, ValueError):
        return None
