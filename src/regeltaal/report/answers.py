"""The answer to 'why did this rule run for this record, or not', to read or as JSON."""

from collections.abc import Iterator, Sequence
from typing import cast

from regeltaal.base.text import DUTCH, Fact, Language, Text
from regeltaal.report.history import event_json, ref_json, title_of
from regeltaal.report.outcome import EventJson, View, show_event
from regeltaal.report.rule_words import level_of, place_of
from regeltaal.report.style import one_line
from regeltaal.runtime.asking import AtEvent, RuleAnswer
from regeltaal.runtime.storage import Refusal
from regeltaal.schema.model import key_of

_TITLE = Text(nl="regel `{rule}` [{level}] en {record}", en="rule `{rule}` [{level}] and {record}")
_OTHER = Text(
    nl="de regel gaat over een {wanted}, en dit is een {found}", en="the rule is about a {wanted}, this is a {found}"
)
_NEVER = Text(
    nl="er is geen gebeurtenis `{event}` voor {record} binnengekomen", en="no event `{event}` came in for {record}"
)
_REFUSED = Text(nl="wel kwam er een binnen die geweigerd is: {what}", en="one came in that was refused: {what}")
_GONE = Text(nl="de regel bestaat niet meer", en="the rule is there no more")
_PRESENT = Text(nl="nu geldt: {reason}", en="at present: {reason}")
_CHANGED = Text(nl="de regel is sinds deze gebeurtenis gewijzigd", en="the rule has changed since this event")
_LINE = Text(nl="{source}, lijn {line}: {reason}", en="{source}, line {line}: {reason}")


def show_answers(answers: Sequence[RuleAnswer], view: View, *, full: bool) -> str:
    return "\n".join("\n".join(_answer(one, view, full=full)) + "\n" for one in answers)


def _answer(answer: RuleAnswer, view: View, *, full: bool) -> Iterator[str]:
    language = view.language
    facts: dict[str, Fact] = {
        "rule": one_line(str(answer.rule.id)),
        "level": one_line(level_of(answer.rule, language)),
        "record": one_line(_record(answer)),
    }
    yield view.style.paint("strong", _TITLE.show(language, facts))
    yield f"  {view.style.paint('faint', one_line(place_of(answer.rule)))}"
    for sentence in _sentences(answer, language):
        yield f"  {one_line(sentence)}"
    for one in answer.events:
        yield ""
        shown = show_event(_event(one, language, full=full), view)
        yield from (f"  {line}" for line in shown.rstrip("\n").splitlines())
        if one.changed:
            yield f"    {view.style.paint('warning', _CHANGED.show(language))}"


def _record(answer: RuleAnswer) -> str:
    return answer.question.record if answer.record is None else title_of(answer.record)


def _sentences(answer: RuleAnswer, language: Language) -> Iterator[str]:
    """What there is to say besides the events that did come in."""
    record, rule = answer.record, answer.rule
    if answer.gone:
        yield _GONE.show(language)
    if record is not None and key_of(record.object) != key_of(rule.object):
        yield _OTHER.show(language, {"wanted": rule.object, "found": record.object})
    elif answer.missing and answer.question.event is None:
        key = answer.question.record if record is None else record.key
        for name in answer.missing:
            yield _NEVER.show(language, {"event": name, "record": key})
        yield from (_REFUSED.show(language, {"what": _refusal(one, language)}) for one in answer.refused)
    if answer.at_present is not None:
        yield _PRESENT.show(language, {"reason": answer.at_present})


def _refusal(refusal: Refusal, language: Language) -> str:
    facts: dict[str, Fact] = {"source": refusal.source, "line": refusal.line, "reason": refusal.reason}
    return _LINE.show(language, facts)


def _event(at: AtEvent, language: Language, *, full: bool) -> EventJson:
    """The event with this rule alone."""
    event = event_json(at.past, {at.past.event.event: at.explained}, language, full=full)
    event["regels"] = [rule for rule in event["regels"] if "volgorde" in rule]
    event["andere_regels"], event["regels_gewijzigd"] = 0, False
    return event


def answer_json(answer: RuleAnswer, language: Language = DUTCH, *, full: bool = False) -> dict[str, object]:
    rule = answer.rule
    return {
        "regel": str(rule.id),
        "niveau": rule.id.level.value,
        "administratie": rule.id.administration,
        "bestand": rule.path,
        "lijn": rule.span.begin.line,
        "record": None if answer.record is None else ref_json(answer.record),
        "luistert_naar": list(answer.listens_to),
        "niet_binnengekomen": list(answer.missing),
        "antwoord": list(_sentences(answer, language)),
        "geweigerd": [
            {"bron": one.source, "lijn": one.line, "reden": one.reason.show(language)} for one in answer.refused
        ],
        "bestaat_nog": not answer.gone,
        "gebeurtenissen": [
            {**cast(dict[str, object], _event(one, language, full=full)), "regel_gewijzigd": one.changed}
            for one in answer.events
        ],
    }
