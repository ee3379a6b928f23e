"""The documentation is true: its generated parts are up to date, its rules check, its links lead somewhere.

A block is fenced by what it is: ``regel`` checks without an error, ``regel-fout`` gives one, ``regel-deel`` checks at
one of the places in a rule where it may stand. ``domein`` and ``domein-deel`` are the same for domains, the parts of
one page taken together. ``gebeurtenis`` holds events that are taken in.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from attrs import frozen

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.source import Source
from regeltaal.loading import load
from regeltaal.pipeline import analyse
from regeltaal.project.config import read_config
from regeltaal.project.starting import start
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.schema.loader import load as load_domain

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [*sorted(DOCS.glob("*.md")), *(path for path in (ROOT / "README.md", ROOT / "LEESMIJ.md") if path.exists())]
LISTS = """DOMEIN werkbonnen
LIJST spoedcodes = "P1"; "P2"
LIJST eigen regio = "Utrecht"; "Zeist"
DEFINITIE spoed BIJ werkbon = prioriteitscode IN spoedcodes
"""
PLACES = {
    "conditions": 'WANNEER {event}\n{part}\nDAN MAAK taak MET titel = "Kijk na"',
    "actions": "WANNEER {event}\nDAN\n{part}",
    "trigger": '{part}\nDAN MAAK taak MET titel = "Kijk na"',
    "head": '{part}\nWANNEER {event}\nDAN MAAK taak MET titel = "Kijk na"',
}
EVENTS = ("werkbon planbord update", "werkbon compleet gemeld")
SETTINGS = '[project]\ndomein = "werkbonnen"\nregels = ["*.regel"]\n'
FREE_FIELDS = """
[vrije_velden.werkbon]
meterstand = "getal"
"sleutel aanwezig" = "ja-nee"
"""
"""What a page that tells of free fields takes for granted."""

_BLOCK = re.compile(r"^(?P<fence>`{3,})(?P<kind>[\w-]+)\n(?P<text>.*?)^(?P=fence)$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#+ (?P<title>.+)$", re.MULTILINE)
_ANCHOR = re.compile(r'<a id="(?P<id>[^"]+)">')


@frozen
class Block:
    """A fenced block, with the place where it begins."""

    place: str
    page: str
    kind: str
    text: str


def _blocks() -> Iterator[Block]:
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        for found in _BLOCK.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield Block(f"{path.name}:{line}", path.name, found["kind"], found["text"])


BLOCKS = list(_blocks())


def of_kind(*kinds: str) -> list[Block]:
    return [block for block in BLOCKS if block.kind in kinds]


def _maker() -> ModuleType:
    spec = spec_from_file_location("maak", DOCS / "maak.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_parts_are_up_to_date() -> None:
    assert [path.name for path in _maker().outdated()] == []


def test_the_check_fails_for_a_page_that_is_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maker = _maker()
    page = tmp_path / "bladzijde.md"
    page.write_text("<!-- gemaakt: feestdagen -->\noud\n<!-- einde -->\n", encoding="utf-8")
    monkeypatch.setattr(maker, "DOCS", tmp_path)
    assert maker.main(["--controleer"]) == 1
    assert "oud" in page.read_text(encoding="utf-8")
    assert maker.main([]) == 0
    assert "Koningsdag" in page.read_text(encoding="utf-8")
    assert maker.main(["--controleer"]) == 0


def errors(text: str, folder: Path) -> list[str]:
    """The errors in a rule file, checked by itself, with a file of lists beside it."""
    with_domain = text if re.search(r"(?m)^DOMEIN\b", text) else f"DOMEIN werkbonnen\n{text}"
    if "DOMEIN werkbonnen" in with_domain:
        (folder / "lijsten.regel").write_text(LISTS, encoding="utf-8")
    if "vrije velden" in with_domain:
        (folder / "regeltaal.toml").write_text(SETTINGS + FREE_FIELDS, encoding="utf-8")
    (folder / "voorbeeld.regel").write_text(with_domain, encoding="utf-8")
    return [_shown(one) for one in analyse(folder).problems if one.is_error]


def _shown(problem: Diagnostic) -> str:
    return f"{problem.span.begin.line}: {problem.code.id} {problem.message()}"


@pytest.mark.parametrize("block", of_kind("regel"), ids=lambda block: block.place)
def test_a_rule_checks_without_errors(block: Block, tmp_path: Path) -> None:
    assert errors(block.text, tmp_path) == []


@pytest.mark.parametrize("block", of_kind("regel-deel"), ids=lambda block: block.place)
def test_a_part_checks_at_its_place_in_a_rule(block: Block, tmp_path: Path) -> None:
    found = {
        f"{place}, {event}": errors(
            f'REGEL "Voorbeeld"\n{around.format(event=event, part=block.text)}\n', _folder(tmp_path, f"{place} {event}")
        )
        for place, around in PLACES.items()
        for event in EVENTS
    }
    assert [] in found.values(), min(found.values(), key=lambda problems: sum("RT1" in one for one in problems))


def _folder(parent: Path, name: str) -> Path:
    folder = parent / name
    folder.mkdir()
    return folder


@pytest.mark.parametrize("block", of_kind("regel-fout"), ids=lambda block: block.place)
def test_a_wrong_rule_gives_an_error(block: Block, tmp_path: Path) -> None:
    assert errors(block.text, tmp_path) != []


# ---------------------------------------------------------------- domains, settings, events, Python


def _domains() -> list[tuple[str, str]]:
    """Whole domains, and for each page its parts in a row."""
    whole = [(block.place, block.text) for block in of_kind("domein")]
    parts: dict[str, str] = {}
    for block in of_kind("domein-deel"):
        parts[block.page] = parts.get(block.page, "DOMEIN voorbeeld\n") + block.text
    return whole + list(parts.items())


@pytest.mark.parametrize(("place", "text"), _domains())
def test_a_domain_loads_without_problems(place: str, text: str) -> None:
    assert [_shown(one) for one in load_domain(Source(place, text)).problems] == []


@pytest.mark.parametrize("block", of_kind("toml"), ids=lambda block: block.place)
def test_settings_are_read_without_problems(block: Block) -> None:
    data = tomllib.loads(block.text)
    if "entry-points" not in data.get("project", {}):
        text = block.text if "project" in data else f'[project]\ndomein = "werkbonnen"\n{block.text}'
        assert [_shown(one) for one in read_config(Source(block.place, text)).problems] == []


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    folder = tmp_path_factory.mktemp("project")
    settings = '[project]\ndomein = "werkbonnen"\nregels = []\n' + FREE_FIELDS
    (folder / "regeltaal.toml").write_text(settings, encoding="utf-8")
    return load(folder)


@pytest.mark.parametrize("block", of_kind("gebeurtenis"), ids=lambda block: block.place)
def test_events_are_taken_in(block: Block, rules: RuleSet) -> None:
    for line in re.split(r"(?m)^(?=\{)", block.text):
        if line.strip():
            rules.read(line)


@pytest.mark.parametrize("block", of_kind("json"), ids=lambda block: block.place)
def test_json_is_json(block: Block) -> None:
    json.loads(block.text)


@pytest.mark.parametrize("block", of_kind("python"), ids=lambda block: block.place)
def test_python_is_python(block: Block) -> None:
    compile(block.text, block.place, "exec")


# ---------------------------------------------------------------- the first ten minutes


def test_the_first_rule_sends_the_mail_that_the_page_shows(tmp_path: Path) -> None:
    blocks = [block for block in BLOCKS if block.page == "aan-de-slag.md"]
    rule = next(block.text for block in blocks if block.kind == "regel")
    template = next(block.text for block in blocks if block.kind == "sjabloon")
    shown = next(block.text for block in blocks if block.kind == "text" and block.text.startswith("From:"))
    folder = tmp_path / "mijn-project"
    assert start(folder, "werkbonnen") is None
    (folder / "regels" / "bedankt.regel").write_text(rule, encoding="utf-8")
    (folder / "sjablonen" / "Bedankt.txt").write_text(template, encoding="utf-8")
    with Engine(load(folder)) as engine:
        for line in (folder / "gebeurtenissen.jsonl").read_text(encoding="utf-8").splitlines():
            engine.process(line)
    mail = next((folder / "postvak-uit").glob("Bedankt-*.eml")).read_text(encoding="utf-8")
    assert [line for line in shown.splitlines() if line not in mail.splitlines()] == []


# ---------------------------------------------------------------- links


def _links() -> list[tuple[str, str]]:
    return [
        (path.name, found["target"])
        for path in PAGES
        for found in _LINK.finditer(_BLOCK.sub("", path.read_text(encoding="utf-8")))
        if "://" not in found["target"]
    ]


@pytest.mark.parametrize(("page", "target"), sorted(set(_links())))
def test_a_link_leads_somewhere(page: str, target: str) -> None:
    folder = DOCS if (DOCS / page).exists() else ROOT
    name, _, anchor = target.partition("#")
    found = folder / name if name else folder / page
    assert found.exists()
    if anchor:
        assert anchor in _anchors(found.read_text(encoding="utf-8"))


def _anchors(text: str) -> set[str]:
    """The places in a page: as readers of Markdown name its headings, and those that it names itself."""
    bare = _BLOCK.sub("", text)
    titles = (found["title"].lower().replace("`", "") for found in _HEADING.finditer(bare))
    slugs = {re.sub(r"[^\w\- ]", "", title).strip().replace(" ", "-") for title in titles}
    return slugs | {found["id"] for found in _ANCHOR.finditer(bare)}


def test_every_page_is_on_the_list() -> None:
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    assert [path.name for path in DOCS.glob("*.md") if path.name != "index.md" and f"({path.name})" not in index] == []


@pytest.mark.parametrize("domain", ["werkbonnen", "boekhouding"])
def test_every_word_that_a_rule_may_name_can_be_looked_up(domain: str) -> None:
    source = ROOT / "src" / "regeltaal" / "domains" / domain / f"{domain}.domein"
    schema = load_domain(Source(source.name, source.read_text(encoding="utf-8"))).schema
    assert schema is not None
    page = (DOCS / f"woorden-{domain}.md").read_text(encoding="utf-8")
    named = [
        *(f"| `{event.name}` |" for event in schema.events.values()),
        *(f"### {action.title}\n" for action in schema.actions.values()),
        *(f"### {found.name}\n" for found in schema.objects.values()),
        *(f"| `{field.name}` |" for found in schema.objects.values() for field in found.fields.values()),
    ]
    assert [one for one in named if one not in page] == []
