"""What checking and lint found in one part of a file, and what it asked about its surroundings.

It holds while those say the same, wherever the part comes to stand.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain

from attrs import frozen

from regeltaal.base.diagnostic import Diagnostic, sort
from regeltaal.base.node import Node, evolve
from regeltaal.base.source import Source
from regeltaal.check.checker import CheckedFile, Checker, Group
from regeltaal.check.declarations import still
from regeltaal.check.known import Known, Question
from regeltaal.check.setting import Templates
from regeltaal.check.sharpening import told
from regeltaal.check.summary import Summary
from regeltaal.file_checking import all_as_before
from regeltaal.file_results import Answers
from regeltaal.lint.linter import LintedPart, Unit, lint_part
from regeltaal.lint.view import view_of_part
from regeltaal.syntax import tree
from regeltaal.workspace.part import Part
from regeltaal.workspace.sheet import Sheet

_NOTHING: Sequence[Diagnostic] = ()


@frozen(eq=False, slots=False)
class Surroundings:
    """What the parts of one file go by, besides themselves."""

    sheet: Sheet
    header: tree.Header
    group: Group
    checker: Checker

    @cached_property
    def wrong(self) -> Mapping[Source, Sequence[Diagnostic]]:
        """What is wrong with lists, definitions and GEBRUIK, by the text of their part."""
        found: dict[Source, list[Diagnostic]] = {}
        for one in self.group.wrong[self.sheet.path]:
            found.setdefault(one.span.source, []).append(one)
        return found

    @property
    def templates(self) -> Templates | None:
        return self.checker.setting.templates


class TestedPart(Node):
    """The tests in a part, and what they asked about rules."""

    problems: tuple[Diagnostic, ...]
    answers: Answers


@frozen(eq=False, slots=False)
class PartCheck:
    """One part, checked. ``declared`` are the names of the file that its mistakes of syntax were told with."""

    part: Part
    is_first: bool
    header: tree.Header
    checked: CheckedFile
    told: tuple[Diagnostic, ...]
    wrong: Sequence[Diagnostic]
    declared: frozenset[str] | None
    linted: LintedPart
    templates: Mapping[Question, Source | Sequence[str] | None]

    def holds(self, now: Surroundings) -> bool:
        """Whether it would be found again."""
        return (
            self.header == now.header
            and self.is_first is (self.part is now.sheet.parts[0])
            and list(self.wrong) == list(now.wrong.get(self.part.source, _NOTHING))
            and self.reads_as_before(now.sheet)
            and still(self.checked.asked, now.group.seen)
            and all(_template(question, now.templates) == found for question, found in self.templates.items())
        )

    def reads_as_before(self, sheet: Sheet) -> bool:
        """Whether its mistakes of syntax are told the same; without any there is nothing to tell."""
        return self.declared is None or self.declared == sheet.declared

    @cached_property
    def problems(self) -> tuple[Diagnostic, ...]:
        """All that is wrong with it, apart from its tests, and lint that goes by more than itself."""
        return sort((*self.told, *self.wrong, *self.checked.problems, *self.linted.problems))

    @cached_property
    def is_sound(self) -> bool:
        return not any(one.is_error for one in self.problems)

    @cached_property
    def unit(self) -> Unit:
        """What rules of lint that look across parts go by."""
        return Unit(self.part.source, self.linted.facts)

    @property
    def has_tests(self) -> bool:
        return self.checked.summary.has_tests

    def test(self, now: Surroundings, known: Known) -> TestedPart:
        """Its tests. What they ask about names is added to what the part asked."""
        asked = known.anew()
        tested = now.group.test_part(self.part.file_in(now.header), asked, self.checked.asked)
        return TestedPart(sort(tested.problems), {question: known.answer(question) for question in asked.asked})


def check_part(part: Part, now: Surroundings) -> PartCheck:
    file = part.file_in(now.header)
    declared = now.sheet.declared if any(one.is_error for one in part.parsed.problems) else None
    said = told(part.parsed, now.checker.schema, declared)
    is_first = part is now.sheet.parts[0]
    checked = now.group.part(file, is_first=is_first)
    wrong = now.wrong.get(part.source, _NOTHING)
    errors = [one.span.start for one in chain(said, checked.problems, wrong) if one.is_error]
    setting = evolve(now.checker.setting, templates=checked.templates)
    linted = lint_part(view_of_part(file, checked.rules, now.checker.schema, setting, errors))
    asked = () if checked.templates is None else checked.templates.asked()
    found = {question: _template(question, now.templates) for question in asked}
    return PartCheck(part, is_first, now.header, checked, said, wrong, declared, linted, found)


def _template(question: Question, templates: Templates | None) -> Source | Sequence[str] | None:
    """What a question about templates is answered with."""
    match question:
        case _ if templates is None:
            return None
        case ("sjabloon", kind, name):
            return templates.find(kind, name)
        case (_, kind):
            return templates.names(kind)
        case _:
            return None


def still_tested(tested: TestedPart, known: Known) -> bool:
    return all_as_before(tested.answers, known.answer)


def placed(summary: Summary, first: int) -> Summary:
    """The summary of a part of which the first declaration is the so manieth of its file."""
    if not first or not summary.rules:
        return summary
    rules = [evolve(one, order=(*one.order[:2], one.order[2] + first, one.order[3])) for one in summary.rules]
    return evolve(summary, rules=rules)
