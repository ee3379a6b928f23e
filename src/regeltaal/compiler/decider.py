"""Which way to decide a set of cases: one generated function for few, an index for many.

The function takes longer with every case that it must look into: those that do not fall out by one value that they
ask. The index hardly takes longer with more cases, but reads all columns for every event.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from regeltaal.compiler.case import Case, Decider
from regeltaal.compiler.code import together

_FEW, _MANY = 80, 1000
"""With no more cases than the first the function is always the fastest, with more than the second never."""

_WORTH_AN_INDEX = 100
"""Looking into so many cases takes the function as long as the index takes."""


def decider(cases: Sequence[Case]) -> Decider:
    """The cases, ready to be decided again and again."""
    if len(cases) <= _FEW:
        return together(cases)
    from regeltaal.compiler.matcher import Index, Matcher  # noqa: PLC0415 - with few rules nobody waits for it

    with collecting_put_off():
        index = Index.of(cases)
        if len(cases) > _MANY or index.usual_work() >= _WORTH_AN_INDEX:
            return Matcher.of_index(index)
    return together(cases)


@contextmanager
def collecting_put_off() -> Iterator[None]:
    """Nearly all that is made for an index stays: going through it again and again for what can go finds nothing."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
