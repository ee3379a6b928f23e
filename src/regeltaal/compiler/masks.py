"""Sets of rules as the bits of a number: bit n is the rule at place n."""

from collections.abc import Iterable, Iterator


def mask_of(places: Iterable[int]) -> int:
    found = 0
    for place in places:
        found |= 1 << place
    return found


def places_in(mask: int) -> Iterator[int]:
    """The places of a set, the lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
