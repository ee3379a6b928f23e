"""A new project: whole or not at all."""

from pathlib import Path

import pytest

from regeltaal.project.starting import IS_FILE, NOT_EMPTY, start, starters


@pytest.mark.parametrize("domain", starters())
def test_a_project_is_made(tmp_path: Path, domain: str) -> None:
    target = tmp_path / "diep" / "mijn project"
    assert start(target, domain) is None
    assert (target / "regeltaal.toml").is_file()
    assert [path.name for path in target.parent.iterdir()] == ["mijn project"]


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    assert start(tmp_path / "leeg", starters()[0]) is None
    assert (tmp_path / "leeg" / "gebeurtenissen.jsonl").is_file()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "brief.txt").write_text("van mij")
    assert NOT_EMPTY is start(tmp_path / "vol", starters()[0])
    assert [path.name for path in (tmp_path / "vol").iterdir()] == ["brief.txt"]
    assert IS_FILE is start(tmp_path / "vol" / "brief.txt", starters()[0])


def test_a_disk_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, data: bytes) -> int:
        del self, data
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        start(tmp_path / "nieuw", starters()[0])
    assert list(tmp_path.iterdir()) == []


def test_every_domain_that_comes_with_the_package_has_a_starter() -> None:
    assert {"boekhouding", "werkbonnen"} <= set(starters())
