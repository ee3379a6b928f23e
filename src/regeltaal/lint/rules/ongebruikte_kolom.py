"""A column of VOOR ELKE RIJ that nothing in the rule reads."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import whole
from regeltaal.check.scope import ROW
from regeltaal.check.tables import heading
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.templates import used_by
from regeltaal.lint.view import FileView, RuleView
from regeltaal.syntax import tree
from regeltaal.syntax.walk import nodes

_NOTES = frozenset({"toelichting", "uitleg"})
"""Columns that are there for the reader."""
_SAMPLE = (
    'REGEL "Per plaats"\n  VOOR ELKE RIJ\n    | plaats | titel |\n    | "Zeist" | "Langs de balie" |\n'
    '    | "De Bilt" | "Bel vooraf" |\nWANNEER werkbon compleet gemeld\nEN relatie.plaats = rij.plaats\n'
    "DAN MAAK taak MET titel = {}"
)

CODE = declare(
    "RT625",
    Severity.WARNING,
    name="ongebruikte-kolom",
    title=Text(nl="Kolom die de regel niet leest", en="Column that the rule does not read"),
    message=Text(nl="kolom `{name}` wordt in deze regel niet gelezen", en="column `{name}` is not read in this rule"),
    why=Text(
        nl="Een regel leest een kolom als `rij.naam`. Wat in een kolom staat die de regel niet leest, doet niets.",
        en="A rule reads a column as `rij.naam`. What stands in a column that the rule does not read does nothing.",
    ),
    hint=Text(
        nl="Lees de kolom als `rij.{name}`, of haal haar weg. Een kolom `toelichting` is voor de lezer.",
        en="Read the column as `rij.{name}`, or remove it. A column `toelichting` is for the reader.",
    ),
    wrong=whole(_SAMPLE.format('"Kijk na"')),
    right=whole(_SAMPLE.format("rij.titel")),
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    for rule in view.holding(view.each(tree.PerRow)):
        for table in (clause.table for clause in rule.node.metas if isinstance(clause, tree.PerRow)):
            read = _read(rule.node)
            for cell in table.rows[0].cells:
                key = heading(cell)
                if key is not None and key not in read and key not in _NOTES and not _in_a_template(key, rule, view):
                    yield Diagnostic(CODE, cell.span, {"name": cell.span.text})


def _read(rule: tree.Rule) -> set[str]:
    parts = (rule.triggers, rule.condition, rule.then, rule.otherwise, rule.on_unknown)
    paths = (one for one in nodes(parts) if isinstance(one, tree.Path) and one.parts[0].key == ROW)
    return {".".join(part.key for part in one.parts[1:]) for one in paths}


def _in_a_template(key: str, rule: RuleView, view: FileView) -> bool:
    """Whether a template of the rule has the column in its text."""
    return any(f"{ROW}.{key}" in source.text.lower() for source in used_by(rule, view))


RULE = DeclarationRule(CODE, _find)
