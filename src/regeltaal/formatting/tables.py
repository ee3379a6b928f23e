"""Prints tables: columns as wide as their widest cell."""

from collections.abc import Sequence
from itertools import zip_longest

from regeltaal.formatting import doc, words
from regeltaal.formatting.doc import HARD, Doc, display_width, on_one_line
from regeltaal.formatting.expressions import expression
from regeltaal.formatting.places import end_of, start_of
from regeltaal.syntax import tree


def table(node: tree.Table) -> Doc:
    """Its rows, where a line has begun."""
    shown = [[cell(one) for one in row.cells] for row in node.rows]
    widths = [max(map(_width, column)) for column in zip_longest(*shown, fillvalue="")]
    rows = zip(node.rows, shown, strict=True)
    return doc.between(HARD, [doc.raw(_aligned(cells, widths), start_of(row), end_of(row)) for row, cells in rows])


def row(node: tree.Row) -> str:
    return _aligned([cell(one) for one in node.cells], [0] * len(node.cells))


def cell(node: tree.Cell) -> str:
    if isinstance(node.value, tree.Name):
        return words.path(tree.Path((node.value,), node.span))
    return on_one_line(expression(node.value))


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (content + " " * (width - display_width(content)) for content, width in zip(cells, widths, strict=False))
    return f"| {' | '.join(padded)} |"


def _width(content: str) -> int:
    return 0 if "\n" in content else display_width(content)
