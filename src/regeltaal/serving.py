"""The service as a whole: rules, store, workers, sources of documents and the HTTP side, started and stopped in order.

Stopping goes the other way round: nothing new is taken in, what was taken in is kept, what is being carried out is
finished, and then the store is closed.
"""

import logging
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from socket import socket
from threading import Event
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from regeltaal.base.node import evolve
from regeltaal.base.text import DUTCH, Language, Text
from regeltaal.document_sources import DocumentSource, Taking
from regeltaal.loading import RegelFout
from regeltaal.project.model import Project, ServiceConfig
from regeltaal.publication.problems import PublicationError
from regeltaal.publishing import find_publication, published_rules
from regeltaal.runtime.events import DEFAULT_ADMINISTRATION
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import EffectStatus
from regeltaal.runtime.web_signature import wrong_secrets
from regeltaal.service.alarms import Alarms
from regeltaal.service.app import Service, build, is_local
from regeltaal.service.current import Current, UnusableRulesError
from regeltaal.service.desk import Desk
from regeltaal.service.durable import DurableWaker
from regeltaal.service.errors import StartError
from regeltaal.service.health import Health, Part
from regeltaal.service.intake import Intake
from regeltaal.service.limits import Limits
from regeltaal.service.listening import Listener, bind, url_of
from regeltaal.service.logbook import tell
from regeltaal.service.measures import Measured, measure
from regeltaal.service.metrics import Metrics
from regeltaal.service.tokens import Tokens, read_tokens
from regeltaal.service.upkeep import Upkeep
from regeltaal.service.watch import Backlog, Watch
from regeltaal.service.witness import Witness
from regeltaal.source_choice import Chosen

if TYPE_CHECKING:
    from regeltaal.runtime.store import Store

MOST_THREADS_ON_A_FILE = 8
"""More writers than this starve each other on the one lock of an SQLite file."""

PATIENCE = 30.0
"""Seconds that what is being done gets to finish when the service stops."""

SLOW = 30.0
"""Seconds that a part may be at one thing before the service counts as not ready."""


@define(eq=False)
class Life:
    """Whether a service works, and when it is to end: for all parts of it."""

    over: Event = field(factory=Event, init=False)
    works: bool = field(default=False, init=False)
    lost: bool = field(default=False, init=False)
    """It ended by itself: something that it can't do without stopped."""

    def lose(self) -> None:
        self.lost = True
        self.over.set()


@define(eq=False)
class Serving:
    """A service that is put together. ``start`` it, wait until ``life.over`` is set, and ``stop`` it."""

    project: Project
    store: "Store"
    config: ServiceConfig
    tokens: Tokens
    listener: Listener | None
    url: str | None
    _current: Current
    _waker: DurableWaker
    _alarms: Alarms
    _upkeep: Upkeep
    _intake: Intake
    _watch: Watch
    _sources: Sequence[DocumentSource]
    health: Health
    life: Life

    @property
    def rules(self) -> RuleSet:
        return self._current.rules

    def start(self) -> None:
        """Begins to work, and then to listen.

        Raises:
            StoreError: the store can't do what is asked.
        """
        self._waker.start(self._alarms.wake)
        self._upkeep.start()
        self._watch.start()
        self._intake.start()
        self.life.works = True
        for source in self._sources:
            source.start()
        if self.listener is not None:
            self.listener.start()

    def tell_start(self) -> None:
        """In the log, for who reads that alone."""
        tell(_STARTED, werker=self.config.name, regels=self.rules.version, draden=self.config.threads)

    def tell_stop(self, *, in_time: bool) -> None:
        tell(_STOPPED if in_time else _CUT_OFF, logging.INFO if in_time else logging.WARNING, werker=self.config.name)

    def check(self) -> None:
        """Ends the service when a part of it has stopped by itself."""
        gone = list(self.health.dead())
        if self.listener is not None and not self.listener.is_alive:
            gone.append("http")
        if gone and not self.life.over.is_set():
            tell(_PART_STOPPED, logging.ERROR, onderdeel=", ".join(gone))
            self.life.lose()

    def stop(self, patience: float = PATIENCE) -> bool:
        """Stops all of it; whether it was all done in time. What was not is taken up at the next start."""
        until = time.monotonic() + patience

        def left() -> float:
            return max(0.1, until - time.monotonic())

        self.life.works = False
        for source in self._sources:
            source.tell_to_stop()
        in_time = self._intake.close(left())
        if self.listener is not None:
            self.listener.stop()
        for source in self._sources:
            in_time = source.wait(left()) and in_time
        self._upkeep.stop()
        in_time = self._waker.stop(left()) and in_time
        self._watch.stop()
        return in_time


@frozen
class Choices:
    """What the command line chose beside `[dienst]`. ``http``: it listens."""

    http: bool = True
    language: Language = DUTCH
    environment: Mapping[str, str] = field(factory=lambda: dict(os.environ))


@contextmanager
def serving(project: Project, rules: RuleSet, store: "Store", choices: Choices) -> Iterator[Serving]:
    """The service of a project on a store, put together and not started; afterwards its socket is closed.

    Raises:
        StartError: it can't be started as asked.
        StoreError: the store can't do what is asked, or another service has it.
    """
    config = _within_limits(project.config.service, store)
    tokens = _tokens(rules, config, choices)
    for reason in wrong_secrets(rules.settings):
        tell(Text(nl=f"webhooks gaan mislukken: {reason.nl}", en=f"webhooks will fail: {reason.en}"), logging.WARNING)
    with ExitStack() as stack:
        bound = bind(config.address, config.port) if choices.http else None
        if bound is not None:
            stack.callback(bound.close)
        store.worker.serve(config.name)
        parts = _Parts(project, store, config, tokens, choices)
        yield parts.together(rules, bound)


def _within_limits(config: ServiceConfig, store: "Store") -> ServiceConfig:
    if not store.url.startswith("sqlite") or config.threads <= MOST_THREADS_ON_A_FILE:
        return config
    tell(_FEWER_THREADS, logging.WARNING, gevraagd=config.threads, draden=MOST_THREADS_ON_A_FILE)
    return evolve(config, threads=MOST_THREADS_ON_A_FILE)


def _tokens(rules: RuleSet, config: ServiceConfig, choices: Choices) -> Tokens:
    """The tokens of the environment. Whoever listens on the network must have them."""
    found = read_tokens(choices.environment, tuple(rules.administrations) or (DEFAULT_ADMINISTRATION,))
    for unknown in found.unknown:
        tell(unknown, logging.WARNING)
    if choices.http and not found.are_asked and not is_local(config.address):
        raise StartError(
            Text(
                nl=f"op `{config.address}` is de dienst van buiten te bereiken, en er zijn geen tokens",
                en=f"on `{config.address}` the service can be reached from outside, and there are no tokens",
            ),
            Text(
                nl="zet voor elke administratie een token in `REGELTAAL_TOKEN_<ADMINISTRATIE>`, of luister alleen op "
                "deze computer met `--adres 127.0.0.1`",
                en="put a token of each administration in `REGELTAAL_TOKEN_<ADMINISTRATION>`, or listen on this "
                "machine only with `--adres 127.0.0.1`",
            ),
        )
    return found


@frozen
class _Parts:
    """What the parts of a service are made of."""

    project: Project
    store: "Store"
    config: ServiceConfig
    tokens: Tokens
    choices: Choices

    def together(self, rules: RuleSet, bound: socket | None) -> Serving:
        store, config, life = self.store, self.config, Life()
        waker = DurableWaker(store, config.name, config.threads)
        current = Current(rules, store, self._published)
        witness = Witness(Metrics(), lambda: {one.title for one in current.rules.schema.actions.values()})
        alarms = Alarms(current, waker, witness)
        limits = Limits(config.largest_message, requests_per_minute=config.requests_per_minute)
        desk = Desk(current)
        intake = Intake(desk.process, limits.most_waiting, witness.written)
        watch = Watch(partial(_backlog, store, current))
        upkeep = Upkeep(current, alarms, waker, life.lose)
        chosen = Chosen(self.project, config, self.choices.environment, self.choices.language)
        taking = partial(Taking, current, watch, limits.most_due, witness)
        sources = tuple(chosen.sources(rules.schema.name, taking))
        health = _health(life, waker, upkeep, intake, watch, sources)
        service = Service(desk, intake, self.tokens, watch, limits, witness.metrics, config.address, health=health.well)
        measure(
            witness.metrics,
            Measured(
                current,
                intake,
                watch,
                upkeep,
                documents=lambda: (one.counts for one in sources),
                rounds=lambda: (one.rounds for one in sources),
            ),
        )
        listener = None if bound is None else Listener(build(service), bound, limits.connections, PATIENCE / 2)
        return Serving(
            self.project,
            store,
            config,
            self.tokens,
            listener,
            None if bound is None else url_of(bound),
            current=current,
            waker=waker,
            alarms=alarms,
            upkeep=upkeep,
            intake=intake,
            watch=watch,
            sources=sources,
            health=health,
            life=life,
        )

    def _published(self, number: int) -> RuleSet:
        """The rules of a publication, for whoever goes over to them."""
        try:
            return published_rules(self.project, find_publication(self.store, number))
        except PublicationError as error:
            raise UnusableRulesError(error.code.id) from error
        except RegelFout as error:
            codes = dict.fromkeys(one.code.id for one in error.diagnostics if one.is_error)
            raise UnusableRulesError(*codes) from error


# ------------------------------------------------------------ how it is


def _health(  # noqa: PLR0913, PLR0917 - each of them is a part
    life: Life, waker: DurableWaker, upkeep: Upkeep, intake: Intake, watch: Watch, sources: Sequence[DocumentSource]
) -> Health:
    return Health(
        (
            Part("werkers", lambda: waker.is_alive, lambda: life.works and upkeep.stands_still < SLOW),
            Part("onderhoud", lambda: upkeep.is_alive, lambda: upkeep.lag < SLOW),
            Part("inname", lambda: intake.is_alive, lambda: intake.is_open and intake.lag < SLOW),
            Part("toezicht", lambda: watch.is_alive),
            Part("bronnen", lambda: all(one.is_alive for one in sources)),
        )
    )


def _backlog(store: "Store", current: Current) -> Backlog:
    now = current.clock()
    oldest = store.due(now, 1)
    age = (now - oldest[0].due).total_seconds() if oldest else 0.0
    return Backlog(store.count(EffectStatus.PLANNED, now), store.count(EffectStatus.UNCERTAIN), age)


_FEWER_THREADS = Text(
    nl="op een SQLite-bestand werken meer draden elkaar tegen; het worden er minder",
    en="on an SQLite file more threads hinder each other; there will be fewer",
)
_STARTED = Text(nl="de dienst is gestart", en="the service has started")
_STOPPED = Text(nl="de dienst is gestopt; alles was klaar", en="the service has stopped; all was done")
_CUT_OFF = Text(
    nl="de dienst is gestopt; niet alles was op tijd klaar, de volgende start maakt het af",
    en="the service has stopped; not all was done in time, the next start finishes it",
)
_PART_STOPPED = Text(
    nl="een onderdeel is uit zichzelf gestopt; de dienst stopt",
    en="a part has stopped by itself; the service stops",
)
