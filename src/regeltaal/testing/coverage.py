"""What of the rules the tests reach: each rule, trigger, outcome of its condition, branch and action."""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum

from attrs import Factory, define

from regeltaal.base.node import Node
from regeltaal.base.source import Span
from regeltaal.check.emptiness import NOTHING, unknown_because
from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree
from regeltaal.program.tree import Program, Rule, RuleId
from regeltaal.runtime.result import ActionResult, ActionStatus, Branch, RuleResult
from regeltaal.schema.model import Level
from regeltaal.testing.outcome import CaseResult


class Kind(Enum):
    """What there is to reach; the value is the word in JSON output."""

    RULE = "regel"
    TRIGGER = "aanleiding"
    OUTCOME = "uitkomst"
    BRANCH = "tak"
    ACTION = "actie"


class Point(Node):
    """One thing that a test can reach. ``name`` tells it from the others of its kind: `ONWAAR`, `ANDERS`, `dan/0`."""

    kind: Kind
    name: str
    span: Span
    reached: bool = False


class RuleCoverage(Node):
    """A rule; one with VOOR ELKE RIJ is one rule, and what one row reaches is reached."""

    name: str
    level: Level
    administration: str | None
    path: str
    span: Span
    points: tuple[Point, ...]

    @property
    def missed(self) -> tuple[Point, ...]:
        """What no test reaches, without what follows from it: of a rule that never ran only that."""
        found = tuple(one for one in self.points if not one.reached)
        if found and found[0].kind is Kind.RULE:
            return found[:1]
        missing = {one.name for one in found if one.kind is Kind.OUTCOME}
        left = {one.name for one in found if one.kind is Kind.BRANCH}
        return tuple(one for one in found if not _follows(one, missing, left))


def _follows(point: Point, outcomes: set[str], branches: set[str]) -> bool:
    """Whether it can't be reached where these outcomes and branches are not."""
    if point.kind is Kind.BRANCH:
        return _OUTCOME_OF[point.name] in outcomes
    return point.kind is Kind.ACTION and _BRANCH_OF[point.name.partition("/")[0]] in branches


class Count(Node):
    reached: int
    total: int

    @property
    def percent(self) -> int:
        """Whole per cents, rounded down: only what is complete is 100."""
        return 100 if not self.total else 100 * self.reached // self.total


class Coverage(Node):
    """Of each rule that is on what the tests reach, by file and place."""

    rules: tuple[RuleCoverage, ...]

    @property
    def total(self) -> Count:
        return _count(point for rule in self.rules for point in rule.points)

    def of(self, kind: Kind) -> Count:
        return _count(point for rule in self.rules for point in rule.points if point.kind is kind)


def _count(points: Iterable[Point]) -> Count:
    found = list(points)
    return Count(sum(one.reached for one in found), len(found))


_Slot = tuple[Level, str | None, str]
_BRANCHES: Mapping[Branch, str] = {
    Branch.THEN: "DAN",
    Branch.OTHERWISE: "ANDERS",
    Branch.ON_UNKNOWN: "BIJ ONBEKEND",
}
_OUTCOME_OF = {"DAN": "WAAR", "ANDERS": "ONWAAR", "BIJ ONBEKEND": "ONBEKEND"}
_BRANCH_OF = {branch.value: word for branch, word in _BRANCHES.items()}
_OUTCOMES: Mapping[Truth, str] = {Truth.TRUE: "WAAR", Truth.FALSE: "ONWAAR", Truth.UNKNOWN: "ONBEKEND"}
_TOOK_PLACE = frozenset({ActionStatus.DONE, ActionStatus.PLANNED})


def coverage(program: Program, results: Iterable[CaseResult]) -> Coverage:
    """What tests reach of the rules that are on."""
    seen = _Seen()
    for result in results:
        seen.add(result)
    rules: dict[_Slot, list[Rule]] = {}
    for rule in program.rules:
        if rule.enabled:
            rules.setdefault(_slot(rule.id), []).append(rule)
    found = [_of_rule(rows[0], seen.reached.get(slot, set())) for slot, rows in rules.items()]
    return Coverage(tuple(sorted(found, key=lambda one: (one.path, one.span.start))))


def _slot(rule: RuleId) -> _Slot:
    return (rule.level, rule.administration, rule.name)


def _of_rule(rule: Rule, reached: set[tuple[Kind, str]]) -> RuleCoverage:
    points = [Point(kind, name, span, (kind, name) in reached) for kind, name, span in _points(rule)]
    return RuleCoverage(rule.id.name, rule.id.level, rule.id.administration, rule.path, rule.span, tuple(points))


def _points(rule: Rule) -> Iterator[tuple[Kind, str, Span]]:
    yield Kind.RULE, "", rule.span
    for number, trigger in enumerate(rule.triggers):
        yield Kind.TRIGGER, str(number), trigger.span
    yield from ((Kind.OUTCOME, name, rule.condition.span) for name in _outcomes(rule.condition))
    held = {Branch.THEN: rule.then, Branch.OTHERWISE: rule.otherwise, Branch.ON_UNKNOWN: rule.on_unknown}
    for branch, actions in held.items():
        if actions:
            yield Kind.BRANCH, _BRANCHES[branch], actions[0].span
            yield from _actions(actions, branch.value)


def _outcomes(condition: tree.Cond) -> Iterator[str]:
    """The outcomes that a condition can have. ONBEKEND only where an empty field leads to it; FOUT is no aim."""
    yield "WAAR"
    if not (isinstance(condition, tree.All) and not condition.parts):
        yield "ONWAAR"
    if unknown_because(condition, NOTHING):
        yield "ONBEKEND"


def _actions(actions: Iterable[tree.Action], place: str) -> Iterator[tuple[Kind, str, Span]]:
    for number, action in enumerate(actions):
        if isinstance(action, tree.Loop):
            yield from _actions(action.body, f"{place}/{number}")
        else:
            yield Kind.ACTION, f"{place}/{number}", action.span


@define(eq=False)
class _Seen:
    """What was reached, by rule."""

    reached: dict[_Slot, set[tuple[Kind, str]]] = Factory(dict)

    def add(self, result: CaseResult) -> None:
        for step in result.steps:
            for event in step.every_event():
                for rule in event.rules:
                    self._rule(rule)
            for came in step.came:
                self._action(came.rule, came.action)

    def _rule(self, result: RuleResult) -> None:
        heard = result.heard
        if not heard:
            return
        found = self.reached.setdefault(_slot(result.id), set())
        found.add((Kind.RULE, ""))
        found.update((Kind.TRIGGER, str(number)) for number in heard)
        if result.truth in _OUTCOMES:
            found.add((Kind.OUTCOME, _OUTCOMES[result.truth]))
        if result.branch in _BRANCHES:
            found.add((Kind.BRANCH, _BRANCHES[result.branch]))
        for action in result.actions:
            self._action(result.id, action)

    def _action(self, rule: RuleId, action: ActionResult) -> None:
        if action.trace is not None and action.status in _TOOK_PLACE:
            place = "/".join(part.split("#")[0] for part in action.trace.place.split("/"))
            self.reached.setdefault(_slot(rule), set()).add((Kind.ACTION, place))
