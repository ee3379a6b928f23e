"""A LIJST that nothing in the project uses."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import whole
from regeltaal.lint.edits import left_out
from regeltaal.lint.names import LIST, collect, unused
from regeltaal.lint.rule import Collected, ProjectRule
from regeltaal.lint.view import ProjectView

_RULE = 'REGEL "Eigen regio"\nWANNEER werkbon compleet gemeld\nEN relatie.plaats IN {}\nDAN WIS commentaar'
_LIST = 'LIJST eigen regio = "Utrecht"; "Zeist"\n'

CODE = declare(
    "RT620",
    Severity.WARNING,
    name="ongebruikte-lijst",
    title=Text(nl="Lijst die nergens wordt gebruikt", en="List that is used nowhere"),
    message=Text(nl="lijst `{name}` wordt nergens gebruikt", en="list `{name}` is used nowhere"),
    why=Text(
        nl="Wie de lijst aanvult, denkt dat er iets verandert. Er is een regel verdwenen, of een regel noemt de "
        "waarden zelf in plaats van de lijst.",
        en="Who adds to the list thinks that something changes. A rule has gone, or a rule names the values itself in "
        "place of the list.",
    ),
    hint=Text(
        nl="Noem de lijst in een voorwaarde, zoals `relatie.plaats IN {name}`, of haal haar weg.",
        en="Name the list in a condition, such as `relatie.plaats IN {name}`, or remove it.",
    ),
    wrong=whole(_LIST + _RULE.format('("Utrecht"; "Zeist")')),
    right=whole(_LIST + _RULE.format("eigen regio")),
)


def _find(facts: Collected, view: ProjectView) -> Iterator[Diagnostic]:
    for one in unused(LIST, facts, view):
        yield Diagnostic(CODE, one.name, {"name": one.text}, fixes=(left_out(one.whole, safe=False),))


RULE = ProjectRule(CODE, collect, _find)
