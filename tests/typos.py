"""“Bedoelde u …?”: every name of the domains with Dutch typing mistakes in it, put in a rule at its place.

The first suggestion is right when it gives the text as it was before the slip. Counted apart, and printed, is what
nobody can tell: a slip after which another name that fits there is as near, or nearer.

    python -m tests.typos [STEP]
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import Factory, define
from tests.messages.repairs import edited
from tests.messages.typing import slips

import regeltaal
from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.node import Node
from regeltaal.base.source import Source
from regeltaal.base.suggest import edit_distance, folded
from regeltaal.check.checker import Checker
from regeltaal.check.setting import Setting
from regeltaal.check.sharpening import told
from regeltaal.schema.loader import load
from regeltaal.schema.model import Schema
from regeltaal.syntax.parser import parse
from regeltaal.values.registry import FUNCTIONS
from regeltaal.values.types import Enumeration, ObjectType

TESTS = Path(__file__).resolve().parent
DOMAINS = (
    *sorted(Path(regeltaal.__path__[0]).glob("domains/*/*.domein")),
    TESTS / "kantoor" / "kantoor.domein",
    TESTS / "language" / "eigen" / "werkplaats.domein",
)
SHOWN = 60
_FARTHEST = 40


class Case(Node):
    """A name at a place: ``before`` and ``after`` are the text around it, ``known`` the names that fit there."""

    kind: str
    name: str
    before: str
    after: str
    known: Sequence[str]

    def text(self, name: str) -> str:
        return f"{self.before}{name}{self.after}"


@define
class Tally:
    """The figures."""

    cases: int = 0
    right: int = 0
    open: list[str] = Factory(list)
    """Slips after which another name is as near."""
    wrong: list[str] = Factory(list)
    by_kind: dict[str, Counter[bool]] = Factory(lambda: defaultdict(Counter))
    by_slip: dict[str, Counter[bool]] = Factory(lambda: defaultdict(Counter))

    @property
    def share(self) -> float:
        return self.right / self.cases if self.cases else 1.0


def cases(schema: Schema) -> Iterator[Case]:
    """Every name of a domain, at a place where it belongs."""
    head = f"DOMEIN {schema.name}\n"
    yield from _fields(schema, head)
    yield from _values(schema, head)
    about = next(iter(schema.objects.values()))
    objects = [one.name for one in schema.objects.values()]
    for name in objects:
        yield Case("object", name, f"{head}DEFINITIE d BIJ ", " = 1 = 1\n", objects)
    events = [one.name for one in schema.events.values()]
    for name in events:
        yield Case("gebeurtenis", name, f'{head}REGEL "r"\nWANNEER ', "\nDAN STOP VERDERE REGELS\n", events)
    yield from _actions(schema, head)
    functions = [*FUNCTIONS, *(one.name for one in schema.functions.values())]
    for name in functions:
        yield Case("functie", name, f"{head}DEFINITIE d BIJ {about.name} = ", "(1) = 1\n", functions)


def _fields(schema: Schema, head: str) -> Iterator[Case]:
    for owner in schema.objects.values():
        names = [one.name for one in owner.fields.values() if not one.free]
        for name in names:
            yield Case("veld", name, f"{head}DEFINITIE d BIJ {owner.name} = ", " IS GEVULD\n", names)
        for reference in owner.fields.values():
            target = schema.object(reference.type.name) if isinstance(reference.type, ObjectType) else None
            if target is not None:
                others = [one.name for one in target.fields.values() if not one.free]
                for name in others:
                    before = f"{head}DEFINITIE d BIJ {owner.name} = {reference.name}."
                    yield Case("veld achter een punt", name, before, " IS GEVULD\n", others)
                break


def _values(schema: Schema, head: str) -> Iterator[Case]:
    told_of = set[str]()
    for owner in schema.objects.values():
        for one in owner.fields.values():
            if isinstance(one.type, Enumeration) and not one.type.open and one.type.name not in told_of:
                told_of.add(one.type.name)
                for value in one.type.values:
                    before = f'{head}DEFINITIE d BIJ {owner.name} = {one.name} = "'
                    yield Case("waarde", value, before, '"\n', one.type.values)


def _actions(schema: Schema, head: str) -> Iterator[Case]:
    titles = [one.title for one in schema.actions.values()]
    for action in schema.actions.values():
        event = next((one for one in schema.events.values() if one.object in action.objects), None)
        if event is None:
            continue
        opening = f'{head}REGEL "r"\nWANNEER {event.name}\nDAN '
        yield Case("actie", action.name, f"{opening}{action.verb} ", "\n", [title.split(" ", 1)[1] for title in titles])
        verbs = sorted({title.split()[0] for title in titles})
        yield Case("werkwoord", action.verb, opening, f" {action.name}\n", verbs)
        names = [one.name for one in action.parameters.values()]
        for name in names:
            yield Case("parameter", name, f"{opening}{action.title} MET ", ' = "x"\n', names)


def judge(case: Case, kind: str, wrong: str, checker: Checker, tally: Tally) -> None:
    if folded(wrong) in map(folded, case.known) and folded(wrong) != folded(case.name):
        return  # the slip is itself a name
    source = Source("x.regel", case.text(wrong))
    parsed = parse(source)
    found = [*told(parsed, checker.schema), *checker.check([parsed.file]).problems]
    errors = sorted((one for one in found if one.is_error), key=lambda one: one.span.start)
    errors = [one for one in errors if one.span.end > len(case.before)] or errors
    if not errors:
        return  # it is not even a mistake
    good = _is_right(case, errors[0], source.text)
    if not good and _others_as_near(case, wrong):
        tally.open.append(
            f"{case.kind}, {kind}: {wrong!r} voor {case.name!r}: {', '.join(_others_as_near(case, wrong))}"
        )
        return
    tally.cases += 1
    tally.right += good
    tally.by_kind[case.kind][good] += 1
    tally.by_slip[kind][good] += 1
    if not good:
        first = errors[0]
        said = f"{first.code.id} {first.message()} [{first.advice() or ''}]"
        tally.wrong.append(f"{case.kind}, {kind}: {wrong!r} voor {case.name!r}: {said}")


def _is_right(case: Case, first: Diagnostic, text: str) -> bool:
    if not first.fixes or any(edit.span.source.path != "x.regel" for edit in first.fixes[0].edits):
        return False
    mended = edited(text, first.fixes[0])
    return " ".join(mended.split()).lower() == " ".join(case.text(case.name).split()).lower()


def _others_as_near(case: Case, wrong: str) -> list[str]:
    """The names that are as near to what was typed as the one that was meant: in slips, or in words."""
    typed, others = folded(wrong), [one for one in case.known if one != case.name]
    own = edit_distance(typed, folded(case.name), _FARTHEST)
    words = set(wrong.lower().split())
    return [
        one
        for one in others
        if edit_distance(typed, folded(one), own) <= min(own, max(1, len(typed) // 3))
        or (words < set(case.name.lower().split()) and words < set(one.lower().split()))
    ]


def run(step: int) -> Tally:
    """The figures over every ``step``-th slip."""
    tally, number = Tally(), 0
    for path in DOMAINS:
        schema = load(Source(path.name, path.read_text(encoding="utf-8"))).schema
        if schema is None:
            raise SystemExit(f"{path} is niet te lezen")
        checker = Checker(schema, Setting())
        for case in cases(schema):
            for kind, wrong in slips(case.name):
                number += 1
                if number % step == 0:
                    judge(case, kind, wrong, checker, tally)
    return tally


def main() -> None:
    tally = run(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    print(f"eerste voorstel goed: {tally.right} van {tally.cases} = {100 * tally.share:.1f}%")
    print(f"niet te weten, een andere naam is even dichtbij: {len(tally.open)}")
    for title, table in (("naam", tally.by_kind), ("tikfout", tally.by_slip)):
        for kind, found in table.items():
            print(f"  {title} {kind:22} goed {found[True]:5}  fout {found[False]:4}")
    for row in tally.wrong[: SHOWN * 5 : 5] if len(tally.wrong) > SHOWN * 5 else tally.wrong[:SHOWN]:
        print(f"  fout: {row}")
    for row in tally.open[:SHOWN]:
        print(f"  open: {row}")


if __name__ == "__main__":
    main()
