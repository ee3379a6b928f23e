"""The project of this folder, whose tests pass and fail on purpose, and small projects of one text."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from regeltaal.loading import rule_set
from regeltaal.pipeline import Analysis, analyse
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.testing.outcome import CaseResult
from regeltaal.testing.runner import run

EXAMPLES = Path(__file__).parent / "voorbeelden"

MakeRules = Callable[..., tuple[Analysis, RuleSet]]
RunTests = Callable[..., tuple[CaseResult, ...]]


@pytest.fixture(scope="session")
def examples() -> tuple[Analysis, RuleSet]:
    analysis = analyse(EXAMPLES)
    return analysis, rule_set(analysis)


@pytest.fixture
def make_rules(tmp_path: Path) -> MakeRules:
    """A project of one file, with the settings and templates of the examples; ``settings`` come after its own."""

    def make(text: str, settings: str = "", domain: str = "werkbonnen") -> tuple[Analysis, RuleSet]:
        shutil.copytree(EXAMPLES / "sjablonen", tmp_path / "sjablonen", dirs_exist_ok=True)
        (tmp_path / "regels").mkdir(exist_ok=True)
        (tmp_path / "regels" / "a.regel").write_text(text, encoding="utf-8")
        (tmp_path / "regeltaal.toml").write_text(f'[project]\ndomein = "{domain}"\n{settings}', encoding="utf-8")
        analysis = analyse(tmp_path)
        return analysis, rule_set(analysis)

    return make


@pytest.fixture
def run_tests(make_rules: MakeRules) -> RunTests:
    """Runs the tests of one text."""

    def made(text: str, settings: str = "", domain: str = "werkbonnen") -> tuple[CaseResult, ...]:
        analysis, rules = make_rules(text, settings, domain)
        return run(analysis.tests, rules)

    return made
