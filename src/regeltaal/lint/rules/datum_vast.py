"""A test of the day that GELDIG has decided already."""

from collections.abc import Iterator

from regeltaal.analysis.reasoning import Reasoner, Wish
from regeltaal.analysis.starting import validity
from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Label, Severity
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import whole
from regeltaal.lint.crowded import keys_in
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.started import parts_at_top
from regeltaal.lint.view import FileView, RuleView
from regeltaal.lint.wording import shown
from regeltaal.program import tree as out
from regeltaal.syntax import tree

CODE = declare(
    "RT686",
    Severity.WARNING,
    name="datum-vast",
    title=Text(nl="Datum die door GELDIG al vaststaat", en="Date that GELDIG has settled"),
    message=Text(
        nl="{part} is zolang deze regel geldt {outcome} waar", en="{part} is {outcome} true while this rule is valid"
    ),
    why=Text(
        nl="Buiten de dagen van GELDIG draait de regel niet. Een vraag naar de datum die daarbinnen altijd hetzelfde "
        "uitkomt, is dubbel of vergeten aan te passen.",
        en="Outside the days of GELDIG the rule does not run. A question about the date that always comes out the same "
        "within them says it twice, or was forgotten.",
    ),
    hint=Text(nl="Laat dit deel weg, of pas de datum aan.", en="Leave this part out, or change the date."),
    wrong=whole(
        'REGEL "Zomeractie"\n  GELDIG VANAF 1-7-2027 TOT 1-9-2027\nWANNEER werkbon compleet gemeld\n'
        'EN VANDAAG >= 1-1-2027\nDAN MAAK taak MET titel = "Bel na"'
    ),
    right=whole(
        'REGEL "Zomeractie"\n  GELDIG VANAF 1-7-2027 TOT 1-9-2027\nWANNEER werkbon compleet gemeld\n'
        'EN VANDAAG >= 1-8-2027\nDAN MAAK taak MET titel = "Bel na"'
    ),
)

_ALWAYS, _NEVER = Text(nl="altijd", en="always"), Text(nl="nooit", en="never")


def _find(view: FileView) -> Iterator[Diagnostic]:
    for rule in view.rules:
        start = validity(rule.made[0])
        if start is None:
            continue
        reasoner = Reasoner()
        for part in parts_at_top(rule.made[0].condition):
            if out.Now not in keys_in(part) or not _is_open(reasoner, part):
                continue
            for wish, outcome in ((Wish.TRUE, _NEVER), (Wish.NOT_TRUE, _ALWAYS)):
                if not reasoner.possible([(part, wish)], start.facts):
                    yield _found(rule, part, outcome)


def _is_open(reasoner: Reasoner, part: out.Cond) -> bool:
    return reasoner.possible([(part, Wish.TRUE)]) and reasoner.possible([(part, Wish.NOT_TRUE)])


def _found(rule: RuleView, part: out.Cond, outcome: Text) -> Diagnostic:
    clause = next(one for one in rule.node.metas if isinstance(one, tree.Validity))
    label = Label(clause.span, Text(nl="hier staat van wanneer tot wanneer", en="here it says from when until when"))
    return Diagnostic(CODE, part.span, {"part": shown(part), "outcome": outcome}, labels=(label,))


RULE = DeclarationRule(CODE, _find)
