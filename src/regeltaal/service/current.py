"""The rules in force: the engine in use, and going over to a version that was published since.

INVARIANT: a batch of events is done by one version, the one that was in force when it began. No event waits for a
change, and none is lost by it: what an event plans is in the store, whatever version works it out.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING

from attrs import define

from regeltaal.base.text import Text
from regeltaal.runtime.bindings import Bindings
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.service.logbook import tell

if TYPE_CHECKING:
    from regeltaal.runtime.store import Store

_IN_FORCE = Text(nl="nieuwe regels in gebruik", en="new rules in force")
_REFUSED = Text(
    nl="een publicatie is hier niet te gebruiken; de vorige regels gelden nog",
    en="a publication can't be used here; the rules before it are still in force",
)

_OTHERS = Text(
    nl="een opdracht gebruikte andere regels op deze opslag; klokken en schema's zijn weer die van de publicatie",
    en="a command used other rules on this store; clocks and schedules are those of the publication again",
)

LoadPublished = Callable[[int], RuleSet]
"""Gives the rules of a publication. It raises ``UnusableRulesError`` where they can't be used here."""


class UnusableRulesError(Exception):
    """A version that can't come into force. ``codes`` are those of what is wrong with it."""

    def __init__(self, *codes: str) -> None:
        self.codes = codes
        super().__init__(", ".join(codes))


@define(eq=False)
class _Run:
    """An engine, and how many are at work with it."""

    engine: Engine
    users: int = 0


class Current:
    """The engine in use. The store stays that of the caller, who closes it.

    Use: ``with current.using() as engine: engine.process_all(batch)``. ``look`` is called every few seconds.
    """

    def __init__(
        self,
        first: RuleSet,
        store: "Store",
        load_published: LoadPublished,
        *,
        bindings: Bindings | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.store = store
        self.clock = clock
        self._load = load_published
        self._bindings = bindings
        self._guard = Lock()
        self._run = _Run(self._engine(first))
        self._former: list[_Run] = []
        self._refused: int | None = None

    @property
    def engine(self) -> Engine:
        """The engine in use, to look things up with; what it does is done within ``using``."""
        return self._run.engine

    @property
    def rules(self) -> RuleSet:
        """The rules in force at this moment."""
        return self._run.engine.rules

    @property
    def refused(self) -> int | None:
        """The number of the last publication, where it is newer than the rules in force and could not be used."""
        return self._refused

    @contextmanager
    def using(self) -> Iterator[Engine]:
        """The engine in use, for one batch or one wake: what begins with a version ends with it."""
        with self._guard:
            run = self._run
            run.users += 1
        try:
            yield run.engine
        finally:
            with self._guard:
                run.users -= 1

    def look(self) -> bool:
        """Goes over to the last publication, if that is another than the one in force; whether it did.

        Raises:
            StoreError: the store can't be asked; what is in force stays so.
        """
        self._finish()
        number = self.store.last_publication()
        if number is None or number in {self.rules.publication, self._refused}:
            self._lead(number)
            return False
        try:
            rules = self._load(number)
        except UnusableRulesError as error:
            self._refused = number
            tell(_REFUSED, logging.ERROR, publicatie=number, codes=", ".join(error.codes))
            return False
        self._change(self._engine(rules))
        tell(_IN_FORCE, publicatie=number)
        return True

    def _lead(self, number: int | None) -> None:
        """The published rules are in force: what a command did to clocks and schedules by others is put right.

        Of rules that were never published nobody knows which are meant.
        """
        if number is not None and number == self.rules.publication and self.engine.lead_again():
            tell(_OTHERS, logging.WARNING, publicatie=number)

    def _engine(self, rules: RuleSet) -> Engine:
        return Engine(rules, self.store, bindings=self._bindings, clock=self.clock)

    def _change(self, engine: Engine) -> None:
        with self._guard:
            self._former.append(self._run)
            self._run = _Run(engine)
            self._refused = None

    def _finish(self) -> None:
        """When the last batch of the former rules is done: what it changed gets the clocks that the new rules ask for.

        On a server each service does so, the last of them after the last batch by the former rules.
        """
        with self._guard:
            if not self._former or any(one.users for one in self._former):
                return
            former, self._former = self._former, []
            engine = self._run.engine
        try:
            engine.in_step()
        except BaseException:
            with self._guard:
                self._former.extend(former)
            raise
