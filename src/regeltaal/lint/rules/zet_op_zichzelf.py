"""ZET that gives a field the value that it has."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import actions
from regeltaal.lint.branches import sequences
from regeltaal.lint.edits import without_action
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.program import tree as out
from regeltaal.syntax import tree

CODE = declare(
    "RT634",
    Severity.WARNING,
    name="zet-op-zichzelf",
    title=Text(nl="Veld dat zichzelf krijgt", en="Field that is given itself"),
    message=Text(
        nl="`{field}` krijgt hier de waarde die het al heeft", en="`{field}` is given the value here that it has"
    ),
    why=Text(
        nl="Zo verandert er niets. Meestal hoorde rechts een ander veld te staan, zoals `vorige.datum` of een veld van "
        "de relatie.",
        en="Nothing changes like this. Usually another field was meant on the right, such as `vorige.datum` or one of "
        "the relatie.",
    ),
    hint=Text(nl="Zet rechts wat het veld moet worden.", en="Put on the right what the field is to become."),
    wrong=actions("ZET commentaar = commentaar"),
    right=actions("ZET commentaar = werkomschrijving"),
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    for rule in view.holding(view.each(tree.Set)):
        for branch in sequences(rule.made[0]):
            for action in branch:
                if isinstance(action, out.SetField) and _is_itself(action):
                    fixes = without_action(action.span, branch)
                    yield Diagnostic(CODE, action.span, {"field": action.label}, fixes=fixes)


def _is_itself(action: out.SetField) -> bool:
    match action.value:
        case (
            out.Read(target=target, field=field, previous=False)
            | out.TextTemplate(
                parts=(out.Shown(value=out.Read(target=target, field=field, previous=False), form=None),)
            )
        ):
            return field == action.field and target == action.owner
        case _:
            return False


RULE = DeclarationRule(CODE, _find)
