"""Recognising the relation of a booking by what stands on its invoice, one criterion after the other.

It runs behind the rules that assign a relation, and fills what they left empty. The first criterion that fits one
relation decides; where one fits several, nothing is recognised at all.
"""

from collections.abc import Iterator, Mapping, Sequence

from regeltaal.base.node import Node
from regeltaal.base.text import Text
from regeltaal.domains.boekhouding import office
from regeltaal.domains.boekhouding.parties import RECOGNISED, TRADING_NAME, folded
from regeltaal.domains.boekhouding.proposal import FINANCIAL, INVOICED, PURCHASE, SALES, invoiced_rows
from regeltaal.domains.common.reading import Fields
from regeltaal.domains.common.rows import add_rows
from regeltaal.runtime.bindings import Derivation, Records
from regeltaal.values.value import Ref

CREDITOR, DEBTOR = "Crediteur", "Debiteur"
_CUSTOMER_NUMBER = "klantnummer"
_PURCHASE_TO_PAY = "Purchase to pay"
_MOST_SHOWN = 5


class Criterion(Node):
    """What of an invoice is held against relations; ``only`` names the kind of relation that it is for."""

    name: str
    fields: tuple[str, ...]
    only: str | None = None


CRITERIA = (
    Criterion("KvK-nummer en postcode", ("kvk-nummer", "postcode")),
    Criterion("KvK-nummer", ("kvk-nummer",)),
    Criterion("IBAN", ("iban",)),
    Criterion("btw-nummer", ("btw-nummer",)),
    Criterion("naam en adres", ("naam", "straat")),
    Criterion("naam en postcode", ("naam", "postcode")),
    Criterion("naam", ("naam",)),
    Criterion("telefoonnummer", ("telefoonnummer",)),
    Criterion("postcode", ("postcode",), DEBTOR),
    Criterion("klantnummer", (_CUSTOMER_NUMBER,), DEBTOR),
    Criterion("e-mailadres en postcode", ("e-mailadres", "postcode"), CREDITOR),
)
"""In this order."""


class Recognition(Node):
    """The criterion that decided, and the relations that it fits: one, or too many."""

    criterion: str
    relations: tuple[Ref, ...]


def side_of(booking: Fields) -> str:
    """The field of a booking that holds its relation."""
    return "debiteur" if booking.text("dagboektype") == SALES else "crediteur"


def relation_of(booking: Fields) -> Ref | None:
    return booking.ref(side_of(booking))


def complete(step: Derivation) -> None:
    """Recognises the relation that no rule assigned, and fills what follows from the relation."""
    booking = Fields.of(step.records, step.record)
    if relation_of(booking) is None:
        _fill(step, booking)
        booking = Fields.of(step.records, step.record)
    relation = relation_of(booking)
    if relation is not None:
        _follow(step.records, step.record, booking, Fields.of(step.records, relation))


def _fill(step: Derivation, booking: Fields) -> None:
    kind = DEBTOR if side_of(booking) == "debiteur" else CREDITOR
    found = recognise(booking, kind, step.records)
    if found is None:
        return
    if len(found.relations) > 1:
        step.note(_ambiguous(found))
        return
    (relation,) = found.relations
    step.records.write(step.record, side_of(booking), relation)
    step.records.write(step.record, "relatie herkend op", found.criterion)
    step.note(
        Text(
            nl=f"relatie `{relation.key}` herkend op {found.criterion}",
            en=f"relation `{relation.key}` recognised by {found.criterion}",
        )
    )


def recognise(booking: Fields, kind: str, records: Records) -> Recognition | None:
    """The first criterion that fits any relation of the kind, with those that it fits."""
    for criterion in CRITERIA:
        wanted = {name: _seen(booking, name) for name in criterion.fields}
        if all(wanted.values()) and criterion.only in (None, kind):
            fitting = tuple(_fitting(wanted, kind, records))
            if fitting:
                return Recognition(criterion.name, fitting)
    return None


def _seen(booking: Fields, name: str) -> tuple[str, ...]:
    """What stands on the invoice: of a name the registered and the trading one, either of which will do."""
    names = (RECOGNISED.get(name, name), *((TRADING_NAME,) if name == "naam" else ()))
    return tuple(filter(None, map(booking.text, names)))


def _fitting(wanted: Mapping[str, tuple[str, ...]], kind: str, records: Records) -> Iterator[Ref]:
    """The relations of the kind that have one of each of these: looked up by what is alike, then compared."""
    sought = {_field(name): value for name, value in wanted.items()}
    expected = {name: {folded(name, one) for one in values} for name, values in wanted.items()}
    for ref in records.find("relatie", sought, loosely=True):
        relation = Fields.of(records, ref)
        fits = all(_folded(name, relation.text(_field(name))) in expected[name] for name in wanted)
        if fits and relation.text("soort") in (None, kind):
            yield ref


def _field(name: str) -> str:
    """The field of a relation that holds something of an invoice."""
    return "code" if name == _CUSTOMER_NUMBER else name


def _folded(name: str, value: str | None) -> str | None:
    return folded(name, value) if value else None


def _ambiguous(found: Recognition) -> Text:
    names = listed(found.relations)
    return Text(
        nl=f"geen relatie herkend: op {found.criterion} passen er {len(found.relations)} ({names})",
        en=f"no relation recognised: by {found.criterion} there are {len(found.relations)} ({names})",
    )


def listed(refs: Sequence[Ref]) -> str:
    """The keys of some records, the first few of many."""
    names = "; ".join(ref.key for ref in refs[:_MOST_SHOWN])
    return f"{names}; …" if len(refs) > _MOST_SHOWN else names


def _follow(records: Records, record: Ref, booking: Fields, relation: Fields) -> None:
    """The tags of a relation, and its type of booking, with the lines that a purchase invoice has."""
    if booking.any("relatietags") is None:
        records.write(record, "relatietags", relation.any("tags"))
    if booking.text("boekingstype") in (None, FINANCIAL) and _type_of(records, relation) == PURCHASE:
        own = office.of(records, record.administration)
        if not office.lacks_module(own, _PURCHASE_TO_PAY):
            records.write(record, "boekingstype", PURCHASE)
            booking = Fields.of(records, record)
    if booking.text("boekingstype") == PURCHASE and not booking.refs(INVOICED):
        document = Fields.of(records, booking.ref("document"))
        rows = invoiced_rows(records, Fields.of(records, document.ref("e-factuur")))
        add_rows(records, record, INVOICED, "inkoopfactuurregel", rows)


def _type_of(records: Records, relation: Fields) -> str | None:
    """The type of booking of a relation: its own, or that of its last booking."""
    return relation.text("boekingstype") or Fields.of(records, relation.ref("laatste boeking")).text("boekingstype")
