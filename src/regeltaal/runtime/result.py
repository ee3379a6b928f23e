"""What processing an event came to: data, with its JSON form as others rely on it (`draai --uitvoer json`)."""

from datetime import datetime
from enum import Enum

from attrs import field, frozen

from regeltaal.base.text import DUTCH, Language, Text
from regeltaal.evaluate.verdict import Truth, Verdict
from regeltaal.program.tree import RuleId
from regeltaal.runtime.happening import Cause
from regeltaal.runtime.storage import EventId
from regeltaal.values.value import Ref


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


@frozen
class ActionResult:
    """An action of a rule that fired. ``parameters`` are JSON-ready. ``key`` is there for actions that are effects."""

    action: str
    parameters: dict[str, object]
    status: ActionStatus
    moment: datetime | None = None
    reason: Text | None = None
    key: str | None = None

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


@frozen
class RuleResult:
    """What one candidate rule did. ``reason`` says why it did not fire, or why its firing had no effect."""

    id: RuleId
    path: str
    priority: int
    phase: str
    truth: Truth
    branch: Branch
    reason: Text | None = None
    actions: tuple[ActionResult, ...] = ()
    verdict: Verdict | None = field(default=None, repr=False)
    is_loop: bool = False
    """It would have fired, had it not done so in this chain already."""

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
    rules: tuple[RuleResult, ...] = ()
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

    def to_json(self, language: Language = DUTCH, *, brief: bool = False, stored: bool = False) -> dict[str, object]:
        """The form that interfaces of others rely on; ``brief`` lists only rules that fired or failed.

        ``stored`` adds what the store keeps besides: reasons in English too, and the keys of effects.
        """
        shown = [rule for rule in self.rules if rule.matters or not brief]
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
        found["regels"] = [rule.to_json(language, stored=stored) for rule in shown]
        found["gevolgen"] = [event.to_json(language, brief=brief, stored=stored) for event in self.follow_ups]
        return found

    def all_actions(self) -> tuple[ActionResult, ...]:
        """The actions of this event and of all that follow from it."""
        own = tuple(action for rule in self.rules for action in rule.actions)
        return own + tuple(action for event in self.follow_ups for action in event.all_actions())


def in_english(reason: Text | None) -> dict[str, object]:
    """A reason in English, for beside the Dutch one where it is stored and where it differs."""
    return {} if reason is None or reason.en == reason.nl else {"reden_en": reason.en}
