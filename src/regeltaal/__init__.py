"""Regeltaal: a rule language in Dutch, and the engine that carries its rules out."""

from importlib import import_module
from typing import TYPE_CHECKING

from regeltaal.base.collecting import put_off
from regeltaal.base.version import __version__

if TYPE_CHECKING:
    from regeltaal.loading import RegelFout, load
    from regeltaal.runtime.batch import Input
    from regeltaal.runtime.bindings import ActionCall, Bindings
    from regeltaal.runtime.engine import Engine
    from regeltaal.runtime.ruleset import RuleSet

__all__ = ["ActionCall", "Bindings", "Engine", "Input", "RegelFout", "RuleSet", "__version__", "load"]

_HOMES = {
    "ActionCall": "regeltaal.runtime.bindings",
    "Bindings": "regeltaal.runtime.bindings",
    "Engine": "regeltaal.runtime.engine",
    "Input": "regeltaal.runtime.batch",
    "RegelFout": "regeltaal.loading",
    "RuleSet": "regeltaal.runtime.ruleset",
    "load": "regeltaal.loading",
}


def __getattr__(name: str) -> object:
    """Loads a public name when it is used, so that importing the package costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    with put_off():
        return getattr(import_module(_HOMES[name]), name)
