"""What the two products offer, item by item: each has a case that runs it and shows what was stored or sent.

`onderdelen.toml` lists the items. A case (`werkbonnen/*.geval`, `boekhouding/*.geval`) names in its head the items it
shows; then come files of a project, steps in time with their events, the objects whose records are to be shown, and
what is expected. An item may be shown by a test elsewhere instead (`tests` in the list).

The language was tried on paper before it was built. A case `papier-….geval` names in its head the rules on paper that
it runs, as `bestand/regel`, and the rules of an accountants' office that were written afterwards, as many again
(`kantoor/regel`): each with an event that it fires on, and one that it doesn't.
"""

import ast
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as mail_policy
from pathlib import Path
from typing import Protocol, assert_never
from zoneinfo import ZoneInfo

import pytest
from attrs import define, frozen

import regeltaal
from regeltaal.base.text import Text
from regeltaal.runtime.carry_out import Outcome
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.passing import Happened, Missed
from regeltaal.runtime.result import ActionStatus, EventResult
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import StoredRecord

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CASES = sorted(HERE.glob("*/*.geval"))
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOT_STORED = "niets"
OUTBOX = "postvak-uit"
PROJECT = """\
[project]
domein = "{domain}"
[koppelingen.mail]
map = "postvak-uit"
afzender = "kantoor@jansen.example"
"""

_SECTION = re.compile(r"^=== (?P<head>.+)\n", re.MULTILINE)
_STEP = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")


class Website(Protocol):
    """What the cases need of the web server in conftest."""

    url: str
    bodies: list[object]


@frozen
class Case:
    """A case as it is written, without what is expected."""

    items: tuple[str, ...]
    rules: tuple[str, ...]
    """What was tried on paper: `bestand/regel`, or `kantoor/regel`."""
    files: dict[str, str]
    steps: tuple[tuple[datetime, tuple[str, ...]], ...]
    shown: tuple[str, ...]


def read_case(path: Path) -> Case:
    source, _, _ = path.read_text(encoding="utf-8").partition("=== verwacht\n")
    head, *rest = _SECTION.split(source)
    sections = list(zip(rest[::2], rest[1::2], strict=True))
    files: dict[str, str] = {}
    steps = []
    shown: tuple[str, ...] = ()
    for name, body in sections:
        if _STEP.fullmatch(name):
            moment = datetime.strptime(name, "%Y-%m-%d %H:%M").replace(tzinfo=AMSTERDAM)
            steps.append((moment, tuple(line for line in body.splitlines() if line.strip())))
        elif name.startswith("toon "):
            shown = tuple(one.strip() for one in name.removeprefix("toon ").split(";"))
        else:
            files[name] = body
    return Case(_named("onderdelen", head), _named("papier", head), files, tuple(steps), shown)


def _named(what: str, head: str) -> tuple[str, ...]:
    found = re.search(rf"^{what}: (.+)$", head, re.MULTILINE)
    return tuple(one.strip() for one in found[1].split(";")) if found else ()


@define
class Clock:
    """The time of a case: it stands still within a step."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_item_does_what_it_says(
    path: Path, tmp_path: Path, website: Website, golden: Callable[[Path, str], None]
) -> None:
    case = read_case(path)
    _write_project(case, path.parent.name, tmp_path, website)
    lines = [*_loaded_and_ran(case, tmp_path), *_mails(tmp_path), *_posts(website)]
    golden(path, "\n".join(lines) + "\n")


def _write_project(case: Case, domain: str, root: Path, website: Website) -> None:
    for name, text in case.files.items():
        if name != "regeltaal.toml":
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(_with_domain(name, text, domain), encoding="utf-8")
    settings = case.files.get("regeltaal.toml", "").replace("{http}", website.url)
    (root / "regeltaal.toml").write_text(PROJECT.format(domain=domain) + settings, encoding="utf-8")


def _with_domain(name: str, text: str, domain: str) -> str:
    return f"DOMEIN {domain}\n{text}" if name.endswith(".regel") and not text.startswith("DOMEIN") else text


def _loaded_and_ran(case: Case, root: Path) -> Iterator[str]:
    try:
        rules = regeltaal.load(root)
    except regeltaal.RegelFout as error:
        yield "--- meldingen"
        yield from (f"{one.code.id} {one.message()}" for one in error.diagnostics)
        return
    yield from _ran(case, root, rules)


def _ran(case: Case, root: Path, rules: RuleSet) -> Iterator[str]:
    clock = Clock(case.steps[0][0])
    with Engine(rules, f"sqlite:///{root / 'proef.db'}", clock=clock) as engine:
        for moment, events in case.steps:
            clock.now = moment
            for happened in engine.pass_time():
                yield from _happened(happened, moment)
            for event in events:
                yield from _shown(engine.process(event), "")
        for name in case.shown:
            yield f"--- {name}"
            yield from _records(engine, name)


def _happened(happened: Happened, moment: datetime) -> Iterator[str]:
    """What time brought: the event of a clock, a planned effect that was carried out, a schedule that came too late."""
    match happened:
        case EventResult():
            yield from _shown(happened, "")
        case Outcome():
            yield f"{moment:%d-%m %H:%M} {happened.action}: {happened.status.value}{_because(happened.reason)}"
        case Missed():
            yield f"{moment:%d-%m %H:%M} {happened.rule.name}: gemist {happened.count}"
        case _:
            assert_never(happened)


def _shown(result: EventResult, indent: str) -> Iterator[str]:
    """The event, and of its rules those that did something."""
    yield f"{indent}{result.id} {result.event or '?'}: {result.status.value}{_because(result.reason)}"
    for rule in result.rules:
        if rule.actions:
            yield f"{indent}  {rule.id}"
        for action in rule.actions:
            when = f" {action.moment:%d-%m %H:%M}" if action.status is ActionStatus.PLANNED and action.moment else ""
            yield f"{indent}    {action.action}: {action.status.value}{when}{_because(action.reason)}"
    for follow_up in result.follow_ups:
        yield from _shown(follow_up, f"{indent}  ")


def _because(reason: Text | None) -> str:
    return f" ({reason.nl})" if reason is not None else ""


def _records(engine: Engine, name: str) -> Iterator[str]:
    with engine.store.look() as unit:
        found = [one for one in unit.records(name) if not one.deleted]
    yield from (_record(one) for one in found)
    if not found:
        yield NOT_STORED
    for one in found:
        yield from _files(engine, one)


def _files(engine: Engine, stored: StoredRecord) -> Iterator[str]:
    """The text files that the fields of a record name."""
    for value in stored.fields.values():
        if isinstance(value, str) and value.endswith(".xml"):
            content = engine.store.file(stored.record.administration, value)
            if content is not None:
                yield f"--- bestand {value}"
                yield content.decode().strip()


def _record(stored: StoredRecord) -> str:
    fields = "; ".join(
        f"{key}={_value(value)}" for key, value in sorted(stored.fields.items()) if value not in (None, [])
    )
    return f"{stored.record.administration} {stored.record.key}: {fields}"


def _value(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _mails(root: Path) -> Iterator[str]:
    for path in sorted((root / OUTBOX).glob("*.eml")):
        message = message_from_bytes(path.read_bytes(), policy=mail_policy)
        assert isinstance(message, EmailMessage)
        yield f"--- mail aan {message['To']}: {message['Subject']}"
        yield str(message.get_content()).strip()


def _posts(website: Website) -> Iterator[str]:
    for body in website.bodies:
        yield "--- bericht"
        yield json.dumps(body, ensure_ascii=False, sort_keys=True)


# ---------------------------------------------------------------- the list


def _items() -> list[dict[str, object]]:
    listed = tomllib.loads((HERE / "onderdelen.toml").read_text(encoding="utf-8"))["onderdeel"]
    assert isinstance(listed, list)
    return listed


def test_every_item_is_in_the_list_once() -> None:
    names = [str(item["id"]) for item in _items()]
    assert sorted(set(names)) == sorted(names)


def test_every_item_has_a_case_or_a_test() -> None:
    in_cases = {name for path in CASES for name in read_case(path).items}
    missing = [item["id"] for item in _items() if item["id"] not in in_cases and not item.get("tests")]
    assert missing == []


def test_every_case_shows_items_of_the_list() -> None:
    known = {item["id"] for item in _items()}
    for path in CASES:
        case = read_case(path)
        assert case.items or case.rules, path
        assert set(case.items) <= known, path


def test_the_tests_of_the_list_are_there() -> None:
    for item in _items():
        for name in item.get("tests", []):  # type: ignore[attr-defined] # a list of texts, as the next line finds
            file, _, function = name.partition("::")
            tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
            assert function in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, name


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_case_looks_at_what_was_stored_or_sent(path: Path) -> None:
    """A rule that fired proves nothing yet."""
    _, _, expected = path.read_text(encoding="utf-8").partition("=== verwacht\n")
    assert re.search(r"^--- ", expected, re.MULTILINE), path


# ---------------------------------------------------------------- what was tried on paper

ON_PAPER = {
    "os_triggers": (
        "Nieuwe storing: taak voor de planner",
        "Klaargezet: monteur en klant inlichten",
        "Compleet: prijzen, reiskosten, factuur",
        "Niet afgerond: vervolgwerkbon",
        "F-gassen naar KoudSmart",
        "Onderhoud: keuringsdatum op object",
        "Afgehandeld: archiveren",
        "Verplaatst op het planbord: klant inlichten",
        "SLA reactie loopt",
        "SLA oplossing loopt",
        "Nieuwe of gewijzigde relatie: kvk controleren",
        "E-mailadres gewijzigd",
        "Portaalaanvraag",
        "Offerte akkoord",
        "Factuur te laat",
        "Contract verloopt",
    ),
    "os_nieuw": (
        "SLA reactie: 2 uur van tevoren",
        "SLA oplossing: op de deadline en een uur erna",
        "Contract verloopt",
        "Vervolgwerkbon met nummer in de mail",
        "Alle cv-ketels op de bon bijwerken",
        "Offerteherinnering",
        "Afspraak meer dan twee dagen verschoven",
    ),
    "os_velden": ("Alle velden bijwerken", "Alle velden legen"),
    "zv_nieuw": (
        "Omgeving-boekingsregels",
        "Geblokkeerde lijst",
        "Creditnota's: bedrag onder nul",
        "Regels zonder bestelregel beoordelen",
    ),
}
ALWAYS = (
    "os_triggers/Portaalaanvraag",
    "os_nieuw/Contract verloopt",
    "os_triggers/Compleet: prijzen, reiskosten, factuur",
)
"""Rules without any condition, and one with ANDERS: they do something on every event of their kind."""
OF_OFFICE = "kantoor/"
PAPER_CASES = [path for path in CASES if read_case(path).rules]


def _paper() -> set[str]:
    return {f"{file}/{name}" for file, names in ON_PAPER.items() for name in names}


def test_every_rule_on_paper_runs_and_as_many_again_of_an_office() -> None:
    run = [name for path in PAPER_CASES for name in read_case(path).rules]
    assert sorted(run) == sorted(set(run))
    assert {name for name in run if not name.startswith(OF_OFFICE)} == _paper()
    assert sum(name.startswith(OF_OFFICE) for name in run) >= len(_paper())


@pytest.mark.parametrize("path", PAPER_CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_rule_on_paper_fires_on_one_event_and_not_on_another_of_its_kind(path: Path) -> None:
    events = _events(path)
    for one in read_case(path).rules:
        _, _, rule = one.partition("/")
        kinds = {kind for kind, fired in events if rule in fired}
        passed_by = {kind for kind, fired in events if rule not in fired}
        assert kinds, rule
        assert kinds & passed_by or one in ALWAYS, rule


_EVENT = re.compile(r" *\S+ (?P<kind>.+): verwerkt")
_ROW = re.compile(r" \(rij \d+\)$")


def _events(path: Path) -> list[tuple[str, list[str]]]:
    """The events of a case by their kind, follow-ups too, each with the lines below it: what fired is among them."""
    _, _, expected = path.read_text(encoding="utf-8").partition("=== verwacht\n")
    told, _, _ = expected.partition("\n--- ")
    events: list[tuple[str, list[str]]] = []
    for line in told.splitlines():
        if event := _EVENT.fullmatch(line):
            events.append((event["kind"], []))
        else:
            events[-1][1].append(_ROW.sub("", line.strip()))
    return events
