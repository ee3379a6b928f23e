"""The automations with which the language was tried on paper: they parse, and check save for what is listed here.

They lie beside the repository with the design; where that is absent there is nothing to try, which pytest then says.
"""

from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

import regeltaal
from regeltaal.base.source import Source, at_start
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.project.model import FreeField
from regeltaal.schema.loader import load
from regeltaal.schema.model import Schema
from regeltaal.syntax import tree
from regeltaal.syntax.parser import Parsed, parse

DESIGN = Path(__file__).resolve().parents[3] / "shared" / "design" / "paper"
DOMAINS = Path(regeltaal.__path__[0]) / "domains"
FILES = sorted(DESIGN.glob("*.regel"))

NO_SILENT_CONVERSION = "a date for a moment: VANDAAG OM 17:00 says which"
MOMENT_REQUIRED = "an event with a clock has to be given its moment, or nobody knows when the rule runs"
KNOWN: dict[tuple[str, str], dict[str, str]] = {
    ("os_nieuw.regel", "Vervolgwerkbon met nummer in de mail"): {"RT421": "a template is named by a fixed text"},
    ("os_triggers.regel", "Nieuwe storing: taak voor de planner"): {"RT308": NO_SILENT_CONVERSION},
    ("os_triggers.regel", "Onderhoud: keuringsdatum op object"): {
        "RT201": "a work order has several objects: VOOR ELK object IN objecten"
    },
    ("os_triggers.regel", "SLA reactie loopt"): {"RT518": MOMENT_REQUIRED},
    ("os_triggers.regel", "SLA oplossing loopt"): {"RT518": MOMENT_REQUIRED, "RT308": NO_SILENT_CONVERSION},
    ("os_triggers.regel", "Contract verloopt"): {"RT511": "two files on paper have a rule of this name"},
    ("os_velden.regel", "Alle velden bijwerken"): {"RT202": "an event has its name, id and moment, and no form"},
    ("tests.regel", "1 storing met spoed geeft een taak"): {"RT304": "DATUM(streefdatum) compares a moment by its day"},
    ("zv_nieuw.regel", "Creditnota's: bedrag onder nul"): {
        "RT501": "its actions belong to two phases: two rules",
        "RT408": "a line of the standard kind, which it is when it says nothing, asks for an article",
    },
}
"""What the finished language refuses, by file and rule, with the reason per code."""

FREE_FIELDS = tuple(
    FreeField("werkbon", name, type_, at_start(Source("regeltaal.toml", "")))
    for name, type_ in (("meterstand", "getal"), ("sleutel aanwezig", "ja-nee"))
)

pytestmark = pytest.mark.skipif(not FILES, reason="the design does not lie beside this repository")


@cache
def _schema(domain: str) -> Schema:
    path = DOMAINS / domain / f"{domain}.domein"
    own = FREE_FIELDS if domain == "werkbonnen" else ()
    schema = load(Source(path.name, path.read_text(encoding="utf-8")), own).schema
    assert schema is not None
    return schema


@cache
def _parsed() -> dict[str, Parsed]:
    return {path.name: parse(Source(path.name, path.read_text(encoding="utf-8"))) for path in FILES}


def _domain(parsed: Parsed) -> str:
    domain = parsed.file.header.domain
    assert domain is not None
    return domain.key


def _name(item: tree.Item) -> str:
    match item:
        case tree.Rule(name=name) | tree.Test(name=name):
            return name.plain or ""
        case tree.Definition(name=name) | tree.ListDeclaration(name=name):
            return name.text
        case _:
            return "GEBRUIK"


@cache
def _errors() -> dict[str, dict[str, set[str]]]:
    """The codes of the errors by file and rule; the files of one domain are checked together."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for domain in {_domain(one) for one in _parsed().values()}:
        files = [one.file for one in _parsed().values() if _domain(one) == domain]
        for problem in check(files, _schema(domain), Setting()).problems:
            if problem.is_error:
                file = next(one for one in files if one.source.path == problem.span.source.path)
                item = next(one for one in file.items if one.span.start <= problem.span.start < one.span.end)
                found[file.source.path][_name(item)].add(problem.code.id)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_parses_without_a_problem(path: Path) -> None:
    assert [(one.span.begin.line, one.message()) for one in _parsed()[path.name].problems] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_checks_save_for_the_known_differences(path: Path) -> None:
    known = {name: set(codes) for (file, name), codes in KNOWN.items() if file == path.name}
    assert known == dict(_errors()[path.name])
