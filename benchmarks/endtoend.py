"""What processing events costs from line to disk with many rules, against an outbox that writes the same rows.

    python benchmarks/endtoend.py [EVENTS] [RULES]
    python benchmarks/endtoend.py profiel [EVENTS] [RULES]

Events a second on SQLite that waits for the disk (WAL, FULL), in batches of several sizes, of each the best of some
rounds, in turns. Every rule listens to the event, one fires and sets a field of our own record. The peers are those of
`runtime.py`: they write the same rows, as many in a transaction, and know no rules. `profiel` shows where time goes.
"""

import cProfile
import gc
import json
import pstats
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any

from office import DOMAIN
from sqlalchemy import Table, select

from regeltaal.base.source import Source
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.cli.main import OBJECTS_BEFORE_COLLECTING
from regeltaal.runtime.batch import Input
from regeltaal.runtime.bindings import Bindings
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.result import ActionStatus, EventResult
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import open_store
from regeltaal.runtime.store_tables import events, records, timeline
from regeltaal.runtime.store_unit import Unit
from regeltaal.schema.loader import load
from regeltaal.syntax.parser import parse
from runtime import Row, Written, parts, through_alchemy, timed, with_sqlite3

ROUNDS = 3
SIZES = (32, 256, 1024)
STATUSES = ("Nieuw", "Bezig", "Klaar")
WORDS = ("cv-ketel", "lekkage", "dakgoot", "kozijn", "groepenkast", "riool", "keuken", "thermostaat", "pomp", "ventiel")


def main(count: int = 4096, rules: int = 1000) -> None:
    gc.set_threshold(OBJECTS_BEFORE_COLLECTING)  # as the program does
    print(f"{rules} regels, elke gebeurtenis één actie")
    print(f"{'samen':>6} {'Regeltaal/s':>12} {'SQLAlchemy/s':>13} {'deel':>6} {'sqlite3/s':>10} {'deel':>6}")
    lines = [line(number, rules) for number in range(count)]
    for size in SIZES:
        own, alchemy, plain = rates(lines, rules, size)
        print(f"{size:>6} {own:>12.0f} {alchemy:>13.0f} {own / alchemy:>6.2f} {plain:>10.0f} {own / plain:>6.2f}")


def rates(lines: list[str], rules: int, size: int) -> list[float]:
    """Events a second: the engine, the peer with SQLAlchemy, the peer with sqlite3."""
    written = rows_of(lines, rules)
    works: list[Callable[[str], list[float]]] = [
        lambda url: process(url, lines, rules, size),
        lambda url: through_alchemy(url, written, size),
        lambda url: with_sqlite3(url, written, size),
    ]
    best: list[list[float]] = [[], [], []]
    for _ in range(ROUNDS):
        for number, work in enumerate(works):
            with tempfile.TemporaryDirectory() as folder:
                found = work(f"sqlite:///{folder}/opslag.db")
                best[number] = [min(pair) for pair in zip(best[number] or found, found, strict=True)]
    return [len(lines) / sum(seconds) for seconds in best]


def process(url: str, lines: list[str], rules: int, size: int) -> list[float]:
    """The seconds that each batch takes; the first event, which makes what is made once, is not counted."""
    results: list[EventResult] = []
    with Engine(rule_set(rules), url, bindings=Bindings()) as engine:
        engine.process(line(0, rules, "eerst"))
        seconds = timed(
            parts(lines, size), lambda part: results.extend(engine.process_all([Input(text) for text in part]))
        )
    if any([one.status for one in result.all_actions()] != [ActionStatus.DONE] for result in results):
        raise SystemExit(f"niet elke gebeurtenis deed één ding: {results[0]}")
    return seconds


def profiled(count: int = 4096, rules: int = 1000) -> None:
    gc.set_threshold(OBJECTS_BEFORE_COLLECTING)
    lines = [line(number, rules) for number in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/opslag.db"
        with Engine(rule_set(rules), url, bindings=Bindings()) as engine:
            engine.process(line(0, rules, "eerst"))
            profile = cProfile.Profile()
            start = time.process_time()
            profile.enable()
            for part in parts(lines, 256):
                engine.process_all([Input(text) for text in part])
            profile.disable()
            print(f"{(time.process_time() - start) / count * 1e6:.0f} µs per gebeurtenis, onder de meter")
    pstats.Stats(profile).sort_stats("tottime").print_stats(50)


# ---------------------------------------------------------------- rules and events


@cache
def rule_set(count: int) -> RuleSet:
    schema = load(Source("kantoor.domein", DOMAIN)).schema
    parsed = parse(Source("regels.regel", "\n\n".join(["DOMEIN kantoor", *map(rule, range(count))])))
    if schema is None:
        raise SystemExit("het domein is niet te lezen")
    checked = check([parsed.file], schema, Setting())
    problems = [one.message() for one in (*parsed.problems, *checked.problems) if one.is_error]
    if problems:
        raise SystemExit(f"de regels hebben fouten: {problems[:5]}")
    return RuleSet(checked.program, schema, Setting().zone, f"meting {count}")


def rule(number: int) -> str:
    """Every tenth has no equality at all, and fits no event."""
    conditions = [
        f'omschrijving BEVAT "{WORDS[number % 10]} {number}"' if number % 10 == 0 else f'plaats = "Plaats {number}"',
        f"bedrag > € {number % 90}",
        'status IN ("Klaar"; "Bezig")',
        '(klant.naam BEGINT MET "De" OF klant.e-mailadres IS LEEG)',
        f'omschrijving BEVAT NIET "spoed {number % 7}"',
    ]
    tests = "\n".join(f"EN {one}" for one in conditions)
    return f'REGEL "regel {number}"\nWANNEER bon bijgewerkt\n{tests}\nDAN ZET notitie = "{number}: {{klant.naam}}"'


def line(number: int, rules: int, start: str = "e") -> str:
    """An event as it comes in, that one of the rules fits, about one of two thousand orders."""
    place = number * 7919 % rules
    place += place % 10 == 0
    return json.dumps(
        {
            "id": f"{start}-{number}",
            "gebeurtenis": "bon bijgewerkt",
            "moment": datetime(2027, 3, 12, 9, number % 60, tzinfo=UTC).isoformat(),
            "record": {
                "nummer": f"WB-{number % 2000}",
                "status": STATUSES[1 + number % 2],
                "plaats": f"Plaats {place}",
                "bedrag": f"{100 + number % 900}.50",
                "omschrijving": f"Onderhoud aan de {WORDS[number % 10]} op de eerste verdieping",
                "klant": {"code": f"K-{number % 200}", "naam": "De Vries", "e-mailadres": "info@devries.example"},
            },
            "vorige": {"status": "Nieuw"},
        }
    )


# ---------------------------------------------------------------- the rows that are written


def rows_of(lines: list[str], rules: int) -> Written:
    """The rows that the engine writes for each event. Numbers that the database gives are left to it.

    A customer that comes again as it was is not written again.
    """
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/opslag.db"
        process(url, lines, rules, 256)
        with open_store(url) as store, store.look() as unit:
            found = {table: _all(unit, table) for table in (events, timeline, records)}
    told: dict[str, list[Row]] = {}
    for one in found[timeline]:
        told.setdefault(one["event_id"], []).append(_row(one))
    present = {one["key"]: one for one in found[records]}
    return [
        {
            events: [_row(one)],
            timeline: told[one["id"]],
            records: [present[one["key"]]],
        }
        for one in found[events]
        if one["id"].startswith("e-")
    ]


def _all(unit: Unit, table: Table) -> list[Row]:
    return [dict(one) for one in unit.connection.execute(select(table)).mappings()]


def _row(found: dict[str, Any]) -> Row:
    return {name: value for name, value in found.items() if name != "number"}


if __name__ == "__main__":
    if sys.argv[1:2] == ["profiel"]:
        profiled(*map(int, sys.argv[2:]))
    else:
        main(*map(int, sys.argv[1:]))
