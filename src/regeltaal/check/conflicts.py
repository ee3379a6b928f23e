"""What only shows across rules: one name for two, two writers of a field, rules that start one another."""

from collections.abc import Iterator, Sequence

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.node import Node
from regeltaal.base.source import Source, Span
from regeltaal.check import exclusion
from regeltaal.check.chains import linked
from regeltaal.check.circles import circles
from regeltaal.check.problems import conflicts as problems
from regeltaal.check.summary import Place, RuleFacts, Summary, Write

_LOOKBACK = 8
"""How many earlier writers of a field a rule is held against: enough to name one, and no work that squares."""

Files = Sequence[tuple[Source, Summary]]
"""The files of a project by path."""


def check(files: Files) -> Iterator[Diagnostic]:
    yield from _same_names(files)
    active = [(rule, source) for source, summary in files for rule in summary.rules]
    active.sort(key=_order)
    yield from _two_writers(active)
    sources = {id(rule): source for rule, source in active}
    for rule, way in circles(linked([rule for rule, _ in active])):
        yield problems.loop(_span(sources[id(rule)], rule.place), way, has_values=rule.has_values)


def _order(active: tuple[RuleFacts, Source]) -> tuple[int, int, str, int, int]:
    """The order of execution."""
    rule, source = active
    priority, level, place, row = rule.order
    return (priority, level, source.path, place, row)


def _span(source: Source, place: Place) -> Span:
    return Span(source, *place)


# ---------------------------------------------------------------- names

Owner = tuple[str | None, str]
"""Administration (None: the environment) and name of a rule, as names are compared."""


def _same_names(files: Files) -> Iterator[Diagnostic]:
    known: dict[Owner, tuple[Source, Place]] = {}
    for source, summary in files:
        for rule in summary.names:
            owner = (summary.administration, rule.name.casefold())
            if owner in known:
                first, place = known[owner]
                yield problems.same_name(_span(source, rule.place), rule.name, first.path, _span(first, place))
            known.setdefault(owner, (source, rule.place))
    for source, summary in files:
        for rule in summary.names:
            for former, place in rule.former:
                owner = (summary.administration, former.casefold())
                if owner in known:
                    yield problems.former_name_taken(_span(source, place), former)
                known.setdefault(owner, (source, place))


# ---------------------------------------------------------------- two writers

Written = tuple[str, str, str, str]
"""Event, phase, field and the way to the record that holds it."""


class Writer(Node):
    """A rule that writes a field."""

    rule: RuleFacts
    source: Source
    write: Write


def _two_writers(active: Sequence[tuple[RuleFacts, Source]]) -> Iterator[Diagnostic]:
    """A rule that writes what an earlier one in its phase writes: the earlier value is lost."""
    writers: dict[Written, list[Writer]] = {}
    for rule, source in active:
        for write in rule.writes:
            writer = Writer(rule, source, write)
            earlier = writers.setdefault((write.event, rule.phase, write.field, write.owner), [])
            other = next((one for one in reversed(earlier[-_LOOKBACK:]) if _both_run(one, writer)), None)
            if other is not None:
                span, first = _span(source, write.place), _span(other.source, other.write.place)
                yield problems.two_writers(span, other.rule.name, write.label, write.event, first)
            earlier.append(writer)


def _both_run(left: Writer, right: Writer) -> bool:
    one, other = left.rule, right.rule
    if one.decides:
        return False
    if left.source is right.source and one.order[2] == other.order[2]:
        return False  # rows of one table: their order is plain to see
    if left.write.value is not None and left.write.value == right.write.value:
        return False  # whichever comes last, nothing is lost
    if exclusion.exclude(one.allowed, other.allowed) or exclusion.lie_apart(one.limits, other.limits):
        return False
    return _may_meet(one, other)


def _may_meet(left: RuleFacts, right: RuleFacts) -> bool:
    """Whether both can be candidates for one event."""
    both = left.administration is not None and right.administration is not None
    return not (both and left.administration != right.administration) and _overlap(left, right)


def _overlap(left: RuleFacts, right: RuleFacts) -> bool:
    """Whether there is a day on which both are valid."""
    ends = [end for end in (left.valid_until, right.valid_until) if end is not None]
    starts = [start for start in (left.valid_from, right.valid_from) if start is not None]
    return not ends or not starts or max(starts) < min(ends)
