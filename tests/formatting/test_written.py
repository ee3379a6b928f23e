"""What is written reads as the tree that it was written from."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from tests.formatting.expressions import expressions

from regeltaal.base.node import Node
from regeltaal.base.source import Source
from regeltaal.formatting.printer import written
from regeltaal.formatting.sameness import is_same
from regeltaal.syntax import tree
from regeltaal.syntax.parser import parse

thorough = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def bare(node: Any) -> Any:
    """A tree without the parentheses in it."""
    if isinstance(node, tree.Parenthesised):
        return bare(node.inner)
    if isinstance(node, tuple):
        return tuple(map(bare, node))
    if not isinstance(node, Node) or isinstance(node, tree.TextLiteral):
        return node
    fields = {name: getattr(node, name) for name in type(node).__fields__}
    return type(node)(**{name: value if name.endswith("span") else bare(value) for name, value in fields.items()})


@thorough
@given(expressions)
def test_a_tree_made_by_hand_is_read_back(node: tree.Expr) -> None:
    text = written(node)
    parsed = parse(Source("x.regel", f"DEFINITIE d = {text}"))
    assert [problem.message() for problem in parsed.problems] == []
    (found,) = parsed.file.items
    assert isinstance(found, tree.Definition)
    assert is_same(bare(found.body), bare(node)), text


@thorough
@given(expressions)
def test_a_definition_is_read_back_however_it_is_broken(node: tree.Expr) -> None:
    name: Any = tree.Name("d", "d", None)  # type: ignore[arg-type]  # a tree made by hand has no places
    text = written(tree.Definition(name, None, node, None), width=20)  # type: ignore[arg-type]  # idem
    (found,) = parse(Source("x.regel", text)).file.items
    assert isinstance(found, tree.Definition)
    assert is_same(bare(found.body), bare(node)), text
