"""GEBRUIK of a file of which nothing is used, or a second time."""

from collections.abc import Iterator, Mapping

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import whole
from regeltaal.lint.edits import left_out
from regeltaal.lint.names import Names, collect, in_a_template, read
from regeltaal.lint.rule import Collected, ProjectRule
from regeltaal.lint.view import ProjectView

_LISTS = (("lijsten.regel", 'DOMEIN werkbonnen\nLIJST eigen regio = "Utrecht"; "Zeist"\n'),)
_RULE = 'GEBRUIK "lijsten.regel"\nREGEL "Eigen regio"\nWANNEER werkbon compleet gemeld\nEN {}\nDAN WIS commentaar'

CODE = declare(
    "RT622",
    Severity.WARNING,
    name="ongebruikt-gebruik",
    title=Text(nl="GEBRUIK van een bestand waar niets uit wordt gebruikt", en="GEBRUIK of a file that gives nothing"),
    message=Text(nl="uit `{path}` wordt hier niets gebruikt{why}", en="nothing of `{path}` is used here{why}"),
    why=Text(
        nl="GEBRUIK zegt de lezer dat dit bestand van het andere afhangt. Een regel die daarvan gebruikmaakte is "
        "verdwenen, of noemt de waarden nu zelf.",
        en="GEBRUIK tells the reader that this file depends on the other. A rule that made use of it has gone, or "
        "names the values itself now.",
    ),
    hint=Text(nl="Haal deze GEBRUIK weg.", en="Remove this GEBRUIK."),
    wrong=whole(_RULE.format('relatie.plaats = "Zeist"'), files=_LISTS),
    right=whole(_RULE.format("relatie.plaats IN eigen regio"), files=_LISTS),
)

_NOTHING_UNUSUAL = Text(nl="", en="")
_ALREADY = Text(nl=": dat bestand staat er al", en=": that file is there already")
_ITSELF = Text(nl=": het is dit bestand zelf", en=": it is this file itself")
_NOTHING_TO_TAKE = Text(nl=": daar staan geen lijsten of definities in", en=": there are no lists or definitions in it")


def _find(facts: Collected, view: ProjectView) -> Iterator[Diagnostic]:
    if not view.is_sound:
        return
    files = read(facts)
    for path, own in files.items():
        earlier: set[str] = set()
        for target, span in own.used:
            why = _needless(target, path, earlier, files, view)
            earlier.add(target)
            if why is not None:
                yield Diagnostic(CODE, span, {"path": target, "why": why}, fixes=(left_out(span, safe=True),))


def _needless(target: str, path: str, earlier: set[str], files: Mapping[str, Names], view: ProjectView) -> Text | None:
    """Why a GEBRUIK could go; None where something comes from it."""
    if target in earlier:
        return _ALREADY
    if target == path:
        return _ITSELF
    declared = files[target].keys if target in files else set[str]()
    if not declared:
        return _NOTHING_TO_TAKE
    if declared & files[path].mentioned or any(in_a_template(key, view) for key in declared):
        return None
    return _NOTHING_UNUSUAL


RULE = ProjectRule(CODE, collect, _find)
