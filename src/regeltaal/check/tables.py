"""Tables of literals: the first row names the columns, each next row is one case."""

from collections.abc import Mapping, Sequence

from regeltaal.base.diagnostic import Problems
from regeltaal.base.source import Span
from regeltaal.check import remedies
from regeltaal.check.problems import heads as problems
from regeltaal.check.scope import Row
from regeltaal.syntax import tree


def rows(table: tree.Table, found: Problems, *, examples: bool = False) -> tuple[Row, ...]:
    """The rows by heading; what is wrong with the table is reported, and its healthy rows are kept.

    ``examples``: a cell may be `voorbeeld.kolom`.
    """
    first, *others = table.rows
    names = _headings(first, found)
    if not others:
        found.add(problems.bad_table(table.span, problems.NO_ROWS))
    places = headings(table)
    read = (_row(names, row, found, places, examples=examples) for row in others)
    return tuple(row for row in read if row is not None)


def headings(table: tree.Table) -> Mapping[str, Span]:
    """Where the name of each column stands."""
    named = ((heading(cell), cell) for cell in table.rows[0].cells)
    return {key: cell.value.span for key, cell in reversed([*named]) if key is not None}


def _headings(row: tree.Row, found: Problems) -> list[str]:
    names: list[str] = []
    for index, cell in enumerate(row.cells):
        key = heading(cell)
        if key is None:
            found.add(problems.bad_table(cell.span, problems.NO_HEADING))
        elif key in names:
            found.add(problems.bad_table(cell.span, problems.DOUBLE_HEADING))
        names.append(key if key is not None and key not in names else f"\0{index}")
    return names


def heading(cell: tree.Cell) -> str | None:
    """The key of a column, None where its first cell is no name."""
    match cell.value:
        case tree.Name(key=key):
            return key
        case tree.Path(parts=(name,)):
            return name.key
        case tree.Path(parts=parts):
            return ".".join(part.key for part in parts)
        case _:
            return None


def _row(
    names: Sequence[str], row: tree.Row, found: Problems, places: Mapping[str, Span], *, examples: bool
) -> Row | None:
    if len(row.cells) != len(names):
        return None  # reported by parsing
    cells: dict[str, tree.Expr] = {}
    for name, cell in zip(names, row.cells, strict=True):
        match cell.value:
            case tree.Path(parts=(tree.Name(key="voorbeeld"), _)) as example if examples:
                cells[name] = example
            case tree.Literal() | tree.TextLiteral() as literal:
                cells[name] = literal
            case _:
                found.add(problems.no_fixed_value(cell.span, remedies.fixed(cell.span.text)))
                return None
    return Row(cells, places)
