"""The domain of a project: found by its name or its path, with what stands in the way."""

from pathlib import Path

import pytest

from regeltaal.loading import load
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


def office(folder: Path, settings: str) -> list[tuple[str, str, str | None]]:
    """What is wrong with an administration of a bookkeeping project."""
    config = f'[project]\ndomein = "boekhouding"\n[administraties."Jansen BV"]\n{settings}\n'
    (folder / "regeltaal.toml").write_text(config, encoding="utf-8")
    return [(one.code.id, one.span.text, one.advice()) for one in analyse(folder).problems if one.is_error]


def test_an_administration_has_the_fields_of_the_domain(tmp_path: Path) -> None:
    good = 'bedrijfscode = "5610"\npremium = true\nvaluta = ["EUR", "USD"]\nkvk-nummer = "87654321"'
    assert office(tmp_path, good) == []
    facts = load(tmp_path).administrations["Jansen BV"].values
    assert facts["bedrijfscode"] == "5610"
    assert facts["premium"] is True
    assert facts["valuta"] == ("EUR", "USD")


def test_what_is_no_field_of_an_administration_is_pointed_at(tmp_path: Path) -> None:
    assert office(tmp_path, "tagz = []") == [("RT947", "tagz", "Bedoelde u `tags`?")]
    assert office(tmp_path, 'bedrijfskode = "1"') == [("RT947", "bedrijfskode", "Bedoelde u `bedrijfscode`?")]


def test_a_value_that_is_not_of_the_kind_of_its_field_is_pointed_at(tmp_path: Path) -> None:
    assert [one[:2] for one in office(tmp_path, 'premium = "misschien"')] == [("RT990", '"misschien"')]
    assert [one[:2] for one in office(tmp_path, 'bedrijfscode = ["1"]')] == [("RT990", '["1"]')]
