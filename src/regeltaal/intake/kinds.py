"""What a file is: by its first bytes where those tell, else by its name; or why it is nothing that we take."""

import re

from regeltaal.base.text import Text
from regeltaal.intake import reasons
from regeltaal.intake.documents import File, Kind

_PDF = b"%PDF-"
_PDF_WITHIN = 1024
_MAIL_TYPES = frozenset({"message/rfc822", "message/global"})
_OFFICE = re.compile(r"\.(do[ct][xm]?|od[tsp]|rtf|pages|xls[xmb]?|csv|numbers|ppt[xm]?|key)")
_PROGRAMS = re.compile(r"\.(exe|com|scr|bat|cmd|msi|js|vbs|ps1|jar|dll|lnk|app|sh|apk|iso|img)")
_IMAGES = re.compile(r"\.(png|jpe?g|tiff?|gif|webp|heic|heif)")
_ARCHIVES = re.compile(r"\.(7z|rar|gz|tar|tgz|bz2|xz)")
_NAMES: dict[str, Kind | Text] = {
    ".xml": Kind.XML,
    ".ubl": Kind.XML,
    ".txt": Kind.TEXT,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".pdf": reasons.NOT_PDF,
    ".zip": reasons.NOT_ARCHIVE,
    ".msg": reasons.OUTLOOK,
    ".p7m": reasons.SIGNED_MAIL,
}
_FAMILIES = (
    (_OFFICE, reasons.OFFICE),
    (_PROGRAMS, reasons.PROGRAM),
    (_IMAGES, reasons.NOT_IMAGE),
    (_ARCHIVES, reasons.OTHER_ARCHIVE),
)
_TYPES: dict[str, Kind | Text] = {
    "text/plain": Kind.TEXT,
    "text/html": Kind.HTML,
    "text/xml": Kind.XML,
    "application/xml": Kind.XML,
    "application/ms-tnef": reasons.WINMAIL,
    "application/vnd.ms-tnef": reasons.WINMAIL,
    "application/vnd.ms-outlook": reasons.OUTLOOK,
    "application/pkcs7-mime": reasons.SIGNED_MAIL,
    "application/x-pkcs7-mime": reasons.SIGNED_MAIL,
}
_OPENINGS: tuple[tuple[bytes, Kind | Text], ...] = (
    (b"\x89PNG\r\n\x1a\n", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"II*\0", Kind.IMAGE),
    (b"MM\0*", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"PK\x03\x04", Kind.ARCHIVE),
    (b"PK\x05\x06", Kind.ARCHIVE),
    (b"\x78\x9f\x3e\x22", reasons.WINMAIL),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", reasons.OFFICE),
    (b"\x7fELF", reasons.PROGRAM),
    (b"Rar!", reasons.OTHER_ARCHIVE),
    (b"7z\xbc\xaf", reasons.OTHER_ARCHIVE),
    (b"\x1f\x8b", reasons.OTHER_ARCHIVE),
)
_BOXED_IMAGE = re.compile(rb"(RIFF.{4}WEBP|.{4}ftyp(heic|heix|mif1|msf1|heim|heis))", re.DOTALL)
_PROGRAM = re.compile(rb"MZ[^\0]{0,8}\0")
_XML_START = re.compile(rb"(\xef\xbb\xbf)?\s*<\?xml\s")


def kind_of(file: File, declared: str = "") -> Kind | Text:
    """``declared`` is the type that a mail gave it."""
    if not file.content:
        return reasons.EMPTY
    if file.name.lower() == "winmail.dat":
        return reasons.WINMAIL
    if file.suffix == ".eml" or declared in _MAIL_TYPES:
        return Kind.MAIL
    named = _by_name(file.suffix)
    opening = _by_opening(file.content)
    if opening is Kind.ARCHIVE or isinstance(opening, Text):
        return named if named in (reasons.OFFICE, reasons.PROGRAM, reasons.OUTLOOK) else opening
    return opening or named or _TYPES.get(declared) or reasons.unknown_kind(file.suffix)


def _by_name(suffix: str) -> Kind | Text | None:
    family = (reason for names, reason in _FAMILIES if names.fullmatch(suffix))
    return _NAMES.get(suffix) or next(family, None)


def _by_opening(content: bytes) -> Kind | Text | None:
    if _PDF in content[:_PDF_WITHIN]:
        return Kind.PDF
    for opening, kind in _OPENINGS:
        if content.startswith(opening):
            return kind
    if _BOXED_IMAGE.match(content):
        return Kind.IMAGE
    if _PROGRAM.match(content):
        return reasons.PROGRAM
    return Kind.XML if _XML_START.match(content) else None
