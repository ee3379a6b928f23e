"""Which test would notice a change: a situation in which it makes a difference, or what such a test must expect."""

from collections.abc import Iterator, Sequence

from attrs import define

from regeltaal.base.node import Node, evolve
from regeltaal.base.text import Text
from regeltaal.evaluate.evaluator import verdict
from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.testing.alike import alike
from regeltaal.testing.generate_certainty import is_plain
from regeltaal.testing.generate_facts import Imagined
from regeltaal.testing.generate_filling import branch_of, keyed_places
from regeltaal.testing.generate_objectives import Start
from regeltaal.testing.generate_parts import Goal
from regeltaal.testing.generate_pool import Pool
from regeltaal.testing.generate_solve import Solver, Work
from regeltaal.testing.generate_starts import Office, office_for, starts_of
from regeltaal.testing.generate_writing import Scene, quoted, written
from regeltaal.testing.mutants_edits import Change, Kind

Wanted = Sequence[tuple[tree.Cond, Truth]]
Pairs = Sequence[tuple[tree.Rule | None, tree.Rule | None]]
T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
_DIFFERENCES = ((T, F), (F, T), (T, U), (U, T), (F, U), (U, F))
_WORK = 1_500


class Hint(Node):
    """What to test: in words, or as the ``lines`` of a test.

    ``is_equal``: the change has no effect, so that nothing can be tested.
    """

    text: Text
    lines: tuple[str, ...] = ()
    is_equal: bool = False


@define(eq=False)
class Hints:
    """Looks for what tells changed rules from what they were."""

    rules: RuleSet

    def of(self, change: Change, changed: Pairs) -> Hint:
        usual = _way(change)
        pairs = [(old, new) for old, new in changed if old is not None and new is not None]
        asked = [(old, new) for old, new in pairs if not alike(old.condition, new.condition)]
        if not asked:
            return Hint(usual)
        every = [self._difference(old, new) for old, new in asked]
        told = next((one for one in every if one.lines), None)
        if told is not None:
            return told
        only = len(pairs) == len(changed) and all(
            alike(evolve(new, condition=old.condition), old) for old, new in pairs
        )
        return Hint(usual, is_equal=only and all(one.is_equal for one in every))

    def _difference(self, old: tree.Rule, new: tree.Rule) -> Hint:
        """A world in which the two conditions come out differently."""
        found = self._search(old, [((old.condition, one), (new.condition, other)) for one, other in _DIFFERENCES])
        if found.world is not None and found.start is not None:
            return Hint(_SUCH_AS, _told(found.world, found.start, old))
        pairs = _differing(old.condition, new.condition)
        return Hint(_DECIDES, is_equal=any(self._is_equal(old, one, other) for one, other in pairs))

    def _is_equal(self, rule: tree.Rule, old: tree.Cond, new: tree.Cond) -> bool:
        """Whether two conditions come out the same whatever the record; False where that can't be told."""
        if not is_plain(old) or not is_plain(new):
            return False
        found = self._search(rule, [((old, one), (new, other)) for one, other in _DIFFERENCES])
        return found.world is None and found.is_certain

    def may_meet(self, rule: tree.Rule, other: tree.Rule) -> bool:
        """Whether two rules can both lead to something at once; where that can't be told they may."""
        wanted = [((rule.condition, one), (other.condition, two)) for one in _leading(rule) for two in _leading(other)]
        found = self._search(rule, wanted)
        return found.world is not None or not found.is_certain

    def _search(self, rule: tree.Rule, wanted: Sequence[Wanted]) -> "_Searched":
        """A world in which conditions have the outcomes of one of several wishes."""
        office = office_for(rule, self.rules)
        starts = [] if office is None else list(starts_of(rule, office, self.rules))
        if not starts:
            return _Searched(is_certain=False)
        solver = Solver(Pool(starts[0].world.around).gather([cond for pair in wanted[:1] for cond, _ in pair]))
        work = solver.work = Work(_WORK)
        for pair in wanted:
            for start in starts:
                goals = (*(Goal(cond, truth) for cond, truth in pair), *start.also)
                world = next(solver.worlds(goals, start.world), None)
                if world is not None:
                    return _Searched(world, start)
        return _Searched(is_certain=not work.cut)


def _differing(old: tree.Cond, new: tree.Cond) -> Iterator[tuple[tree.Cond, tree.Cond]]:
    """The parts of two conditions outside which they are the same, from the smallest on."""
    match old, new:
        case (tree.Negation(part=one), tree.Negation(part=other)):
            yield from _differing(one, other)
        case (tree.DefinedCond(body=one), tree.DefinedCond(body=other)):
            yield from _differing(one, other)
        case (tree.All(parts=these), tree.All(parts=those)) | (tree.Any(parts=these), tree.Any(parts=those)):
            if len(these) == len(those):
                pairs = [(one, other) for one, other in zip(these, those, strict=True) if not alike(one, other)]
                yield from _differing(*pairs[0]) if len(pairs) == 1 else ()
        case _:
            pass
    yield old, new


class _Searched(Node):
    """What a search came to. ``is_certain``: all that was to be tried was tried."""

    world: Imagined | None = None
    start: Start | None = None
    is_certain: bool = True


def _leading(rule: tree.Rule) -> tuple[Truth, ...]:
    """The outcomes that lead to actions."""
    return tuple(one for one in (T, F, U) if branch_of(rule, one))


def _told(world: Imagined, start: Start, rule: tree.Rule) -> tuple[str, ...]:
    """The situation, as a test would give it, with what the rule is there before the change."""
    outcome = _OUTCOMES[verdict(rule.condition, world).truth]
    office = Office(world.around.administration, said=False)
    block = written("", Scene(world, start.trigger, office, keyed_places(rule.condition)))
    expected = f"VERWACHT REGEL {quoted(rule.id.name)} {outcome}"
    return (*block.givens, f"WANNEER {block.trigger}", expected)


_OUTCOMES = {T: "WAAR", F: "ONWAAR", U: "ONBEKEND", Truth.FAULT: "FOUT"}


def _way(change: Change) -> Text:
    found = _WAYS.get(change.kind, _DECIDES)
    return Text(nl=found.nl.replace("{about}", change.about), en=found.en.replace("{about}", change.about))


_SUCH_AS = Text(nl="een test zoals", en="a test such as")
_DECIDES = Text(
    nl="een test waarin juist dit deel van de voorwaarde de doorslag geeft",
    en="a test in which just this part of the condition decides",
)
_WAYS = {
    Kind.ACTION: Text(nl="een test met `VERWACHT {about}`", en="a test with `VERWACHT {about}`"),
    Kind.PARAMETER: Text(nl="een test met `VERWACHT {about}`", en="a test with `VERWACHT {about}`"),
    Kind.DELAY: Text(nl="een test met `VERWACHT {about} NA …`", en="a test with `VERWACHT {about} NA …`"),
    Kind.PROVIDED: Text(
        nl="een test in twee stappen: in de tweede geldt niet meer wat achter `MITS` staat, en dan "
        "`VERWACHT OVERGESLAGEN {about}`",
        en="a test in two steps: in the second what stands behind `MITS` no longer holds, and then "
        "`VERWACHT OVERGESLAGEN {about}`",
    ),
    Kind.BRANCH: Text(
        nl="een test waarin de regel ONWAAR of ONBEKEND is, met `VERWACHT` en wat er dan gebeurt",
        en="a test in which the rule is ONWAAR or ONBEKEND, with `VERWACHT` and what happens then",
    ),
    Kind.TRIGGER: Text(
        nl="een test met een andere aanleiding achter `WANNEER`, of met een waarde die hier niet past",
        en="a test with another trigger behind `WANNEER`, or with a value that does not fit here",
    ),
    Kind.SCOPE: Text(
        nl="een test voor de administratie waar het om gaat: `GEGEVEN administratie MET naam = …`",
        en="a test for the administration that it is about: `GEGEVEN administratie MET naam = …`",
    ),
    Kind.VALIDITY: Text(
        nl="een test op een dag buiten de geldigheid, met `OP`", en="a test on a day outside the validity, with `OP`"
    ),
    Kind.PRIORITY: Text(
        nl="een test waarin beide regels gelden, met `VERWACHT` en wat er het laatst of alleen hoort te gebeuren",
        en="a test in which both rules hold, with `VERWACHT` and what should happen last or alone",
    ),
    Kind.ROW: Text(nl="een test die op deze rij van de tabel past", en="a test that fits this row of the table"),
    Kind.ITEM: Text(nl="een test met juist deze waarde van de lijst", en="a test with just this value of the list"),
}
