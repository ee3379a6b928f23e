"""A template that no rule names."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.diagnostic_data import Data
from regeltaal.base.source import at_start
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import BEDANKT, actions
from regeltaal.lint.rule import Collected, ProjectRule
from regeltaal.lint.templates import templates_of
from regeltaal.lint.view import FileView, ProjectView

_MAIL = 'VERSTUUR e-mail MET aan = "klant"; sjabloon = "Bedankt"'
_ANOTHER = ("sjablonen/Bedankje.txt", "Onderwerp: Bedankt\n\nTot de volgende keer.")
_NOTES = frozenset({"leesmij", "lees mij", "readme", "toelichting"})
"""Files that tell about the templates, and are none themselves."""

CODE = declare(
    "RT623",
    Severity.HINT,
    name="ongebruikt-sjabloon",
    title=Text(nl="Sjabloon dat geen regel noemt", en="Template that no rule names"),
    message=Text(nl="geen enkele regel gebruikt dit sjabloon", en="no rule uses this template"),
    why=Text(
        nl="Wie de tekst aanpast, denkt dat klanten de nieuwe tekst krijgen. Er is een regel verdwenen, of een regel "
        "noemt een ander sjabloon dat erop lijkt.",
        en="Who changes the text thinks that customers get the new one. A rule has gone, or a rule names another "
        "template that resembles it.",
    ),
    hint=Text(
        nl="Noem het sjabloon in een regel, of haal het bestand weg.", en="Name the template in a rule, or remove it."
    ),
    wrong=actions(_MAIL, files=(BEDANKT, _ANOTHER)),
    right=actions(_MAIL, files=(BEDANKT,)),
)


def _collect(view: FileView) -> Data:
    """The paths of the templates that the rules of a file use."""
    return tuple(sorted(source.path for source in templates_of(view))) or None


def _find(facts: Collected, view: ProjectView) -> Iterator[Diagnostic]:
    if not view.is_sound:
        return
    used = {path for one in facts.values() for told in one for path in told.facts}
    for name, source in view.templates.items():
        if source.path not in used and PurePosixPath(name).stem.casefold() not in _NOTES:
            yield Diagnostic(CODE, at_start(source))


RULE = ProjectRule(CODE, _collect, _find)
