"""ZET or WIS of what the condition of the rule says is so already."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.text import Text
from regeltaal.check.emptiness import Key, key, operator_key
from regeltaal.check.problems.samples import whole
from regeltaal.lint.certain import conjuncts, may_write, told_empty
from regeltaal.lint.edits import without_action
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.program import tree as out
from regeltaal.values.types import Enumeration
from regeltaal.values.value import Value

_RULE = (
    'REGEL "Klaargezet"\nWANNEER werkbon planbord update\nEN status = "Ingepland"\nEN medewerker IS GEVULD\n'
    'DAN ZET status = "{}"'
)

CODE = declare(
    "RT635",
    Severity.HINT,
    name="zet-zoals-getoetst",
    title=Text(nl="Veld dat al zo is", en="Field that is so already"),
    message=Text(
        nl="de voorwaarde zegt al dat `{field}` dit is; deze actie verandert niets",
        en="the condition says that `{field}` is this already; this action changes nothing",
    ),
    why=Text(
        nl="De regel draait alleen als het veld deze waarde heeft, dus hem die waarde geven doet niets. Meestal hoorde "
        "er een andere waarde te staan.",
        en="The rule runs only when the field has this value, so giving it that value does nothing. Usually another "
        "value was meant.",
    ),
    hint=Text(nl="Zet de waarde die het veld moet krijgen.", en="Put the value that the field is to get."),
    wrong=whole(_RULE.format("Ingepland")),
    right=whole(_RULE.format("Klaargezet")),
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    for rule in view.rules:
        made = rule.made[0]
        if any(isinstance(one, out.SetField) for one in made.then):
            yield from _needless(made)


def _needless(rule: out.Rule) -> Iterator[Diagnostic]:
    """Up to the first action that may have changed something."""
    values = dict(_values(rule))
    empty = told_empty(rule.condition, holds=True)
    written: set[Key | None] = set()
    for action in rule.then:
        if may_write(action) or isinstance(action, out.Loop):
            return
        if isinstance(action, out.SetField):
            target = _key_of(action)
            is_so = target in empty if action.clears else target in values and values[target] == _constant(action.value)
            if target is not None and target not in written and is_so:
                fixes = without_action(action.span, rule.then)
                yield Diagnostic(CODE, action.span, {"field": action.label}, fixes=fixes)
            written.add(target)


def _key_of(action: out.SetField) -> Key | None:
    owner = key(action.owner)
    return None if owner is None else (*owner, action.field.name, False)


def _values(rule: out.Rule) -> Iterator[tuple[Key, Value]]:
    """The fields that have one value for certain, as it is written."""
    for part in conjuncts(rule.condition):
        match part:
            case out.Test(operands=(subject, value), negated=False) if operator_key(part) == "equals":
                yield from _value(subject, value)
            case out.IsTrue(value=subject) if (found := key(subject)) is not None:
                yield found, True
            case out.Changed(subject=subject, new=value, negated=False) if value is not None:
                yield from _value(subject, value)
            case _:
                pass
    if len(rule.triggers) == 1:
        yield from _of_trigger(rule.triggers[0])


def _value(subject: out.Expr, value: out.Expr) -> Iterator[tuple[Key, Value]]:
    found, constant = key(subject), _constant(value)
    if found is not None and constant is not None:
        yield found, constant


def _of_trigger(trigger: out.Trigger) -> Iterator[tuple[Key, Value]]:
    """What NAAR says of the field that the event follows."""
    if isinstance(trigger, out.OnEvent) and trigger.event.follows is not None and trigger.new is not None:
        constant = _constant(trigger.new)
        if constant is not None:
            yield (out.RootKind.RECORD, trigger.event.follows, False), constant


def _constant(value: out.Expr) -> Value | None:
    """A constant, save a text: one that is equal may differ in case, and setting it right is what may be meant."""
    if not isinstance(value, out.Const) or isinstance(value.value, tuple):
        return None
    is_text = isinstance(value.value, str) and not isinstance(value.type, Enumeration)
    return None if is_text else value.value


RULE = DeclarationRule(CODE, _find)
