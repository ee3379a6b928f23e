"""The package's public names: there when asked for, costing nothing until then."""

import subprocess
import sys

import pytest

import regeltaal


@pytest.mark.parametrize("name", regeltaal.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(regeltaal, name) is not None


def test_another_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="weg"):
        regeltaal.__getattr__("weg")


def test_importing_the_package_loads_no_stage() -> None:
    code = "import sys, regeltaal; print(*sorted({name.split('.')[1] for name in sys.modules if 'regeltaal.' in name}))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert found.stdout.strip() in {"", "base"}
