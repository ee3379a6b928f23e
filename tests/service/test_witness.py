"""What is counted and told of actions: under the domain's own titles, with the ID that `opnieuw` shows."""

import io

import pytest
from tests.service.test_alarms import NOON, ONCE, Office, given, office  # noqa: F401 - a fixture
from tests.service.test_service_log import Log, lines, log  # noqa: F401 - a fixture

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.evaluate.verdict import Truth
from regeltaal.program.tree import RuleId
from regeltaal.runtime.deciding import short_id
from regeltaal.runtime.passing import Missed
from regeltaal.runtime.result import ActionResult, ActionStatus, Branch, EventResult, EventStatus, RuleResult
from regeltaal.schema.model import Level
from regeltaal.service.alarms import Alarms
from regeltaal.service.intake import Written
from regeltaal.service.metrics import Metrics
from regeltaal.service.witness import Witness

RULE = RuleId(Level.ENVIRONMENT, None, "r")


def witnessed(office: Office) -> Witness:  # noqa: F811 - the fixture
    witness = Witness(Metrics(), lambda: {"STUUR buiten"})
    office.alarms = Alarms(office.current, office.bell, witness)
    return witness


def counted(witness: Witness) -> dict[tuple[str, str], float]:
    found = witness.metrics.registry.collect()
    return {
        (one.labels["actie"], one.labels["status"]): one.value
        for metric in found
        if metric.name == "regeltaal_acties"
        for one in metric.samples
    }


def told(stream: io.StringIO) -> list[tuple[object, object, object]]:
    return [(one["niveau"], one["wat"], one.get("id")) for one in lines(stream)]


@given(ONCE)
def test_an_action_is_counted_and_told_by_title_rule_and_id(office: Office, log: Log) -> None:  # noqa: F811 - fixtures
    stream, witness = log(), witnessed(office)
    office.event()

    office.ring()

    assert counted(witness) == {("STUUR buiten", "uitgevoerd"): 1.0}
    (line,) = lines(stream)
    del line["tijd"]
    key = short_id(office.effect().key)
    assert line == {"niveau": "info", "wat": "actie uitgevoerd", "actie": "STUUR buiten", "regel": "r", "id": key}


@given(ONCE)
def test_an_action_that_goes_again_later_is_a_warning_with_its_moment(office: Office, log: Log) -> None:  # noqa: F811
    stream, witness = log(), witnessed(office)
    office.fails = True
    office.event()

    office.ring()

    assert counted(witness) == {("STUUR buiten", "later"): 1.0}
    (line,) = lines(stream)
    assert (line["niveau"], line["wat"]) == ("let op", "actie mislukt; zij gaat later opnieuw")
    assert str(line["wanneer"]).startswith("2027-03-12T12:01")
    assert "antwoordt niet" not in stream.getvalue()


@given(ONCE)
def test_what_a_crash_left_is_counted_as_uncertain_and_told_by_id(office: Office, log: Log) -> None:  # noqa: F811
    stream, witness = log("json", "en"), witnessed(office)
    office.event()
    office.store.claim(office.effect().key, NOON)

    office.alarms.settle_left()
    office.alarms.settle_left()

    assert counted(witness) == {("STUUR buiten", "onzeker"): 1.0}
    what = "an action was cut off and is uncertain; decide by `regeltaal opnieuw`"
    assert told(stream) == [("fout", what, short_id(office.effect().key))]


@given(ONCE)
def test_of_many_that_a_crash_left_only_the_first_are_named(office: Office, log: Log) -> None:  # noqa: F811
    stream, witness = log(), witnessed(office)
    office.event()
    office.store.claim(office.effect().key, NOON)
    (left,) = office.store.recover(NOON)

    witness.left([evolve(left, key=f"{left.key}{number}") for number in range(50)])

    assert counted(witness) == {("STUUR buiten", "onzeker"): 50.0}
    assert len(lines(stream)) == 21
    assert lines(stream)[-1]["aantal"] == 30


def event(*actions: ActionResult) -> EventResult:
    rule = RuleResult(RULE, "a.regel", 1, "", Truth.TRUE, Branch.THEN, actions=actions)
    follow_up = EventResult("e/gevolg-1", EventStatus.PROCESSED, rules=(rule,))
    return EventResult("e", EventStatus.PROCESSED, rules=(rule,), follow_ups=(follow_up,))


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("STUUR buiten", "STUUR buiten"),
        ("ZET klant.naam", "ZET"),
        ("WIS klant.naam", "WIS"),
        ("BEL klant Jansen", "anders"),
    ],
)
def test_only_titles_of_the_domain_and_verbs_of_the_language_are_labels(title: str, label: str) -> None:
    witness = Witness(Metrics(), lambda: {"STUUR buiten"})

    witness.took_in([event(ActionResult(title, {}, ActionStatus.DONE))], "http")

    assert counted(witness) == {(label, "uitgevoerd"): 2.0}


def test_what_is_only_planned_and_what_was_known_already_is_not_counted() -> None:
    witness = Witness(Metrics())
    planned = event(ActionResult("STUUR buiten", {}, ActionStatus.PLANNED, key="k"))

    witness.took_in(
        [planned, evolve(event(ActionResult("X", {}, ActionStatus.DONE)), status=EventStatus.DUPLICATE)], ""
    )

    assert counted(witness) == {}


def test_an_action_that_fails_within_events_is_told_once_in_a_while(log: Log) -> None:  # noqa: F811
    stream, witness = log(), Witness(Metrics())
    failed = event(ActionResult("MAAK taak", {}, ActionStatus.FAILED, reason=Text("klant Jansen", "Jansen")))

    witness.written(Written(2, 0.1, results=[failed, failed]))

    first, batch = lines(stream)
    assert (first["wat"], first["actie"], first["regel"]) == ("actie mislukt binnen een gebeurtenis", "MAAK taak", "r")
    assert (batch["wat"], batch["verwerkt"], batch["ms"]) == ("gebeurtenissen bewaard", 2, 100)
    assert "Jansen" not in stream.getvalue()


def test_what_the_clock_starts_is_counted_and_told_in_one_line(log: Log) -> None:  # noqa: F811
    stream, witness = log(), Witness(Metrics())
    results = [EventResult(f"e{number}", EventStatus.PROCESSED, event="ELKE dag") for number in range(5)]

    witness.came([Missed(RULE, "Jansen", 3, NOON), *results])
    witness.came([])

    missed, came = lines(stream)
    assert (missed["niveau"], missed["regel"], missed["aantal"]) == ("let op", "r", 3)
    assert (came["wat"], came["gebeurtenis"], came["verwerkt"]) == ("gebeurtenis van de klok", "ELKE dag", 5)
    assert "Jansen" not in stream.getvalue()
