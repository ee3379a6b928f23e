"""What packages offer is found as `importlib.metadata` finds it."""

import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from regeltaal.base import plugins
from regeltaal.base.plugins import Plugin

GROUP = "regeltaal.proef"


def install(folder: Path, package: str, text: str) -> None:
    info = folder / f"{package}.dist-info"
    info.mkdir(parents=True)
    name, _, version = package.partition("-")
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (info / "entry_points.txt").write_text(text)


def asked(group: str) -> set[tuple[str, str]]:
    return {(one.name, one.value) for one in entry_points(group=group)}


@pytest.mark.parametrize("group", ["console_scripts", "pytest11", "regeltaal.actions", "regeltaal.domains", "geen"])
def test_it_is_what_the_standard_library_finds(group: str) -> None:
    found = {(one.name, one.place) for one in plugins.installed(group)}
    assert found == {(name, value.partition("[")[0].strip()) for name, value in asked(group)}


def test_of_a_package_that_is_there_twice_the_first_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path / "a", "verven-2.0", f"[x]\ny = z:Z\n\n[{GROUP}]\n# niet = a:b\nverf = nieuw:NIEUW\n")
    install(tmp_path / "b", "Verven-1.0", f"[{GROUP}]\nverf = oud:OUD\n")
    install(tmp_path / "b", "lak-1.0", f"[{GROUP}]\nlak=lak:LAK [extra]\nverf = lak:VERF\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "a"), str(tmp_path / "b")])
    assert plugins.installed(GROUP) == (
        Plugin("lak", "lak:LAK"),
        Plugin("verf", "lak:VERF"),
        Plugin("verf", "nieuw:NIEUW"),
    )
    assert plugins.installed(GROUP, "lak") == (Plugin("lak", "lak:LAK"),)


def test_the_shipped_ones_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "verven-2.0", f"[{GROUP}]\nverf = aaa:A\n")
    install(tmp_path, "regeltaal-1.0", f"[{GROUP}]\nverf = regeltaal.base.version:__version__\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert [one.is_shipped for one in plugins.installed(GROUP)] == [True, False]


def test_another_way_of_finding_packages_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    class Finder:
        @staticmethod
        def find_spec(*_: object) -> None:
            return None

        @staticmethod
        def find_distributions(*_: object) -> list[object]:
            return []

    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder])
    assert {one.name for one in plugins.installed("regeltaal.domains")} >= {"werkbonnen", "boekhouding"}


def test_what_is_offered_is_loaded() -> None:
    from regeltaal.base.version import __version__  # noqa: PLC0415 - what is compared

    assert Plugin("v", "regeltaal.base.version:__version__").load() == __version__
    assert getattr(Plugin("v", "regeltaal.base.version").load(), "__version__", None) == __version__
