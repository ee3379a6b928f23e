"""Trees at random, made by hand as other tools make them: without places, and without parentheses."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from regeltaal.syntax import tree

NOWHERE: Any = None
NAMES = ("status", "korte omschrijving", "SLA-beleid", "'s-gravenhage", "e-mailadres", "adres 2", "nummer")
LITERALS = (
    ("number", "3"),
    ("number", "-1.250,50"),
    ("percentage", "21%"),
    ("money", "€ 12,50"),
    ("date", "31-12-2026"),
    ("time", "9:00"),
    ("moment", "31-12-2026 14:30"),
    ("duration", "3 werkdagen"),
    ("yes", "JA"),
    ("empty", "LEEG"),
    ("today", "VANDAAG"),
)
BINARY = ("add", "subtract", "multiply", "divide", "coalesce", "at_time", "equals", "less", "in", "contains", "like")
UNARY = ("is_empty", "is_filled", "is_valid")
TERNARY = ("between", "from_until", "from_through")
NEGATABLE = frozenset({"in", "contains", "like", *UNARY, *TERNARY})
EXACT = frozenset({"equals", "in", "contains", "like"})

names = st.sampled_from(NAMES).map(lambda text: tree.Name(text.lower(), text, NOWHERE))
paths = st.lists(names, min_size=1, max_size=3).map(lambda parts: tree.Path(tuple(parts), NOWHERE))
literals = st.sampled_from(LITERALS).map(lambda one: tree.Literal(one[0], one[1], NOWHERE))  # type: ignore[arg-type]  # pairs
characters = st.text(st.sampled_from('ab {}\\"\n|.#é“`x'), min_size=1, max_size=8)
values = st.builds(tree.Interpolation, paths, st.none() | names, st.just(NOWHERE))


def _joined(parts: list[Any]) -> tuple[Any, ...]:
    """Strings that stand side by side as one, as the parser has them."""
    found: list[Any] = []
    for part in parts:
        if found and isinstance(part, str) and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    return tuple(found)


texts = st.builds(
    lambda parts, long: tree.TextLiteral(_joined(parts), long, NOWHERE),
    st.lists(characters | values, max_size=4),
    st.booleans(),
)
atoms: st.SearchStrategy[Any] = literals | texts | paths


def _operation(keys: tuple[str, ...], inner: st.SearchStrategy[Any], count: int) -> st.SearchStrategy[Any]:
    def made(key: str, operands: list[Any], *, negated: bool, exact: bool) -> tree.Operation:
        return tree.Operation(
            key,
            tuple(operands),
            NOWHERE,
            NOWHERE,
            negated=negated and key in NEGATABLE,
            exact=exact and key in EXACT,
        )

    operands = st.lists(inner, min_size=count, max_size=count)
    return st.builds(made, st.sampled_from(keys), operands, negated=st.booleans(), exact=st.booleans())


def _several(inner: st.SearchStrategy[Any], least: int = 2) -> st.SearchStrategy[Any]:
    return st.lists(inner, min_size=least, max_size=3).map(tuple)


def _composed(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    function = st.just(tree.Name("som", "SOM", NOWHERE))
    counted = st.sampled_from([("none", 0), ("at_least", 1), ("at_least", 2), ("exactly", 2)])
    maybe = st.none() | inner

    def apart(make: Callable[..., Any], *others: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        return st.builds(lambda *parts: make(*parts, NOWHERE), *others)

    return st.one_of(
        _operation(BINARY, inner, 2),
        _operation(UNARY, inner, 1),
        _operation(TERNARY, inner, 3),
        apart(tree.Conjunction, _several(inner)),
        apart(tree.Disjunction, _several(inner)),
        apart(tree.Not, inner),
        apart(tree.ListLiteral, _several(inner)),
        apart(lambda how, *rest: tree.Group(how[0], how[1], *rest), counted, _several(inner, 1)),
        apart(lambda parts, at: tree.Group("all", len(parts), parts, at), _several(inner, 1)),
        apart(
            lambda how, *rest: tree.Quantified(how[0], how[1], *rest),
            counted,
            names,
            paths,
            inner,
        ),
        apart(lambda name, items, where, at: tree.Quantified("every", 0, name, items, where, at), names, paths, inner),
        apart(tree.Changed, inner, st.booleans(), maybe, maybe),
        apart(tree.Was, inner, inner),
        apart(tree.Call, function, st.lists(inner, max_size=3).map(tuple)),
        apart(tree.Aggregate, function, inner, names, paths, maybe),
        apart(lambda function, *rest: tree.Aggregate(function, None, *rest), function, names, paths, inner),
    )


expressions: st.SearchStrategy[Any] = st.recursive(atoms, _composed, max_leaves=12)
