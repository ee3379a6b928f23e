"""A small project in which files lean on one another every way there is, on disk, with a cache of its own."""

from collections.abc import Mapping
from pathlib import Path

import pytest

DOMAIN = (Path(__file__).parents[1] / "language" / "eigen" / "werkplaats.domein").read_text(encoding="utf-8")

FILES: Mapping[str, str] = {
    "regeltaal.toml": """[project]
domein = "werkplaats.domein"

[administraties."Jansen BV"]
abonnement = "Compleet"
tags = ["bouw"]
modules = ["Archief"]

[administraties."Bakker BV"]
abonnement = "Compleet"
modules = []
""",
    "werkplaats.domein": DOMAIN,
    "sjablonen/Bedankt.txt": "Onderwerp: Bedankt {nummer}\n\nMet {werkstatus}.\n",
    "sjablonen/Klaar.txt": "Klaar: {relatie.code}\n",
    "regels/begrippen.regel": """DOMEIN werkplaats
GEBRUIK "lijsten.regel"
DEFINITIE bekend BIJ werkbon = werkstatus IN standen
DEFINITIE groot BIJ werkbon = AANTAL(materialen) > 5 EN bekend
""",
    "regels/lijsten.regel": """DOMEIN werkplaats
LIJST standen = "Uitgevoerd"; "Onderhanden"
LIJST aantallen = 1; 2; 3
DEFINITIE veel BIJ werkbon = aantal foto's IN aantallen
""",
    "regels/klussen.regel": """DOMEIN werkplaats
GEBRUIK "begrippen.regel"

REGEL "Bedankt"
WANNEER werkbon compleet gemeld
EN groot
DAN VERSTUUR e-mail MET ontvanger = relatie.e-mailadres; sjabloon = "Bedankt"

REGEL "Klaar"
  PRIORITEIT 20
WANNEER werkbon compleet gemeld
EN status = "Ingepland"
DAN
  ZET status = "Compleet"
  VERSTUUR e-mail MET ontvanger = relatie.e-mailadres; sjabloon = "Klaar"

REGEL "Terug"
WANNEER werkbon statuswijziging NAAR "Compleet"
DAN ZET status = "Klaargezet"
""",
    "regels/meer/jansen.regel": """DOMEIN werkplaats
ADMINISTRATIE "Jansen BV"
GEBRUIK "../lijsten.regel"

REGEL "Klaar"
  VOORHEEN "Gereed"
WANNEER werkbon compleet gemeld
EN veel
DAN ZET status = "Afgehandeld"

REGEL "Vooruit"
WANNEER werkbon statuswijziging NAAR "Klaargezet"
DAN ZET status = "Compleet"
""",
    "regels/post.regel": """DOMEIN werkplaats

REGEL "Inlezen"
WANNEER document ontvangen
EN bestemming IS GEVULD
DAN LEES document in

TEST "een document met een bestemming wordt ingelezen"
GEGEVEN document MET bestemming = "Inkoop"
WANNEER document ontvangen
VERWACHT LEES document in
VERWACHT REGEL "Inlezen" WAAR
VERWACHT REGEL "Bedankt" NIET
""",
}


@pytest.fixture
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that this test's runs keep their results in."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "regeltaal"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "project"
    write_files(made, FILES)
    return made


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
