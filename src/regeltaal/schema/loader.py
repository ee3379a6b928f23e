"""From the text of a domain to its ``Schema``: parse, gather the names, resolve what they stand for."""

import hashlib
from collections.abc import Iterable, Sequence

from regeltaal.base.diagnostic import Diagnostic, Problems
from regeltaal.base.node import Node
from regeltaal.base.source import Source, at_start
from regeltaal.schema import actions, entitlements, events, objects
from regeltaal.schema import declarations as written
from regeltaal.schema.model import Schema
from regeltaal.schema.names import Names, doc_of, gather, of, plain, shown
from regeltaal.schema.objects import FreeFieldEntry
from regeltaal.schema.parser import parse
from regeltaal.schema.problems import fields as field_problems
from regeltaal.schema.problems import names as problems
from regeltaal.syntax.tree import Broken
from regeltaal.values.calendar import KNOWN_HOLIDAYS, Calendar, holiday_named
from regeltaal.values.environment import MonthEnd


class Loaded(Node):
    """What came of reading a domain: the schema, or None when there are errors in it."""

    schema: Schema | None
    problems: tuple[Diagnostic, ...]


def load(source: Source, free_fields: Iterable[FreeFieldEntry] = ()) -> Loaded:
    """Reads a domain, with the free fields that a project adds to it."""
    parsed = parse(source)
    bag = Problems()
    bag.extend(parsed.problems)
    schema = _schema(source, parsed.declarations, free_fields, bag)
    return Loaded(None if bag.has_errors else schema, bag.sorted())


def _schema(
    source: Source, declared: Sequence[written.Declaration], free_fields: Iterable[FreeFieldEntry], bag: Problems
) -> Schema:
    header = _header(source, declared, bag)
    names = gather(declared, bag)
    built = objects.build(declared, free_fields, names)
    phases = events.build_phases(declared, names)
    return Schema(
        name=shown(header.name) if header else "",
        objects=built,
        enums=names.enums,
        events=events.build_events(declared, built, names),
        actions=actions.build_actions(declared, actions.Domain(names, built, phases)),
        phases=phases,
        modules=names.modules,
        functions=actions.build_functions(declared, names),
        calendar=_calendar(declared, names),
        month_end=_month_end(declared, names),
        digest=hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest(),
        doc=doc_of(header.doc, bag) if header else "",
        subscriptions=entitlements.subscriptions(declared, names),
        levels=entitlements.levels(declared, built, names),
        has_company=any(field.together is not None for one in built.values() for field in one.fields.values()),
    )


def _header(source: Source, declared: Sequence[written.Declaration], bag: Problems) -> written.Header | None:
    """The DOMEIN line: the first of the declarations, and the only one."""
    found = of(declared, written.Header)
    for one in found[1:]:
        bag.add(field_problems.mark_twice(one.span, "DOMEIN"))
    first = declared[0] if declared else None
    if not isinstance(first, written.Header) and not _is_broken_header(first):
        bag.add(problems.no_domain(first.span if first else at_start(source)))
    return found[0] if found else None


def _is_broken_header(first: written.Declaration | None) -> bool:
    return isinstance(first, Broken) and first.keyword == "DOMEIN"


def _calendar(declared: Sequence[written.Declaration], names: Names) -> Calendar:
    clauses = of(declared, written.HolidaysClause)
    for one in clauses[1:]:
        names.problems.add(field_problems.mark_twice(one.span, "FEESTDAGEN"))
    found = {}
    for text in (text for clause in clauses[:1] for text in clause.names):
        name = plain(text, names.problems)
        holiday = holiday_named(name) if name else None
        if holiday is not None:
            found[holiday] = text
        elif name is not None:
            names.problems.add(problems.unknown_holiday(text.span, name, KNOWN_HOLIDAYS))
    return Calendar(found)


def _month_end(declared: Sequence[written.Declaration], names: Names) -> MonthEnd:
    clauses = of(declared, written.MonthEndClause)
    for one in clauses[1:]:
        names.problems.add(field_problems.mark_twice(one.span, "MAANDEINDE"))
    return MonthEnd(clauses[0].word) if clauses else MonthEnd.DOWN
