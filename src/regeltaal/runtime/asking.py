"""Why did one rule run for a record, or not: also where its event never came in, or the rule is another by now."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from attrs import frozen

from regeltaal.base.text import Text
from regeltaal.evaluate.reading import label
from regeltaal.program.tree import OnEvent, Rule, RuleId, Trigger
from regeltaal.runtime.bindings import Bindings
from regeltaal.runtime.explaining import Answer, Explained, Explainer
from regeltaal.runtime.inspection import PastEvent, effects_in, local_event, refs_named
from regeltaal.runtime.listening import not_on
from regeltaal.runtime.removed import details_removed
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.schedules import event_key, name_of, trigger_key
from regeltaal.runtime.storage import Refusal, StoredEvent
from regeltaal.schema.model import key_of
from regeltaal.values.moments import in_zone
from regeltaal.values.value import Ref

if TYPE_CHECKING:
    from regeltaal.runtime.store import Store

_NOT_YET = Text(nl="de regel bestond toen nog niet", en="there was no such rule then")


@frozen
class Question:
    """``record`` is a key, or an object and a key; ``event`` limits it to one event."""

    record: str
    rule: str
    event: str | None = None


@frozen
class AtEvent:
    """What a rule did at one event. ``changed``: the rule is written otherwise by now."""

    past: PastEvent
    explained: Explained
    changed: bool


@frozen
class RuleAnswer:
    """A rule and a record. ``gone``: the rule is there no more. ``record`` is None where the store has none such.

    ``missing`` are the events that the rule listens to and that never came in for the record, ``refused`` those that
    came in and did not fit. ``at_present`` is why the rule would not run today, whatever came in.
    """

    question: Question
    rule: Rule
    record: Ref | None
    events: tuple[AtEvent, ...]
    listens_to: tuple[str, ...]
    missing: tuple[str, ...]
    refused: tuple[Refusal, ...]
    at_present: Text | None
    gone: bool = False


def ask(rules: RuleSet, store: "Store | None", question: Question, bindings: Bindings) -> tuple[RuleAnswer, ...]:
    """An answer for each rule of that name and each record of that key; none where there never was such a rule."""
    with nullcontext() if store is None else store.look() as unit:
        refs = () if unit is None else tuple(dict.fromkeys(refs_named(rules, unit, question.record)))
        explainer = None if unit is None else Explainer(rules, unit, bindings)
        present = [rule for rule in rules.program.rules if _is_called(rule, question.rule)]
        gone = [] if present or explainer is None else list(_former(explainer, refs, question.rule))
        asker = _Asker(question, rules, explainer)
        return tuple(
            asker.answer(rule, ref, gone=not present) for rule in present or gone for ref in _about(rule, refs)
        )


def _is_called(rule: Rule, name: str) -> bool:
    wanted = key_of(name)
    return wanted in {key_of(one) for one in (rule.id.name, str(rule.id), rule.former_name or rule.id.name)}


def _about(rule: Rule, refs: tuple[Ref, ...]) -> tuple[Ref | None, ...]:
    """The records of the rule's object; where there are none, those of another, or nothing."""
    own = tuple(ref for ref in refs if key_of(ref.object) == key_of(rule.object))
    return own or refs[:1] or (None,)


def _former(explainer: Explainer, refs: Iterable[Ref], name: str) -> Iterator[Rule]:
    """The rules of that name in the rule sets of the events of these records, each once."""
    seen: set[RuleId] = set()
    for event in (event for ref in refs for event in explainer.unit.events_of(ref)):
        version = explainer.version(event.rule_set_hash)
        for rule in version.program.rules if version is not None else ():
            if _is_called(rule, name) and rule.id not in seen:
                seen.add(rule.id)
                yield rule


@frozen
class _Asker:
    """A question about the records of one store."""

    question: Question
    rules: RuleSet
    explainer: Explainer | None

    def answer(self, rule: Rule, ref: Ref | None, *, gone: bool) -> RuleAnswer:
        names = {trigger_key(one): _event_name(one) for one in rule.triggers}
        heard = [one for one in self._events_of(ref) if _concerns(rule, names, one)]
        came = {event_key(event.name) for event in heard}
        return RuleAnswer(
            question=self.question,
            rule=rule,
            record=ref,
            events=tuple(self._at_each(rule, heard)),
            listens_to=tuple(label(trigger.span) for trigger in rule.triggers),
            missing=tuple(name for key, name in names.items() if key not in came),
            refused=tuple(self._refused(names)),
            at_present=None if gone else _at_present(rule, ref, self.rules),
            gone=gone,
        )

    def _events_of(self, ref: Ref | None) -> tuple[StoredEvent, ...]:
        return () if ref is None or self.explainer is None else self.explainer.unit.events_of(ref)

    def _at_each(self, rule: Rule, heard: Iterable[StoredEvent]) -> Iterator[AtEvent]:
        for event in heard:
            if self.question.event in (None, event.event.id) and self.explainer is not None:
                yield _at(rule, event, self.explainer)

    def _refused(self, names: Mapping[str, str]) -> Iterator[Refusal]:
        """Input that was refused and, as far as that can be told, was about this record and one of these events."""
        asked = self.question.record
        for refusal in () if self.explainer is None else self.explainer.unit.refused():
            data = _read(refusal.text)
            event = self.rules.schema.event(str(data.get("gebeurtenis", "")))
            if event is not None and key_of(event.name) in names:
                key = _key_in(data, event.object, self.rules)
                if key and (asked == key or asked.endswith(f" {key}")):
                    yield refusal


def _event_name(trigger: Trigger) -> str:
    return trigger.event.name if isinstance(trigger, OnEvent) else name_of(trigger)


def _concerns(rule: Rule, names: Mapping[str, str], event: StoredEvent) -> bool:
    """Whether a rule listens to an event; that of a schedule is for one rule, whoever has the same schedule."""
    by_name = event_key(event.name) in names and not event.name.startswith("ELKE ")
    return by_name or _was_candidate(rule, event)


def _was_candidate(rule: Rule, event: StoredEvent) -> bool:
    kept = event.result.get("regels")
    return isinstance(kept, list) and any(_is_of(rule, one) for one in kept)


def _is_of(rule: Rule, stored: Mapping[str, object] | None) -> bool:
    if stored is None:
        return False
    level, administration = stored.get("niveau"), stored.get("administratie")
    return (level, administration, stored.get("regel")) in {
        (rule.id.level.value, rule.id.administration, name) for name in (str(rule.id), rule.former_name)
    }


def _at(rule: Rule, event: StoredEvent, explainer: Explainer) -> AtEvent:
    explained = explainer.explained(event)
    own = [one for one in explained.answers if _is_this(rule, one)]
    then = next((one.rule for one in own if one.rule is not None), None)
    zone = explainer.rules.zone
    past = PastEvent(local_event(event, zone), tuple(effects_in(explainer.unit, event, zone)))
    reason = _NOT_YET if event.cleaned is None else details_removed(event.cleaned, zone)
    kept = own or [Answer(rule, None, reason)]
    changed = then is not None and then.span.text != rule.span.text
    return AtEvent(past, Explained(tuple(kept), explained.others, changed), changed)


def _is_this(rule: Rule, answer: Answer) -> bool:
    return _is_of(rule, answer.stored) or (answer.rule is not None and answer.rule.id == rule.id)


def _at_present(rule: Rule, ref: Ref | None, rules: RuleSet) -> Text | None:
    today = in_zone(datetime.now(UTC), rules.zone).date()
    return not_on(rule, today) if ref is None else rules.book.left_out(rule, ref.administration, today)


def _read(text: str) -> Mapping[str, object]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _key_in(data: Mapping[str, object], object_name: str, rules: RuleSet) -> str:
    record = data.get("record")
    declared = rules.schema.object(object_name)
    if isinstance(record, dict) and declared is not None and declared.key_field is not None:
        return str(record.get(declared.key_field.name, "")).strip()
    return str(record).strip()
