"""Running tests: each by itself, on records of its own; nothing of one is seen by another.

`run(cases, rules)` is all that is needed. Who runs the same tests time and again with altered rules makes one
``Runner`` and asks it for others ``with_program``.
"""

import time
from collections.abc import Iterable, Iterator

from attrs import field, frozen

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.program.testing import Step, TestCase
from regeltaal.program.tree import Program
from regeltaal.runtime.bindings import Bindings
from regeltaal.runtime.event_json import RefusedError
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.testing.givens import Files, UnfitError, no_files
from regeltaal.testing.judging import judged
from regeltaal.testing.outcome import Broken, CaseResult, Failed, Failure, StepResult
from regeltaal.testing.play import Play
from regeltaal.testing.stand_ins import bindings_for
from regeltaal.testing.surroundings import Surroundings


def run(cases: Iterable[TestCase], rules: RuleSet) -> tuple[CaseResult, ...]:
    """Runs tests by a rule set; gives what each came to, in order."""
    return tuple(Runner.of(rules).run(cases))


@frozen(eq=False)
class Runner:
    """Runs tests by one rule set.

    ``by_reference``: the definition decides, and nothing faster. That is what is worth while for few events.
    """

    surroundings: Surroundings
    bindings: Bindings = field(repr=False)
    by_reference: bool = False

    @classmethod
    def of(cls, rules: RuleSet, *, files: Files = no_files, by_reference: bool = False) -> "Runner":
        return cls(Surroundings(rules, files), bindings_for(rules.schema), by_reference)

    def with_program(self, program: Program) -> "Runner":
        """The same with other rules."""
        rules = evolve(self.surroundings.rules, program=program)
        return Runner(Surroundings(rules, self.surroundings.files), self.bindings, self.by_reference)

    def run(self, cases: Iterable[TestCase]) -> Iterator[CaseResult]:
        """What each test comes to, as soon as it has run."""
        return map(self.one, cases)

    def one(self, case: TestCase) -> CaseResult:
        """Runs one test, up to the first step in which something is wrong."""
        start = time.perf_counter()
        play = Play.of(case, self.surroundings, self.bindings, by_reference=self.by_reference)
        steps: list[StepResult] = []
        failures: tuple[Failed, ...] = ()
        for number, step in enumerate(case.steps):
            failures = tuple(Failed(number, one) for one in _step(play, step, number, steps))
            if failures:
                break
        return CaseResult(case, tuple(steps), play.stage.rules.book, failures, time.perf_counter() - start)


def _step(play: Play, step: Step, number: int, done: list[StepResult]) -> list[Failure]:
    """Plays a step and judges it; gives what is wrong."""
    try:
        played = play.step(step, number)
    except UnfitError as error:
        return [Broken(error.span, error.reason, error.hint)]
    except RefusedError as error:
        span = step.triggers[0].span if step.triggers else step.span
        return [Broken(span, _refused(error), _give(error, step))]
    done.append(played)
    return list(judged(played, play))


def _refused(error: RefusedError) -> Text:
    name = _field(error)
    at = f" (`{name}`)" if name and name not in error.reason.nl else ""
    return Text(
        nl=f"de gebeurtenis wordt geweigerd: {error.reason.nl}{at}", en=f"the event is refused: {error.reason.en}{at}"
    )


def _give(error: RefusedError, step: Step) -> Text | None:
    """How to give the field for want of which an event is refused."""
    name = _field(error)
    if not name or f"`{name}`" not in error.reason.nl:
        return None
    given = f"`GEGEVEN {step.object} MET {name} = …`"
    return Text(nl=f"geef dat veld een waarde: {given}", en=f"give that field a value: {given}")


def _field(error: RefusedError) -> str:
    return error.field.removeprefix("record.") if error.field else ""
