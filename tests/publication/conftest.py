"""A project with two levels, users and rights, and publishing it as someone."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from regeltaal.loading import store_url
from regeltaal.pipeline import analyse
from regeltaal.publishing import Author, proposal, publish
from regeltaal.runtime.storage import Publication, open_store
from regeltaal.runtime.store import Store

NOON = datetime(2027, 3, 12, 11, 0, tzinfo=UTC)

FILES = {
    "proef.domein": """DOMEIN proef
OBJECT bon
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD notitie: tekst WIJZIGBAAR
GEBEURTENIS bon bijgewerkt BIJ bon
""",
    "regels/a.regel": """DOMEIN proef
REGEL "een" WANNEER bon bijgewerkt DAN ZET notitie = "een"
REGEL "twee" WANNEER bon bijgewerkt EN notitie = "x" DAN ZET notitie = "twee"
""",
    "regels/jansen.regel": """DOMEIN proef
ADMINISTRATIE "Jansen BV"
REGEL "van Jansen" PRIORITEIT 90 WANNEER bon bijgewerkt DAN ZET notitie = "Jansen"
""",
    "regels/pietersen.regel": """DOMEIN proef
ADMINISTRATIE "Pietersen BV"
REGEL "van Pietersen" PRIORITEIT 90 WANNEER bon bijgewerkt DAN ZET notitie = "Pietersen"
""",
    "regeltaal.toml": """[project]
domein = "proef.domein"

[administraties."Jansen BV"]
tags = ["horeca"]
[administraties."Pietersen BV"]
tags = []

[rollen.beheerder]
rechten = ["Pagina's | Omgeving | Automatisering"]
[rollen.kantoor]
rechten = ["Pagina's | Administratie | Automatisering"]
administraties = ["Jansen BV"]

[gebruikers."p.smit"]
rollen = ["beheerder"]
[gebruikers."j.jansen"]
rollen = ["kantoor"]
[gebruikers."allebei"]
rollen = ["kantoor"]
administraties = ["Pietersen BV"]
[gebruikers."kijker"]
""",
}


class Office:
    """A project on disk with its store."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in FILES.items():
            self.write(name, text)

    @property
    def url(self) -> str:
        analysis = analyse(self.folder)
        assert analysis.project is not None
        return store_url(analysis.project)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")

    def read(self, name: str) -> str:
        return (self.folder / name).read_bytes().decode()

    def change(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert old in text
        self.write(name, text.replace(old, new))

    def publish(self, who: str = "p.smit", message: str = "", store: Store | None = None) -> Publication:
        if store is None:
            with open_store(self.url) as opened:
                return self.publish(who, message, opened)
        proposed = proposal(analyse(self.folder), store)
        return publish(store, proposed, Author(who, "machine"), message, NOON)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "kantoor")


@pytest.fixture
def store(office: Office) -> Iterator[Store]:
    with open_store(office.url) as opened:
        yield opened
