"""What happens to documents: thrown away, moved, given a destination, read in."""

import re

from regeltaal.base.text import Text
from regeltaal.domains.common.reading import Fields
from regeltaal.runtime.bindings import ActionCall, FailedError, SkippedError
from regeltaal.values.value import Ref, Value

_RECEIVED = "document ontvangen"
_JOURNAL = "Dagboek"
_ARCHIVE = "Document management"
_DESTINATION = ("bestemming", "dagboek", "dagboekcode", "dagboeknaam", "dagboektype", "categorie")
_TO_BOOKING = (
    "dagboek",
    "dagboekcode",
    "dagboeknaam",
    "dagboektype",
    "document tekst",
    "document aantal pagina's",
    "inlees bestandsnaam",
    "inlees bestandsnaam extensie",
)
_UNSEEN = re.compile(r"[\s.]+")


def throw_away(call: ActionCall) -> None:
    call.our_records.delete(call.record)


def move(call: ActionCall) -> Ref:
    """The document goes to another administration, where it is received anew.

    What was decided about its destination, and what points to records of the administration it leaves, stays behind.
    """
    records, target = call.our_records, Fields(call.parameters).ref("doeladministratie")
    if target is None:
        raise FailedError(Text(nl="de doeladministratie is leeg", en="the target administration is empty"))
    values = _portable(call, target.key)
    new = records.create("document", values, key=_free_key(call, target.key), administration=target.key)
    records.delete(call.record)
    if call.raise_event is not None:
        call.raise_event(_RECEIVED, new)
    return new


def set_destination(call: ActionCall) -> None:
    """The one journal that fits, or a category of document management."""
    records, category = call.our_records, Fields(call.parameters).text("categorie")
    if category is not None:
        records.write(call.record, "categorie", category)
        records.write(call.record, "bestemming", _ARCHIVE)
        return
    if len(call.candidates) != 1:
        count = len(call.candidates)
        raise SkippedError(
            Text(
                nl=f"er moet precies één dagboek passen; het zijn er {count}",
                en=f"exactly one journal must fit; there are {count}",
            )
        )
    (journal,) = call.candidates
    fields = Fields.of(records, journal)
    records.write(call.record, "dagboek", journal)
    records.write(call.record, "dagboekcode", fields.text("code") or journal.key)
    records.write(call.record, "dagboeknaam", fields.text("naam"))
    records.write(call.record, "dagboektype", fields.text("type"))
    records.write(call.record, "bestemming", _JOURNAL)


def read_in(call: ActionCall) -> Ref | None:
    """A proposal for a booking; a document for document management is filed, and gives none."""
    records = call.our_records
    document = Fields.of(records, call.record)
    if document.text("bestemming") == _ARCHIVE:
        return None
    scanned = (document.text("inlees bestandsnaam extensie") or "").lower() != ".xml"
    return records.create(
        "boeking",
        {
            **{name: document.any(name) for name in _TO_BOOKING},
            "document": call.record,
            "omschrijving": document.text("onderwerp"),
            "ingelezen door scan en herken": scanned,
            "boekingstype": "Financiële boeking",
            "goedgekeurd": False,
        },
    )


def holds_name(text: str, name: str) -> bool:
    """Whether a text holds the name of an administration: white space, dots and case do not count."""
    wanted = _UNSEEN.sub("", name).lower()
    return bool(wanted) and wanted in _UNSEEN.sub("", text).lower()


def _portable(call: ActionCall, target: str) -> dict[str, Value | None]:
    values = {
        name: value
        for name, value in call.our_records.fields(call.record).items()
        if name not in _DESTINATION and not isinstance(value, Ref)
    }
    text = Fields(values).text("document tekst")
    return {**values, "document bevat administratienaam": None if text is None else holds_name(text, target)}


def _free_key(call: ActionCall, target: str) -> str | None:
    """The number it has, where the target has no document with that number."""
    taken = call.our_records.fields(Ref(target, call.record.object, call.record.key))
    return None if taken else call.record.key
