"""Between an effect as it is planned and as the store keeps it."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from regeltaal.runtime.bindings import RenderedTemplate
from regeltaal.runtime.codec import decode_stored, encode, encode_untyped
from regeltaal.runtime.effects import Effect
from regeltaal.runtime.storage import Policy, StoredEffect
from regeltaal.runtime.stored_shapes import Json, mapping_in, pairs_in, ref_data, ref_of, rule_id_data, rule_id_of
from regeltaal.schema.model import Action, Execution
from regeltaal.values.value import Ref, Value


def stored_effect(effect: Effect, rule_set: str) -> StoredEffect:
    """An effect as the store keeps it.

    One on our own records is settled in the transaction that changes them: halfway nothing of it was kept, so that it
    may simply be done again.
    """
    action = effect.action
    again = action.execution is Execution.AT_LEAST or not action.is_outside
    return StoredEffect(
        key=effect.key,
        event=effect.event_id,
        record=effect.record,
        rule=str(effect.rule),
        action=action.title,
        policy=Policy.AT_LEAST if again else Policy.AT_MOST,
        due=effect.due,
        parameters={key: encode(value, action.parameters[key].type) for key, value in effect.parameters.items()},
        templates={key: _template_data(template) for key, template in effect.templates.items()},
        plan={
            "plaats": effect.place,
            "gebeurtenis": effect.event,
            "regel": rule_id_data(effect.rule),
            "legen": list(effect.cleared),
            "kandidaten": [ref_data(ref) for ref in effect.candidates],
            "keten": [rule_id_data(rule) for rule in effect.chain],
            "diepte": effect.depth,
            "vertraagd": effect.delayed,
            "voorwaarden": effect.conditional,
            "gepland": effect.planned.isoformat(),
            "eigen record": ref_data(effect.owner),
            "omgeving": [[slot, scope_data(value)] for slot, value in effect.scope.items()],
            "bericht": effect.message,
        },
        rule_set_hash=rule_set,
        delay_key=effect.delay_key,
    )


def planned_effect(stored: StoredEffect, action: Action, zone: ZoneInfo) -> Effect:
    """A stored effect as it was planned."""
    plan = stored.plan
    chain, cleared, candidates = plan["keten"], plan["legen"], plan["kandidaten"]
    if not (isinstance(chain, list) and isinstance(cleared, list) and isinstance(candidates, list)):
        raise TypeError(f"the plan of effect {stored.key} has another shape")
    return Effect(
        key=stored.key,
        delay_key=stored.delay_key or "",
        action=action,
        event=str(plan["gebeurtenis"]),
        event_id=stored.event,
        rule=rule_id_of(plan["regel"]),
        place=str(plan["plaats"]),
        record=stored.record,
        owner=ref_of(plan["eigen record"]),
        parameters={
            key: decode_stored(value, action.parameters[key].type, stored.record.administration, zone)
            for key, value in stored.parameters.items()
            if key in action.parameters
        },
        cleared=tuple(str(name) for name in cleared),
        templates={key: _template_of(data) for key, data in stored.templates.items()},
        candidates=tuple(ref_of(data) for data in candidates),
        planned=datetime.fromisoformat(str(plan["gepland"])),
        due=stored.due.astimezone(zone),
        delayed=bool(plan["vertraagd"]),
        conditional=bool(plan["voorwaarden"]),
        scope={int(str(slot)): scope_value(data) for slot, data in pairs_in(plan["omgeving"])},
        chain=tuple(rule_id_of(data) for data in chain),
        depth=int(str(plan["diepte"])),
        message=None if plan.get("bericht") is None else mapping_in(plan["bericht"]),
    )


def _template_data(template: RenderedTemplate) -> Json:
    return {
        "naam": template.name,
        "koppen": dict(template.headers),
        "inhoud": template.body,
        "html": template.html,
    }


def _template_of(data: object) -> RenderedTemplate:
    if not isinstance(data, dict) or not isinstance(data["koppen"], dict):
        raise TypeError("a stored template has another shape")
    return RenderedTemplate(data["naam"], data["koppen"], data["inhoud"], data["html"])


def scope_data(value: Value) -> object:
    """A row or result that a condition may name: a record, or an item of a list of texts or numbers."""
    match value:
        case Ref():
            return ref_data(value)
        case Decimal():
            return {"getal": str(value)}
        case _:
            return encode_untyped(value)


def scope_value(data: object) -> Value:
    match data:
        case list():
            return ref_of(data)
        case dict():
            return Decimal(str(data["getal"]))
        case _:
            return str(data)
