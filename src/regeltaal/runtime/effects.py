"""Effects as data: what a rule has decided that reaches outside our own records, or happens later."""

from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from regeltaal.program.tree import RuleId
from regeltaal.runtime.bindings import RenderedTemplate
from regeltaal.schema.model import Action
from regeltaal.values.value import Ref, Value


@frozen
class Effect:
    """One planned action. Everything it needs was settled when it was planned, save `MITS` and preconditions.

    ``key`` names this action of this event for ever: administration, event, rule, record, action, ordinal among
    equals. ``delay_key`` is the same without the event: what a repetition is recognised by. ``place`` says where in
    the rule the action stands (`dan/2`), so that its conditions can be found again.
    """

    key: str
    delay_key: str
    action: Action
    event: str
    event_id: str
    rule: RuleId
    place: str
    record: Ref
    parameters: Mapping[str, Value | None]
    cleared: tuple[str, ...]
    templates: Mapping[str, RenderedTemplate]
    candidates: tuple[Ref, ...]
    due: datetime
    delayed: bool
    chain: tuple[RuleId, ...] = ()
    depth: int = 0


def effect_key(event_id: str, rule: RuleId, record: Ref, title: str, ordinal: int) -> str:
    """The key of an effect; with an empty event id the key of its delay."""
    parts = (
        record.administration,
        event_id,
        rule.level.value,
        rule.administration or "",
        str(rule),
        record.object,
        record.key,
        title,
        str(ordinal),
    )
    return "|".join(part.replace("\\", "\\\\").replace("|", "\\|") for part in parts)
