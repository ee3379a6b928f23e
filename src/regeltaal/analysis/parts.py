"""What can be asked of a text besides what it is: that it holds, begins or ends with a part, or fits a pattern.

The texts themselves are endless, so these are known by what one says about another: what begins with `factuur` holds
`fact`. Where that can't be told the answer is no.
"""

from enum import Enum
from functools import lru_cache

from regeltaal.base.node import Node
from regeltaal.values import texts
from regeltaal.values.patterns import WILDCARD, compile_pattern


class Way(Enum):
    """How a text is asked for a part."""

    HOLDS = "the text has this in it"
    BEGINS = "the text begins with this"
    ENDS = "the text ends with this"
    LIKE = "the whole text fits this pattern with wildcards"
    MATCHES = "somewhere in the text this regular expression fits"
    VALID = "the text obeys the rules of its kind"
    MEMBER = "of a list: this is one of its values"


class Part(Node):
    """One question about a text. ``text`` is folded, or as it is written where case counts (``exact``)."""

    way: Way
    exact: bool
    text: str


_SIGMA = frozenset("Σσς")
"""Whose lower case depends on what stands around it."""

_PLACED = (Way.BEGINS, Way.ENDS)


def implies(one: Part, other: Part) -> bool:
    """Whether a text of which the one is true is certain to have the other."""
    if one == other:
        return True
    if other.exact and not one.exact:
        return False
    if one.way is Way.LIKE:
        return other.way is Way.HOLDS and any(other.text in run for run in _in_case_of(other, one, *_runs(one.text)))
    wanted = other.text
    (given,) = _in_case_of(other, one, one.text) or (None,)
    if given is None:
        return False
    match one.way, other.way:
        case (Way.HOLDS | Way.BEGINS | Way.ENDS, Way.HOLDS):
            return wanted in given
        case (Way.BEGINS, Way.BEGINS):
            return given.startswith(wanted)
        case (Way.ENDS, Way.ENDS):
            return given.endswith(wanted)
        case (Way.MEMBER, Way.MEMBER):
            return given == wanted
        case _:
            return False


def _in_case_of(other: Part, one: Part, *given: str) -> tuple[str, ...]:
    """Texts of the one as the other sees them; none where their lower case is not theirs alone."""
    if one.exact is other.exact:
        return given
    return tuple(texts.fold(text) for text in given if _SIGMA.isdisjoint(text))


def excludes(one: Part, other: Part) -> bool:
    """Whether no text can have both."""
    if one.way is not other.way or one.way not in _PLACED or one.exact is not other.exact:
        return False
    left, right = one.text, other.text
    if one.way is Way.BEGINS:
        return not left.startswith(right) and not right.startswith(left)
    return not left.endswith(right) and not right.endswith(left)


def of_value(part: Part, value: str) -> bool | None:
    """Whether a text that `=` takes for this one has a part; None where that depends on how it is spelled.

    ``value`` is canonical: folded, without the white space at the ends that the text itself may have.
    """
    if part.way is Way.LIKE and not part.exact:
        return compile_pattern(WILDCARD, part.text, exact=False).found_in(value)
    if part.exact or part.way not in (Way.HOLDS, Way.BEGINS, Way.ENDS):
        return None
    core = texts.trim(part.text)
    if not core:
        return None
    match part.way:
        case Way.HOLDS:
            return True if part.text in value else None if core in value else False
        case Way.BEGINS:
            return None if value.startswith(core) else False
        case _:
            return None if value.endswith(core) else False


@lru_cache(maxsize=256)
def literal_text(pattern: str) -> str | None:
    """The one text that fits a pattern without wildcards; None of one that has them."""
    runs = _runs(pattern)
    return runs[0] if len(runs) == 1 else None


def _runs(pattern: str) -> tuple[str, ...]:
    """The stretches of plain text between the wildcards of a pattern, in order."""
    runs, chars = [""], iter(pattern)
    for char in chars:
        if char in "*?":
            runs.append("")
        else:
            runs[-1] += next(chars, "\\") if char == "\\" else char
    return tuple(runs)
