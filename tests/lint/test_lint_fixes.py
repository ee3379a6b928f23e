"""What a lint rule offers to mend its own wrong sample: afterwards it finds nothing there, and nothing is broken."""

from pathlib import Path

import pytest

from regeltaal.base.diagnostic import Diagnostic, Edit, Fix
from regeltaal.base.source import Source
from regeltaal.lint import registry
from regeltaal.lint.rule import LintRule
from regeltaal.project import open_project
from regeltaal.rechecking import Rechecker


def _id(rule: LintRule) -> str:
    return str(rule.code.name)


def _written(rule: LintRule, folder: Path) -> None:
    """The wrong sample, as a project of its own."""
    sample = rule.code.wrong
    settings = f'[project]\ndomein = "{sample.domain}"\nregels = ["*.regel"]\n'
    text = sample.text if sample.text.startswith("DOMEIN") else f"DOMEIN {sample.domain}\n{sample.text}"
    for path, content in (("regeltaal.toml", settings), ("voorbeeld.regel", text), *sample.files):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")


def _found(folder: Path) -> tuple[Diagnostic, ...]:
    project = open_project(folder).project
    assert project is not None
    return Rechecker().check(project).problems


def _mended(source: Source, edits: tuple[Edit, ...]) -> str:
    text = source.text
    for edit in sorted(edits, key=lambda one: one.span.start, reverse=True):
        assert edit.span.source is source
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


def _after(found: Diagnostic, fix: Fix, folder: Path) -> tuple[Diagnostic, ...]:
    source = found.span.source
    path = next(one for one in (folder / source.path, folder / "sjablonen" / source.path) if one.exists())
    path.write_text(_mended(source, fix.edits), encoding="utf-8")
    after = _found(folder)
    path.write_text(source.original, encoding="utf-8")
    return after


@pytest.mark.parametrize("rule", registry.all_rules(), ids=_id)
def test_a_fix_takes_the_finding_away_and_breaks_nothing(rule: LintRule, tmp_path: Path) -> None:
    _written(rule, tmp_path)
    before = _found(tmp_path)
    own = [one for one in before if one.code is rule.code]
    assert own
    for found in own:
        for fix in found.fixes:
            after = _after(found, fix, tmp_path)
            assert [one.message() for one in after if one.is_error] == []
            assert sum(one.code is rule.code for one in after) < len(own), fix.title.nl
