"""MAAK vervolgwerkbon: a new work order after the example of another."""

from regeltaal.domains.common.rows import add_row, is_row
from regeltaal.runtime.bindings import ActionCall, Records
from regeltaal.schema.model import key_of
from regeltaal.values.value import Ref, Value

_OWN = frozenset({"nummer", "aanmaakdatum", "gearchiveerd", "werk gereed", "reactiedeadline", "oplosdeadline"})
"""What every work order has for itself."""

_OF_THE_VISIT = frozenset({"materialen", "werkperiodes", "foto's"})
"""What was used, worked and seen on the visit: copied, it would be invoiced twice."""


def make_follow_up(call: ActionCall) -> Ref:
    """Fields are those of MET, empty where ZONDER says so, and else those of the example."""
    records = call.our_records
    example = records.fields(call.record)
    kept = {name: value for name, value in example.items() if name not in _OWN | _OF_THE_VISIT}
    empty = {key_of(name) for name in call.cleared}
    values = {name: value for name, value in {**kept, **call.parameters}.items() if name not in empty}
    rows = {name: value for name, value in values.items() if _has_rows(value)}
    new = records.create(
        "werkbon", {**{name: value for name, value in values.items() if name not in rows}, "aanmaakdatum": call.moment}
    )
    for name, value in rows.items():
        _copy_rows(records, new, name, value)
    return new


def _has_rows(value: Value | None) -> bool:
    return isinstance(value, tuple) and any(isinstance(item, Ref) and is_row(item) for item in value)


def _copy_rows(records: Records, owner: Ref, field: str, value: Value | None) -> None:
    """A row belongs to one record: the new one gets rows of its own."""
    for row in value if isinstance(value, tuple) else ():
        if isinstance(row, Ref):
            add_row(records, owner, field, row.object, records.fields(row))
