"""Every fault that is about the service, on an SQLite file, a few times each."""

from pathlib import Path

import pytest
from tests.faults.alles import fits
from tests.faults.backends import Sqlite
from tests.faults.faults import Fault
from tests.faults.service_faults import FAULTS
from tests.faults.short import holds


@pytest.mark.parametrize("fault", [one for one in FAULTS if fits(one, Sqlite())], ids=lambda one: one.name)
def test_nothing_is_lost_or_doubled(fault: Fault, tmp_path: Path) -> None:
    holds(fault, Sqlite(), tmp_path)
