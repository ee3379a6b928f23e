"""What a file consists of, as a tree: for the outline beside the text, the path above it and jumping by name."""

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import assert_never

from regeltaal.base.node import Node
from regeltaal.base.source import Source, Span
from regeltaal.base.text import DUTCH, Language, Text
from regeltaal.schema import declarations as written
from regeltaal.schema.parser import parse as parse_domain
from regeltaal.syntax import tree
from regeltaal.workspace.part import Part


class Shape(Enum):
    """What sort of thing a symbol is."""

    RULE = "rule"
    DEFINITION = "definition"
    LIST = "list"
    TEST = "test"
    STEP = "step"
    ACTION = "action"
    OBJECT = "object"
    FIELD = "field"
    EVENT = "event"
    PARAMETER = "parameter"
    CHOICES = "choices"
    CHOICE = "choice"
    FUNCTION = "function"
    PHASES = "phases"
    BROKEN = "broken"


class Symbol(Node):
    """A thing with a name; ``name_span`` lies in ``span``, and the ``parts`` do too."""

    name: str
    detail: str
    shape: Shape
    span: Span
    name_span: Span
    parts: "tuple[Symbol, ...]" = ()


_NAMELESS = Text(nl="zonder naam", en="without a name")
_BROKEN = Text(nl="nog niet te lezen", en="can't be read yet")
_OTHERWISE = Text(nl="anders", en="otherwise")
_UNKNOWN = Text(nl="bij onbekend", en="if unknown")
_OFF = Text(nl="uit", en="off")
_STEP = Text(nl="stap {number}", en="step {number}")
_VALUES = Text(nl="{count} waarden", en="{count} values")
_VALUE = Text(nl="1 waarde", en="1 value")
_LATER = Text(nl="later", en="later")


def symbols(part: Part, language: Language = DUTCH) -> tuple[Symbol, ...]:
    """Those of a part of a rule file."""
    return tuple(found for item in part.parsed.file.items if (found := _symbol(item, language)) is not None)


def _symbol(item: tree.Item, language: Language) -> Symbol | None:
    match item:
        case tree.Rule():
            return _rule(item, language)
        case tree.Definition(name=name, object=owner):
            return Symbol(name.text, "" if owner is None else owner.text, Shape.DEFINITION, item.span, name.span)
        case tree.ListDeclaration(name=name, items=items):
            return Symbol(name.text, _count(len(items), language), Shape.LIST, item.span, name.span)
        case tree.Test(name=name):
            steps = _steps(item, language)
            span = _with(item.span, name.span)
            return Symbol(_title(name, language), _events(item.steps[0].triggers), Shape.TEST, span, name.span, steps)
        case tree.Broken():
            return _broken(item, language)
        case tree.Use():
            return None
        case _:
            assert_never(item)


def _broken(item: tree.Broken, language: Language) -> Symbol:
    """What does not parse stays in the outline, by what can be read of it."""
    name = f"{item.keyword} {item.name or ''}".strip() or _NAMELESS.show(language)
    return Symbol(name, _BROKEN.show(language), Shape.BROKEN, item.span, item.span)


def _rule(rule: tree.Rule, language: Language) -> Symbol:
    off = any(isinstance(one, tree.Disabled) for one in rule.metas)
    detail = " · ".join(part for part in (_events(rule.triggers), _OFF.show(language) if off else "") if part)
    actions = (
        *_actions(rule.then, ""),
        *_actions(rule.otherwise or (), _OTHERWISE.show(language)),
        *_actions(rule.on_unknown or (), _UNKNOWN.show(language)),
    )
    name = rule.name
    return Symbol(_title(name, language), detail, Shape.RULE, _with(rule.span, name.span), name.span, actions)


def _with(span: Span, name: Span) -> Span:
    """A declaration with its name, also where somebody wrote that before its keyword."""
    return Span(span.source, min(span.start, name.start), max(span.end, name.end))


def _events(triggers: Sequence[tree.Trigger]) -> str:
    """What starts a rule, in short: a clock says when."""
    return "; ".join(dict.fromkeys(map(_event, triggers)))


def _event(trigger: tree.Trigger) -> str:
    match trigger:
        case tree.EventTrigger(event=event):
            return " ".join(event.text.split())
        case tree.ClockTrigger(day=day, time=time):
            return f"elke {day.key} om {time.text}"
        case _:
            assert_never(trigger)


def _actions(actions: Sequence[tree.Action], branch: str) -> Iterator[Symbol]:
    for action in actions:
        match action:
            case tree.Set(target=target):
                yield Symbol(f"ZET {_path(target)}", branch, Shape.ACTION, action.span, target.span)
            case tree.Clear(target=target):
                yield Symbol(f"WIS {_path(target)}", branch, Shape.ACTION, action.span, target.span)
            case tree.Stop():
                yield Symbol("STOP VERDERE REGELS", branch, Shape.ACTION, action.span, action.span)
            case tree.ForEach(variable=variable, items=items, body=body):
                name = f"VOOR ELK {variable.text} IN {_path(items)}"
                yield Symbol(name, branch, Shape.ACTION, action.span, variable.span, tuple(_actions(body, "")))
            case tree.Perform(verb=verb, name=name):
                shown = f"{verb.text} {' '.join(name.text.split())}"
                yield Symbol(shown, branch, Shape.ACTION, action.span, verb.span.to(name.span))
            case _:
                assert_never(action)


def _steps(test: tree.Test, language: Language) -> tuple[Symbol, ...]:
    if len(test.steps) < 2:  # noqa: PLR2004 - one step is the test itself
        return ()
    return tuple(
        Symbol(_STEP.show(language, {"number": number}), _happening(step, language), Shape.STEP, step.span, step.span)
        for number, step in enumerate(test.steps, start=1)
    )


def _happening(step: tree.Step, language: Language) -> str:
    return _events(step.triggers) or (step.moment.text if step.moment is not None else _LATER.show(language))


def _title(name: tree.TextLiteral, language: Language) -> str:
    return " ".join((name.plain or "").split()) or _NAMELESS.show(language)


def _path(path: tree.Path) -> str:
    return ".".join(part.text for part in path.parts)


def _count(count: int, language: Language) -> str:
    if count == 0:
        return ""
    return _VALUE.show(language) if count == 1 else _VALUES.show(language, {"count": count})


# ---------------------------------------------------------------- a domain


def domain_symbols(source: Source, language: Language = DUTCH) -> tuple[Symbol, ...]:
    """Those of a domain: objects with their fields, choices with their values, events, actions with parameters."""
    declared = parse_domain(source).declarations
    return tuple(found for one in declared if (found := _declared(one, language)) is not None)


def _declared(one: written.Declaration, language: Language) -> Symbol | None:
    match one:
        case written.ObjectClause(name=name, fields=fields):
            return Symbol(name.text, "", Shape.OBJECT, one.span, name.span, tuple(map(_field, fields)))
        case written.FreeFieldClause(field=field, object=owner):
            return Symbol(field.name.text, owner.text, Shape.FIELD, one.span, field.name.span)
        case written.EnumClause(name=name, values=values):
            found = tuple(
                Symbol(text.plain or "", "", Shape.CHOICE, text.span, text.span) for text in values if text.plain
            )
            return Symbol(name.text, _count(len(values), language), Shape.CHOICES, one.span, name.span, found)
        case written.EventClause(name=name, object=owner):
            return Symbol(name.text, owner.text, Shape.EVENT, one.span, name.span)
        case written.ActionClause():
            return _action_clause(one)
        case written.FunctionClause(name=name, result=result):
            return Symbol(name.text, _type(result), Shape.FUNCTION, one.span, name.span)
        case written.PhasesClause(object=owner, phases=phases):
            entries = tuple(
                Symbol(each.name.text, each.match, Shape.STEP, each.span, each.name.span) for each in phases
            )
            return Symbol(f"FASEN {owner.text}", "", Shape.PHASES, one.span, owner.span, entries)
        case tree.Broken():
            return _broken(one, language)
        case _:
            return None


def _choices(values: Sequence[tree.TextLiteral]) -> Iterator[Symbol]:
    for value in values:
        if value.plain:
            yield Symbol(value.plain, "", Shape.CHOICE, value.span, value.span)


def _field(field: written.FieldClause) -> Symbol:
    return Symbol(field.name.text, _type(field.type), Shape.FIELD, field.span, field.name.span)


def _action_clause(action: written.ActionClause) -> Symbol:
    name = f"{action.verb.text} {' '.join(action.name.text.split())}"
    parameters = tuple(
        Symbol(one.name.text, _type(one.type), Shape.PARAMETER, one.span, one.name.span)
        for one in action.parameters
        if isinstance(one, written.ParameterClause)
    )
    about = "; ".join(one.text for one in action.objects)
    return Symbol(name, about, Shape.ACTION, action.span, action.verb.span.to(action.name.span), parameters)


def _type(type_: written.TypeExpr) -> str:
    return " ".join(type_.span.text.split())
