"""What can happen to the service: killed, stopped, two on one store, its database gone, rules published under it."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random
from threading import Thread
from time import monotonic, sleep

import httpx
from tests.faults.backends import Postgresql
from tests.faults.disk import filled, may_mount, small_disk
from tests.faults.faults import Fault, Stage
from tests.faults.kills import Aim, Striker
from tests.faults.ledger import Account
from tests.faults.office import Office, office
from tests.faults.serve import Client, Running, at_rest, fresh, listening, log, now, service, start, with_found
from tests.faults.store_faults import DISK_SIZE, HELD, hold, office_on
from tests.faults.witness import Point

from regeltaal.runtime.storage import EffectStatus, open_store

_PER_LIFE = 10
_NEW = 3
_POSTS = 2
_PATIENCE = 6.0
_AT_ONCE = 32
_STEPS = 100
_AN_HOUR = timedelta(hours=1)
_LONG = 1200.0


def kill_the_service(stage: Stage) -> Account:
    """The service, killed and started again on one store; events are offered until it says that it has them."""
    total, left = Account(), stage.runs
    while left > 0:
        kills = min(left, _PER_LIFE)
        with office(stage.room(), stage.backend) as place:
            client = Client(place)
            for _ in range(kills):
                _one_kill(place, client, stage.chance)
            with service(place) as running:
                client.offer_rest(running.url)
                total = total.plus(at_rest(place, kills))
        left -= kills
        stage.tell(f"{total.runs} van {stage.runs} keer gestopt")
    return total.saying("tijdens inname, tijdens een effect, tussen effect en aantekening, en op willekeurige momenten")


def _one_kill(place: Office, client: Client, chance: Random) -> None:
    with service(place) as running:
        posting = Thread(target=_post, args=(place, client, running))
        aim = chance.choice(list(Aim))
        if aim is Aim.ANYWHERE:
            posting.start()
            sleep(chance.uniform(0, 1.5))
        else:
            _strike(place, aim, running, chance, posting)
        running.kill()
        posting.join()
        place.mail.strike = place.hook.strike = lambda _: None


def _strike(place: Office, aim: Aim, running: Running, chance: Random, posting: Thread) -> None:
    """Kills at a point of a message; when none comes to it, a moment later."""
    witness = place.mail if aim in {Aim.MAIL_TAKEN, Aim.MAIL_ANSWERED} else place.hook
    at = Point.TAKEN if aim in {Aim.MAIL_TAKEN, Aim.HOOK_TAKEN} else Point.ANSWERED
    late = 0.0 if at is Point.TAKEN else chance.uniform(0, 0.006)
    witness.strike = Striker(at, chance.randint(1, 4), late, running.process.kill)
    posting.start()
    end = monotonic() + _PATIENCE
    while running.process.poll() is None and monotonic() < end:
        sleep(0.01)


def _post(place: Office, client: Client, running: Running) -> None:
    for _ in range(_POSTS):
        client.offer(running.url, fresh(place, _NEW))


def stop_the_service(stage: Stage) -> Account:
    """The service, asked to stop at random moments: it finishes what it has, so that nothing is uncertain."""
    with office(stage.room(), stage.backend) as place:
        client, codes = Client(place), Counter[int]()
        for _ in range(stage.runs):
            with service(place) as running:
                posting = Thread(target=_post, args=(place, client, running))
                posting.start()
                sleep(stage.chance.uniform(0, 1.0))
                codes[running.stop()] += 1
                posting.join()
        with service(place) as running:
            client.offer_rest(running.url)
            account = at_rest(place, stage.runs)
    wrong = "" if set(codes) == {0} else f"uitkomsten van het stoppen: {dict(codes)}"
    unsure = f"{account.uncertain} `onzeker` na ordelijk stoppen" if account.uncertain else ""
    return with_found(account, wrong, unsure).saying("SIGTERM op een willekeurig moment")


# ---------------------------------------------------------------- two on one store


def second_on_a_file(stage: Stage) -> Account:
    """A second service on the file of a first: refused, and the first goes on."""
    with office(stage.room(), stage.backend) as place, service(place) as running:
        client, wrong = Client(place), []
        for number in range(stage.runs):
            client.offer(running.url, fresh(place, _NEW))
            second = start(place, f"tweede-{number}")
            code = second.wait(60)
            told = log(place, f"tweede-{number}")
            wrong += [] if code != 0 and "Traceback" not in told else [f"de tweede gaf {code}: {told}"]
        client.offer_rest(running.url)
        account = at_rest(place, stage.runs)
    return with_found(account, *wrong).saying("de tweede geweigerd, de eerste ging door")


def two_share(stage: Stage) -> Account:
    """Two services share the work; one is killed in the midst of it, and the other takes over what it left."""
    total, shares = Account(), Counter[str]()
    for _ in range(stage.runs):
        with office(stage.room(), stage.backend) as place:
            client = Client(place)
            one, other = start(place, "dienst-1"), start(place, "dienst-2")
            running = [listening(place, one, "dienst-1"), listening(place, other, "dienst-2")]
            try:
                for number in range(8):
                    client.offer(running[number % 2].url, fresh(place, _NEW))
                sleep(stage.chance.uniform(0, 0.3))
                running[0].kill()
                client.offer_rest(running[1].url)
                total = total.plus(at_rest(place, 1))
            finally:
                for each in running:
                    each.kill()
            with open_store(place.url) as store:
                shares.update(str(done.worker) for done in store.effects(EffectStatus.DONE))
    wrong = "" if len(shares) > 1 else f"alleen {dict(shares)} deed iets"
    remark = ", ".join(f"{name}: {count} acties" for name, count in sorted(shares.items()))
    return with_found(total, wrong).saying(f"{remark}; `dienst-1` midden in het werk gestopt")


# ---------------------------------------------------------------- its surroundings


def restart_under_it(stage: Stage) -> Account:
    """The server of the database is stopped as by a power cut under a service that works, and started again."""
    server = stage.backend.server if isinstance(stage.backend, Postgresql) else None
    if server is None:
        raise TypeError("only a server of our own may be stopped")
    with office(stage.room(), stage.backend) as place, service(place) as running:
        client = Client(place)
        for _ in range(stage.runs):
            posting = Thread(target=_post, args=(place, client, running))
            posting.start()
            sleep(stage.chance.uniform(0, 0.5))
            server.stop()
            sleep(stage.chance.uniform(0, 1.0))
            server.start()
            posting.join()
            client.offer_rest(running.url)
        account = at_rest(place, stage.runs)
        wrong = "" if running.process.poll() is None else f"de dienst viel uit: {log(place)}"
    return with_found(account, wrong).saying("de dienst bleef draaien")


def same_event_over_http(stage: Stage) -> Account:
    """One event, offered by many clients at the same time."""
    with office(stage.room(), stage.backend) as place, service(place) as running, ThreadPoolExecutor(_AT_ONCE) as pool:
        client, reports = Client(place), fresh(place, 1)
        answers = pool.map(lambda _: tuple(client.offer(running.url, reports)), range(stage.runs))
        told = Counter(answers)
        account = at_rest(place, stage.runs)
    wrong = "" if told == {("verwerkt",): 1, ("dubbel",): stage.runs - 1} else f"beantwoord met {dict(told)}"
    return with_found(account, wrong).saying(f"{_AT_ONCE} clients; 1 verwerkt, {told[('dubbel',)]} `dubbel`")


def due_at_once(stage: Stage) -> Account:
    """Mails that became due, all at the same moment, while the service was away: it catches up when it is back."""
    events = max(1, stage.runs // _STEPS)
    due = now() + timedelta(seconds=5 + events / 2)
    with office(stage.room(), stage.backend) as place:
        client = Client(place)
        with service(place) as running:
            for _ in range(events):
                client.offer(running.url, place.reports(1, due - _AN_HOUR, deadline=due, steps=_STEPS, hook=False))
            client.offer_rest(running.url)
        sleep(max(0.0, (due - now()).total_seconds()))
        begin = monotonic()
        with service(place):
            account = at_rest(place, 1, _LONG)
            took = monotonic() - begin
    return account.saying(f"{account.statuses['uitgevoerd']} mails, na een stilstand samen in {took:.0f} s")


def published_under_it(stage: Stage) -> Account:
    """New versions are published while events come in: none is lost, each mail goes once, as it was planned."""
    with office(stage.room(), stage.backend) as place:
        rules = place.folder / "regels" / "meldingen.regel"
        text, client, seen = rules.read_text(encoding="utf-8"), Client(place), set[object]()
        place.publish()
        with service(place) as running:
            for number in range(stage.runs):
                rules.write_text(text.replace("Bekijk {nummer}", f"Bekijk {{nummer}} ({number})"), encoding="utf-8")
                publishing = Thread(target=place.publish)
                publishing.start()
                while publishing.is_alive():
                    client.offer(running.url, fresh(place, 1))
                publishing.join()
                client.offer(running.url, fresh(place, _NEW))
            client.offer_rest(running.url)
            account = at_rest(place, stage.runs)
            with open_store(place.url) as store:
                seen = {event.publication for event in store.events()}
    return account.saying(f"gebeurtenissen verwerkt door {len(seen)} verschillende versies")


def full_disk_under_it(stage: Stage) -> Account:
    """The disk fills up under a service that works; room is made, and it goes on by itself."""
    with small_disk(stage.folder / "schijf", DISK_SIZE) as disk, office_on(disk, stage) as place:
        client = Client(place)
        with service(place) as running:
            client.offer(running.url, fresh(place, 1))
            for _ in range(stage.runs):
                with filled(disk, stage.chance.randint(10_000, 400_000)):
                    for _ in range(_POSTS * 3):
                        client.offer(running.url, fresh(place, _NEW))
                client.offer_rest(running.url)
            account = at_rest(place, stage.runs)
            wrong = "" if running.process.poll() is None else f"de dienst viel uit: {log(place)}"
        refused = sum(status != httpx.codes.OK for status in client.statuses)
    return with_found(account, wrong).saying(f"{refused} verzoeken afgewezen tot er ruimte was; de dienst ging door")


def locked_under_it(stage: Stage) -> Account:
    """Another program holds the store under a service that works."""
    with office(stage.room(), stage.backend) as place, service(place) as running:
        client = Client(place)
        for _ in range(stage.runs):
            posting = Thread(target=_post, args=(place, client, running))
            posting.start()
            hold(place.url, HELD)
            posting.join()
        client.offer_rest(running.url)
        account = at_rest(place, stage.runs)
    unsure = f"{account.uncertain} `onzeker`, hoewel niemand uitviel" if account.uncertain else ""
    return with_found(account, unsure).saying(f"{HELD:.0f} s op slot; de dienst wachtte")


_FULL = Fault("schijf vol onder `dienst`", full_disk_under_it, runs=20, own_server=True, short_on_server=False)
FAULTS = (
    Fault("kill -9 van `dienst`", kill_the_service, runs=100, short=3),
    Fault("`dienst` gestopt (SIGTERM)", stop_the_service, runs=20, short=1, short_on_server=False),
    Fault("tweede `dienst` op één bestand", second_on_a_file, runs=5, short=1, server=False),
    Fault("twee `dienst`en op één database", two_share, runs=20, short=1, sqlite=False),
    Fault("databaseserver herstart onder `dienst`", restart_under_it, runs=20, short=1, sqlite=False, own_server=True),
    *((_FULL,) if may_mount() else ()),
    Fault("opslag 5 s op slot onder `dienst`", locked_under_it, runs=5, short=1, short_on_server=False),
    Fault("dezelfde gebeurtenis 1.000 maal tegelijk, over HTTP", same_event_over_http, runs=1000, short=60),
    Fault(
        "10.000 mails aan de beurt na een stilstand van `dienst`",
        due_at_once,
        runs=10_000,
        short=100,
        short_on_server=False,
    ),
    Fault("regels gepubliceerd terwijl `dienst` draait", published_under_it, runs=10, short=1, short_on_server=False),
)
