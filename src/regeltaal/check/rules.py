"""A rule: its head, triggers, condition and actions, for each row of its table."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from regeltaal.base.diagnostic import Problems
from regeltaal.base.node import Node, evolve
from regeltaal.check import absence, actions, company, entitlement, head, lowering, noting, phases, tables, triggers
from regeltaal.check.naming import name_of
from regeltaal.check.problems import scope as problems
from regeltaal.check.scope import Row, Scope, record_root
from regeltaal.check.setting import AdministrationSetting
from regeltaal.program import tree as out
from regeltaal.schema.model import Level
from regeltaal.syntax import tree

Administrations = Mapping[str, AdministrationSetting]


class Standing(Node):
    """Where a rule stands: its file, its place in that, its level and administration."""

    path: str
    place: int
    level: Level
    administration: str | None


def lower(node: tree.Rule, standing: Standing, base: Scope, administrations: Administrations) -> list[out.Rule]:
    """The rules that one REGEL makes (a row each); none when there is an error in it."""
    found = Problems()
    heading = head.read(node.metas, found)
    _check_scope(heading, standing, administrations, found)
    scope = evolve(base, problems=found, level=standing.level, needs=[], uses={}, nesting=type(base.nesting)())
    noting.rule(scope, node, standing.administration)
    for meta in node.metas:
        if isinstance(meta, tree.PerRow):
            noting.columns(scope, tables.headings(meta.table))
    rows: Sequence[Row | None] = (None,) if heading.rows is None else heading.rows
    made = [_of_row(node, heading, standing, scope, row) for row in enumerate(rows, start=1)]
    reach = _narrowed_reach(node, heading.selection, standing, administrations, scope)
    if scope.needs:
        entitlement.check(scope.needs, reach(), base.schema, found)
    for one in made[:1]:
        if one is not None:
            company.watch(one, reach, scope)
    base.problems.extend(found)
    return [] if found.has_errors else [one for one in made if one is not None]


def _check_scope(heading: head.Head, standing: Standing, known: Administrations, found: Problems) -> None:
    clause = heading.scope
    if clause is None:
        return
    if standing.administration is not None:
        found.add(problems.scope_in_administration(clause.span, standing.administration))
    elif known:
        head.check_scope(clause, known, found)
        chosen = (head.covers(heading.selection, name, one) for name, one in known.items())
        if clause.exclude and not found.has_errors and not any(chosen):
            found.add(problems.empty_selection(clause.span))


def _of_row(
    node: tree.Rule, heading: head.Head, standing: Standing, base: Scope, numbered: tuple[int, Row | None]
) -> out.Rule | None:
    number, row = numbered
    subject = triggers.subject(node.triggers, base.schema)
    record = None if subject.object is None else record_root(subject.object, node.name.span)
    scope = evolve(base, record=record, creating=subject.creating, by_clock=subject.by_clock, row=row)
    started = [triggers.lower(one, scope) for one in node.triggers]
    if subject.object is None:
        return None
    condition = out.All((), node.span) if node.condition is None else lowering.condition(node.condition, scope)
    then = actions.sequence(node.then, scope)
    otherwise = None if node.otherwise is None else actions.sequence(node.otherwise, scope)
    on_unknown = None if node.on_unknown is None else actions.sequence(node.on_unknown, scope)
    phase = phases.of_rule(node, heading.phase, (then, otherwise or (), on_unknown or ()), subject.object, scope)
    rule = out.Rule(
        id=out.RuleId(standing.level, standing.administration, name_of(node.name), None if row is None else number),
        former_name=None if heading.former is None else name_of(heading.former),
        description=heading.description,
        object=subject.object.name,
        priority=heading.priority,
        phase=phase,
        selection=heading.selection,
        valid_from=heading.valid_from,
        valid_until=heading.valid_until,
        enabled=heading.enabled,
        triggers=tuple(one for one in started if one is not None),
        condition=condition,
        then=then,
        otherwise=otherwise,
        on_unknown=on_unknown,
        path=standing.path,
        place=standing.place,
        span=node.span,
    )
    absence.watch(rule, node, scope)
    return rule


def _narrowed_reach(
    node: tree.Rule, selection: out.Selection, standing: Standing, known: Administrations, scope: Scope
) -> Callable[[], entitlement.Reach]:
    """The administrations that a rule is for and that may have rules of its level; worked out when asked for.

    With many administrations that takes time, which most rules need not spend.
    """
    reach = cache(lambda: _reach(selection, standing, known))
    needs = entitlement.of_level(standing.level, node.name.span, scope.schema)
    if not entitlement.anyone_lacks(needs, standing.level, known, scope):
        return reach
    narrowed = entitlement.narrowed(needs, reach(), scope.schema, scope.problems)
    return lambda: narrowed


def _reach(selection: out.Selection, standing: Standing, known: Administrations) -> entitlement.Reach:
    """The administrations that a rule is for."""
    if standing.administration is not None:
        chosen = {name: one for name, one in known.items() if name == standing.administration}
        return entitlement.Reach(chosen, frozenset(chosen), known)
    chosen = {name: one for name, one in known.items() if head.covers(selection, name, one)}
    return entitlement.Reach(chosen, frozenset(selection.names) & frozenset(chosen), known)
