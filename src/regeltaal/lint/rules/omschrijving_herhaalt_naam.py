"""An OMSCHRIJVING that says what the name says."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.text import Text
from regeltaal.check.naming import name_of
from regeltaal.check.problems.samples import whole
from regeltaal.lint.edits import left_out
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.syntax import tree

_RULE = 'REGEL "Oud commentaar weg"\n  OMSCHRIJVING "{}"\nWANNEER werkbon compleet gemeld\nDAN WIS commentaar'
_STARTS = ("deze regel: ", "regel: ", "de regel: ")

CODE = declare(
    "RT631",
    Severity.HINT,
    name="omschrijving-herhaalt-naam",
    title=Text(nl="Omschrijving die de naam herhaalt", en="Description that repeats the name"),
    message=Text(
        nl="de omschrijving zegt alleen wat de naam al zegt", en="the description says only what the name says"
    ),
    why=Text(
        nl="Een omschrijving vertelt wat de naam en de regel zelf niet zeggen: waarom de regel er is, of voor wie.",
        en="A description tells what the name and the rule itself do not: why the rule is there, or for whom.",
    ),
    hint=Text(
        nl="Schrijf erin waarom de regel er is, of laat OMSCHRIJVING weg.",
        en="Write why the rule is there, or leave OMSCHRIJVING out.",
    ),
    wrong=whole(_RULE.format("Oud commentaar weg.")),
    right=whole(_RULE.format("De monteur begint elke bon met een leeg veld, afgesproken in het voorjaar.")),
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    for rule in view.rules:
        for clause in rule.node.metas:
            if isinstance(clause, tree.Description) and _bare(clause.text) in ("", _bare(rule.node.name)):
                yield Diagnostic(CODE, clause.span, fixes=(left_out(clause.span, safe=True),))


def _bare(text: tree.TextLiteral) -> str:
    """A text without signs and white space, and without what it may begin with."""
    said = name_of(text).casefold()
    for start in _STARTS:
        said = said.removeprefix(start)
    return "".join(filter(str.isalnum, said))


RULE = DeclarationRule(CODE, _find)
