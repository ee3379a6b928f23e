"""The administrations that tests play in: those of the project, and what a test says of them."""

from collections.abc import Mapping

from attrs import Factory, define

from regeltaal.base.node import evolve
from regeltaal.program.testing import TestCase
from regeltaal.runtime.book import AdministrationFacts
from regeltaal.runtime.events import DEFAULT_ADMINISTRATION
from regeltaal.runtime.ruleset import RuleSet, values_of
from regeltaal.testing.givens import Files, no_files
from regeltaal.values.value import Value

Given = tuple[tuple[str, Value | None], ...]


@define(eq=False)
class Surroundings:
    """The rule set as tests see it. What a test changes holds for it alone; equal changes share what was made ready."""

    rules: RuleSet
    files: Files = no_files
    _made: dict[tuple[str, Given], RuleSet] = Factory(dict)

    def first_administration(self, case: TestCase) -> str:
        """Where a test plays that does not say: that of its file, else the first of the project."""
        return case.administration or next(iter(self.rules.administrations), DEFAULT_ADMINISTRATION)

    def with_administration(self, name: str, given: Mapping[str, Value | None]) -> RuleSet:
        """The rule set with an administration as a test gives it, be it one of the project or a made-up one."""
        slot = (name, tuple(sorted(given.items(), key=lambda item: item[0])))
        if slot not in self._made:
            known = self.rules.administrations
            self._made[slot] = evolve(self.rules, administrations={**known, name: _facts(known.get(name), name, given)})
        return self._made[slot]


def _facts(base: AdministrationFacts | None, name: str, given: Mapping[str, Value | None]) -> AdministrationFacts:
    before = base or AdministrationFacts(values=values_of(name, ()))
    values = {**before.values, **given, "naam": name}
    return AdministrationFacts(
        tags=_texts(values.get("tags")),
        modules=_texts(given["modules"]) if "modules" in given else before.modules,
        subscription=_text(given["abonnement"]) if "abonnement" in given else before.subscription,
        values=values,
    )


def _texts(value: Value | None) -> frozenset[str]:
    items = value if isinstance(value, tuple) else () if value is None else (value,)
    return frozenset(one for one in items if isinstance(one, str))


def _text(value: Value | None) -> str | None:
    return value if isinstance(value, str) else None
