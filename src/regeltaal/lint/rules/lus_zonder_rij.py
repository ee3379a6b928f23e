"""VOOR ELK … DOE of which no action is about the row."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import actions
from regeltaal.lint.branches import said_by
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.program import tree as out
from regeltaal.program.walk import actions as every_action
from regeltaal.syntax import tree

_SAMPLE = 'VOOR ELK onderdeel IN materialen DOE\n  MAAK taak MET titel = "Bestel {}"\nKLAAR'

CODE = declare(
    "RT646",
    Severity.WARNING,
    name="lus-zonder-rij",
    title=Text(nl="VOOR ELK zonder de rij zelf", en="VOOR ELK without the row itself"),
    message=Text(
        nl="geen enkele actie tussen DOE en KLAAR gebruikt `{variable}`",
        en="no action between DOE and KLAAR uses `{variable}`",
    ),
    why=Text(
        nl="De acties gebeuren zo voor elke rij opnieuw, en elke keer hetzelfde: vijf rijen geven vijf gelijke taken.",
        en="The actions happen anew for every row like this, the same each time: five rows give five equal tasks.",
    ),
    hint=Text(
        nl="Gebruik de rij, zoals in `{variable}.naam`, of zet de actie een keer buiten VOOR ELK.",
        en="Use the row, as in `{variable}.naam`, or put the action once outside VOOR ELK.",
    ),
    wrong=actions(_SAMPLE.format("{nummer}")),
    right=actions(_SAMPLE.format("{onderdeel.naam}")),
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    for rule in view.holding(view.each(tree.ForEach)):
        for action in every_action(rule.made[0]):
            if isinstance(action, out.Loop) and not _uses_row(action):
                yield Diagnostic(CODE, action.variable.span, {"variable": action.variable.span.text})


def _uses_row(loop: out.Loop) -> bool:
    slot = loop.variable.slot
    said = (one for action in loop.body for one in said_by(action))
    return any(isinstance(one, out.Variable) and one.slot == slot for one in said)


RULE = DeclarationRule(CODE, _find)
