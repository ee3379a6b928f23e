"""Until when a part of an object is under guarantee: its day of installation and so many months."""

from regeltaal.domains.common.reading import Fields
from regeltaal.runtime.bindings import Derivation
from regeltaal.values.dates import add_months


def keep_guarantee(derivation: Derivation) -> None:
    """What was sent stands where the day or the number of months is missing."""
    records, record = derivation.records, derivation.record
    part = Fields.of(records, record)
    installed, months = part.date("datum installatie"), part.number("garantiemaanden")
    if installed is not None and months is not None:
        ends = add_months(installed, int(months), derivation.environment.month_end)
        records.write(record, "garantie tot", ends)
