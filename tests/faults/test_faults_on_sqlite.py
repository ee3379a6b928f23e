"""Every fault that is not about the service, on an SQLite file, a few times each.

`python -m tests.faults` is the long form.
"""

from pathlib import Path

import pytest
from tests.faults import service_faults
from tests.faults.alles import FAULTS, fits
from tests.faults.backends import Sqlite
from tests.faults.faults import Fault
from tests.faults.short import holds

OTHERS = [one for one in FAULTS if fits(one, Sqlite()) and one not in service_faults.FAULTS]


@pytest.mark.parametrize("fault", OTHERS, ids=lambda one: one.name)
def test_nothing_is_lost_or_doubled(fault: Fault, tmp_path: Path) -> None:
    holds(fault, Sqlite(), tmp_path)
