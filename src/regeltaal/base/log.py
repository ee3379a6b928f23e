"""One way to log for all rooms: a sentence in both languages, with facts beside it by name.

The service shows the sentence in its own language; where nobody set a log up, Python shows the Dutch one.
"""

import logging
from collections.abc import Mapping

from regeltaal.base.text import Text

OWN = "regeltaal"
TEXT = "regeltaal_text"
"""What a record of the log has its sentence under."""

Value = str | int | float | bool | None


def log(what: Text, level: int, facts: Mapping[str, Value]) -> None:
    """One line. ``what`` and ``facts`` hold nothing of a record; ids, counts, names of rules and actions are fine."""
    logging.getLogger(OWN).log(level, "%s", what.nl, extra={TEXT: what, **facts})
