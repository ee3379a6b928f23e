"""The ledger: what was offered, what the store says became of it, and what the witnesses saw. They must agree.

INVARIANT that is checked: every event that was taken is stored once, with its changes, follow-ups and history; what is
`uitgevoerd` arrived; what may happen once arrived at most once; nothing is left without a final or an explained status.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import datetime

from attrs import Factory, field, frozen
from tests.faults.office import OFFICE, Office, Report
from tests.faults.witness import Seen

from regeltaal.base.node import evolve
from regeltaal.runtime.mail import message_id
from regeltaal.runtime.storage import EffectStatus, Policy, StoredEffect, StoredEvent, open_store
from regeltaal.runtime.store import Store
from regeltaal.values.value import Ref

_EXPLAINED = {EffectStatus.FAILED, EffectStatus.SKIPPED, EffectStatus.UNCERTAIN, EffectStatus.LAPSED}
_DOMAIN = "voorbeeld.example"


@frozen
class Account:
    """The figures of one fault. ``lost`` names what is gone, or told otherwise than the witnesses saw it."""

    runs: int = 0
    events: int = 0
    effects: int = 0
    lost: tuple[str, ...] = ()
    doubled_at_most: tuple[str, ...] = ()
    doubled_at_least: int = 0
    uncertain: int = 0
    statuses: Counter[str] = field(factory=Counter)
    remark: str = ""

    @property
    def holds(self) -> bool:
        return not self.lost and not self.doubled_at_most

    def plus(self, other: "Account") -> "Account":
        return Account(
            self.runs + other.runs,
            self.events + other.events,
            self.effects + other.effects,
            self.lost + other.lost,
            self.doubled_at_most + other.doubled_at_most,
            self.doubled_at_least + other.doubled_at_least,
            self.uncertain + other.uncertain,
            self.statuses + other.statuses,
            other.remark or self.remark,
        )

    def saying(self, remark: str, runs: int | None = None) -> "Account":
        return evolve(self, remark=remark, runs=self.runs if runs is None else runs)


@frozen
class Ledger:
    """Holds an office to account at a moment when all that was to come has come."""

    office: Office
    now: datetime
    morning: bool = True
    """The schedule came round once by now, and so did every deadline."""
    rounds: bool = True
    """It did so just once."""
    mails: Seen = field(init=False, default=Factory(lambda self: self.office.mail.seen.so_far(), takes_self=True))
    calls: Seen = field(init=False, default=Factory(lambda self: self.office.hook.seen.so_far(), takes_self=True))

    def account(self, runs: int = 1) -> Account:
        with open_store(self.office.url) as store:
            events = store.events()
            effects = store.effects(*EffectStatus)
            lost = (
                *self._lost_events(store, events),
                *self._lost_effects(effects),
                *self._misreported(effects),
                *self._unknown(effects),
            )
        return Account(
            runs=runs,
            events=len(self.office.offered),
            effects=len(effects),
            lost=lost,
            doubled_at_most=tuple(self._doubled(effects)),
            doubled_at_least=sum(count - 1 for count in self.calls.by_key.values()),
            uncertain=sum(one.status is EffectStatus.UNCERTAIN for one in effects),
            statuses=Counter(one.status.value for one in effects),
        )

    # ------------------------------------------------------------ events

    def _lost_events(self, store: Store, events: Collection[StoredEvent]) -> Iterator[str]:
        stored = Counter(one.event.id for one in events)
        follow_ups = Counter(one.parent.id for one in events if one.parent is not None)
        turns = Counter(one.record.key for one in events if one.name.startswith("ELKE"))
        with store.look() as unit:
            tasks = Counter(str(one.fields.get("melding")) for one in unit.records("taak"))
            reports = {one.record.key: one.fields for one in unit.records("melding")}
            total = unit.load(Ref(OFFICE, "teller", "meldingen")) or {}
        for one in self.office.offered.values():
            fields = reports.get(one.number, {})
            told = [line for line in store.entries(Ref(OFFICE, "melding", one.number)) if line.body.get("id") == one.id]
            yield from _unless(one.id, "gebeurtenissen in de opslag", stored[one.id], 1)
            yield from _unless(one.id, "gevolgen", follow_ups[one.id], 2)
            yield from _unless(one.id, "taken", tasks[one.number], 1)
            yield from _unless(one.id, "status van het record", fields.get("status"), "Bezig", skip=one.turns)
            rounds = turns[one.number]
            yield from _unless(one.id, "nagelopen", fields.get("nagelopen", 0), rounds, skip=one.turns)
            yield from _unless(one.id, "ochtendronden", rounds, 1, skip=not (self.morning and self.rounds))
            heard = sum(line.kind == "gebeurtenis" for line in told)
            yield from _unless(one.id, "regels over de gebeurtenis in de tijdlijn", heard, 1)
        yield from _unless("teller", "stand", total.get("stand", 0), len(self.office.offered))

    # ------------------------------------------------------------ effects

    def _lost_effects(self, effects: Collection[StoredEffect]) -> Iterator[str]:
        planned = Counter((one.record.key, _what(one)) for one in effects)
        for one in self.office.offered.values():
            for what, count in self._wanted(one):
                yield from _unless(one.number, f"gepland: {what}", planned[(one.number, what)], count)
        for effect in effects:
            if effect.status is EffectStatus.BUSY:
                yield f"{effect.key}: blijft `bezig`"
            if effect.status in _EXPLAINED and effect.reason is None:
                yield f"{effect.key}: `{effect.status.value}` zonder reden"
            if effect.status is EffectStatus.PLANNED and effect.due <= self.now:
                yield f"{effect.key}: blijft `gepland`, hoewel het moment er was"

    def _wanted(self, report: Report) -> Iterator[tuple[str, int]]:
        if report.mail:
            yield "Ontvangst", 1
            if not report.turns:
                yield "Herinnering", 1
        if report.hook:
            yield "ROEP webhook", 1
        if report.mail and report.deadline is not None and self.morning:
            yield "Te laat", 1
        if report.steps:
            yield "Stap", report.steps

    def _misreported(self, effects: Collection[StoredEffect]) -> Iterator[str]:
        """What is said to be done and did not arrive, and what arrived and is said not to have happened."""
        for one in effects:
            arrived = self._arrivals(one)
            if one.status is EffectStatus.DONE and not arrived and _is_outside(one):
                yield f"{one.key}: `uitgevoerd`, maar niet aangekomen"
            if arrived and one.policy is Policy.AT_MOST and one.status in {EffectStatus.FAILED, EffectStatus.SKIPPED}:
                yield f"{one.key}: aangekomen, maar `{one.status.value}`"

    def _unknown(self, effects: Collection[StoredEffect]) -> Iterator[str]:
        """What arrived and was planned by nobody; and calls with one key that are not the same."""
        mails = {message_id(one.key, _DOMAIN) for one in effects}
        calls = {one.key for one in effects}
        for key in [*(set(self.mails.by_key) - mails), *(set(self.calls.by_key) - calls)]:
            yield f"{key}: aangekomen, maar door niemand gepland"
        for key, bodies in self.calls.bodies.items():
            if len(bodies) > 1:
                yield f"{key}: {len(bodies)} verschillende berichten met dezelfde sleutel"

    def _doubled(self, effects: Collection[StoredEffect]) -> Iterator[str]:
        """By its Message-ID, and by what is in it: a mail that went again under another id is no less doubled."""
        for one in effects:
            if one.policy is Policy.AT_MOST and self._arrivals(one) > 1:
                yield f"{one.key}: {self._arrivals(one)} maal aangekomen"
        yield from (f"{about}: {count} maal aangekomen" for about, count in self.mails.by_content.items() if count > 1)

    def _arrivals(self, effect: StoredEffect) -> int:
        if effect.policy is Policy.AT_MOST:
            return self.mails.by_key[message_id(effect.key, _DOMAIN)]
        return self.calls.by_key[effect.key]


def _is_outside(effect: StoredEffect) -> bool:
    return effect.action in {"VERSTUUR e-mail", "ROEP webhook"}


def _what(effect: StoredEffect) -> str:
    """The template of a mail, the name of any other action."""
    template = effect.parameters.get("sjabloon")
    return str(template) if template is not None else effect.action


def _unless(who: str, what: str, found: object, wanted: object, *, skip: bool = False) -> Iterator[str]:
    if found != wanted and not skip:
        yield f"{who}: {what}: {found} in plaats van {wanted}"
