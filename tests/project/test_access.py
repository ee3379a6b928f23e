"""`[gebruikers]` and `[rollen]`: who may what, and what is wrong with them."""

import pytest

from regeltaal.base.source import Source
from regeltaal.project.access.model import Access, Right, right_named
from regeltaal.project.config import read_config

HEAD = '[project]\ndomein = "werkbonnen"\n[administraties.A]\n[administraties.B]\n'
ALL = 'rechten = ["Pagina\'s | Omgeving | Automatisering"]\n'
SOME = 'rechten = ["Pagina\'s | Administratie | Automatisering"]\n'
BOSS = f"[gebruikers.baas]\n{ALL}"


def read(text: str) -> tuple[Access, list[str]]:
    found = read_config(Source("regeltaal.toml", HEAD + text))
    assert found.config is not None
    return found.config.access, [one.code.id for one in found.problems.sorted()]


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("", {None, "A", "B"}),
        (BOSS, set()),
        (f"[gebruikers.x]\n{ALL}", {None, "A", "B"}),
        (BOSS + f'[gebruikers.x]\n{SOME}administraties = ["A"]\n', {"A"}),
        (BOSS + f'[gebruikers.x]\nrollen = ["a"]\n[rollen.a]\n{SOME}administraties = ["A"]\n', {"A"}),
        (
            BOSS
            + f'[gebruikers.x]\nadministraties = ["B"]\nrollen = ["a"]\n[rollen.a]\n{SOME}administraties = ["A"]\n',
            {"A", "B"},
        ),
        (
            BOSS + f'[gebruikers.x]\nrollen = ["a", "b"]\n[rollen.a]\nadministraties = ["A"]\n[rollen.b]\n{SOME}',
            {"A"},
        ),
        (BOSS + '[gebruikers.x]\nadministraties = ["A"]\n', set()),
    ],
)
def test_what_someone_may_change(text: str, may: set[str | None]) -> None:
    access, problems = read(text)
    assert {level for level in (None, "A", "B") if access.may_change("x", level)} == may
    assert problems == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (BOSS + '[gebruikers.x]\nrechten = ["Omgeving"]\n', ["RT957"]),
        (BOSS + '[gebruikers.x]\nrollen = ["weg"]\n', ["RT958"]),
        (BOSS + f'[gebruikers.x]\n{SOME}administraties = ["C"]\n', ["RT959"]),
        (f'[gebruikers.x]\n{SOME}administraties = ["A"]\n', ["RT960"]),
        (BOSS + f"[gebruikers.x]\n{SOME}", ["RT961"]),
        (BOSS + "[gebruikers.x]\nrecht = []\n", ["RT947"]),
        (BOSS + "[rollen.x]\nrecht = []\n", ["RT947"]),
        (BOSS + '[gebruikers.x]\nrechten = "alles"\n', ["RT948"]),
    ],
)
def test_what_is_wrong_with_rights(text: str, codes: list[str]) -> None:
    assert read(text)[1] == codes


def test_users_that_are_no_heading() -> None:
    found = read_config(Source("regeltaal.toml", 'gebruikers = "iedereen"\n[project]\ndomein = "werkbonnen"\n'))
    assert [one.code.id for one in found.problems.sorted()] == ["RT948"]


def test_a_user_who_is_not_listed_may_nothing() -> None:
    access, _ = read(BOSS)
    assert not any(access.may_change("niemand", level) for level in (None, "A"))
    assert access.keepers == ("baas",)


@pytest.mark.parametrize(
    "name",
    [
        "Pagina's | Omgeving | Automatisering",
        "pagina’s|omgeving|automatisering",
        "  PAGINA'S |  Omgeving | automatisering ",
    ],
)
def test_a_right_is_known_however_it_is_typed(name: str) -> None:
    assert right_named(name) is Right.ENVIRONMENT


def test_users_are_no_part_of_what_rules_do() -> None:
    plain, with_users = (read_config(Source("regeltaal.toml", HEAD + text)).config for text in ("", BOSS))
    assert plain is not None
    assert with_users is not None
    assert plain.meaning == with_users.meaning


def test_only_what_was_published_is_yes_or_no() -> None:
    wrong = read_config(Source("regeltaal.toml", '[project]\ndomein = "werkbonnen"\nalleen_gepubliceerd = "ja"\n'))
    assert [one.code.id for one in wrong.problems.sorted()] == ["RT948"]
