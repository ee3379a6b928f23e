"""What every test of checking starts from: the two domains, read once, and a project with administrations."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.source import Source, at_start
from regeltaal.check.checker import Checked, check
from regeltaal.check.setting import AdministrationSetting, Setting
from regeltaal.check.sharpening import told
from regeltaal.project.model import FreeField
from regeltaal.schema.loader import load
from regeltaal.schema.model import Schema
from regeltaal.syntax.parser import parse

DOMAINS = Path(__file__).parents[2] / "src" / "regeltaal" / "domains"


FREE_FIELDS = tuple(
    FreeField("werkbon", name, type_, at_start(Source("regeltaal.toml", "")))
    for name, type_ in (("meterstand", "getal"), ("sleutel aanwezig", "ja-nee"))
)


@cache
def schema_of(domain: str) -> Schema:
    path = DOMAINS / domain / f"{domain}.domein"
    loaded = load(Source(path.name, path.read_text(encoding="utf-8")), FREE_FIELDS if domain == "werkbonnen" else ())
    assert tuple(found.message() for found in loaded.problems) == ()
    assert loaded.schema is not None
    return loaded.schema


class SampleTemplates:
    """Templates by name, whatever their kind."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts

    def find(self, kind: str, name: str) -> Source | None:
        del kind
        text = self.texts.get(name)
        return None if text is None else Source(f"sjablonen/{name}.txt", text)

    def names(self, kind: str) -> tuple[str, ...]:
        del kind
        return tuple(self.texts)

    def place(self, kind: str, name: str) -> str:
        return f"sjablonen/{kind}/{name}"


TEMPLATES = SampleTemplates(
    {
        "Bedankt": "Onderwerp: Bedankt, {relatie.naam}\n\nTot ziens.\n",
        "Herinnering": "Onderwerp: Herinnering\n\nGraag betalen.\n",
        "Overzicht": (
            "Onderwerp: Werkbon {nummer}\n\n"
            "{VOOR ELK materiaal IN materialen}- {materiaal.naam}: {materiaal.aantal}\n{KLAAR}{} {niet\n"
        ),
        "Zonder einde": "Onderwerp: Lijst\n\n{VOOR ELK materiaal IN materialen}{materiaal.naam}",
        "Met taak": "Onderwerp: Taak {klus.titel}\n\n{klus.streefdatum|lang}\n",
    }
)

SETTING = Setting(
    administrations={
        "Jansen BV": AdministrationSetting({"horeca"}, {"F-gassen", "Purchase to pay"}, "Compleet"),
        "Bakker BV": AdministrationSetting({"bakkerij"}, (), "Basis"),
    },
    templates=TEMPLATES,
)


def check_texts(texts: dict[str, str], setting: Setting) -> tuple[Checked, list[Diagnostic]]:
    """Texts checked together, with everything that parsing and checking found."""
    parsed = [parse(Source(path, text)) for path, text in texts.items()]
    domain = parsed[0].file.header.domain
    schema = schema_of(domain.key if domain and domain.key == "boekhouding" else "werkbonnen")
    checked = check([one.file for one in parsed], schema, setting)
    return checked, [found for one in parsed for found in told(one, schema)] + list(checked.problems)


@pytest.fixture(scope="session")
def check_rules() -> Callable[..., tuple[Checked, list[Diagnostic]]]:
    """Checks one text, or several by path."""

    def run(texts: str | dict[str, str], setting: Setting = SETTING) -> tuple[Checked, list[Diagnostic]]:
        return check_texts({"regels.regel": texts} if isinstance(texts, str) else texts, setting)

    return run


@pytest.fixture(scope="session")
def werkbonnen() -> Schema:
    return schema_of("werkbonnen")
