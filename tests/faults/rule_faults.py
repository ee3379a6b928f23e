"""Rules that would never end, that change while something waits, and a clock that jumps."""

import os
import resource
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from tests.faults.faults import Fault, Stage
from tests.faults.ledger import Account, Ledger
from tests.faults.office import NEXT_MORNING, OFFICE, OPENING, Office, Report, office

from regeltaal.base.node import evolve
from regeltaal.runtime.storage import EffectStatus

_DEADLINE = timedelta(minutes=50)
_ROWS = 5_000
_LONG = "x" * 9_000
_MOST_SECONDS = 60.0
_MOST_MEMORY = 600_000_000
_LONG_AFTER = timedelta(days=10)
_DEEPEST = 10
"""How long a chain of rules may get, by the language."""


# ---------------------------------------------------------------- templates


def endless_template(stage: Stage) -> Account:
    """Templates with loops in loops over long lists: each fails in bounded time and memory, and the rest goes on."""
    with office(stage.room(), stage.backend) as place:
        most_memory, most_time = 0, 0.0
        wrong: list[str] = []
        for number in range(stage.runs):
            good = place.reports(2, OPENING, deadline=OPENING + _DEADLINE)
            endless = [_Endless(f"eindeloos-{number}-{kind}", f"E-{number}-{kind}", OPENING) for kind in range(2)]
            process = place.start([good[0], *endless, good[1]], OPENING)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            most_memory = max(most_memory, used.ru_maxrss * 1024)
            most_time = max(most_time, used.ru_utime + used.ru_stime)
            results, error = place.told()
            wrong += _not_failed(results, [one.id for one in endless], process.returncode, error)
        wrong += [f"{most_time:.0f} s"] * (most_time > _MOST_SECONDS)
        # What a child used at most counts from before it became another program: never less than its parent had.
        allowed = max(_MOST_MEMORY, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
        wrong += [f"{most_memory} bytes"] * (most_memory > allowed)
        with place.engine() as engine:
            place.let_pass(engine, NEXT_MORNING)
        account = Ledger(place, NEXT_MORNING).account(stage.runs)
    remark = f"die mails `mislukt`; hoogstens {most_time:.0f} s rekentijd en {most_memory / 1e6:.0f} MB in alles"
    return evolve(account, lost=(*account.lost, *wrong), remark=remark)


class _Endless(Report):
    """An event whose mail goes round for ever, or gets ever longer."""

    def data(self, hook_url: str) -> dict[str, object]:
        del hook_url
        record: dict[str, object] = {"nummer": self.number, "adres": "eindeloos@voorbeeld.example"}
        record["stappen"] = [f"stap {number}" for number in range(_ROWS)]
        if self.number.endswith("1"):
            record["opmerking"] = _LONG
        return {
            "id": self.id,
            "gebeurtenis": "melding verlopen",
            "administratie": OFFICE,
            "moment": self.moment.isoformat(),
            "record": record,
        }


def _not_failed(results: list[dict[str, Any]], endless: list[str], code: int, error: str) -> Iterator[str]:
    if "Traceback" in error or code not in {0, 1}:
        yield f"het programma viel uit: {error[-300:]}"
    for one in results:
        if one["id"] in endless:
            told = [action["status"] for rule in one["regels"] for action in rule["acties"]]
            if told != ["mislukt"]:
                yield f"{one['id']}: {told} in plaats van `mislukt`"


# ---------------------------------------------------------------- a rule set published while something waits


def published_meanwhile(stage: Stage) -> Account:
    """Mails of one version wait; a version that says otherwise is published; each mail goes once, as it was planned."""
    published = ("--versie", "laatste")
    with office(stage.room(), stage.backend) as place:
        rules = place.folder / "regels" / "meldingen.regel"
        text = rules.read_text(encoding="utf-8")
        place.publish()
        place.run(place.reports(stage.runs, OPENING, deadline=OPENING + _DEADLINE), OPENING, *published)
        changed = text.replace("NA 30 minuten", "NA 45 minuten").replace('"Herinnering"', '"Stap voor stap"')
        rules.write_text(changed, encoding="utf-8")
        (place.folder / "sjablonen" / "Stap voor stap.txt").write_text("Onderwerp: Nieuw {nummer}\n\n.\n", "utf-8")
        place.publish()
        place.run(list(place.offered.values()), OPENING + timedelta(minutes=10), *published)
        place.run([], OPENING + timedelta(minutes=40), *published)
        off = text.replace('REGEL "Bezig: later herinneren"', 'REGEL "Bezig: later herinneren"\n  UIT')
        rules.write_text(off, encoding="utf-8")
        place.publish()
        place.run([], NEXT_MORNING, *published)
        account = Ledger(place, NEXT_MORNING).account(stage.runs)
        wrong = _other_mails(place, stage.runs)
    remark = "drie versies; wat de eerste plande ging één keer, zoals het gepland was"
    return evolve(account, lost=(*account.lost, *wrong), remark=remark)


def _other_mails(place: Office, count: int) -> tuple[str, ...]:
    kinds = Counter(about.split()[0] for about in place.mail.seen.by_content)
    wanted = {"Ontvangst": count, "Herinnering": count, "Te": count}
    return () if kinds == wanted else (f"mails: {dict(kinds)} in plaats van {wanted}",)


# ---------------------------------------------------------------- a delayed action that would go on for ever


def endless_delay(stage: Stage) -> Account:
    """An action that starts, later on, the rule that plans it: it ends by itself, and says why."""
    with office(stage.room(), stage.backend) as place:
        place.reports(stage.runs, OPENING, turns=True, hook=False)
        with place.engine() as engine:
            place.process(engine, list(place.offered.values()), OPENING)
            place.let_pass(engine, OPENING + _LONG_AFTER)
            effects = engine.store.effects(*EffectStatus)
        account = Ledger(place, OPENING + _LONG_AFTER, morning=False).account(stage.runs)
        turns = Counter(one.record.key for one in effects if one.action == "WISSEL status")
        wrong = [f"{key}: {count} maal" for key, count in turns.items() if count > _DEEPEST]
    remark = f"de keten stopte na {max(turns.values(), default=0)} keer"
    return evolve(account, lost=(*account.lost, *wrong), remark=remark)


# ---------------------------------------------------------------- a clock that jumps


def jumping_clock(stage: Stage) -> Account:
    """The clock of the machine jumps, forward and back, between one event and the next."""
    now, latest = OPENING, OPENING
    with office(stage.room(), stage.backend) as place:
        with place.engine() as engine:
            for _ in range(stage.runs):
                now += timedelta(minutes=stage.chance.randint(-600, 660))
                latest = max(latest, now)
                place.process(engine, place.reports(1, now, deadline=now + _DEADLINE), now)
                engine.recover()
            end = latest + timedelta(days=1)
            place.let_pass(engine, end)
        account = Ledger(place, end, rounds=False).account(stage.runs)
    return account.saying("sprongen van 10 uur terug tot 11 uur vooruit")


FAULTS = (
    Fault("sjabloon dat rondgaat of groeit", endless_template, runs=5, short=1, short_on_server=False),
    Fault("regels gepubliceerd terwijl er iets wacht", published_meanwhile, runs=20, short=3),
    Fault("uitgestelde actie die eeuwig zou doorgaan", endless_delay, runs=10, short=2),
    Fault("klok die vooruit en terug springt", jumping_clock, runs=200, short=20),
)
