"""What a computation needs from outside itself: moment, zone, calendar. A value, so that replay is exact."""

from datetime import date, datetime
from enum import Enum
from zoneinfo import ZoneInfo

from regeltaal.base.node import Node
from regeltaal.values.calendar import Calendar


class MonthEnd(Enum):
    """What `31 januari + 1 maand` is; the value is the word in the schema."""

    DOWN = "OMLAAG"
    UP = "OMHOOG"
    FAULT = "FOUT"


class Environment(Node):
    """The surroundings of one evaluation.

    ``now`` is the event's moment, aware, in ``zone``.
    """

    now: datetime
    zone: ZoneInfo
    calendar: Calendar
    month_end: MonthEnd

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()
