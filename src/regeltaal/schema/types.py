"""From the type that stands in a domain to a ``Type``; and whether a literal is a value of it."""

from collections.abc import Iterable

from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.schema.declarations import NamedType, TemplateType, TypeExpr
from regeltaal.schema.model import key_of
from regeltaal.schema.names import Names, shown
from regeltaal.schema.parser import GRAMMAR
from regeltaal.schema.problems import fields as problems
from regeltaal.schema.problems import names as name_problems
from regeltaal.syntax import grammar, tree
from regeltaal.values import common, registry
from regeltaal.values.durations import parse_words
from regeltaal.values.matching import accepts
from regeltaal.values.types import Enumeration, ListOf, ObjectType, Scalar, Type, Unknown
from regeltaal.values.value import DurationKind

_LIST_WORDS = ["lijst", "van"]
_OF_LITERAL: dict[str, Scalar] = {
    "number": common.NUMBER,
    "percentage": common.PERCENTAGE,
    "money": common.MONEY,
    "date": common.DATE,
    "today": common.DATE,
    "time": common.TIME,
    "moment": common.MOMENT,
    "now": common.MOMENT,
    "yes": common.YES_NO,
    "no": common.YES_NO,
}
_OF_DURATION = {
    DurationKind.EXACT: common.DURATION_EXACT,
    DurationKind.DAYS: common.DURATION_DAYS,
    DurationKind.WORKDAYS: common.DURATION_WORKDAYS,
    DurationKind.MONTHS: common.DURATION_MONTHS,
}


def resolve(written: TypeExpr, names: Names, what: Text) -> Type:
    """The type that is meant; Unknown when there is none, which is then reported. ``what`` has the type."""
    match written:
        case NamedType(name, depth):
            if depth > 1:
                names.problems.add(problems.list_of_list(written.span))
                return Unknown()
            found = _named(name.key, name.span, shown(name), names)
            return ListOf(found) if depth else found
        case TemplateType():
            names.problems.add(problems.template_not_here(written.span, what))
            return Unknown()


def resolve_text(text: str, span: Span, names: Names) -> Type:
    """The type that a text names, as regeltaal.toml holds it for a free field."""
    words = text.split()
    depth = 0
    while [word.lower() for word in words[:2]] == _LIST_WORDS:
        words, depth = words[2:], depth + 1
    if depth > 1:
        names.problems.add(problems.list_of_list(span))
        return Unknown()
    found = _named(key_of(" ".join(words)), span, " ".join(words), names, suggests_objects=False)
    return ListOf(found) if depth else found


def _named(key: str, span: Span, name: str, names: Names, *, suggests_objects: bool = True) -> Type:
    if key in names.objects:
        return ObjectType(names.objects[key])
    if key in names.enums:
        return names.enums[key]
    kind = registry.kind_named(key)
    if kind is not None:
        return Scalar(kind)
    if key not in names.broken:
        known = _known(names) if suggests_objects else _plain(names)
        names.problems.add(name_problems.unknown_type(span, name, known, _with_keyword(name, names)))
    return Unknown()


def _with_keyword(name: str, names: Names) -> str | None:
    """`tekst VERPLICHT` for `tekst verplicht`: a type that a property in lower case was taken to be a part of."""
    known = set(map(key_of, _known(names)))
    words = name.split()
    for at in range(1, len(words)):
        if key_of(" ".join(words[:at])) in known and words[at].upper() in grammar.keywords(GRAMMAR):
            return " ".join((*words[:at], words[at].upper(), *words[at + 1 :]))
    return None


def _known(names: Names) -> list[str]:
    return [*_plain(names), *names.objects.values()]


def _plain(names: Names) -> list[str]:
    """The types but for the objects."""
    return [*(kind.name for kind in registry.KINDS), *(enum.name for enum in names.enums.values())]


# ---------------------------------------------------------------- literals


def fits(value: tree.Expr, wanted: Type) -> bool:
    """Whether a rule could give this literal where a value of the type is asked for."""
    while isinstance(value, tree.Parenthesised):
        value = value.inner
    match value:
        case tree.ListLiteral(items):
            return isinstance(wanted, ListOf) and _all_fit(items, wanted.element)
        case tree.TextLiteral():
            return value.plain is not None and _text_fits(value.plain, wanted)
        case tree.Literal("empty"):
            return True
        case tree.Literal():
            found = _literal_type(value)
            return found is not None and accepts(wanted, found)
        case _:
            return False


def _all_fit(items: Iterable[tree.Expr], wanted: Type) -> bool:
    return all(fits(item, wanted) for item in items)


def _literal_type(value: tree.Literal) -> Scalar | None:
    if value.kind == "duration":
        found = parse_words(value.text)
        return _OF_DURATION[found.kind] if found else None
    if value.kind == "number" and "," not in value.text:
        return common.INTEGER
    return _OF_LITERAL.get(value.kind)


def _text_fits(text: str, wanted: Type) -> bool:
    match wanted:
        case ListOf(element):
            return _text_fits(text, element)
        case Enumeration():
            return wanted.open or key_of(text) in map(key_of, wanted.values)
        case Scalar(kind):
            return kind.is_valid(text) if kind.is_valid else kind.text_like or wanted == common.FILE
        case ObjectType() | Unknown():
            return True
        case _:
            return False
