"""Values at a path below an element: texts, exact numbers, dates, identifiers. What is empty is absent.

Names stand without a namespace: in UBL and CII no name means two things. Elements of other namespaces (extensions,
signatures) are taken out before (``only``), so that they never stand in for one of ours.
"""

import base64
import binascii
import re
from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal

from attrs import frozen

from regeltaal.domains.common.einvoice import reasons
from regeltaal.domains.common.einvoice.identities import Identifier
from regeltaal.domains.common.einvoice.model import Attachment
from regeltaal.domains.common.einvoice.xml_tree import Element

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,24}(?:\.[0-9]{0,24})?|\.[0-9]{1,24})")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f]")
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}


def only(root: Element, namespaces: Collection[str]) -> None:
    """Takes elements of other namespaces out of a tree, with all that is in them."""
    for element in root.walk():
        element.children = [child for child in element.children if child.namespace in namespaces]


def every(element: Element | None, path: str) -> tuple[Element, ...]:
    """All elements at a path, in the order of the file."""
    return () if element is None else tuple(_at(element, path.split("/")))


def first(element: Element | None, path: str) -> Element | None:
    return None if element is None else next(_at(element, path.split("/")), None)


def text(element: Element | None, path: str) -> str | None:
    """The first text at a path that is not empty."""
    return next((found.text for found in every(element, path) if found.text), None)


def texts(element: Element | None, path: str) -> tuple[str, ...]:
    return tuple(found.text for found in every(element, path) if found.text)


def number(element: Element | None, path: str) -> Decimal | None:
    """An exact number.

    Raises:
        UnreadableError: what stands there is not a number.
    """
    found = first(element, path)
    if found is None or not found.text:
        return None
    if not _NUMBER.fullmatch(found.text):
        raise reasons.not_a_number(found.line, found.name, found.text)
    return Decimal(found.text)


def day(element: Element | None, path: str) -> date | None:
    """A date as XML Schema writes it; a time zone behind it says nothing about the day.

    Raises:
        UnreadableError: what stands there is not a date.
    """
    found = first(element, path)
    if found is None or not found.text:
        return None
    return the_day(found, _DAY.fullmatch(found.text))


def the_day(found: Element, parts: re.Match[str] | None) -> date:
    """The date of a year, month and day."""
    try:
        if parts is not None:
            return date(int(parts[1]), int(parts[2]), int(parts[3]))
    except ValueError:
        pass
    raise reasons.not_a_date(found.line, found.name, found.text)


def truth(element: Element | None, path: str) -> bool | None:
    found = first(element, path)
    if found is None or not found.text:
        return None
    if found.text.lower() not in _TRUTHS:
        raise reasons.not_yes_or_no(found.line, found.name, found.text)
    return _TRUTHS[found.text.lower()]


def identifier(element: Element | None, path: str, scheme: str = "schemeID", version: str = "") -> Identifier | None:
    return next(iter(identifiers(element, path, scheme, version)), None)


def identifiers(
    element: Element | None, path: str, scheme: str = "schemeID", version: str = ""
) -> tuple[Identifier, ...]:
    """Numbers or codes with the attributes that tell their list."""
    return tuple(
        Identifier(found.text, attribute(found, scheme), attribute(found, version))
        for found in every(element, path)
        if found.text
    )


def attribute(element: Element | None, name: str) -> str | None:
    return None if element is None else element.attributes.get(name, "").strip() or None


def embedded(element: Element | None, path: str, **described: str | None) -> Attachment:
    """An attachment with the bytes at a path, when there are any; ``described`` are its other fields.

    Raises:
        UnreadableError: the bytes are not whole.
    """
    found = first(element, path)
    return Attachment(
        id=described.get("id") or "",
        description=described.get("description"),
        address=described.get("address"),
        content=None if found is None else _decoded(found),
        name=_plain_name(attribute(found, "filename")),
        media_type=attribute(found, "mimeCode"),
    )


@frozen
class Money:
    """Amounts of an invoice, which all are in its one currency."""

    currency: str

    def amount(self, element: Element | None, path: str) -> Decimal | None:
        """An exact amount.

        Raises:
            UnreadableError: it is not a number, or in another currency.
        """
        found = first(element, path)
        if found is None or not found.text:
            return None
        written = attribute(found, "currencyID")
        if written is not None and written != self.currency:
            raise reasons.other_currency(found.line, found.name, written, self.currency)
        return number(element, path)


def _at(element: Element, names: list[str]) -> Iterator[Element]:
    for child in element.children:
        if child.name != names[0]:
            continue
        if len(names) == 1:
            yield child
        else:
            yield from _at(child, names[1:])


def _decoded(found: Element) -> bytes | None:
    if not found.text:
        return None
    try:
        return base64.b64decode("".join(found.text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise reasons.not_base64(found.line, attribute(found, "filename") or found.name) from None


def _plain_name(written: str | None) -> str | None:
    """A file name without a folder: a sender does not say where we put things."""
    if written is None:
        return None
    name = _UNSAFE.sub("", written.replace("\\", "/").rsplit("/", 1)[-1]).strip()
    return name if name.strip(".") else None
