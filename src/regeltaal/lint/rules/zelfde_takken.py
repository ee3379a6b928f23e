"""DAN and ANDERS that do the same, so that the condition decides nothing."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Label, Severity
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import whole
from regeltaal.lint.alike import do_the_same
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView

_RULE = (
    'REGEL "Nabellen"\nWANNEER werkbon compleet gemeld\nEN relatie.plaats = "Zeist"\n'
    'DAN MAAK taak MET titel = "Bel {{nummer}} na"\nANDERS MAAK taak MET titel = "{} {{nummer}} na"'
)

CODE = declare(
    "RT632",
    Severity.WARNING,
    name="zelfde-takken",
    title=Text(nl="DAN en ANDERS doen hetzelfde", en="DAN and ANDERS do the same"),
    message=Text(
        nl="ANDERS doet precies hetzelfde als DAN; de voorwaarde beslist niets",
        en="ANDERS does exactly what DAN does; the condition decides nothing",
    ),
    why=Text(
        nl="ANDERS is er voor wat er bij een onware voorwaarde anders gaat. Vaak is het een kopie van DAN die nog "
        "aangepast moest worden.",
        en="ANDERS is for what goes otherwise when the condition is false. Often it is a copy of DAN that was still to "
        "be changed.",
    ),
    hint=Text(
        nl="Pas de acties achter ANDERS aan. Hoort het altijd te gebeuren, laat dan de voorwaarde en ANDERS weg.",
        en="Change the actions behind ANDERS. If it should always happen, leave out the condition and ANDERS.",
    ),
    wrong=whole(_RULE.format("Bel")),
    right=whole(_RULE.format("Mail")),
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    for rule in view.rules:
        node = rule.node
        if node.otherwise is not None and do_the_same(node.then, node.otherwise):
            span = node.otherwise[0].span.to(node.otherwise[-1].span)
            label = Label(node.then[0].span.to(node.then[-1].span), Text(nl="dit is DAN", en="this is DAN"))
            yield Diagnostic(CODE, span, labels=(label,))


RULE = DeclarationRule(CODE, _find)
