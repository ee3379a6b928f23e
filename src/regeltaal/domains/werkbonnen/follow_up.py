"""MAAK vervolgwerkbon: a new work order after the example of another."""

from regeltaal.domains.common.reading import Fields
from regeltaal.domains.common.rows import add_row
from regeltaal.runtime.bindings import ActionCall, Records
from regeltaal.runtime.world import is_row
from regeltaal.schema.model import key_of
from regeltaal.values.value import Ref, Value

FIRST_STATUS = "Ingepland"
"""The status of a follow-up for which the rule gives none: it is yet to be made ready for a mechanic."""

OWN = frozenset(
    {
        "nummer",
        "aanmaakdatum",
        "gearchiveerd",
        "laatste factuur",
        "vervolg op",
        "pdf-adres",
        "word-adres",
    }
)
"""What every work order has for itself."""

OF_THE_VISIT = frozenset(
    {
        "status",
        "werkstatus",
        "werk gereed",
        "handtekening",
        "naam ondertekenaar",
        "materialen",
        "werkperiodes",
        "urenregels",
        "foto's",
        "storing",
        "storingscode",
        "oplossing",
        "oplossingscode",
    }
)
"""What was used, worked, seen and signed on the visit: copied, it would be invoiced twice, or said of another visit."""

OF_THE_CLOCK = frozenset(
    {
        "geldend sla-beleid",
        "sla-start",
        "reactiedeadline",
        "oplosdeadline",
        "reactiemoment",
        "oplosmoment",
        "reactie op tijd",
        "oplossing op tijd",
    }
)
"""What follows from the SLA policy for each work order anew."""

NOT_COPIED = OWN | OF_THE_VISIT | OF_THE_CLOCK


def make_follow_up(call: ActionCall) -> Ref:
    """Fields are those of MET, empty where ZONDER says so, and else those of the example."""
    records = call.our_records
    empty = {key_of(name) for name in call.cleared}
    kept = {name: value for name, value in records.fields(call.record).items() if name not in NOT_COPIED}
    chosen = {"status": FIRST_STATUS, **kept, **call.parameters}
    values = {name: value for name, value in chosen.items() if name not in empty}
    rows = {name: value for name, value in values.items() if _has_rows(value)}
    plain = {name: value for name, value in values.items() if name not in rows}
    new = records.create("werkbon", {**plain, "aanmaakdatum": call.moment, "vervolg op": call.record})
    for name, value in rows.items():
        _copy_rows(records, new, name, value)
    return new


def _has_rows(value: Value | None) -> bool:
    return isinstance(value, tuple) and any(isinstance(item, Ref) and is_row(item) for item in value)


def _copy_rows(records: Records, owner: Ref, field: str, value: Value | None) -> None:
    """A row belongs to one record: the new one gets rows of its own. A form that was filled in is of the visit."""
    for row in value if isinstance(value, tuple) else ():
        if isinstance(row, Ref) and not Fields.of(records, row).is_yes("ingevuld"):
            add_row(records, owner, field, row.object, records.fields(row))
