"""Every fault that a server shared with others allows, on PostgreSQL; `python -m tests.faults` has its own to break."""

import os
from pathlib import Path

import pytest
from tests.faults.alles import FAULTS, fits
from tests.faults.backends import Postgresql
from tests.faults.faults import Fault
from tests.faults.short import holds

SERVER = os.environ.get("REGELTAAL_TEST_POSTGRESQL")
SHORT = [one for one in FAULTS if fits(one, Postgresql("")) and one.short_on_server]


@pytest.mark.skipif(SERVER is None, reason="REGELTAAL_TEST_POSTGRESQL names no PostgreSQL to test on")
@pytest.mark.parametrize("fault", SHORT, ids=lambda one: one.name)
def test_nothing_is_lost_or_doubled(fault: Fault, tmp_path: Path) -> None:
    holds(fault, Postgresql(SERVER or ""), tmp_path)
