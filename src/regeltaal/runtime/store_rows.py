"""Rows of tables to the classes of ``storage`` and back."""

from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Table, and_

from regeltaal.base.text import Text
from regeltaal.runtime.codec import storable
from regeltaal.runtime.storage import (
    EffectStatus,
    EventId,
    Policy,
    Refusal,
    StoredEffect,
    StoredEvent,
    StoredRecord,
    TimelineEntry,
)
from regeltaal.values.value import Ref

Values = dict[str, Any]


def of_ref(record: Ref) -> Values:
    return {"administration": record.administration, "object": record.object, "key": record.key}


def is_of(table: Table, record: Ref) -> ColumnElement[bool]:
    """Whether a row is about a record."""
    return and_(*(table.c[name] == value for name, value in of_ref(record).items()))


def of_slot(slot: tuple[str, str]) -> Values:
    administration, object_name = slot
    return {"administration": administration, "object": object_name}


def ref(row: RowMapping) -> Ref:
    return Ref(row["administration"], row["object"], row["key"])


def of_text(text: Text | None) -> Values | None:
    return None if text is None else {"nl": text.nl, "en": text.en}


def text_of(data: Values | None) -> Text | None:
    return None if data is None else Text(nl=data["nl"], en=data["en"])


def record(row: RowMapping) -> StoredRecord:
    return StoredRecord(ref(row), row["fields"], row["deleted"])


def of_event(event: StoredEvent) -> Values:
    return {
        "administration": event.event.administration,
        "id": event.event.id,
        "name": event.name,
        "record_administration": event.record.administration,
        "object": event.record.object,
        "key": event.record.key,
        "moment": event.moment,
        "zone": event.zone,
        "content_hash": event.content_hash,
        "rule_set_hash": event.rule_set_hash,
        "schema_hash": event.schema_hash,
        "calendar_hash": event.calendar_hash,
        "engine_version": event.engine_version,
        "status": event.status,
        "inputs": dict(event.inputs),
        "result": dict(event.result),
        "parent_administration": event.parent.administration if event.parent else None,
        "parent_id": event.parent.id if event.parent else None,
        "chain": list(event.chain),
        "publication": event.publication,
    }


def event(row: RowMapping) -> StoredEvent:
    parent = EventId(row["parent_administration"], row["parent_id"]) if row["parent_id"] is not None else None
    return StoredEvent(
        event=EventId(row["administration"], row["id"]),
        name=row["name"],
        record=Ref(row["record_administration"], row["object"], row["key"]),
        moment=row["moment"],
        zone=row["zone"],
        content_hash=row["content_hash"],
        rule_set_hash=row["rule_set_hash"],
        schema_hash=row["schema_hash"],
        calendar_hash=row["calendar_hash"],
        engine_version=row["engine_version"],
        status=row["status"],
        inputs=row["inputs"],
        result=row["result"],
        parent=parent,
        chain=tuple(row["chain"]),
        number=row["number"],
        publication=row["publication"],
        cleaned=row["cleaned"],
    )


def of_entry(entry: TimelineEntry) -> Values:
    return {
        **of_ref(entry.record),
        **_of_event_id(entry.event),
        "sequence": entry.sequence,
        "moment": entry.moment,
        "kind": entry.kind,
        "body": dict(entry.body),
    }


def entry(row: RowMapping) -> TimelineEntry:
    return TimelineEntry(
        record=ref(row),
        event=_event_id(row),
        moment=row["moment"],
        kind=row["kind"],
        body=row["body"],
        sequence=row["sequence"],
        number=row["number"],
    )


def of_effect(effect: StoredEffect) -> Values:
    return {
        "effect_key": effect.key,
        **_of_event_id(effect.event),
        **of_ref(effect.record),
        "rule": effect.rule,
        "action": effect.action,
        "policy": effect.policy.value,
        "due": effect.due,
        "parameters": dict(effect.parameters),
        "templates": dict(effect.templates),
        "plan": dict(effect.plan),
        "rule_set_hash": effect.rule_set_hash,
        "delay_key": effect.delay_key,
        "status": effect.status.value,
        "attempts": effect.attempts,
        "worker": effect.worker,
        "message_id": effect.message_id,
        "reason": of_text(effect.reason),
        "changed": effect.changed,
    }


def effect(row: RowMapping) -> StoredEffect:
    return StoredEffect(
        key=row["effect_key"],
        event=_event_id(row),
        record=ref(row),
        rule=row["rule"],
        action=row["action"],
        policy=Policy(row["policy"]),
        due=row["due"],
        parameters=row["parameters"],
        templates=row["templates"],
        plan=row["plan"],
        rule_set_hash=row["rule_set_hash"],
        delay_key=row["delay_key"],
        status=EffectStatus(row["status"]),
        attempts=row["attempts"],
        worker=row["worker"],
        message_id=row["message_id"],
        reason=text_of(row["reason"]),
        changed=row["changed"],
        number=row["number"],
    )


def of_refusal(refusal: Refusal) -> Values:
    return {
        "source": refusal.source,
        "line": refusal.line,
        "text": refusal.text,
        "reason": of_text(refusal.reason),
        "received": refusal.received,
        "field_name": _if_any(refusal.field_name),
        "administration": _if_any(refusal.administration),
        "event_id": _if_any(refusal.event_id),
    }


def _if_any(text: str | None) -> str | None:
    """What was refused may hold anything, and must be kept all the same."""
    return None if text is None else storable(text)


def refusal(row: RowMapping) -> Refusal:
    return Refusal(
        source=row["source"],
        line=row["line"],
        text=row["text"],
        reason=Text(**row["reason"]),
        received=row["received"],
        field_name=row["field_name"],
        administration=row["administration"],
        event_id=row["event_id"],
        number=row["number"],
    )


def _of_event_id(event: EventId) -> Values:
    return {"event_administration": event.administration, "event_id": event.id}


def _event_id(row: RowMapping) -> EventId:
    return EventId(row["event_administration"], row["event_id"])
