"""A process for tests of the durable service: it serves or passes by, does what it is told line by line, and is killed.

    python durable_process.py STORE SENT NAME RULES

NAME is that of a service, or `draai` for a command that passes by. RULES is the text of the rules it starts with. Each
line of standard input, JSON, gets one on standard output. What reaches the outside is a line in the file SENT, written
before it could fail or stop: while SENT.traag is there it never ends, while SENT.stuk is there it breaks its promise.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from regeltaal.base.source import Source
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.program.tree import Program
from regeltaal.runtime.batch import Input
from regeltaal.runtime.bindings import ActionCall, Bindings
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.problems import StoreError
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import Publication, open_store
from regeltaal.runtime.store import Store
from regeltaal.schema.loader import load
from regeltaal.service.alarms import Alarms
from regeltaal.service.current import Current, UnusableRulesError
from regeltaal.service.durable import DurableWaker
from regeltaal.service.logbook import set_up
from regeltaal.service.upkeep import Upkeep
from regeltaal.syntax.parser import parse

DOMAIN = """DOMEIN proef
OBJECT bon
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD deadline: moment WIJZIGBAAR
  VELD notitie: tekst WIJZIGBAAR
OBJECT taak
  VELD nummer: tekst SLEUTEL
  VELD titel: tekst
GEBEURTENIS bon bijgewerkt BIJ bon
GEBEURTENIS wacht op reactie BIJ bon MOMENT deadline
ACTIE MAAK taak BIJ bon
  PARAMETER titel: tekst VERPLICHT
  GEEFT taak
ACTIE MELD buiten BIJ bon
  UITVOERING MINSTENS EENMAAL
  PARAMETER tekst: tekst
ACTIE STUUR buiten BIJ bon
  UITVOERING HOOGSTENS EENMAAL
  PARAMETER tekst: tekst
"""
Answer = dict[str, object]


def program_of(body: str) -> Program:
    schema = load(Source("proef.domein", DOMAIN)).schema
    if schema is None:
        raise UnusableRulesError("domein")
    parsed = parse(Source("a.regel", f"DOMEIN proef\n{body}"))
    checked = check([parsed.file], schema, Setting())
    wrong = [one.code.id for one in (*parsed.problems, *checked.problems) if one.is_error]
    if wrong:
        raise UnusableRulesError(*wrong)
    return checked.program


def rule_set(body: str, publication: int | None = None) -> RuleSet:
    return RuleSet(
        program_of(body),
        load(Source("proef.domein", DOMAIN)).schema,  # type: ignore[arg-type] # program_of refused it otherwise
        Setting().zone,
        f"regels {body}",
        texts={"regels": body},
        former=lambda texts: program_of(str(texts["regels"])),
        publication=publication,
    )


class Outside:
    """The outside world: lines in a file."""

    def __init__(self, sent: str) -> None:
        self._sent = Path(sent)

    def bindings(self) -> Bindings:
        found = Bindings()
        found.bind("MAAK taak", lambda call: call.our_records.create("taak", {"titel": call.parameter("titel")}))
        found.bind("MELD buiten", self._send)
        found.bind("STUUR buiten", self._send)
        return found

    def _send(self, call: ActionCall) -> None:
        with self._sent.open("ab", buffering=0) as file:
            file.write(f"{call.parameter('tekst')}\n".encode())
            os.fsync(file.fileno())
        while self._sent.with_suffix(".traag").exists():
            time.sleep(0.05)


class Process:
    """What can be asked of it: a method for each word."""

    def __init__(
        self, store: Store, use: Callable[[], Any], current: Current | None, waker: DurableWaker | None
    ) -> None:
        self._store, self._use, self._current, self._waker = store, use, current, waker

    def gebeurtenis(self, *events: dict[str, object]) -> Answer:
        with self._use() as engine:
            return {"statussen": [one.status.value for one in engine.process_all([Input(event) for event in events])]}

    def tijd(self, moment: str) -> Answer:
        with self._use() as engine:
            return {"gedaan": len(list(engine.pass_time(datetime.fromisoformat(moment))))}

    def herstel(self) -> Answer:
        with self._use() as engine:
            return {"onzeker": list(engine.recover())}

    def versie(self) -> Answer:
        return {"publicatie": self._current and self._current.rules.publication}

    def wekker(self) -> Answer:
        return dict(self._waker.waiting()) if self._waker is not None else {}


@contextmanager
def passing(url: str, rules: RuleSet, bindings: Bindings) -> Iterator[Process]:
    """As `draai` does it: what is due is carried out at once, what is later stays in the tables."""

    @contextmanager
    def use() -> Iterator[Engine]:
        yield engine

    with Engine(rules, url, bindings=bindings) as engine:
        yield Process(engine.store, use, None, None)


@contextmanager
def serving(url: str, name: str, rules: RuleSet, bindings: Bindings) -> Iterator[Process]:
    with open_store(url) as store:
        store.worker.serve(name)
        current = Current(rules, store, published_in(store), bindings=bindings)
        waker = DurableWaker(store, name, 4)
        alarms = Alarms(current, waker)
        waker.start(alarms.wake)
        upkeep = Upkeep(current, alarms, waker, lambda: os._exit(3))
        upkeep.start()
        yield Process(store, current.using, current, waker)
        upkeep.stop()
        waker.stop(10)


def published_in(store: Store) -> Callable[[int], RuleSet]:
    def load_published(number: int) -> RuleSet:
        found = store.publication(number)
        return rule_set(str(found.texts["regels"]) if found is not None else "", number)

    return load_published


def publish(url: str, body: str) -> None:
    """Publishes without a check, as a version of the language that came later might."""
    now = datetime.now(UTC)
    with open_store(url) as store, store.transaction() as unit:
        unit.publications.add(Publication(f"regels {body}", "Test", "test", now, "", (), {"regels": body}))


def main(url: str, sent: str, name: str, body: str) -> None:
    set_up("json")
    rules, bindings = rule_set(body), Outside(sent).bindings()
    try:
        with passing(url, rules, bindings) if name == "draai" else serving(url, name, rules, bindings) as process:
            answer({"gereed": name})
            for line in sys.stdin:
                word, *given = json.loads(line)
                answer(getattr(process, word)(*given))
    except StoreError as error:
        answer({"fout": error.code.id, "zin": error.reason.nl})


def answer(data: Answer) -> None:
    sys.stdout.write(json.dumps(data) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
