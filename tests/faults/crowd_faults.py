"""Much at once: one event a thousand times, two programs on one store, ten thousand mails that are due together."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import monotonic
from typing import Any

from tests.faults.faults import Fault, Stage
from tests.faults.ledger import Account, Ledger
from tests.faults.office import NEXT_MORNING, OPENING, Office, Report, office

from regeltaal.base.node import evolve
from regeltaal.runtime.result import EventStatus

_DEADLINE = timedelta(minutes=50)
_THREADS = 16
_PROGRAMS = 4
_LONGEST = 300
_PER_EVENT = 100
_LATER = OPENING + timedelta(hours=2)


def same_event_in_threads(stage: Stage) -> Account:
    """One event, offered by many threads of one program at the same time."""
    with office(stage.room(), stage.backend) as place:
        (report,) = place.reports(1, OPENING, deadline=OPENING + _DEADLINE)
        with place.engine() as engine, ThreadPoolExecutor(_THREADS) as threads:
            offered = threads.map(lambda _: engine.process(report.data(place.hook.url)).status, range(stage.runs))
            told = Counter(offered)
        account = _at_the_end(place)
        wrong = _once(told, stage.runs)
    remark = f"{_THREADS} draden; 1 verwerkt, {told[EventStatus.DUPLICATE]} `dubbel`"
    return evolve(account, runs=stage.runs, lost=(*account.lost, *wrong), remark=remark)


def same_event_in_programs(stage: Stage) -> Account:
    """One event, many times in the files of a few programs that run at the same time."""
    with office(stage.room(), stage.backend) as place:
        (report,) = place.reports(1, OPENING, deadline=OPENING + _DEADLINE)
        share = [report] * (stage.runs // _PROGRAMS)
        results = _side_by_side(place, [share] * _PROGRAMS)
        told = Counter(EventStatus(str(one["status"])) for one in results)
        account = _at_the_end(place)
        wrong = _once(told, len(share) * _PROGRAMS)
    remark = f"{_PROGRAMS} programma's; 1 verwerkt, {told[EventStatus.DUPLICATE]} `dubbel`"
    return evolve(account, runs=len(share) * _PROGRAMS, lost=(*account.lost, *wrong), remark=remark)


def programs_side_by_side(stage: Stage) -> Account:
    """Several programs on one store at the same time, each with events of its own."""
    with office(stage.room(), stage.backend) as place:
        for _ in range(stage.runs):
            shares = [place.reports(5, OPENING, deadline=OPENING + _DEADLINE) for _ in range(_PROGRAMS)]
            _side_by_side(place, shares)
        account = _at_the_end(place)
        unsure = (f"{account.uncertain} acties `onzeker`, hoewel niemand uitviel",) if account.uncertain else ()
    remark = f"{_PROGRAMS} maal `draai` tegelijk, elk met eigen gebeurtenissen"
    return evolve(account, runs=stage.runs, lost=(*account.lost, *unsure), remark=remark)


def _side_by_side(place: Office, shares: list[list[Report]]) -> list[dict[str, Any]]:
    """Runs that begin together, to their ends; what they said of each event."""
    processes = [place.start(share, OPENING, name=f"-{number}") for number, share in enumerate(shares)]
    for process in processes:
        process.wait(_LONGEST)
    told = [place.told(f"-{number}") for number in range(len(shares))]
    if any("Traceback" in error for _, error in told):
        raise AssertionError("\n".join(error for _, error in told))
    return [result for results, _ in told for result in results]


def _once(told: Counter[EventStatus], count: int) -> tuple[str, ...]:
    if told[EventStatus.PROCESSED] == 1 and told[EventStatus.DUPLICATE] == count - 1:
        return ()
    return (f"{count} maal aangeboden, en beantwoord met {dict(told)}",)


def _at_the_end(place: Office) -> Account:
    with place.engine() as engine:
        place.let_pass(engine, NEXT_MORNING)
    return Ledger(place, NEXT_MORNING).account()


def due_at_once(stage: Stage) -> Account:
    """Delayed mails, planned by a hundred to an event, that are all due at the same moment."""
    with office(stage.room(), stage.backend) as place:
        reports = place.reports(max(1, stage.runs // _PER_EVENT), OPENING, steps=_PER_EVENT, hook=False)
        with place.engine() as engine:
            place.process(engine, reports, OPENING)
            begin = monotonic()
            place.process(engine, [], _LATER)
            took = monotonic() - begin
        account = Ledger(place, _LATER, morning=False).account()
        count = account.statuses["uitgevoerd"]
    return account.saying(f"{count} mails aangekomen, samen in {took:.0f} s")


FAULTS = (
    Fault("dezelfde gebeurtenis 1.000 maal tegelijk, in draden", same_event_in_threads, runs=1000, short=100),
    Fault("dezelfde gebeurtenis 1.000 maal tegelijk, in programma's", same_event_in_programs, runs=1000, short=100),
    Fault("vier programma's op één opslag", programs_side_by_side, runs=10, short=1),
    Fault("10.000 uitgestelde mails tegelijk aan de beurt", due_at_once, runs=10_000, short=300),
)
