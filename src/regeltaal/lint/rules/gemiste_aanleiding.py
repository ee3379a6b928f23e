"""A value that a field only gets later, asked where the rule is started before that."""

from collections.abc import Iterator, Sequence

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Edit, Fix, Label, Severity
from regeltaal.base.node import Node, evolve
from regeltaal.base.source import Span
from regeltaal.base.text import Fact, Text
from regeltaal.check.problems.samples import whole
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView, RuleView
from regeltaal.lint.wording import shown
from regeltaal.program import tree as out
from regeltaal.program.constants import constant_of, listed_of
from regeltaal.program.walk import nodes
from regeltaal.schema.model import Event, Schema, key_of
from regeltaal.values import compare
from regeltaal.values.relation import Relation
from regeltaal.values.types import Enumeration

_SAMPLE = 'REGEL "Nabellen na afronding"\nWANNEER {}\nEN status = "Afgehandeld"\nDAN MAAK taak MET titel = "Bel na"'

CODE = declare(
    "RT667",
    Severity.WARNING,
    name="gemiste-aanleiding",
    title=Text(nl="Wijziging die de regel mist", en="Change that the rule misses"),
    message=Text(
        nl="{part} wordt meestal pas later waar, en dan draait deze regel niet",
        en="{part} mostly comes true later, and then this rule does not run",
    ),
    why=Text(
        nl="Een regel kijkt alleen bij zijn aanleiding. Een veld dat zijn waarde later krijgt, heeft een gebeurtenis "
        "voor die wijziging; zonder die aanleiding gebeurt er niets.",
        en="A rule only looks at its trigger. A field that gets its value later has an event for that change; without "
        "that trigger nothing happens.",
    ),
    hint=Text(
        nl="Begin de regel met de gebeurtenis van die wijziging, of voeg haar toe.",
        en="Start the rule with the event of that change, or add it.",
    ),
    wrong=whole(_SAMPLE.format("werkbon aangemaakt")),
    right=whole(_SAMPLE.format("werkbon aangemaakt; werkbon statuswijziging")),
)

_ASKING = frozenset({Relation.SAME, Relation.MEMBER})
_FEWEST = 3
"""Values in a list of which one is told to be late."""


class _State(Node):
    """A test of an own field for one of some values; of one in a definition ``part`` is where that is used."""

    part: out.Cond
    field: str
    is_late: bool


def _find(view: FileView) -> Iterator[Diagnostic]:
    for rule in view.rules:
        if _starts_early(rule.made[0].triggers) and not _asks_before(rule.made[0].condition):
            yield from _of_rule(rule, view.schema)


def _starts_early(triggers: Sequence[out.Trigger]) -> bool:
    """Whether each is the making of a record, or any change of a field, whatever it becomes."""
    for one in triggers:
        if not isinstance(one, out.OnEvent) or one.old is not None or one.new is not None:
            return False
        if not one.event.creates and one.event.follows is None:
            return False
    return bool(triggers)


def _asks_before(cond: out.Cond) -> bool:
    """Whether a condition is about the change itself."""
    return any(
        isinstance(one, out.Changed | out.Was) or (isinstance(one, out.Read) and one.previous) for one in nodes(cond)
    )


def _of_rule(rule: RuleView, schema: Schema) -> Iterator[Diagnostic]:
    made = rule.made[0]
    events = [one.event for one in made.triggers if isinstance(one, out.OnEvent)]
    followed = {key_of(one.follows) for one in events if one.follows is not None}
    states = list(_states(made.condition))
    if followed and not any(one.field in followed for one in states):
        return  # it looks at the change alone: the rest is as it is at that moment
    known = followed | {key_of(one.field.name) for one in made.then if isinstance(one, out.SetField)}
    for state in states:
        missed = schema.events_following(made.object, state.field) if state.is_late and state.field not in known else ()
        if missed:
            yield _found(state, missed, made.triggers[-1].span)


def _states(cond: out.Cond) -> Iterator[_State]:
    """What a condition asks of own fields for it to be WAAR."""
    match cond:
        case out.All(parts=parts) | out.Any(parts=parts):
            for part in parts:
                yield from _states(part)
        case out.DefinedCond(body=body):
            yield from (evolve(state, part=cond) for state in _states(body))
        case out.Test(operands=(subject, other), overload=overload, negated=False) if overload.relation in _ASKING:
            match subject, constant_of(other):
                case out.Read(target=out.Root(kind=out.RootKind.RECORD), previous=False), out.Const(value=value):
                    asked = {compare.key(one) for one in listed_of(value)}
                    yield _State(cond, key_of(subject.field.name), _are_late(asked, subject))
                case _:
                    pass
        case _:
            pass


def _are_late(asked: set[object], subject: out.Read) -> bool:
    """Whether all of these stand in the second half of a list that goes from the first step to the last."""
    match subject.type:
        case Enumeration(values=values) if len(values) >= _FEWEST:
            late = {compare.key(one) for one in values[(len(values) + 1) // 2 :]}
            return bool(asked) and asked <= late
        case _:
            return False


def _found(state: _State, missed: Sequence[Event], behind: Span) -> Diagnostic:
    label = Label(behind, Text(nl="alleen hierbij wordt gekeken", en="it only looks at this"))
    facts: dict[str, Fact] = {"part": shown(state.part)}
    return Diagnostic(
        CODE, state.part.span, facts, fixes=tuple(_adding(one, behind) for one in missed), labels=(label,)
    )


def _adding(event: Event, behind: Span) -> Fix:
    at = Span(behind.source, behind.end, behind.end)
    title = Text(nl=f"Voeg `{event.name}` toe", en=f"Add `{event.name}`")
    return Fix(title, (Edit(at, f"; {event.name}"),))


RULE = DeclarationRule(CODE, _find)
