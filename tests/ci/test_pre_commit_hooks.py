"""The hooks in a real git repository: pre-commit installs them from this checkout, and a commit runs them."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.ci.samples import GOOD

ROOT = Path(__file__).parent.parent.parent
SHIPPED = ("src", "grammar", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
"""What a clone of this checkout needs to be installed."""
Git = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def git(clean_environment: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Git:
    """Git, with the environments of pre-commit in a folder of their own."""
    if shutil.which("git") is None:
        pytest.skip("there is no git here")
    environment = {**clean_environment, "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit"))}

    def run(folder: Path, *arguments: str, program: str = "git") -> subprocess.CompletedProcess[str]:
        who = ["-c", "user.name=a", "-c", "user.email=a@voorbeeld.example"] if program == "git" else []
        command = [*([program] if program == "git" else [sys.executable, "-m", program]), *who, *arguments]
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)

    return run


@pytest.fixture(scope="module")
def hooks(git: Git, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This checkout as it is now, as a repository that pre-commit can clone."""
    folder = tmp_path_factory.mktemp("haken")
    for name in SHIPPED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    assert git(folder, "commit", "-q", "-m", "uitgave").returncode == 0
    return folder


@pytest.fixture(scope="module")
def office(git: Git, hooks: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of an office with its rules at the root, and the hooks in use."""
    folder = tmp_path_factory.mktemp("kantoor")
    (folder / "regels").mkdir()
    (folder / "regeltaal.toml").write_text('[project]\ndomein = "werkbonnen"\n', encoding="utf-8")
    (folder / "regels" / "goed.regel").write_text(GOOD, encoding="utf-8")
    revision = git(hooks, "rev-parse", "HEAD").stdout.strip()
    ids = ("regeltaal-controleer", "regeltaal-opmaak", "regeltaal-test")
    listed = "".join(f"      - id: {one}\n" for one in ids)
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {hooks.as_uri()}\n    rev: {revision}\n    hooks:\n{listed}", encoding="utf-8"
    )
    git(folder, "init", "-q")
    installed = git(folder, "install", "--install-hooks", program="pre_commit")
    assert installed.returncode == 0, installed.stdout + installed.stderr
    git(folder, "add", "-A")
    first = git(folder, "commit", "-m", "begin")
    assert first.returncode == 0, first.stdout + first.stderr
    return folder


def _commit(git: Git, folder: Path, name: str, text: str) -> subprocess.CompletedProcess[str]:
    """Tries to commit a rule file; whatever comes of it, the folder is as it was after that."""
    before = git(folder, "rev-parse", "HEAD").stdout
    (folder / "regels" / name).write_text(text, encoding="utf-8")
    git(folder, "add", "-A")
    done = git(folder, "commit", "-m", "wijziging")
    is_committed = git(folder, "rev-parse", "HEAD").stdout != before
    assert is_committed == (done.returncode == 0)
    git(folder, "reset", "-q", "--hard", before.strip())
    return done


def test_good_rules_are_committed(git: Git, office: Path) -> None:
    done = _commit(git, office, "ook goed.regel", GOOD.replace("Ruim op", "Ook").replace("zonder", "ook zonder"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "regeltaal controleer" in done.stdout + done.stderr


def test_a_wrong_rule_is_refused_with_our_message(git: Git, office: Path) -> None:
    done = _commit(git, office, "fout.regel", GOOD.replace("contract IS", "contrakt IS").replace("Ruim", "Fout"))
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert "regels/fout.regel:5:4: fout RT201: `contrakt` " in said
    assert "5 | EN contrakt IS LEEG\n  |    ^^^^^^^^" in said


def test_a_rule_that_breaks_another_file_is_refused(git: Git, office: Path) -> None:
    """The hook looks at the whole project: the file that changed is not the one that is wrong."""
    done = _commit(git, office, "goed.regel", GOOD.replace("Nabellen", "Bel na", 1))
    assert done.returncode == 1
    assert "regeltaal test" in done.stdout + done.stderr


def test_a_file_that_is_not_in_form_is_put_in_form_and_refused_once(git: Git, office: Path) -> None:
    done = _commit(
        git, office, "scheef.regel", GOOD.replace("Ruim op", "Scheef").replace("EN contract", "   EN   contract")
    )
    assert done.returncode == 1
    assert "files were modified by this hook" in done.stdout + done.stderr


def test_a_commit_without_rules_runs_none_of_the_hooks(git: Git, office: Path) -> None:
    (office / "notitie.md").write_text("niets met regels\n", encoding="utf-8")
    git(office, "add", "-A")
    done = git(office, "commit", "-m", "notitie")
    assert done.returncode == 0
    assert (done.stdout + done.stderr).count("Skipped") == 3
