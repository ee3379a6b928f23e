"""The rules that listen to an event, phase by phase, ready to be decided: made once, and asked for each event."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cached_property, lru_cache

from attrs import define, field

from regeltaal.base.text import Text
from regeltaal.compiler.case import Case, Decider
from regeltaal.compiler.masks import mask_of
from regeltaal.compiler.reference import Reference
from regeltaal.program.tree import OnClock, OnEvent, Rule, RuleId, Trigger
from regeltaal.runtime.happening import Happening
from regeltaal.runtime.reads import ReadPlan, plan_of
from regeltaal.runtime.schedules import trigger_key
from regeltaal.schema.model import Phase
from regeltaal.values.notation import show_date

AT_FIRST = 1
"""How many events the definition decides: making something faster takes as long as some ten events."""

_MOST_KEPT = 4096
"""How many administrations, and how many days, are kept of which rules are for them."""


@define(eq=False, slots=False)
class Listeners:
    """The rules of a phase that listen to an event, in order of execution: rule n goes by bit n of a mask."""

    phase: Phase
    event: str
    """Its key."""
    rules: Sequence[Rule]
    is_for: Callable[[Rule, str], bool] = field(repr=False)
    """Whether a rule is for an administration."""
    _asked: int = field(default=0, init=False)

    @cached_property
    def timed(self) -> int:
        """Those that wait for a moment of the record, or ask something by WAARVOOR."""
        return mask_of(number for number, rule in enumerate(self.rules) if self._is_timed(rule))

    @cached_property
    def reads(self) -> ReadPlan:
        return plan_of(self.rules)

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        return tuple(map(self._case, self.rules))

    def decider(self, *, by_reference: bool) -> Decider:
        """Decides which of them lead to something: at first by the definition, and as soon as it is worth it faster."""
        self._asked += 1
        return self._reference if by_reference or self._asked <= AT_FIRST else self._fast

    @cached_property
    def _reference(self) -> Decider:
        return Reference(self.cases)

    @cached_property
    def _fast(self) -> Decider:
        from regeltaal.compiler.decider import decider  # noqa: PLC0415 - a single event does not wait for it

        return decider(self.cases)

    def among(self, happening: Happening) -> int:
        """Those that may run for an event: on, valid on the day, for the administration; of a schedule that one."""
        found = self._on(happening.environment.today) & self._for(happening.administration)
        if isinstance(happening.started, RuleId):
            found &= mask_of(number for number, rule in enumerate(self.rules) if rule.id == happening.started)
        return found

    # ------------------------------------------------------------ inside

    @cached_property
    def _dated(self) -> tuple[int, ...]:
        return tuple(number for number, rule in enumerate(self.rules) if rule.enabled and _is_dated(rule))

    @cached_property
    def _always(self) -> int:
        return mask_of(number for number, rule in enumerate(self.rules) if rule.enabled and not _is_dated(rule))

    @cached_property
    def _on(self) -> Callable[[date], int]:
        @lru_cache(_MOST_KEPT)
        def on(today: date) -> int:
            return self._always | mask_of(number for number in self._dated if not_on(self.rules[number], today) is None)

        return on

    @cached_property
    def _for(self) -> Callable[[str], int]:
        @lru_cache(_MOST_KEPT)
        def meant(administration: str) -> int:
            return mask_of(number for number, rule in enumerate(self.rules) if self.is_for(rule, administration))

        return meant

    def _is_timed(self, rule: Rule) -> bool:
        return any(_asks_time(one) for one in self._heard(rule))

    def _heard(self, rule: Rule) -> list[Trigger]:
        return [one for one in rule.triggers if trigger_key(one) == self.event]

    def _case(self, rule: Rule) -> Case:
        heard = [one for one in self._heard(rule) if isinstance(one, OnEvent)]
        asked = not self._is_timed(rule) and len(heard) == len(self._heard(rule)) and all(map(_narrows, heard))
        return Case(
            rule.condition,
            tuple(heard) if asked else (),
            on_false=rule.otherwise is not None,
            on_unknown=rule.on_unknown is not None,
        )


def _asks_time(trigger: Trigger) -> bool:
    return trigger.where is not None if isinstance(trigger, OnClock) else trigger.moment is not None


def _narrows(trigger: OnEvent) -> bool:
    """Whether VAN or NAAR says which changes it is about."""
    follows = trigger.event.follows is not None and trigger.equals is not None
    return follows and (trigger.old is not None or trigger.new is not None)


def _is_dated(rule: Rule) -> bool:
    return rule.valid_from is not None or rule.valid_until is not None


def not_on(rule: Rule, today: date) -> Text | None:
    """Why a rule does not run on a day, whatever happens; None when it may."""
    if not rule.enabled:
        return Text(nl="de regel staat UIT", en="the rule is off (UIT)")
    if rule.valid_from is not None and today < rule.valid_from:
        day = show_date(rule.valid_from)
        return Text(nl=f"de regel geldt pas vanaf {day}", en=f"the rule is not valid before {day}")
    if rule.valid_until is not None and today >= rule.valid_until:
        last = show_date(rule.valid_until - timedelta(days=1))
        return Text(nl=f"de regel gold tot en met {last}", en=f"the rule was valid up to and including {last}")
    return None
