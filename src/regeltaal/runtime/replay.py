"""Doing the processing of a stored event again, from what it read then: the ground under every explanation.

It gives the whole verdict tree of each rule, also of those that did not fire, without anything having been kept of
them. The reference evaluator decides, so that it stands by itself. INVARIANT: by the rule set of the event it comes to
what is stored; a test holds that for every example.
"""

from collections.abc import Mapping
from datetime import datetime

from regeltaal.runtime.bindings import Bindings
from regeltaal.runtime.filing import KeptFile
from regeltaal.runtime.replay_inputs import inputs_of, started_of
from regeltaal.runtime.result import EventResult
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.settings import as_they_were
from regeltaal.runtime.storage import StoredEvent


def can_replay(rules: RuleSet, stored: StoredEvent) -> bool:
    """Whether this is the rule set that the event was processed by, and the event one that came in (no follow-up)."""
    return bool(stored.inputs) and stored.rule_set_hash == rules.digest


def replay(rules: RuleSet, stored: StoredEvent, bindings: Bindings) -> EventResult:
    """What the event comes to, with its follow-ups; nothing is stored or sent.

    Raises:
        ValueError: it was processed by another rule set, or is a follow-up: replay the event it follows from. Or its
            details were removed.
    """
    if stored.cleaned is not None:
        raise ValueError(f"the details of event {stored.event.id} were removed on {stored.cleaned:%Y-%m-%d}")
    if not can_replay(rules, stored):
        raise ValueError(f"event {stored.event.id} was not taken in by this rule set")
    event, moment = stored.inputs["gebeurtenis"], stored.inputs["moment"]
    if not isinstance(event, Mapping) or not isinstance(moment, str):
        raise TypeError("stored inputs have another shape")
    inputs = inputs_of(stored.inputs, rules.schema, rules.zone)
    world = rules.world(inputs, as_they_were(inputs.settings, rules.settings))
    environment = rules.environment(datetime.fromisoformat(moment))
    sent = {name: KeptFile(digest) for name, digest in inputs.sent.items()}
    started = stored.inputs.get("klok")
    incoming = rules.read(event) if started is None else rules.read_own(event, started_of(started))
    happening = rules.taken_in(incoming, world, environment, bindings, sent)
    return rules.processed(happening, world, bindings, by_reference=True).result
