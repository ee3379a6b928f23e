"""The domain of a project: found by its name or its path, with what stands in the way."""

from pathlib import Path

import pytest

from regeltaal.pipeline import analyse

RULE = 'REGEL "a"\nWANNEER werkbon aangemaakt\nDAN ZET commentaar = "nieuw"\n'


def problems(folder: Path, config: str) -> list[tuple[str, str | None]]:
    (folder / "regels").mkdir()
    (folder / "regels" / "a.regel").write_text(f"DOMEIN werkbonnen\n{RULE}", encoding="utf-8")
    (folder / "regeltaal.toml").write_text(config, encoding="utf-8")
    return [(problem.code.id, problem.advice()) for problem in analyse(folder).problems]


def test_a_folder_is_no_domain(tmp_path: Path) -> None:
    (tmp_path / "eigen.domein").mkdir()
    found = problems(tmp_path, '[project]\ndomein = "eigen.domein"\n')
    assert [code for code, _ in found] == ["RT942"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [("werkbonen", "Bedoelde u `werkbonnen`?"), ("iets anders", "Bekend zijn: `boekhouding`, `werkbonnen`.")],
)
def test_an_unknown_domain_is_told_with_the_known_ones(tmp_path: Path, name: str, hint: str) -> None:
    assert problems(tmp_path, f'[project]\ndomein = "{name}"\n') == [("RT950", hint)]


def test_a_loose_file_names_its_domain(tmp_path: Path) -> None:
    (tmp_path / "los.regel").write_text(RULE, encoding="utf-8")
    assert [problem.code.id for problem in analyse(tmp_path / "los.regel").problems] == ["RT953"]


def test_values_are_added_to_an_open_list_only(tmp_path: Path) -> None:
    head = '[project]\ndomein = "werkbonnen"\n'
    found = problems(tmp_path, f'{head}[open_keuzes.werkstatsu]\nwaarden = ["Uitgevoerd"]\n')
    assert found == [("RT956", "Bedoelde u `werkstatus`?")]
