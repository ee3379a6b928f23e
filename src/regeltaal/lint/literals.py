"""When two values as written are the same one."""

from collections.abc import Hashable

from regeltaal.syntax import tree
from regeltaal.values import compare, texts
from regeltaal.values.literals import read_literal
from regeltaal.values.value import NotAValueError

_NAMED = frozenset({"empty", "today", "now", "yes", "no"})


def value_key(node: tree.Expr | tree.Name, *, exact: bool = False) -> Hashable:
    """What values that are the same have in common: `1` and `1,0`; without ``exact`` also "Zeist" and "zeist"."""
    match node:
        case tree.TextLiteral() if node.plain is not None:
            spelling = texts.canonical_exact if exact or "\\" in node.pattern else texts.canonical
            return ("text", spelling(node.plain))
        case tree.Literal(kind=kind, text=text) if kind not in _NAMED:
            try:
                return (kind, compare.key(read_literal(kind, text)))
            except NotAValueError:
                return node
        case _:
            return node
