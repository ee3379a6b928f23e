"""VAN and NAAR about a field that is a list."""

from tests.compiler import domain
from tests.compiler.sorts import ZONE

from regeltaal.base.source import Source
from regeltaal.check.checker import check
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.syntax.parser import parse

RULE = f"""DOMEIN {domain.NAME}
REGEL "lijst"
WANNEER {domain.event_of("tekst lijst")} VAN ("a"; "b")
DAN
  ZET tekst = "x"
"""


def test_a_list_that_does_not_fit_is_told_in_full() -> None:
    checked = check([parse(Source("a.regel", RULE)).file], domain.schema(), domain.SETTING)
    rules = RuleSet(checked.program, domain.schema(), ZONE, "proef")
    event = {
        "id": "e",
        "gebeurtenis": domain.event_of("tekst lijst"),
        "record": {"nummer": "S1", "tekst lijst": ["a"]},
        "vorige": {"tekst lijst": ["a", "c"]},
    }
    (found,) = rules.decide(event).rules
    assert found.reason is not None
    assert found.reason.nl == 'VAN past niet: tekst lijst was ("a"; "c")'
