"""Publishing into the store: what is kept, going back, running a version, and two at the same time."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest

from regeltaal.base.node import evolve
from regeltaal.loading import load
from regeltaal.pipeline import analyse
from regeltaal.project.model import Project
from regeltaal.publication.problems import PublicationError
from regeltaal.publication.version import version_in
from regeltaal.publishing import (
    Author,
    Proposal,
    check_published,
    find_publication,
    proposal,
    publish,
    published_rules,
    way_back,
)
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import Publication, open_store
from regeltaal.runtime.store import Store
from regeltaal.runtime.store_tables import metadata
from regeltaal.values.value import Ref

if TYPE_CHECKING:
    from tests.publication.conftest import Office

NOON = datetime(2027, 3, 12, 11, 0, tzinfo=UTC)
NOTE = Ref("Jansen BV", "bon", "B1")


def project_of(office: "Office") -> Project:
    project = analyse(office.folder).project
    assert project is not None
    return project


def back(office: "Office", store: Store, number: int | None = None, who: str = "p.smit") -> Publication:
    proposed = way_back(project_of(office), store, number)
    return publish(store, proposed, Author(who, "machine"), "terug", store.publications()[-1].moment)


def outcome(rules: RuleSet) -> object:
    """What an event comes to: the rules with their reasons and actions, and the record that is stored."""
    event = {
        "id": "e1",
        "moment": "2027-03-12T10:00:00+01:00",
        "gebeurtenis": "bon bijgewerkt",
        "administratie": "Jansen BV",
        "record": {"nummer": "B1"},
    }
    with Engine(rules) as engine:
        found = engine.process(event).to_json() | {"versie": None}
        with engine.store.look() as unit:
            return found, unit.load(NOTE)


# ---------------------------------------------------------------- what is kept


def test_a_publication_keeps_who_when_what_and_every_text(office: "Office", store: Store) -> None:
    office.write("sjablonen/Dank u.txt", "Dank u.\r\n")
    made = office.publish("p.smit", "het begin", store)
    assert store.publication() == made
    assert (made.number, made.by, made.account, made.message) == (1, "p.smit", "machine", "het begin")
    assert (made.digest, made.engine_version != "") == (load(office.folder).digest, True)
    version = version_in(made.texts)
    assert version.rules == {name: office.read(name) for name in sorted(version.rules)}
    assert version.settings == office.read("regeltaal.toml")
    assert version.domain == office.read("proef.domein")
    assert version.templates == {"Dank u.txt": "Dank u.\r\n"}
    assert [change["naam"] for change in made.changes if change["soort"] == "regel"] == [
        "een",
        "twee",
        "van Jansen",
        "van Pietersen",
    ]


def test_only_what_differs_from_the_last_version_is_told(office: "Office", store: Store) -> None:
    office.publish(store=store)
    office.change("regels/a.regel", '"een"\n', '"1"\n')
    assert [(one["wijziging"], one["naam"]) for one in office.publish(store=store).changes] == [("gewijzigd", "een")]
    assert proposal(analyse(office.folder), store).changes == ()


def test_a_project_with_errors_is_not_published(office: "Office", store: Store) -> None:
    office.change("regels/a.regel", "notitie =", "notite =")
    with pytest.raises(ValueError, match="errors"):
        office.publish(store=store)
    assert store.publications() == ()


def test_nothing_is_kept_when_the_transaction_fails(office: "Office", store: Store) -> None:
    made = office.publish(store=store)

    def add_and_fail() -> None:
        with store.transaction() as unit:
            unit.publications.add(made)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add_and_fail()
    assert [one.number for one in store.publications()] == [1]


# ---------------------------------------------------------------- back


def test_going_back_restores_what_the_rules_did_to_the_byte(office: "Office", store: Store) -> None:
    first = office.publish(store=store)
    before = outcome(load(office.folder))
    office.change("regels/a.regel", '"een"\n', '"anders"\n')
    office.change("regels/jansen.regel", "PRIORITEIT 90", "PRIORITEIT 1")
    office.change(
        "proef.domein", "VELD notitie: tekst WIJZIGBAAR", "VELD notitie: tekst WIJZIGBAAR\n  VELD meer: tekst"
    )
    office.publish(store=store)
    assert outcome(load(office.folder)) != before
    restored = back(office, store)
    assert (restored.number, restored.returns_to, restored.digest, restored.texts) == (3, 1, first.digest, first.texts)
    rules = published_rules(project_of(office), restored)
    assert (rules.digest, rules.publication) == (first.digest, 3)
    assert outcome(rules) == before


def test_history_is_never_rewritten(office: "Office", store: Store) -> None:
    made = [office.publish(store=store)]
    for word in ("b", "c"):
        office.change("regels/jansen.regel", 'notitie = "', f'notitie = "{word}')
        made.append(office.publish(store=store))
    for number in (4, 5):
        made.append(back(office, store))
        assert made[-1].number == number
    assert [one.returns_to for one in made] == [None, None, None, 2, 1], "going back twice goes back further"
    assert [evolve(one, texts={}) for one in made] == list(store.publications())
    assert back(office, store, 3).returns_to == 3


def test_going_back_needs_the_same_rights(office: "Office", store: Store) -> None:
    office.publish(store=store)
    office.change("regels/a.regel", '"een"\n', '"anders"\n')
    office.publish(store=store)
    with pytest.raises(PublicationError) as caught:
        back(office, store, who="j.jansen")
    assert caught.value.code.id == "RT980"
    office.change("regels/jansen.regel", '"Jansen"', '"J."')
    office.publish("j.jansen", store=store)
    assert back(office, store, who="j.jansen").returns_to == 2


def test_an_older_version_brings_back_its_rights_only_by_who_may(office: "Office", store: Store) -> None:
    office.publish(store=store)
    office.change("regeltaal.toml", '[gebruikers."j.jansen"]\nrollen = ["kantoor"]', '[gebruikers."j.jansen"]')
    office.publish(store=store)
    with pytest.raises(PublicationError):
        back(office, store, who="j.jansen")
    back(office, store)
    office.change("regeltaal.toml", '[gebruikers."j.jansen"]', '[gebruikers."j.jansen"]\nrollen = ["kantoor"]')
    office.change("regels/jansen.regel", '"Jansen"', '"J."')
    assert office.publish("j.jansen", store=store).number == 4


def test_what_is_not_there_can_not_be_gone_back_to(office: "Office", store: Store) -> None:
    def code(number: int | None) -> str:
        with pytest.raises(PublicationError) as caught:
            way_back(project_of(office), store, number)
        return caught.value.code.id

    assert code(None) == "RT984"
    office.publish(store=store)
    assert (code(None), code(7)) == ("RT986", "RT983")


# ---------------------------------------------------------------- running a version


def test_a_run_names_the_publication_it_used(office: "Office", store: Store) -> None:
    event = {"gebeurtenis": "bon bijgewerkt", "administratie": "Jansen BV", "record": {"nummer": "B1"}}
    versions = []
    for number in ("e1", "e2", "e3"):
        with Engine(load(office.folder), office.url) as engine:
            versions.append(engine.process({"id": number, **event}).to_json()["versie"])
        if number == "e1":
            office.publish(store=store)
        if number == "e2":
            office.change("regels/jansen.regel", '"Jansen"', '"J."')
    digest = load(office.folder).digest[:12]
    assert versions == [find_publication(store, 1).digest[:12], 1, digest]
    assert [one.publication for one in store.events()] == [None, 1, None]


def test_a_version_runs_from_the_store_whatever_the_folder_holds(office: "Office", store: Store) -> None:
    project, url = project_of(office), office.url
    office.publish(store=store)
    (office.folder / "proef.domein").unlink()
    shutil.rmtree(office.folder / "regels")
    rules = published_rules(project, find_publication(store, None))
    with Engine(rules, url) as engine:
        event = {"id": "e1", "gebeurtenis": "bon bijgewerkt", "administratie": "Jansen BV", "record": {"nummer": "B1"}}
        assert engine.process(event).to_json()["versie"] == 1
        with engine.store.look() as unit:
            assert unit.load(NOTE) == {"nummer": "B1", "notitie": "een"}


def test_a_version_uses_the_store_and_connections_of_now(office: "Office", store: Store) -> None:
    office.publish(store=store)
    settings = office.read("regeltaal.toml")
    office.write(
        "regeltaal.toml", settings + '[koppelingen.mail]\nmap = "nieuw"\n[opslag]\nurl = "sqlite:///regeltaal.db"\n'
    )
    project = project_of(office)
    rules = published_rules(project, find_publication(store, 1))
    assert rules.settings["mail"]["map"] == "nieuw"
    assert proposal(analyse(office.folder), store).changes == ()


def test_a_version_that_has_errors_by_now_does_not_run(office: "Office", store: Store) -> None:
    made = office.publish(store=store)
    texts = {**made.texts, "regels": {"regels/a.regel": 'DOMEIN proef\nREGEL "x" WANNEER iets anders DAN\n'}}
    with pytest.raises(PublicationError) as caught:
        published_rules(project_of(office), evolve(made, texts=texts))
    assert caught.value.code.id == "RT987"
    assert "regels/a.regel: RT" in caught.value.reason.nl


# ---------------------------------------------------------------- only what was published


def demand(office: "Office") -> None:
    office.change("regeltaal.toml", "[project]\n", "[project]\nalleen_gepubliceerd = true\n")


def refusal(office: "Office", store: Store | None) -> str | None:
    try:
        check_published(analyse(office.folder), store)
    except PublicationError as error:
        return error.code.id
    return None


def test_a_project_that_says_so_runs_only_what_was_published(office: "Office", store: Store) -> None:
    assert refusal(office, store) is None
    demand(office)
    assert (refusal(office, store), refusal(office, None)) == ("RT984", "RT984")
    office.publish(store=store)
    assert refusal(office, store) is None
    office.change("regels/a.regel", '"een"\n', '"anders"\n')
    assert refusal(office, store) == "RT985"
    back_then = office.read("regeltaal.toml")
    office.change("regeltaal.toml", "alleen_gepubliceerd = true\n", "")
    assert refusal(office, store) == "RT985", "the published version says it as well"
    office.write("regeltaal.toml", back_then)
    office.publish(store=store)
    assert refusal(office, store) is None


def test_other_rights_alone_are_no_other_rules(office: "Office", store: Store) -> None:
    demand(office)
    office.publish(store=store)
    office.change("regeltaal.toml", '[gebruikers."kijker"]', '[gebruikers."kijker"]\nrollen = ["kantoor"]')
    assert refusal(office, store) is None


# ---------------------------------------------------------------- at the same time


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_of_two_who_publish_at_the_same_time_one_wins(
    office: "Office", kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if kind == "postgresql":
        monkeypatch.setenv("REGELTAAL_OPSLAG_URL", _server())
    with open_store(office.url) as store:
        office.publish(store=store)
        office.change("regels/a.regel", '"een"\n', '"anders"\n')
        won, lost = _race(office, proposal(analyse(office.folder), store))
        numbers = [one.number for one in store.publications()]
        if kind == "postgresql":
            metadata.drop_all(store._engine)
    assert (won, lost, numbers) == ([2], ["RT982"] * 3, [1, 2])


def _server() -> str:
    url = os.environ.get("REGELTAAL_TEST_POSTGRESQL")
    if url is None:
        pytest.skip("REGELTAAL_TEST_POSTGRESQL names no PostgreSQL to test on")
    return url


def _race(office: "Office", proposed: Proposal) -> tuple[list[int], list[str]]:
    """Four who publish the same at once: the versions that were made, the codes of those that were not."""
    start = Barrier(4)
    won: list[int] = []
    lost: list[str] = []

    def run(name: str) -> None:
        with open_store(office.url) as own:
            start.wait()
            try:
                won.append(publish(own, proposed, Author("p.smit", name), name, NOON).number)
            except PublicationError as error:
                lost.append(error.code.id)

    threads = [Thread(target=run, args=(str(number),)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return won, lost


def test_a_store_that_was_moved_or_copied_knows_its_versions(office: "Office", store: Store, tmp_path: Path) -> None:
    office.publish(store=store)
    store.close()
    copy = tmp_path / "elders" / "kopie.db"
    copy.parent.mkdir()
    with closing(sqlite3.connect(office.folder / "regeltaal.db")) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    shutil.copytree(office.folder, tmp_path / "elders" / "project")
    with open_store(f"sqlite:///{copy}") as moved:
        rules = published_rules(project_of(office), find_publication(moved, 1))
        assert rules.digest == load(tmp_path / "elders" / "project").digest
