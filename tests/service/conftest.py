"""The HTTP side of the service on a free port of the loopback, with a small office behind it."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import httpx
import pytest
from attrs import define, field

from regeltaal.loading import load
from regeltaal.runtime.batch import Input
from regeltaal.runtime.result import EventResult
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import open_store
from regeltaal.runtime.store import Store
from regeltaal.runtime.store_unit import Unit
from regeltaal.runtime.waking import Wake
from regeltaal.service.app import Service, build
from regeltaal.service.current import Current, UnusableRulesError
from regeltaal.service.desk import Desk
from regeltaal.service.intake import Intake, Process
from regeltaal.service.limits import Limits
from regeltaal.service.listening import Listener, bind, url_of
from regeltaal.service.metrics import Metrics
from regeltaal.service.tokens import Tokens, read_tokens
from regeltaal.service.watch import Backlog, Watch
from regeltaal.service.witness import Witness

BAKER = "bakkerbakkerbakkerbakker"
PARTS = ("werkers", "onderhoud", "toezicht", "bronnen")
CARPENTER = "timmermantimmermantimmer"
KEEPER = "beheerbeheerbeheerbeheer"
TOKENS = {
    "REGELTAAL_TOKEN_BAKKER": BAKER,
    "REGELTAAL_TOKEN_TIMMERMAN": CARPENTER,
    "REGELTAAL_TOKEN_BEHEER": KEEPER,
}


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def job(number: str = "e-1", *, administration: str | None = "Bakker", **fields: object) -> dict[str, object]:
    """An event of the small office."""
    of = {} if administration is None else {"administratie": administration}
    record = {"nummer": "K-1", "plaats": "Zeist", "bedrag": "600", **fields}
    return {"id": number, "gebeurtenis": "klus gemeld", **of, "record": record}


class Nobody:
    """Is told what is to come, and wakes for none of it: planned actions stay as they are."""

    def tell(self, unit: Unit, wakes: Sequence[Wake]) -> None:
        """Keeps nothing."""


def _none_published(number: int) -> RuleSet:
    raise UnusableRulesError(str(number))


@define(eq=False)
class Running:
    """A service that listens, and what stands behind it."""

    store: Store
    service: Service
    listener: Listener
    client: httpx.Client
    url: str
    due: list[int] = field(factory=lambda: [0])
    """How many effects the watch is told are due."""

    def events(self) -> list[str]:
        """The ids of what was kept, in order."""
        return [one.event.id for one in self.store.events()]


Start = Callable[..., Running]


@pytest.fixture
def start(kantoor: Path) -> Iterator[Start]:
    """Starts services that stop with the test. ``process`` stands in for the engine's own."""
    started: list[Running] = []
    rules = load(kantoor)

    def starter(
        tokens: dict[str, str] | None = None,
        *,
        limits: Limits | None = None,
        process: Callable[[Desk], Process] = lambda desk: desk.process,
        address: str = "127.0.0.1",
        writes: bool = True,
    ) -> Running:
        store = open_store(f"sqlite:///{kantoor}/regeltaal.db")
        store.waker = Nobody()
        current = Current(rules, store, _none_published)
        asked = read_tokens(tokens, rules.administrations) if tokens else Tokens()
        due = [0]
        allowed = limits or Limits()
        desk = Desk(current)
        witness = Witness(Metrics(), lambda: {one.title for one in rules.schema.actions.values()})
        intake = Intake(process(desk), allowed.most_waiting, witness.written)
        watch = Watch(lambda: Backlog(due[0]))
        watch.look_now()
        service = Service(
            desk, intake, asked, watch, allowed, witness.metrics, address, lambda: dict.fromkeys(PARTS, True)
        )
        bound = bind("127.0.0.1", 0)
        listener = Listener(build(service), bound, allowed.connections, 5)
        url = url_of(bound)
        if writes:
            intake.start()
        listener.start()
        running = Running(store, service, listener, httpx.Client(base_url=url, trust_env=False, timeout=30), url, due)
        started.append(running)
        return running

    yield starter
    for one in started:
        one.client.close()
        one.service.intake.close(5)
        one.listener.stop()
        one.store.close()


@pytest.fixture
def running(start: Start) -> Running:
    """Without tokens, as on a laptop."""
    return start()


@pytest.fixture
def guarded(start: Start) -> Running:
    """With a token for two of the three administrations, and one for the keeper."""
    return start(TOKENS)


def slowly(desk: Desk, until: Callable[[], object]) -> Process:
    """The engine's own processing, once ``until`` came back: to hold the writer up."""

    def process(inputs: Sequence[Input]) -> Sequence[EventResult]:
        until()
        return desk.process(inputs)

    return process
