"""What the messages are worth: every token of the examples deleted, doubled or swapped with the next.

As a command it prints the figures over all mutants; the tests run a sample of them.

    python tests/mutations.py [STEP]
"""

import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import Factory, define, frozen

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.node import evolve
from regeltaal.base.source import Source
from regeltaal.project import Project, open_project
from regeltaal.rechecking import Rechecker
from regeltaal.syntax.grammar import keywords, load
from regeltaal.syntax.lexer import Token, lexer_for
from regeltaal.syntax.parser import parse

ROOT = Path(__file__).resolve().parent.parent
PROJECTS = ("werkbonnen", "boekhouding")
SHOWN = 40
KINDS = ("weg", "dubbel", "omgewisseld")
LEAK = re.compile(
    r"\b[A-Z][A-Z_]*_KW\b|\bUPPER\b|\bLONG_TEXT\b|\bSTRAY\b|\bUNCLOSED_\w+|\bNAME\b|\$END|\b(?:expected|unexpected)\b"
)


@frozen
class Mutant:
    """A file with one token changed; ``lines`` are where a message may rightly point."""

    file: Source
    kind: str
    token: str
    text: str
    lines: frozenset[int]
    rule: tuple[int, int]


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

    @property
    def share_right(self) -> float:
        return self.right_line / self.reported if self.reported else 1.0


def mutants(source: Source, step: int, start: int = 0) -> Iterator[Mutant]:
    """The mutants of a file: each token of its rules, three ways."""
    tokens = list(lexer_for(load()).tokens(source, []))
    rules = [(item.span.start, item.span.end) for item in parse(source).file.items]
    number = start
    for index, token in enumerate(tokens):
        place = next((one for one in rules if one[0] <= token.start < one[1]), None)
        if place is None:
            continue
        for kind in KINDS:
            number += 1
            if number % step == 0:
                text = _changed(source.text, tokens, index, kind)
                if text is not None:
                    yield Mutant(source, kind, token.text, text, _lines(source, tokens, index), place)


def _changed(text: str, tokens: Sequence[Token], index: int, kind: str) -> str | None:
    token = tokens[index]
    if kind == "weg":
        return text[: token.start] + text[token.end :]
    if kind == "dubbel":
        return f"{text[: token.end]} {token.text}{text[token.end :]}"
    if index + 1 == len(tokens) or tokens[index + 1].text == token.text:
        return None
    after = tokens[index + 1]
    between = text[token.end : after.start]
    return text[: token.start] + after.text + between + token.text + text[after.end :]


def _lines(source: Source, tokens: Sequence[Token], index: int) -> frozenset[int]:
    """The lines from the token before to the one behind the next: where the text stops making sense."""
    near = tokens[max(0, index - 1) : index + 3]
    first, last = source.position(near[0].start).line, source.position(near[-1].end).line
    return frozenset(range(first, last + 1))


def judge(mutant: Mutant, project: Project, rechecker: Rechecker, tally: Tally) -> None:
    """Checks the project with the mutant in place of its file, by a rechecker that has seen it whole."""
    tally.mutants += 1
    name = f"{mutant.file.path}:{min(mutant.lines)} {mutant.kind} {mutant.token!r}"
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
    for one in new:
        texts = (one.message(), one.advice() or "")
        if any(LEAK.search(text) for text in texts):
            tally.leaks.append(f"{name}: {_told(one)}")
    if _most_in_one(new, mutant.file) > 2:  # the mistake itself and one that follows from it
        tally.cascades.append(f"{name}: {len(new)}: {'; '.join(_told(one) for one in new[:4])}")


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


def run(step: int) -> Tally:
    """The figures over every ``step``-th mutant of the examples."""
    tally = Tally()
    for name in PROJECTS:
        opened = open_project(ROOT / "examples" / name).project
        if opened is None:
            raise SystemExit(f"{name} is niet te openen")
        rechecker = Rechecker()
        for file in opened.rules:
            for mutant in mutants(file, step, tally.mutants):
                judge(mutant, opened, rechecker, tally)
    return tally


def main() -> None:
    step = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    tally = run(step)
    print(f"{tally.mutants} mutanten, waarvan {tally.silent} nog een goede regel zijn")
    print(f"gecrasht: {len(tally.crashed)}")
    print(f"melding op de goede plaats: {tally.right_line} van {tally.reported} = {100 * tally.share_right:.1f}%")
    print(f"meer dan een vervolgfout: {len(tally.cascades)}")
    print(f"naam van een token in een melding: {len(tally.leaks)}")
    print("codes:", ", ".join(f"{code} {count}" for code, count in tally.codes.most_common(12)))
    print(f"sleutelwoorden in de grammatica: {len(keywords())}")
    for title, rows in (
        ("crash", tally.crashed),
        ("andere plaats", tally.wrong_lines),
        ("vervolgfouten", tally.cascades),
        ("token", tally.leaks),
    ):
        for row in rows[:SHOWN]:
            print(f"  {title}: {row}")


if __name__ == "__main__":
    main()
