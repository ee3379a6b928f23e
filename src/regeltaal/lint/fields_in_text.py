"""Ways to a field that stand in a text without braces: `relatie.naam`, which is then shown as it stands."""

from collections.abc import Collection, Iterator, Mapping

from regeltaal.base.node import Node
from regeltaal.base.patterns import lazily
from regeltaal.check.scope import ADMINISTRATION, EVENT, PREVIOUS, ROW
from regeltaal.schema.model import ADMINISTRATION_FIELDS, EVENT_FIELDS, Field, Object, Schema, object_of
from regeltaal.syntax import tree
from regeltaal.syntax.walk import nodes
from regeltaal.values.types import ListOf

_DOT = lazily(r"(?<=\w)\.(?=[^\W\d_])")
_WORD = lazily(r"[\w'’-]")
Roots = Mapping[str, Collection[str]]
"""What a path may start with, and the names that may follow there."""


class FoundPath(Node):
    """A path in a text: from where to where, and the field when the schema tells it."""

    start: int
    end: int
    field: Field | None


def has_a_dot(text: str) -> bool:
    """Whether it is worth looking: most texts have none between two letters."""
    return "." in text and _DOT.search(text) is not None


def paths_in(text: str, roots: Roots, owner: Object, schema: Schema) -> Iterator[FoundPath]:
    lower = text.lower()
    for dot in _DOT.finditer(text):
        at = dot.start()
        root = next((one for one in roots if _ends_with(lower[:at], one)), None)
        if root is None:
            continue
        behind = [one for one in roots[root] if _starts_with(text[at + 1 :], one)]
        if behind:
            name = max(behind, key=len)
            yield FoundPath(at - len(root), at + 1 + len(name), _field(root, name, owner, schema))


def _ends_with(text: str, name: str) -> bool:
    before = text[: len(text) - len(name)]
    return text.endswith(name) and not (before and (_WORD.match(before[-1]) or before[-1] in "{.@/"))


def _starts_with(text: str, name: str) -> bool:
    """In small letters: a capital behind a dot begins a sentence."""
    behind = text[len(name) :]
    return text.startswith(name) and not (behind and (_WORD.match(behind[0]) or behind[0] in "@}"))


def _field(root: str, name: str, owner: Object, schema: Schema) -> Field | None:
    first = owner.field(root)
    target = None if first is None else schema.object(object_of(first.type) or "")
    return None if target is None else target.field(name)


def roots_of(rule: tree.Rule, owner: Object, schema: Schema) -> Roots:
    """References of the record, the fixed words, and what the rule itself names; longest first."""
    every = {name for one in schema.objects.values() for name in _names(one)}
    named = {one.alias.key for one in nodes(rule.then) if isinstance(one, tree.Perform) and one.alias is not None}
    rows = {one.variable.key for one in nodes(rule.then) if isinstance(one, tree.ForEach)}
    roots: dict[str, Collection[str]] = dict.fromkeys(named | rows, every)
    roots |= {ROW: _columns(rule), EVENT: EVENT_FIELDS, PREVIOUS: _names(owner), ADMINISTRATION: ADMINISTRATION_FIELDS}
    for key, one in owner.fields.items():
        target = None if isinstance(one.type, ListOf) else schema.object(object_of(one.type) or "")
        if target is not None:
            roots[key] = _names(target)
    return {key: roots[key] for key in sorted(roots, key=len, reverse=True)}


def _names(owner: Object) -> set[str]:
    """The names of its fields, as declared and in small letters."""
    return {*owner.fields, *(one.name for one in owner.fields.values())}


def _columns(rule: tree.Rule) -> set[str]:
    tables = (one.table for one in rule.metas if isinstance(one, tree.PerRow))
    cells = (cell.value for table in tables for cell in table.rows[0].cells)
    return {one.key for one in cells if isinstance(one, tree.Name)}


def texts_of(rule: tree.Rule) -> Iterator[tree.TextLiteral]:
    """The texts of a rule save its name, description and the like."""
    tables = tuple(one for one in rule.metas if isinstance(one, tree.PerRow))
    parts = (tables, rule.condition, rule.then, rule.otherwise, rule.on_unknown)
    return (one for one in nodes(parts) if isinstance(one, tree.TextLiteral))
