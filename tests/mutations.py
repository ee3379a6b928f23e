"""What the messages are worth: every token of good files spoiled, in each way that fits it (`messages.changes`).

Counted is whether the first message is on the right line, and whether its first suggestion is right
(`messages.repairs`). The examples are what messages are improved by; the other files nobody looked at meanwhile.
As a command it prints the figures over all mutants, or over every so many; the tests run a sample of them.

    python -m tests.mutations [STEP] [voorbeelden | ongezien]
"""

import re
import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import Factory, define
from tests.messages.changes import Mutant, mutants
from tests.messages.repairs import Worth, worth

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.node import evolve
from regeltaal.base.source import Source
from regeltaal.project import Project, open_project
from regeltaal.rechecking import Rechecker
from regeltaal.syntax.parser import parse

ROOT = Path(__file__).resolve().parent.parent
SEEN = ("examples/werkbonnen", "examples/boekhouding")
UNSEEN = ("tests/language/werkbonnen", "tests/language/boekhouding", "tests/language/eigen", "tests/kantoor")
PAPER = ROOT / "tests" / "syntax" / "voorbeelden"
"""Files as they were thought up on paper: of both domains, and not free of mistakes of their own."""
SHOWN = 40
LEAK = re.compile(
    r"\b[A-Z][A-Z_]*_KW\b|\bUPPER\b|\bLONG_TEXT\b|\bSTRAY\b|\bUNCLOSED_\w+|\bNAME\b|\$END|\b(?:expected|unexpected)\b"
)


@define
class Tally:
    """The figures."""

    mutants: int = 0
    silent: int = 0
    crashed: list[str] = Factory(list)
    right_line: int = 0
    reported: int = 0
    leaks: list[str] = Factory(list)
    cascades: list[str] = Factory(list)
    wrong_lines: list[str] = Factory(list)
    codes: Counter[str] = Factory(Counter)
    worth: Counter[Worth] = Factory(Counter)
    by_kind: dict[str, Counter[Worth]] = Factory(lambda: defaultdict(Counter))
    misses: dict[tuple[str, str, str], list[str]] = Factory(lambda: defaultdict(list))
    """Other suggestions: by the way of spoiling, the kind of token and the code."""

    @property
    def share_right(self) -> float:
        return self.right_line / self.reported if self.reported else 1.0

    @property
    def share_exact(self) -> float:
        return self.worth[Worth.EXACT] / self.reported if self.reported else 1.0

    @property
    def share_led(self) -> float:
        return 1 - self.worth[Worth.OTHER] / self.reported if self.reported else 1.0


def judge(mutant: Mutant, project: Project, rechecker: Rechecker, tally: Tally) -> None:
    """Checks the project with the mutant in place of its file, by a rechecker that has seen it whole."""
    tally.mutants += 1
    name = f"{mutant.file.path}:{min(mutant.lines)} {mutant.kind} {mutant.token.text!r}"
    known = {_identity(one) for one in rechecker.check(project).problems}
    rules = (Source(mutant.file.path, mutant.text) if one is mutant.file else one for one in project.rules)
    try:
        found = rechecker.check(evolve(project, rules=tuple(rules))).problems
    except Exception as error:  # noqa: BLE001 - that nothing comes out is what is measured
        tally.crashed.append(f"{name}: {type(error).__name__} {error}")
        return
    new = [one for one in found if one.is_error and _identity(one) not in known]
    if not new:
        tally.silent += 1
        return
    tally.reported += 1
    tally.codes[new[0].code.id] += 1
    own = [one for one in new if one.span.source.path == mutant.file.path]
    if any(one.span.begin.line in mutant.lines or one.span.finish.line in mutant.lines for one in own):
        tally.right_line += 1
    else:
        tally.wrong_lines.append(f"{name}: {_told(new[0])}")
    _weigh(mutant, new[0], name, tally)
    for one in new:
        texts = (one.message(), one.advice() or "")
        if any(LEAK.search(text) for text in texts):
            tally.leaks.append(f"{name}: {_told(one)}")
    if _most_in_one(new, mutant.file) > 2:  # the mistake itself and one that follows from it
        tally.cascades.append(f"{name}: {len(new)}: {'; '.join(_told(one) for one in new[:4])}")


def _weigh(mutant: Mutant, first: Diagnostic, name: str, tally: Tally) -> None:
    found = worth(mutant, first, parse(mutant.file))
    tally.worth[found] += 1
    tally.by_kind[mutant.kind][found] += 1
    if found is Worth.OTHER:
        fix = f" => {first.fixes[0].title.nl}" if first.fixes else ""
        key = (mutant.kind, mutant.token.kind, first.code.id)
        tally.misses[key].append(f"{name}: {_told(first)} [{first.advice() or ''}]{fix}")


def _most_in_one(found: Sequence[Diagnostic], file: Source) -> int:
    """The most messages that one declaration got; those in other files count per file."""
    starts = [item.span.start for item in parse(file).file.items]
    places = Counter(
        (one.span.source.path, bisect_right(starts, one.span.start) if one.span.source.path == file.path else 0)
        for one in found
    )
    return max(places.values())


def _identity(found: Diagnostic) -> tuple[str, str, str]:
    return (found.code.id, found.span.source.path, found.message())


def _told(found: Diagnostic) -> str:
    return f"{found.span.source.path}:{found.span.begin.line} {found.code.id} {found.message()}"


def seen() -> Iterator[Project]:
    yield from map(_opened, SEEN)


def unseen() -> Iterator[Project]:
    yield from map(_opened, UNSEEN)
    papers = [Source(path.name, path.read_text(encoding="utf-8")) for path in sorted(PAPER.glob("*.regel"))]
    for folder in UNSEEN[:2]:
        domain = Path(folder).name
        own = tuple(one for one in papers if f"DOMEIN {domain}" in one.text)
        yield evolve(_opened(folder), rules=own)


def _opened(folder: str) -> Project:
    project = open_project(ROOT / folder).project
    if project is None:
        raise SystemExit(f"{folder} is niet te openen")
    return project


def run(step: int, projects: Iterator[Project]) -> Tally:
    """The figures over every ``step``-th mutant of some projects."""
    tally, number = Tally(), 0
    for project in projects:
        rechecker = Rechecker()
        for file in project.rules:
            for mutant in mutants(file):
                number += 1
                if number % step == 0:
                    judge(mutant, project, rechecker, tally)
    return tally


CORPORA = {"voorbeelden": seen, "ongezien": unseen}


def main() -> None:
    step = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    for name in sys.argv[2:] or CORPORA:
        print(f"=== {name}")
        show(run(step, CORPORA[name]()))


def show(tally: Tally) -> None:
    print(f"{tally.mutants} mutanten, waarvan {tally.silent} nog een goede regel zijn")
    print(f"gecrasht: {len(tally.crashed)}")
    print(f"melding op de goede plaats: {tally.right_line} van {tally.reported} = {100 * tally.share_right:.1f}%")
    print(f"eerste voorstel herstelt precies: {100 * tally.share_exact:.1f}%")
    print(f"eerste voorstel herstelt, of noemt wat alleen de schrijver weet: {100 * tally.share_led:.1f}%")
    print(f"meer dan een vervolgfout: {len(tally.cascades)}")
    print(f"naam van een token in een melding: {len(tally.leaks)}")
    print("codes:", ", ".join(f"{code} {count}" for code, count in tally.codes.most_common(12)))
    for kind, found in tally.by_kind.items():
        print(f"  {kind:16} " + "  ".join(f"{one.value} {found[one]}" for one in Worth))
    for title, rows in (
        ("crash", tally.crashed),
        ("andere plaats", tally.wrong_lines),
        ("vervolgfouten", tally.cascades),
        ("token", tally.leaks),
    ):
        for row in rows[:SHOWN]:
            print(f"  {title}: {row}")
    for key, rows in sorted(tally.misses.items(), key=lambda one: -len(one[1]))[:SHOWN]:
        print(f"  ander voorstel, {len(rows)} keer {' '.join(key)}")
        for row in rows[:3]:
            print(f"    {row}")


if __name__ == "__main__":
    main()
