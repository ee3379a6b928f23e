"""Generated files, checked: the cases that the fast ways get, and how many rules the checker refused."""

from attrs import frozen
from tests.compiler import domain
from tests.compiler.generate import rule_file

from regeltaal.base.source import Source
from regeltaal.check.checker import check
from regeltaal.compiler.case import Case
from regeltaal.program.tree import OnEvent, Rule
from regeltaal.syntax.parser import parse


@frozen(eq=False)
class RuleSet:
    """The rules of one generated file that are right, each with its case."""

    seed: int
    event: str
    rules: tuple[Rule, ...]
    cases: tuple[Case, ...]
    written: int
    refused: tuple[str, ...]
    """Why the others were refused."""


def rule_set(seed: int, size: int) -> RuleSet:
    """The set of a seed. The checker throws a rule with an error away by itself."""
    written = rule_file(seed, size)
    parsed = parse(Source(f"zaad-{seed}.regel", written.text))
    checked = check([parsed.file], domain.schema(), domain.SETTING)
    problems = [one for one in (*parsed.problems, *checked.problems) if one.is_error]
    refused = tuple(f"{one.code.id} {one.message()}: {one.span.text}" for one in problems)
    rules = checked.program.rules
    return RuleSet(seed, written.event, rules, tuple(map(case_of, rules)), size, refused)


def case_of(rule: Rule) -> Case:
    """All rules of a set listen to one event, so all their triggers count."""
    triggers = tuple(one for one in rule.triggers if isinstance(one, OnEvent))
    plain = any(one.old is None and one.new is None for one in triggers)
    return Case(
        rule.condition,
        () if plain else triggers,
        on_false=rule.otherwise is not None,
        on_unknown=rule.on_unknown is not None,
    )
