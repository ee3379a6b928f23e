"""What a fault is: a name, and how it is injected; and what an injection is given."""

from collections.abc import Callable
from pathlib import Path
from random import Random

from attrs import Factory, define, frozen
from tests.faults.backends import Backend
from tests.faults.ledger import Account


@define
class Stage:
    """Where a fault is injected: an empty folder, a kind of store, how often, and by which chance."""

    folder: Path
    backend: Backend
    runs: int
    chance: Random = Factory(Random)
    tell: Callable[[str], None] = lambda _: None
    _made: int = 0

    def room(self) -> Path:
        """A folder that nothing is in."""
        self._made += 1
        made = self.folder / f"kantoor-{self._made}"
        made.mkdir(parents=True)
        return made


@frozen
class Fault:
    """A fault. ``runs`` in the long form, ``short`` in the tests; ``sqlite`` and ``server`` say on which stores.

    ``own_server``: only on a server that the harness may stop and fill.
    """

    name: str
    inject: Callable[[Stage], Account]
    runs: int = 1
    short: int = 1
    sqlite: bool = True
    server: bool = True
    own_server: bool = False
    short_on_server: bool = True
    """Also in the tests on a server; the long form has all of them there."""
