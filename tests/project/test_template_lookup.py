"""Templates: the folder of the kind first, HTML before text, case and white space don't count."""

from regeltaal.base.source import Source
from regeltaal.project.templates import ProjectTemplates

PATHS = ("Bedankt.txt", "Bedankt.html", "SMS templates/Onderweg.txt", "Onderweg.txt", "Afspraak  gewijzigd.txt")
TEMPLATES = ProjectTemplates({path: Source(path, "") for path in PATHS})


def found(kind: str, name: str) -> str | None:
    source = TEMPLATES.find(kind, name)
    return source.path if source else None


def test_lookup() -> None:
    assert found("", "Bedankt") == "Bedankt.html"
    assert found("SMS templates", "onderweg") == "SMS templates/Onderweg.txt"
    assert found("Automatisering templates", "Onderweg") == "Onderweg.txt"
    assert found("", "afspraak gewijzigd") == "Afspraak  gewijzigd.txt"
    assert found("", "Weg") is None
    assert found("", "../regeltaal") is None


def test_names_are_those_that_can_be_found() -> None:
    assert TEMPLATES.names("SMS templates") == ("Afspraak  gewijzigd", "Bedankt", "Onderweg")
    for name in TEMPLATES.names("SMS templates"):
        assert found("SMS templates", name) is not None
