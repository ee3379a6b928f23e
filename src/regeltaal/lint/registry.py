"""All lint rules. A new one is a file in ``rules`` with its ``RULE``; it is found there by itself."""

import pkgutil
from collections.abc import Sequence
from functools import cache
from importlib import import_module

from regeltaal.lint import rules
from regeltaal.lint.rule import DeclarationRule, FileRule, LintRule, ProjectRule


@cache
def all_rules() -> Sequence[LintRule]:
    """Every rule, by code.

    Raises:
        TypeError: a file in ``rules`` holds no rule: a defect of ours.
    """
    found = [_rule(module.name) for module in pkgutil.iter_modules(rules.__path__)]
    return sorted(found, key=lambda one: one.code.id)


@cache
def declaration_rules() -> Sequence[DeclarationRule]:
    return [one for one in all_rules() if isinstance(one, DeclarationRule)]


@cache
def file_rules() -> Sequence[FileRule]:
    return [one for one in all_rules() if isinstance(one, FileRule)]


@cache
def project_rules() -> Sequence[ProjectRule]:
    return [one for one in all_rules() if isinstance(one, ProjectRule)]


def _rule(name: str) -> LintRule:
    rule: object = import_module(f"{rules.__name__}.{name}").RULE
    if not isinstance(rule, DeclarationRule | FileRule | ProjectRule):
        raise TypeError(f"{name} holds no lint rule")
    return rule
