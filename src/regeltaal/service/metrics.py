"""What is counted and timed, as Prometheus reads it. No name of an administration, a record or a rule is a label.

Titles of actions are: the domain has a known number of them.
"""

from collections.abc import Callable, Iterable, Mapping

from attrs import define, field
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import CounterMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from regeltaal.runtime.result import EventStatus

disable_created_metrics()  # type: ignore[no-untyped-call] # the library's: when each counter began, twice the lines
MEDIA_TYPE = CONTENT_TYPE_LATEST
LATER = "later"
"""The status of an action that failed and is tried again."""
OTHER = "anders"
"""What an action counts as that the domain no longer has."""
_FAST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


def _registry() -> CollectorRegistry:
    return CollectorRegistry()


@define(eq=False)
class _Counted(Collector):
    name: str
    doc: str
    label: str
    values: Callable[[], Mapping[str, float]]

    def collect(self) -> Iterable[Metric]:
        found = CounterMetricFamily(self.name, self.doc, labels=[self.label])
        for value, number in self.values().items():
            found.add_metric([value], number)
        yield found


@define(eq=False)
class Metrics:
    """One set of counters for one service; nothing is shared by the process."""

    registry: CollectorRegistry = field(factory=_registry, init=False)
    requests: Counter = field(init=False)
    seconds: Histogram = field(init=False)
    events: Counter = field(init=False)
    batches: Histogram = field(init=False)
    writing: Histogram = field(init=False)
    failures: Counter = field(init=False)
    actions: Counter = field(init=False)

    def __attrs_post_init__(self) -> None:
        own = self.registry
        self.requests = Counter("regeltaal_verzoeken", "Verzoeken, per pad en status.", ["pad", "status"], registry=own)
        self.seconds = Histogram(
            "regeltaal_verzoek_seconden", "Hoe lang een verzoek duurde.", ["pad"], buckets=_FAST, registry=own
        )
        self.events = Counter(
            "regeltaal_gebeurtenissen", "Gebeurtenissen, per status en herkomst.", ["status", "bron"], registry=own
        )
        self.batches = Histogram(
            "regeltaal_partij_gebeurtenissen", "Gebeurtenissen per transactie.", buckets=_SIZES, registry=own
        )
        self.writing = Histogram(
            "regeltaal_partij_seconden", "Hoe lang een transactie duurde.", buckets=_FAST, registry=own
        )
        self.failures = Counter("regeltaal_opslagfouten", "Transacties die niet bewaard zijn.", registry=own)
        self.actions = Counter(
            "regeltaal_acties", "Acties, per titel en afloop van de poging.", ["actie", "status"], registry=own
        )
        for status in EventStatus:
            self.events.labels(status.value, "http")

    def about(self, name: str, doc: str, labels: Mapping[str, str]) -> None:
        """Something that does not change while the service runs: 1, with what it is as labels."""
        Gauge(name, doc, labels, registry=self.registry).labels(**labels).set(1)

    def counter(self, name: str, doc: str, label: str, values: Callable[[], Mapping[str, float]]) -> None:
        """A number for each value of a label, counted elsewhere, that is asked for when it is read."""
        self.registry.register(_Counted(name, doc, label, values))

    def gauge(self, name: str, doc: str, value: Callable[[], float]) -> None:
        """A number that is asked for when it is read."""
        Gauge(name, doc, registry=self.registry).set_function(value)

    def count_events(self, statuses: Iterable[EventStatus], source: str) -> Mapping[str, int]:
        """Counts events by what became of them; gives the numbers, for the log."""
        found: dict[str, int] = {}
        for status in statuses:
            found[status.value] = found.get(status.value, 0) + 1
        for name, number in found.items():
            self.events.labels(name, source).inc(number)
        return found

    def exposition(self) -> bytes:
        return generate_latest(self.registry)
