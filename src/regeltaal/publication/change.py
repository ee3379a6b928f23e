"""One difference between two versions, as data."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import cast

from attrs import frozen

from regeltaal.schema.model import Level


class Part(Enum):
    """What of a project differs; the value is the word in JSON."""

    RULE = "regel"
    LIST = "lijst"
    DEFINITION = "definitie"
    TEST = "test"
    USE = "gebruik"
    FILE = "bestand"
    TEMPLATE = "sjabloon"
    DOMAIN = "domein"
    SETTING = "instelling"
    ACCESS = "rechten"


class Difference(Enum):
    """In what it differs; the value is the word in JSON."""

    ADDED = "toegevoegd"
    CHANGED = "gewijzigd"
    MOVED = "verplaatst"
    RENAMED = "hernoemd"
    REMOVED = "verwijderd"


@frozen
class Change:
    """One difference. ``concerns`` are the levels whose rules it touches: an administration, or None: the environment.

    The first of them is where the part itself stands. ``was`` and ``now`` are a name, a path or a value, whichever
    differs.
    """

    part: Part
    difference: Difference
    name: str
    path: str | None = None
    concerns: tuple[str | None, ...] = (None,)
    was: str | None = None
    now: str | None = None

    def to_data(self) -> dict[str, object]:
        own = self.concerns[0]
        return {
            "soort": self.part.value,
            "wijziging": self.difference.value,
            "naam": self.name,
            "bestand": self.path,
            "niveau": (Level.ENVIRONMENT if own is None else Level.ADMINISTRATION).value,
            "administratie": own,
            "raakt_ook": list(self.concerns[1:]),
            "was": self.was,
            "wordt": self.now,
        }


def change_in(data: Mapping[str, object]) -> Change:
    """What ``Change.to_data`` gave."""
    texts = cast("Mapping[str, str | None]", data)
    also = cast("list[str | None]", data["raakt_ook"])
    return Change(
        part=Part(data["soort"]),
        difference=Difference(data["wijziging"]),
        name=str(data["naam"]),
        path=texts["bestand"],
        concerns=(texts["administratie"], *also),
        was=texts["was"],
        now=texts["wordt"],
    )


def concerned(changes: Iterable[Change]) -> tuple[str | None, ...]:
    """The levels that changes touch, the environment first."""
    return in_order({level for change in changes for level in change.concerns})


def in_order(levels: Iterable[str | None]) -> tuple[str | None, ...]:
    """The environment, then the administrations by name."""
    return tuple(sorted(levels, key=lambda level: (level is not None, level or "")))
