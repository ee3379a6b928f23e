"""The least of a difference: one case with a small condition, on a record with few fields."""

from collections.abc import Callable, Iterator, Sequence

from attrs import evolve, frozen
from tests.compiler.situations import Situation

from regeltaal.base.node import evolve as changed
from regeltaal.compiler.case import Case
from regeltaal.program import tree


@frozen(eq=False)
class Failing:
    """Cases on a situation, of which those in ``among`` are asked."""

    cases: Sequence[Case]
    situation: Situation
    among: int

    def told(self) -> str:
        """To be read by who mends it."""
        asked = [case for number, case in enumerate(self.cases) if self.among >> number & 1]
        lines = [f"  ALS {' '.join(case.condition.span.text.split())}{_flags(case)}" for case in asked]
        if len(asked) < len(self.cases):
            lines.append(f"  beside {len(self.cases) - len(asked)} cases that are not asked")
        situation = self.situation
        lines += [
            f"  {record.object} {record.key}: {dict(fields)}" for record, fields in situation.records.items() if fields
        ]
        lines.append(f"  earlier: {situation.earlier}; brought: {situation.brought}; {situation.environment}")
        return "\n".join(lines)


def _flags(case: Case) -> str:
    said = [f" | {one.span.text}" for one in case.triggers]
    return "".join(said) + (" | ANDERS" if case.on_false else "") + (" | BIJ ONBEKEND" if case.on_unknown else "")


Fails = Callable[[Failing], bool]


def shrunk(found: Failing, fails: Fails) -> Failing:
    """The smallest that still fails, by leaving out one thing at a time."""
    for simpler in (_fewer_cases, _smaller_conditions, _fewer_cases, _fewer_facts):
        found = _while_failing(found, simpler, fails)
    return found


def _while_failing(found: Failing, simpler: Callable[[Failing], Iterator[Failing]], fails: Fails) -> Failing:
    smaller: Failing | None = found
    while smaller is not None:
        found = smaller
        smaller = next((one for one in simpler(found) if fails(one)), None)
    return found


def _fewer_cases(found: Failing) -> Iterator[Failing]:
    if len(found.cases) == 1:
        return
    for number, case in enumerate(found.cases):
        if found.among >> number & 1:
            yield Failing((case,), found.situation, 1)
    step = max(1, len(found.cases) // 4)
    for size in dict.fromkeys((step, 1)):
        for start in range(0, len(found.cases), size):
            yield _without(found, start, start + size)


def _without(found: Failing, start: int, end: int) -> Failing:
    cases = (*found.cases[:start], *found.cases[end:])
    low = found.among & ((1 << start) - 1)
    return Failing(cases, found.situation, low | found.among >> end << start)


def _smaller_conditions(found: Failing) -> Iterator[Failing]:
    for number, case in enumerate(found.cases):
        for smaller in _simpler(case):
            cases = [smaller if index == number else one for index, one in enumerate(found.cases)]
            yield evolve(found, cases=cases)


def _simpler(case: Case) -> Iterator[Case]:
    if case.triggers:
        yield changed(case, triggers=())
    if case.on_false or case.on_unknown:
        yield changed(case, on_false=False, on_unknown=False)
    for condition in _parts(case.condition):
        yield changed(case, condition=condition)


def _parts(condition: tree.Cond) -> Iterator[tree.Cond]:
    """What a condition is made of, and itself without one of its parts."""
    match condition:
        case tree.All(parts=parts) | tree.Any(parts=parts) | tree.Counted(parts=parts):
            yield from parts
            if len(parts) > 1:
                for index in range(len(parts)):
                    yield changed(condition, parts=(*parts[:index], *parts[index + 1 :]))
        case tree.Negation(part=part) | tree.DefinedCond(body=part):
            yield part
        case tree.Quantified(where=where):
            for part in _parts(where):
                yield changed(condition, where=part)
        case _:
            return


def _fewer_facts(found: Failing) -> Iterator[Failing]:
    situation = found.situation
    for simpler in _simpler_situations(situation):
        yield evolve(found, situation=simpler)
    for record, fields in situation.records.items():
        for key in fields:
            yield evolve(found, situation=situation.without(record, key))


def _simpler_situations(situation: Situation) -> Iterator[Situation]:
    if situation.earlier:
        yield evolve(situation, earlier={})
    if situation.brought:
        yield evolve(situation, brought={})
    for name in situation.earlier or {}:
        kept = {key: value for key, value in (situation.earlier or {}).items() if key != name}
        yield evolve(situation, earlier=kept)
    for record in situation.records:
        if record != situation.record and situation.records[record]:
            yield evolve(situation, records={**situation.records, record: {}})
