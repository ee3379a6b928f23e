"""SLA policies: which one holds, what is due when, when a clock stops, and the mail that goes out in time or never.

The office is open on weekdays from eight to five. Friday 26 March 2027 is the last day before a weekend in which the
clock changes, and Monday the 29th is Easter Monday.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from email import message_from_bytes
from email.policy import default as mail_policy
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from attrs import define, field

from regeltaal.domains.werkbonnen.sla_policy import CLOCKS, LIFECYCLE, WEEKDAYS
from regeltaal.loading import load
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.replay import replay
from regeltaal.runtime.result import EventResult, EventStatus
from regeltaal.schema.model import Schema

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SETTINGS = """[project]
domein = "werkbonnen"
[koppelingen.mail]
map = "postvak-uit"
afzender = "planning@bedrijf.example"
[open_keuzes.werkstatus]
waarden = ["Klant gebeld", "Uitgevoerd", "Opnieuw inplannen"]
"""
TEMPLATE = "Onderwerp: Let op {nummer}\n\nVoor {reactiedeadline}.\n"
OPEN = [{"dag": day, "begin": "08:00", "eind": "17:00"} for day in WEEKDAYS[:5]]
GOLD: dict[str, object] = {
    "code": "GOUD",
    "rekenwijze": "kantoortijd",
    "kantooruren": OPEN,
    "reactiestatussen": ["Opgehaald"],
    "reactiewerkstatussen": ["Klant gebeld"],
    "oplosstatussen": ["Compleet"],
    "oploswerkstatussen": ["Uitgevoerd"],
    "tijden": [
        {"prioriteit": "P1", "reactietijd": 4, "reactie-eenheid": "uren", "oplostijd": 2, "oplos-eenheid": "dagen"},
        {"prioriteit": "P2", "reactietijd": 1, "reactie-eenheid": "dagen"},
    ],
}
SILVER: dict[str, object] = {
    "code": "ZILVER",
    "rekenwijze": "kalendertijd",
    "oplosstatussen": ["Compleet"],
    "tijden": [{"reactietijd": 90, "reactie-eenheid": "minuten", "oplostijd": 3, "oplos-eenheid": "dagen"}],
}
BRONZE = {"debiteurnummer": "D-1", "naam": "De Vries", "SLA-klasse": "Brons"}
FRIDAY = "26-03-2027 15:00"
REACTION, SOLUTION = "30-03-2027 10:00", "31-03-2027 15:00"
"""What GOUD agrees on for P1 on that Friday: two hours of it and two of Tuesday; two office days later."""


def at(text: str) -> datetime:
    return datetime.strptime(text, "%d-%m-%Y %H:%M").replace(tzinfo=AMSTERDAM)


@define
class Office:
    """A project with its engine, and a clock that stands where it was put."""

    folder: Path
    now: datetime = field(factory=lambda: at(FRIDAY))
    engine: Engine = field(init=False)
    number: int = 0

    def start(self, rules: str) -> None:
        (self.folder / "regels").mkdir()
        (self.folder / "regels" / "sla.regel").write_text(f"DOMEIN werkbonnen\n{rules}", encoding="utf-8")
        self.engine = Engine(load(self.folder), clock=lambda: self.now)

    def event(self, name: str, record: object, moment: str | None = None, *, dry: bool = False) -> EventResult:
        self.now = self.now if moment is None else at(moment)
        self.number += 1
        data = {"id": f"e-{self.number}", "gebeurtenis": name, "record": record, "moment": self.now.isoformat()}
        result = self.engine.process(data, dry=dry)
        assert result.status is EventStatus.PROCESSED, (result.field, result.reason)
        return result

    def policy(self, policy: Mapping[str, object], **changed: object) -> None:
        renamed = {name.replace("_", "-"): value for name, value in changed.items()}
        self.event("SLA-beleid bijgewerkt", {**policy, **renamed})

    def make(self, moment: str = FRIDAY, /, **record: object) -> EventResult:
        return self.event("werkbon aangemaakt", {"nummer": "WB-1", **_named(record)}, moment)

    def change(self, moment: str, **record: object) -> EventResult:
        return self.event("werkbon planbord update", {"nummer": "WB-1", **_named(record)}, moment)

    def order(self, key: str = "WB-1") -> dict[str, object]:
        """What is stored of a work order, moments as they are read."""
        with self.engine.store.look() as unit:
            (stored,) = [one for one in unit.records("werkbon") if one.record.key == key]
        return {name: _shown(value) for name, value in stored.fields.items() if value is not None}

    def notes(self, result: EventResult) -> list[str]:
        return [note.nl for note in result.notes]

    def until(self, moment: str) -> None:
        list(self.engine.let_pass(at(moment), self.now))
        self.now = at(moment)

    def mails(self) -> list[str]:
        found = sorted((self.folder / "postvak-uit").glob("*.eml"))
        return [str(message_from_bytes(path.read_bytes(), policy=mail_policy)["Subject"]) for path in found]


def _named(record: Mapping[str, object]) -> dict[str, object]:
    names = {"priority": "prioriteitscode", "policy": "SLA-beleid", "state": "status", "work_state": "werkstatus"}
    return {names.get(name, name): value for name, value in record.items()}


def _shown(value: object) -> object:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) and "T" in value else None
    except ValueError:
        moment = None
    return value if moment is None else moment.astimezone(AMSTERDAM).strftime("%d-%m-%Y %H:%M")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Office]]:
    offices: list[Office] = []

    def make(rules: str = "") -> Office:
        (tmp_path / "regeltaal.toml").write_text(SETTINGS, encoding="utf-8")
        templates = tmp_path / "sjablonen"
        templates.mkdir()
        (templates / "Deadline.txt").write_text(
            "Onderwerp: Let op {nummer}\n\nVoor {reactiedeadline}.\n", encoding="utf-8"
        )
        office = Office(tmp_path)
        office.start(rules)
        offices.append(office)
        return office

    yield make
    for office in offices:
        office.engine.close()


@pytest.fixture
def office(start: Callable[..., Office]) -> Office:
    """An office with the two policies."""
    found = start()
    found.policy(GOLD)
    found.policy(SILVER)
    return found


def test_the_words_of_a_policy_are_those_of_the_domain(schema_of: Callable[[str], Schema]) -> None:
    schema = schema_of("werkbonnen")
    assert schema.enums["werkbonstatus"].values == LIFECYCLE
    assert schema.enums["weekdag"].values == WEEKDAYS
    for clock in CLOCKS:
        assert {f"{clock}deadline", f"{clock}moment"} <= schema.objects["werkbon"].fields.keys()
        assert {f"{clock}tijd", f"{clock}-eenheid"} <= schema.objects["sla-tijd"].fields.keys()


# ---------------------------------------------------------------- deadlines


def test_deadlines_are_agreed_when_a_work_order_is_made(office: Office) -> None:
    office.make(priority="P1", policy="GOUD")
    order = office.order()
    assert order["geldend sla-beleid"] == "GOUD"
    assert (order["sla-start"], order["reactiedeadline"], order["oplosdeadline"]) == (FRIDAY, REACTION, SOLUTION)


def test_the_clock_starts_at_the_date_of_the_work_order_when_it_has_one(office: Office) -> None:
    office.make(priority="P1", policy="GOUD", aanmaakdatum="2027-03-24T09:00:00+01:00")
    assert (office.order()["reactiedeadline"], office.order()["sla-start"]) == ("24-03-2027 13:00", "24-03-2027 09:00")
    office.change("27-03-2027 12:00", aanmaakdatum="2027-03-25T09:00:00+01:00")
    assert office.order()["reactiedeadline"] == "25-03-2027 13:00"


def test_calendar_time_goes_on_at_night_and_in_weekends(office: Office) -> None:
    """Ninety minutes are ninety minutes; three days later it is three o'clock again, though summer time began."""
    office.make(policy="ZILVER")
    assert office.order()["reactiedeadline"] == "26-03-2027 16:30"
    assert office.order()["oplosdeadline"] == "29-03-2027 15:00"


def test_a_policy_may_have_no_time_for_a_solution(office: Office) -> None:
    office.make(priority="P2", policy="GOUD")
    assert office.order()["reactiedeadline"] == "30-03-2027 15:00"
    assert "oplosdeadline" not in office.order()


def test_the_policy_is_that_of_the_work_order_or_its_contract_or_the_class_of_its_customer(office: Office) -> None:
    customer = {"debiteurnummer": "D-1", "naam": "De Vries", "SLA-klasse": "zilver"}
    contract = {"nummer": "C-1", "SLA-beleid": "GOUD"}
    office.make(priority="P1", relatie=customer)
    assert office.order()["geldend sla-beleid"] == "ZILVER"
    office.change(FRIDAY, contract=contract)
    assert office.order()["geldend sla-beleid"] == "GOUD"
    office.change(FRIDAY, policy="ZILVER")
    assert office.order()["geldend sla-beleid"] == "ZILVER"


def test_another_priority_or_policy_makes_other_deadlines_from_the_same_start(office: Office) -> None:
    office.make(priority="P2", policy="GOUD")
    office.change("30-03-2027 09:00", priority="P1")
    assert (office.order()["reactiedeadline"], office.order()["oplosdeadline"]) == (REACTION, SOLUTION)
    office.change("30-03-2027 09:30", policy="ZILVER")
    assert office.order()["reactiedeadline"] == "26-03-2027 16:30"


def test_a_rule_that_changes_the_priority_changes_the_deadline(start: Callable[..., Office]) -> None:
    office = start('REGEL "spoed" WANNEER werkbon planbord update DAN ZET prioriteitscode = "P1"')
    office.policy(GOLD)
    office.make(priority="P2", policy="GOUD")
    result = office.change(FRIDAY, commentaar="bel meteen")
    assert [action.status.value for action in result.rules[0].actions] == ["uitgevoerd"]
    assert office.order()["reactiedeadline"] == REACTION


def test_a_policy_that_changes_leaves_what_was_agreed(office: Office) -> None:
    office.make(priority="P1", policy="GOUD")
    times = [{"prioriteit": "P1", "reactietijd": 1, "reactie-eenheid": "uren"}]
    office.event("SLA-beleid bijgewerkt", {"code": "GOUD", "tijden": times})
    office.change("26-03-2027 15:30", commentaar="nog steeds")
    assert office.order()["reactiedeadline"] == REACTION


def test_a_policy_that_is_taken_away_takes_its_deadlines_along(office: Office) -> None:
    office.make(priority="P1", policy="GOUD")
    office.change("26-03-2027 15:30", policy=None)
    left = office.order().keys()
    assert left.isdisjoint({"reactiedeadline", "oplosdeadline", "geldend sla-beleid", "sla-start"})


# ---------------------------------------------------------------- what an event says, and why there is no deadline


def test_a_deadline_from_elsewhere_stands_where_no_policy_makes_one(office: Office) -> None:
    office.make(reactiedeadline="2027-03-27T12:00:00+01:00", priority="P1")
    assert office.order()["reactiedeadline"] == "27-03-2027 12:00"
    office.change("26-03-2027 16:00", priority="P2")
    assert office.order()["reactiedeadline"] == "27-03-2027 12:00"
    office.change("26-03-2027 16:00", policy="GOUD", priority="P1")
    assert office.order()["reactiedeadline"] == "30-03-2027 11:00"


def test_a_deadline_from_elsewhere_gives_way_to_that_of_a_policy(office: Office) -> None:
    office.make(priority="P1", policy="GOUD", reactiedeadline="2027-03-27T12:00:00+01:00")
    assert office.order()["reactiedeadline"] == REACTION


@pytest.mark.parametrize(
    ("changed", "record", "note"),
    [
        ({}, {"policy": "BRONS"}, "SLA-beleid `BRONS` is niet bekend"),
        (
            {},
            {"relatie": {"debiteurnummer": "D", "naam": "x", "SLA-klasse": "Brons"}},
            "SLA-beleid `Brons` is niet bekend",
        ),
        ({}, {"priority": "P9"}, "SLA-beleid `GOUD`: er zijn geen tijden voor prioriteit `P9`"),
        ({}, {"priority": None}, "SLA-beleid `GOUD`: de werkbon heeft geen prioriteitscode"),
        ({"kantooruren": []}, {}, "SLA-beleid `GOUD`: er zijn geen kantooruren ingevuld"),
        (
            {"kantooruren": [{"dag": "maandag", "begin": "17:00", "eind": "08:00"}]},
            {},
            "SLA-beleid `GOUD`: de kantooruren van maandag eindigen voor ze beginnen",
        ),
        ({"kantooruren": [{"dag": "maandag"}]}, {}, "SLA-beleid `GOUD`: kantooruren noemen dag, begin en eind"),
        ({"tijden": [{"reactietijd": 4}]}, {}, "SLA-beleid `GOUD`: `reactie-eenheid` is leeg"),
        (
            {"tijden": [{"reactietijd": -4, "reactie-eenheid": "uren"}]},
            {},
            "SLA-beleid `GOUD`: `reactietijd` is geen zinnige tijd",
        ),
    ],
)
def test_where_there_is_no_deadline_the_timeline_says_why(
    office: Office, changed: dict[str, object], record: dict[str, object], note: str
) -> None:
    office.event("SLA-beleid bijgewerkt", {**GOLD, **changed})
    usual = {} if "relatie" in record else {"policy": "GOUD"}
    result = office.make(**{"priority": "P1", **usual, **record})
    assert office.notes(result) == [note]
    assert "reactiedeadline" not in office.order()
    assert office.notes(office.change("26-03-2027 16:00", commentaar="iets anders")) == []


def test_a_class_is_a_word_of_the_company_s_own_where_there_are_no_policies(start: Callable[..., Office]) -> None:
    office = start()
    result = office.make(relatie={"debiteurnummer": "D-1", "naam": "De Vries", "SLA-klasse": "Goud"})
    assert office.notes(result) == []


# ---------------------------------------------------------------- reaction and solution


def test_the_status_that_counts_stops_its_clock(office: Office) -> None:
    office.make(priority="P1", policy="GOUD", state="Klaargezet")
    office.change("30-03-2027 09:00", state="Opgehaald")
    assert (office.order()["reactiemoment"], office.order()["reactie op tijd"]) == ("30-03-2027 09:00", True)
    assert "oplosmoment" not in office.order()
    office.change("31-03-2027 16:00", state="Afgehandeld")
    order = office.order()
    assert (order["oplosmoment"], order["oplossing op tijd"]) == ("31-03-2027 16:00", False)
    assert order["reactiemoment"] == "30-03-2027 09:00"


def test_a_work_status_of_the_company_counts_as_well(office: Office) -> None:
    office.make(priority="P1", policy="GOUD")
    office.change("26-03-2027 15:10", work_state="klant gebeld")
    office.change("26-03-2027 16:00", work_state="Uitgevoerd")
    assert office.order()["reactiemoment"] == "26-03-2027 15:10"
    assert office.order()["oplosmoment"] == "26-03-2027 16:00"


def test_a_solution_is_a_reaction(office: Office) -> None:
    office.make(priority="P1", policy="GOUD", state="Compleet")
    assert (office.order()["reactiemoment"], office.order()["oplosmoment"]) == (FRIDAY, FRIDAY)


def test_a_solution_that_is_taken_back_leaves_the_reaction(office: Office) -> None:
    office.make(priority="P1", policy="GOUD", state="Compleet")
    office.change("26-03-2027 16:00", state="Klaargezet")
    assert "oplosmoment" not in office.order()
    assert "oplossing op tijd" not in office.order()
    assert office.order()["reactiemoment"] == FRIDAY


def test_a_moment_that_the_event_tells_stands(office: Office) -> None:
    office.make(priority="P1", policy="GOUD", state="Compleet", oplosmoment="2027-03-26T14:55:00+01:00")
    assert office.order()["oplosmoment"] == "26-03-2027 14:55"


def test_a_rule_that_sets_a_status_stops_the_clock(start: Callable[..., Office]) -> None:
    office = start('REGEL "klaar" WANNEER werkbon compleet gemeld DAN ZET werkstatus = "Uitgevoerd"')
    office.policy(GOLD)
    office.make(priority="P1", policy="GOUD")
    office.event("werkbon compleet gemeld", "WB-1", "26-03-2027 16:45")
    assert office.order()["oplosmoment"] == "26-03-2027 16:45"


def test_follow_up_work_has_clocks_of_its_own(start: Callable[..., Office]) -> None:
    office = start('REGEL "vervolg" WANNEER werkbon compleet gemeld DAN MAAK vervolgwerkbon')
    office.policy(GOLD)
    office.make(priority="P1", policy="GOUD", state="Compleet")
    office.event("werkbon compleet gemeld", "WB-1", "30-03-2027 16:00")
    order = office.order("1")
    assert (order["reactiedeadline"], order["oplosdeadline"]) == ("31-03-2027 11:00", "01-04-2027 16:00")
    assert order.keys().isdisjoint({"reactiemoment", "oplosmoment", "reactie op tijd", "oplossing op tijd"})


def test_a_dry_run_keeps_no_clock(office: Office) -> None:
    office.event("werkbon aangemaakt", {"nummer": "WB-9", "prioriteitscode": "P1", "SLA-beleid": "GOUD"}, dry=True)
    with office.engine.store.look() as unit:
        assert list(unit.records("werkbon")) == []


def test_a_replay_agrees_on_the_deadline_of_then_though_the_policy_changed(start: Callable[..., Office]) -> None:
    office = start('REGEL "r" WANNEER werkbon aangemaakt DAN MAAK taak MET titel = "{reactiedeadline}"')
    office.policy(GOLD)
    office.make(priority="P1", policy="GOUD")
    office.event("SLA-beleid bijgewerkt", {"code": "GOUD", "tijden": []})
    (made,) = [one for one in office.engine.store.events() if one.name == "werkbon aangemaakt"]
    (rule,) = replay(office.engine.rules, made, office.engine.bindings).rules
    assert [action.parameters["titel"] for action in rule.actions] == ["30-3-2027 10:00"]


# ---------------------------------------------------------------- the two triggers

RULES = """REGEL "waarschuw"
WANNEER SLA-beleid in afwachting van reactie 2 uur VOOR reactiedeadline
DAN VERSTUUR e-mail MET ontvanger = "planning@bedrijf.example"; sjabloon = "Deadline"

REGEL "te laat"
WANNEER SLA-beleid in afwachting van oplossing OP oplosdeadline
DAN MAAK taak MET titel = "Te laat: {nummer}"
"""


def test_the_warning_goes_out_two_hours_before_the_deadline_and_not_a_minute_earlier(
    start: Callable[..., Office],
) -> None:
    office = start(RULES)
    office.policy(GOLD)
    office.make(priority="P1", policy="GOUD", state="Klaargezet")
    office.until("30-03-2027 07:59")
    assert office.mails() == []
    office.until("30-03-2027 08:00")
    assert office.mails() == ["Let op WB-1"]
    office.until("05-04-2027 12:00")
    assert office.mails() == ["Let op WB-1"]


def test_no_warning_goes_out_for_work_that_was_picked_up_before(start: Callable[..., Office]) -> None:
    office = start(RULES)
    office.policy(GOLD)
    office.make(priority="P1", policy="GOUD", state="Klaargezet")
    office.event("werkbon statuswijziging", {"nummer": "WB-1", "status": "Opgehaald"}, "30-03-2027 07:30")
    office.until("05-04-2027 12:00")
    assert office.mails() == []


def test_a_deadline_that_moves_moves_the_warning(start: Callable[..., Office]) -> None:
    office = start(RULES)
    office.policy(GOLD)
    office.make(priority="P1", policy="GOUD")
    office.change("26-03-2027 16:00", priority="P2")
    office.until("30-03-2027 12:59")
    assert office.mails() == []
    office.until("30-03-2027 13:00")
    assert office.mails() == ["Let op WB-1"]


def test_what_is_not_solved_in_time_gives_a_task_at_the_deadline(start: Callable[..., Office]) -> None:
    office = start(RULES)
    office.policy(GOLD)
    office.make(priority="P1", policy="GOUD")
    office.until("31-03-2027 14:59")
    assert _titles(office) == []
    office.until("31-03-2027 15:00")
    assert _titles(office) == ["Te laat: WB-1"]


def _titles(office: Office) -> list[object]:
    with office.engine.store.look() as unit:
        return [one.fields["titel"] for one in unit.records("taak")]
