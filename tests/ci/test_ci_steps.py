"""The steps of the GitHub action and the scripts of the GitLab template, run by the shells that those services run.

The services themselves are not here: what they do with the outcome is in the tests of each format.
"""

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from junitparser import JUnitXml
from tests.ci.samples import GOOD

ROOT = Path(__file__).parent.parent.parent
ACTION: Any = yaml.safe_load((ROOT / "ci" / "github" / "action.yml").read_text(encoding="utf-8"))
TEMPLATE: Any = yaml.safe_load((ROOT / "ci" / "gitlab" / "regeltaal.yml").read_text(encoding="utf-8"))
_INPUT = re.compile(r"\$\{\{ inputs\.([a-z-]+) \}\}")
PROJECT = "mijn regels"
WRONG = 'DOMEIN werkbonnen\n\nREGEL "Verkeerd"\nWANNEER werkbon aangemaakt\nEN qqq = "x"\nDAN WIS commentaar\n'
WARNS = """DOMEIN werkbonnen

REGEL "Waarschuwt"
WANNEER werkbon compleet gemeld
EN SOM(materialen.prijs) > € 10
DAN
  MAAK taak MET titel = "x"
ANDERS
  MAAK taak MET titel = "y"
"""


@pytest.fixture
def repository(tmp_path: Path, clean_environment: Mapping[str, str]) -> Path:
    """A repository with a project in a folder, as a service fetches it."""
    folder = tmp_path / "opslag"
    (folder / PROJECT / "regels").mkdir(parents=True)
    (folder / PROJECT / "regeltaal.toml").write_text('[project]\ndomein = "werkbonnen"\n', encoding="utf-8")
    (folder / PROJECT / "regels" / "goed.regel").write_text(GOOD, encoding="utf-8")
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "begin"]):
        who = ["-c", "user.name=a", "-c", "user.email=a@voorbeeld.example"]
        subprocess.run(["git", *who, *arguments], cwd=folder, env=dict(clean_environment), check=True)  # noqa: S607
    return folder


# ------------------------------------------------------------------------------------------------ GitHub


class Job:
    """A job of GitHub that uses the action."""

    def __init__(self, folder: Path, environment: Mapping[str, str], **inputs: str) -> None:
        self._folder, self._inputs = folder, inputs
        self._temporary = folder.parent / "runner"
        self._temporary.mkdir(exist_ok=True)
        self.output = self._temporary / "output"
        self.output.touch()
        self._environment = dict(environment) | {
            "GITHUB_ACTION_PATH": str(ROOT / "ci" / "github"),
            "GITHUB_OUTPUT": str(self.output),
            "RUNNER_TEMP": str(self._temporary),
        }

    def step(self, name: str) -> subprocess.CompletedProcess[str]:
        step = next(one for one in ACTION["runs"]["steps"] if one["name"] == name)
        environment = {name: self._filled(value) for name, value in step.get("env", {}).items()}
        script = self._temporary / "script.sh"
        script.write_text(step["run"], encoding="utf-8")
        assert "${{" not in step["run"]
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script],  # noqa: S607 - as GitHub does
            cwd=self._folder,
            env=self._environment | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def _filled(self, value: str) -> str:
        return _INPUT.sub(lambda found: self._inputs.get(found[1], ACTION["inputs"][found[1]]["default"]), value)


@pytest.fixture(scope="module")
def installed(fresh_python: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What the step of the action that installs leaves behind."""
    folder = tmp_path_factory.mktemp("installeren") / "opslag"
    folder.mkdir()
    done = Job(folder, fresh_python).step("Regeltaal installeren")
    assert done.returncode == 0, done.stderr
    return fresh_python


def _sarif(repository: Path) -> list[Any]:
    (run,) = json.loads((repository / "regeltaal.sarif").read_text(encoding="utf-8"))["runs"]
    return list(run["results"])


def test_all_steps_pass_for_good_rules(installed: Mapping[str, str], repository: Path) -> None:
    job = Job(repository, installed, pad=PROJECT)
    for name in ("Regels controleren", "Opmaak nakijken", "Tests draaien"):
        done = job.step(name)
        assert done.returncode == 0, f"{name}: {done.stdout}{done.stderr}"
    assert job.output.read_text() == "sarif=regeltaal.sarif\njunit=regeltaal-tests.xml\n"
    assert not any(one["level"] == "error" for one in _sarif(repository))
    assert JUnitXml.fromfile(str(repository / "regeltaal-tests.xml")).failures == 0


def test_a_wrong_rule_is_annotated_and_told(installed: Mapping[str, str], repository: Path) -> None:
    (repository / PROJECT / "regels" / "verkeerd.regel").write_text(WRONG, encoding="utf-8")
    done = Job(repository, installed, pad=PROJECT).step("Regels controleren")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    (error,) = (line for line in lines if line.startswith("::error "))
    assert error.startswith("::error title=RT201%3A ")
    assert f"file={PROJECT}/regels/verkeerd.regel,line=5,endLine=5,col=4,endColumn=7::" in error
    (stop,) = (at for at, line in enumerate(lines) if line.startswith("::stop-commands::"))
    assert lines[-1] == f"::{lines[stop].removeprefix('::stop-commands::')}::"
    assert not any(line.startswith("::") for line in lines[stop + 1 : -1])
    assert f"{PROJECT}/regels/verkeerd.regel:5:4: fout RT201" in done.stdout
    assert [one["ruleId"] for one in _sarif(repository) if one["level"] == "error"] == ["RT201"]


def test_since_a_revision_and_from_a_severity(installed: Mapping[str, str], repository: Path) -> None:
    (repository / PROJECT / "regels" / "let op.regel").write_text(WARNS, encoding="utf-8")
    asked = {"pad": PROJECT, "faal-bij": "waarschuwing", "sinds": "HEAD"}
    assert Job(repository, installed, **asked).step("Regels controleren").returncode == 1
    assert Job(repository, installed, pad=PROJECT).step("Regels controleren").returncode == 0
    refused = Job(repository, installed, **(asked | {"sinds": "weg"})).step("Regels controleren")
    assert (refused.returncode, "git kent `weg` niet" in refused.stderr) == (2, True)


def test_an_input_is_never_a_command(installed: Mapping[str, str], repository: Path) -> None:
    done = Job(repository, installed, pad="$(touch gelukt); --fix `touch gelukt`").step("Regels controleren")
    assert done.returncode == 2
    assert not (repository / "gelukt").exists()


# ------------------------------------------------------------------------------------------------ GitLab


def gitlab(
    name: str, folder: Path, environment: Mapping[str, str], **variables: str
) -> subprocess.CompletedProcess[str]:
    job = TEMPLATE[name]
    base = TEMPLATE[job["extends"]]
    script = "\n".join([*base["before_script"], *job["script"]])
    given = {"CI_PROJECT_DIR": str(folder), **TEMPLATE["variables"], "REGELTAAL_PAKKET": str(ROOT), **variables}
    return subprocess.run(
        ["sh", "-e", "-c", script],  # noqa: S607 - as its runner does
        cwd=folder,
        env={**environment, **given},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", ["regeltaal-controleer", "regeltaal-opmaak", "regeltaal-test"])
def test_all_jobs_pass_for_good_rules(installed: Mapping[str, str], repository: Path, name: str) -> None:
    done = gitlab(name, repository, installed, REGELTAAL_PAD=PROJECT)
    assert done.returncode == 0, done.stdout + done.stderr
    for file in TEMPLATE[name].get("artifacts", {}).get("reports", {}).values():
        assert (repository / file).exists()


def test_a_wrong_rule_is_in_the_code_quality(installed: Mapping[str, str], repository: Path) -> None:
    (repository / PROJECT / "regels" / "verkeerd.regel").write_text(WRONG, encoding="utf-8")
    asked = {"REGELTAAL_PAD": PROJECT, "REGELTAAL_SINDS": "HEAD"}
    done = gitlab("regeltaal-controleer", repository, installed, **asked)
    assert done.returncode == 1, done.stderr
    report = TEMPLATE["regeltaal-controleer"]["artifacts"]["reports"]["codequality"]
    issues = json.loads((repository / report).read_text(encoding="utf-8"))
    (issue,) = (one for one in issues if one["severity"] == "critical")
    assert issue["location"]["path"] == f"{PROJECT}/regels/verkeerd.regel"
