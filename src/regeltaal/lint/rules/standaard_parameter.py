"""A parameter that is given the value that it has by itself."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Fix, Severity
from regeltaal.base.text import Text
from regeltaal.check.parameters import key_of_path
from regeltaal.check.problems.samples import actions
from regeltaal.lint.edits import without_item, without_word
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.schema.model import Action, key_of
from regeltaal.syntax import tree

_SAMPLE = 'MAAK taak MET titel = "Bel {{relatie.naam}}"; automatisch geopend = {}'

CODE = declare(
    "RT642",
    Severity.HINT,
    name="standaard-parameter",
    title=Text(nl="Parameter die vanzelf zo is", en="Parameter that is so by itself"),
    message=Text(nl="`{parameter}` is zonder MET al {value}", en="`{parameter}` is {value} already without MET"),
    why=Text(
        nl="Een parameter achter MET vertelt de lezer dat hier iets anders gaat dan anders. Bij de waarde die het "
        "domein zelf geeft, is dat niet zo.",
        en="A parameter behind MET tells the reader that something goes otherwise here. With the value that the "
        "domain gives by itself that is not so.",
    ),
    hint=Text(nl="Laat `{parameter}` weg.", en="Leave `{parameter}` out."),
    wrong=actions(_SAMPLE.format("NEE")),
    right=actions(_SAMPLE.format("JA")),
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    with_defaults = {
        key_of(action.title): action
        for action in view.schema.actions.values()
        if any(one.default is not None for one in action.parameters.values())
    }
    for node in view.each(tree.Perform):
        action = with_defaults.get(f"{node.verb.text.lower()} {node.name.key}") if node.arguments else None
        if action is not None:
            yield from _needless(node, action)


def _needless(node: tree.Perform, action: Action) -> Iterator[Diagnostic]:
    spans = [one.span for one in node.arguments]
    counted = {key_of(name) for name in action.exactly_one_of}
    for place, argument in enumerate(node.arguments):
        parameter = action.parameters.get(key_of_path(argument.parameter))
        if parameter is None or key_of(parameter.name) in counted:
            continue
        if parameter.default == argument.value:
            fixes = without_item(spans, place, safe=True) or _without_met(node)
            facts = {"parameter": parameter.name, "value": argument.value.span.text}
            yield Diagnostic(CODE, argument.span, {**facts}, fixes=fixes)


def _without_met(node: tree.Perform) -> tuple[Fix, ...]:
    return without_word("MET", node.arguments[0].span, safe=True) if len(node.arguments) == 1 else ()


RULE = DeclarationRule(CODE, _find, when_sound=True)
