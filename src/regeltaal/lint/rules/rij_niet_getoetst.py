"""A condition on the rows of a list that does not look at the row."""

from collections.abc import Iterable, Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import condition
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.schema.model import Object, Schema, object_of
from regeltaal.syntax import tree
from regeltaal.syntax.walk import nodes

Along = tree.Quantified | tree.Aggregate | tree.ForEach
"""What goes along the rows of a list."""

CODE = declare(
    "RT648",
    Severity.WARNING,
    name="rij-niet-getoetst",
    title=Text(nl="WAARVOOR zonder de rij zelf", en="WAARVOOR without the row itself"),
    message=Text(
        nl="dit gaat niet over `{variable}`, en is dus voor elke rij hetzelfde",
        en="this is not about `{variable}`, so it is the same for every row",
    ),
    why=Text(
        nl="WAARVOOR kiest rijen. Een voorwaarde waarin de rij niet voorkomt, kiest ze allemaal of geen enkele; "
        "meestal ontbreekt de naam van de rij voor het veld.",
        en="WAARVOOR chooses rows. A condition in which the row does not occur chooses all of them or none; mostly the "
        "name of the row is missing before the field.",
    ),
    hint=Text(
        nl="Noem de rij, zoals in `{variable}.naam`, of zet de voorwaarde los van de lijst.",
        en="Name the row, as in `{variable}.naam`, or put the condition apart from the list.",
    ),
    wrong=condition("EEN onderdeel IN materialen WAARVOOR duur > 60"),
    right=condition("EEN onderdeel IN materialen WAARVOOR onderdeel.aantal > 60"),
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    every: Iterable[Along] = (*view.each(tree.Quantified), *view.each(tree.Aggregate), *view.each(tree.ForEach))
    for one in every:
        part = _asked(one)
        if part is not None and not _looks_at(part, one, view.schema):
            yield Diagnostic(CODE, part.span, {"variable": one.variable.text})


def _asked(one: Along) -> tree.Expr | None:
    """What is asked of each row, or else taken of it."""
    if isinstance(one, tree.Aggregate) and one.where is None:
        return None if isinstance(one.value, tree.Literal) else one.value
    return one.where


def _looks_at(part: tree.Expr, along: Along, schema: Schema) -> bool:
    """Whether the row occurs, or a name without it that the row has as a field: that is told already."""
    firsts = {one.parts[0].key for one in nodes(part) if isinstance(one, tree.Path)}
    return along.variable.key in firsts or any(not firsts.isdisjoint(row.fields) for row in _rows(along.items, schema))


def _rows(items: tree.Path, schema: Schema) -> Iterator[Object]:
    """The objects that a list of this name may hold."""
    key = items.parts[-1].key
    for owner in schema.objects.values():
        field = owner.fields.get(key)
        row = None if field is None else schema.object(object_of(field.type) or "")
        if row is not None:
            yield row


RULE = DeclarationRule(CODE, _find)
