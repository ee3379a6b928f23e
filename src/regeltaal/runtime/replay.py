"""Doing the processing of a stored event again, from what it read then: the ground under every explanation.

It gives the whole verdict tree of each rule, also of those that did not fire, without anything having been kept of
them. INVARIANT: by the rule set of the event it comes to what is stored; a test holds that for every example.
"""

from collections.abc import Mapping
from datetime import datetime

from regeltaal.runtime.bindings import Bindings
from regeltaal.runtime.intake import take_in
from regeltaal.runtime.persistence import inputs_of
from regeltaal.runtime.result import EventResult
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import StoredEvent


def can_replay(rules: RuleSet, stored: StoredEvent) -> bool:
    """Whether this is the rule set that the event was processed by, and the event one that came in (no follow-up)."""
    return bool(stored.inputs) and stored.rule_set_hash == rules.digest


def replay(rules: RuleSet, stored: StoredEvent, bindings: Bindings) -> EventResult:
    """What the event comes to, with its follow-ups; nothing is stored or sent.

    Raises:
        ValueError: it was processed by another rule set, or is a follow-up: replay the event it follows from.
    """
    if not can_replay(rules, stored):
        raise ValueError(f"event {stored.event.id} was not taken in by this rule set")
    event, moment = stored.inputs["gebeurtenis"], stored.inputs["moment"]
    if not isinstance(event, Mapping) or not isinstance(moment, str):
        raise TypeError("stored inputs have another shape")
    world = rules.world(inputs_of(stored.inputs, rules.schema, rules.zone))
    environment = rules.environment(datetime.fromisoformat(moment))
    return rules.processed(take_in(rules.read(event), world, environment), world, bindings).result
