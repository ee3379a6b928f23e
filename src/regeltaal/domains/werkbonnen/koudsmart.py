"""SYNCHRONISEER naar KoudSmart: the transactions with refrigerants and the documents of a work order.

What is told is settled when the action is planned; the content of files is fetched when it is sent, for the name of a
file always stands for the same content. So each attempt sends the same bytes. Every transaction has a key of its own.
"""

import base64
from collections.abc import Iterator, Mapping
from decimal import Decimal

from regeltaal.base.text import Text
from regeltaal.domains.common.reading import Fields
from regeltaal.domains.common.record_data import record_data
from regeltaal.domains.common.webhook import deliver
from regeltaal.domains.werkbonnen.lookup import article_of
from regeltaal.runtime.bindings import ActionCall, FailedError, Records, SkippedError
from regeltaal.runtime.settings import connection
from regeltaal.values.value import Ref

NAME = "koudsmart"
_FILLED, _TAKEN_OUT = "Bijgevuld", "Teruggewonnen"
_UNIT = "kg"
_MOST_BYTES = 20_000_000
_CUSTOMER = ("debiteurnummer", "naam", "straat", "huisnummer", "postcode", "plaats", "land", "kvk-nummer")
_PLACE = ("code", "straat", "postcode", "plaats", "land")
_INSTALLATION = (
    "code",
    "omschrijving",
    "type",
    "merk",
    "model",
    "serienummer",
    "locatie",
    "datum installatie",
    "datum laatste keuring",
)


def koudsmart_message(call: ActionCall) -> Mapping[str, object]:
    """The companion: everything that is told, but for the content of files."""
    records = call.our_records
    order = Fields.of(records, call.record)
    transactions = list(_transactions(call, order))
    documents = [*_documents(order), *_forms(records, order)]
    if not transactions and not documents:
        raise SkippedError(
            Text(
                nl="er zijn geen koelmiddeltransacties of documenten op de werkbon",
                en="the work order has no refrigerant transactions or documents",
            )
        )
    return {
        "werkbon": _order(records, call.record),
        "objecten": [_some(records, one, _INSTALLATION) for one in order.refs("objecten")],
        "transacties": transactions,
        "documenten": documents,
    }


def synchronise_koudsmart(call: ActionCall) -> None:
    """To `[koppelingen.koudsmart] url`, with the content of the documents."""
    settings = connection(call, NAME)
    deliver(call, settings, settings.required("url"), {**call.our_message, "documenten": _with_content(call)})


# ---------------------------------------------------------------- what is told


def _order(records: Records, record: Ref) -> dict[str, object]:
    order = Fields.of(records, record)
    own = ("nummer", "extern nummer", "datum", "einddatum", "status", "werkstatus", "korte omschrijving")
    mechanic, customer, place = order.ref("medewerker"), order.ref("relatie"), order.ref("adres")
    return {
        **_some(records, record, own),
        "medewerker": None if mechanic is None else _some(records, mechanic, ("nummer", "naam")),
        "relatie": None if customer is None else _some(records, customer, _CUSTOMER),
        "adres": None if place is None else _some(records, place, _PLACE),
    }


def _some(records: Records, record: Ref, names: tuple[str, ...]) -> dict[str, object]:
    data = record_data(records, record, steps=0)
    return {name: data[name] for name in names if name in data} or {"sleutel": record.key}


def _transactions(call: ActionCall, order: Fields) -> Iterator[dict[str, object]]:
    """The lines of material that are a refrigerant, by themselves or by their article."""
    records = call.our_records
    for row in order.refs("materialen"):
        line = Fields.of(records, row)
        article = article_of(records, line, call.administration)
        refrigerant = line.text("koudemiddel") or article.text("koudemiddel")
        if refrigerant is not None:
            yield _transaction(row, line, refrigerant, line.text("eenheid") or article.text("eenheid"), order)


def _transaction(row: Ref, line: Fields, refrigerant: str, unit: str | None, order: Fields) -> dict[str, object]:
    count = line.number("aantal")
    if count is None:
        raise FailedError(
            Text(nl=f"koudemiddel `{refrigerant}` heeft geen aantal", en=f"refrigerant `{refrigerant}` has no quantity")
        )
    objects, day = order.refs("objecten"), order.date("datum")
    only = objects[0] if len(objects) == 1 else None
    found = line.ref("object") or only
    return {
        "sleutel": row.key,
        "koudemiddel": refrigerant,
        "artikel": line.text("code"),
        "handeling": line.text("koudemiddelhandeling") or (_FILLED if count >= 0 else _TAKEN_OUT),
        "aantal": str(abs(Decimal(count))),
        "eenheid": unit or _UNIT,
        "object": None if found is None else found.key,
        "fles": line.text("fles"),
        "datum": None if day is None else day.isoformat(),
    }


def _documents(order: Fields) -> Iterator[dict[str, object]]:
    for name in order.texts("documenten"):
        yield {"soort": "document", "naam": name, "bestand": name}


def _forms(records: Records, order: Fields) -> Iterator[dict[str, object]]:
    """The forms that were filled in."""
    for row in order.refs("formulieren"):
        form = Fields.of(records, row)
        if form.is_yes("ingevuld"):
            about = form.ref("object")
            yield {
                "soort": "formulier",
                "sleutel": row.key,
                "naam": form.text("naam"),
                "object": None if about is None else about.key,
                "gegevens": form.text("gegevens"),
                "bestand": form.text("handtekening"),
            }


# ---------------------------------------------------------------- files


def _with_content(call: ActionCall) -> list[dict[str, object]]:
    """The documents, with what the store has of them; one that it does not have goes by its name alone."""
    told = call.our_message["documenten"]
    if not isinstance(told, list):
        raise TypeError("the documents of a message are a list")
    found: list[dict[str, object]] = []
    size = 0
    for document in told:
        name = document["bestand"]
        content = call.file(name) if name else None
        size += len(content or b"")
        if size > _MOST_BYTES:
            raise FailedError(
                Text(nl="de documenten zijn samen groter dan 20 MB", en="the documents are more than 20 MB together")
            )
        shown = None if content is None else base64.b64encode(content).decode("ascii")
        found.append({**document, "inhoud": shown})
    return found
