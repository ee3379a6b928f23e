"""Users and what they may, as data."""

import unicodedata
from collections.abc import Mapping
from enum import Enum

from regeltaal.base.node import Node, field


class Right(Enum):
    """A right to change rules; the value is its name in regeltaal.toml."""

    ENVIRONMENT = "Pagina's | Omgeving | Automatisering"
    ADMINISTRATION = "Pagina's | Administratie | Automatisering"


def right_named(name: str) -> Right | None:
    """A right by its name: capitals, spaces and the shape of the apostrophe don't count."""
    return next((right for right in Right if _folded(right.value) == _folded(name)), None)


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFC", name).lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return "|".join(" ".join(part.split()) for part in plain.split("|"))


class User(Node):
    """A user with the rights of all roles together."""

    name: str
    rights: frozenset[Right] = frozenset()
    administrations: frozenset[str] = frozenset()
    """Where the right of an administration counts."""

    def may_change(self, administration: str | None) -> bool:
        """Whether rules of an administration (None: of the environment) are this user's to change.

        Who has the right of the environment may change those of every administration.
        """
        if Right.ENVIRONMENT in self.rights:
            return True
        return Right.ADMINISTRATION in self.rights and administration in self.administrations


class Access(Node):
    """All users of a project. Where there are none, rights are not in use and everyone may do everything."""

    users: Mapping[str, User] = field(factory=dict)

    @property
    def is_used(self) -> bool:
        return bool(self.users)

    def may_change(self, name: str, administration: str | None) -> bool:
        if not self.is_used:
            return True
        user = self.users.get(unicodedata.normalize("NFC", name))
        return user is not None and user.may_change(administration)

    @property
    def keepers(self) -> tuple[str, ...]:
        """Those who may change everything, the rights themselves included."""
        return tuple(sorted(name for name, user in self.users.items() if user.may_change(None)))
