"""The head of a rule: description, priority, scope, validity, phase, its row table, and whether it is off."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from attrs import define, field

from regeltaal.base.diagnostic import Problems
from regeltaal.base.node import Node
from regeltaal.base.source import Span
from regeltaal.check import tables
from regeltaal.check.problems import heads as head_problems
from regeltaal.check.problems import meaning as meaning_problems
from regeltaal.check.problems import scope as problems
from regeltaal.check.scope import Row
from regeltaal.check.setting import AdministrationSetting
from regeltaal.program.tree import Selection
from regeltaal.syntax import tree
from regeltaal.values.literals import read_literal
from regeltaal.values.value import NotAValueError, Value

DEFAULT_PRIORITY = 100
Administrations = Mapping[str, AdministrationSetting]


class Head(Node):
    """The head, read. ``scope`` is the clause as written, for the names in it."""

    description: str = ""
    priority: int = DEFAULT_PRIORITY
    scope: tree.Scope | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    phase: tree.Name | None = None
    enabled: bool = True
    former: tree.TextLiteral | None = None
    rows: tuple[Row, ...] | None = None

    @property
    def selection(self) -> Selection:
        if self.scope is None:
            return Selection(everyone=True)
        include, exclude = self.scope.include, self.scope.exclude
        return Selection(
            include is None,
            _values(include or (), "name"),
            _values(include or (), "tag"),
            _values(exclude, "name"),
            _values(exclude, "tag"),
        )


def _values(selectors: Iterable[tree.Selector], kind: str) -> frozenset[str]:
    return frozenset(one.value for one in selectors if one.kind == kind)


def read(metas: Iterable[tree.Meta], found: Problems) -> Head:
    """The clauses of a head; what stands twice or is no value is reported."""
    reader = _Reader(found)
    for meta in metas:
        reader.take(meta)
    return Head(**reader.values)  # type: ignore[arg-type]  # the reader fills each by its name


@define
class _Reader:
    found: Problems
    values: dict[str, object] = field(factory=dict)

    def take(self, meta: tree.Meta) -> None:
        match meta:
            case tree.Description(text=text):
                self._keep("description", text.plain or text.span.text, meta.span, "OMSCHRIJVING")
            case tree.Priority(value=value):
                self._keep("priority", self._priority(value), meta.span, "PRIORITEIT")
            case tree.Scope():
                self._keep("scope", meta, meta.span, "VOOR")
            case tree.Validity():
                self._validity(meta)
            case tree.PhaseClause(phase=phase):
                self._keep("phase", phase, meta.span, "FASE")
            case tree.Disabled():
                self._keep("enabled", value=False, span=meta.span, clause="UIT")
            case tree.FormerName(name=name):
                self._keep("former", name, meta.span, "VOORHEEN")
            case tree.PerRow(table=table):
                self._keep("rows", tables.rows(table, self.found), meta.span, "VOOR ELKE RIJ")

    def _keep(self, name: str, value: object, span: Span, clause: str) -> None:
        if name in self.values:
            self.found.add(head_problems.twice_in_head(span, clause))
        self.values[name] = value

    def _priority(self, literal: tree.Literal) -> int:
        value = self._value(literal)
        if not isinstance(value, Decimal):
            return DEFAULT_PRIORITY
        if value != int(value):
            self.found.add(head_problems.bad_priority(literal.span))
        return int(value)

    def _validity(self, clause: tree.Validity) -> None:
        start = self._value(clause.start)
        until = self._value(clause.until)
        if isinstance(until, date) and clause.inclusive:
            until = until + timedelta(days=1) if until < date.max else None
        if isinstance(start, date) and isinstance(until, date) and start >= until:
            self.found.add(head_problems.never_valid(clause.span))
        self._keep("valid_from", start, clause.span, "GELDIG")
        self.values["valid_until"] = until

    def _value(self, literal: tree.Literal | None) -> Value | None:
        if literal is None:
            return None
        try:
            return read_literal(literal.kind, literal.text)
        except NotAValueError as refusal:
            self.found.add(meaning_problems.bad_literal(literal.span, refusal.reason))
            return None


# ---------------------------------------------------------------- administrations


def check_scope(clause: tree.Scope, known: Administrations, found: Problems) -> None:
    """Names and tags that no administration has."""
    tags = {tag for one in known.values() for tag in one.tags}
    for selector in (*(clause.include or ()), *clause.exclude):
        if selector.kind == "name" and selector.value not in known:
            found.add(problems.unknown_administration(selector.span, selector.value, known))
        elif selector.kind == "tag" and selector.value not in tags:
            found.add(problems.unknown_tag(_behind_tag(selector.span), selector.value, sorted(tags)))


def _behind_tag(span: Span) -> Span:
    """The text in `MET TAG "horeca"`."""
    words = re.match(r"MET\s+TAG\s*", span.text)
    return Span(span.source, span.start + (words.end() if words else 0), span.end)


def covers(selection: Selection, name: str, setting: AdministrationSetting) -> bool:
    """Whether a rule of the environment is for an administration."""
    included = selection.everyone or name in selection.names or bool(selection.tags & setting.tags)
    return included and name not in selection.without_names and not selection.without_tags & setting.tags
