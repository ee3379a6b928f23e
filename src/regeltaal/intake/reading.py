"""From files to documents: mails opened, archives unpacked, pairs of data and paper put together, pages read."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import assert_never

from attrs import frozen

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.intake import limits, reasons
from regeltaal.intake.archives import Budget, entries
from regeltaal.intake.documents import File, Found, Kind, Mail, Received, Refused, key_of
from regeltaal.intake.headers import bytes_to_text
from regeltaal.intake.html import html_to_text
from regeltaal.intake.kinds import kind_of
from regeltaal.intake.mail import open_mail
from regeltaal.intake.names import clean_text, one_line
from regeltaal.intake.pdf import Pdf, PdfPages
from regeltaal.intake.xml import Xml, read_xml


@frozen
class Item:
    """A file on its way in. ``mails`` and ``archives`` count what it came out of."""

    path: str
    file: File
    folders: tuple[str, ...] = ()
    type: str = ""
    mail: Mail | None = None
    mails: int = 0
    archives: int = 0

    def inside(self, name: str, file: File) -> "Item":
        """A file that came out of this one."""
        return evolve(self, path=f"{self.path}/{one_line(name)}", file=file, type="")

    def refused(self, reason: Text) -> Refused:
        return Refused(self.path, reason, key_of(self.mail.message_id if self.mail else "", self.file.content))


@frozen
class _Sheet:
    """A file that is not a container, with the outline of its XML and the PDF that says the same to a reader."""

    item: Item
    kind: Kind
    xml: Xml | None = None
    beside: Item | None = None


def documents_of(items: Sequence[Item], pages: PdfPages) -> Iterator[Found]:
    """The documents in files that belong together: one file of a folder, or a pair.

    Raises:
        MissingLibraryError: there is a PDF among them, and nothing to read it with.
    """
    yield from _container(items, pages, Budget())


def _container(items: Iterable[Item], pages: PdfPages, budget: Budget) -> Iterator[Found]:
    """The documents of one mail, archive or group of files, in its order."""
    for one in _paired([_looked_at(item) for item in items]):
        match one:
            case Refused():
                yield one
            case _Sheet(kind=Kind.MAIL):
                yield from _mail(one.item, pages, budget)
            case _Sheet(kind=Kind.ARCHIVE):
                yield from _archive(one.item, pages, budget)
            case _Sheet():
                yield _document(one, pages)


def _looked_at(item: Item) -> _Sheet | Refused:
    kind = kind_of(item.file, item.type)
    if isinstance(kind, Text):
        return item.refused(kind)
    most = limits.CONTAINER_BYTES if kind in (Kind.MAIL, Kind.ARCHIVE) else limits.DOCUMENT_BYTES
    if len(item.file.content) > most:
        return item.refused(reasons.too_large(most))
    if kind is not Kind.XML:
        return _Sheet(item, kind)
    xml = read_xml(item.file.content)
    return item.refused(xml) if isinstance(xml, Text) else _Sheet(item, kind, xml)


# ---------------------------------------------------------------- pairs


def _paired(found: list[_Sheet | Refused]) -> Iterator[_Sheet | Refused]:
    """Data and the paper that goes with it become one: by their name, or as the only ones of their kind."""
    papers = [one for one in found if isinstance(one, _Sheet) and one.kind is Kind.PDF]
    data = [one for one in found if isinstance(one, _Sheet) and one.kind is Kind.XML]
    used: list[_Sheet] = []
    pairs: dict[int, _Sheet] = {}
    for sheet in data:
        same = [one for one in papers if one not in used and _stem(one) == _stem(sheet)]
        only = len(data) == len(papers) == 1 and sheet.xml is not None and sheet.xml.is_e_invoice
        partner = next(iter(same), papers[0] if only else None)
        if partner is not None:
            used.append(partner)
            pairs[id(sheet)] = evolve(sheet, beside=partner.item)
    taken = {id(one) for one in used}
    return (pairs.get(id(one), one) if isinstance(one, _Sheet) else one for one in found if id(one) not in taken)


def _stem(sheet: _Sheet) -> str:
    return sheet.item.file.stem.casefold()


# ---------------------------------------------------------------- containers


def _mail(item: Item, pages: PdfPages, budget: Budget) -> Iterator[Found]:
    """The attachments of a mail; one without any is a document itself, and its text is what it says."""
    if item.mails >= limits.MAILS_DEEP:
        yield item.refused(reasons.DEEP_MAIL)
        return
    opened = open_mail(item.file.content)
    if isinstance(opened, Text):
        yield item.refused(opened)
        return
    inner = evolve(item, mail=item.mail or opened.mail, mails=item.mails + 1)
    if opened.attached:
        files = (evolve(inner.inside(one.file.name, one.file), type=one.type) for one in opened.attached)
        yield from _container(files, pages, budget)
    elif opened.mail.body is None and opened.mail.subject is None:
        yield item.refused(reasons.EMPTY_MAIL)
    elif len(item.file.content) > limits.DOCUMENT_BYTES:
        yield item.refused(reasons.too_large(limits.DOCUMENT_BYTES))
    else:
        yield Received(item.path, item.file, Kind.MAIL, item.folders, text=opened.mail.body, mail=inner.mail)


def _archive(item: Item, pages: PdfPages, budget: Budget) -> Iterator[Found]:
    if item.archives >= limits.ARCHIVES_DEEP:
        yield item.refused(reasons.NESTED)
        return
    found = entries(item.file.content, budget)
    if isinstance(found, Text):
        yield item.refused(found)
        return
    inner = evolve(item, archives=item.archives + 1)
    files: list[Item] = []
    for entry in found:
        if isinstance(entry.file, Text):
            yield inner.inside(entry.name, File(PurePosixPath(entry.name).name, entry.name.encode())).refused(
                entry.file
            )
        else:
            files.append(inner.inside(entry.name, entry.file))
    yield from _container(files, pages, budget)


# ---------------------------------------------------------------- documents


def _document(sheet: _Sheet, pages: PdfPages) -> Found:
    item, content = sheet.item, sheet.item.file.content
    document = Received(item.path, item.file, sheet.kind, item.folders, mail=item.mail)
    match sheet.kind:
        case Kind.PDF:
            pdf = pages.read(content)
            return item.refused(pdf) if isinstance(pdf, Text) else _with_pages(document, pdf)
        case Kind.XML:
            return _data(document, sheet, pages)
        case Kind.TEXT | Kind.HTML:
            text = bytes_to_text(content, None)
            return evolve(document, text=clean_text(html_to_text(text) if sheet.kind is Kind.HTML else text))
        case Kind.IMAGE:
            return document
        case Kind.MAIL | Kind.ARCHIVE:
            raise TypeError("a container is opened, not read")
        case _:
            assert_never(sheet.kind)


def _with_pages(document: Received, pdf: Pdf) -> Received:
    return evolve(document, text=pdf.text, pages=pdf.pages, data=pdf.data)


def _data(document: Received, sheet: _Sheet, pages: PdfPages) -> Found:
    """Data, with the text and the pages of the paper beside it or inside it; by itself what it says in words."""
    xml, beside = sheet.xml, sheet.beside
    document = evolve(document, data=document.file.content, text=xml.text if xml else None)
    paper = beside.file.content if beside is not None else xml.pdf if xml else None
    pdf = pages.read(paper) if paper is not None else None
    if beside is not None and isinstance(pdf, Text):
        return beside.refused(pdf)
    if beside is not None:
        document = evolve(document, beside=beside.file)
    return evolve(document, text=pdf.text, pages=pdf.pages) if isinstance(pdf, Pdf) else document
