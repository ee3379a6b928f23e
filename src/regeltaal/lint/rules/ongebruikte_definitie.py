"""A DEFINITIE that nothing in the project uses."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import whole
from regeltaal.lint.edits import left_out
from regeltaal.lint.names import DEFINITION, collect, unused
from regeltaal.lint.rule import Collected, ProjectRule
from regeltaal.lint.view import ProjectView

_RULE = 'REGEL "Grote klus"\nWANNEER werkbon compleet gemeld\nEN {}\nDAN WIS commentaar'
_DEFINITION = "DEFINITIE grote klus BIJ werkbon = AANTAL(materialen) > 5\n"

CODE = declare(
    "RT621",
    Severity.WARNING,
    name="ongebruikte-definitie",
    title=Text(nl="Definitie die nergens wordt gebruikt", en="Definition that is used nowhere"),
    message=Text(nl="definitie `{name}` wordt nergens gebruikt", en="definition `{name}` is used nowhere"),
    why=Text(
        nl="Wie de definitie aanpast, denkt dat er iets verandert. Er is een regel verdwenen, of een regel zegt in "
        "eigen woorden wat de definitie ook zegt.",
        en="Who changes the definition thinks that something changes. A rule has gone, or a rule says in its own words "
        "what the definition says.",
    ),
    hint=Text(
        nl="Noem de definitie in een regel of sjabloon, of haal haar weg.",
        en="Name the definition in a rule or template, or remove it.",
    ),
    wrong=whole(_DEFINITION + _RULE.format("AANTAL(materialen) > 5")),
    right=whole(_DEFINITION + _RULE.format("grote klus")),
)


def _find(facts: Collected, view: ProjectView) -> Iterator[Diagnostic]:
    for one in unused(DEFINITION, facts, view):
        yield Diagnostic(CODE, one.name, {"name": one.text}, fixes=(left_out(one.whole, safe=False),))


RULE = ProjectRule(CODE, collect, _find)
