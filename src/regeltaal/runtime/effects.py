"""Effects as data: what a rule has decided that reaches outside our own records, or happens later."""

from collections.abc import Mapping
from datetime import datetime

from regeltaal.base.node import Node, field
from regeltaal.program.tree import RuleId
from regeltaal.runtime.bindings import RenderedTemplate
from regeltaal.runtime.storage import EventId
from regeltaal.schema.model import Action
from regeltaal.values.value import Ref, Value


class Effect(Node):
    """One planned action. Everything it needs was settled when it was planned, save `MITS` and preconditions.

    ``record`` is what the action is about, ``owner`` the event's own record: the same, save in a loop over rows.
    ``scope`` are the rows and results that its conditions may name, by slot. ``key`` names this action of this event
    for ever: administration, event, rule, record, action, ordinal among equals. ``delay_key`` is the same without the
    event: what a repetition is recognised by. ``place`` says where in the rule the action stands (`dan/2`), so that
    its conditions can be found again.
    """

    key: str
    delay_key: str
    action: Action
    event: str
    event_id: EventId
    rule: RuleId
    place: str
    record: Ref
    owner: Ref
    parameters: Mapping[str, Value | None]
    cleared: tuple[str, ...]
    templates: Mapping[str, RenderedTemplate]
    candidates: tuple[Ref, ...]
    planned: datetime
    due: datetime
    delayed: bool
    conditional: bool = True
    """Whether anything must be tested again when it runs later: `MITS`, or a condition of the action."""
    scope: Mapping[int, Value] = field(factory=dict)
    chain: tuple[RuleId, ...] = ()
    depth: int = 0
    former_delay_key: str | None = None
    """That key as it was before the rule got another name (VOORHEEN)."""
    message: Mapping[str, object] | None = None
    """What the companion of an outside action made of the records when it was planned."""


def effect_key(event: EventId | None, rule: RuleId, record: Ref, title: str, ordinal: int) -> str:
    """The key of an effect; without an event the key of its delay."""
    parts = (
        event.administration if event is not None else "",
        event.id if event is not None else "",
        rule.level.value,
        rule.administration or "",
        rule.name,
        "" if rule.row is None else str(rule.row),
        record.administration,
        record.object,
        record.key,
        title,
        str(ordinal),
    )
    return "|".join(part.replace("\\", "\\\\").replace("|", "\\|") for part in parts)
