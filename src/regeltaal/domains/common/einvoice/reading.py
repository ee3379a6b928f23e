"""The one door of reading: content in, an invoice out, whatever syntax of EN 16931 it is in."""

from typing import assert_never

from regeltaal.domains.common.einvoice import cii_read, formats, reasons, ubl_read, xml_tree
from regeltaal.domains.common.einvoice.formats import Format
from regeltaal.domains.common.einvoice.model import Invoice


def read(content: bytes) -> Invoice:
    """The invoice that a file holds.

    Raises:
        UnreadableError: it holds none that can be read; the reason says what it is, or what is wrong with it.
    """
    if not content.strip():
        raise reasons.empty()
    other = formats.not_xml(content)
    if other is not None:
        raise reasons.not_xml(other)
    root = xml_tree.parse(content)
    if (root.namespace, root.name) == formats.ENVELOPE:
        root = next((child for child in root.children if (child.namespace, child.name) in formats.ROOTS), root)
    syntax = formats.ROOTS.get((root.namespace, root.name))
    match syntax:
        case None:
            raise reasons.other_document(formats.other_document(root.namespace, root.name))
        case Format.UBL_INVOICE | Format.UBL_CREDIT_NOTE:
            return ubl_read.invoice(root)
        case Format.CII:
            return cii_read.invoice(root)
        case _:
            assert_never(syntax)
