"""An SLA policy: which statuses count, and when something is due for a priority."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from regeltaal.base.node import Node
from regeltaal.base.text import Text
from regeltaal.domains.common.reading import Fields
from regeltaal.domains.werkbonnen.office_hours import OfficeHours, Opening
from regeltaal.runtime.bindings import Records
from regeltaal.values.dates import add_days
from regeltaal.values.environment import Environment
from regeltaal.values.moments import after_minutes, at_wall_clock, in_zone
from regeltaal.values.value import ComputationError, Ref

LIFECYCLE = ("Ingepland", "Klaargezet", "Opgehaald", "Compleet", "Afgehandeld")
"""The statuses of a work order in their order: where one is asked for, a later one will do."""

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

CLOCKS = ("reactie", "oplos")
"""What the two clocks are called in the names of fields."""

_MINUTES = {"minuten": 1, "uren": 60}
_DAYS = "dagen"
_LONGEST = 10 * 366 * 24 * 60


class NoDeadlineError(Exception):
    """A deadline can't be worked out, for a reason that the user can mend."""

    def __init__(self, nl: str, en: str) -> None:
        super().__init__(en)
        self.reason = Text(nl=nl, en=en)


class Policy(Node):
    """A policy as it is recorded, with its rows."""

    record: Ref
    fields: Fields
    times: tuple[Fields, ...]
    openings: tuple[Fields, ...]

    @classmethod
    def of(cls, records: Records, record: Ref) -> "Policy":
        fields = Fields.of(records, record)
        times = tuple(Fields.of(records, row) for row in fields.refs("tijden"))
        openings = tuple(Fields.of(records, row) for row in fields.refs("kantooruren"))
        return cls(record, fields, times, openings)

    def watches(self, clock: str) -> bool:
        """Whether it names any status that stops the clock."""
        return bool(self.fields.texts(f"{clock}statussen") or self.fields.texts(f"{clock}werkstatussen"))

    def counts(self, clock: str, status: str | None, work_status: str | None) -> bool:
        """Whether a work order that is this far has stopped the clock."""
        wanted = [LIFECYCLE.index(one) for one in self.fields.texts(f"{clock}statussen") if one in LIFECYCLE]
        reached = status in LIFECYCLE and bool(wanted) and LIFECYCLE.index(status) >= min(wanted)
        named = {one.casefold() for one in self.fields.texts(f"{clock}werkstatussen")}
        return reached or (work_status is not None and work_status.casefold() in named)

    # ------------------------------------------------------------ deadlines

    def deadlines(
        self, priority: Ref | None, start: datetime, environment: Environment
    ) -> tuple[Mapping[str, datetime], tuple[Text, ...]]:
        """What is due when, by clock, and why something is not."""
        found: dict[str, datetime] = {}
        reasons: list[Text] = []
        for clock in CLOCKS:
            try:
                due = self._deadline(clock, self._times_for(priority), start, environment)
            except NoDeadlineError as error:
                reasons.append(error.reason)
            except ComputationError as error:
                reasons.append(self._about(error.cause.nl, error.cause.en).reason)
            else:
                found.update({} if due is None else {clock: due})
        return found, tuple(dict.fromkeys(reasons))

    def _about(self, nl: str, en: str) -> NoDeadlineError:
        code = self.record.key
        return NoDeadlineError(f"SLA-beleid `{code}`: {nl}", f"SLA policy `{code}`: {en}")

    def _times_for(self, priority: Ref | None) -> Fields:
        """The row of this priority, else the one for all others."""
        for row in self.times:
            own = row.ref("prioriteit")
            if own is not None and priority is not None and own.key.casefold() == priority.key.casefold():
                return row
        for row in self.times:
            if row.ref("prioriteit") is None:
                return row
        if priority is None:
            raise self._about("de werkbon heeft geen prioriteitscode", "the work order has no priority")
        raise self._about(
            f"er zijn geen tijden voor prioriteit `{priority.key}`", f"there are no times for priority `{priority.key}`"
        )

    def _deadline(self, clock: str, row: Fields, start: datetime, environment: Environment) -> datetime | None:
        amount, unit = row.number(f"{clock}tijd"), row.text(f"{clock}-eenheid")
        if amount is None:
            return None
        if unit is None:
            raise self._about(f"`{clock}-eenheid` is leeg", f"`{clock}-eenheid` is empty")
        if not 0 <= amount <= _LONGEST:
            raise self._about(f"`{clock}tijd` is geen zinnige tijd", f"`{clock}tijd` is no sensible time")
        if self._by_office_hours:
            return _office_deadline(self._office_hours(environment), amount, unit, start)
        return _calendar_deadline(amount, unit, start, environment)

    @property
    def _by_office_hours(self) -> bool:
        """Left open, a policy with office hours goes by them."""
        said = self.fields.text("rekenwijze")
        return bool(self.openings) if said is None else said == "kantoortijd"

    def _office_hours(self, environment: Environment) -> OfficeHours:
        if not self.openings:
            raise self._about("er zijn geen kantooruren ingevuld", "no office hours were filled in")
        week: dict[int, tuple[Opening, ...]] = {}
        for weekday, opening in self._opened():
            week[weekday] = (*week.get(weekday, ()), opening)
        return OfficeHours(week, environment.calendar, environment.zone)

    def _opened(self) -> Iterator[tuple[int, Opening]]:
        for row in self.openings:
            day, begin, end = row.text("dag"), row.time("begin"), row.time("eind")
            if day is None or begin is None or end is None:
                raise self._about("kantooruren noemen dag, begin en eind", "office hours name a day, begin and end")
            if Opening(begin, end).is_backward:
                raise self._about(
                    f"de kantooruren van {day} eindigen voor ze beginnen", f"the office hours of {day} end too early"
                )
            yield WEEKDAYS.index(day), Opening(begin, end)


def _office_deadline(hours: OfficeHours, amount: Decimal, unit: str, start: datetime) -> datetime:
    if unit == _DAYS:
        return hours.add_days(start, int(amount))
    return hours.add(start, timedelta(minutes=int(amount) * _MINUTES[unit]))


def _calendar_deadline(amount: Decimal, unit: str, start: datetime, environment: Environment) -> datetime:
    """Hours have gone by exactly; a day later it is the same time on the clock."""
    if unit != _DAYS:
        return after_minutes(start, int(amount) * _MINUTES[unit], environment.zone)
    local = in_zone(start, environment.zone)
    return at_wall_clock(add_days(local.date(), int(amount)), local.time(), environment.zone)
