"""What a project has besides its rules, as far as checking needs it: administrations, templates, functions."""

from collections.abc import Iterable, Mapping
from typing import Protocol
from zoneinfo import ZoneInfo

import attrs
from attrs import frozen

from regeltaal.base.node import Node, field
from regeltaal.base.source import Source
from regeltaal.values.operator import Scalar
from regeltaal.values.value import Value


def _set(names: Iterable[str]) -> frozenset[str]:
    return frozenset(names)


def _set_if_said(names: Iterable[str] | None) -> frozenset[str] | None:
    return None if names is None else frozenset(names)


@frozen
class AdministrationSetting:
    """What an administration has: its tags, modules and subscription.

    ``modules`` and ``subscription`` are None where the project does not say: then nothing is held against them.
    """

    tags: frozenset[str] = attrs.field(default=frozenset(), converter=_set)
    modules: frozenset[str] | None = attrs.field(default=None, converter=_set_if_said)
    subscription: str | None = None
    values: Mapping[str, Value | None] = attrs.field(factory=dict)
    """What `administratie.…` will give, by key, as far as the project says."""


class Templates(Protocol):
    """Where the templates of a project are found, by kind and name."""

    def find(self, kind: str, name: str) -> Source | None: ...

    def names(self, kind: str) -> tuple[str, ...]: ...

    def place(self, kind: str, name: str) -> str:
        """The path of the file, without its ending, that would be such a template."""
        ...


class Setting(Node):
    """The surroundings of a set of rules.

    No ``administrations`` at all: the rules stand by themselves, and nothing is said about names, tags or modules. No
    ``templates``: idem about templates. ``functions`` are the scalars of the domain's own functions, by name.
    """

    administrations: Mapping[str, AdministrationSetting] = field(factory=dict)
    templates: Templates | None = None
    functions: Mapping[str, Scalar] = field(factory=dict)
    zone: ZoneInfo = field(factory=lambda: ZoneInfo("Europe/Amsterdam"))
