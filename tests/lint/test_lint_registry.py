"""The lint rules as a whole: each is named, told, and in a file that is called after the wrong pattern."""

import pkgutil
import re

import pytest

from regeltaal.base.diagnostic import Severity
from regeltaal.lint import registry, rules
from regeltaal.lint.rule import LintRule

ALL = registry.all_rules()


def _id(rule: LintRule) -> str:
    return str(rule.code.name)


def test_a_rule_has_the_name_of_its_file() -> None:
    files = {module.name.replace("_", "-") for module in pkgutil.iter_modules(rules.__path__)}
    assert {rule.code.name for rule in ALL} == files


@pytest.mark.parametrize("rule", ALL, ids=_id)
def test_a_rule_is_a_warning_or_a_hint_about_lint(rule: LintRule) -> None:
    assert rule.code.severity is not Severity.ERROR
    assert re.fullmatch(r"RT[67]\d\d", rule.code.id)
