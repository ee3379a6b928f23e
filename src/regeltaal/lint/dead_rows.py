"""Rows of tables of which the rule can't fire, while the other rows can: what stands in the row contradicts itself."""

from collections.abc import Iterator, Sequence

from regeltaal.analysis.reasoning import Reasoner, Wish
from regeltaal.base.node import Node
from regeltaal.base.source import Span
from regeltaal.lint.crowded import Apart, Look, by_row
from regeltaal.lint.view import FileView, RuleView
from regeltaal.program import tree as out
from regeltaal.syntax import tree


class DeadRow(Node):
    """Where the row stands, and the parts of the condition that don't go together."""

    span: Span
    parts: tuple[out.Cond, ...]


def dead_rows(view: FileView) -> Iterator[DeadRow]:
    for rule in view.rules:
        rows = rows_of(rule)
        if rows:
            yield from _of_rule(rule, rows, by_row(view))


def rows_of(rule: RuleView) -> Sequence[tree.Row]:
    """The rows of the table that a rule has one for each of, without the headings; none where some have no rule."""
    table = next((one.table for one in rule.node.metas if isinstance(one, tree.PerRow)), None)
    rows = () if table is None else table.rows[1:]
    return rows if len(rows) == len(rule.made) else ()


def _of_rule(rule: RuleView, rows: Sequence[tree.Row], apart: Apart) -> Iterator[DeadRow]:
    dead = [place for place, made in enumerate(rule.made) if _is_crowded(made, apart) and _is_dead(made)]
    if len(dead) < len(rows):
        yield from (DeadRow(rows[place].span, _parts(rule.made[place])) for place in dead)


def _is_crowded(made: out.Rule, apart: Apart) -> bool:
    look = Look(apart)
    look.at(made.condition)
    return look.crowded


def _is_dead(made: out.Rule) -> bool:
    return not Reasoner().possible([(made.condition, Wish.TRUE)])


def _parts(made: out.Rule) -> tuple[out.Cond, ...]:
    """Two parts of EN that don't go together; none where it takes more."""
    parts = made.condition.parts if isinstance(made.condition, out.All) else ()
    reasoner = Reasoner()
    for at, part in enumerate(parts):
        for other in parts[:at]:
            if not reasoner.possible([(other, Wish.TRUE), (part, Wish.TRUE)]):
                return (other, part)
    return ()
