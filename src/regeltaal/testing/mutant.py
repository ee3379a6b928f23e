"""A changed declaration, and what became of it: data. What is tried is in `mutants`, how in `mutating`."""

from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import zip_longest

from regeltaal.base.digest import digest
from regeltaal.base.node import Node, field
from regeltaal.base.text import Text
from regeltaal.syntax import tree
from regeltaal.testing.mutants import Declaration, applied
from regeltaal.testing.mutants_edits import Change
from regeltaal.testing.mutants_hints import Hint


class Fate(Enum):
    """What became of a change; the value is the word in JSON output."""

    KILLED = "opgemerkt"
    SURVIVED = "niet opgemerkt"
    NOT_COVERED = "niet getest"
    EQUAL = "gelijk"
    INVALID = "ongeldig"


class Mutant(Node):
    """One changed declaration. ``place`` is where it stands in its file."""

    change: Change
    declaration: Declaration = field(shown=False)
    path: str
    place: int

    @property
    def owner(self) -> Text:
        """The declaration as people call it."""
        match self.declaration:
            case tree.Rule(name=name):
                return Text(nl=f"regel «{name.plain}»", en=f"rule «{name.plain}»")
            case tree.Definition(name=name):
                return Text(nl=f"definitie `{name.text}`", en=f"definition `{name.text}`")
            case tree.ListDeclaration(name=name):
                return Text(nl=f"lijst `{name.text}`", en=f"list `{name.text}`")

    @property
    def before(self) -> str:
        return self.declaration.span.text

    @property
    def after(self) -> str:
        return applied(self.before, self.declaration.span.start, self.change.edits)


class Judged(Node):
    """A mutant with what became of it; ``by`` is the test that noticed, ``hint`` what test would."""

    mutant: Mutant
    fate: Fate
    by: str | None = None
    hint: Hint | None = None


class Score(Node):
    """How many changes were noticed, of those that could have been."""

    killed: int
    total: int

    @property
    def percent(self) -> int:
        """Whole per cents, rounded down: only all is 100."""
        return 100 if not self.total else 100 * self.killed // self.total


class Mutated(Node):
    """What the changes came to, in order of files and places; ``left_out`` were not tried (a sample was asked).

    ``failing`` are tests that fail without any change, and that were left out for it.
    """

    judged: tuple[Judged, ...]
    left_out: int = 0
    failing: tuple[str, ...] = ()

    @property
    def score(self) -> Score:
        return score_of(self.judged)

    def of(self, fate: Fate) -> tuple[Judged, ...]:
        return tuple(one for one in self.judged if one.fate is fate)


def score_of(judged: Iterable[Judged]) -> Score:
    counted = [one.fate for one in judged if one.fate not in (Fate.EQUAL, Fate.INVALID)]
    return Score(counted.count(Fate.KILLED), len(counted))


def sampled(mutants: Sequence[Mutant], most: int) -> list[Mutant]:
    """So many mutants, shared out evenly among declarations: in each by what they change, so always the same ones."""
    by_declaration: dict[tuple[str, int], list[int]] = {}
    for number, one in enumerate(mutants):
        by_declaration.setdefault((one.path, one.place), []).append(number)
    rows = [sorted(row, key=lambda number: digest([mutants[number].after])) for row in by_declaration.values()]
    turns = (number for turn in zip_longest(*rows) for number in turn if number is not None)
    chosen = sorted(number for number, _ in zip(turns, range(most), strict=False))
    return [mutants[number] for number in chosen]
