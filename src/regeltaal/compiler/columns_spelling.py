"""The code of the columns of one value, as lines of Python: each spelling is made once for all columns that need it."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from types import NoneType

from attrs import frozen

from regeltaal.compiler.columns import Column, Way
from regeltaal.compiler.columns_known import LEEG_IN_ORDER, Known
from regeltaal.values import compare, texts

_SELF = frozenset({NoneType, bool, Decimal, Fraction, date, time})
"""Classes of which a value is its own key, and (but for the first) what it is ordered by."""

_FOLDED = (Way.VALUE, Way.BEGIN, Way.END, Way.INSIDE)
_EXACT = (Way.VALUE_EXACT, Way.BEGIN_EXACT, Way.END_EXACT, Way.INSIDE_EXACT)

_MOST_LENGTHS = 4
"""With more lengths of what is sought at an end a loop is called."""


@frozen(eq=False)
class Spelling:
    """Writes the codes of a value `v` to `c<slot>`. ``name`` gives a name to what the code uses."""

    known: Known
    name: Callable[[object], str]

    def lines(self, columns: Sequence[Column]) -> list[str]:
        as_text = [one for one in columns if one.way is not Way.ORDER]
        found = [line for one in columns if one.way is Way.ORDER for line in self._ordered(one)]
        if not as_text:
            return found
        text = [f" {line}" for line in self._text(as_text)]
        other = [f" {line}" for line in self._no_text(as_text)]
        return [*found, "if v.__class__ is str:", *text, "else:", *other]

    def _ordered(self, column: Column) -> list[str]:
        """The place among the bounds; behind the last one there is one that equals nothing."""
        bounds = self.known.bounds[column]
        points = self.name([*bounds.points, None])
        encode = self.name(bounds.encode)
        place = f"{self.name(bisect_left)}({points}, v, 0, {len(bounds.points)})"
        return [
            f"if v is None: c{column.slot} = {LEEG_IN_ORDER}",
            f"elif v.__class__ in {self.name(_SELF)}:",
            f" i = {place}",
            f" c{column.slot} = i + i + ({points}[i] == v)",
            f"else: c{column.slot} = {encode}(v)",
        ]

    def _text(self, columns: Sequence[Column]) -> list[str]:
        found: list[str] = []
        for ways, plain, spelled in (
            (_FOLDED, "v.lower()", texts.fold),
            (_EXACT, "v", texts.composed),
        ):
            mine = [one for one in columns if one.way in ways]
            if mine:
                found.append(f"t = {plain} if v.isascii() else {self.name(spelled)}(v)")
                found += [f"c{one.slot} = {self._of_text(one)}" for one in mine]
        return found

    def _of_text(self, column: Column) -> str:
        """The code of a text `t`, which is in the spelling of the column."""
        match column.way:
            case Way.VALUE | Way.VALUE_EXACT:
                return f"t.strip({self.name(texts.WHITE_SPACE)}) or None"
            case Way.INSIDE | Way.INSIDE_EXACT:
                return "t"
            case _:
                return self._end(column)

    def _end(self, column: Column) -> str:
        ends = self.known.ends[column]
        if len(ends.lengths) > _MOST_LENGTHS:
            return f"{self.name(ends.longest)}(t)"
        parts = self.name(ends.parts)
        pieces = (f"t[:{length}]" if ends.begin else f"t[-{length}:]" for length in ends.lengths)
        return " ".join(f"p if (p := {piece}) in {parts} else" for piece in pieces) + " None"

    def _no_text(self, columns: Sequence[Column]) -> list[str]:
        found = []
        for column in columns:
            code = "None"
            if column.way in (Way.VALUE, Way.VALUE_EXACT):
                code = f"v if v.__class__ in {self.name(_SELF)} else {self.name(compare.key)}(v)"
            found.append(f"c{column.slot} = {code}")
        return found
