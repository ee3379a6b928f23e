"""TEST: its names, values and expectations, checked as those of rules are; one case per row of VOORBEELDEN."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time

from regeltaal.base.diagnostic import Diagnostic, Problems
from regeltaal.base.node import evolve
from regeltaal.check import expectations, givens, literals, noting, tables, triggers
from regeltaal.check.known import Known
from regeltaal.check.naming import name_of
from regeltaal.check.problems import tests as problems
from regeltaal.check.scope import EXAMPLE, Row, Scope, record_root
from regeltaal.program import testing
from regeltaal.program import tree as out
from regeltaal.schema.model import Level, Object
from regeltaal.syntax import tree
from regeltaal.syntax.tree import RuleFile
from regeltaal.syntax.walk import nodes
from regeltaal.values.moments import at_wall_clock


def check(file: RuleFile, administration: str | None, known: Known, base: Scope) -> tuple[testing.TestCase, ...]:
    """The tests of a file that are without errors."""
    written = [item for item in file.items if isinstance(item, tree.Test)]
    return tuple(case for one in written for case in _cases(one, administration, file.source.path, known, base))


def same_names(items: Iterable[tree.Item]) -> Iterator[Diagnostic]:
    """What is wrong with the names of the tests of a file."""
    named: dict[str, tree.Test] = {}
    for item in items:
        if isinstance(item, tree.Test):
            first = named.setdefault(name_of(item.name).casefold(), item)
            if first is not item:
                yield problems.same_name(item.name.span, name_of(item.name), first.name.span)


def note(node: tree.Test, administration: str | None, path: str, base: Scope) -> None:
    """Notes what the names in a test stand for; what is wrong with it is found by ``check``."""
    _cases(node, administration, path, Known((), ()), evolve(base, problems=Problems()))


def _cases(
    node: tree.Test, administration: str | None, path: str, known: Known, base: Scope
) -> Sequence[testing.TestCase]:
    found = Problems()
    scope = evolve(
        base,
        problems=found,
        level=Level.ADMINISTRATION,
        needs=[],
        uses={},
        nesting=type(base.nesting)(),
        administration=administration,
    )
    noting.test(scope, node.name)
    if node.examples is not None:
        noting.columns(scope, tables.headings(node.examples))
    rows: Sequence[Row | None] = (None,) if node.examples is None else tables.rows(node.examples, found)
    _warn_of_columns(node, found)
    made = [
        testing.TestCase(
            name_of(node.name),
            None if row is None else number,
            administration,
            path,
            tuple(_steps(node.steps, known, evolve(scope, examples=row))),
            node.span,
        )
        for number, row in enumerate(rows, start=1)
    ]
    base.problems.extend(found)
    return [] if found.has_errors else made


def _warn_of_columns(node: tree.Test, found: Problems) -> None:
    """Columns that no `voorbeeld.` reads."""
    if node.examples is None:
        return
    read = {path.parts[1].key for path in _paths(node) if path.parts[0].key == EXAMPLE and len(path.parts) > 1}
    for cell in node.examples.rows[0].cells:
        if isinstance(cell.value, tree.Name | tree.Path):
            key = cell.value.key if isinstance(cell.value, tree.Name) else cell.value.parts[0].key
            if key not in read:
                found.add(problems.column_not_read(cell.span, key))


def _paths(node: tree.Test) -> Iterator[tree.Path]:
    return (one for one in nodes(node.steps) if isinstance(one, tree.Path))


def _steps(nodes: Sequence[tree.Step], known: Known, scope: Scope) -> Iterator[testing.Step]:
    """The steps; one in which only time passes is about what the step before it is about."""
    about: Object | None = None
    for node in nodes:
        if node.triggers:
            about = triggers.subject(node.triggers, scope.schema).object
        elif node is nodes[0]:
            scope.report(problems.nothing_happens(node.span))
        yield _step(node, about, known, scope)


def _step(node: tree.Step, about: Object | None, known: Known, scope: Scope) -> testing.Step:
    if len(node.triggers) > 1:
        scope.report(problems.one_event(node.triggers[1].span))
    record = None if about is None else record_root(about, node.span)
    inside = evolve(scope, record=record)
    happening = tuple(triggers.lower(one, inside, in_test=True) for one in node.triggers)
    if about is None:
        return testing.Step((), None, (), (), "", node.span)
    return testing.Step(
        givens=tuple(one for given in node.givens for one in givens.lower(given, inside)),
        moment=_moment(node.moment, inside),
        triggers=tuple(one for one in happening if one is not None),
        expectations=_expectations(node.expectations, known, inside),
        object=about.name,
        span=node.span,
    )


def _expectations(nodes: Sequence[tree.Expectation], known: Known, scope: Scope) -> tuple[testing.Expectation, ...]:
    lowered = (expectations.lower(node, known, scope) for node in nodes)
    return tuple(one for one in lowered if one is not None)


def _moment(literal: tree.Literal | None, scope: Scope) -> datetime | None:
    """`OP 12-3-2027 10:00`; a date alone is its first minute."""
    found = None if literal is None else literals.literal(literal, scope)
    match found:
        case out.Const(value=datetime() as moment):
            return moment
        case out.Const(value=date() as day):
            return at_wall_clock(day, time(), scope.zone)
        case _:
            return None
