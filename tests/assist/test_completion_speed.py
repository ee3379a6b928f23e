"""Completion in a file of 10,000 lines looks at the declaration that the cursor is in, and is quick."""

import time
from pathlib import Path
from statistics import median

from tests.assist.assist_project import Opened

from regeltaal.assist.completion import completion

BUDGET, LONGEST, SLACK = 0.030, 0.200, 3
RULE = """REGEL "Regel {number}"
  PRIORITEIT {number}
WANNEER werkbon aangemaakt
EN status = "Ingepland"
EN relatie.plaats = "Zeist"
EN korte omschrijving BEVAT "x"
DAN
  MAAK taak MET titel = "Bel {{relatie.naam}}"
  ZET commentaar = "x"

"""
PLACES = ("EN ‸", "EN status ‸", "EN status = ‸", "EN relatie.‸", "DAN\n  ‸", 'DAN\n  MAAK taak MET titel = "Bel {‸')


def test_completion_is_quick_in_a_file_of_10_000_lines(tmp_path: Path) -> None:
    rules = [RULE.format(number=number) for number in range(1_000)]
    times = []
    for place in PLACES:
        asked = f'REGEL "Nieuw"\nWANNEER werkbon aangemaakt\n{place}\n\n'
        text = "DOMEIN werkbonnen\n" + "".join([*rules[:500], asked, *rules[500:]])
        opened = Opened(tmp_path, {"regels.regel": text})
        spot = opened.marks[0]
        opened.state.scope(opened.path)  # known by the time that somebody types
        for _ in range(5):
            before = time.perf_counter()
            found = completion(opened.state, opened.path, spot)
            times.append(time.perf_counter() - before)
            assert found.items
    assert median(times) < BUDGET * SLACK
    assert max(times) < LONGEST * SLACK
