"""May this person publish these changes? By the rights of the version that was published last."""

from collections.abc import Sequence

from attrs import frozen

from regeltaal.base.text import Text, joined
from regeltaal.project.access import Access, Right
from regeltaal.publication import problems
from regeltaal.publication.change import Change, Part, concerned

_NAMED = 3
_ENVIRONMENT = Text(nl="regels van de omgeving", en="rules of the environment")
_BASIS = Text(nl="instellingen, domein of sjablonen", en="settings, domain or templates")
_ACCESS = Text(nl="gebruikers en rechten", en="users and rights")
_SHARED = frozenset({Part.SETTING, Part.DOMAIN, Part.TEMPLATE})


@frozen
class Judge:
    """The rights that count. ``access`` is that of the last publication; of the new one where that has no users.

    A project whose rights were never published has no others to go by: its first publication brings them in, and who
    does that must have the right of the environment in it.
    """

    access: Access

    def check(self, who: str, changes: Sequence[Change]) -> None:
        """Sees that someone may publish changes.

        Raises:
            PublicationError: the person may not, with for which changes.
        """
        refused = self.refused(who, changes)
        if refused and who not in self.access.users:
            raise problems.unknown_user(who, sorted(self.access.users))
        if refused:
            raise problems.not_allowed(who, _told(refused, changes), self._who_may(changes))

    def refused(self, who: str, changes: Sequence[Change]) -> tuple[str | None, ...]:
        """The levels whose rules these changes touch and that are not for this person to change."""
        return tuple(level for level in concerned(changes) if not self.access.may_change(who, level))

    def _who_may(self, changes: Sequence[Change]) -> tuple[str, ...]:
        """Everybody who may publish these changes."""
        return tuple(name for name in sorted(self.access.users) if not self.refused(name, changes))


def judge(published: Access | None, proposed: Access) -> Judge:
    return Judge(published if published is not None and published.is_used else proposed)


def _told(levels: Sequence[str | None], changes: Sequence[Change]) -> Text:
    """What is not allowed, with the right that it needs."""
    return joined(_level(level, [one for one in changes if level in one.concerns]) for level in levels)


def _level(level: str | None, changes: Sequence[Change]) -> Text:
    right = Right.ENVIRONMENT if level is None else Right.ADMINISTRATION
    what = _kind(level, changes)
    names = ", ".join(f"`{one.name}`" for one in changes[:_NAMED]) + (", …" if len(changes) > _NAMED else "")
    return Text(
        nl=f"{what.nl} ({names}), daarvoor is het recht `{right.value}` nodig",
        en=f"{what.en} ({names}), which needs the right `{right.value}`",
    )


def _kind(level: str | None, changes: Sequence[Change]) -> Text:
    if level is not None:
        return Text(nl=f"regels van `{level}`", en=f"rules of `{level}`")
    parts = {one.part for one in changes}
    if parts <= {Part.ACCESS}:
        return _ACCESS
    return _BASIS if parts <= _SHARED else _ENVIRONMENT
