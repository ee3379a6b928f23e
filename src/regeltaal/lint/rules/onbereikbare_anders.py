"""ANDERS behind a condition that can't be ONWAAR."""

from collections.abc import Iterator

from regeltaal.analysis.reasoning import Reasoner, Wish
from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import whole
from regeltaal.lint.judged import is_told
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.lint.wording import keyword_before

CODE = declare(
    "RT665",
    Severity.WARNING,
    name="onbereikbare-anders",
    title=Text(nl="ANDERS die nooit aan de beurt komt", en="ANDERS that is never reached"),
    message=Text(
        nl="de voorwaarde kan niet onwaar zijn, dus ANDERS draait nooit",
        en="the condition can't be false, so ANDERS never runs",
    ),
    why=Text(
        nl="ANDERS draait alleen als de voorwaarde onwaar is. Is die altijd waar of onbekend, dan gebeurt wat achter "
        "ANDERS staat nooit.",
        en="ANDERS runs only when the condition is false. Where that always is true or unknown, what stands behind "
        "ANDERS never happens.",
    ),
    hint=Text(nl="Haal ANDERS weg, of pas de voorwaarde aan.", en="Remove ANDERS, or change the condition."),
    wrong=whole(
        'REGEL "Nakijken"\nWANNEER werkbon compleet gemeld\nDAN MAAK taak MET titel = "Kijk na"\nANDERS WIS commentaar'
    ),
    right=whole(
        'REGEL "Nakijken"\nWANNEER werkbon compleet gemeld\nEN garantie\nDAN MAAK taak MET titel = "Kijk na"\n'
        "ANDERS WIS commentaar"
    ),
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    for rule in view.rules:
        otherwise = rule.node.otherwise
        if not otherwise or is_told(view, rule):
            continue
        reasoner = Reasoner()
        if not any(reasoner.possible([(one.condition, Wish.FALSE)]) for one in rule.made):
            yield Diagnostic(CODE, keyword_before("ANDERS", otherwise[0].span))


RULE = DeclarationRule(CODE, _find)
