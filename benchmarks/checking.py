"""What checking costs: 10,000 rules of about 8 lines, against Lark parsing the same text alone, and start-up.

CPU seconds of this process (or of a new one, for start-up), as ratios within one run.

    python benchmarks/checking.py [RULES]
"""

import gc
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from regeltaal.base.source import Source
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.cli.main import OBJECTS_BEFORE_COLLECTING
from regeltaal.schema.loader import load
from regeltaal.syntax import grammar
from regeltaal.syntax.parser import parse

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "src" / "regeltaal" / "domains" / "werkbonnen" / "werkbonnen.domein"
PLACES = ("Utrecht", "Zeist", "De Bilt", "Amersfoort", "Houten", "Soest", "Baarn")
KINDS = ("Onderhoud", "Storing", "Reparatie", "Installatie", "Garantie")


def rule(number: int) -> str:
    """A rule of the kind that offices write: an enum, a text, a place, a number, two actions."""
    return f"""
REGEL "Regel {number}"
  PRIORITEIT {number % 50}
WANNEER werkbon compleet gemeld
EN type werkzaamheden = "{KINDS[number % len(KINDS)]}"
EN korte omschrijving BEVAT "zoekwoord {number % 400}"
EN (relatie.plaats IN ("{PLACES[number % 7]}"; "{PLACES[number % 5]}") OF duur > {number % 480})
DAN
  MAAK taak MET titel = "Kijk na: {{nummer}} ({number})"; streefdatum = VANDAAG + {1 + number % 9} werkdagen OM 9:00
"""


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def children(command: list[str]) -> float:
    """CPU seconds of a new process, the best of three."""
    best = float("inf")
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=False, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def lark_alone(text: str) -> float:
    """Lark with the same grammar and its own lexer, to its own tree: the peer."""
    from lark import Lark

    peer = Lark(grammar.read((grammar.RULES,)), parser="lalr", start="start", maybe_placeholders=False)
    return cpu(lambda: peer.parse(text))


def main() -> None:
    gc.set_threshold(OBJECTS_BEFORE_COLLECTING)  # as the program does
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    schema = load(Source("werkbonnen.domein", SCHEMA.read_text(encoding="utf-8"))).schema
    if schema is None:
        raise SystemExit("het domein is niet te lezen")
    print(f"{'regels':>8} {'lezen s':>8} {'toetsen s':>10} {'samen µs/regel':>15} {'Lark alleen s':>14} {'deel':>8}")
    for size in (count // 10, count):
        text = "DOMEIN werkbonnen\n" + "".join(rule(number) for number in range(size))
        source = Source("alles.regel", text)
        files = []
        reading = cpu(lambda source=source, files=files: files.append(parse(source).file))
        checked = []
        testing = cpu(lambda files=files, checked=checked: checked.append(check(files, schema, Setting())))
        if len(checked[0].program.rules) != size:
            raise SystemExit(f"{len(checked[0].program.rules)} van {size} regels zijn goed: {checked[0].problems[:3]}")
        peer = lark_alone(text)
        both = reading + testing
        print(
            f"{size:>8} {reading:>8.2f} {testing:>10.2f} {both / size * 1e6:>15.0f} {peer:>14.2f} {both / peer:>8.2f}"
        )
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "klein.regel"
        small.write_text("DOMEIN werkbonnen\n" + rule(1), encoding="utf-8")
        command = [sys.executable, "-m", "regeltaal"]
        children([*command, "controleer", str(small)])  # fills the cache of parse tables
        empty = children([sys.executable, "-c", ""])
        print(
            f"\nnieuw proces, CPU s: lege Python {empty:.3f}, --help {children([*command, '--help']):.3f}, "
            f"een klein bestand toetsen {children([*command, 'controleer', str(small)]):.3f}"
        )


if __name__ == "__main__":
    main()
