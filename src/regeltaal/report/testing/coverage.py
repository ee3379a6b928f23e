"""What of the rules the tests reach: what they miss by rule and place, and the totals; or as JSON."""

from collections.abc import Iterator
from typing import TypedDict

from regeltaal.base.text import Language, Text
from regeltaal.report.outcome import View
from regeltaal.report.style import one_line, table
from regeltaal.report.testing.model import Part
from regeltaal.testing.coverage import Count, Coverage, Kind, Point, RuleCoverage

_KINDS = {
    Kind.RULE: Text(nl="regels die gedraaid hebben", en="rules that ran"),
    Kind.TRIGGER: Text(nl="aanleidingen", en="triggers"),
    Kind.OUTCOME: Text(nl="uitkomsten van voorwaarden", en="outcomes of conditions"),
    Kind.BRANCH: Text(nl="takken (DAN, ANDERS, BIJ ONBEKEND)", en="branches (DAN, ANDERS, BIJ ONBEKEND)"),
    Kind.ACTION: Text(nl="acties", en="actions"),
}
_LONGEST = 60
_TITLE = Text(nl="dekking", en="coverage")
_TOTAL = Text(nl="totaal", en="total")
_OF = Text(nl="{reached} van {total}", en="{reached} of {total}")
_RULE = Text(nl='regel "{rule}"', en='rule "{rule}"')


class PointJson(TypedDict):
    soort: str
    naam: str
    bestand: str
    regel: int
    geraakt: bool


class CoveredRuleJson(TypedDict):
    regel: str
    niveau: str
    administratie: str | None
    bestand: str
    plaats: int
    punten: list[PointJson]


class CountJson(TypedDict):
    geraakt: int
    totaal: int
    procent: int


def coverage_json(coverage: Coverage) -> dict[str, object]:
    return {
        "totaal": _count_json(coverage.total),
        "soorten": {kind.value: _count_json(coverage.of(kind)) for kind in Kind},
        "regels": [_rule_json(one) for one in coverage.rules],
    }


def _count_json(count: Count) -> CountJson:
    return {"geraakt": count.reached, "totaal": count.total, "procent": count.percent}


def _rule_json(rule: RuleCoverage) -> CoveredRuleJson:
    return {
        "regel": rule.name,
        "niveau": rule.level.value,
        "administratie": rule.administration,
        "bestand": rule.path,
        "plaats": rule.span.begin.line,
        "punten": [
            {
                "soort": one.kind.value,
                "naam": _name(one),
                "bestand": one.span.source.path,
                "regel": one.span.begin.line,
                "geraakt": one.reached,
            }
            for one in rule.points
        ],
    }


def _name(point: Point) -> str:
    """What is there as its author wrote it; the outcome or the branch by its word."""
    match point.kind:
        case Kind.RULE:
            return ""
        case Kind.TRIGGER | Kind.ACTION:
            return " ".join(point.span.text.split())
        case Kind.OUTCOME | Kind.BRANCH:
            return point.name


def coverage_lines(part: Part, view: View) -> Iterator[str]:
    """What is missed, then how much is reached."""
    coverage = part.coverage
    if coverage is None:
        return
    yield view.style.paint("strong", f"{_TITLE.show(view.language)}:")
    for rule in coverage.rules:
        if rule.missed:
            place = f"{part.shown_path(rule.span.source)}:{rule.span.begin.line}"
            name = _RULE.show(view.language, {"rule": one_line(rule.name)})
            yield f"  {name} {view.style.paint('faint', place)}"
            for point in rule.missed:
                where = f"{point.span.begin.line}: " if point.kind is not Kind.RULE else ""
                yield f"    {'○ ' if view.drawn else ''}{where}{one_line(_missing(point).show(view.language))}"
    yield from (f"  {line}" for line in _totals(coverage, view))


def _missing(point: Point) -> Text:
    name = _name(point)
    name = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
    match point.kind:
        case Kind.RULE:
            return Text(nl="geen test laat deze regel draaien", en="no test makes this rule run")
        case Kind.TRIGGER:
            return Text(nl=f"geen test met `{name}`", en=f"no test with `{name}`")
        case Kind.OUTCOME:
            return Text(nl=f"geen test waarin de voorwaarde {name} is", en=f"no test in which the condition is {name}")
        case Kind.BRANCH:
            return Text(nl=f"geen test die bij {name} komt", en=f"no test that gets to {name}")
        case Kind.ACTION:
            return Text(nl=f"geen test waarin dit gebeurt: {name}", en=f"no test in which this happens: {name}")


def _totals(coverage: Coverage, view: View) -> Iterator[str]:
    rows = [(coverage.of(kind), _KINDS[kind].show(view.language)) for kind in Kind]
    rows.append((coverage.total, _TOTAL.show(view.language)))
    yield from table([(f"{count.percent}%", _share(count, view.language), word) for count, word in rows])


def _share(count: Count, language: Language) -> str:
    return _OF.show(language, {"reached": count.reached, "total": count.total})
