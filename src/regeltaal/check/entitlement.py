"""Whether the administrations that a rule is for have what the rule, its actions and its fields count on."""

from collections.abc import Mapping, Sequence

from regeltaal.base.diagnostic import Problems
from regeltaal.base.node import Node, evolve
from regeltaal.base.source import Span
from regeltaal.base.text import Text, same
from regeltaal.check import certain
from regeltaal.check.parameters import told
from regeltaal.check.problems import demands as demand_problems
from regeltaal.check.problems import scope as problems
from regeltaal.check.scope import Need, Scope
from regeltaal.check.setting import AdministrationSetting
from regeltaal.schema.model import Level, Schema, key_of

Administrations = Mapping[str, AdministrationSetting]


class Reach(Node):
    """The administrations that a rule is for; ``named`` are those that it names itself. ``known`` are all there are."""

    chosen: Administrations
    named: frozenset[str]
    known: Administrations


def of_level(level: Level, span: Span, schema: Schema) -> Sequence[Need]:
    """What rules at a level ask by themselves."""
    asked = schema.levels.get(level)
    what = Text(nl=f"een regel op niveau {level.value}", en=f"a rule at level {level.value}")
    if asked is None:
        return ()
    subscription = (Need(what, None, asked.subscription, span),) if asked.subscription is not None else ()
    trait = (Need(what, None, None, span, trait=asked.trait),) if asked.trait is not None else ()
    return (*subscription, *trait)


def anyone_lacks(needs: Sequence[Need], level: Level, known: Administrations, scope: Scope) -> bool:
    """Whether any administration lacks what rules at a level ask."""
    if level not in scope.unentitled:
        scope.unentitled[level] = any(
            not _has(need, name, one, known, scope.schema) for need in needs for name, one in known.items()
        )
    return scope.unentitled[level]


def narrowed(needs: Sequence[Need], reach: Reach, schema: Schema, found: Problems) -> Reach:
    """Leaves out the administrations that have no part in rules of this level.

    That is wrong only where the rule names one, or has no other.
    """
    for need in needs:
        _report(need, reach, schema, found)
    chosen = {
        name: one
        for name, one in reach.chosen.items()
        if all(_has(need, name, one, reach.known, schema) for need in needs)
    }
    return evolve(reach, chosen=chosen)


def check(needs: Sequence[Need], reach: Reach, schema: Schema, found: Problems) -> None:
    """Reports what an administration lacks: wrong where the rule names it or has no other, else a warning."""
    for need in needs:
        lacking = _report(need, reach, schema, found)
        if lacking and need.demand is not None:
            found.add(demand_problems.refused_in_some(need.span, _what(need), told(need.demand), lacking))
        elif lacking:
            found.add(problems.not_everywhere(need.span, _what(need), _asked(need, schema), lacking))


def _report(need: Need, reach: Reach, schema: Schema, found: Problems) -> Sequence[str]:
    """Reports what is wrong; gives the administrations that lack what is needed where that is not wrong yet."""
    lacking = [name for name, one in reach.chosen.items() if not _has(need, name, one, reach.known, schema)]
    named = [name for name in lacking if name in reach.named]
    if need.demand is not None and (named or (lacking and len(lacking) == len(reach.chosen))):
        found.add(demand_problems.refused(need.span, _what(need), told(need.demand), named or lacking))
        return ()
    for name in named:
        found.add(problems.module_missing(need.span, _what(need), _asked(need, schema), name))
    if lacking and not named and len(lacking) == len(reach.chosen):
        found.add(problems.module_nowhere(need.span, _what(need), _asked(need, schema)))
        return ()
    return () if named else lacking


def _what(need: Need) -> Text:
    return need.what if isinstance(need.what, Text) else same(f"`{need.what}`")


def _asked(need: Need, schema: Schema) -> Text:
    return problems.needed(need.module, _subscription(need, schema), need.trait)


def _subscription(need: Need, schema: Schema) -> str | None:
    return need.subscription or schema.subscription_of(need.module)


def _has(need: Need, name: str, one: AdministrationSetting, known: Administrations, schema: Schema) -> bool:
    """Whether an administration has what is needed; what the project does not say of it is not held against it."""
    return (
        (need.module is None or one.modules is None or need.module in one.modules)
        and schema.suffices(one.subscription, _subscription(need, schema))
        and (need.trait is None or one.values.get(key_of(need.trait)) is not False)
        and (need.demand is None or not certain.fails(need.demand.cond, need.given, certain.Facts(name, known)))
    )
