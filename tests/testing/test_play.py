"""What a test plays on: nothing stays, nothing leaves, and what comes of it is what `draai` makes of it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from regeltaal.pipeline import Analysis
from regeltaal.rule_testing import ready
from regeltaal.runtime.bindings import ActionCall
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.result import ActionStatus, EventResult
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.testing.outcome import Broken, CaseResult
from regeltaal.testing.runner import Runner, run

MakeRules = Callable[..., tuple[Analysis, RuleSet]]
RunTests = Callable[..., tuple[CaseResult, ...]]

OFFICE = """DOMEIN werkbonnen
REGEL "Klaargezet: mail later"
WANNEER werkbon statuswijziging NAAR "Klaargezet"
DAN
  VERSTUUR e-mail NA 30 minuten MITS status = "Klaargezet"
    MET ontvanger = relatie.e-mailadres; sjabloon = "Wij komen"

REGEL "Compleet: later een taak"
WANNEER werkbon compleet gemeld
EN duur > 60
DAN
  MAAK taak NA 1 dag MET titel = "Bel over {nummer}"
  ZET werkstatus = "Gefactureerd"
ANDERS
  MAAK taak MET titel = "Te kort"
BIJ ONBEKEND
  MAAK taak MET titel = "Onbekend"
"""
ZONE = ZoneInfo("Europe/Amsterdam")


def _reason(results: tuple[CaseResult, ...]) -> str:
    (result,) = results
    (found,) = result.failures
    assert isinstance(found.failure, Broken)
    return found.failure.reason.nl


def _sent(rules: RuleSet, changed: str) -> list[tuple[str, ActionStatus]]:
    """What the engine does in the end when the status changes in between."""
    now = datetime(2027, 3, 12, 16, 45, tzinfo=ZONE)
    with Engine(rules, clock=lambda: now) as engine:
        engine.action("VERSTUUR e-mail")(lambda _: None)
        record = {"nummer": "WB-1", "status": "Klaargezet", "relatie": {"naam": "X", "e-mailadres": "x@y.example"}}
        first = {"gebeurtenis": "werkbon statuswijziging", "record": record}
        engine.process({"id": "1", "moment": now.isoformat(), "vorige": {"status": "Ingepland"}, **first})
        second = {"gebeurtenis": "werkbon planbord update", "record": {"nummer": "WB-1", "status": changed}}
        engine.process({"id": "2", "moment": (now + timedelta(minutes=5)).isoformat(), **second})
        return [(one.action, one.status) for one in engine.run_due(now + timedelta(minutes=30))]


@pytest.mark.parametrize("changed", ["Klaargezet", "Ingepland"])
def test_a_delayed_action_comes_to_what_the_engine_makes_of_it(changed: str, make_rules: MakeRules) -> None:
    test = f"""
TEST "later"
GEGEVEN werkbon MET nummer = "WB-1"; relatie.e-mailadres = "x@y.example"
OP 12-3-2027 16:45
WANNEER werkbon statuswijziging VAN "Ingepland" NAAR "Klaargezet"
VERWACHT VERSTUUR e-mail NA 30 minuten
GEGEVEN werkbon MET status = "{changed}"
OP 12-3-2027 16:50
WANNEER werkbon planbord update
VERWACHT NIET VERSTUUR e-mail
OP 12-3-2027 17:15
VERWACHT NIET MAAK taak
"""
    analysis, rules = make_rules(OFFICE + test)
    (result,) = run(analysis.tests, rules)
    assert result.passed
    came = [(one.action.action, one.action.status) for one in result.steps[-1].came]
    assert came == _sent(rules, changed)


def test_a_delayed_action_on_our_own_records_is_done_at_its_moment(run_tests: RunTests) -> None:
    (result,) = run_tests(
        OFFICE
        + """
TEST "een dag later"
GEGEVEN werkbon MET nummer = "WB-1"; duur = 90
OP 12-3-2027 10:00
WANNEER werkbon compleet gemeld
VERWACHT MAAK taak NA 1 dag
OP 13-3-2027 9:59
VERWACHT NIET MAAK taak
OP 13-3-2027 10:00
VERWACHT MAAK taak MET titel = "Bel over WB-1"
"""
    )
    assert result.failures == ()
    assert [one.action.status for one in result.steps[-1].came] == [ActionStatus.DONE]


def test_nothing_reaches_outside(make_rules: MakeRules) -> None:
    analysis, rules = make_rules(
        OFFICE
        + """
TEST "de mail"
GEGEVEN werkbon MET relatie.e-mailadres = "x@y.example"
OP 12-3-2027 10:00
WANNEER werkbon statuswijziging VAN "Ingepland" NAAR "Klaargezet"
VERWACHT VERSTUUR e-mail
OP 12-3-2027 11:00
VERWACHT VERSTUUR e-mail
"""
    )
    runner = Runner.of(rules)
    sent: list[ActionCall] = []
    runner.bindings.action("VERSTUUR e-mail")(sent.append)
    assert [one.passed for one in runner.run(analysis.tests)] == [True]
    assert sent == []


DOMAIN = """DOMEIN eigen
OBJECT ding
  VELD naam: tekst VERPLICHT SLEUTEL
  VELD stand: tekst WIJZIGBAAR
OBJECT bon
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD naam: tekst
GEBEURTENIS ding gemaakt BIJ ding NIEUW
GEBEURTENIS ding veranderd BIJ ding VOLGT stand
GEBEURTENIS bon gemaakt BIJ bon NIEUW
ACTIE SCHRIJF bon BIJ ding
  PARAMETER naam: tekst
  GEEFT bon
  GEVOLG bon gemaakt
ACTIE MELD ding BIJ ding; bon
  PARAMETER tekst: tekst
"""


def test_a_domain_without_code_is_tested_all_the_same(make_rules: MakeRules, tmp_path: Path) -> None:
    text = """DOMEIN eigen
REGEL "Schrijf"
WANNEER ding gemaakt
DAN
  SCHRIJF bon GENAAMD bon MET naam = "Bon van {naam}"
  ZET stand = "bon {bon.naam}"
  MELD ding MET tekst = bon.nummer
REGEL "Gevolg"
WANNEER bon gemaakt
DAN
  MELD ding MET tekst = "gemaakt: {naam}"
REGEL "Stand"
WANNEER ding veranderd
DAN
  MELD ding MET tekst = "stand: {stand}"
TEST "alles volgt"
GEGEVEN ding MET naam = "kast"
WANNEER ding gemaakt
VERWACHT SCHRIJF bon MET naam = "Bon van kast"
VERWACHT MELD ding MET tekst = "1"
VERWACHT MELD ding MET tekst = "gemaakt: Bon van kast"
VERWACHT MELD ding MET tekst = "stand: bon Bon van kast"
"""
    (tmp_path / "eigen.domein").write_text(DOMAIN, encoding="utf-8")
    analysis, rules = make_rules(text, domain="eigen.domein")
    (result,) = run(analysis.tests, rules)
    assert result.failures == ()


FIELDS = some.fixed_dictionaries(
    {},
    optional={
        "duur": some.integers(0, 120),
        "commentaar": some.sampled_from(["", "a", "met \\{haakje}"]),
        "relatie.naam": some.sampled_from(["De Vries", "Jansen"]),
        "werkstatus": some.sampled_from(["Uitgevoerd", "Gefactureerd"]),
        "datum": some.dates(date(2027, 1, 1), date(2027, 12, 31)),
    },
)


def _literal(value: object) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    return f"{value.day}-{value.month}-{value.year}" if isinstance(value, date) else str(value)


def _event(number: int, fields: dict[str, object]) -> dict[str, object]:
    record: dict[str, object] = {"nummer": f"WB-{number}"}
    for name, value in fields.items():
        plain = value.replace("\\", "") if isinstance(value, str) else value
        if name == "relatie.naam":
            record["relatie"] = {"naam": plain}
        else:
            record[name] = value.isoformat() if hasattr(value, "isoformat") else plain
    moment = "2027-03-12T10:00:00+01:00"
    return {"id": f"e-{number}", "gebeurtenis": "werkbon compleet gemeld", "moment": moment, "record": record}


def _as_test(number: int, fields: dict[str, object], result: EventResult) -> str:
    """A test that expects what came of an event."""
    given = "; ".join([f'nummer = "WB-{number}"', *(f"{name} = {_literal(one)}" for name, one in fields.items())])
    lines = [
        f'TEST "{number}"',
        f"GEGEVEN werkbon MET {given}",
        "OP 12-3-2027 10:00",
        "WANNEER werkbon compleet gemeld",
    ]
    for rule in result.rules:
        lines.append(f'VERWACHT REGEL "{rule.id}" {rule.truth.value.upper()}')
        for action in rule.actions:
            if action.action.startswith("MAAK"):
                later = " NA 1 dag" if action.status is ActionStatus.PLANNED else ""
                title = str(action.parameters["titel"])
                lines.append(f'VERWACHT PRECIES 1 MAAL {action.action}{later} MET titel = "{title}"')
            else:
                lines.append(f'VERWACHT {action.action} = "{action.parameters["werkstatus"]}"')
    return "\n".join(lines)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(FIELDS, min_size=1, max_size=8))
def test_a_test_of_what_the_rules_decide_passes(make_rules: MakeRules, events: list[dict[str, object]]) -> None:
    _, rules = make_rules(OFFICE)
    decided = [rules.decide(_event(number, fields)) for number, fields in enumerate(events)]
    tests = [_as_test(number, fields, one) for number, (fields, one) in enumerate(zip(events, decided, strict=True))]
    analysis, again = make_rules("\n\n".join([OFFICE, *tests]))
    assert [one.failures for one in run(analysis.tests, again)] == [() for _ in events]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ('GEGEVEN werkbon MET relatie = "D-1"; relatie.debiteurnummer = "D-2"', "twee keer gegeven"),
        ("GEGEVEN werkbon MET duur = 1\nGEGEVEN werkbon MET duur = 2", "twee keer gegeven"),
        ("GEGEVEN werkbon MET datum = 31-12-2027 + 9000 jaar", "buiten de jaren"),
    ],
)
def test_givens_that_can_not_be_are_told(given: str, reason: str, run_tests: RunTests) -> None:
    found = _reason(
        run_tests(f'{OFFICE}\nTEST "x"\n{given}\nWANNEER werkbon compleet gemeld\nVERWACHT NIET VERSTUUR e-mail')
    )
    assert reason in found


def test_two_records_of_the_event_s_object_are_two_when_their_keys_differ(run_tests: RunTests) -> None:
    (result,) = run_tests(
        OFFICE
        + """
TEST "twee"
GEGEVEN werkbon MET nummer = "WB-1"; duur = 90
GEGEVEN werkbon MET nummer = "WB-2"; duur = 10
WANNEER werkbon compleet gemeld
VERWACHT REGEL "Compleet: later een taak" WAAR
"""
    )
    assert result.failures == ()


FROM_FILE = """
TEST "uit een bestand"
GEGEVEN werkbon UIT "voorbeelden/wb.json" MET duur = 10; relatie.plaats = "Zeist"
WANNEER werkbon compleet gemeld
VERWACHT MAAK taak MET titel = "Te kort"
"""


def _outcome(folder: Path) -> CaseResult:
    (found,) = ready([str(folder)], lambda _: b"")
    (result,) = found.run()
    return result


@pytest.mark.parametrize(
    "content",
    [
        '{"nummer": "WB-7", "duur": 500, "relatie": {"naam": "De Vries"}}',
        '{"id": "e-1", "gebeurtenis": "werkbon compleet gemeld", "record": {"Nummer": "WB-7"}, "vorige": {"duur": 5}}',
        '{"record": "WB-7"}',
    ],
)
def test_a_record_comes_from_a_file_of_the_project(content: str, make_rules: MakeRules, tmp_path: Path) -> None:
    make_rules(OFFICE + FROM_FILE)
    (tmp_path / "voorbeelden").mkdir()
    (tmp_path / "voorbeelden" / "wb.json").write_text(content, encoding="utf-8")
    result = _outcome(tmp_path)
    assert result.failures == ()
    assert result.steps[0].events[0].record == "WB-7"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "dit bestand is niet te lezen"),
        (b"{", "geen geldige JSON"),
        (b"[]", "een JSON-object"),
        (b'{"nummer": "\xff"}', "geen UTF-8"),
        (b'{"nummr": "WB-7"}', "geen veld van werkbon"),
        (b'{"nummer": "' + b"x" * 1_000_001, "groter dan 1 MB"),
    ],
)
def test_a_file_that_does_not_fit_is_told(
    content: bytes | None, reason: str, make_rules: MakeRules, tmp_path: Path
) -> None:
    make_rules(OFFICE + FROM_FILE)
    (tmp_path / "voorbeelden").mkdir()
    if content is not None:
        (tmp_path / "voorbeelden" / "wb.json").write_bytes(content)
    assert reason in _reason((_outcome(tmp_path),))


def test_a_link_out_of_the_project_is_not_followed(make_rules: MakeRules, tmp_path: Path) -> None:
    folder = tmp_path / "binnen"
    folder.mkdir()
    (tmp_path / "buiten.json").write_text('{"nummer": "WB-7"}', encoding="utf-8")
    make_rules(OFFICE + FROM_FILE)
    (tmp_path / "regels").rename(folder / "regels")
    (tmp_path / "regeltaal.toml").rename(folder / "regeltaal.toml")
    (tmp_path / "sjablonen").rename(folder / "sjablonen")
    (folder / "voorbeelden").mkdir()
    (folder / "voorbeelden" / "wb.json").symlink_to(tmp_path / "buiten.json")
    assert "ligt niet in de map van het project" in _reason((_outcome(folder),))
