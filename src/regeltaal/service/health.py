"""Whether each part of the service works: what `/gereed` tells, and what the service can't go on without."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import frozen


def _yes() -> bool:
    return True


@frozen
class Part:
    """``is_alive``: without it the service must end. ``is_well``: it does what it is for, now."""

    name: str
    is_alive: Callable[[], bool]
    is_well: Callable[[], bool] = _yes


@frozen
class Health:
    parts: Sequence[Part]

    def dead(self) -> Iterator[str]:
        return (one.name for one in self.parts if not one.is_alive())

    def well(self) -> Mapping[str, bool]:
        return {one.name: one.is_alive() and one.is_well() for one in self.parts}
