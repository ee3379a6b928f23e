"""GEGEVEN: the records and rows that a test starts from."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from regeltaal.base.node import evolve
from regeltaal.check import fitting, lowering, noting, paths, tables
from regeltaal.check.problems import tests as problems
from regeltaal.check.problems import types as type_problems
from regeltaal.check.scope import ADMINISTRATION, PREVIOUS, Scope, record_root, same_key
from regeltaal.program import testing
from regeltaal.program import tree as out
from regeltaal.program.testing import Subject
from regeltaal.schema.model import Field, Object
from regeltaal.syntax import tree
from regeltaal.values.common import FILE, TEXT
from regeltaal.values.matching import is_unknown
from regeltaal.values.types import ListOf, Type


def lower(node: tree.Given, scope: Scope) -> Sequence[testing.Given]:
    match node:
        case tree.GivenRecord(items=None):
            return _record(node, scope)
        case tree.GivenRecord():
            return _row(node, scope)
        case tree.GivenRows():
            return _rows(node, scope)


def _record(node: tree.GivenRecord, scope: Scope) -> Sequence[testing.Given]:
    subject, owner = _subject(node.subject, scope)
    if owner is None:
        known = [one.name for one in scope.schema.objects.values()]
        scope.report(problems.unknown_subject(node.subject.span, node.subject.text, [*known, PREVIOUS]))
        return ()
    noting.subject(scope, node.subject, owner)
    assignments = _assignments(node.fields, owner, scope)
    return (testing.Given(subject, owner.name, None, assignments, node.span, file=_file(node, scope)),)


def _file(node: tree.GivenRecord, scope: Scope) -> testing.FromFile | None:
    """The file that a record comes from. It is read when the test runs: checking reads no files."""
    if node.file is None:
        return None
    path = PurePosixPath(node.file.plain or "")
    if path.suffix != ".json" or path.is_absolute() or ".." in path.parts or "\\" in str(path) or ":" in str(path):
        scope.report(problems.no_record_file(node.file.span, node.file.plain or node.file.span.text.strip('"')))
    noting.file(scope, node.file, str(path))
    return testing.FromFile(str(path), node.file.span)


def _subject(name: tree.Name, scope: Scope) -> tuple[Subject, Object | None]:
    if name.key == PREVIOUS:
        return Subject.PREVIOUS, scope.object
    if name.key == ADMINISTRATION:
        return Subject.ADMINISTRATION, scope.schema.object(ADMINISTRATION)
    found = scope.schema.object(name.key)
    if found is not None and scope.object is not None and same_key(found.name, scope.object.name):
        return Subject.RECORD, found
    return Subject.OTHER, found


def _row(node: tree.GivenRecord, scope: Scope) -> Sequence[testing.Given]:
    """`GEGEVEN materiaal IN materialen MET …`."""
    found = None if node.items is None else _list(node.items, scope)
    if found is None:
        return ()
    items, owner = found
    noting.subject(scope, node.subject, owner)
    return (testing.Given(Subject.ROW, owner.name, items, _assignments(node.fields, owner, scope), node.span),)


def _list(path: tree.Path, scope: Scope) -> tuple[out.Read, Object] | None:
    """The list of the record that rows are given of."""
    items = lowering.value(path, scope)
    owner = scope.object_of(items.type) if isinstance(items.type, ListOf) else None
    if isinstance(items, out.Read) and owner is not None:
        return items, owner
    if not is_unknown(items.type):
        scope.report(type_problems.no_list(path.span, paths.label(path), str(items.type)))
    return None


def _rows(node: tree.GivenRows, scope: Scope) -> Sequence[testing.Given]:
    """`GEGEVEN materialen` with a table: a row each."""
    found = _list(node.subject, scope)
    if found is None:
        return ()
    items, owner = found
    heading = node.table.rows[0]
    ways = {tables.heading(cell): _way_of(cell) for cell in heading.cells}
    made = []
    for row in tables.rows(node.table, scope.problems, examples=scope.examples is not None):
        named = [(ways[key], value) for key, value in row.cells.items() if key in ways]
        assignments = [_assignment(path, value, owner, scope) for path, value in named]
        filled = tuple(one for one in assignments if one is not None)
        made.append(testing.Given(Subject.ROW, owner.name, items, filled, node.span))
    return made


def _way_of(heading: tree.Cell) -> tree.Path:
    """The field that a column is for."""
    match heading.value:
        case tree.Path() as path:
            return path
        case tree.Name() as name:
            return tree.Path((name,), name.span)
        case _:
            return tree.Path((), heading.span)


def _assignments(nodes: Sequence[tree.Argument], owner: Object, scope: Scope) -> tuple[testing.Assignment, ...]:
    found = (_assignment(node.parameter, node.value, owner, scope) for node in nodes)
    return tuple(one for one in found if one is not None)


def _assignment(path: tree.Path, node: tree.Expr, owner: Object, scope: Scope) -> testing.Assignment | None:
    """A field of a record, with the value that it starts with."""
    inside = evolve(scope, record=record_root(owner, path.span), variables={}, elements=())
    target = paths.resolve(path, inside)
    noting.written(scope, path)
    wanted = target.type if isinstance(target, out.Read) else None
    value = _as_file(lowering.value(node, scope, wanted), wanted)
    way = _way(target) if isinstance(target, out.Read) else None
    if way is None or isinstance(target, out.Cond):
        if isinstance(target, out.Cond) or not is_unknown(target.type):
            scope.report(problems.not_givable(path.span, paths.label(path)))
        return None
    return testing.Assignment(way, fitting.fit(value, target.type, paths.label(path), scope, node), path.span)


def _as_file(value: out.Expr, wanted: Type | None) -> out.Expr:
    """The name of a file as a value of type bestand: a rule can't write one, a test can say that there is one."""
    element = wanted.element if isinstance(wanted, ListOf) else wanted
    return (
        evolve(value, type=FILE) if element == FILE and isinstance(value, out.Const) and value.type == TEXT else value
    )


def _way(target: out.Read) -> tuple[Field, ...] | None:
    """The fields from the record on, None where a list is in between."""
    way: list[Field] = []
    expr: out.Expr = target
    while isinstance(expr, out.Read):
        if expr.previous or isinstance(expr.target.type, ListOf):
            return None
        way.append(expr.field)
        expr = expr.target
    return tuple(reversed(way))
