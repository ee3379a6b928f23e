"""A text or template that shows a field which is certain to be empty there."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.text import Fact, Text
from regeltaal.check.problems.samples import whole
from regeltaal.lint.emptied import BY_MAKER, empty_shown
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView

_RULE = (
    'REGEL "Klaar zonder monteur"\nWANNEER werkbon statuswijziging NAAR "Klaargezet"\nEN medewerker IS LEEG\n'
    'DAN MAAK taak MET titel = "Zoek een monteur voor {}"'
)

CODE = declare(
    "RT636",
    Severity.WARNING,
    name="leeg-veld-getoond",
    title=Text(nl="Tekst met een veld dat daar altijd leeg is", en="Text with a field that is always empty there"),
    message=Text(nl="`{field}` is hier altijd leeg: {why}", en="`{field}` is always empty here: {why}"),
    why=Text(
        nl="Van een leeg veld komt er niets in de tekst te staan; de lezer ziet een gat. Meestal is de voorwaarde "
        "omgedraaid, of hoorde er een ander veld te staan.",
        en="An empty field leaves nothing in the text; the reader sees a gap. Usually the condition is the wrong way "
        "round, or another field was meant.",
    ),
    hint=Text(
        nl="Kijk of de voorwaarde klopt, toon een ander veld, of laat `{field}` weg.",
        en="See whether the condition is right, show another field, or leave `{field}` out.",
    ),
    wrong=whole(_RULE.format("{nummer}: {medewerker.naam}")),
    right=whole(_RULE.format("{nummer}")),
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    for one in empty_shown(view):
        if one.why is not BY_MAKER:
            facts: dict[str, Fact] = {"field": one.shown.value.label, "why": one.why}
            yield Diagnostic(CODE, one.shown.span, facts, labels=one.shown.labels)


RULE = DeclarationRule(CODE, _find)
