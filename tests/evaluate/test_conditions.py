"""Conditions as written in a rule, on an event: the verdict and its reason. The cases are in tests/spec/conditions."""

import itertools
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from attrs import frozen

from regeltaal.base.source import Source
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.evaluate.verdict import Truth, at_least, conjunction, disjunction, exactly, negation
from regeltaal.runtime.result import EventStatus, RuleResult
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.schema.loader import load
from regeltaal.schema.model import Schema
from regeltaal.syntax.parser import parse

SPEC = Path(__file__).parent.parent / "spec" / "conditions"
DOMAIN = Path(__file__).parent.parent / "golden" / "processing" / "proef.domein"


@cache
def schema() -> Schema:
    found = load(Source("proef.domein", DOMAIN.read_text(encoding="utf-8"))).schema
    assert found is not None
    return found


@frozen
class Case:
    """A condition on an event: `condition => verdict (reason)`."""

    place: str
    condition: str
    verdict: str
    reason: str | None
    record: str
    before: str | None


def cases() -> Iterator[Case]:
    """A line `record: {…}` or `vorige: {…}` holds for the cases behind it."""
    for path in sorted(SPEC.glob("*.txt")):
        record, before = "{}", None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.startswith("record: "):
                record, before = line.removeprefix("record: "), None
            elif line.startswith("vorige: "):
                before = line.removeprefix("vorige: ")
            elif " => " in line and not line.startswith("#"):
                condition, _, outcome = line.rpartition(" => ")
                verdict, _, reason = outcome.partition(" (")
                yield Case(
                    f"{path.stem}:{number}", condition, verdict, reason.removesuffix(")") or None, record, before
                )


def decide(condition: str, record: str = "{}", before: str | None = None) -> RuleResult:
    source = Source(
        "geval.regel", f'DOMEIN proef\nREGEL "r" WANNEER bon bijgewerkt ALS {condition}\nDAN ZET notitie = "x"'
    )
    parsed = parse(source)
    checked = check([parsed.file], schema(), Setting())
    problems = [found.message() for found in (*parsed.problems, *checked.problems) if found.is_error]
    assert problems == [], condition
    rules = RuleSet(checked.program, schema(), Setting().zone, "geval")
    event: dict[str, object] = {
        "id": "e",
        "gebeurtenis": "bon bijgewerkt",
        "moment": "2027-03-12T10:00:00+01:00",
        "record": {"nummer": "B1", **json.loads(record)},
    }
    if before is not None:
        event["vorige"] = json.loads(before)
    result = rules.decide(event)
    assert result.status is EventStatus.PROCESSED, result.reason
    return result.rules[0]


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: f"{case.place} {case.condition}")
def test_condition(case: Case) -> None:
    found = decide(case.condition, case.record, case.before)
    assert case.verdict == found.truth.value
    if case.reason is not None:
        assert found.reason is not None
        assert case.reason == found.reason.nl


# A condition for each verdict, on a record of which only the number is filled.
WITH_VERDICT = {
    Truth.TRUE: 'nummer = "B1"',
    Truth.FALSE: 'nummer = "x"',
    Truth.UNKNOWN: "bedrag > € 1",
    Truth.FAULT: "1 / (LENGTE(nummer) - 2) > 0",
}
PAIRS = list(itertools.product(Truth, repeat=2))
TRIPLES = list(itertools.combinations_with_replacement(Truth, 3))


def _texts(truths: tuple[Truth, ...], joined: str) -> str:
    return joined.join(WITH_VERDICT[truth] for truth in truths)


@pytest.mark.parametrize("truths", PAIRS, ids=lambda pair: " ".join(truth.value for truth in pair))
def test_en_of_and_niet_of_every_pair(truths: tuple[Truth, ...]) -> None:
    assert conjunction(truths) is decide(_texts(truths, " EN ")).truth
    assert disjunction(truths) is decide(_texts(truths, " OF ")).truth
    assert negation(conjunction(truths)) is decide(f"NIET ({_texts(truths, ' EN ')})").truth


@pytest.mark.parametrize("truths", TRIPLES, ids=lambda triple: " ".join(truth.value for truth in triple))
def test_groups_of_every_mix(truths: tuple[Truth, ...]) -> None:
    parts = _texts(truths, "; ")
    expected = {
        f"ALLE VAN ({parts})": conjunction(truths),
        f"EEN VAN ({parts})": disjunction(truths),
        f"MINSTENS EEN VAN ({parts})": at_least(1, truths),
        f"GEEN VAN ({parts})": exactly(0, truths),
        f"MINSTENS 2 VAN ({parts})": at_least(2, truths),
        f"PRECIES 1 VAN ({parts})": exactly(1, truths),
        f"PRECIES 2 VAN ({parts})": exactly(2, truths),
    }
    assert expected == {text: decide(text).truth for text in expected}


# A row for each verdict under `10 / (regel.aantal)`: the number makes the quotient true, false, empty or faulty.
ROW = {
    Truth.TRUE: {"code": "a", "aantal": 1},
    Truth.FALSE: {"code": "a", "aantal": 100},
    Truth.UNKNOWN: {"code": "a"},
    Truth.FAULT: {"code": "a", "aantal": 0},
}


@pytest.mark.parametrize(
    "truths", [(), *TRIPLES], ids=lambda triple: " ".join(truth.value for truth in triple) or "leeg"
)
def test_quantifiers_over_every_mix_of_rows(truths: tuple[Truth, ...]) -> None:
    record = json.dumps({"regels": [ROW[truth] for truth in truths]})
    where = "IN regels WAARVOOR 10 / regel.aantal > 1"
    expected = {
        f"EEN regel {where}": at_least(1, truths),
        f"ELKE regel {where}": conjunction(truths),
        f"GEEN regel {where}": exactly(0, truths),
        f"MINSTENS 2 regel {where}": at_least(2, truths),
        f"PRECIES 1 regel {where}": exactly(1, truths),
    }
    assert expected == {text: decide(text, record).truth for text in expected}


def test_the_spec_is_there() -> None:
    assert len(list(cases())) > 100
