"""Builds names, values and conditions: what the rule language and the schema have in common.

A method's name is that of a production in the grammar; its children are the production's symbols, without fixed signs
and keywords. All operators (``op_…``) share one method and so do all literals (``lit_…``), so that a new one needs its
line in the grammar and nothing here.
"""

import re
from functools import partial
from itertools import takewhile
from typing import Literal as OneOf
from typing import cast

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.source import Source, Span
from regeltaal.syntax import tree
from regeltaal.syntax.lalr import Callback, Children
from regeltaal.syntax.lexer import Token
from regeltaal.syntax.problems import shape, structure
from regeltaal.syntax.tables import Tables
from regeltaal.syntax.texts import TextReader, named


class ExpressionBuilder:
    """Builds the nodes of one source. What fits the grammar and still makes no sense is added to ``problems``."""

    def __init__(self, source: Source, tables: Tables) -> None:
        self.source = source
        self.problems: list[Diagnostic] = []
        self._texts = TextReader(source, tables)

    def callback(self, name: str) -> Callback:
        """The method for a production.

        Raises:
            LookupError: the grammar has a production that nothing here builds: a defect of ours.
        """
        if name.startswith("op_"):
            return partial(self.operation, name.removeprefix("op_"))
        if name.startswith("lit_"):
            return partial(self.literal, cast("tree.LiteralKind", name.removeprefix("lit_")))
        method: Callback | None = getattr(self, name, None)
        if method is None:
            raise LookupError(f"nothing builds {name}")
        return method

    def span(self, start: int, end: int) -> Span:
        return Span(self.source, start, end)

    # ------------------------------------------------------------ what many productions share

    def sequence(self, children: Children, _start: int, _end: int) -> tuple[object, ...]:
        return tuple(children)

    def optional(self, children: Children, _start: int, _end: int) -> object | None:
        return children[0] if children else None

    def only(self, children: Children, _start: int, _end: int) -> object:
        return children[0]

    def nothing(self, _children: Children, _start: int, _end: int) -> None:
        return None

    where = old = new = optional

    # ------------------------------------------------------------ names and values

    def name(self, _children: Children, start: int, end: int) -> tree.Name:
        found = named(self.source, start, end)
        half = len(found.key) // 2
        if found.key[:half] == found.key[half + 1 :] and found.key[half : half + 1] == " ":
            return self._once(found, len(found.key[:half].split()))
        return found

    def _once(self, name: tree.Name, words: int) -> tree.Name:
        """`korte omschrijving korte omschrijving`, as it was meant."""
        if "`" in name.text:
            return name
        again = list(re.finditer(r"\S+", name.text))[words].start()
        first = named(self.source, name.span.start, name.span.start + len(name.text[:again].rstrip()))
        self.problems.append(structure.twice(self.span(first.span.end, name.span.end)))
        return first

    verb = function = part = name

    def path(self, children: Children, start: int, end: int) -> tree.Path:
        return tree.Path(tuple(children), self.span(start, end))

    def text(self, _children: Children, start: int, end: int) -> tree.TextLiteral:
        return self._texts.read(start, end)

    def literal(self, kind: tree.LiteralKind, children: Children, start: int, end: int) -> tree.Literal:
        token: Token = children[0]
        return tree.Literal(kind, token.text, self.span(start, end))

    def parenthesised(self, children: Children, start: int, end: int) -> tree.Parenthesised:
        return tree.Parenthesised(children[0], self.span(start, end))

    def list_literal(self, children: Children, start: int, end: int) -> tree.ListLiteral:
        return tree.ListLiteral(tuple(children), self.span(start, end))

    def call(self, children: Children, start: int, end: int) -> tree.Call:
        function, *arguments = children
        return tree.Call(function, tuple(arguments), self.span(start, end))

    def aggregate(self, children: Children, start: int, end: int) -> tree.Aggregate:
        function, value, variable, items, where = children
        return tree.Aggregate(function, value, variable, items, where, self.span(start, end))

    def count_where(self, children: Children, start: int, end: int) -> tree.Expr:
        """`AANTAL(x IN lijst WAARVOOR p)`: to the grammar, `x IN lijst` is a comparison."""
        function, rows, where = children
        match rows:
            case tree.Operation(
                key="in", operands=(tree.Path((variable,)), tree.Path() as items), negated=False, exact=False
            ):
                return tree.Aggregate(function, None, variable, items, where, self.span(start, end))
        self.problems.append(shape.where_without_rows(rows.span, function.text))
        return tree.Call(function, (rows, where), self.span(start, end))

    # ------------------------------------------------------------ conditions

    def operation(self, key: str, children: Children, start: int, end: int) -> tree.Operation:
        sign = list(takewhile(_is_token, children[1:]))
        operands = [child for child in children if type(child) is not Token]
        kinds = [token[0] for token in sign]
        return tree.Operation(
            key,
            tuple(operands),
            Span(self.source, start, end),
            Span(self.source, sign[0].start, sign[-1].end),
            negated="NIET_KW" in kinds,
            exact="EXACT_KW" in kinds,
        )

    def negation(self, children: Children, start: int, end: int) -> tree.Not:
        return tree.Not(children[0], self.span(start, end))

    def chain(self, children: Children, start: int, end: int) -> tree.Expr:
        """`a EN b OF c`: a chain of one kind, or a mixture, that checking refuses."""
        parts, junctions, span = tuple(children[::2]), tuple(children[1::2]), self.span(start, end)
        if len(set(junctions)) > 1:
            return tree.Mixture(parts, junctions, span)
        return tree.Conjunction(parts, span) if junctions[0] == "EN" else tree.Disjunction(parts, span)

    def junction(self, children: Children, _start: int, _end: int) -> OneOf["EN", "OF"]:
        token: Token = children[0]
        return "EN" if token.kind == "EN_KW" else "OF"

    whether_not = optional

    def changed(self, children: Children, start: int, end: int) -> tree.Changed:
        subject, mark, old, new = children
        return tree.Changed(subject, mark is not None, old, new, self.span(start, end))

    def was(self, children: Children, start: int, end: int) -> tree.Was:
        subject, value = children
        return tree.Was(subject, value, self.span(start, end))

    # ------------------------------------------------------------ groups and lists

    def one(self, _children: Children, _start: int, _end: int) -> int:
        return 1

    def count(self, children: Children, start: int, end: int) -> int:
        token: Token = children[0]
        if token.text.isdecimal() and len(token.text) <= _MAX_DIGITS:
            return int(token.text)
        self.problems.append(shape.no_count(self.span(start, end), token.text))
        return 1

    def group_all(self, children: Children, start: int, end: int) -> tree.Group:
        return tree.Group("all", len(children[0]), children[0], self.span(start, end))

    def group_none(self, children: Children, start: int, end: int) -> tree.Group:
        return tree.Group("none", 0, children[0], self.span(start, end))

    def group_at_least(self, children: Children, start: int, end: int) -> tree.Group:
        count, parts = children
        return tree.Group("at_least", count, parts, self.span(start, end))

    def group_exactly(self, children: Children, start: int, end: int) -> tree.Group:
        count, parts = children
        return tree.Group("exactly", count, parts, self.span(start, end))

    def every(self, children: Children, start: int, end: int) -> tree.Quantified:
        variable, items, where = children
        return tree.Quantified("every", 0, variable, items, where, self.span(start, end))

    def none(self, children: Children, start: int, end: int) -> tree.Quantified:
        variable, items, where = children
        return tree.Quantified("none", 0, variable, items, where, self.span(start, end))

    def some(self, children: Children, start: int, end: int) -> tree.Quantified:
        count, variable, items, where = children
        return tree.Quantified("at_least", count, variable, items, where, self.span(start, end))

    def just(self, children: Children, start: int, end: int) -> tree.Quantified:
        count, variable, items, where = children
        return tree.Quantified("exactly", count, variable, items, where, self.span(start, end))


_MAX_DIGITS = 6
"""A count is never longer: `MINSTENS 1000000 VAN` is a slip of the keyboard."""


def _is_token(child: object) -> bool:
    return type(child) is Token
