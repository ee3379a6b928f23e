"""Who may publish what: users by levels of change, by the rights that were published last."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from regeltaal.pipeline import analyse
from regeltaal.publication.problems import PublicationError
from regeltaal.publishing import proposal
from regeltaal.runtime.store import Store

if TYPE_CHECKING:
    from tests.publication.conftest import Office

Changing = Callable[["Office"], object]


def _change_both(office: "Office") -> None:
    office.change("regels/jansen.regel", '"Jansen"', '"J."')
    office.change("regels/pietersen.regel", '"Pietersen"', '"P."')


CHANGES: dict[str, Changing] = {
    "a rule of the environment": lambda o: o.change("regels/a.regel", '"een"\n', '"anders"\n'),
    "a rule removed from the environment": lambda o: o.change("regels/a.regel", 'REGEL "twee"', '# REGEL "twee"'),
    "a comment in a file of the environment": lambda o: o.change("regels/a.regel", "DOMEIN proef", "DOMEIN proef # x"),
    "a rule of Jansen": lambda o: o.change("regels/jansen.regel", '"Jansen"', '"J."'),
    "a new file of Jansen": lambda o: o.write(
        "regels/j2.regel",
        'DOMEIN proef\nADMINISTRATIE "Jansen BV"\nREGEL "r" WANNEER bon bijgewerkt DAN ZET notitie = "r"\n',
    ),
    "the file of Jansen removed": lambda o: (o.folder / "regels/jansen.regel").unlink(),
    "a rule of Pietersen": lambda o: o.change("regels/pietersen.regel", '"Pietersen"', '"P."'),
    "rules of Jansen and Pietersen": _change_both,
    "a file that Jansen makes one of Pietersen": lambda o: o.change(
        "regels/jansen.regel", 'ADMINISTRATIE "Jansen BV"', 'ADMINISTRATIE "Pietersen BV"'
    ),
    "a file that Jansen makes one of the environment": lambda o: o.change(
        "regels/jansen.regel", 'ADMINISTRATIE "Jansen BV"\n', ""
    ),
    "a template": lambda o: o.write("sjablonen/Bedankt.txt", "Onderwerp: Dank\n\nDank u wel.\n"),
    "the domain": lambda o: o.change("proef.domein", "GEBEURTENIS", "  VELD extra: tekst\nGEBEURTENIS"),
    "a setting": lambda o: o.change("regeltaal.toml", '["horeca"]', '["bouw"]'),
    "rights": lambda o: o.change(
        "regeltaal.toml", '[gebruikers."kijker"]', '[gebruikers."kijker"]\nrollen = ["kantoor"]'
    ),
    "no users at all any more": lambda o: o.write(
        "regeltaal.toml", o.read("regeltaal.toml").partition("[rollen.beheerder]")[0]
    ),
}
EVERYONE = ("p.smit", "j.jansen", "allebei", "kijker", "onbekende")
ALLOWED = {
    "a rule of Jansen": {"p.smit", "j.jansen", "allebei"},
    "a new file of Jansen": {"p.smit", "j.jansen", "allebei"},
    "the file of Jansen removed": {"p.smit", "j.jansen", "allebei"},
    "a rule of Pietersen": {"p.smit", "allebei"},
    "rules of Jansen and Pietersen": {"p.smit", "allebei"},
    "a file that Jansen makes one of Pietersen": {"p.smit", "allebei"},
}
"""What is not here is for the environment alone."""


@pytest.mark.parametrize("who", EVERYONE)
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_published_by_who_may(office: "Office", store: Store, change: str, who: str) -> None:
    office.publish("p.smit", store=store)
    CHANGES[change](office)
    if who in ALLOWED.get(change, {"p.smit"}):
        assert office.publish(who, store=store).number == 2
        return
    with pytest.raises(PublicationError) as caught:
        office.publish(who, store=store)
    assert caught.value.code.id == ("RT981" if who == "onbekende" else "RT980")
    assert [one.number for one in store.publications()] == [1]


def test_a_file_that_the_environment_uses_is_no_longer_of_its_administration_alone(
    office: "Office", store: Store
) -> None:
    """Lists of Jansen, used by a rule for everyone, through a file in between: changing them changes that rule."""
    office.write("regels/lijst.regel", 'DOMEIN proef\nADMINISTRATIE "Jansen BV"\nLIJST woorden = "a"; "b"\n')
    office.write("regels/tussen.regel", 'DOMEIN proef\nGEBRUIK "lijst.regel"\n')
    office.publish("p.smit", store=store)
    office.change("regels/lijst.regel", '"a"; "b"', '"c"')
    with pytest.raises(PublicationError) as caught:
        office.publish("j.jansen", store=store)
    assert "regels van de omgeving (`woorden`)" in caught.value.reason.nl
    assert office.publish("p.smit", store=store).number == 2


# ---------------------------------------------------------------- whose rights count


def test_rights_that_someone_writes_into_regeltaal_toml_do_not_count(office: "Office", store: Store) -> None:
    office.publish("p.smit", store=store)
    office.change(
        "regeltaal.toml",
        '[gebruikers."j.jansen"]\nrollen = ["kantoor"]',
        '[gebruikers."j.jansen"]\nrollen = ["beheerder"]',
    )
    office.change("regels/a.regel", '"een"\n', '"van mij"\n')
    with pytest.raises(PublicationError) as caught:
        office.publish("j.jansen", store=store)
    assert caught.value.code.id == "RT980"
    office.publish("p.smit", store=store)
    office.change("regels/a.regel", '"van mij"\n', '"nu wel"\n')
    assert office.publish("j.jansen", store=store).number == 3


def test_users_that_someone_throws_out_of_regeltaal_toml_still_count(office: "Office", store: Store) -> None:
    office.publish("p.smit", store=store)
    CHANGES["no users at all any more"](office)
    office.change("regels/a.regel", '"een"\n', '"van mij"\n')
    for who in ("j.jansen", "wie dan ook"):
        with pytest.raises(PublicationError):
            office.publish(who, store=store)
    assert office.publish("p.smit", store=store).number == 2
    assert office.publish("wie dan ook", store=store).number == 3, "rights are out of use by now"


def test_the_first_publication_brings_the_rights_in_by_who_has_them(office: "Office", store: Store) -> None:
    for who in ("j.jansen", "onbekende"):
        with pytest.raises(PublicationError):
            office.publish(who, store=store)
    assert office.publish("p.smit", store=store).by == "p.smit"


def test_rights_may_come_later(office: "Office", store: Store) -> None:
    with_users = office.read("regeltaal.toml")
    CHANGES["no users at all any more"](office)
    assert office.publish("wie dan ook", store=store).number == 1
    office.write("regeltaal.toml", with_users)
    with pytest.raises(PublicationError):
        office.publish("j.jansen", store=store)
    assert office.publish("p.smit", store=store).number == 2


def test_a_refusal_names_what_and_which_right_and_who_has_it(office: "Office", store: Store) -> None:
    office.publish("p.smit", store=store)
    CHANGES["rules of Jansen and Pietersen"](office)
    CHANGES["rights"](office)
    with pytest.raises(PublicationError) as caught:
        office.publish("j.jansen", store=store)
    assert caught.value.reason.nl == (
        "`j.jansen` mag dit niet publiceren: gebruikers en rechten (`gebruikers.kijker`, `gebruikers.kijker.rollen`), "
        "daarvoor is het recht `Pagina's | Omgeving | Automatisering` nodig; regels van `Pietersen BV` "
        "(`van Pietersen`), daarvoor is het recht `Pagina's | Administratie | Automatisering` nodig"
    )
    assert caught.value.hint is not None
    assert "`p.smit`" in caught.value.hint.nl
    assert proposal(analyse(office.folder), store).judge.refused("j.jansen", ()) == ()


@pytest.mark.parametrize("change", ["a rule of Jansen", "rules of Jansen and Pietersen", "a template"])
def test_a_refusal_names_everybody_who_may(office: "Office", store: Store, change: str) -> None:
    office.publish("p.smit", store=store)
    CHANGES[change](office)
    with pytest.raises(PublicationError) as caught:
        office.publish("kijker", store=store)
    allowed = ALLOWED.get(change, {"p.smit"})
    assert caught.value.hint is not None
    assert f"({', '.join(f'`{name}`' for name in sorted(allowed))})" in caught.value.hint.nl
