"""A path that names a file of which there is nothing to check."""

from pathlib import Path

import pytest

from regeltaal.project.targets import targets


def _none(limit: int) -> bytes:
    raise AssertionError(limit)


@pytest.mark.parametrize(
    ("name", "code"), [("gebeurtenissen.jsonl", "RT989"), ("regels.csv", "RT989"), ("a.regel", None)]
)
def test_a_file_that_is_no_part_of_a_rule_set_is_told(tmp_path: Path, name: str, code: str | None) -> None:
    (tmp_path / "regeltaal.toml").write_text(
        '[project]\ndomein = "werkbonnen"\nregels = ["*.regel"]\n', encoding="utf-8"
    )
    (tmp_path / name).write_text("DOMEIN werkbonnen\n", encoding="utf-8")
    found = [one.code.id for target in targets((str(tmp_path / name),), _none) for one in target.opened.problems]
    assert ([code] if code else []) == [one for one in found if one == "RT989"]
