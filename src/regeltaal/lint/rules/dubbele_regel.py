"""Two rules that differ in nothing but their name."""

from collections.abc import Iterator, Sequence

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Label, Severity
from regeltaal.base.diagnostic_data import Data
from regeltaal.base.text import Text
from regeltaal.check.checker import administration_of
from regeltaal.check.declarations import used_by
from regeltaal.check.naming import name_of
from regeltaal.check.problems.samples import whole
from regeltaal.lint.alike import digest_of
from regeltaal.lint.rule import Collected, ProjectRule, Told
from regeltaal.lint.view import FileView, ProjectView
from regeltaal.syntax import tree

_RULE = (
    'REGEL "Buiten Zeist: taak"\nWANNEER werkbon compleet gemeld\nEN relatie.plaats = "Utrecht"\n'
    'DAN MAAK taak MET titel = "Reken reiskosten"\n'
    'REGEL "Reiskosten Utrecht"\nWANNEER werkbon compleet gemeld\nEN relatie.plaats = "{}"\n'
    'DAN MAAK taak MET titel = "Reken reiskosten"'
)

CODE = declare(
    "RT628",
    Severity.WARNING,
    name="dubbele-regel",
    title=Text(nl="Regel die hetzelfde doet als een andere", en="Rule that does the same as another"),
    message=Text(
        nl='regel "{name}" doet precies hetzelfde als "{other}"', en='rule "{name}" does exactly what "{other}" does'
    ),
    why=Text(
        nl="Staan twee gelijke regels aan, dan gebeurt alles twee keer, of de tweede doet niets. Wie later de ene "
        "wijzigt, vergeet de andere.",
        en="With two equal rules everything happens twice, or the second does nothing. Who changes the one later "
        "forgets the other.",
    ),
    hint=Text(
        nl="Haal een van de twee weg, of pas aan wat er anders had moeten zijn.",
        en="Remove one of the two, or change what should have been different.",
    ),
    wrong=whole(_RULE.format("Utrecht")),
    right=whole(_RULE.format("Zeist")),
)


def _collect(view: FileView) -> Data:
    """For whom a rule is, where what it can name comes from, and each rule as far as it is compared."""
    sight = sorted(used_by(view.file))
    if any(isinstance(item, tree.ListDeclaration | tree.Definition) for item in view.file.items):
        sight.append(view.source.path)
    if not view.rules and not sight:
        return None
    rows = tuple(
        (digest_of(one.node, view), name_of(one.node.name), one.node.name.span.start, one.node.name.span.end)
        for one in view.rules
    )
    return (administration_of(view.file), tuple(sight), rows)


def _find(facts: Collected, _view: ProjectView) -> Iterator[Diagnostic]:
    known: dict[object, tuple[str, Label]] = {}
    for all_told in facts.values():
        sight = frozenset(path for told in all_told for path in told.facts[1])
        for told, digest, name, place in _rows(all_told):
            span = told.span(place)
            key = (told.facts[0], sight, digest)
            if key in known and known[key][0].casefold() != name.casefold():  # equal names are an error already
                other, label = known[key]
                yield Diagnostic(CODE, span, {"name": name, "other": other}, labels=(label,))
            known.setdefault(key, (name, Label(span, Text(nl="de andere regel", en="the other rule"))))


def _rows(all_told: Sequence[Told]) -> Iterator[tuple[Told, str, str, tuple[int, int]]]:
    for told in all_told:
        for digest, name, start, end in told.facts[2]:
            yield told, digest, name, (start, end)


RULE = ProjectRule(CODE, _collect, _find)
