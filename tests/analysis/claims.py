"""What the analysis calls impossible of two conditions about the same thing, and whether any record does it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from random import Random

from attrs import define, field, frozen
from tests.analysis.belonging import OUTCOMES
from tests.compiler.situations import Situation

from regeltaal.analysis.reasoning import Reasoner, Wish
from regeltaal.evaluate.evaluator import verdict
from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree
from regeltaal.program.walk import nodes

LEAVES = (tree.Test, tree.IsTrue, tree.Was, tree.Changed, tree.Quantified)
_READS = (tree.Read, tree.NamedRead)


@frozen(eq=False)
class Pair:
    """Two conditions that may have to do with each other."""

    left: tree.Cond
    right: tree.Cond

    def __str__(self) -> str:
        return f"{' '.join(self.left.span.text.split())}  |  {' '.join(self.right.span.text.split())}"


@define
class Tally:
    pairs: int = 0
    impossible: Counter[tuple[Wish, Wish]] = field(factory=Counter)
    wrong: list[str] = field(factory=list)


def leaves(conditions: Sequence[tree.Cond]) -> Iterator[tree.Cond]:
    """The tests in conditions that can stand by themselves: not those about the rows of a list."""
    stack: list[tree.Cond] = [*conditions]
    while stack:
        one = stack.pop()
        match one:
            case tree.All(parts=parts) | tree.Any(parts=parts) | tree.Counted(parts=parts):
                stack += parts
            case tree.Negation(part=part) | tree.DefinedCond(body=part):
                stack.append(part)
            case _:
                yield one


def pairs(conditions: Sequence[tree.Cond], random: Random, count: int) -> Iterator[Pair]:
    """Pairs of tests that read the same first; and of whole conditions, some of them the same but for a part."""
    by_read: dict[object, list[tree.Cond]] = {}
    for leaf in leaves(conditions):
        read = next((one for one in nodes(leaf) if isinstance(one, _READS)), None)
        if read is not None:
            by_read.setdefault(read, []).append(leaf)
    groups = [group for group in by_read.values() if len(group) > 1]
    for _ in range(count if groups else 0):
        left, right = random.sample(random.choice(groups), 2)
        yield Pair(left, right)


def judge(found: Pair, situations: Sequence[Situation], tally: Tally) -> None:
    """Notes what is impossible, and any record that does it all the same."""
    reasoner = Reasoner()
    claims = [
        (mine, theirs)
        for mine, theirs in product(Wish, Wish)
        if not reasoner.possible([(found.left, mine), (found.right, theirs)])
    ]
    tally.pairs += 1
    tally.impossible.update(claims)
    for situation in situations if claims else ():
        left, right = (verdict(one, situation).truth for one in (found.left, found.right))
        for mine, theirs in claims:
            if left in OUTCOMES[mine] and right in OUTCOMES[theirs]:
                tally.wrong.append(f"{found}: {mine.name} with {theirs.name}, but {left.name} with {right.name}")
                return


def never(condition: tree.Cond) -> frozenset[Truth]:
    """How a condition never comes out, by what the analysis says of it alone."""
    reasoner = Reasoner()
    out = {wish for wish in Wish if not reasoner.possible([(condition, wish)])}
    return frozenset(truth for wish in out for truth in OUTCOMES[wish])
