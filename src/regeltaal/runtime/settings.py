"""The settings of a connection to the outside: `[koppelingen.naam]` of regeltaal.toml, secrets from the environment."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from attrs import field, frozen

from regeltaal.base.text import Text
from regeltaal.runtime.bindings import ActionCall, FailedError

ROOT = "_projectmap"
"""The setting of every connection that holds the project's folder; regeltaal.toml can't set it."""

_PREFIX = "REGELTAAL"


def with_secrets(
    connections: Mapping[str, Mapping[str, object]], environment: Mapping[str, str]
) -> dict[str, Mapping[str, object]]:
    """The connections, with what the environment adds: `REGELTAAL_MAIL_WACHTWOORD` is `wachtwoord` of `mail`."""
    return {name: {**values, **_secrets(name, environment)} for name, values in connections.items()}


def _secrets(connection: str, environment: Mapping[str, str]) -> dict[str, object]:
    start = re.sub(r"\W", "_", f"{_PREFIX}_{connection}_").upper()
    return {name[len(start) :].lower(): value for name, value in environment.items() if name.startswith(start)}


@frozen
class Connection:
    """One connection's settings, read with care: a setting that is wrong makes the action fail and says which."""

    name: str
    values: Mapping[str, object] = field(factory=dict, repr=False)

    @property
    def is_set(self) -> bool:
        return bool(self.values)

    def text(self, key: str) -> str | None:
        """A setting that is a text, None when it is absent or empty."""
        found = self.values.get(key)
        if found is None:
            return None
        if not isinstance(found, str):
            raise self.wrong(key, Text(nl="hoort een tekst te zijn", en="should be a text"))
        return found.strip() or None

    def required(self, key: str) -> str:
        found = self.text(key)
        if found is None:
            raise self.wrong(key, Text(nl="ontbreekt", en="is missing"))
        return found

    def texts(self, key: str) -> tuple[str, ...] | None:
        """A setting that is a list of texts, None when it is absent."""
        found = self.values.get(key)
        if found is None:
            return None
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            raise self.wrong(key, Text(nl="hoort een lijst van teksten te zijn", en="should be a list of texts"))
        return tuple(found)

    def authorization(self) -> dict[str, str]:
        """The header that lets us in, where the environment has a key for this connection (`…_SLEUTEL`)."""
        key = self.text("sleutel")
        return {} if key is None else {"Authorization": f"Bearer {key}"}

    def number(self, key: str, default: Decimal) -> Decimal:
        """A setting that is a number, in TOML or as a text in either notation; never through a binary float."""
        found = self.values.get(key)
        if found is None:
            return default
        try:
            number = Decimal(str(found).replace(",", "."))
        except InvalidOperation:
            number = Decimal("NaN")
        if isinstance(found, bool) or not number.is_finite():
            raise self.wrong(key, Text(nl="hoort een getal te zijn", en="should be a number"))
        return number

    def wrong(self, key: str, what: Text) -> FailedError:
        where = f"`[koppelingen.{self.name}] {key}`"
        return FailedError(Text(nl=f"{where} {what.nl}", en=f"{where} {what.en}"))


def connection(call: ActionCall, name: str) -> Connection:
    """The settings of a connection for an action; empty where the project has none."""
    return Connection(name, call.settings.get(name, {}))
