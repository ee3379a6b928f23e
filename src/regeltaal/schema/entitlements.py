"""Subscriptions in their order, and what a level of rules asks of an administration."""

from collections.abc import Mapping, Sequence

from regeltaal.base.text import Text
from regeltaal.schema import declarations as written
from regeltaal.schema import marks, properties
from regeltaal.schema.events import field_at
from regeltaal.schema.model import ADMINISTRATION, Level, LevelNeeds, Object
from regeltaal.schema.names import Names, of, plain
from regeltaal.schema.problems import fields as problems
from regeltaal.schema.problems import names as name_problems

_SUBSCRIPTION = Text(nl="het abonnement", en="the subscription")


def subscriptions(declared: Sequence[written.Declaration], names: Names) -> tuple[str, ...]:
    clauses = of(declared, written.SubscriptionsClause)
    for one in clauses[1:]:
        names.problems.add(problems.mark_twice(one.span, "ABONNEMENTEN"))
    found: list[str] = []
    for text in clauses[0].names if clauses else ():
        name = plain(text, names.problems)
        if name in found:
            names.problems.add(name_problems.twice(text.span, _SUBSCRIPTION, name or "", None))
        elif name is not None:
            found.append(name)
    return tuple(found)


def levels(
    declared: Sequence[written.Declaration], objects: Mapping[str, Object], names: Names
) -> dict[Level, LevelNeeds]:
    """What rules at each level ask; of two clauses for one level the first counts."""
    found: dict[Level, LevelNeeds] = {}
    for clause in of(declared, written.RuleLevelClause):
        level = names.level(clause.level)
        if level is not None and level in found:
            names.problems.add(problems.mark_twice(clause.span, f"REGELNIVEAU {level.value}"))
        elif level is not None:
            found[level] = _needs(clause, objects[ADMINISTRATION], names)
    return found


def _needs(clause: written.RuleLevelClause, administration: Object, names: Names) -> LevelNeeds:
    marks.report_repeats(clause.marks, names.problems)
    subscription = marks.one(clause.marks, properties.NeedsSubscription)
    trait = marks.one(clause.marks, properties.Trait)
    field = field_at(trait.field, administration, names) if trait is not None else None
    return LevelNeeds(
        subscription=plain(subscription.subscription, names.problems) if subscription is not None else None,
        trait=field.name if field is not None else None,
    )
