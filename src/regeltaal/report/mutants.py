"""Which changes of the rules no test noticed: as a story with the difference of each, and as data."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import unified_diff

from regeltaal.base.node import Node, field
from regeltaal.base.source import Source
from regeltaal.base.text import Text
from regeltaal.report.outcome import View
from regeltaal.report.style import Style, one_line, table
from regeltaal.testing.mutant import Fate, Judged, Mutated, Score, score_of

_AROUND = 1
"""Lines shown around a change."""
_FEW = 3
"""So many changes are shown of one rule, unless all are asked for."""
_HUNK = re.compile(r"@@ -(\d+)(,\d+)? \+(\d+)(,\d+)? @@")
_ROLES = {"-": "error", "+": "good", "@": "hint"}


class MutantReport(Node):
    """What a project's tests noticed. ``full`` shows every change that none did."""

    mutated: Mutated
    shown_path: Callable[[Source], str] = field(shown=False, eq=False)
    view: View = field(factory=View, shown=False)
    full: bool = False

    @property
    def by_declaration(self) -> Mapping[tuple[str, int], list[Judged]]:
        found: dict[tuple[str, int], list[Judged]] = {}
        for one in self.mutated.judged:
            if one.fate not in (Fate.EQUAL, Fate.INVALID):
                found.setdefault((one.mutant.path, one.mutant.place), []).append(one)
        return found

    def place(self, one: Judged) -> str:
        span = one.mutant.change.span
        return f"{self.shown_path(span.source)}:{span.begin.line}"


# ---------------------------------------------------------------- a story


def as_human(report: MutantReport) -> str:
    lines = [line for judged in report.by_declaration.values() for line in _survivors(judged, report)]
    return "\n".join([*lines, *_scores(report), *_end(report)]) + "\n"


def _survivors(judged: Sequence[Judged], report: MutantReport) -> Iterator[str]:
    language, style = report.view.language, report.view.style
    survived = [one for one in judged if one.fate is Fate.SURVIVED]
    for one in survived if report.full else survived[:_FEW]:
        told = _UNNOTICED.show(language, {"owner": one.mutant.owner, "text": one.mutant.change.text})
        yield f"{style.paint('strong', report.place(one))}: {one_line(told)}"
        yield from (f"  {line}" for line in difference(one, style))
        if one.hint is not None:
            yield f"  {style.paint('hint', _TIP.show(language))} {one.hint.text.show(language)}"
            yield from (f"    {line}" for line in one.hint.lines)
        yield ""
    left = len(survived) - _FEW
    if left > 0 and not report.full:
        yield _MORE.show(language, {"count": left, "owner": survived[0].mutant.owner})
        yield ""


def difference(one: Judged, style: Style) -> Iterator[str]:
    """The lines of the declaration that differ, numbered as in its file."""
    start = one.mutant.declaration.span.begin.line - 1
    before, after = one.mutant.before.splitlines(), one.mutant.after.splitlines()
    for line in list(unified_diff(before, after, lineterm="", n=_AROUND))[2:]:
        shown = _HUNK.sub(lambda found: _moved(found, start), line)
        role = _ROLES.get(shown[:1])
        yield style.paint(role, shown) if role else shown


def _moved(found: re.Match[str], lines: int) -> str:
    return f"@@ -{int(found[1]) + lines}{found[2] or ''} +{int(found[3]) + lines}{found[4] or ''} @@"


def _scores(report: MutantReport) -> Iterator[str]:
    """The score of each declaration, the lowest first; those of which all is noticed are left out."""
    language = report.view.language
    rows = []
    for judged in report.by_declaration.values():
        score, first = score_of(judged), judged[0]
        if score.killed == score.total and not report.full:
            continue
        untested = all(one.fate is Fate.NOT_COVERED for one in judged)
        told = _UNTESTED if untested else _NOTICED
        counted = told.show(language, {"killed": score.killed, "total": score.total})
        owner = first.mutant.owner.show(language)
        line = first.mutant.declaration.span.begin.line
        where = f"{report.shown_path(first.mutant.declaration.span.source)}:{line}"
        rows.append(
            (score.percent, (f"{score.percent}%", counted, f"{owner}  {report.view.style.paint('faint', where)}"))
        )
    if rows:
        yield report.view.style.paint("strong", _PER_RULE.show(language))
        yield from (f"  {line}" for line in table(row for _, row in sorted(rows, key=lambda row: row[0])))
        yield ""


def _end(report: MutantReport) -> Iterator[str]:
    mutated, language = report.mutated, report.view.language
    for name in mutated.failing:
        yield _FAILING.show(language, {"name": name})
    score = mutated.score
    facts = {"percent": score.percent, "killed": score.killed, "total": score.total}
    role = "good" if score.killed == score.total else "strong"
    yield report.view.style.paint(role, (_SCORE if score.total else _NOTHING).show(language, facts))
    untested = len(mutated.of(Fate.NOT_COVERED))
    survived = len(mutated.of(Fate.SURVIVED))
    if survived or untested:
        yield _LEFT.show(language, {"survived": survived, "untested": untested})
    if mutated.left_out:
        yield _SAMPLE.show(language, {"count": mutated.left_out})
    equal = len(mutated.of(Fate.EQUAL))
    if equal:
        yield _EQUAL.show(language, {"count": equal})


# ---------------------------------------------------------------- data


def as_json(reports: Sequence[MutantReport]) -> str:
    """`{"formaatversie": 1, "score": …, "regels": […], "wijzigingen": […]}`."""
    every = [one for report in reports for one in report.mutated.judged]
    score = score_of(every)
    data = {
        "formaatversie": 1,
        "score": {"procent": score.percent, "opgemerkt": score.killed, "totaal": score.total},
        "aantallen": {fate.value: sum(one.fate is fate for one in every) for fate in Fate},
        "overgeslagen": sum(report.mutated.left_out for report in reports),
        "mislukte_tests": [name for report in reports for name in report.mutated.failing],
        "regels": [row for report in reports for row in _rules_json(report)],
        "wijzigingen": [_json(one, report) for report in reports for one in report.mutated.judged],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _rules_json(report: MutantReport) -> Iterator[dict[str, object]]:
    for judged in report.by_declaration.values():
        score, first = score_of(judged), judged[0].mutant
        span = first.declaration.span
        yield {
            "naam": first.owner.show(report.view.language),
            "bestand": report.shown_path(span.source),
            "regel": span.begin.line,
            "procent": score.percent,
            "opgemerkt": score.killed,
            "totaal": score.total,
        }


def _json(one: Judged, report: MutantReport) -> dict[str, object]:
    mutant, language = one.mutant, report.view.language
    begin, end = mutant.change.span.begin, mutant.change.span.finish
    return {
        "soort": mutant.change.kind.value,
        "in": mutant.owner.show(language),
        "wijziging": mutant.change.text.show(language),
        "uitkomst": one.fate.value,
        "bestand": report.shown_path(mutant.change.span.source),
        "regel": begin.line,
        "kolom": begin.column,
        "eind_regel": end.line,
        "eind_kolom": end.column,
        "verschil": "\n".join(difference(one, Style())),
        "test": one.by,
        "tip": None if one.hint is None else one.hint.text.show(language),
        "voorbeeld": [] if one.hint is None else list(one.hint.lines),
    }


def score_together(mutated: Iterable[Mutated]) -> Score:
    """The score of several projects."""
    return score_of(one for part in mutated for one in part.judged)


TOO_LOW = Text(
    nl="de mutatiescore is {percent}%; gevraagd is {least}%",
    en="the mutation score is {percent}%; {least}% is asked for",
)
_UNNOTICED = Text(nl="in {owner}: {text} en geen test merkt het", en="in {owner}: {text} and no test notices")
_TIP = Text(nl="wat zou helpen:", en="what would help:")
_MORE = Text(
    nl="… en nog {count} in {owner}; alles met `--volledig`", en="… and {count} more in {owner}; all with `--volledig`"
)
_PER_RULE = Text(
    nl="Per regel: hoeveel van de wijzigingen een test opmerkt", en="By rule: how many changes a test notices"
)
_NOTICED = Text(nl="{killed} van {total}", en="{killed} of {total}")
_UNTESTED = Text(nl="geen test ({total})", en="no test ({total})")
_SCORE = Text(
    nl="Mutatiescore {percent}%: van de {total} wijzigingen merken de tests er {killed} op.",
    en="Mutation score {percent}%: of {total} changes the tests notice {killed}.",
)
_NOTHING = Text(
    nl="Er is niets te wijzigen: er zijn geen regels.", en="There is nothing to change: there are no rules."
)
_LEFT = Text(
    nl="Niet opgemerkt: {survived}; in regels zonder test: {untested}.",
    en="Not noticed: {survived}; in rules without a test: {untested}.",
)
_SAMPLE = Text(
    nl="Dit is een steekproef: {count} wijzigingen zijn niet geprobeerd (`--mutaties-hoogstens`).",
    en="This is a sample: {count} changes were not tried (`--mutaties-hoogstens`).",
)
_EQUAL = Text(
    nl="{count} wijzigingen veranderen niets aan wat de regels doen; die tellen niet mee.",
    en="{count} changes make no difference to what the rules do; they don't count.",
)
_FAILING = Text(
    nl="De test «{name}» mislukt ook zonder wijziging en telt niet mee.",
    en="Test «{name}» fails without any change as well, and does not count.",
)
