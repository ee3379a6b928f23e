"""Slips in regeltaal.toml that would silently do nothing: each is told, with what was probably meant."""

from pathlib import Path

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.pipeline import analyse

RULE = 'REGEL "a"\nWANNEER boeking aangemaakt\nDAN KEUR boeking goed\n'


def _problems(folder: Path, settings: str, patterns: str = '["regels/*.regel"]') -> list[Diagnostic]:
    (folder / "regels").mkdir(parents=True, exist_ok=True)
    (folder / "regels" / "a.regel").write_text(f"DOMEIN boekhouding\n{RULE}", encoding="utf-8")
    head = f'[project]\ndomein = "boekhouding"\nregels = {patterns}\n'
    (folder / "regeltaal.toml").write_text(head + settings, encoding="utf-8")
    return [one for one in analyse(folder).problems if one.span.source.path == "regeltaal.toml"]


def test_a_setting_of_a_known_connection_that_is_misspelled(tmp_path: Path) -> None:
    (found,) = _problems(tmp_path, '[koppelingen.mail]\nafzneder = "a@b.example"\nmap = "uit"\n')
    assert (found.code.id, found.advice()) == ("RT947", "Bedoelde u `afzender`?")
    assert [fix.edits[0].replacement for fix in found.fixes] == ["afzender"]


def test_a_connection_of_somebody_s_own_takes_any_setting(tmp_path: Path) -> None:
    assert _problems(tmp_path, '[koppelingen.planbord]\niets = "x"\n') == []


def test_a_module_that_the_domain_does_not_have(tmp_path: Path) -> None:
    (found,) = _problems(tmp_path, '[administraties."A"]\nmodules = ["Document management", "Purchase to play"]\n')
    assert (found.code.id, found.span.text) == ("RT988", '"Purchase to play"')
    assert found.advice() == "Bedoelde u `Purchase to pay`?"
    assert [fix.edits[0].replacement for fix in found.fixes] == ['"Purchase to pay"']


def test_a_pattern_that_matches_nothing_beside_one_that_does(tmp_path: Path) -> None:
    (found,) = _problems(tmp_path, "", '["regels/*.regel", "regles/*.regel"]')
    assert (found.code.id, found.span.text) == ("RT967", '"regles/*.regel"')
