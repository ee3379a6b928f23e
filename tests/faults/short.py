"""The short form: every fault a few times, as a test."""

from pathlib import Path

from tests.faults.alles import inject
from tests.faults.backends import Backend
from tests.faults.faults import Fault


def holds(fault: Fault, backend: Backend, folder: Path) -> None:
    """Nothing is lost, and nothing that may happen once happens twice."""
    account = inject(fault, backend, fault.short, folder, "tests").account

    assert account.lost == ()
    assert account.doubled_at_most == ()
    assert account.events > 0
    assert account.effects > 0
