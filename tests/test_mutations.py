"""What the messages are worth, on a sample of the mutants; `python tests/mutations.py` prints the figures of all."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

STEP = 11
"""Every eleventh mutant: prime to the three ways, so that each way meets each kind of token."""


@pytest.fixture(scope="module")
def mutations() -> ModuleType:
    path = Path(__file__).parent / "mutations.py"
    spec = importlib.util.spec_from_file_location("mutations", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_messages_of_a_sample_of_mutants(mutations: ModuleType) -> None:
    tally = mutations.run(STEP)
    assert tally.mutants > 300
    assert tally.crashed == []
    assert tally.leaks == []
    assert tally.share_right >= 0.95
    assert tally.cascades == []
