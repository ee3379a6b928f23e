"""Leaving out rules that start nothing leaves every circle as it was."""

from hypothesis import given, settings
from hypothesis import strategies as st

from regeltaal.check.chains import linked
from regeltaal.check.circles import circles
from regeltaal.check.starting import ANY, UNKNOWN
from regeltaal.check.summary import RuleFacts

EVENTS = st.sampled_from(["a", "b", "c", "d"])
PLACES = st.sampled_from(["tx", "ty", "tz"])
VALUES = st.sampled_from(["t1", "t2"])


@st.composite
def _rules(draw: st.DrawFn) -> list[RuleFacts]:
    made = []
    for number in range(draw(st.integers(1, 7))):
        happening = st.tuples(PLACES | st.just(UNKNOWN), VALUES | st.just(UNKNOWN))
        rule = RuleFacts(
            order=(number, 0, number, 0),
            name=f"r{number}",
            administration=None,
            phase="",
            place=(0, 0),
            valid_from=None,
            valid_until=None,
            decides=False,
            has_values=False,
            allowed={},
            limits={},
            raises=draw(st.lists(st.tuples(EVENTS, happening, st.none() | PLACES), max_size=2)),
            places=draw(st.lists(PLACES, min_size=1, max_size=2, unique=True) | st.just([ANY])),
            awaits=draw(st.lists(st.tuples(EVENTS, VALUES | st.just(ANY)), min_size=1, max_size=2)),
            writes=(),
        )
        made.append(rule)
    return made


@settings(max_examples=400, deadline=None)
@given(rules=_rules())
def test_only_rules_that_start_one_another_matter(rules: list[RuleFacts]) -> None:
    """The same rules are blamed; of several ways round that are as short another may be shown."""
    assert {rule.name for rule, _ in circles(linked(rules))} == {rule.name for rule, _ in circles(rules)}
