"""Calling a binding: what it gets, what it may raise, and what its breaking comes to."""

import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from regeltaal.base.log import log
from regeltaal.base.text import Text
from regeltaal.runtime.bindings import ActionCall, Binding, FailedError, Message, SkippedError, UncertainError
from regeltaal.runtime.codec import canonical_json
from regeltaal.runtime.effects import Effect
from regeltaal.runtime.records import LiveRecords
from regeltaal.runtime.storage import Policy
from regeltaal.schema.model import Action, Schema, key_of
from regeltaal.values.environment import Environment
from regeltaal.values.value import Ref


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
        planned=effect.planned.astimezone(environment.zone),
    )


def raiser_of(schema: Schema, raised: list[tuple[str, Ref]]) -> Callable[[str, Ref], None]:
    """What a binding raises events with: those that the domain has, on a record of their object."""

    def raise_event(name: str, record: Ref) -> None:
        event = schema.event(name)
        if event is None or key_of(event.object) != key_of(record.object):
            raise ValueError(f"there is no event {name!r} of {record.object}")
        raised.append((name, record))

    return raise_event


def run_outside(binding: Binding, call: ActionCall, policy: Policy) -> None:
    """Runs the binding of an outside action.

    Raises:
        FailedError: it was not done; ``retry`` says whether it may be tried again.
        UncertainError: it may have been done, and may be done once.
    """
    try:
        run_binding(binding, call)
    except BrokenError as error:
        if policy is Policy.AT_MOST:
            raise UncertainError(_unknown(error.reason)) from error
        raise FailedError(error.reason, retry=True) from error
    except UncertainError as error:
        if policy is Policy.AT_MOST:
            raise
        raise FailedError(error.reason, retry=True, after=error.after) from error


def _unknown(why: Text) -> Text:
    nl = f"{why.nl}; onbekend is of het gelukt is"
    return Text(nl=nl, en=f"{why.en}; whether it succeeded is unknown")


def run_binding(binding: Binding, call: ActionCall) -> Ref | None:
    """Runs code that is not ours: whatever it raises becomes a failure with its name."""
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


class BrokenError(FailedError):
    """A binding raised what it may not: nobody can tell how far it had come."""


@contextmanager
def guarded(what: str) -> Iterator[None]:
    """What code that is not ours raises becomes a ``BrokenError`` with its name.

    The log gets that name; what the error says, which may be somebody's data, only where all is logged.
    """
    try:
        yield
    except (SkippedError, FailedError):
        raise
    except Exception as error:  # a binding is a customer's code: one that breaks must not take the event with it
        name = type(error).__name__
        why = Text(nl=f"de koppeling gaf een fout: {name}", en=f"the binding failed: {name}")
        log(why, logging.ERROR, {"actie": what})
        logging.getLogger(__name__).debug("binding of %s failed", what, exc_info=True)
        raise BrokenError(why) from error


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
