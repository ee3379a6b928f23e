"""Looking into the records of a store, with their rows and the rules that ran on them: what `toon` shows, as data."""

from collections.abc import Container, Mapping
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import Factory, frozen

from regeltaal.base.node import evolve
from regeltaal.base.patterns import lazily
from regeltaal.runtime.inspection import local_entry
from regeltaal.runtime.persistence import fields_of
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import Data, TimelineEntry
from regeltaal.runtime.world import is_row, refs_in, row_start
from regeltaal.schema.model import Object, Schema, key_of
from regeltaal.values.common import MONEY
from regeltaal.values.moments import in_zone
from regeltaal.values.value import Ref, Value

if TYPE_CHECKING:
    from regeltaal.runtime.store import Store
    from regeltaal.runtime.store_unit import Unit

_DIGITS = lazily(r"([0-9]+)")
_SKIPPED, _PLANNED = "overgeslagen", "gepland"


@frozen
class Record:
    """A stored record with its values.

    ``rules`` are the lines of its history about rules and ``rows`` what its fields hold that has no key of its own,
    by field, where those were asked. Of a row ``owner`` is the record that it belongs to, and ``currency`` what that
    one says that amounts are in.
    """

    ref: Ref
    fields: Mapping[str, Value | None]
    rules: "tuple[RanRule, ...]" = ()
    rows: "Mapping[str, Rows]" = Factory(dict)
    owner: Ref | None = None
    currency: str | None = None
    cleaned: datetime | None = None
    """When the lines of earlier events were removed, the last time; None where all are there."""


@frozen
class RanRule:
    """A line of a record's history about a rule; ``idle`` is one that fired and of which everything was skipped."""

    entry: TimelineEntry
    idle: bool


@frozen
class Rows:
    """The rows in a field; ``listed`` is not so where the field holds just one."""

    declared: Object
    records: tuple[Record, ...]
    listed: bool


def stored_records(
    rules: RuleSet, store: "Store", declared: Object, key: str | None = None, administration: str | None = None
) -> tuple[Record, ...]:
    """The records of an object, by administration and key; with ``key`` only those of that key, in full.

    Of an object that has no key of its own all rows, by the records that they belong to.
    """
    with store.look() as unit:
        found = sorted(unit.records(declared.name, administration), key=lambda one: _as_read(one.record))
        chosen = (
            Record(one.record, fields_of(one.fields, one.record, rules.schema, rules.zone))
            for one in found
            if not one.deleted and _is_asked(one.record, declared, key)
        )
        return tuple(_owned(one, rules, unit) if key is None else _in_full(one, rules, unit) for one in chosen)


def _is_asked(ref: Ref, declared: Object, key: str | None) -> bool:
    return ref.key == key if key is not None else declared.key_field is None or not is_row(ref)


def _as_read(ref: Ref) -> tuple[str, list[str | int]]:
    """The order in which a reader looks for keys: 2 before 10."""
    return ref.administration, [int(part) if part.isdigit() else part for part in _DIGITS.split(ref.key)]


def _in_full(record: Record, rules: RuleSet, unit: "Unit") -> Record:
    skipped = unit.skipped()
    lines = (local_entry(entry, rules.zone) for entry in unit.rule_lines(record.ref))
    ran = tuple(RanRule(one, one.body.get("tak") != "geen" and not did_something(one.body, skipped)) for one in lines)
    removed = (in_zone(one.cleaned, rules.zone) for one in unit.events_of(record.ref) if one.cleaned is not None)
    return evolve(_with_rows(_owned(record, rules, unit), rules, unit), rules=ran, cleaned=max(removed, default=None))


def _owned(record: Record, rules: RuleSet, unit: "Unit") -> Record:
    """A row with the record that it belongs to; another record as it is."""
    owner = owner_of(record.ref, rules.schema)
    declared = None if owner is None else rules.schema.object(owner.object)
    if owner is None or declared is None:
        return record
    above = Record(owner, fields_of(unit.load(owner) or {}, owner, rules.schema, rules.zone))
    return evolve(record, owner=owner, currency=_currency(above, declared))


def owner_of(ref: Ref, schema: Schema) -> Ref | None:
    """The record with a key of its own that a row belongs to: its key begins with the objects that it is in.

    Of `e-factuur/document/DOC-1/e-factuur/regels/2` that is document `DOC-1`.
    """
    parts = ref.key.split("/")
    for part, key in pairwise(parts):
        declared = schema.object(part)
        if declared is None:
            return None
        if declared.key_field is not None:
            return Ref(ref.administration, declared.name, key)
    return None


def _currency(record: Record, declared: Object) -> str | None:
    """What amounts that say nothing of it themselves are in: as those of the record do, or those it is a part of."""
    companions = {key_of(one.together) for one in declared.fields.values() if one.type == MONEY and one.together}
    code = record.fields.get(companions.pop()) if len(companions) == 1 else None
    return code if isinstance(code, str) else record.currency


def _with_rows(record: Record, rules: RuleSet, unit: "Unit") -> Record:
    """A record with its rows, and theirs."""
    rows = {key: found for key, value in record.fields.items() if (found := _rows(value, record, rules, unit))}
    return evolve(record, rows=rows)


def _rows(value: Value | None, owner: Record, rules: RuleSet, unit: "Unit") -> Rows | None:
    refs = [one for one in refs_in(value) if one.key.startswith(row_start(owner.ref))]
    declared = rules.schema.object(refs[0].object) if refs else None
    above = rules.schema.object(owner.ref.object)
    if declared is None or above is None:
        return None
    unit.prepare(refs)
    currency = _currency(owner, above)
    records = (
        Record(ref, fields_of(unit.load(ref) or {}, ref, rules.schema, rules.zone), currency=currency) for ref in refs
    )
    return Rows(declared, tuple(_with_rows(one, rules, unit) for one in records), isinstance(value, tuple))


# ---------------------------------------------------------------- rules that ran


def did_something(rule: Data, skipped: Container[str]) -> bool:
    """Whether a rule that fired, as the store has it, did, planned or tried anything: not so where all was skipped.

    ``skipped`` are the keys of the effects that were skipped only when their moment had come.
    """
    actions = rule.get("acties")
    listed = [one for one in actions if isinstance(one, Mapping)] if isinstance(actions, list) else []
    return any(not _is_skipped(one, skipped) for one in listed)


def _is_skipped(action: Data, skipped: Container[str]) -> bool:
    status = action.get("status")
    return status == _SKIPPED or (status == _PLANNED and action.get("sleutel") in skipped)
