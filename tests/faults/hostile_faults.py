"""Hostile requests between those of good will; and ids that come back after their content was removed."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from tests.faults.faults import Fault, Stage
from tests.faults.hostile import REQUESTS, send
from tests.faults.ledger import Account, Ledger
from tests.faults.office import Office, office
from tests.faults.serve import Client, at_rest, fresh, log, now, service, with_found

from regeltaal.base.node import evolve
from regeltaal.runtime.result import EventStatus
from regeltaal.runtime.storage import EffectStatus, open_store

_GOOD_EVERY = 50
_AT_ONCE = 8
_SERVER_FAULT = range(500, 600)
_MOST_MEMORY_KB = 500_000
_LONG_AGO = timedelta(days=200)
_DEADLINE = timedelta(minutes=50)


def hostile_requests(stage: Stage) -> Account:
    """Broken and hostile requests of every kind, while events come in: none is kept, no answer is a server fault."""
    with office(stage.room(), stage.backend) as place, service(place) as running, ThreadPoolExecutor(_AT_ONCE) as pool:
        client, port = Client(place), int(running.url.rpartition(":")[2])
        told = Counter[str]()
        kinds = list(REQUESTS)
        for first in range(0, stage.runs, _GOOD_EVERY):
            names = [kinds[number % len(kinds)] for number in range(first, min(first + _GOOD_EVERY, stage.runs))]
            requests = [REQUESTS[name](stage.chance) for name in names]
            sent = zip(names, pool.map(lambda request: send(port, request), requests), strict=True)
            told.update(f"{name}: {status}" for name, status in sent if status in _SERVER_FAULT)
            client.offer(running.url, fresh(place, 1))
        client.offer_rest(running.url)
        account = at_rest(place, stage.runs)
        memory = _memory(running.process.pid)
        wrong = [*(f"{what} ({count} maal)" for what, count in told.items()), *_uninvited(place)]
        wrong += [f"{memory} kB"] * (memory > _MOST_MEMORY_KB) + [log(place)] * (running.process.poll() is not None)
    remark = f"{len(kinds)} soorten; geen antwoord 5xx; hoogstens {memory // 1000} MB"
    return with_found(account, *wrong).saying(remark)


def _uninvited(place: Office) -> list[str]:
    with open_store(place.url) as store:
        roots = {one.event.id for one in store.events() if one.parent is None and "/klok-" not in one.event.id}
    return [f"{name}: bewaard" for name in roots - set(place.offered)]


def _memory(process: int) -> int:
    """The most that a process had in memory, in kB."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


# ---------------------------------------------------------------- retention


def ids_that_return(stage: Stage) -> Account:
    """Events whose content was removed since are offered again: known by their ids, and not done again."""
    then = (now() - _LONG_AGO).replace(hour=9, minute=0, second=0, microsecond=0)
    end = then + timedelta(days=1)
    with office(stage.room(), stage.backend) as place:
        place.run(place.reports(stage.runs, then, deadline=then + _DEADLINE), then)
        place.run([], end)
        place.run([], end)
        account = Ledger(place, end, rounds=False).account(stage.runs)
        before = _figures(place)
        place.do("opruimen", str(place.folder), "--ouder-dan", "90d", "--ja")
        place.run(list(place.offered.values()), end)
        statuses = Counter(str(one["status"]) for one in place.told()[0])
        others = [evolve(one, mail=False) for one in place.offered.values()]
        place.run(others, end)
        statuses.update(str(one["status"]) for one in place.told()[0])
        after = _figures(place)
    wanted = {EventStatus.DUPLICATE.value: stage.runs, EventStatus.REFUSED.value: stage.runs}
    wrong = "" if statuses == wanted else f"beantwoord met {dict(statuses)}"
    changed = "" if before == after else f"{before} werd {after}"
    remark = "na opruimen `dubbel`; met andere inhoud geweigerd"
    return with_found(account, wrong, changed).saying(remark)


def _figures(place: Office) -> dict[str, object]:
    """What doing an event again would change."""
    with open_store(place.url) as store, store.look() as unit:
        records = {name: unit.records(name) for name in ("melding", "taak", "teller")}
        return {
            "gebeurtenissen": len(store.events()),
            "acties": len(store.effects(*EffectStatus)),
            "records": records,
            "mails": sum(place.mail.seen.by_key.values()),
            "webhooks": sum(place.hook.seen.by_key.values()),
        }


FAULTS = (
    Fault("kapotte en vijandige HTTP-verzoeken", hostile_requests, runs=5_000, short=104, short_on_server=False),
    Fault("id dat terugkomt na opruimen", ids_that_return, runs=50, short=3),
)
