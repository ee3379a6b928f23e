"""Builds the declarations of a rule file: rules, tests, lists and definitions."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal as OneOf

from regeltaal.syntax import tree
from regeltaal.syntax.build_expressions import ExpressionBuilder
from regeltaal.syntax.lalr import Children
from regeltaal.syntax.lexer import Token
from regeltaal.syntax.problems import shape, structure

_SCOPE_NOUN = "administraties"

Outcome = OneOf["true", "false", "unknown", "fault", "not_true"]
_OUTCOMES: Mapping[str, Outcome] = {
    "WAAR_KW": "true",
    "ONWAAR_KW": "false",
    "ONBEKEND_KW": "unknown",
    "FOUT_KW": "fault",
    "NIET_KW": "not_true",
}


class RuleBuilder(ExpressionBuilder):
    """Builds the nodes of one rule file."""

    sequence = ExpressionBuilder.sequence
    optional = ExpressionBuilder.optional

    # ------------------------------------------------------------ header and small declarations

    language = domain = administration = about = optional

    def header(self, children: Children, start: int, end: int) -> tree.Header:
        language, domain, administration = children
        return tree.Header(language, domain, administration, self.span(min(start, end), end))

    def use(self, children: Children, start: int, end: int) -> tree.Use:
        return tree.Use(children[0], self.span(start, end))

    list_items = sequence

    def list_declaration(self, children: Children, start: int, end: int) -> tree.ListDeclaration:
        name, items = children
        return tree.ListDeclaration(name, items, self.span(start, end))

    def definition(self, children: Children, start: int, end: int) -> tree.Definition:
        name, about, body = children
        return tree.Definition(name, about, body, self.span(start, end))

    # ------------------------------------------------------------ the head of a rule

    metas = selectors = sequence

    def description(self, children: Children, start: int, end: int) -> tree.Description:
        return tree.Description(children[0], self.span(start, end))

    def priority(self, children: Children, start: int, end: int) -> tree.Priority:
        return tree.Priority(children[0], self.span(start, end))

    def phase(self, children: Children, start: int, end: int) -> tree.PhaseClause:
        return tree.PhaseClause(children[0], self.span(start, end))

    def disabled(self, _children: Children, start: int, end: int) -> tree.Disabled:
        return tree.Disabled(self.span(start, end))

    def former_name(self, children: Children, start: int, end: int) -> tree.FormerName:
        return tree.FormerName(children[0], self.span(start, end))

    def per_row(self, children: Children, start: int, end: int) -> tree.PerRow:
        return tree.PerRow(children[0], self.span(start, end))

    def scope_all(self, children: Children, start: int, end: int) -> tree.Scope:
        noun, exclude = children
        self._check_noun(noun)
        return tree.Scope(None, exclude, self.span(start, end))

    def scope_some(self, children: Children, start: int, end: int) -> tree.Scope:
        noun, include, exclude = children
        self._check_noun(noun)
        return tree.Scope(include, exclude, self.span(start, end))

    def _check_noun(self, noun: tree.Name) -> None:
        if noun.key != _SCOPE_NOUN:
            self.problems.append(shape.other_scope(noun.span, noun.text))

    def except_(self, children: Children, _start: int, _end: int) -> tuple[tree.Selector, ...]:
        return children[0] if children else ()

    def selector_name(self, children: Children, start: int, end: int) -> tree.Selector:
        return tree.Selector("name", self._plain(children[0]), self.span(start, end))

    def selector_tag(self, children: Children, start: int, end: int) -> tree.Selector:
        return tree.Selector("tag", self._plain(children[0]), self.span(start, end))

    def _plain(self, text: tree.TextLiteral) -> str:
        """The text; a value in it is a mistake here."""
        if text.plain is not None:
            return text.plain
        self.problems.append(shape.value_in_fixed_text(text.span))
        return text.span.text[1:-1]

    valid_from = optional

    def until_excluded(self, children: Children, _start: int, _end: int) -> tuple[tree.Literal, bool]:
        return children[0], False

    def until_included(self, children: Children, _start: int, _end: int) -> tuple[tree.Literal, bool]:
        return children[0], True

    def validity(self, children: Children, start: int, end: int) -> tree.Validity:
        first, until = children
        if first is None and until is None:
            self.problems.append(shape.validity_without_date(self.span(start, end)))
        last, inclusive = until or (None, False)
        return tree.Validity(first, last, inclusive, self.span(start, end))

    # ------------------------------------------------------------ rules

    triggers = actions = sequence
    otherwise = on_unknown = optional

    def rule(self, children: Children, start: int, end: int) -> tree.Rule:
        name, metas, triggers, conditions, then, otherwise, on_unknown = children
        condition, as_one = conditions or (None, False)
        span = self.span(start, end)
        return tree.Rule(name, metas, triggers, condition, then, otherwise, on_unknown, span, as_one=as_one)

    def event_trigger(self, children: Children, start: int, end: int) -> tree.EventTrigger:
        event, old, new, moment = children
        return tree.EventTrigger(event, old, new, moment, self.span(start, end))

    def clock_trigger(self, children: Children, start: int, end: int) -> tree.ClockTrigger:
        day, time, object_, where = children
        return tree.ClockTrigger(day, time, object_, where, self.span(start, end))

    def clock_before(self, children: Children, start: int, end: int) -> tree.MomentClause:
        duration, path = children
        return tree.MomentClause("before", duration, path, self.span(start, end))

    def clock_after(self, children: Children, start: int, end: int) -> tree.MomentClause:
        duration, path = children
        return tree.MomentClause("after", duration, path, self.span(start, end))

    def clock_at(self, children: Children, start: int, end: int) -> tree.MomentClause:
        return tree.MomentClause("at", None, children[0], self.span(start, end))

    def conditions_and(self, children: Children, _start: int, _end: int) -> tuple[tree.Expr, bool]:
        """`EN a OF b`: the EN in front counts too, so this is a mixture, unlike `EN (a OF b)`."""
        match children[0]:
            case tree.Disjunction(parts, span):
                return tree.Mixture(parts, ("OF",) * (len(parts) - 1), span), False
            case condition:
                return condition, False

    def conditions_as(self, children: Children, _start: int, _end: int) -> tuple[tree.Expr, bool]:
        return children[0], True

    # ------------------------------------------------------------ actions

    alias = provided = optional
    arguments = without = predicates = sequence

    def set(self, children: Children, start: int, end: int) -> tree.Set:
        target, value = children
        return tree.Set(target, value, self.span(start, end))

    def clear(self, children: Children, start: int, end: int) -> tree.Clear:
        return tree.Clear(children[0], self.span(start, end))

    def stop(self, _children: Children, start: int, end: int) -> tree.Stop:
        return tree.Stop(self.span(start, end))

    def for_each(self, children: Children, start: int, end: int) -> tree.ForEach:
        variable, items, where, body = children
        return tree.ForEach(variable, items, where, body, self.span(start, end))

    def delay(self, children: Children, start: int, end: int) -> tree.Delay | None:
        if not children:
            return None
        amount, provided = children
        return tree.Delay(amount, provided, self.span(start, end))

    def argument(self, children: Children, start: int, end: int) -> tree.Argument:
        parameter, value = children
        return tree.Argument(parameter, value, self.span(start, end))

    def perform(self, children: Children, start: int, end: int) -> tree.Perform:
        verb, name, alias, delay, arguments, without = children
        if alias is not None and "\n" in alias.text:
            self.problems.append(structure.name_over_lines(alias))
        return tree.Perform(verb, name, alias, delay, arguments, without, self.span(start, end))

    # ------------------------------------------------------------ tables

    def table(self, children: Children, start: int, end: int) -> tree.Table:
        torn = [cell for row in children if (cell := self._last_before_new_line(row)) is not None]
        if torn:
            self.problems.append(structure.unclosed_row(torn[0].span))
            return tree.Table(tuple(children), self.span(start, end))
        head, *rows = self._lines(children)
        headings = tree.Row(tuple(map(self._heading, head.cells)), head.span)
        if not rows:
            self.problems.append(shape.table_without_rows(head.span))
        told = any(start <= problem.span.start < end for problem in self.problems)
        if not told:
            self.problems += shape.uneven(headings, rows)
        return tree.Table((headings, *rows), self.span(start, end))

    def _lines(self, rows: Sequence[tree.Row]) -> list[tree.Row]:
        """The rows, those on one line as one: between them stands a bar too many, or an empty cell."""
        lines: list[list[tree.Row]] = []
        for row in rows:
            if lines and "\n" not in self.source.text[lines[-1][-1].span.end : row.span.start]:
                lines[-1].append(row)
            else:
                lines.append([row])
        counts = [len(line[0].cells) for line in lines if len(line) == 1]
        return [joined for line in lines for joined in self._as_one(line, counts[0] if counts else 0)]

    def _as_one(self, line: Sequence[tree.Row], expected: int) -> Sequence[tree.Row]:
        cells = tuple(cell for row in line for cell in row.cells)
        for one, other in pairwise(line):
            between = self.span(one.span.end, other.span.start)
            if len(cells) == expected:
                self.problems.append(shape.bar_too_many(between))
            elif len(cells) + 1 == expected:
                self.problems.append(structure.empty_cell(self.span(one.span.end - 1, other.span.start + 1), between))
            else:
                return line
        return line if len(line) == 1 else [tree.Row(cells, self.span(line[0].span.start, line[-1].span.end))]

    def _last_before_new_line(self, row: tree.Row) -> tree.Cell | None:
        """The cell behind which a row goes on on the next line: there its closing bar is missing."""
        for cell, following in pairwise(row.cells):
            if "\n" in self.source.text[cell.span.end : following.span.start]:
                return cell
        return None

    def _heading(self, cell: tree.Cell) -> tree.Cell:
        match cell.value:
            case tree.Path((name,)):
                return tree.Cell(name, cell.span)
            case _:
                self.problems.append(shape.no_heading(cell.span))
                return cell

    def row(self, children: Children, start: int, end: int) -> tree.Row:
        return tree.Row(tuple(tree.Cell(value, value.span) for value in children), self.span(start, end))

    # ------------------------------------------------------------ tests

    steps = givens = expectations = sequence
    at = examples = optional

    def test(self, children: Children, start: int, end: int) -> tree.Test:
        name, steps, examples = children
        return tree.Test(name, steps, examples, self.span(start, end))

    def step(self, children: Children, start: int, end: int) -> tree.Step:
        givens, moment, triggers, expectations = children
        return tree.Step(givens, moment, triggers, expectations, self.span(start, end))

    def later_step(self, children: Children, start: int, end: int) -> tree.Step:
        givens, moment, expectations = children
        return tree.Step(givens, moment, (), expectations, self.span(start, end))

    def moment_of_step(self, children: Children, _start: int, _end: int) -> tree.Literal:
        moment: tree.Literal = children[0]
        return moment

    def given_record(self, children: Children, start: int, end: int) -> tree.GivenRecord:
        subject, fields = children
        return tree.GivenRecord(subject, None, fields, self.span(start, end))

    def given_file(self, children: Children, start: int, end: int) -> tree.GivenRecord:
        subject, file, fields = children
        return tree.GivenRecord(subject, None, fields, self.span(start, end), file=file)

    def given_element(self, children: Children, start: int, end: int) -> tree.GivenRecord:
        subject, items, fields = children
        return tree.GivenRecord(subject, items, fields, self.span(start, end))

    def given_rows(self, children: Children, start: int, end: int) -> tree.GivenRows:
        subject, table = children
        return tree.GivenRows(subject, table, self.span(start, end))

    def happens(self, _children: Children, _start: int, _end: int) -> tuple[tree.ExpectationMode, int]:
        return "happens", 1

    def happens_not(self, _children: Children, _start: int, _end: int) -> tuple[tree.ExpectationMode, int]:
        return "not", 0

    def skipped(self, _children: Children, _start: int, _end: int) -> tuple[tree.ExpectationMode, int]:
        return "skipped", 1

    def times(self, children: Children, _start: int, _end: int) -> tuple[tree.ExpectationMode, int]:
        return "exactly", children[0]

    def expect_perform(self, children: Children, start: int, end: int) -> tree.ExpectPerform:
        (mode, times), verb, name, delay, arguments = children
        return tree.ExpectPerform(mode, times, verb, name, delay, arguments, self.span(start, end))

    def expect_set(self, children: Children, start: int, end: int) -> tree.ExpectSet:
        (mode, times), predicate = children
        return tree.ExpectSet(mode, times, predicate, self.span(start, end))

    def expect_clear(self, children: Children, start: int, end: int) -> tree.ExpectClear:
        (mode, times), target = children
        return tree.ExpectClear(mode, times, target, self.span(start, end))

    def expect_stop(self, children: Children, start: int, end: int) -> tree.ExpectStop:
        ((mode, times),) = children
        return tree.ExpectStop(mode, times, self.span(start, end))

    def expect_rule(self, children: Children, start: int, end: int) -> tree.ExpectRule:
        rule, (outcome, example) = children
        return tree.ExpectRule(rule, outcome, example, self.span(start, end))

    def outcome_default(self, _children: Children, _start: int, _end: int) -> tuple[Outcome, None]:
        return "true", None

    def outcome_word(self, children: Children, _start: int, _end: int) -> tuple[Outcome, None]:
        token: Token = children[0]
        return _OUTCOMES[token.kind], None

    def outcome_example(self, children: Children, _start: int, _end: int) -> tuple[str, tree.Path]:
        return "by_example", children[0]
