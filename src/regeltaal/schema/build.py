"""Builds the declarations of a domain from the grammar's productions.

A method's name is that of a production in ``domein.lark``; names, values and conditions are built as in a rule.
"""

from typing import TypeVar

from regeltaal.base.source import Source, Span
from regeltaal.schema import declarations as written
from regeltaal.schema import properties
from regeltaal.syntax import tree
from regeltaal.syntax.build_expressions import ExpressionBuilder
from regeltaal.syntax.lalr import Callback, Children
from regeltaal.syntax.tables import Tables

T = TypeVar("T")


class DeclarationBuilder(ExpressionBuilder):
    """Builds the declarations of one source."""

    def __init__(self, source: Source, tables: Tables) -> None:
        super().__init__(source, tables)
        self._reached = {
            tables.productions[-action - 1].name for row in tables.states for action in row.values() if action < 0
        }

    def callback(self, name: str) -> Callback:
        """The method for a production.

        The tables also hold productions of rules that no declaration reaches: those refer to each other in a circle.
        """
        return super().callback(name) if name in self._reached else self.sequence

    # ------------------------------------------------------------ the domain

    def schema(self, children: Children, _start: int, _end: int) -> tuple[written.Declaration, ...]:
        return tuple(children)

    def schema_header(self, children: Children, start: int, end: int) -> written.Header:
        name, *doc = children
        return written.Header(name, _only(doc), self.span(start, end))

    def month_end(self, children: Children, start: int, end: int) -> written.MonthEndClause:
        return written.MonthEndClause(children[0].text, self.span(start, end))

    def holidays(self, children: Children, start: int, end: int) -> written.HolidaysClause:
        return written.HolidaysClause(tuple(children), self.span(start, end))

    def modules(self, children: Children, start: int, end: int) -> written.ModulesClause:
        return written.ModulesClause(tuple(children), self.span(start, end))

    def subscriptions(self, children: Children, start: int, end: int) -> written.SubscriptionsClause:
        return written.SubscriptionsClause(tuple(children), self.span(start, end))

    def rule_level(self, children: Children, start: int, end: int) -> written.RuleLevelClause:
        level, *marks = children
        return written.RuleLevelClause(level, tuple(marks), self.span(start, end))

    def mark_trait(self, children: Children, start: int, end: int) -> properties.Trait:
        return properties.Trait(children[0], self.span(start, end))

    def mark_together(self, children: Children, start: int, end: int) -> properties.Together:
        return properties.Together(children[0], self.span(start, end))

    def module(self, children: Children, start: int, end: int) -> written.ModuleEntry:
        name, *subscription = children
        return written.ModuleEntry(name, _only(subscription), self.span(start, end))

    def closed_enum(self, children: Children, start: int, end: int) -> written.EnumClause:
        name, values, *doc = children
        return written.EnumClause(name, values, open=False, doc=_only(doc), span=self.span(start, end))

    def open_enum(self, children: Children, start: int, end: int) -> written.EnumClause:
        _, name, values, *doc = children
        return written.EnumClause(name, values, open=True, doc=_only(doc), span=self.span(start, end))

    enum_values = ExpressionBuilder.sequence

    def phases(self, children: Children, start: int, end: int) -> written.PhasesClause:
        owner, *entries = children
        return written.PhasesClause(owner, tuple(entries), self.span(start, end))

    def phase_entry(self, children: Children, start: int, end: int) -> written.PhaseEntry:
        name, match = children
        return written.PhaseEntry(name, match.text, self.span(start, end))

    def function_declaration(self, children: Children, start: int, end: int) -> written.FunctionClause:
        name, parameters, result, *doc = children
        return written.FunctionClause(name, parameters, result, _only(doc), self.span(start, end))

    function_parameters = ExpressionBuilder.sequence

    def function_parameter(self, children: Children, start: int, end: int) -> written.FunctionParameter:
        name, type_ = children
        return written.FunctionParameter(name, type_, self.span(start, end))

    # ------------------------------------------------------------ types

    def named_type(self, _children: Children, start: int, end: int) -> written.NamedType:
        return written.NamedType(self.name([], start, end), 0, self.span(start, end))

    def list_type(self, children: Children, start: int, end: int) -> written.NamedType:
        element: written.NamedType = children[0]
        return written.NamedType(element.name, element.depth + 1, self.span(start, end))

    def template_type(self, children: Children, start: int, end: int) -> written.TemplateType:
        return written.TemplateType(_only(children), self.span(start, end))

    # ------------------------------------------------------------ objects, fields, events

    def object(self, children: Children, start: int, end: int) -> written.ObjectClause:
        name, *rest = children
        doc = [one for one in rest if isinstance(one, properties.Doc)]
        fields = tuple(one for one in rest if isinstance(one, written.FieldClause))
        return written.ObjectClause(name, _only(doc), fields, self.span(start, end))

    def field(self, children: Children, start: int, end: int) -> written.FieldClause:
        name, type_, *marks = children
        return written.FieldClause(name, type_, tuple(marks), self.span(start, end))

    def free_field(self, children: Children, start: int, end: int) -> written.FreeFieldClause:
        _, name, type_, owner, *marks = children
        span = self.span(start, end)
        return written.FreeFieldClause(written.FieldClause(name, type_, tuple(marks), span), owner, span)

    def event(self, children: Children, start: int, end: int) -> written.EventClause:
        name, owner, *marks = children
        return written.EventClause(name, owner, tuple(marks), self.span(start, end))

    # ------------------------------------------------------------ actions

    def action_declaration(self, children: Children, start: int, end: int) -> written.ActionClause:
        verb, name, objects, heads, parameters, tails = children
        return written.ActionClause(verb, name, objects, parameters, (*heads, *tails), self.span(start, end))

    action_objects = action_heads = action_parameters = action_tails = ExpressionBuilder.sequence

    def parameter(self, children: Children, start: int, end: int) -> written.ParameterClause:
        name, type_, *marks = children
        return written.ParameterClause(name, type_, tuple(marks), self.span(start, end))

    def fields_of(self, children: Children, start: int, end: int) -> written.FieldsOf:
        owner, without = children
        return written.FieldsOf(owner, without, self.span(start, end))

    fields_without = ExpressionBuilder.sequence

    # ------------------------------------------------------------ properties

    def mark_doc(self, children: Children, start: int, end: int) -> properties.Doc:
        return properties.Doc(children[0], self.span(start, end))

    def mark_example(self, children: Children, start: int, end: int) -> properties.Example:
        return properties.Example(children[0], self.span(start, end))

    def mark_required(self, _children: Children, start: int, end: int) -> properties.Required:
        return properties.Required(None, self.span(start, end))

    def mark_required_if(self, children: Children, start: int, end: int) -> properties.Required:
        return properties.Required(children[0], self.span(start, end))

    def mark_key(self, _children: Children, start: int, end: int) -> properties.Key:
        return properties.Key(self.span(start, end))

    def mark_writable(self, _children: Children, start: int, end: int) -> properties.Writable:
        return properties.Writable(self.span(start, end))

    def mark_lookup(self, _children: Children, start: int, end: int) -> properties.Lookup:
        return properties.Lookup(self.span(start, end))

    def mark_level(self, children: Children, start: int, end: int) -> properties.AtLevel:
        return properties.AtLevel(children[0], self.span(start, end))

    def mark_module(self, children: Children, start: int, end: int) -> properties.NeedsModule:
        return properties.NeedsModule(children[0], self.span(start, end))

    def mark_subscription(self, children: Children, start: int, end: int) -> properties.NeedsSubscription:
        return properties.NeedsSubscription(children[0], self.span(start, end))

    def mark_at_most(self, children: Children, start: int, end: int) -> properties.AtMost:
        number = children[0]
        literal = tree.Literal("number", number.text, self.span(number.start, number.end))
        return properties.AtMost(literal, self.span(start, end))

    def mark_former_name(self, children: Children, start: int, end: int) -> properties.FormerName:
        return properties.FormerName(children[0], self.span(start, end))

    def mark_default(self, children: Children, start: int, end: int) -> properties.Default:
        return properties.Default(children[0], self.span(start, end))

    def mark_single(self, _children: Children, start: int, end: int) -> properties.SingleValue:
        return properties.SingleValue(self.span(start, end))

    def mark_follows(self, children: Children, start: int, end: int) -> properties.Follows:
        return properties.Follows(children[0], self.span(start, end))

    def mark_creates(self, _children: Children, start: int, end: int) -> properties.Creates:
        return properties.Creates(self.span(start, end))

    def mark_moments(self, children: Children, start: int, end: int) -> properties.Moments:
        return properties.Moments(tuple(children), self.span(start, end))

    def mark_once_per(self, children: Children, start: int, end: int) -> properties.OncePer:
        return properties.OncePer(children[0], self.span(start, end))

    def mark_as_long_as(self, children: Children, start: int, end: int) -> properties.AsLongAs:
        return properties.AsLongAs(children[0], self.span(start, end))

    def mark_phase(self, children: Children, start: int, end: int) -> properties.InPhase:
        return properties.InPhase(children[0], self.span(start, end))

    def mark_runs(self, children: Children, start: int, end: int) -> properties.Runs:
        return properties.Runs(children[0].text, self.span(start, end))

    def mark_one_of(self, children: Children, start: int, end: int) -> properties.ExactlyOneOf:
        return properties.ExactlyOneOf(tuple(children), self.span(start, end))

    def mark_candidates(self, children: Children, start: int, end: int) -> properties.CandidatesClause:
        owner, where = children
        return properties.CandidatesClause(owner, where, self.span(start, end))

    def mark_requires(self, children: Children, start: int, end: int) -> properties.Condition:
        return self._condition(children, self.span(start, end), forbids=False)

    def mark_forbids(self, children: Children, start: int, end: int) -> properties.Condition:
        return self._condition(children[1:], self.span(start, end), forbids=True)

    def _condition(self, children: Children, span: Span, *, forbids: bool) -> properties.Condition:
        condition, *reason = children
        return properties.Condition(condition, forbids, next(iter(reason), None), span)

    def mark_gives(self, children: Children, start: int, end: int) -> properties.Gives:
        return properties.Gives(children[0], self.span(start, end))

    def mark_raises(self, children: Children, start: int, end: int) -> properties.RaisesEvents:
        return properties.RaisesEvents(tuple(children), self.span(start, end))

    def mark_ends(self, children: Children, start: int, end: int) -> properties.Ends:
        return properties.Ends(children[0], self.span(start, end))

    def mark_repeat(self, children: Children, start: int, end: int) -> properties.OnRepeat:
        return properties.OnRepeat(children[0].text, self.span(start, end))


def _only(children: list[T]) -> T | None:
    """What the grammar allows once, if it is there."""
    return children[0] if children else None
