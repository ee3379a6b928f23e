"""Many things in parts of a size."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in order, at most ``size`` together; none of them is asked for before its part is."""
    left = iter(items)
    while chunk := list(islice(left, size)):
        yield chunk
