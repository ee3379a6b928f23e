"""Where the programs of others are that read what we write, and an environment to install regeltaal in."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.ci.samples import check, lay_out, project_codes

from regeltaal.base.diagnostic import Code
from regeltaal.checking import Checked

NODE = "REGELTAAL_TEST_NODE"
ROOT = Path(__file__).parent.parent.parent
_OF_THIS_RUN = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "FORCE_COLOR", "REGELTAAL_TAAL")


@pytest.fixture(scope="session")
def node() -> Path:
    """The folder in which `.ci/run` installs packages of npm."""
    folder = Path(os.environ.get(NODE, ""), "node_modules")
    if NODE not in os.environ or not folder.is_dir():
        pytest.skip(f"{NODE} names no folder with packages of npm; `.ci/run` has one")
    return folder


@pytest.fixture(scope="session")
def wrong_samples(tmp_path_factory: pytest.TempPathFactory) -> Mapping[Code, Checked]:
    """What is found in the wrong sample of each code."""
    return {code: check(lay_out(code.wrong, tmp_path_factory.mktemp(code.id))) for code in project_codes()}


@pytest.fixture(scope="session")
def clean_environment(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """That of a machine on which nobody has worked before: no settings of git, no hook that is being run."""
    home = tmp_path_factory.mktemp("home")
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in _OF_THIS_RUN and not name.startswith(("GIT_", "GITHUB_", "PRE_COMMIT"))
    }
    return kept | {
        "HOME": str(home),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_CONSTRAINT": str(ROOT / "constraints.txt"),
        "PIP_CACHE_DIR": str(_cache_of_pip()),
    }


def _cache_of_pip() -> Path:
    """That of the user: what is there is not fetched again."""
    return Path(os.environ.get("PIP_CACHE_DIR", Path.home() / ".cache" / "pip"))


@pytest.fixture(scope="session")
def fresh_python(tmp_path_factory: pytest.TempPathFactory, clean_environment: Mapping[str, str]) -> Mapping[str, str]:
    """An environment whose `python` has nothing installed yet."""
    folder = tmp_path_factory.mktemp("python")
    subprocess.run([sys.executable, "-m", "venv", folder], env=dict(clean_environment), check=True)
    return {**clean_environment, "PATH": f"{folder / 'bin'}{os.pathsep}{clean_environment['PATH']}"}
