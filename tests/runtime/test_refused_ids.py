"""An event is refused whatever its id holds, and no other event suffers by it."""

import json
from pathlib import Path

import pytest

from regeltaal.loading import load
from regeltaal.runtime.batch import Input
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.result import EventStatus


@pytest.mark.parametrize(("identity", "kept"), [("\0", "?"), ("a\0b", "a?b"), ("\ud800", "?")])
def test_an_id_that_no_database_keeps_is_refused_alone(identity: str, kept: str, kantoor: Path, store_url: str) -> None:
    event = {"gebeurtenis": "klus gemeld", "administratie": "Bakker", "record": {"nummer": "K-1", "plaats": "Zeist"}}
    lines = [json.dumps({**event, "id": one}) for one in ("eerst", identity, "daarna")]

    with Engine(load(kantoor), store_url) as engine:
        results = engine.process_all([Input(line) for line in lines])
        refused = engine.store.refused()

    assert [one.status for one in results] == [EventStatus.PROCESSED, EventStatus.REFUSED, EventStatus.PROCESSED]
    assert [one.event_id for one in refused] == [kept]
