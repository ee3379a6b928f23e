"""What is asked of the parts of the service when its metrics are read."""

import platform
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from attrs import frozen

from regeltaal.base.version import __version__
from regeltaal.runtime.result import EventStatus
from regeltaal.service.current import Current
from regeltaal.service.intake import Intake
from regeltaal.service.metrics import Metrics
from regeltaal.service.upkeep import Upkeep
from regeltaal.service.watch import Watch

Counts = Callable[[], Iterable[Mapping[str, int]]]
"""What each source of documents has counted."""

ROUNDS = ("met documenten", "leeg", "verhinderd")


@frozen(eq=False)
class Measured:
    """The parts that are asked; none of them waits for the store then."""

    current: Current
    intake: Intake
    watch: Watch
    upkeep: Upkeep
    documents: Counts
    rounds: Counts


def measure(metrics: Metrics, parts: Measured) -> None:
    intake, watch, upkeep = parts.intake, parts.watch, parts.upkeep
    gauges: Mapping[str, tuple[str, Callable[[], float]]] = {
        "inname_wachtrij": ("Gebeurtenissen die wachten om bewaard te worden.", lambda: intake.waiting),
        "acties_aan_de_beurt": ("Acties waarvan het moment gekomen is.", lambda: watch.backlog.due),
        "acties_oudste_seconden": (
            "Hoe lang de actie die het langst aan de beurt is dat is.",
            lambda: watch.backlog.oldest,
        ),
        "acties_onzeker": ("Acties waarvan niemand weet of ze gelukt zijn.", lambda: watch.backlog.uncertain),
        "wekker_wacht": ("Wekken die op een werker wachten, hooguit 1000.", partial(_wakes, upkeep, "wacht")),
        "wekker_bezig": ("Wekken die een werker in handen heeft, hooguit 1000.", partial(_wakes, upkeep, "bezig")),
        "onderhoud_achterstand_seconden": ("Hoe lang het onderhoud te laat is.", lambda: upkeep.lag),
        "opslag_bereikbaar": ("1 als de opslag bereikbaar is.", lambda: float(watch.reachable)),
        "publicatie": (
            "Het nummer van de publicatie die geldt; 0 zonder publicatie.",
            lambda: parts.current.rules.publication or 0,
        ),
    }
    for name, (doc, value) in gauges.items():
        metrics.gauge(f"regeltaal_{name}", doc, value)
    statuses = [one.value for one in EventStatus]
    metrics.counter(
        "regeltaal_documenten",
        "Documenten uit mappen en postvakken.",
        "status",
        partial(_sums, parts.documents, statuses),
    )
    metrics.counter(
        "regeltaal_bron_rondes",
        "Keren dat in een map of postvak gekeken is.",
        "afloop",
        partial(_sums, parts.rounds, ROUNDS),
    )
    about = {"versie": __version__, "python": platform.python_version()}
    metrics.about("regeltaal_bouw_info", "Altijd 1: welke versie er draait.", about)


def _wakes(upkeep: Upkeep, word: str) -> float:
    return upkeep.waiting.get(word, 0)


def _sums(counts: Counts, names: Iterable[str]) -> Mapping[str, float]:
    found: Counter[str] = Counter()
    for one in counts():
        found.update(one)
    return {name: found[name] for name in names}
