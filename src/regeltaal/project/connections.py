"""`[koppelingen.naam]` of regeltaal.toml: the settings of the connections that every domain has.

What a connection of a domain, or of somebody's own Python, takes is known to that alone: there any key may stand.
"""

from collections.abc import Iterable, Mapping

from regeltaal.base.diagnostic import Problems
from regeltaal.base.variables import variable_of
from regeltaal.project.problems import settings as problems
from regeltaal.project.service import SECRET_WORDS
from regeltaal.project.table import Table

_WEB = ("timeout", "kop", "aanmelding")
_KNOWN: Mapping[str, Iterable[str]] = {
    "mail": ("afzender", "map", "server", "beveiliging", "gebruiker", "timeout"),
    "sms": ("url", "afzender", "vorm", "per_nummer", "velden", "vast", "delen", *_WEB),
    "webhook": ("url", "interne_adressen", "toegestaan", *_WEB),
}


def read_connections(table: Table, found: Problems) -> dict[str, Mapping[str, object]]:
    return {name: _connection(name, one, found) for name, one in table.tables()}


def _connection(name: str, table: Table, found: Problems) -> Mapping[str, object]:
    values = table.anything()
    known = _KNOWN.get(name)
    for key in values:
        if any(word in key.lower() for word in SECRET_WORDS):
            found.add(problems.secret(table.key_span(key), key, variable_of(name, key)))
        elif known is not None and key not in known:
            found.add(problems.unknown_key(table.key_span(key), key, table.title, known))
    return values
