"""What an event came to, to read: the event, each rule with its verdict and reason, its actions, what followed.

It reads the JSON form that others rely on, so that what is shown and what is stored can't differ.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NotRequired, TypedDict, cast

from attrs import frozen

from regeltaal.base.text import DUTCH, Language, Text
from regeltaal.report.parameters import Notation
from regeltaal.report.rule_words import level_words
from regeltaal.report.style import PLAIN, Style, one_line
from regeltaal.report.verdicts import VerdictJson, verdict_lines
from regeltaal.runtime.result import EventResult


class NowJson(TypedDict):
    """What became of a planned action since."""

    status: str
    moment: str
    reden: str | None
    pogingen: int


class ActionJson(TypedDict):
    actie: str
    parameters: dict[str, object]
    status: str
    moment: str | None
    reden: str | None
    nu: NotRequired[NowJson]


class RuleJson(TypedDict):
    regel: str
    uitkomst: str
    tak: str
    reden: str | None
    acties: list[ActionJson]
    fase: NotRequired[str | None]
    prioriteit: NotRequired[int]
    bestand: NotRequired[str]
    niveau: NotRequired[str]
    administratie: NotRequired[str | None]
    volgorde: NotRequired[int]
    oordeel: NotRequired[VerdictJson]


class CauseJson(TypedDict):
    regel: str | None
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
    opmerkingen: NotRequired[list[str]]
    veld: NotRequired[str | None]
    lijn: NotRequired[int | None]
    versie: NotRequired[int | str]
    bestand: NotRequired[str]
    object: NotRequired[str]
    gevolg_van: NotRequired[dict[str, str]]
    uitgesloten: NotRequired[list[RuleJson]]
    andere_regels: NotRequired[int | None]
    regels_gewijzigd: NotRequired[bool]
    opgeruimd: NotRequired[str]


@frozen
class View:
    """How outcomes are shown. ``drawn`` uses signs and indentation lines, otherwise words only.

    ``levels`` tells of each rule whether it is of the environment or of an administration. ``brief``: rules that did
    nothing are left out. ``notation`` shows parameters by their types.
    """

    style: Style = PLAIN
    language: Language = DUTCH
    drawn: bool = True
    levels: bool = False
    brief: bool = False
    notation: Notation | None = None


_IDLE = "overgeslagen"
_SIGNS = {"waar": "✓", "onwaar": "–", "onbekend": "?", "fout": "!", _IDLE: "◌"}
_ROLES = {"waar": "good", "onwaar": "faint", "onbekend": "warning", "fout": "error", _IDLE: "warning"}
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
_NOTHING_DONE = Text(nl="geen regel deed iets", en="no rule did anything")
_REMOVED = Text(nl="de bijzonderheden zijn op {day} opgeruimd", en="the details were removed on {day}")
_VERSION = Text(nl="versie", en="version")
_LINE = Text(nl="lijn", en="line")
_BY = Text(nl="door", en="by")
_FROM = Text(nl="gevolg van", en="follows from")
_CHANGED = Text(nl="de regels zijn sindsdien gewijzigd", en="the rules have changed since")
_LOST = Text(
    nl="de regels van toen zijn niet meer te lezen; dit is wat ervan bewaard is",
    en="the rules of then can't be read any more; this is what was kept",
)
_FIRED = frozenset({"dan", "anders", "bij onbekend"})
ALL_SKIPPED = Text(nl="alles overgeslagen", en="all skipped")
NOTHING_TO_DO = Text(nl="er was niets te doen", en="there was nothing to do")


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
    every = _every_rule(event)
    if removed := event.get("opgeruimd"):
        told = _REMOVED.show(view.language, {"day": show_moment(removed[:10])})
        yield f"{inner}{view.style.paint('faint', told)}"
    elif event["status"] == "verwerkt" and not every:
        nothing = _NOTHING_DONE if view.brief else _NO_RULES
        yield f"{inner}{view.style.paint('faint', nothing.show(view.language))}"
    for note in event.get("opmerkingen", ()):
        yield f"{inner}{view.style.paint('warning', one_line(note))}"
    for rule in every:
        yield from _rule(rule, view, inner)
    yield from (f"{inner}{view.style.paint('faint', line)}" for line in _about_others(event, view.language))
    for follow_up in event["gevolgen"]:
        lines = _event(follow_up, view, "")
        yield f"{inner}{'→ ' if view.drawn else ''}{next(lines)}"
        yield from (f"{inner}{'  ' if view.drawn else ''}{line}" for line in lines)


def _every_rule(event: EventJson) -> list[RuleJson]:
    """The candidates, and where it is known the rules that were none, in order of execution."""
    return sorted([*event["regels"], *event.get("uitgesloten", ())], key=lambda rule: rule.get("volgorde", 0))


def _about_others(event: EventJson, language: Language) -> Iterator[str]:
    others = event.get("andere_regels")
    if others:
        one = Text(nl="1 regel luistert naar andere gebeurtenissen", en="1 rule listens to other events")
        more = Text(
            nl=f"{others} regels luisteren naar andere gebeurtenissen", en=f"{others} rules listen to other events"
        )
        yield (one if others == 1 else more).show(language)
    if event.get("regels_gewijzigd"):
        yield (_LOST if others is None else _CHANGED).show(language)


def _headline(event: EventJson, view: View) -> str:
    status = event["status"]
    names = [event["id"], event.get("gebeurtenis"), event["record"], event.get("administratie")]
    source = event.get("bestand")
    if source is not None:
        names[0] = source  # the key of its content says nothing to a reader, its file does
    shown = [one_line(name) for name in names if name]
    if moment := event.get("moment"):
        shown.append(show_moment(moment))
    if isinstance(version := event.get("versie"), int):
        shown.append(f"{_VERSION.show(view.language)} {version}")
    line = event.get("lijn")
    if line:
        shown.insert(0, f"{_LINE.show(view.language)} {line}")
    state = view.style.paint(_STATUS_ROLES.get(status, "strong"), word(status, view.language))
    return f"{', '.join(shown)}: {state}{_because(event, view)}"


def _because(event: EventJson, view: View) -> str:
    cause = event.get("oorzaak")
    parts = []
    if cause is not None:
        rule = f'"{one_line(cause["regel"])}", ' if cause["regel"] else ""
        parts.append(f" ({_BY.show(view.language)} {rule}{one_line(cause['actie'])})")
    if origin := event.get("gevolg_van"):
        where = f"{origin['object']} {one_line(origin['record'])}, {one_line(origin['administratie'])}"
        parts.append(f" ({_FROM.show(view.language)} {one_line(origin['id'])}: {where})")
    if reason := event.get("reden"):
        field = event.get("veld")
        where = f" `{one_line(field)}`:" if field else ","
        parts.append(f"{where} {one_line(reason)}")
    return "".join(parts)


def _rule(rule: RuleJson, view: View, indent: str) -> Iterator[str]:
    verdict, branch, reason = rule["uitkomst"], rule["tak"], rule["reden"]
    fired = branch in _FIRED
    idle = fired and not any(_status_now(action) != _IDLE for action in rule["acties"])
    shown = _IDLE if idle else "waar" if fired else "onwaar" if verdict == "waar" else verdict
    plain = word(_IDLE, view.language).upper() if idle else word(verdict, view.language)
    sign = _SIGNS[shown] if view.drawn else f"{plain}:"
    role = _ROLES[shown]
    name = one_line(rule["regel"])
    told = [word(branch, view.language)] if branch in ("anders", "bij onbekend") else []
    told += [(ALL_SKIPPED if rule["acties"] else NOTHING_TO_DO).show(view.language)] if idle else []
    taken = f" ({'; '.join(told)})" if told else ""
    level = _level(rule, view) if view.levels else ""
    because = f": {one_line(reason)}" if reason else ""
    yield f"{indent}{view.style.paint(role, f'{sign} {name}')}{level}{taken}{view.style.paint('faint', because)}"
    if "oordeel" in rule:
        yield from verdict_lines(rule["oordeel"], view.language, drawn=view.drawn, indent=f"{indent}    ")
    for action in rule["acties"]:
        yield f"{indent}    {show_action(action, view)}"


def _status_now(action: ActionJson) -> str:
    return action["nu"]["status"] if "nu" in action else action["status"]


def _level(rule: RuleJson, view: View) -> str:
    level = level_words(rule.get("niveau", ""), rule.get("administratie"), view.language)
    return view.style.paint("faint", f" [{one_line(level)}]")


def show_action(action: ActionJson, view: View) -> str:
    """`gepland 12-3-2027 10:30 VERSTUUR e-mail ontvanger = …`."""
    since = action.get("nu")
    if since is not None:
        shown = {name: value for name, value in action.items() if name != "nu"}
        return show_action(cast(ActionJson, shown | since), view)
    status = action["status"]
    painted = view.style.paint(_STATUS_ROLES.get(status, "strong"), word(status, view.language))
    is_dated = status == "gepland" or "pogingen" in action
    moment = [show_moment(action["moment"])] if action["moment"] and is_dated else []
    line = " ".join([painted, *moment, *_what(action, view)])
    return f"{line}: {one_line(action['reden'])}" if action["reden"] else line


def _what(action: ActionJson, view: View) -> Iterator[str]:
    """The action with its parameters; of ZET and WIS the one parameter is the field that they name."""
    verb, _, field = action["actie"].partition(" ")
    if verb in ("ZET", "WIS") and field in action["parameters"]:
        value = f" = {_noted(action, field, view)}" if verb == "ZET" else ""
        yield one_line(action["actie"]) + value
        return
    yield one_line(action["actie"])
    filled = (name for name, value in action["parameters"].items() if value is not None)
    shown = "; ".join(f"{name} = {_noted(action, name, view)}" for name in filled)
    if shown:
        yield view.style.paint("faint", shown)


def _noted(action: ActionJson, name: str, view: View) -> str:
    value = action["parameters"][name]
    text = None if view.notation is None else view.notation.shown(action["actie"], name, value)
    return show_value(value) if text is None else _cut(text)


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
    return _cut(text)


def _cut(text: str) -> str:
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
