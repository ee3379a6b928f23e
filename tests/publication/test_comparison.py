"""How two versions differ: each part once, by the name that a reader knows it by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regeltaal.base.node import evolve
from regeltaal.publication.change import Change, change_in, concerned
from regeltaal.publication.comparison import compare, differing_texts
from regeltaal.publication.version import NOTHING, Version, version_in

HEAD = "DOMEIN proef\n"
ONE = 'REGEL "een" WANNEER bon bijgewerkt DAN ZET notitie = "1"\n'
TWO = 'REGEL "twee" WANNEER bon bijgewerkt DAN ZET notitie = "2"\n'
THREE = 'REGEL "drie" WANNEER bon bijgewerkt DAN ZET notitie = "3"\n'
JANSEN = f'{HEAD}ADMINISTRATIE "Jansen BV"\n'
BASE = Version(
    '[project]\ndomein = "proef"\n', {"a.regel": HEAD + ONE + TWO}, {"x.txt": "Dag"}, "proef.domein", "DOMEIN proef\n"
)


def with_rules(**files: str) -> Version:
    """Other files, by name without suffix."""
    return evolve(BASE, rules={f"{name}.regel": text for name, text in files.items()})


def told(*changes: Change) -> list[str]:
    """`gewijzigd regel een`, with the levels it concerns where that is more than the environment."""
    return [
        " ".join(
            [
                one.difference.value,
                one.part.value,
                one.name,
                *(str(level) for level in one.concerns if one.concerns != (None,)),
            ]
        )
        for one in changes
    ]


@pytest.mark.parametrize(
    ("new", "changes"),
    [
        (BASE, []),
        (with_rules(a=(HEAD + ONE + TWO).replace("\n", "\r\n")), []),
        (with_rules(a=HEAD + ONE.replace('"1"', '"9"') + TWO), ["gewijzigd regel een"]),
        (with_rules(a=HEAD + ONE), ["verwijderd regel twee"]),
        (with_rules(a=HEAD + ONE + TWO + THREE), ["toegevoegd regel drie"]),
        (with_rules(a=HEAD + TWO + ONE), ["verplaatst regel twee"]),
        (with_rules(a=HEAD + ONE, b=HEAD + TWO), ["verplaatst regel twee"]),
        (with_rules(z=HEAD + ONE + TWO), ["verplaatst regel een", "verplaatst regel twee"]),
        (with_rules(a=HEAD + "# let op\n" + ONE + TWO), ["gewijzigd bestand a.regel"]),
        (with_rules(a=HEAD + ONE + TWO, b=HEAD), ["toegevoegd bestand b.regel"]),
        (with_rules(), ["verwijderd regel een", "verwijderd regel twee"]),
        (
            with_rules(a=HEAD + ONE.replace('"een"', '"nieuw" VOORHEEN "een"') + TWO),
            ["hernoemd regel nieuw"],
        ),
        (
            with_rules(a=HEAD + ONE.replace('"een"', '"nieuw"') + TWO),
            ["toegevoegd regel nieuw", "verwijderd regel een"],
        ),
        (
            with_rules(a=JANSEN + ONE + TWO),
            [
                "toegevoegd regel een Jansen BV",
                "toegevoegd regel twee Jansen BV",
                "verwijderd regel een",
                "verwijderd regel twee",
            ],
        ),
        (
            with_rules(
                a=HEAD
                + 'LIJST l = "a"\nDEFINITIE d BIJ bon = notitie = "x"\n'
                + 'TEST "t" WANNEER bon bijgewerkt VERWACHT REGEL "een"\n'
                + ONE
                + TWO
            ),
            ["toegevoegd lijst l", "toegevoegd definitie d", "toegevoegd test t"],
        ),
        (evolve(BASE, templates={"y.txt": "Dag"}), ["verwijderd sjabloon x.txt", "toegevoegd sjabloon y.txt"]),
        (evolve(BASE, templates={"x.txt": "Hoi"}), ["gewijzigd sjabloon x.txt"]),
        (evolve(BASE, domain="DOMEIN proef\nOBJECT x\n"), ["gewijzigd domein proef.domein"]),
        (
            evolve(BASE, settings=BASE.settings + '[administraties.A]\nabonnement = "Basis"\n[gebruikers.x]\n'),
            ["toegevoegd instelling administraties.A.abonnement", "toegevoegd rechten gebruikers.x"],
        ),
        (
            evolve(BASE, settings=BASE.settings + '[opslag]\nurl = "sqlite:///x.db"\n[koppelingen.mail]\nmap = "x"\n'),
            [],
        ),
    ],
)
def test_what_differs(new: Version, changes: list[str]) -> None:
    assert told(*compare(BASE, new)) == changes
    assert not set(told(*compare(new, new)))


def test_a_setting_shows_what_it_was_and_what_it_is() -> None:
    new = evolve(BASE, settings='[project]\ndomein = "anders"\n')
    (change,) = compare(BASE, new)
    assert (change.name, change.was, change.now) == ("project.domein", '"proef"', '"anders"')


def test_a_moved_rule_shows_its_files_and_both_levels() -> None:
    old = with_rules(a=HEAD + ONE, b=JANSEN)
    (added, removed) = compare(old, with_rules(a=HEAD, b=JANSEN + ONE))
    assert (added.path, removed.path, concerned([added, removed])) == ("b.regel", "a.regel", (None, "Jansen BV"))
    (moved,) = compare(with_rules(a=JANSEN + ONE), with_rules(b=JANSEN + ONE))
    assert (moved.was, moved.now, moved.concerns) == ("a.regel", "b.regel", ("Jansen BV",))


def test_a_used_file_concerns_who_uses_it() -> None:
    def files(word: str) -> Version:
        return with_rules(
            lijst=f'{JANSEN}LIJST l = "{word}"\n',
            tussen='DOMEIN proef\nGEBRUIK "lijst.regel"\n',
            a='DOMEIN proef\nGEBRUIK "tussen.regel"\n',
        )

    (change,) = compare(files("a"), files("b"))
    assert change.concerns == ("Jansen BV", None)


def test_the_first_version_tells_its_rules_and_rights_and_no_settings() -> None:
    first = evolve(BASE, settings=BASE.settings + '[gebruikers."p.smit"]\nrollen = []\n')
    assert told(*compare(NOTHING, first)) == [
        "toegevoegd regel een",
        "toegevoegd regel twee",
        "toegevoegd sjabloon x.txt",
        "toegevoegd rechten gebruikers.p.smit.rollen",
    ]


def test_a_version_and_its_changes_survive_the_store() -> None:
    assert version_in(BASE.to_data()) == BASE
    for change in compare(BASE, with_rules(a=JANSEN + ONE)):
        assert change_in(change.to_data()) == change


def test_differing_texts_are_those_that_differ() -> None:
    new = evolve(with_rules(a=HEAD + ONE, b=HEAD), templates={})
    assert [path for path, _, _ in differing_texts(BASE, new)] == ["a.regel", "b.regel", "sjabloon x.txt"]


_RULES = st.lists(st.sampled_from([ONE, TWO, THREE]), unique=True, max_size=3).map(lambda rules: HEAD + "".join(rules))
_FILES = st.dictionaries(st.sampled_from(["a.regel", "b.regel"]), _RULES, max_size=1)


@given(_FILES, _FILES)
def test_versions_differ_where_their_texts_do_and_back_again(old: dict[str, str], new: dict[str, str]) -> None:
    there, back = (
        compare(evolve(BASE, rules=one), evolve(BASE, rules=other)) for one, other in ((old, new), (new, old))
    )
    assert bool(there) == bool(back) == (old != new)
    opposite = {"toegevoegd": "verwijderd", "verwijderd": "toegevoegd"}
    assert {(opposite.get(one.difference.value), one.name) for one in there if one.difference.value in opposite} == {
        (one.difference.value, one.name) for one in back if one.difference.value in opposite
    }
