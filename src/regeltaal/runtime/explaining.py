"""Why each rule did or did not run for an event of the past: from what was stored, the rules of that time, and replay.

What was stored says what the candidates did that did something. Replay tells of the other candidates and gives the
whole verdict of each condition; it is believed only where it comes to what was stored. The rules of that time tell
which others listen to the event and why they were no candidates.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from attrs import Factory, define, frozen

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.evaluate.verdict import Verdict
from regeltaal.program.tree import Rule
from regeltaal.runtime.bindings import Bindings
from regeltaal.runtime.event_json import RefusedError
from regeltaal.runtime.inspection import PastEvent
from regeltaal.runtime.replay import replay
from regeltaal.runtime.result import BRIEF, EventResult, RuleResult
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import Data, StoredEvent
from regeltaal.schema.model import key_of
from regeltaal.values.moments import in_zone

if TYPE_CHECKING:
    from regeltaal.runtime.store_unit import Unit

PROCESSED = "verwerkt"
_LATER = Text(nl="de regel deed toen niet mee", en="the rule was no candidate then")
_LOST = Text(
    nl="de regel deed toen niets; waarom is niet meer na te gaan", en="the rule did nothing then; why can't be told now"
)


@frozen
class Answer:
    """What is to be said of one rule that listens to an event, in order of execution.

    ``stored`` is what it did when it was a candidate, as it was kept or as replay tells it, else ``reason`` says why it
    was none. ``rule`` is None where the rules of that time can't be read any more.
    """

    rule: Rule | None
    stored: Data | None = None
    reason: Text | None = None
    verdict: Verdict | None = None


@frozen
class Explained:
    """Every rule that listens to an event, and how many listen to others. ``changed``: the rules are others by now.

    ``others`` is None where the rules of that time can't be read any more.
    """

    answers: tuple[Answer, ...]
    others: int | None
    changed: bool


@define
class Explainer:
    """Explains events of one store. Rule sets and replays are made once."""

    rules: RuleSet
    unit: "Unit"
    bindings: Bindings
    _versions: dict[str, RuleSet | None] = Factory(dict)
    _replays: dict[str, Mapping[str, EventResult]] = Factory(dict)

    def explained(self, event: StoredEvent) -> Explained:
        version = self.version(event.rule_set_hash)
        changed = event.rule_set_hash != self.rules.digest
        if event.cleaned is not None:
            return Explained((), None, changed=False)
        if version is None or event.status != PROCESSED:
            answers = tuple(Answer(None, one) for one in _rules_in(event.result))
            return Explained(answers, None if version is None else _others(version, event), changed)
        told = self._told(event)
        facts = self._facts_then(event, version)
        by_key = {_key(one): one for one in told.rules}
        listening = _in_order(version, event.name)
        if version.schema.event(event.name) is None:  # a schedule: its event is for one rule, whoever has the same one
            listening = [rule for rule in listening if _key_of_rule(rule) in by_key]
        known = {_key_of_rule(rule) for rule in listening}
        answers = (
            *(Answer(None, one, verdict=told.verdict(one)) for one in told.rules if _key(one) not in known),
            *(self._answer(rule, by_key.get(_key_of_rule(rule)), event, facts, told) for rule in listening),
        )
        return Explained(answers, len(version.program.rules) - len(listening), changed)

    def complete(self, past: PastEvent) -> PastEvent:
        """An event and all that followed, with every candidate in its result where that can be told."""
        event = past.event
        if event.result.get(BRIEF) and event.cleaned is None:
            event = evolve(event, result={**event.result, "regels": list(self._told(event).rules)})
        return evolve(past, event=event, follow_ups=tuple(map(self.complete, past.follow_ups)))

    def _answer(self, rule: Rule, stored: Data | None, event: StoredEvent, version: RuleSet, told: "_Told") -> Answer:
        if stored is not None:
            return Answer(rule, stored, verdict=told.verdict(stored))
        reason = version.book.left_out(rule, event.record.administration, self._day(event))
        return Answer(rule, None, reason or (_LATER if told.is_whole else _LOST))

    def _day(self, event: StoredEvent) -> date:
        return in_zone(event.moment, self.rules.zone).date()

    # ------------------------------------------------------------ the rules of that time

    def version(self, digest: str) -> RuleSet | None:
        """The rule set of a digest; None where its texts don't fit the domain any more, or were not kept."""
        if digest == self.rules.digest:
            return self.rules
        if digest not in self._versions:
            texts = self.unit.rule_set(digest)
            program = None if texts is None or self.rules.former is None else self.rules.former(texts)
            self._versions[digest] = None if program is None else evolve(self.rules, program=program, digest=digest)
        return self._versions[digest]

    def _facts_then(self, event: StoredEvent, version: RuleSet) -> RuleSet:
        """The rule set with the tags that the administration had then."""
        told = self._root_of(event).inputs.get("administratie")
        name = event.record.administration
        if not isinstance(told, Mapping) or told.get("naam") != name or name not in version.administrations:
            return version
        tags = told.get("tags")
        tagged = tuple(tags if isinstance(tags, list) else ())
        present = version.administrations[name]
        then = evolve(present, tags=frozenset(tagged), values={**present.values, "tags": tagged})
        return evolve(version, administrations={**version.administrations, name: then})

    # ------------------------------------------------------------ replay

    def _told(self, event: StoredEvent) -> "_Told":
        """What each candidate did, and the whole verdict of each condition where replay comes to what was stored."""
        stored = _rules_in(event.result)
        is_brief = bool(event.result.get(BRIEF))
        again = self._replayed(self._root_of(event)).get(event.event.id)
        comparable = () if again is None else again.mattering if is_brief else again.rules
        if again is None or [_outline(one.to_json()) for one in comparable] != [_outline(one) for one in stored]:
            return _Told(stored, {}, not is_brief)
        found = [(one, _as_stored(one)) for one in again.rules]
        kept = {_key(one): one for one in stored}
        verdicts = {_key(data): one.verdict for one, data in found if one.verdict is not None}
        return _Told([kept.get(_key(data), data) for _, data in found], verdicts, is_whole=True)

    def _root_of(self, event: StoredEvent) -> StoredEvent:
        """The event that came in, that this one follows from in the end; itself where it came in."""
        while not event.inputs and event.parent is not None:
            above = self.unit.known(event.parent.administration, event.parent.id)
            if above is None:
                return event
            event = above
        return event

    def _replayed(self, root: StoredEvent) -> Mapping[str, EventResult]:
        if root.event.id not in self._replays:
            version = self.version(root.rule_set_hash)
            then = None if version is None or not root.inputs else self._facts_then(root, version)
            again = None if then is None else _again(then, root, self.bindings)
            self._replays[root.event.id] = {} if again is None else {one.id: one for one in _all_of(again)}
        return self._replays[root.event.id]


_Key = tuple[object, object, object]


@frozen
class _Told:
    """What the candidates of an event did: all of them, where it ``is_whole``."""

    rules: Sequence[Data]
    verdicts: Mapping[_Key, Verdict]
    is_whole: bool

    def verdict(self, rule: Data) -> Verdict | None:
        return self.verdicts.get(_key(rule))


def _again(version: RuleSet, root: StoredEvent, bindings: Bindings) -> EventResult | None:
    """Replay, where the event still fits the domain."""
    try:
        return replay(version, root, bindings)
    except RefusedError:
        return None


def _all_of(result: EventResult) -> Iterable[EventResult]:
    yield result
    for one in result.follow_ups:
        yield from _all_of(one)


def _in_order(version: RuleSet, event_name: str) -> list[Rule]:
    event = version.book.event(event_name)
    names = [key_of(phase.name) for phase in version.schema.phases_of(event.object)] if event is not None else []

    def phase(rule: Rule) -> int:
        name = key_of(rule.phase)
        return names.index(name) if name in names else len(names)

    return sorted(version.book.listening(event_name), key=phase)


def _others(version: RuleSet, event: StoredEvent) -> int:
    return len(version.program.rules) - len(version.book.listening(event.name))


def _rules_in(result: Data) -> list[Data]:
    found = result.get("regels")
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _key(stored: Data) -> _Key:
    return (stored.get("niveau"), stored.get("administratie"), stored.get("regel"))


def _key_of_rule(rule: Rule) -> _Key:
    return (rule.id.level.value, rule.id.administration, str(rule.id))


def _as_stored(rule: RuleResult) -> Data:
    """As the store gives it back, that keeps JSON sorted."""
    return dict(sorted(rule.to_json(stored=True).items()))


def _outline(stored: Data) -> tuple[object, ...]:
    return (*_key(stored), stored.get("uitkomst"), stored.get("tak"))
