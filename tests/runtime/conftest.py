"""The stores that tests run on: a file, and a PostgreSQL server where there is one."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from regeltaal.runtime.storage import open_store
from regeltaal.runtime.store import Store
from regeltaal.runtime.store_tables import metadata

SERVER = os.environ.get("REGELTAAL_TEST_POSTGRESQL")
"""An empty PostgreSQL database that these tests may fill and clear: `postgresql+psycopg://…`."""

NO_SERVER = "REGELTAAL_TEST_POSTGRESQL names no PostgreSQL to test on"


@pytest.fixture
def server() -> Iterator[str]:
    """The URL of a PostgreSQL database, emptied afterwards."""
    if SERVER is None:
        pytest.skip(NO_SERVER)
    yield SERVER
    engine = create_engine(SERVER)
    metadata.drop_all(engine)
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty store of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/opslag.db"
    found: str = request.getfixturevalue("server")
    return found


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with open_store(store_url) as opened:
        yield opened
