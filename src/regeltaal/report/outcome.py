"""What an event came to, to read: the event, each rule with its verdict and reason, its actions, what followed.

It reads the JSON form that others rely on, so that what is shown and what is stored can't differ.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NotRequired, TypedDict, cast

from attrs import frozen

from regeltaal.base.text import DUTCH, Language, Text
from regeltaal.report.style import PLAIN, Style, one_line
from regeltaal.runtime.result import EventResult


class ActionJson(TypedDict):
    actie: str
    parameters: dict[str, object]
    status: str
    moment: str | None
    reden: str | None


class RuleJson(TypedDict):
    regel: str
    uitkomst: str
    tak: str
    reden: str | None
    acties: list[ActionJson]
    fase: NotRequired[str | None]
    prioriteit: NotRequired[int]
    bestand: NotRequired[str]


class CauseJson(TypedDict):
    regel: str
    actie: str


class EventJson(TypedDict):
    id: str
    record: str | None
    status: str
    regels: list[RuleJson]
    gevolgen: "list[EventJson]"
    gebeurtenis: NotRequired[str | None]
    administratie: NotRequired[str | None]
    moment: NotRequired[str | None]
    oorzaak: NotRequired[CauseJson]
    reden: NotRequired[str]
    veld: NotRequired[str | None]
    lijn: NotRequired[int | None]


@frozen
class View:
    """How outcomes are shown. ``drawn`` uses signs and indentation lines, otherwise words only."""

    style: Style = PLAIN
    language: Language = DUTCH
    drawn: bool = True


_SIGNS = {"waar": "✓", "onwaar": "–", "onbekend": "?", "fout": "!"}
_ROLES = {"waar": "good", "onwaar": "faint", "onbekend": "warning", "fout": "error"}
_STATUS_ROLES = {
    "verwerkt": "good",
    "uitgevoerd": "good",
    "dubbel": "faint",
    "overgeslagen": "warning",
    "onzeker": "warning",
    "geweigerd": "error",
    "mislukt": "error",
}
_ENGLISH = {
    "verwerkt": "processed",
    "dubbel": "duplicate",
    "geweigerd": "refused",
    "uitgevoerd": "done",
    "gepland": "planned",
    "overgeslagen": "skipped",
    "mislukt": "failed",
    "onzeker": "uncertain",
    "bezig": "busy",
    "vervallen": "lapsed",
    "waar": "true",
    "onwaar": "false",
    "onbekend": "unknown",
    "fout": "fault",
    "anders": "otherwise",
    "bij onbekend": "on unknown",
}
_SHOWN_VALUE = 60
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d\S*)?$")
_NO_RULES = Text(nl="geen regel gaat over deze gebeurtenis", en="no rule is about this event")
_LINE = Text(nl="lijn", en="line")
_BY = Text(nl="door", en="by")
_FIRED = frozenset({"dan", "anders", "bij onbekend"})


def as_json(result: EventResult, language: Language = DUTCH, *, brief: bool = False) -> EventJson:
    return cast(EventJson, result.to_json(language, brief=brief))


def show_event(event: EventJson, view: View) -> str:
    return "\n".join(_event(event, view, "")) + "\n"


def word(name: str, language: Language) -> str:
    """A status or verdict as it is read; in JSON the Dutch word stands in any language."""
    return name if language == DUTCH else _ENGLISH.get(name, name)


def _event(event: EventJson, view: View, indent: str) -> Iterator[str]:
    yield f"{indent}{_headline(event, view)}"
    inner = indent + "  "
    if event["status"] == "verwerkt" and not event["regels"]:
        yield f"{inner}{view.style.paint('faint', _NO_RULES.show(view.language))}"
    for rule in event["regels"]:
        yield from _rule(rule, view, inner)
    for follow_up in event["gevolgen"]:
        lines = _event(follow_up, view, "")
        yield f"{inner}{'→ ' if view.drawn else ''}{next(lines)}"
        yield from (f"{inner}{'  ' if view.drawn else ''}{line}" for line in lines)


def _headline(event: EventJson, view: View) -> str:
    status = event["status"]
    names = [event["id"], event.get("gebeurtenis"), event["record"], event.get("administratie")]
    shown = [one_line(name) for name in names if name]
    if moment := event.get("moment"):
        shown.append(show_moment(moment))
    line = event.get("lijn")
    if line:
        shown.insert(0, f"{_LINE.show(view.language)} {line}")
    state = view.style.paint(_STATUS_ROLES.get(status, "strong"), word(status, view.language))
    return f"{', '.join(shown)}: {state}{_because(event, view)}"


def _because(event: EventJson, view: View) -> str:
    cause = event.get("oorzaak")
    parts = []
    if cause is not None:
        parts.append(f' ({_BY.show(view.language)} "{one_line(cause["regel"])}", {one_line(cause["actie"])})')
    if reason := event.get("reden"):
        field = event.get("veld")
        where = f" `{one_line(field)}`:" if field else ","
        parts.append(f"{where} {one_line(reason)}")
    return "".join(parts)


def _rule(rule: RuleJson, view: View, indent: str) -> Iterator[str]:
    verdict, branch, reason = rule["uitkomst"], rule["tak"], rule["reden"]
    fired = branch in _FIRED
    shown = "waar" if fired else "onwaar" if verdict == "waar" else verdict
    sign = _SIGNS[shown] if view.drawn else f"{word(verdict, view.language)}:"
    role = _ROLES[shown]
    name = one_line(rule["regel"])
    taken = f" ({word(branch, view.language)})" if branch in ("anders", "bij onbekend") else ""
    because = f": {one_line(reason)}" if reason else ""
    yield f"{indent}{view.style.paint(role, f'{sign} {name}')}{taken}{view.style.paint('faint', because)}"
    for action in rule["acties"]:
        yield f"{indent}    {show_action(action, view)}"


def show_action(action: ActionJson, view: View) -> str:
    """`gepland 12-3-2027 10:30 VERSTUUR e-mail ontvanger = …`."""
    status = action["status"]
    painted = view.style.paint(_STATUS_ROLES.get(status, "strong"), word(status, view.language))
    moment = [show_moment(action["moment"])] if action["moment"] and status == "gepland" else []
    line = " ".join([painted, *moment, *_what(action, view)])
    return f"{line}: {one_line(action['reden'])}" if action["reden"] else line


def _what(action: ActionJson, view: View) -> Iterator[str]:
    """The action with its parameters; of ZET and WIS the one parameter is the field that they name."""
    verb, _, field = action["actie"].partition(" ")
    if verb in ("ZET", "WIS") and field in action["parameters"]:
        value = f" = {show_value(action['parameters'][field])}" if verb == "ZET" else ""
        yield one_line(action["actie"]) + value
        return
    yield one_line(action["actie"])
    shown = parameters(action["parameters"])
    if shown:
        yield view.style.paint("faint", shown)


def parameters(values: dict[str, object]) -> str:
    return "; ".join(f"{name} = {show_value(value)}" for name, value in values.items() if value is not None)


def show_value(value: object) -> str:
    """A JSON value on one line, cut short."""
    match value:
        case None:
            return "LEEG"
        case bool():
            return "JA" if value else "NEE"
        case list():
            text = "(" + "; ".join(show_value(item) for item in value) + ")"
        case dict():
            text = "; ".join(f"{name} = {show_value(item)}" for name, item in value.items())
        case str() if _DATE.match(value):
            text = show_moment(value)
        case str():
            text = f'"{one_line(value)}"'
        case _:
            text = str(value)
    return text if len(text) <= _SHOWN_VALUE else text[: _SHOWN_VALUE - 1] + "…"


def show_moment(moment: str) -> str:
    """An ISO moment in Dutch notation."""
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:
        return one_line(moment)
    day = f"{found.day}-{found.month}-{found.year}"
    return f"{day} {found.hour}:{found.minute:02}" if "T" in moment else day


@frozen
class Counts:
    """How a run went."""

    processed: int = 0
    duplicate: int = 0
    refused: int = 0
    failed: int = 0
    faults: int = 0

    @property
    def is_good(self) -> bool:
        return not (self.refused or self.failed or self.faults)

    def plus(self, event: EventJson) -> "Counts":
        actions = [action["status"] for action in _all_actions(event)]
        return Counts(
            self.processed + (event["status"] == "verwerkt"),
            self.duplicate + (event["status"] == "dubbel"),
            self.refused + (event["status"] == "geweigerd"),
            self.failed + sum(status in ("mislukt", "onzeker") for status in actions),
            self.faults + sum(rule["uitkomst"] == "fout" for rule in _all_rules(event)),
        )

    def show(self, language: Language) -> str:
        """`12 verwerkt, 1 dubbel, 0 geweigerd, 0 mislukt`."""
        text = Text(
            nl=f"{self.processed} verwerkt, {self.duplicate} dubbel, {self.refused} geweigerd, {self.failed} mislukt",
            en=f"{self.processed} processed, {self.duplicate} duplicate, {self.refused} refused, {self.failed} failed",
        )
        faults = Text(nl=f"; {self.faults} maal gaf een regel FOUT", en=f"; a rule gave FOUT {self.faults} times")
        return text.show(language) + (faults.show(language) if self.faults else "")


def _all_rules(event: EventJson) -> Iterator[RuleJson]:
    yield from event["regels"]
    for follow_up in event["gevolgen"]:
        yield from _all_rules(follow_up)


def _all_actions(event: EventJson) -> Iterable[ActionJson]:
    return (action for rule in _all_rules(event) for action in rule["acties"])
