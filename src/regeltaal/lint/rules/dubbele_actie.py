"""The same action with the same arguments twice in one branch."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Label, Severity
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import actions
from regeltaal.lint.alike import is_same
from regeltaal.lint.branches import Written, written_sequences
from regeltaal.lint.edits import left_out
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.syntax import tree

_SAMPLE = 'MAAK taak MET titel = "Bel {{relatie.naam}}"\nMAAK taak MET titel = "{} {{relatie.naam}}"'

CODE = declare(
    "RT633",
    Severity.WARNING,
    name="dubbele-actie",
    title=Text(nl="Actie die er al staat", en="Action that is there already"),
    message=Text(
        nl="`{action}` staat hier twee keer met dezelfde gegevens",
        en="`{action}` stands here twice with the same arguments",
    ),
    why=Text(
        nl="Dezelfde actie gebeurt zo twee keer: twee gelijke taken, twee gelijke berichten. Vaak is een van de twee "
        "een kopie die nog aangepast moest worden.",
        en="The same action happens twice like this: two equal tasks, two equal messages. Often one of the two is a "
        "copy that was still to be changed.",
    ),
    hint=Text(nl="Pas een van de twee aan, of haal haar weg.", en="Change one of the two, or remove it."),
    wrong=actions(_SAMPLE.format("Bel")),
    right=actions(_SAMPLE.format("Mail")),
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    for rule in view.rules:
        for branch in written_sequences(rule.node):
            if len(branch) > 1:
                yield from _twice(branch)


def _twice(branch: Written) -> Iterator[Diagnostic]:
    """Equal actions with nothing but actions between them that don't write a field: that would change what they do."""
    known: dict[tuple[tree.Name, tree.Name], list[tree.Perform]] = {}
    for action in branch:
        if not isinstance(action, tree.Perform):
            known.clear()
            continue
        alike = known.setdefault((action.verb, action.name), [])
        first = next((one for one in alike if is_same(one, action)), None)
        if first is not None:
            yield _found(action, first)
        alike.append(action)


def _found(action: tree.Perform, first: tree.Perform) -> Diagnostic:
    label = Label(first.span, Text(nl="de eerste keer", en="the first time"))
    fix = left_out(action.span, safe=False)
    return Diagnostic(
        CODE, action.span, {"action": f"{action.verb.text} {action.name.text}"}, fixes=(fix,), labels=(label,)
    )


RULE = DeclarationRule(CODE, _find)
