"""Whether what a step came to is what the test expects of it, and if not, what came closest."""

from collections.abc import Iterator, Mapping
from typing import assert_never

from attrs import frozen

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.evaluate.evaluator import outcome, verdict
from regeltaal.evaluate.verdict import Truth, Verdict, disjunction
from regeltaal.program import tree
from regeltaal.program.testing import ExpectPerform, ExpectRule, ExpectSet, ExpectStop, Mode
from regeltaal.runtime.fields import Fields
from regeltaal.runtime.happening import View
from regeltaal.runtime.moments import later
from regeltaal.runtime.result import ActionStatus
from regeltaal.runtime.world import World
from regeltaal.schema.model import key_of
from regeltaal.testing.absent import why_absent
from regeltaal.testing.clocks import show_moment
from regeltaal.testing.outcome import Broken, Failure, Near, Seen, StepResult, Unmet
from regeltaal.testing.play import Play
from regeltaal.values.value import ComputationError, Duration, Fault, Ref, Value

STOP = "STOP VERDERE REGELS"
_TOOK_PLACE = frozenset({ActionStatus.DONE, ActionStatus.PLANNED})
NOT_TRUE = "niet waar"


def judged(step: StepResult, play: Play) -> Iterator[Failure]:
    """All that is wrong with a step."""
    judge = _Judge(step, play)
    yield from judge.faults()
    for one in step.step.expectations:
        yield from judge.expectation(one)


def wanted_action(expected: ExpectPerform | ExpectSet | ExpectStop) -> str:
    """The action that an expectation is about, as it is called in results: `ZET status` without its value."""
    match expected:
        case ExpectPerform():
            return expected.action.title
        case ExpectSet(target=target, predicate=predicate):
            return f"{'WIS' if predicate is None else 'ZET'} {target.label}"
        case ExpectStop():
            return STOP
        case _:
            assert_never(expected)


@frozen(eq=False)
class _Judge:
    """One step."""

    step: StepResult
    play: Play

    # ------------------------------------------------------------ what should not be

    def faults(self) -> Iterator[Broken]:
        """Rules that gave FOUT and actions that failed, where the test does not say so."""
        step = self.step.step
        span = step.triggers[0].span if step.triggers else step.span
        awaited = {
            one.rule.casefold()
            for one in step.expectations
            if isinstance(one, ExpectRule) and one.outcome in (Truth.FAULT.value, NOT_TRUE)
        }
        for event in self.step.every_event():
            for rule in event.mattering:
                if rule.truth is Truth.FAULT and rule.id.name.casefold() not in awaited:
                    why = rule.reason or Text(nl="onbekende oorzaak", en="unknown cause")
                    yield Broken(span, _fault(str(rule.id), why), _about_fault(rule.id.name))
        for seen in self.step.every_action():
            if seen.action.status is ActionStatus.FAILED:
                yield Broken(span, _failed(seen))

    # ------------------------------------------------------------ expectations

    def expectation(self, expected: ExpectPerform | ExpectSet | ExpectStop | ExpectRule) -> Iterator[Unmet]:
        if isinstance(expected, ExpectRule):
            yield from self._rule(expected)
            return
        nears = [self._near(seen, expected) for seen in self.step.every_action() if _is_of(seen, expected)]
        found = sum(not one.unmet and not one.other for one in nears)
        if not _is_met(expected.mode, expected.times, found):
            nears = nears or [self._to_come(seen) for seen in self.step.waiting if _is_of(seen, expected)]
            yield Unmet(expected, found, tuple(sorted(nears, key=_distance)))

    def _to_come(self, seen: Seen) -> Near:
        """What was looked for now and is planned for later."""
        moment = show_moment(seen.action.moment or seen.planned, self.play.view().environment)
        return Near(seen, (), (Text(nl=f"staat gepland voor {moment}", en=f"is planned for {moment}"),))

    def _near(self, seen: Seen, expected: ExpectPerform | ExpectSet | ExpectStop) -> Near:
        other = [_of_status(seen, expected.mode)]
        unmet: list[Verdict] = []
        match expected:
            case ExpectPerform():
                view = self._view(seen).with_parameters(_values(seen))
                unmet = [found for one in expected.predicates if (found := verdict(one, view)).truth is not Truth.TRUE]
                other.append(self._of_wait(seen, expected, view))
            case ExpectSet():
                unmet, elsewhere = self._of_write(seen, expected)
                other.append(elsewhere)
            case ExpectStop():
                pass
            case _:
                assert_never(expected)
        return Near(seen, tuple(unmet), tuple(one for one in other if one is not None))

    def _view(self, seen: Seen) -> View:
        about = seen.action.trace.record if seen.action.trace is not None else None
        return self.play.view(about)

    def _of_wait(self, seen: Seen, expected: ExpectPerform, view: View) -> Text | None:
        """What is wrong with the moment that it is planned for."""
        if expected.wait is None:
            return None
        environment = view.environment
        amount = outcome(expected.wait, view, {})
        try:
            due = later(seen.planned, amount, environment) if isinstance(amount, Duration) else amount
        except ComputationError as error:
            return error.cause
        moment = seen.action.moment
        if isinstance(due, Fault):
            return due.cause
        if moment == due:
            return None
        if moment is None or moment == seen.planned:
            return Text(nl="gebeurt meteen", en="happens at once")
        shown = show_moment(moment, environment)
        return Text(nl=f"staat gepland voor {shown}", en=f"is planned for {shown}")

    def _of_write(self, seen: Seen, expected: ExpectSet) -> tuple[list[Verdict], Text | None]:
        """What is wrong with the value that was written, and whether it was that of another record."""
        trace = seen.action.trace
        if trace is None or trace.record is None:
            return [], Text(nl="er is geen record", en="there is no record")
        view, record = self.play.view(trace.record), trace.record
        if isinstance(expected.target.target, tree.Read):
            base = self._base(expected.target.target, record)
            owner = None if base is None else outcome(expected.target.target, self.play.view(base), {})
            if owner != record:
                where = f"{record.object} `{record.key}`"
                return [], Text(nl=f"dat is een veld van {where}", en=f"that is a field of {where}")
            view = self.play.view(base)
        value = trace.values.get(key_of(expected.target.field.name))
        if expected.predicate is None:
            cleared = value is None or value == ()
            return [], None if cleared else Text(nl="krijgt een waarde", en="gets a value")
        written = evolve(view, state=_Written(view.world, record, key_of(expected.target.field.name), value))
        found = verdict(expected.predicate, written)
        return [] if found.truth is Truth.TRUE else [found], None

    def _base(self, target: tree.Expr, written: Ref) -> Ref | None:
        """The record that a path begins at: the event's own."""
        del target
        events = (event.ref for event in self.step.every_event() if event.ref is not None)
        return next(events, written)

    def _rule(self, expected: ExpectRule) -> Iterator[Unmet]:
        results = [rule for _, rule in self.step.outcomes(expected.rule)]
        truth = disjunction(one.truth for one in results) if results else None
        if expected.outcome == NOT_TRUE:
            met = truth is not Truth.TRUE
        else:
            met = truth is not None and truth.value == expected.outcome
        if met:
            return
        decisive = next((one for one in results if one.truth is truth), None)
        if decisive is not None:
            yield Unmet(expected, len(results), reason=decisive.reason, truth=truth)
            return
        why = why_absent(expected.rule, self.step, self.play.stage.rules.book)
        yield Unmet(expected, 0, reason=why)


@frozen
class _Written:
    """The records with one field as an action wrote it, whatever came after."""

    world: World
    record: Ref
    key: str
    value: Value | None

    def read(self, record: Ref, name: str) -> Value | Fault | None:
        if record == self.record and key_of(name) == self.key:
            return self.value
        return self.world.read(record, name)

    def fields_of(self, record: Ref) -> Fields | None:
        fields = self.world.fields_of(record)
        return fields if record != self.record or fields is None else {**fields, self.key: self.value}


def _is_of(seen: Seen, expected: ExpectPerform | ExpectSet | ExpectStop) -> bool:
    """Whether an action is of the kind that is expected; with what, is another matter."""
    title = seen.action.action
    if not isinstance(expected, ExpectSet):
        return title == wanted_action(expected)
    trace = seen.action.trace
    if not title.startswith(("ZET ", "WIS ")) or trace is None or trace.record is None:
        return False
    owner = getattr(expected.target.target.type, "name", "")
    same = key_of(expected.target.field.name) in trace.values and key_of(trace.record.object) == key_of(owner)
    return same and (expected.predicate is not None or _clears(trace.values))


def _clears(values: Mapping[str, Value | None]) -> bool:
    return all(one is None or one == () for one in values.values())


def _is_met(mode: Mode, times: int, found: int) -> bool:
    match mode:
        case Mode.HAPPENS | Mode.SKIPPED:
            return found > 0
        case Mode.NOT:
            return found == 0
        case Mode.EXACTLY:
            return found == times
        case _:
            assert_never(mode)


def _of_status(seen: Seen, mode: Mode) -> Text | None:
    status = seen.action.status
    if mode is Mode.SKIPPED:
        return None if status is ActionStatus.SKIPPED else Text(nl="is niet overgeslagen", en="was not skipped")
    if status in _TOOK_PLACE:
        return None
    skipped, failed = Text(nl="overgeslagen", en="skipped"), Text(nl="mislukt", en="failed")
    return skipped if status is ActionStatus.SKIPPED else failed


def _values(seen: Seen) -> Mapping[str, Value | None]:
    return {} if seen.action.trace is None else seen.action.trace.values


def _distance(near: Near) -> int:
    return len(near.unmet) + len(near.other)


def _fault(name: str, why: Text) -> Text:
    return Text(nl=f'de regel "{name}" geeft FOUT: {why.nl}', en=f'rule "{name}" gives FOUT: {why.en}')


def _about_fault(name: str) -> Text:
    return Text(
        nl=f'geef wat de regel nodig heeft met GEGEVEN, of verwacht de fout: `VERWACHT REGEL "{name}" FOUT`',
        en=f'give what the rule needs by GEGEVEN, or expect it: `VERWACHT REGEL "{name}" FOUT`',
    )


def _failed(seen: Seen) -> Text:
    why = seen.action.reason or Text(nl="onbekende oorzaak", en="unknown cause")
    title = seen.action.action
    return Text(
        nl=f'`{title}` van de regel "{seen.rule}" mislukt: {why.nl}',
        en=f'`{title}` of rule "{seen.rule}" fails: {why.en}',
    )
