"""BIJ ONBEKEND behind a condition that can't be ONBEKEND."""

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
    "RT666",
    Severity.WARNING,
    name="onbereikbaar-bij-onbekend",
    title=Text(nl="BIJ ONBEKEND die nooit aan de beurt komt", en="BIJ ONBEKEND that is never reached"),
    message=Text(
        nl="de voorwaarde is altijd waar of onwaar, dus BIJ ONBEKEND draait nooit",
        en="the condition always is true or false, so BIJ ONBEKEND never runs",
    ),
    why=Text(
        nl="Onbekend is alleen wie van twee groter is als er een leeg is, en wat er met iets leegs is uitgerekend. "
        "`=`, `IN`, `BEVAT` en `IS LEEG` zijn altijd waar of onwaar, ook van een leeg veld.",
        en="Only unknown is which of two is bigger where one is empty, and what was computed with something empty. "
        "`=`, `IN`, `BEVAT` and `IS LEEG` always are true or false, also of an empty field.",
    ),
    hint=Text(nl="Gebruik ANDERS, of vraag zelf naar `IS LEEG`.", en="Use ANDERS, or ask for `IS LEEG` yourself."),
    wrong=whole(
        'REGEL "Nakijken"\nWANNEER werkbon compleet gemeld\nEN garantie\nDAN WIS commentaar\n'
        'BIJ ONBEKEND MAAK taak MET titel = "Kijk na"'
    ),
    right=whole(
        'REGEL "Nakijken"\nWANNEER werkbon compleet gemeld\nEN duur > 60\nDAN WIS commentaar\n'
        'BIJ ONBEKEND MAAK taak MET titel = "Kijk na"'
    ),
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    for rule in view.rules:
        on_unknown = rule.node.on_unknown
        if not on_unknown or is_told(view, rule):
            continue
        reasoner = Reasoner()
        wishes = (Wish.NOT_TRUE, Wish.NOT_FALSE)
        if not any(reasoner.possible([(one.condition, wish) for wish in wishes]) for one in rule.made):
            yield Diagnostic(CODE, keyword_before("BIJ", on_unknown[0].span))


RULE = DeclarationRule(CODE, _find)
