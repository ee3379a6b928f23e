"""Tests that were made from rules: their text, and what of each rule they show."""

import json
from collections.abc import Callable, Iterator, Sequence

from regeltaal.base.node import Node, field
from regeltaal.base.source import Source
from regeltaal.base.text import Fact, Language, Text
from regeltaal.evaluate.reading import label
from regeltaal.testing.generate import Generated, Missed
from regeltaal.testing.generate_objectives import Missing


class GenerationReport(Node):
    """What was made for some rules of a project."""

    made: tuple[Generated, ...]
    shown_path: Callable[[Source], str] = field(shown=False, eq=False)
    language: Language = "nl"

    @property
    def blocks(self) -> tuple[str, ...]:
        return tuple(block for one in self.made for block in one.blocks)

    def place(self, one: Generated) -> str:
        return f"{self.shown_path(one.rule.span.source)}:{one.rule.span.begin.line}"


def as_text(report: GenerationReport) -> str:
    """The blocks, as they stand in a file."""
    return "\n".join(report.blocks)


def notes(report: GenerationReport) -> Iterator[str]:
    """What is to be said of each rule, and at the end of all together."""
    for one in report.made:
        yield from _of_rule(one, report)
    if len(report.made) > 1:
        leaves = sum(one.feasible for one in report.made)
        reached = sum(one.reached for one in report.made)
        facts = {"tests": len(report.blocks), "rules": len(report.made), "reached": reached, "leaves": leaves}
        yield _TOGETHER.show(report.language, facts)


def _of_rule(one: Generated, report: GenerationReport) -> Iterator[str]:
    facts: dict[str, Fact] = {
        "place": report.place(one),
        "name": str(one.rule.id),
        "tests": len(one.blocks),
        "reached": one.reached,
        "leaves": one.feasible,
    }
    if one.reason is not None:
        yield _NONE.show(report.language, {**facts, "reason": one.reason})
        return
    yield (_MADE if one.leaves else _NO_CONDITION).show(report.language, facts)
    yield from (f"  {line}" for line in _missed(one.missed, report.language))


def _missed(every: Sequence[Missed], language: Language) -> Iterator[str]:
    """What was not shown, each part of the condition once."""
    by_part: dict[tuple[int, ...], list[Missed]] = {}
    for one in every:
        by_part.setdefault(one.way.numbers, []).append(one)
    for missed in by_part.values():
        first = missed[0]
        impossible = all(one.why is Missing.IMPOSSIBLE for one in missed)
        facts = {"leaf": label(first.way.leaf.span), "outcome": first.truth.value.upper()}
        if len(missed) > 1:
            yield (_NEVER if impossible else _NEVER_FOUND).show(language, facts)
        else:
            yield (_IMPOSSIBLE if impossible else _NOT_FOUND).show(language, facts)


def as_json(reports: Sequence[GenerationReport]) -> str:
    """`{"formaatversie": 1, "regels": [{"regel": …, "tests": […], …}]}`."""
    data = {"formaatversie": 1, "regels": [_json(one, report) for report in reports for one in report.made]}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _json(one: Generated, report: GenerationReport) -> dict[str, object]:
    return {
        "regel": str(one.rule.id),
        "bestand": report.shown_path(one.rule.span.source),
        "lijn": one.rule.span.begin.line,
        "tests": [{"naam": name, "tekst": text} for name, text in zip(one.names, one.blocks, strict=True)],
        "delen": one.leaves,
        "haalbaar": one.feasible,
        "bereikt": one.reached,
        "gemist": list(_missed(one.missed, report.language)),
        "reden": None if one.reason is None else one.reason.show(report.language),
    }


_MADE = Text(
    nl="{place}: regel «{name}»: {tests} tests, waarin {reached} van de {leaves} delen van de voorwaarde "
    "de doorslag geven",
    en="{place}: rule «{name}»: {tests} tests, in which {reached} of {leaves} parts of the condition decide",
)
_NO_CONDITION = Text(
    nl="{place}: regel «{name}»: {tests} tests; er is geen voorwaarde om te proberen",
    en="{place}: rule «{name}»: {tests} tests; there is no condition to try",
)
_NONE = Text(nl="{place}: regel «{name}»: geen tests: {reason}", en="{place}: rule «{name}»: no tests: {reason}")
_IMPOSSIBLE = Text(
    nl="niet te bereiken: `{leaf}` geeft met {outcome} nooit de doorslag",
    en="can't be reached: `{leaf}` never decides by being {outcome}",
)
_NEVER = Text(nl="niet te bereiken: `{leaf}` geeft nooit de doorslag", en="can't be reached: `{leaf}` never decides")
_NEVER_FOUND = Text(
    nl="niet gevonden: een geval waarin `{leaf}` de doorslag geeft", en="not found: a case in which `{leaf}` decides"
)
_NOT_FOUND = Text(
    nl="niet gevonden: een geval waarin `{leaf}` met {outcome} de doorslag geeft",
    en="not found: a case in which `{leaf}` decides by being {outcome}",
)
_TOGETHER = Text(
    nl="Samen {tests} tests voor {rules} regels; {reached} van de {leaves} delen die te bereiken zijn.",
    en="{tests} tests for {rules} rules together; {reached} of the {leaves} parts that can be reached.",
)
