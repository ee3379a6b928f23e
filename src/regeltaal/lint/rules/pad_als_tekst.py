"""A text that is, or holds, the way to a field without braces, where the field was meant."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Edit, Fix, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import actions
from regeltaal.lint.fields_in_text import FoundPath, has_a_dot, paths_in, roots_of, texts_of
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.syntax import tree
from regeltaal.values.common import TEXT

CODE = declare(
    "RT641",
    Severity.WARNING,
    name="pad-als-tekst",
    title=Text(nl="Naam van een veld als gewone tekst", en="Name of a field as plain text"),
    message=Text(
        nl="hier staat de tekst „{path}”, niet de waarde van dat veld",
        en="this is the text „{path}”, not the value of that field",
    ),
    why=Text(
        nl="Tussen aanhalingstekens is alles gewone tekst. De waarde van een veld komt er pas in met accolades.",
        en="Between quotes everything is plain text. The value of a field only gets in with braces.",
    ),
    hint=Text(
        nl="Zet het veld in de tekst tussen accolades, of laat de aanhalingstekens weg als het de hele waarde is.",
        en="Put the field in the text between braces, or leave the quotes out where it is the whole value.",
    ),
    wrong=actions('MAAK taak MET titel = "Bel relatie.naam"'),
    right=actions('MAAK taak MET titel = "Bel {relatie.naam}"'),
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    for rule in view.holding(one for one in view.each(tree.TextLiteral) if _has_a_dot(one)):
        owner = view.schema.object(rule.made[0].object)
        texts = list(filter(_has_a_dot, texts_of(rule.node)))
        if texts and owner is not None:
            roots = roots_of(rule.node, owner, view.schema)
            for literal in texts:
                for found in paths_in(literal.span.text, roots, owner, view.schema):
                    yield _diagnostic(literal, found)


def _has_a_dot(text: tree.TextLiteral) -> bool:
    """Whether one stands between letters, outside the values in it."""
    return any(isinstance(part, str) and has_a_dot(part) for part in text.parts)


def _diagnostic(literal: tree.TextLiteral, found: FoundPath) -> Diagnostic:
    start = literal.span.start
    span = Span(literal.span.source, start + found.start, start + found.end)
    is_whole = literal.plain == span.text
    if is_whole and found.field is not None and found.field.type == TEXT:
        fix = Fix(Text(nl=f"Schrijf `{span.text}`", en=f"Write `{span.text}`"), (Edit(literal.span, span.text),))
    else:
        written = f"{{{span.text}}}"
        fix = Fix(Text(nl=f"Schrijf `{written}`", en=f"Write `{written}`"), (Edit(span, written),))
    return Diagnostic(CODE, span, {"path": span.text}, fixes=(fix,))


RULE = DeclarationRule(CODE, _find)
