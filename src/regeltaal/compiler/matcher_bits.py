"""Numbers as sets of places: making them, and telling which places are in them."""

from array import array
from collections.abc import Iterable, Sequence
from itertools import compress
from operator import add, itemgetter

_SPARSE = 96
"""Taking the highest bit again and again is the fastest way where fewer than one in so many is set."""

_FEWEST = 8
"""So few bits are always taken one by one."""

_HIGHEST = bytes(8 - value.bit_length() for value in range(256))
"""By the value of an octet how far from its left the highest bit is, and in ``_WITHOUT`` the octet without that bit."""

_WITHOUT = bytes(value ^ (1 << value.bit_length() >> 1) for value in range(256))


def mask_of(bits: Iterable[int], size: int) -> int:
    """The number with these bits set, all below ``size``."""
    listed = bits if isinstance(bits, list) else tuple(bits)
    if len(listed) == 1:
        return 1 << listed[0]
    if len(listed) * size < 1 << 12:
        found = 0
        for bit in listed:
            found |= 1 << bit
        return found
    octets = bytearray((size + 7) >> 3)
    for bit in listed:
        octets[bit >> 3] |= 1 << (bit & 7)
    return int.from_bytes(octets, "little")


class Names:
    """The names of bits, from the highest to the lowest."""

    __slots__ = ("_octets", "listed")

    def __init__(self, names: Iterable[int]) -> None:
        self.listed = tuple(array("q", names))  # made anew they stand together in memory, which makes naming faster
        octets = (len(self.listed) + 7) >> 3
        self._octets = range(-8 * octets, 0, 8)

    def among(self, mask: int) -> Sequence[int]:
        """The names of the bits that are set."""
        found: list[int] = []
        if mask.bit_count() < max(_FEWEST, len(self.listed) // _SPARSE):
            listed = self.listed
            while mask:
                length = mask.bit_length()
                found.append(listed[-length])
                mask ^= 1 << length - 1
            return found
        octets: Sequence[int] = self._octets
        values = mask.to_bytes(len(octets), "big")
        while True:
            octets = tuple(compress(octets, values))
            values = values.translate(None, b"\0")
            found += map(add, octets, values.translate(_HIGHEST))
            values = values.translate(_WITHOUT)
            if not any(values):
                return itemgetter(*found)(self.listed)  # type: ignore[no-any-return]  # of more than one: a tuple
