"""What a rule does, step by step, with every value as its author wrote it."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from attrs import frozen

from regeltaal.base.text import Language, Text
from regeltaal.evaluate.reading import label
from regeltaal.program import tree

_AFTER = Text(nl="na", en="after")
_PROVIDED = Text(nl="mits dan nog", en="provided that then")
_WITHOUT = Text(nl="zonder", en="without")
_CALLED = Text(nl="genaamd", en="called")
_DEFAULT = Text(nl="{value} (standaard)", en="{value} (default)")
_FOR_EACH = Text(nl="voor elke {name} in {items}", en="for each {name} in {items}")
_WHERE = Text(nl="waarvoor", en="where")


@frozen
class Step:
    """An action, with what is set for it; of a loop the ``steps`` for each row."""

    title: str
    settings: tuple[tuple[str, str], ...] = ()
    steps: "tuple[Step, ...]" = ()


def steps_of(rule: tree.Rule, actions: Sequence[tree.Action], language: Language) -> tuple[Step, ...]:
    return tuple(_step(rule, action, language) for action in actions)


def _step(rule: tree.Rule, action: tree.Action, language: Language) -> Step:
    match action:
        case tree.SetField(label=name, clears=True):
            return Step(f"WIS {name}")
        case tree.SetField(label=name, value=value):
            return Step(f"ZET {name} = {label(value.span)}")
        case tree.StopRules():
            return Step("STOP VERDERE REGELS")
        case tree.Loop(variable=variable, items=items, where=where, body=body):
            head = _FOR_EACH.show(language, {"name": variable.name, "items": label(items.span)})
            limited = [] if where is None else [(_WHERE.show(language), label(where.span))]
            return Step(head, tuple(limited), steps_of(rule, body, language))
        case tree.Perform():
            return Step(action.action.title, tuple(_settings(rule, action, language)))
        case _:
            assert_never(action)


def _settings(rule: tree.Rule, action: tree.Perform, language: Language) -> Iterator[tuple[str, str]]:
    if action.result is not None:
        yield _CALLED.show(language), action.result.name
    if action.wait is not None:
        yield _AFTER.show(language), label(action.wait.amount.span)
        if action.wait.provided is not None:
            yield _PROVIDED.show(language), label(action.wait.provided.span)
    for key, value in action.arguments:
        parameter = action.action.parameters.get(key)
        yield (parameter.name if parameter is not None else key), _written(rule, value, language)
    if action.cleared:
        yield _WITHOUT.show(language), "; ".join(action.cleared)


def _written(rule: tree.Rule, value: tree.Expr, language: Language) -> str:
    """A value as it stands in the rule; one that the domain gives says so."""
    text = label(value.span)
    return text if value.span.source is rule.span.source else _DEFAULT.show(language, {"value": text})
