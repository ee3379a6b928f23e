"""What checking costs: 10,000 rules of about 8 lines, against Lark parsing the same text alone, and start-up.

CPU seconds of this process (or of a new one, for start-up and the whole command), as ratios within one run.

    python benchmarks/checking.py [RULES] [--json]
"""

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from attrs import frozen

from regeltaal.base.source import Source
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.cli.main import COLLECTING
from regeltaal.schema.loader import load
from regeltaal.schema.model import Schema
from regeltaal.syntax import grammar
from regeltaal.syntax.parser import parse

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "src" / "regeltaal" / "domains" / "werkbonnen" / "werkbonnen.domein"
PLACES = ("Utrecht", "Zeist", "De Bilt", "Amersfoort", "Houten", "Soest", "Baarn")
COMPILED = Path(tempfile.gettempdir()) / "regeltaal-benchmarks-compiled"
FIRST_VERDICT = """
import sys, regeltaal
event = {"id": "e-1", "gebeurtenis": "werkbon compleet gemeld", "administratie": "A", "record": {
    "nummer": "WB-1", "type werkzaamheden": "Storing", "korte omschrijving": "een zoekwoord 1 en meer"}}
result = regeltaal.load(sys.argv[1]).decide(event)
assert result.rules, result
"""
KINDS = ("Onderhoud", "Storing", "Reparatie", "Installatie", "Garantie")


def rule(number: int) -> str:
    """A rule of the kind that offices write: an enum, a text, a place, a number, two actions."""
    return f"""
REGEL "Werkbonnen nakijken {number}"
  PRIORITEIT {number % 50}
WANNEER werkbon compleet gemeld
EN type werkzaamheden = "{KINDS[number % len(KINDS)]}"
EN korte omschrijving BEVAT "zoekwoord {number % 400}"
EN (relatie.plaats IN ("{PLACES[number % 7]}"; "{PLACES[(number + 1 + number % 5) % 7]}") OF duur > {number % 480})
DAN
  MAAK taak MET titel = "Kijk na: {{nummer}} ({number})"; streefdatum = VANDAAG + {1 + number % 9} werkdagen OM 9:00
"""


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def children(command: list[str], times: int = 3) -> float:
    """CPU seconds of a new process with all that it starts, the best of some.

    Its modules are compiled, as those of an installed program are: the first process of all does that.
    """
    best = float("inf")
    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    around["PYTHONPYCACHEPREFIX"] = str(COMPILED)
    for _ in range(times):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=False, capture_output=True, env=around)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def lark_alone(text: str) -> float:
    """Lark with the same grammar and its own lexer, to its own tree: the peer."""
    from lark import Lark

    peer = Lark(grammar.read((grammar.RULES,)), parser="lalr", start="start", maybe_placeholders=False)
    return cpu(lambda: peer.parse(text))


@frozen
class Checked:
    """CPU seconds for a number of rules."""

    rules: int
    reading: float
    testing: float
    peer: float

    @property
    def both(self) -> float:
        return self.reading + self.testing


def checked(size: int, schema: Schema) -> Checked:
    text = "DOMEIN werkbonnen\n" + "".join(rule(number) for number in range(size))
    source = Source("alles.regel", text)
    files = []
    reading = cpu(lambda: files.append(parse(source).file))
    found = []
    testing = cpu(lambda: found.append(check(files, schema, Setting())))
    if len(found[0].program.rules) != size:
        raise SystemExit(f"{len(found[0].program.rules)} van {size} regels zijn goed: {found[0].problems[:3]}")
    return Checked(size, reading, testing, lark_alone(text))


def command(rules: int, times: int = 3) -> float:
    """CPU seconds of a new process that checks one file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "regels.regel"
        file.write_text("DOMEIN werkbonnen\n" + "".join(map(rule, range(rules))), encoding="utf-8")
        return children([sys.executable, "-m", "regeltaal", "controleer", str(file)], times)


def first_verdict(times: int = 5) -> float:
    """CPU seconds of a new process that loads a small project and decides its first event."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "regels.regel"
        file.write_text("DOMEIN werkbonnen\n" + rule(1), encoding="utf-8")
        return children([sys.executable, "-c", FIRST_VERDICT, str(file)], times)


def main() -> None:
    gc.set_threshold(*COLLECTING)  # as the program does
    parser = argparse.ArgumentParser()
    parser.add_argument("rules", type=int, nargs="?", default=10_000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    schema = load(Source("werkbonnen.domein", SCHEMA.read_text(encoding="utf-8"))).schema
    if schema is None:
        raise SystemExit("het domein is niet te lezen")
    found = [checked(size, schema) for size in (asked.rules // 10, asked.rules)]
    command(1)  # fills the caches
    starts = {
        "lege Python": children([sys.executable, "-c", ""]),
        "`--help`": children([sys.executable, "-m", "regeltaal", "--help"]),
        "een klein bestand controleren": command(1),
        "laden tot en met het eerste oordeel": first_verdict(),
        f"{asked.rules} regels controleren": command(asked.rules, times=1),
    }
    (tell_json if asked.json else tell)(found, starts)


def tell(found: list[Checked], starts: dict[str, float]) -> None:
    print(f"{'regels':>8} {'lezen s':>8} {'toetsen s':>10} {'samen µs/regel':>15} {'Lark alleen s':>14} {'deel':>8}")
    for one in found:
        each = one.both / one.rules * 1e6
        print(
            f"{one.rules:>8} {one.reading:>8.2f} {one.testing:>10.2f} {each:>15.0f} {one.peer:>14.2f} "
            f"{one.both / one.peer:>8.2f}"
        )
    print("\nnieuw proces, CPU s: " + ", ".join(f"{what} {spent:.3f}" for what, spent in starts.items()))


def tell_json(found: list[Checked], starts: dict[str, float]) -> None:
    last = found[-1]
    rows = [
        (f"{last.rules} regels lezen", _dutch(last.reading, "s")),
        (f"{last.rules} regels toetsen", _dutch(last.testing, "s")),
        ("samen, tegenover Lark alleen dat leest", _dutch(last.both / last.peer, "×")),
        *((f"nieuw proces: {what}", _dutch(spent, "s")) for what, spent in starts.items()),
    ]
    print(json.dumps({"rules": last.rules, "reading": last.reading, "testing": last.testing, "rows": rows}))


def _dutch(value: float, unit: str) -> str:
    return f"{value:.2f} {unit}".replace(".", ",")


if __name__ == "__main__":
    main()
