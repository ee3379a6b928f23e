"""Assembling a template with Jinja2: sandboxed, and escaping what is shown where it is HTML.

A template reaches Jinja2 as a tree of our own making, never as text: whatever stands in a template file, `{{` and `{%`
included, is literal.
"""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import assert_never

from attrs import define
from jinja2 import Template, nodes
from jinja2.sandbox import SandboxedEnvironment

from regeltaal.runtime.templates import Scope, Shape

_KEPT_SHAPES = 256


def generate(
    shape: Shape,
    show: Callable[[int, Scope], str],
    rows: Callable[[int, Scope], Iterator[Scope]],
    scope: Scope,
    *,
    html: bool,
) -> Iterator[str]:
    """The text in pieces. Values and loops are asked for by number: a loop comes before what is in it."""
    return _compiled(shape, html).generate(show=show, rows=rows, scope=scope)


@cache
def _environment(html: bool) -> SandboxedEnvironment:  # noqa: FBT001 - it is the whole question
    return SandboxedEnvironment(autoescape=html)


@lru_cache(_KEPT_SHAPES)
def _compiled(shape: Shape, html: bool) -> Template:  # noqa: FBT001 - idem
    environment = _environment(html)
    tree = nodes.Template(_Builder().body(shape), lineno=1)
    tree.set_environment(environment)
    tree.set_lineno(1)
    return environment.from_string(tree)


@define
class _Builder:
    """Makes Jinja2's tree of a shape. ``numbers`` counts what asks for something."""

    numbers: int = 0

    def body(self, shape: Shape) -> list[nodes.Node]:
        return [self._node(part) for part in shape]

    def _node(self, part: str | Shape | None) -> nodes.Node:
        match part:
            case str():
                return nodes.Output([nodes.TemplateData(part)])
            case None:
                return nodes.Output([self._asked("show")])
            case tuple():
                return self._loop(part)
            case _:
                assert_never(part)

    def _loop(self, shape: Shape) -> nodes.For:
        rows, no_test, recursive = self._asked("rows"), None, False
        return nodes.For(nodes.Name("scope", "store"), rows, self.body(shape), [], no_test, recursive)

    def _asked(self, of_whom: str) -> nodes.Call:
        number = self.numbers
        self.numbers += 1
        arguments: list[nodes.Expr] = [nodes.Const(number), nodes.Name("scope", "load")]
        return nodes.Call(nodes.Name(of_whom, "load"), arguments, [], None, None)
