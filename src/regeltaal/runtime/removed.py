"""What is said of an event whose details were removed after the time that they are kept."""

from datetime import datetime
from zoneinfo import ZoneInfo

from regeltaal.base.text import Text
from regeltaal.values.moments import in_zone
from regeltaal.values.notation import show_date


def details_removed(cleaned: datetime, zone: ZoneInfo) -> Text:
    day = show_date(in_zone(cleaned, zone).date())
    return Text(nl=f"de bijzonderheden zijn op {day} opgeruimd", en=f"the details were removed on {day}")
