"""What is wrong with a test, in a sentence."""

from regeltaal.base.text import Text
from regeltaal.evaluate.verdict import Truth
from regeltaal.program.testing import ExpectPerform, ExpectRule, ExpectSet, ExpectStop, Mode
from regeltaal.runtime.result import ActionStatus
from regeltaal.testing.judging import wanted_action
from regeltaal.testing.outcome import Broken, Near, Unmet

_WORDS = {
    Truth.TRUE.value: "WAAR",
    Truth.FALSE.value: "ONWAAR",
    Truth.UNKNOWN.value: "ONBEKEND",
    Truth.FAULT.value: "FOUT",
}


def broken_words(broken: Broken) -> Text:
    return broken.reason


def unmet_words(unmet: Unmet) -> Text:
    expected = unmet.expectation
    if isinstance(expected, ExpectRule):
        return _of_rule(unmet, expected)
    return _of_action(unmet, expected)


def _of_action(unmet: Unmet, expected: ExpectPerform | ExpectSet | ExpectStop) -> Text:
    what, number = f"`{wanted_action(expected)}`", unmet.found
    match expected.mode:
        case Mode.HAPPENS if unmet.near and all(_is_skipped(one) for one in unmet.near):
            why = unmet.near[0].seen.action.reason or Text(nl="onbekende reden", en="unknown reason")
            return Text(nl=f"{what} is overgeslagen: {why.nl}", en=f"{what} was skipped: {why.en}")
        case Mode.HAPPENS if unmet.near and all(_is_planned(one) for one in unmet.near):
            return Text(nl=f"{what} staat voor een ander moment gepland", en=f"{what} is planned for another moment")
        case Mode.HAPPENS if unmet.near:
            return Text(nl=f"{what} gebeurde wel, maar niet zoals verwacht", en=f"{what} happened, but not as expected")
        case Mode.HAPPENS:
            return Text(nl=f"{what} is niet gebeurd", en=f"{what} did not happen")
        case Mode.NOT:
            times = "" if number == 1 else f" ({number} maal)"
            return Text(nl=f"{what} is toch gebeurd{times}", en=f"{what} did happen ({number})")
        case Mode.SKIPPED if unmet.near:
            return Text(nl=f"{what} is niet overgeslagen", en=f"{what} was not skipped")
        case Mode.SKIPPED:
            return Text(
                nl=f"{what} is niet overgeslagen: geen regel kwam eraan toe",
                en=f"{what} was not skipped: no rule got to it",
            )
        case Mode.EXACTLY:
            return Text(
                nl=f"{what} gebeurde {number} maal; verwacht: {expected.times} maal",
                en=f"{what} happened {number} times; expected: {expected.times}",
            )


def _is_planned(near: Near) -> bool:
    return near.seen.action.status is ActionStatus.PLANNED and not near.unmet


def _is_skipped(near: Near) -> bool:
    return near.seen.action.status is ActionStatus.SKIPPED


def _of_rule(unmet: Unmet, expected: ExpectRule) -> Text:
    wanted = _WORDS.get(expected.outcome, "NIET WAAR")
    if not unmet.found:
        why = unmet.reason or Text(nl="onbekende reden", en="unknown reason")
        return Text(
            nl=f'de regel "{expected.rule}" deed niet mee: {why.nl}',
            en=f'rule "{expected.rule}" did not take part: {why.en}',
        )
    got = "WAAR" if unmet.truth is None else _WORDS[unmet.truth.value]
    return Text(
        nl=f'de regel "{expected.rule}" is {got}; verwacht: {wanted}',
        en=f'rule "{expected.rule}" is {got}; expected: {wanted}',
    )
