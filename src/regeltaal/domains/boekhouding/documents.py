"""What happens to documents: thrown away, moved, given a destination, read in."""

import re
from typing import NoReturn

from regeltaal.base.text import Text
from regeltaal.domains.boekhouding.proposal import propose
from regeltaal.domains.common.reading import Fields
from regeltaal.domains.common.rows import Row, add_rows
from regeltaal.runtime.bindings import ActionCall, FailedError, Records, SkippedError
from regeltaal.runtime.world import refs_in
from regeltaal.values.value import Ref, Value

_RECEIVED = "document ontvangen"
_JOURNAL = "Dagboek"
_ARCHIVE = "Document management"
_READ, _FILED = "Ingelezen", "Opgeborgen"
_DESTINATION = ("bestemming", "dagboek", "dagboekcode", "dagboeknaam", "dagboektype", "categorie", "status")
_ROWS = {"regels": "e-factuurregel", "btw-regels": "e-factuurbtw"}
_SEEN = "eerder in"
_FILES = ("bestand", "leesbaar bestand")
_UNSEEN = re.compile(r"[\s.]+")
_SLASH = re.compile(r"\s*/\s*")


def throw_away(call: ActionCall) -> None:
    call.our_records.delete(call.record)


def move(call: ActionCall) -> Ref:
    """The document goes to another administration, where it is received anew.

    What was decided about its destination, and what points to records of the administration it leaves, stays behind. It
    never goes back to where it was before: rules of two administrations could hand it on for ever.
    """
    records, target = call.our_records, Fields(call.parameters).ref("doeladministratie")
    if target is None:
        raise FailedError(Text(nl="de doeladministratie is leeg", en="the target administration is empty"))
    document = Fields.of(records, call.record)
    _refuse_read(document)
    seen = (*document.texts(_SEEN), call.administration)
    if target.key in seen:
        _refuse_return(target.key, seen)
    values = {**_portable(call, target.key), _SEEN: seen}
    new = records.create("document", values, key=_free_key(call, target.key), administration=target.key)
    _copy_invoice(records, document.ref("e-factuur"), new)
    records.delete(call.record)
    if call.raise_event is not None:
        call.raise_event(_RECEIVED, new)
    return new


def _refuse_return(target: str, seen: tuple[str, ...]) -> NoReturn:
    way = " → ".join(seen)
    raise SkippedError(
        Text(
            nl=f"het document was al in `{target}` en gaat niet terug ({way})",
            en=f"the document was in `{target}` already and does not go back ({way})",
        )
    )


def _refuse_read(document: Fields) -> None:
    if document.text("status") in (_READ, _FILED):
        raise SkippedError(Text(nl="het document is al ingelezen", en="the document was read in already"))


def set_destination(call: ActionCall) -> None:
    """The one journal that fits, or a category of document management: whatever the destination was before."""
    _refuse_read(Fields.of(call.our_records, call.record))
    category = Fields(call.parameters).text("categorie")
    values = _of_journal(call) if category is None else _of_category(category)
    for name in _DESTINATION[:-1]:
        call.our_records.write(call.record, name, values.get(name))


def _of_category(category: str) -> dict[str, Value | None]:
    """Spaces round the strokes of a category don't count."""
    return {"categorie": _SLASH.sub("/", category.strip()), "bestemming": _ARCHIVE}


def _of_journal(call: ActionCall) -> dict[str, Value | None]:
    if len(call.candidates) != 1:
        count = len(call.candidates)
        raise SkippedError(
            Text(
                nl=f"er moet precies één dagboek passen; het zijn er {count}",
                en=f"exactly one journal must fit; there are {count}",
            )
        )
    (journal,) = call.candidates
    fields = Fields.of(call.our_records, journal)
    return {
        "dagboek": journal,
        "dagboekcode": fields.text("code") or journal.key,
        "dagboeknaam": fields.text("naam"),
        "dagboektype": fields.text("type"),
        "bestemming": _JOURNAL,
    }


def read_in(call: ActionCall) -> Ref | None:
    """A proposal for a booking; a document for document management is filed, and gives none. Either happens once."""
    records = call.our_records
    document = Fields.of(records, call.record)
    _refuse_read(document)
    if document.text("bestemming") == _ARCHIVE:
        records.write(call.record, "status", _FILED)
        return None
    records.write(call.record, "status", _READ)
    return propose(records, call.record)


def holds_name(text: str, name: str) -> bool:
    """Whether a text holds the name of an administration: white space, dots and case do not count."""
    wanted = _UNSEEN.sub("", name).lower()
    return bool(wanted) and wanted in _UNSEEN.sub("", text).lower()


def _portable(call: ActionCall, target: str) -> dict[str, Value | None]:
    values = {
        name: value
        for name, value in call.our_records.fields(call.record).items()
        if name not in _DESTINATION and next(refs_in(value), None) is None
    }
    text = Fields(values).text("document tekst")
    records, origin = call.our_records, call.administration
    held = {name: file for name in _FILES if (file := Fields(values).text(name)) is not None}
    files = {name: records.share_file(file, origin, target) for name, file in held.items()}
    return {**values, **files, "document bevat administratienaam": None if text is None else holds_name(text, target)}


def _copy_invoice(records: Records, invoice: Ref | None, document: Ref) -> None:
    """The invoice data go along, with their rows: they belong to the document, not to the administration."""
    if invoice is None:
        return
    values, where = records.fields(invoice), document.administration
    start = f"{document.object}/{document.key}/e-factuur"
    new = records.create("e-factuur", _without_refs(values), key=start, administration=where)
    for field, row_object in _ROWS.items():
        rows = [_without_refs(records.fields(row)) for row in Fields(values).refs(field)]
        add_rows(records, new, field, row_object, rows)
    records.write(document, "e-factuur", new)


def _without_refs(values: Row) -> Row:
    return {name: value for name, value in values.items() if next(refs_in(value), None) is None}


def _free_key(call: ActionCall, target: str) -> str | None:
    """The number it has, where the target has no document with that number."""
    taken = call.our_records.fields(Ref(target, call.record.object, call.record.key))
    return None if taken else call.record.key
