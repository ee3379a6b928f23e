"""The settings of a connection to the outside: `[koppelingen.naam]` of regeltaal.toml, secrets from the environment."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from regeltaal.base.node import Node, field
from regeltaal.base.suggest import nearest
from regeltaal.base.text import Text
from regeltaal.base.variables import variable_of
from regeltaal.runtime.bindings import ActionCall, FailedError
from regeltaal.runtime.sources import Settings

ROOT = "_projectmap"
"""The setting of every connection that holds the project's folder; regeltaal.toml can't set it."""

_T = TypeVar("_T")
_HEADER = re.compile(r"[A-Za-z0-9-]+")
_HEADER_VALUE = re.compile(r"[ -~]*")
_WITHOUT_HEADING = ("webhook",)
"""Connections that work without a heading in regeltaal.toml, so that what the environment has for them must count."""


class Secret(str):
    """A setting that the environment gave: it is used, and never kept."""

    __slots__ = ()


def with_secrets(
    connections: Mapping[str, Mapping[str, object]], environment: Mapping[str, str]
) -> dict[str, Mapping[str, object]]:
    """The connections, with what the environment adds: `REGELTAAL_MAIL_WACHTWOORD` is `wachtwoord` of `mail`."""
    found = {name: {**values, **_secrets(name, environment)} for name, values in connections.items()}
    unnamed = {name: _secrets(name, environment) for name in _WITHOUT_HEADING if name not in found}
    return {**found, **{name: values for name, values in unnamed.items() if values}}


def _secrets(connection: str, environment: Mapping[str, str]) -> dict[str, object]:
    start = variable_of(connection, "")
    return {name[len(start) :].lower(): Secret(value) for name, value in environment.items() if name.startswith(start)}


def kept(values: Mapping[str, object]) -> dict[str, object]:
    """The settings of a connection that may be stored with an event."""
    return {key: value for key, value in values.items() if not _is_of_machine(key, value)}


def as_they_were(read: Mapping[str, Mapping[str, object] | None], present: Settings) -> Settings:
    """The connections as an event read them, with the secrets and the folder of the present; others as they are."""
    found = dict(present)
    for name, values in read.items():
        if values is None:
            found.pop(name, None)
        else:
            own = {key: value for key, value in present.get(name, {}).items() if _is_of_machine(key, value)}
            found[name] = {**values, **own}
    return found


def _is_of_machine(key: str, value: object) -> bool:
    return key == ROOT or isinstance(value, Secret)


class Connection(Node):
    """One connection's settings, read with care: a setting that is wrong makes the action fail and says which."""

    name: str
    values: Mapping[str, object] = field(factory=dict, shown=False)

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
            raise self.missing(key)
        return found

    def texts(self, key: str) -> tuple[str, ...] | None:
        """A setting that is a list of texts, None when it is absent."""
        found = self.values.get(key)
        if found is None:
            return None
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            raise self.wrong(key, Text(nl="hoort een lijst van teksten te zijn", en="should be a list of texts"))
        return tuple(found)

    def table(self, key: str) -> "Connection":
        """The settings below a heading of their own, `[koppelingen.naam.key]`; empty when it is absent."""
        found = self.values.get(key, {})
        if not isinstance(found, Mapping):
            raise self.wrong(key, Text(nl="hoort een kop met instellingen te zijn", en="should be a heading"))
        return Connection(f"{self.name}.{key}", found)

    def choice(self, key: str, choices: Mapping[str, _T], default: _T) -> _T:
        """A setting that is one of a few words."""
        found = self.text(key)
        if found is not None and found not in choices:
            known = ", ".join(f"`{one}`" for one in choices)
            raise self.wrong(key, Text(nl=f"is een van {known}", en=f"is one of {known}"))
        return default if found is None else choices[found]

    def is_yes(self, key: str) -> bool:
        found = self.values.get(key, False)
        if not isinstance(found, bool):
            raise self.wrong(key, Text(nl="is `true` of `false`", en="is `true` or `false`"))
        return found

    def whole(self, key: str, default: Decimal, bounds: range) -> int:
        """A setting that is a whole number within bounds."""
        number = self.number(key, default)
        if number != number.to_integral_value() or int(number) not in bounds:
            low, high = bounds[0], bounds[-1]
            what = Text(nl=f"is een geheel getal van {low} tot en met {high}", en=f"is a whole number {low} to {high}")
            raise self.wrong(key, what)
        return int(number)

    def authorization(self) -> dict[str, str]:
        """The header that lets us in, where the environment has a key for this connection (`…_SLEUTEL`).

        `kop` names another header than `Authorization`, `aanmelding` what stands before the key in it.
        """
        key = self.text("sleutel")
        if key is None:
            return {}
        header = self.text("kop")
        before = self.values.get("aanmelding", "Bearer" if header is None else "")
        if not isinstance(before, str) or not _HEADER.fullmatch(header or "Authorization"):
            raise self.wrong("kop", Text(nl="is geen naam van een kopregel", en="is no name of a header"))
        if not _HEADER_VALUE.fullmatch(before + key):
            raise self.wrong(
                "sleutel",
                Text(nl="heeft een teken dat niet in een kopregel mag", en="has a sign that no header may hold"),
            )
        return {header or "Authorization": f"{before} {key}".strip()}

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

    def missing(self, key: str) -> FailedError:
        """For a setting that has to be there; a slip in its name is the likely reason."""
        near = nearest(key, (name for name in self.values if name != ROOT), limit=1)
        if not near or near[0] == key:
            return self.wrong(key, Text(nl="ontbreekt", en="is missing"))
        return self.wrong(key, Text(nl=f"ontbreekt; er staat wel `{near[0]}`", en=f"is missing; `{near[0]}` is there"))

    def wrong(self, key: str, what: Text) -> FailedError:
        in_file = f"`[koppelingen.{self.name}] {key}`"
        where = f"`{variable_of(self.name, key)}`" if isinstance(self.values.get(key), Secret) else in_file
        return FailedError(Text(nl=f"{where} {what.nl}", en=f"{where} {what.en}"))


def connection(call: ActionCall, name: str) -> Connection:
    """The settings of a connection for an action; empty where the project has none."""
    return Connection(name, call.settings.get(name, {}))
