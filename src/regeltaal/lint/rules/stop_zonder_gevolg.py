"""STOP VERDERE REGELS behind which no rule comes that it could stop."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.diagnostic_data import Data
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import whole
from regeltaal.lint.branches import sequences
from regeltaal.lint.edits import left_out
from regeltaal.lint.rule import Collected, ProjectRule
from regeltaal.lint.view import FileView, ProjectView
from regeltaal.program import tree as out
from regeltaal.program.walk import actions
from regeltaal.schema.model import Level, Match, Schema, key_of
from regeltaal.syntax import tree

_RULES = (
    'REGEL "Geen relatie"\n  PRIORITEIT {}\nWANNEER werkbon compleet gemeld\nEN relatie IS LEEG\n'
    'DAN MAAK taak MET titel = "Zoek de klant van {{nummer}}" STOP VERDERE REGELS\n'
    'REGEL "Nabellen"\n  PRIORITEIT 50\nWANNEER werkbon compleet gemeld\nDAN MAAK taak MET titel = "Bel {{nummer}} na"'
)

CODE = declare(
    "RT647",
    Severity.HINT,
    name="stop-zonder-gevolg",
    title=Text(nl="STOP waar geen regel meer na komt", en="STOP that no rule comes behind"),
    message=Text(nl="na deze regel komt er geen die gestopt kan worden", en="no rule behind this one could be stopped"),
    why=Text(
        nl="STOP VERDERE REGELS houdt regels tegen die later aan de beurt zijn: met een hogere prioriteit of in een "
        "latere fase. Staat deze regel achteraan, dan houdt hij niets tegen. Een regel van een administratie stopt "
        "geen regels van de omgeving.",
        en="STOP VERDERE REGELS keeps rules back whose turn comes later: with a higher priority or in a later phase. A "
        "rule that comes last keeps nothing back. A rule of an administration stops no rules of the environment.",
    ),
    hint=Text(
        nl="Geef de regel een lagere prioriteit dan de regels die hij moet stoppen, of laat STOP weg.",
        en="Give the rule a lower priority than those that it should stop, or leave STOP out.",
    ),
    wrong=whole(_RULES.format(90)),
    right=whole(_RULES.format(10)),
)


def _collect(view: FileView) -> Data:
    """Per event, phase and owner the last turn of any rule; and each STOP with its own turns."""
    last: dict[tuple[str, int, str | None], tuple[int, ...]] = {}
    stops: list[Data] = []
    stopping = {id(one.node) for one in view.holding(view.each(tree.Stop))}
    for rule in view.rules:
        is_stopping = id(rule.node) in stopping
        for made in rule.made if rule.made[0].enabled else ():
            phase, is_first = _phase(made, view.schema)
            turn = (made.priority, int(made.id.level is not Level.ADMINISTRATION), made.place, made.id.row or 0)
            events = sorted({one.event.name for one in made.triggers if isinstance(one, out.OnEvent)})
            for event in events:
                key = (event, phase, made.id.administration)
                last[key] = max(last.get(key, turn), turn)
            found = _stop(made) if is_stopping else None
            if found is not None and len(events) == len(made.triggers):
                place = (found.span.start, found.span.end)
                alone = any(branch == (found,) for branch in sequences(made))
                stops.append((place, alone, tuple(events), phase, is_first, made.id.administration, turn))
    return (tuple(last.items()), tuple(stops)) if last else None


def _stop(rule: out.Rule) -> out.StopRules | None:
    return next((one for one in actions(rule) if isinstance(one, out.StopRules)), None)


def _phase(rule: out.Rule, schema: Schema) -> tuple[int, bool]:
    """The number of a rule's phase, and whether that is EERSTE: there a STOP ends it for rules of all levels."""
    phases = schema.phases_of(rule.object)
    number = next((at for at, one in enumerate(phases) if key_of(one.name) == key_of(rule.phase)), 0)
    return number, phases[number].match is Match.FIRST


def _find(facts: Collected, view: ProjectView) -> Iterator[Diagnostic]:
    if not view.is_sound:
        return
    last: dict[str, list[Data]] = {}
    placed = [(path, number, told) for path, one in facts.items() for number, told in enumerate(one)]
    for path, number, told in placed:
        for (event, phase, owner), (priority, level, *rest) in told.facts[0]:
            last.setdefault(event, []).append((phase, owner, (priority, level, path, number, *rest)))
    for path, number, told in placed:
        for place, alone, events, phase, is_first, owner, (priority, level, *rest) in told.facts[1]:
            turn = (priority, level, path, number, *rest)
            later = (one for event in events for one in last.get(event, ()) if (one[0], one[2]) > (phase, turn))
            if not any(_can_be_stopped(one, owner, in_first=is_first and one[0] == phase) for one in later):
                span = told.span(place)
                yield Diagnostic(CODE, span, fixes=() if alone else (left_out(span, safe=False),))


def _can_be_stopped(one: Data, owner: str | None, *, in_first: bool) -> bool:
    _, other, _ = one
    return owner is None or other == owner or (in_first and other is None)


RULE = ProjectRule(CODE, _collect, _find)
