"""What is wrong with a condition by itself: parts that always come out one way, or that say what others say already.

One mistake gives one finding. A part that always comes out one way is left alone in what is looked for around it, and
parts that contradict each other are not also told to be superfluous.
"""

from collections.abc import Sequence
from enum import Enum
from itertools import islice
from typing import assert_never

from regeltaal.analysis.forms import form_of
from regeltaal.analysis.reasoning import Claim, Reasoner, Wish
from regeltaal.base.node import Node
from regeltaal.lint.crowded import Apart, Reads, is_crowded, reads_of
from regeltaal.program import tree as out
from regeltaal.program.walk import nodes
from regeltaal.values import compare
from regeltaal.values.relation import Relation
from regeltaal.values.types import ListOf, ObjectType


class Kind(Enum):
    """What is wrong with a part."""

    NEVER = "it is never WAAR"
    ALWAYS = "it is never ONWAAR"
    TWICE = "it stands there already"
    TOLD = "others tell it already: without it every record comes out the same"


class Finding(Node):
    """``part`` is wrong, together with ``others``; ``whole`` is what it is the part of at ``place``.

    ``surely``: it never is ONBEKEND either.
    """

    kind: Kind
    part: out.Cond
    others: tuple[out.Cond, ...] = ()
    whole: out.Cond | None = None
    place: int = 0
    surely: bool = True


Junction = out.All | out.Any
_MOST_NODES = 600
"""Of a condition: some two hundred tests."""


def findings(cond: out.Cond, reasoner: Reasoner, apart: Apart | None = None) -> list[Finding]:
    """What is wrong with a condition, from the inside out; nothing is told of one with very many parts.

    Each part is held against the others, which goes with the square of their number.
    """
    if sum(1 for _ in islice(nodes(cond), _MOST_NODES + 1)) > _MOST_NODES:
        return []
    judge = _Judge(reasoner, apart or (lambda _: False))
    if not judge.alone(cond):
        judge.among(cond, ())
    return judge.found


class _Judge:
    """One condition being looked at."""

    def __init__(self, reasoner: Reasoner, apart: Apart) -> None:
        self._reasoner, self._apart = reasoner, apart
        self._settled: set[int] = set()
        """The parts that always come out one way, by identity; of each is told why."""
        self._read: dict[int, Reads] = {}
        self._met: dict[tuple[int, int], bool] = {}
        self.found: list[Finding] = []

    def _can(self, *claims: Claim) -> bool:
        return self._reasoner.possible(claims)

    def _reads(self, cond: out.Cond) -> Reads:
        if id(cond) not in self._read:
            self._read[id(cond)] = reads_of(cond)
        return self._read[id(cond)]

    def _beside(self, part: out.Cond, others: Sequence[out.Cond]) -> list[out.Cond]:
        """Those of the others that have to do with a part."""
        return [one for one in others if one is not part and self._meet(part, one)]

    def _meet(self, one: out.Cond, other: out.Cond) -> bool:
        """Whether two conditions have to do with each other."""
        key = (id(one), id(other))
        if key not in self._met:
            self._met[key] = self._reads(one).meets(self._reads(other))
        return self._met[key]

    def _is_fixed(self, cond: out.Cond) -> bool:
        return not self._can((cond, Wish.TRUE)) or not self._can((cond, Wish.FALSE))

    def _live(self, parts: Sequence[out.Cond]) -> list[out.Cond]:
        return [one for one in parts if id(one) not in self._settled and not self._apart(one)]

    # ------------------------------------------------------------ whatever stands around it

    def alone(self, cond: out.Cond) -> bool:
        """Whether a condition always comes out one way; then is told which part makes it so."""
        settled = is_crowded(cond) and self._alone(cond)
        if settled:
            self._settled.add(id(cond))
        return settled

    def _alone(self, cond: out.Cond) -> bool:
        match cond:
            case out.Negation(part=part) | out.DefinedCond(body=part):
                return self.alone(part)
            case out.All(parts=parts) | out.Any(parts=parts):
                told = [self.alone(part) for part in parts]
                return self._junction_alone(cond) or (any(told) and self._is_fixed(cond))
            case out.Counted(parts=parts):
                told = [self.alone(part) for part in parts]
                return self._is_fixed(cond) if any(told) else self._test_alone(cond)
            case out.Quantified(where=where):
                return self._is_fixed(cond) if self.alone(where) else self._test_alone(cond)
            case _:
                return self._test_alone(cond)

    def _test_alone(self, cond: out.Cond) -> bool:
        if self._apart(cond):
            return False
        if _is_told_elsewhere(cond):
            return self._is_fixed(cond)
        if not self._can((cond, Wish.TRUE)):
            self.found.append(Finding(Kind.NEVER, cond))
            return True
        if not self._can((cond, Wish.FALSE)):
            self.found.append(Finding(Kind.ALWAYS, cond, surely=not self._can((cond, Wish.NOT_TRUE))))
            return True
        return False

    def _junction_alone(self, cond: Junction) -> bool:
        """Parts of EN that can't all be WAAR, parts of OF that can't all be ONWAAR."""
        all_live = self._live(cond.parts)
        live = [part for part in all_live if self._beside(part, all_live)]
        wish = Wish.TRUE if isinstance(cond, out.All) else Wish.FALSE
        if not live or self._can(*((part, wish) for part in live)):
            return False
        part, others = self._clash(live, wish)
        kind = Kind.NEVER if wish is Wish.TRUE else Kind.ALWAYS
        surely = kind is Kind.NEVER or not self._can(*((one, Wish.NOT_TRUE) for one in live))
        self.found.append(Finding(kind, part, others, cond, _place(part, cond.parts), surely))
        return True

    def _clash(self, live: Sequence[out.Cond], wish: Wish) -> tuple[out.Cond, tuple[out.Cond, ...]]:
        """The first part that can't go with one before it; else the last, with all before it."""
        for at, part in enumerate(live):
            for other in live[:at]:
                if not self._can((other, wish), (part, wish)):
                    return part, (other,)
        return live[-1], tuple(live[:-1])

    # ------------------------------------------------------------ among what stands around it

    def among(self, cond: out.Cond, context: Sequence[Claim], *, positive: bool = True) -> None:
        """Parts that say nothing new; ``context`` is what is WAAR wherever it matters how this comes out.

        ``positive``: that it is WAAR helps the rule along.
        """
        if id(cond) in self._settled or (context and self._in_context(cond, context)):
            return
        match cond:
            case out.All(parts=parts):
                self._superfluous(cond, positive=positive)
                for part in self._live(parts):
                    beside = [(one, Wish.TRUE) for one in self._live(parts) if one is not part]
                    is_test = not parts_of(part)
                    self.among(part, context if is_test else [*context, *beside], positive=positive)
            case out.Any(parts=parts):
                self._superfluous(cond, positive=positive)
                for part in self._live(parts):
                    self.among(part, context, positive=positive)
            case out.Counted(count=count, exact=exact, parts=parts):
                self._double(cond, parts)
                for part in self._live(parts):
                    self.among(part, context, positive=positive is not (exact and count == 0))
            case out.Negation(part=part):
                self.among(part, context, positive=not positive)
            case out.DefinedCond(body=body):
                self.among(body, ())
            case out.Quantified(where=where):
                self.among(where, ())
            case out.Test() | out.IsTrue() | out.Changed() | out.Was():
                pass
            case _:
                assert_never(cond)

    def _in_context(self, cond: out.Cond, context: Sequence[Claim]) -> bool:
        """Whether it always comes out one way in its context; then that is told."""
        near = self._beside(cond, [one for one, _ in context])
        context = [(one, Wish.TRUE) for one in near]
        if not context or self._apart(cond):
            return False
        if not self._can(*context, (cond, Wish.TRUE)):
            kind, against = Kind.NEVER, Wish.TRUE
        elif not parts_of(cond) and not _asks_presence(cond) and not self._can(*context, (cond, Wish.NOT_TRUE)):
            kind, against = Kind.TOLD, Wish.NOT_TRUE
        else:
            return False
        single = [claim for claim in context if not self._can(claim, (cond, against))]
        others = tuple(one for one, _ in (single[:1] or context))
        self.found.append(Finding(kind, cond, others))
        self._settled.add(id(cond))
        return True

    def _superfluous(self, cond: Junction, *, positive: bool) -> None:
        """Parts of EN or OF without which it always comes out the same."""
        self._double(cond, cond.parts)
        needs = positive is isinstance(cond, out.All)
        for part in reversed(self._live(cond.parts)):
            others = self._beside(part, self._live(cond.parts))
            if not others or (_asks_presence(part) and not (needs and _is_of_value(part))):
                continue
            if self._says_nothing(part, others, cond):
                single = [one for one in others if self._says_nothing(part, [one], cond)]
                twice = bool(single) and _asks_alike(part, single[0]) and self._says_nothing(single[0], [part], cond)
                self._tell_in(cond, Kind.TWICE if twice else Kind.TOLD, part, tuple(single[:1] or others))

    def _says_nothing(self, part: out.Cond, others: Sequence[out.Cond], cond: Junction) -> bool:
        """Whether leaving a part out changes nothing: not what is WAAR, not what is ONWAAR."""
        if isinstance(cond, out.All):
            strong, weak, against, worse = Wish.TRUE, Wish.NOT_FALSE, Wish.NOT_TRUE, Wish.FALSE
        else:
            strong, weak, against, worse = Wish.FALSE, Wish.NOT_TRUE, Wish.NOT_FALSE, Wish.TRUE
        return not self._can(*((one, strong) for one in others), (part, against)) and not self._can(
            *((one, weak) for one in others), (part, worse)
        )

    def _double(self, cond: Junction | out.Counted, parts: Sequence[out.Cond]) -> None:
        """Parts that stand there twice."""
        known: dict[object, out.Cond] = {}
        for part in self._live(parts):
            first = known.setdefault(form_of(part), part)
            if first is not part:
                self._tell_in(cond, Kind.TWICE, part, (first,))

    def _tell_in(self, whole: out.Cond, kind: Kind, part: out.Cond, others: tuple[out.Cond, ...]) -> None:
        self.found.append(Finding(kind, part, others, whole, _place(part, parts_of(whole))))
        self._settled.add(id(part))


def _place(part: out.Cond, parts: Sequence[out.Cond]) -> int:
    return next(at for at, one in enumerate(parts) if one is part)


def parts_of(cond: out.Cond) -> Sequence[out.Cond]:
    """What a condition is made of; nothing for a test."""
    match cond:
        case out.All(parts=parts) | out.Any(parts=parts) | out.Counted(parts=parts):
            return parts
        case out.Negation(part=part):
            return (part,)
        case _:
            return ()


def _asks_presence(cond: out.Cond) -> bool:
    match cond:
        case out.Negation(part=part):
            return _asks_presence(part)
        case out.Test(overload=overload, operands=operands):
            compared = overload.relation in (Relation.SAME, Relation.DIFFERS)
            empty = compared and any(isinstance(one, out.Const) and one.value is None for one in operands)
            return empty or overload.relation in (Relation.IS_EMPTY, Relation.IS_FILLED)
        case _:
            return False


def _is_told_elsewhere(cond: out.Cond) -> bool:
    """Whether another check says why it always comes out one way: a value beside itself, bounds that are reversed."""
    match cond:
        case out.Test(operands=(_, out.Const(value=low), out.Const(value=high))) if (
            low is not None and high is not None
        ):
            return compare.order(low) > compare.order(high)
        case out.Test(operands=(subject, *others)):
            return form_of(subject) in map(form_of, others)
        case _:
            return False


def _asks_alike(one: out.Cond, other: out.Cond) -> bool:
    """Whether two tests are written in one way: `= "a"` and `= "A"`."""
    match one, other:
        case out.Test(), out.Test():
            return one.record is other.record and one.negated is other.negated and one.exact is other.exact
        case _:
            return False


def _is_of_value(cond: out.Cond) -> bool:
    """Whether a test is of a value by itself, not of a record or list that others are read from."""
    match cond:
        case out.Negation(part=part):
            return _is_of_value(part)
        case out.Test(operands=(subject, *_)):
            return not isinstance(subject.type, ObjectType | ListOf)
        case _:
            return False
