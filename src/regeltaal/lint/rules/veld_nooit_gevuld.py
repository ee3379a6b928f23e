"""A text or template that shows a field of what the rule itself has just made, and left empty."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.text import Fact, Text
from regeltaal.check.problems.samples import actions
from regeltaal.lint.emptied import BY_MAKER, empty_shown
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView

_ACTIONS = (
    "MAAK vervolgwerkbon GENAAMD vervolg MET datum = VANDAAG + 5 werkdagen ZONDER uitvoertijd; commentaar\n"
    'MAAK taak MET titel = "Bel de klant: {{vervolg.nummer}} op {{vervolg.{}}}"'
)

CODE = declare(
    "RT637",
    Severity.WARNING,
    name="veld-nooit-gevuld",
    title=Text(nl="Veld dat de regel zelf leeg liet", en="Field that the rule itself left empty"),
    message=Text(
        nl="`{field}` is hier altijd leeg: de actie die `{result}` maakte, liet het leeg",
        en="`{field}` is always empty here: the action that made `{result}` left it empty",
    ),
    why=Text(
        nl="Wat achter ZONDER staat, is leeg in wat de actie maakt, en een parameter die u niet geeft meestal ook. Een "
        "tekst die het toont, heeft daar een gat.",
        en="What stands behind ZONDER is empty in what the action makes, and so mostly is a parameter that you don't "
        "give. A text that shows it has a gap there.",
    ),
    hint=Text(
        nl="Vul het veld met MET, toon een ander veld, of laat `{field}` weg.",
        en="Fill the field with MET, show another field, or leave `{field}` out.",
    ),
    wrong=actions(_ACTIONS.format("uitvoertijd")),
    right=actions(_ACTIONS.format("datum")),
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    for one in empty_shown(view):
        if one.why is BY_MAKER:
            label = one.shown.value.label
            facts: dict[str, Fact] = {"field": label, "result": label.split(".")[0]}
            yield Diagnostic(CODE, one.shown.span, facts, labels=one.shown.labels)


RULE = DeclarationRule(CODE, _find)
