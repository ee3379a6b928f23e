"""A DEFINITIE that nothing in the project uses."""

from collections.abc import Iterator, Mapping

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.diagnostic_data import Data
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import whole
from regeltaal.lint.edits import left_out
from regeltaal.lint.names import DEFINITION, collect, unused
from regeltaal.lint.rule import ProjectRule
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


def _find(facts: Mapping[str, Data], view: ProjectView) -> Iterator[Diagnostic]:
    for source, one in unused(DEFINITION, facts, view):
        fix = left_out(Span(source, *one.whole), safe=False)
        yield Diagnostic(CODE, Span(source, *one.name), {"name": one.text}, fixes=(fix,))


RULE = ProjectRule(CODE, collect, _find)
