"""An effect that failed is tried again: when, how often, what is said of it, and what is never tried again."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from attrs import define, field
from hypothesis import given
from hypothesis import strategies as st

from regeltaal.base.source import Source
from regeltaal.base.text import Text
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.runtime.bindings import ActionCall, Bindings, FailedError, UncertainError
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.result import ActionStatus
from regeltaal.runtime.retrying import BACK_OFF, MOST_ATTEMPTS, next_attempt
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import EffectStatus, StoredEffect
from regeltaal.schema.loader import load
from regeltaal.syntax.parser import parse
from regeltaal.values.value import Ref

DOMAIN = Path(__file__).parent.parent / "golden" / "processing" / "proef.domein"
NOON = datetime(2027, 3, 12, 11, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ONCE = 'REGEL "r" WANNEER bon bijgewerkt DAN MELD buiten MET tekst = "a"'
AT_LEAST_ONCE = 'REGEL "r" WANNEER bon bijgewerkt DAN SEIN buiten MET tekst = "a"'
DOWN = Text(nl="de server is plat", en="the server is down")
BON = Ref("standaard", "bon", "B1")


def rule_set(body: str) -> RuleSet:
    schema = load(Source("proef.domein", DOMAIN.read_text(encoding="utf-8"))).schema
    assert schema is not None
    parsed = parse(Source("a.regel", f"DOMEIN proef\n{body}"))
    checked = check([parsed.file], schema, Setting())
    assert [one.message() for one in (*parsed.problems, *checked.problems) if one.is_error] == []
    return RuleSet(checked.program, schema, Setting().zone, "nu")


def event(number: str = "e1", **record: object) -> dict[str, object]:
    return {"id": number, "gebeurtenis": "bon bijgewerkt", "record": {"nummer": "B1", **record}}


@define
class Outside:
    """The world outside: what it does at each call in turn, the last one again and again."""

    answers: list[BaseException | Callable[[ActionCall], object] | None]
    keys: list[str] = field(factory=list)

    def __call__(self, call: ActionCall) -> None:
        self.keys.append(call.key)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, BaseException):
            raise answer
        if answer is not None:
            answer(call)


def down(*, after: timedelta | None = None) -> FailedError:
    return FailedError(DOWN, retry=True, after=after)


@contextmanager
def running(rules: str, outside: Outside, clock: Callable[[], datetime] = lambda: NOON) -> Iterator[Engine]:
    bindings = Bindings()
    for title in ("MELD buiten", "SEIN buiten", "HERINNER klant"):
        bindings.bind(title, outside)
    with Engine(rule_set(rules), bindings=bindings, clock=clock) as engine:
        yield engine


def the_effect(engine: Engine) -> StoredEffect:
    (found,) = engine.store.effects(*EffectStatus)
    return found


def told(engine: Engine) -> list[tuple[object, object]]:
    """The lines about actions in the history of the record: status and reason."""
    lines = (one.body for one in engine.store.entries(BON) if one.kind == "actie")
    return [(line["status"], line["reden"]) for line in lines]


# ---------------------------------------------------------------- when


@given(st.text(), st.integers(1, MOST_ATTEMPTS - 1))
def test_a_wait_grows_by_the_list_and_is_the_same_for_the_same_effect(key: str, attempts: int) -> None:
    due = next_attempt(key, attempts, NOON)
    assert due is not None
    assert BACK_OFF[attempts - 1] <= due - NOON <= BACK_OFF[attempts - 1] * 1.2
    assert due == next_attempt(key, attempts, NOON)


def test_what_failed_together_does_not_come_back_together() -> None:
    assert len({next_attempt(f"sleutel {number}", 4, NOON) for number in range(100)}) > 50


@pytest.mark.parametrize("attempts", [0, MOST_ATTEMPTS, MOST_ATTEMPTS + 1])
def test_there_is_an_end_to_it(attempts: int) -> None:
    assert next_attempt("sleutel", attempts, NOON) is None


@pytest.mark.parametrize(
    ("asked", "least", "most"),
    [
        (timedelta(seconds=1), timedelta(minutes=1), timedelta(minutes=1.2)),
        (2 * HOUR, 2 * HOUR, 2 * HOUR),
        (1000 * HOUR, 24 * HOUR, 24 * HOUR),
    ],
)
def test_who_asks_to_be_left_alone_is_but_not_for_ever(asked: timedelta, least: timedelta, most: timedelta) -> None:
    due = next_attempt("sleutel", 1, NOON, asked)
    assert due is not None
    assert least <= due - NOON <= most


# ---------------------------------------------------------------- what becomes of an effect


def test_a_failure_that_may_pass_is_planned_again_and_the_record_tells_of_it() -> None:
    outside = Outside([down(), None])
    with running(ONCE, outside) as engine:
        (action,) = engine.process(event()).rules[0].actions
        planned = the_effect(engine)
        assert (planned.status, planned.attempts, planned.due) == (
            EffectStatus.PLANNED,
            1,
            next_attempt(planned.key, 1, NOON),
        )
        why = "poging 1 van 7 mislukte: de server is plat; volgende poging 12:01"
        assert (action.status, action.reason and action.reason.nl, action.moment) == (
            ActionStatus.PLANNED,
            why,
            planned.due,
        )
        assert planned.reason is not None
        assert planned.reason.nl == why
        assert engine.run_due(planned.due - timedelta(seconds=1)) == ()
        assert [one.status for one in engine.run_due(planned.due)] == [ActionStatus.DONE]
        assert told(engine) == [("gepland", why), ("uitgevoerd", None)]
        assert outside.keys == [planned.key] * 2


def test_after_the_last_attempt_it_failed_for_good() -> None:
    outside = Outside([down()])
    with running(ONCE, outside) as engine:
        engine.process(event())
        moments = []
        while (found := the_effect(engine)).status is EffectStatus.PLANNED:
            moments.append(found.due)
            engine.run_due(found.due)
        assert len(outside.keys) == MOST_ATTEMPTS == len(moments) + 1
        assert moments[-1] - NOON > timedelta(hours=17)
        assert (found.status, found.reason and found.reason.nl) == (
            EffectStatus.FAILED,
            "na 7 pogingen opgegeven: de server is plat",
        )
        assert engine.run_due(NOON + 1000 * HOUR) == ()


def test_the_reason_names_the_day_where_the_next_attempt_is_on_another() -> None:
    late = datetime(2027, 3, 12, 22, 59, 30, tzinfo=UTC)
    with running(ONCE, Outside([down()]), clock=lambda: late) as engine:
        engine.process(event())
        reason = the_effect(engine).reason
        assert reason is not None
        assert reason.nl.endswith("volgende poging 13-3-2027 0:00")


def test_a_wait_begins_at_the_present_whatever_the_moment_of_the_event() -> None:
    with running(ONCE, Outside([down()])) as engine:
        engine.process({**event(), "moment": "2027-06-01T09:00:00+02:00"})
        assert the_effect(engine).due - NOON < timedelta(minutes=2)


def test_what_can_not_pass_fails_at_once() -> None:
    outside = Outside([FailedError(Text(nl="dat adres bestaat niet", en="no such address"))])
    with running(AT_LEAST_ONCE, outside) as engine:
        engine.process(event())
        assert the_effect(engine).status is EffectStatus.FAILED
        assert told(engine) == [("mislukt", "dat adres bestaat niet")]
        assert engine.run_due(NOON + 100 * HOUR) == ()


UNKNOWN = UncertainError(Text(nl="geen antwoord", en="no answer"))


@pytest.mark.parametrize(
    ("rules", "error", "status", "reason"),
    [
        (ONCE, UNKNOWN, EffectStatus.UNCERTAIN, "geen antwoord"),
        (
            ONCE,
            ZeroDivisionError("geheim"),
            EffectStatus.UNCERTAIN,
            "de koppeling gaf een fout: ZeroDivisionError; onbekend is of het gelukt is",
        ),
        (AT_LEAST_ONCE, UNKNOWN, EffectStatus.PLANNED, "poging 1 van 7 mislukte: geen antwoord; volgende poging 12:01"),
        (
            AT_LEAST_ONCE,
            ZeroDivisionError("geheim"),
            EffectStatus.PLANNED,
            "poging 1 van 7 mislukte: de koppeling gaf een fout: ZeroDivisionError; volgende poging 12:01",
        ),
    ],
)
def test_where_nobody_knows_it_is_uncertain_or_done_again_as_the_domain_says(
    rules: str, error: Exception, status: EffectStatus, reason: str
) -> None:
    with running(rules, Outside([error])) as engine:
        engine.process(event())
        found = the_effect(engine)
        assert (found.status, found.reason and found.reason.nl) == (status, reason)


def test_the_log_names_the_kind_of_error_and_not_what_it_says(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO), running(ONCE, Outside([ZeroDivisionError("info@devries.example")])) as engine:
        engine.process(event())
    assert caplog.messages == ["de koppeling gaf een fout: ZeroDivisionError"]
    assert "devries" not in caplog.text
    assert "Traceback" not in caplog.text


# ---------------------------------------------------------------- delayed actions


LATER = 'REGEL "r" WANNEER bon bijgewerkt DAN {} NA 1 uur MITS status = "Nieuw" MET tekst = notitie'


def test_the_condition_of_a_delayed_action_is_tested_at_each_attempt() -> None:
    outside = Outside([down()])
    with running(LATER.format("MELD buiten"), outside) as engine:
        engine.process(event(status="Nieuw", notitie="a"))
        engine.run_due(NOON + HOUR)
        again = the_effect(engine)
        assert (again.status, again.attempts) == (EffectStatus.PLANNED, 1)
        with engine.store.transaction() as unit:
            unit.save(BON, {"nummer": "B1", "status": "Klaar"})
        (outcome,) = engine.run_due(again.due)
        assert outcome.status is ActionStatus.SKIPPED
        assert len(outside.keys) == 1


@pytest.mark.parametrize(
    ("action", "left"),
    [
        ("MELD buiten", [("a", EffectStatus.LAPSED), ("b", EffectStatus.PLANNED)]),
        ("HERINNER klant", [("a", EffectStatus.PLANNED), ("b", EffectStatus.SKIPPED)]),
        ("SEIN buiten", [("a", EffectStatus.PLANNED), ("b", EffectStatus.PLANNED)]),
    ],
)
def test_what_was_planned_again_during_an_attempt_that_failed_is_kept_as_the_domain_says_of_repeats(
    action: str, left: list[tuple[str, EffectStatus]]
) -> None:
    outside = Outside([])
    with running(LATER.format(action), outside) as engine:

        def comes_again_and_fails(_: ActionCall) -> None:
            engine.process(event("e2", status="Nieuw", notitie="b"))
            raise down()

        outside.answers.append(comes_again_and_fails)
        engine.process(event(status="Nieuw", notitie="a"))
        engine.run_due(NOON + HOUR)
        assert [(one.parameters["tekst"], one.status) for one in engine.store.effects(*EffectStatus)] == left


def test_a_worker_that_dies_of_an_effect_does_not_die_of_it_for_ever() -> None:
    class DeadError(BaseException):
        pass

    outside = Outside([DeadError()])
    with running(AT_LEAST_ONCE, outside) as engine:
        with pytest.raises(DeadError):
            engine.process(event())
        for _ in range(MOST_ATTEMPTS - 1):
            assert engine.recover() == ()
            with pytest.raises(DeadError):
                engine.run_due(NOON + HOUR)
        engine.recover()
        assert the_effect(engine).status is EffectStatus.FAILED
        assert len(outside.keys) == MOST_ATTEMPTS
        assert [status for status, _ in told(engine)] == ["gepland"] * (MOST_ATTEMPTS - 1) + ["mislukt"]


# ---------------------------------------------------------------- for ever


ROUND = """REGEL "open" WANNEER bon statuswijziging ALS status = "Nieuw" DAN WEIGER bon NA 1 uur
REGEL "dicht" WANNEER bon statuswijziging ALS status = "Bezig" DAN WEIGER bon NA 1 uur
"""


def turn(call: ActionCall) -> None:
    """Brings about the event that the other rule waits for."""
    was = call.our_records.read(call.record, "status")
    call.our_records.write(call.record, "status", "Bezig" if was == "Nieuw" else "Nieuw")


def test_delayed_actions_that_plan_each_other_come_to_an_end_that_the_record_tells_of() -> None:
    with running(ROUND, Outside([None])) as engine:
        engine.bindings.bind("WEIGER bon", turn)
        engine.process({**event(status="Nieuw"), "gebeurtenis": "bon statuswijziging"})
        happened = list(engine.let_pass(NOON + 1000 * HOUR))
        assert len(happened) == 2
        assert engine.store.effects(EffectStatus.PLANNED) == ()
        lines = [one.body for one in engine.store.entries(BON) if one.kind == "regel"]
        assert [(line["regel"], line["tak"]) for line in lines] == [("open", "dan"), ("dicht", "dan"), ("open", "geen")]
        assert "lus" in str(lines[-1]["reden"])


def test_a_delayed_action_that_plans_itself_comes_to_an_end() -> None:
    itself = 'REGEL "r" WANNEER bon statuswijziging DAN WEIGER bon NA 1 uur'
    with running(itself, Outside([None])) as engine:
        engine.bindings.bind("WEIGER bon", turn)
        engine.process({**event(status="Nieuw"), "gebeurtenis": "bon statuswijziging"})
        assert len(list(engine.let_pass(NOON + 1000 * HOUR))) == 1
        assert engine.store.effects(EffectStatus.PLANNED) == ()
        assert "lus" in str([one.body for one in engine.store.entries(BON) if one.kind == "regel"][-1]["reden"])
