"""From `[gebruikers]` and `[rollen]` of regeltaal.toml to who may what."""

import unicodedata
from collections.abc import Collection, Mapping

from regeltaal.base.diagnostic import Problems
from regeltaal.base.node import Node
from regeltaal.project.access import problems
from regeltaal.project.access.model import Access, Right, User, right_named
from regeltaal.project.table import Table

USERS = "gebruikers"
ROLES = "rollen"


class _Grant(Node):
    """What a user or a role has by itself."""

    rights: frozenset[Right]
    administrations: frozenset[str]


def read_access(top: Table, administrations: Collection[str], found: Problems) -> Access:
    """The users with the rights of their roles; ``administrations`` are those of the project."""
    roles = {name: _role(table, administrations, found) for name, table in top.table(ROLES).tables()}
    listed = top.table(USERS)
    users = [_user(name, table, roles, administrations, found) for name, table in listed.tables()]
    access = Access({user.name: user for user in users})
    if access.is_used and not access.keepers:
        found.add(problems.no_keeper(listed.span))
    return access


def _role(table: Table, administrations: Collection[str], found: Problems) -> _Grant:
    grant = _grant(table, administrations, found)
    table.close()
    return grant


def _user(
    name: str, table: Table, roles: Mapping[str, _Grant], administrations: Collection[str], found: Problems
) -> User:
    grants = [_grant(table, administrations, found)]
    for role in table.texts(ROLES) or ():
        if role in roles:
            grants.append(roles[role])
        else:
            found.add(problems.unknown_role(table.value_span(ROLES), role, roles))
    table.close()
    user = User(
        unicodedata.normalize("NFC", name),
        frozenset().union(*(one.rights for one in grants)),
        frozenset().union(*(one.administrations for one in grants)),
    )
    if user.rights == {Right.ADMINISTRATION} and not user.administrations:
        found.add(problems.no_administrations(table.span, name))
    return user


def _grant(table: Table, administrations: Collection[str], found: Problems) -> _Grant:
    rights = {name: right_named(name) for name in table.texts("rechten") or ()}
    for name, right in rights.items():
        if right is None:
            found.add(problems.unknown_right(table.value_span("rechten"), name))
    chosen = table.texts("administraties") or ()
    for name in chosen:
        if administrations and name not in administrations:
            found.add(problems.unknown_administration(table.value_span("administraties"), name, administrations))
    return _Grant(frozenset(one for one in rights.values() if one is not None), frozenset(chosen))
