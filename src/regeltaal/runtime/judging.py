"""What becomes of one rule: what it makes of an event before anything is done, and what is told of it."""

from attrs import evolve, frozen

from regeltaal.base.text import Text
from regeltaal.evaluate.evaluator import verdict
from regeltaal.evaluate.explain import reason
from regeltaal.evaluate.verdict import Truth, Verdict
from regeltaal.program.tree import Action, Rule
from regeltaal.runtime.happening import View
from regeltaal.runtime.result import Branch, RuleResult
from regeltaal.runtime.triggers import trigger_mismatch
from regeltaal.schema.model import Phase


@frozen
class Judged:
    """What a rule makes of an event before anything is done: does its trigger fit, does its condition hold."""

    mismatch: Text | None
    verdict: Verdict | None

    @property
    def truth(self) -> Truth:
        return Truth.FALSE if self.verdict is None else self.verdict.truth

    @property
    def reason(self) -> Text | None:
        return self.mismatch if self.verdict is None else reason(self.verdict)

    def branch(self, rule: Rule) -> tuple[Branch, tuple[Action, ...]]:
        """The branch that runs: a trigger that did not fit runs nothing, FOUT neither."""
        if self.verdict is None:
            return Branch.NONE, ()
        match self.verdict.truth:
            case Truth.TRUE:
                return Branch.THEN, rule.then
            case Truth.FALSE if rule.otherwise is not None:
                return Branch.OTHERWISE, rule.otherwise
            case Truth.UNKNOWN if rule.on_unknown is not None:
                return Branch.ON_UNKNOWN, rule.on_unknown
            case _:
                return Branch.NONE, ()


def judge(rule: Rule, view: View) -> Judged:
    mismatch = trigger_mismatch(rule, view)
    if isinstance(mismatch, Verdict):
        return Judged(None, mismatch)  # ZOLANG or WAARVOOR gave FOUT, and so does the rule
    return Judged(mismatch, None if mismatch is not None else verdict(rule.condition, view))


def result_of(rule: Rule, phase: Phase, judged: Judged, branch: Branch) -> RuleResult:
    return RuleResult(
        id=rule.id,
        path=rule.path,
        priority=rule.priority,
        phase=phase.name,
        truth=judged.truth,
        branch=branch,
        reason=judged.reason,
        verdict=judged.verdict,
    )


def held_up(rule: Rule, phase: Phase, judged: Judged, why: Text | None, loop: Text | None) -> RuleResult:
    """A rule that was not reached keeps its verdict; the reason is what held it up, where it would have fired."""
    result = evolve(result_of(rule, phase, judged, Branch.NONE), is_loop=loop is not None)
    does_nothing = judged.truth is Truth.FALSE and judged.branch(rule)[0] is Branch.NONE
    return result if does_nothing else evolve(result, reason=why or loop)


def decides(rule: Rule, result: RuleResult, *, decisive: bool) -> Text | None:
    """In a phase EERSTE: the first rule that executes an action of that phase decides; FOUT ends the phase.

    What has no phase of its own, such as a task or a message, goes along and decides nothing; a STOP does.
    """
    if result.truth is Truth.FAULT:
        return Text(nl=f"niet bereikt: `{rule.id}` gaf FOUT", en=f"not reached: `{rule.id}` gave FOUT")
    if decisive:
        return Text(nl=f"niet bereikt: `{rule.id}` besliste al", en=f"not reached: `{rule.id}` decided already")
    return None
