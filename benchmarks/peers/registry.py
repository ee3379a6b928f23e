"""All that is measured, by name. A module is only imported for one of its own: a peer's process stays the peer's."""

from importlib import import_module

from attrs import frozen

from .adapters import Adapter


@frozen
class Entry:
    """An adapter: the module that it is in, how it is told, and the largest set of rules that it is asked."""

    module: str
    title: str
    package: str | None = None
    largest: int = 10_000


ADAPTERS = {
    "Regeltaal": Entry("own", "Regeltaal"),
    "Reference": Entry("own", "Regeltaal, naslag", largest=100),
    "ByHand": Entry("baselines", "met de hand geschreven", largest=1),
    "ByHandAsKept": Entry("baselines", "met de hand, keuzes zoals ze er staan", largest=1),
    "OneFunction": Entry("baselines", "één functie van alle regels"),
    "PlainFunction": Entry("baselines", "één functie, kale waarden"),
    "Datalogic": Entry("adapters", "datalogic (Rust)", "datalogic-py"),
    "DatalogicMany": Entry("adapters", "datalogic, alles in één keer (Rust)", "datalogic-py"),
    "RustCel": Entry("adapters", "CEL (Rust)", "common-expression-language"),
    "CppCel": Entry("adapters", "CEL (C++)", "cel-expr-python"),
    "Clips": Entry("adapters", "CLIPS (Rete, C)", "clipspy"),
    "Zen": Entry("adapters", "zen, losse uitdrukkingen (Rust)", "zen-engine"),
    "ZenTable": Entry("adapters", "zen, beslistabel (Rust)", "zen-engine"),
    "RuleEngine": Entry("adapters", "rule-engine (Python)", "rule-engine"),
}


def adapter_of(name: str) -> Adapter:
    """A new one.

    Raises:
        ImportError: its package is not installed.
    """
    module = import_module(f".{ADAPTERS[name].module}", __package__)
    found = getattr(module, name)()
    assert isinstance(found, Adapter)
    return found
