"""Calling a binding: what it gets, what it may raise, and what its breaking comes to."""

import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from regeltaal.base.text import Text
from regeltaal.runtime.bindings import ActionCall, Binding, FailedError, Message, SkippedError
from regeltaal.runtime.codec import canonical_json
from regeltaal.runtime.effects import Effect
from regeltaal.runtime.records import LiveRecords
from regeltaal.schema.model import Action, Schema, key_of
from regeltaal.values.environment import Environment
from regeltaal.values.value import Ref

_LOG = logging.getLogger(__name__)


def call_of(
    effect: Effect,
    environment: Environment,
    settings: Mapping[str, Mapping[str, object]],
    records: LiveRecords | None = None,
    raise_event: Callable[[str, Ref], None] | None = None,
) -> ActionCall:
    """The call that a binding gets for an effect."""
    return ActionCall(
        action=effect.action.title,
        parameters=effect.parameters,
        record=effect.record,
        event=effect.event,
        event_id=effect.event_id.id,
        rule=str(effect.rule),
        key=effect.key,
        environment=environment,
        cleared=frozenset(effect.cleared),
        templates=effect.templates,
        candidates=effect.candidates,
        settings=settings,
        records=records,
        message=effect.message,
        raise_event=raise_event,
    )


def raiser_of(schema: Schema, raised: list[tuple[str, Ref]]) -> Callable[[str, Ref], None]:
    """What a binding raises events with: those that the domain has, on a record of their object."""

    def raise_event(name: str, record: Ref) -> None:
        event = schema.event(name)
        if event is None or key_of(event.object) != key_of(record.object):
            raise ValueError(f"there is no event {name!r} of {record.object}")
        raised.append((name, record))

    return raise_event


def run_binding(binding: Binding, call: ActionCall) -> Ref | None:
    """Runs code that is not ours: whatever it raises becomes a failure with its name, and the log gets the rest."""
    with guarded(call.action):
        given = binding(call)
        if given is not None and not isinstance(given, Ref):
            raise TypeError(f"a binding returns a record or nothing, not {given!r}")
        return given


def message_of(message: Message, call: ActionCall) -> Mapping[str, object]:
    """What a companion tells, as the plain JSON data that the store gives back of it."""
    with guarded(call.action):
        given = json.loads(canonical_json(message(call)))
        if not isinstance(given, dict):
            raise TypeError(f"a companion returns a mapping, not {given!r}")
        return given


@contextmanager
def guarded(what: str) -> Iterator[None]:
    """What code that is not ours raises becomes a ``FailedError`` with its name; the log gets the rest."""
    try:
        yield
    except (SkippedError, FailedError):
        raise
    except Exception as error:  # a binding is a customer's code: one that breaks must not take the event with it
        _LOG.exception("binding of %s failed", what)
        name = type(error).__name__
        raise FailedError(Text(nl=f"de koppeling gaf een fout: {name}", en=f"the binding failed: {name}")) from error


def events_of(
    action: Action, record: Ref, by_hand: Sequence[tuple[str, Ref]], schema: Schema
) -> tuple[tuple[str, Ref], ...]:
    """The GEVOLG of an action: what its binding raised, else on the record that it made or is about."""
    told = {key_of(name) for name, _ in by_hand}
    general = []
    for name in action.raises:
        event = schema.event(name)
        if key_of(name) not in told and event is not None and key_of(event.object) == key_of(record.object):
            general.append((name, record))
    return (*by_hand, *general)
