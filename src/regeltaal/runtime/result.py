"""What processing an event came to: data, with its JSON form as others rely on it (`draai --uitvoer json`)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import Enum

import attrs
from attrs import define, frozen

from regeltaal.base.node import Node, evolve, field
from regeltaal.base.text import DUTCH, Language, Text
from regeltaal.evaluate.verdict import Truth, Verdict
from regeltaal.program.tree import RuleId
from regeltaal.runtime.happening import Cause
from regeltaal.runtime.storage import EventId
from regeltaal.values.value import Ref, Value

BRIEF = "beknopt"
"""Where a stored result has this, it does not tell of the candidates that led to nothing: replay does."""


class EventStatus(Enum):
    PROCESSED = "verwerkt"
    DUPLICATE = "dubbel"
    REFUSED = "geweigerd"


class ActionStatus(Enum):
    DONE = "uitgevoerd"
    PLANNED = "gepland"
    SKIPPED = "overgeslagen"
    FAILED = "mislukt"
    UNCERTAIN = "onzeker"


class Branch(Enum):
    THEN = "dan"
    OTHERWISE = "anders"
    ON_UNKNOWN = "bij onbekend"
    NONE = "geen"


class Trace(Node):
    """What is known of an action in the process that did it, and not kept: for tests and their coverage.

    ``place`` says where in its rule it stands (`dan/2`), ``record`` what it is about. ``values`` are those of its
    parameters by key, or of the field that it writes.
    """

    place: str
    record: Ref | None = None
    values: Mapping[str, Value | None] = field(factory=dict)


class ActionResult(Node):
    """An action of a rule that fired. ``parameters`` are JSON-ready. ``key`` is there for actions that are effects."""

    action: str
    parameters: dict[str, object]
    status: ActionStatus
    moment: datetime | None = None
    reason: Text | None = None
    key: str | None = None
    trace: Trace | None = field(default=None, eq=False, shown=False)

    def to_json(self, language: Language = DUTCH, *, stored: bool = False) -> dict[str, object]:
        found: dict[str, object] = {
            "actie": self.action,
            "parameters": self.parameters,
            "status": self.status.value,
            "moment": self.moment.isoformat() if self.moment else None,
            "reden": self.reason.show(language) if self.reason else None,
        }
        if not stored:
            return found
        return {**found, **in_english(self.reason), **({} if self.key is None else {"sleutel": self.key})}


def _tree_of(verdict: Verdict | Callable[[], Verdict] | None) -> Verdict | None:
    return verdict() if callable(verdict) else verdict


@frozen
class RuleResult:
    """What one candidate rule did. ``reason`` says why it did not fire, or why its firing had no effect.

    ``verdict`` may be given as what works it out: it is, when it is asked.
    """

    id: RuleId
    path: str
    priority: int
    phase: str
    truth: Truth
    branch: Branch
    reason: Text | None = None
    actions: tuple[ActionResult, ...] = ()
    _verdict: Verdict | Callable[[], Verdict] | None = attrs.field(default=None, repr=False, eq=_tree_of)
    is_loop: bool = False
    """It would have fired, had it not done so in this chain already."""
    _heard: Callable[[], tuple[int, ...]] = attrs.field(default=tuple, repr=False, eq=False)

    @property
    def heard(self) -> tuple[int, ...]:
        """The numbers of its triggers that fit the event, worked out when it is asked; none where it was not kept."""
        return self._heard()

    @property
    def verdict(self) -> Verdict | None:
        """The whole tree; None where its trigger did not fit, or it was not kept."""
        return _tree_of(self._verdict)

    @property
    def matters(self) -> bool:
        """Whether a short report and the timeline show it: it fired, failed or was cut off as a loop."""
        return self.branch is not Branch.NONE or self.truth is Truth.FAULT or self.is_loop

    def to_json(self, language: Language = DUTCH, *, stored: bool = False) -> dict[str, object]:
        found: dict[str, object] = {
            "regel": str(self.id),
            "bestand": self.path,
            "niveau": self.id.level.value,
            "administratie": self.id.administration,
            "prioriteit": self.priority,
            "fase": self.phase or None,
            "uitkomst": self.truth.value,
            "tak": self.branch.value,
            "reden": self.reason.show(language) if self.reason else None,
            "acties": [action.to_json(language, stored=stored) for action in self.actions],
        }
        return {**found, **in_english(self.reason)} if stored else found


@define(eq=False)
class Candidates:
    """What the candidate rules of an event came to: those that matter at once, every one of them when it is asked.

    ``of_every`` works out what became of each, in order of execution.
    """

    mattering: tuple[RuleResult, ...]
    _of_every: Callable[[], Sequence[RuleResult]] = attrs.field(repr=False)
    _every: tuple[RuleResult, ...] | None = attrs.field(default=None, init=False, repr=False)

    @property
    def every(self) -> tuple[RuleResult, ...]:
        if self._every is None:
            told = {one.id: one for one in self.mattering}
            self._every = tuple(told.get(one.id, one) for one in self._of_every())
        return self._every

    def with_actions(self, updated: Callable[[ActionResult], ActionResult]) -> "Candidates":
        """The same with other outcomes of actions; a rule that does not matter has none."""
        return Candidates(tuple(_with_actions(one, updated) for one in self.mattering), self._of_every)


def _with_actions(rule: RuleResult, updated: Callable[[ActionResult], ActionResult]) -> RuleResult:
    return evolve(rule, actions=tuple(updated(one) for one in rule.actions))


def _every_of(rules: tuple[RuleResult, ...] | Candidates) -> tuple[RuleResult, ...]:
    return rules.every if isinstance(rules, Candidates) else rules


@frozen
class EventResult:
    """What one event came to, with the events that it raised."""

    id: str
    status: EventStatus
    event: str | None = None
    record: str | None = None
    ref: Ref | None = None
    administration: str | None = None
    known_as: EventId | None = None
    """What it is stored under: a follow-up in another administration goes under that of the event it began with."""
    moment: datetime | None = None
    chain: tuple[RuleId, ...] = ()
    _rules: tuple[RuleResult, ...] | Candidates = attrs.field(default=(), eq=_every_of)
    follow_ups: "tuple[EventResult, ...]" = ()
    cause: Cause | None = None
    reason: Text | None = None
    field: str | None = None
    line: int | None = None
    source: str | None = None
    """The file that it came from, of a document."""
    notes: tuple[Text, ...] = ()
    """What the domain had to say about the fields that it derives."""
    version: int | str | None = None
    """The version of the rules that it was processed by: the number of a publication, or the start of a digest."""

    @property
    def rules(self) -> tuple[RuleResult, ...]:
        """Every candidate, in order of execution: what did not fire is worked out for it."""
        return _every_of(self._rules)

    @property
    def mattering(self) -> tuple[RuleResult, ...]:
        """The candidates that fired, failed or were cut off as a loop, in order of execution."""
        if isinstance(self._rules, Candidates):
            return self._rules.mattering
        return tuple(one for one in self._rules if one.matters)

    def with_actions(self, updated: Callable[[ActionResult], ActionResult]) -> "EventResult":
        """The same with other outcomes of actions, here and in all that follows."""
        rules = self._rules
        changed = (
            rules.with_actions(updated)
            if isinstance(rules, Candidates)
            else tuple(_with_actions(one, updated) for one in rules)
        )
        return evolve(self, rules=changed, follow_ups=tuple(one.with_actions(updated) for one in self.follow_ups))

    def to_json(self, language: Language = DUTCH, *, brief: bool = False, stored: bool = False) -> dict[str, object]:
        """The form that interfaces of others rely on; ``brief`` lists only rules that fired or failed.

        ``stored`` adds what the store keeps besides: reasons in English too, the keys of effects, and whether it is
        brief.
        """
        shown = self.mattering if brief else self.rules
        found: dict[str, object] = {
            "id": self.id,
            "gebeurtenis": self.event,
            "administratie": self.administration,
            "record": self.record,
            "status": self.status.value,
            "moment": self.moment.isoformat() if self.moment else None,
        }
        if self.source is not None:
            found["bestand"] = self.source
        if self.version is not None:
            found["versie"] = self.version
        if self.cause is not None:
            found["oorzaak"] = {"regel": self.cause.rule, "actie": self.cause.action}
        if self.reason is not None:
            found |= {"reden": self.reason.show(language), "veld": self.field or None, "lijn": self.line}
            found |= in_english(self.reason) if stored else {}
        if self.notes:
            found["opmerkingen"] = [note.show(language) for note in self.notes]
            found |= {"opmerkingen_en": [note.en for note in self.notes]} if stored else {}
        if stored and brief:
            found[BRIEF] = True
        found["regels"] = [rule.to_json(language, stored=stored) for rule in shown]
        found["gevolgen"] = [event.to_json(language, brief=brief, stored=stored) for event in self.follow_ups]
        return found

    def all_actions(self) -> tuple[ActionResult, ...]:
        """The actions of this event and of all that follow from it."""
        own = tuple(action for rule in self.mattering for action in rule.actions)
        return own + tuple(action for event in self.follow_ups for action in event.all_actions())


def in_english(reason: Text | None) -> dict[str, object]:
    """A reason in English, for beside the Dutch one where it is stored and where it differs."""
    return {} if reason is None or reason.en == reason.nl else {"reden_en": reason.en}
