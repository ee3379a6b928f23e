"""Results of tests to read: `mens` with excerpts and colour, `plat` as lines of words."""

from collections.abc import Iterator, Sequence

from regeltaal.base.text import Text
from regeltaal.report.diagnostics import Report
from regeltaal.report.diagnostics import human as problems_to_read
from regeltaal.report.diagnostics import plain as plain_problems
from regeltaal.report.frame import frame
from regeltaal.report.outcome import View, show_action, word
from regeltaal.report.style import one_line
from regeltaal.report.testing.coverage import coverage_lines
from regeltaal.report.testing.data import ConcernedJson, FailureJson, SeenJson, Teller
from regeltaal.report.testing.model import Part, TestReport
from regeltaal.report.verdicts import VerdictJson, verdict_lines
from regeltaal.runtime.result import ActionStatus, Branch
from regeltaal.testing.outcome import CaseResult, Failed

_TOOK_PLACE = (ActionStatus.DONE.value, ActionStatus.PLANNED.value)
_OTHER_BRANCHES = (Branch.OTHERWISE.value, Branch.ON_UNKNOWN.value)
_MOST_RULES = 3
_MOST_ACTIONS = 8
_STEP = Text(nl="stap {number}", en="step {number}")
_ROW = Text(nl="rij {number}", en="row {number}")
_CLOSEST = Text(nl="het dichtst in de buurt", en="what came closest")
_THIS_HAPPENED = Text(nl="dit gebeurde", en="this happened")
_HAPPENED = Text(nl="wat er wel gebeurde", en="what did happen")
_NOTHING = Text(nl="er gebeurde niets", en="nothing happened")
_MORE = Text(nl="en nog {number}", en="and {number} more")
_BY = Text(nl='door de regel "{rule}"', en='by rule "{rule}"')
_LEFT_OUT = Text(nl="tests met een fout erin zijn niet uitgevoerd", en="tests with an error in them were not run")
_NOT_RUN = Text(
    nl="de regels bevatten fouten; hun tests zijn niet uitgevoerd", en="the rules have errors; their tests were not run"
)
_EXPECTED = Text(nl="verwacht", en="expected")
_SPACES = Text(nl="alleen de spaties verschillen", en="only white space differs")
_HINT = Text(nl="hint", en="hint")
_RULE = Text(nl='regel "{rule}"', en='rule "{rule}"')
_ABSENT = Text(nl="deed niet mee", en="did not take part")
_NO_RULE = Text(nl="er is geen regel die dit doet", en="there is no rule that does this")


def human(report: TestReport) -> str:
    """Each failing test with all that explains it, a line for each file, the totals."""
    blocks = ["\n".join(_case(one, part, report)) for part in report.parts for one in part.results if not one.passed]
    errors = [_errors(part, report.view) for part in report.parts if part.errors]
    covered = ["\n".join(coverage_lines(part, report.view)) for part in report.parts if part.coverage is not None]
    files = "\n".join(_files(report))
    return "\n\n".join(one for one in (*blocks, *errors, *covered, files) if one) + "\n"


def _errors(part: Part, view: View) -> str:
    """Mistakes, as `controleer` shows them, and what they mean for the tests."""
    report = Report(part.errors, 0, 0, view.language, view.style, part.shown_path)
    shown = (problems_to_read if view.drawn else plain_problems)(report)
    lines = shown.rstrip("\n").splitlines()[:-1]
    left_out = (_LEFT_OUT if part.ran else _NOT_RUN).show(view.language)
    return "\n".join([*lines, view.style.paint("error", left_out)])


def _case(result: CaseResult, part: Part, report: TestReport) -> Iterator[str]:
    view = report.view
    sign = "✗ " if view.drawn else ""
    yield view.style.paint("error", f"{sign}{one_line(title(result, view))}")
    told = Teller(view.language, part.shown_path)
    for number, failed in enumerate(result.failures):
        if number:
            yield ""
        yield from _failure(failed, told.failure(failed, result), result, part.view(view))


def title(result: CaseResult, view: View) -> str:
    """`een lopend contract krijgt geen losse factuur (rij 2)`."""
    row = result.case.row
    return result.case.name if row is None else f"{result.case.name} ({_ROW.show(view.language, {'number': row})})"


def _failure(failed: Failed, data: FailureJson, result: CaseResult, view: View) -> Iterator[str]:
    span = failed.failure.span
    place = f"{data['bestand']}:{data['regel']}:{data['kolom']}"
    step = _STEP.show(view.language, {"number": data["stap"]})
    several = f", {step}" if len(result.case.steps) > 1 else ""
    yield f"  {view.style.paint('strong', one_line(data['bericht']))}"
    if view.drawn:
        yield view.style.paint("faint", f"  --> {place}{several}")
        yield from (f"  {line}" for line in frame(span, view.style, "error"))
    else:
        yield f"  {place}{several}"
        if data["verwacht"]:
            yield f"  {_EXPECTED.show(view.language)}: {one_line(data['verwacht'])}"
    yield from (f"  {line}" for line in story(data, view))


def story(data: FailureJson, view: View) -> Iterator[str]:
    """What explains a failure: what was found or came close, else the rules that might have done it."""
    if data["hint"]:
        yield f"{_HINT.show(view.language)}: {one_line(data['hint'])}"
    if data["verwacht"] is None:
        return
    if data["gevonden"]:
        yield from _listed(_THIS_HAPPENED, data["gevonden"], view)
    if data["bijna"]:
        yield f"{_CLOSEST.show(view.language)}:"
        yield from (f"  {line}" for line in _near(data, view))
    if data["gevonden"] or not data["bijna"]:
        yield from _rules(data, view)
    if not data["gevonden"] and not data["bijna"] and not data["over_regel"]:
        yield from _happened(data["gebeurd"], view)


def _near(data: FailureJson, view: View) -> Iterator[str]:
    nearest = data["bijna"][0]
    yield _action(nearest["actie"], view)
    for one in nearest["niet_voldaan"]:
        yield from verdict_lines(one, view.language, drawn=view.drawn, indent="  ")
        if _looks_met(one):
            yield f"    {_SPACES.show(view.language)}"
    if nearest["actie"]["status"] in _TOOK_PLACE:
        yield from (f"  {one_line(text)}" for text in nearest["anders"])


def _looks_met(unmet: VerdictJson) -> bool:
    """Whether what is asked for and what was read the same here, where white space is squeezed."""
    asked = unmet["omschrijving"].partition(" = ")[2]
    return any(one_line(asked) == one_line(value) for value in unmet["waarden"].values())


def _happened(actions: Sequence[SeenJson], view: View) -> Iterator[str]:
    if actions:
        yield from _listed(_HAPPENED, actions, view)
    else:
        yield _NOTHING.show(view.language)


def _listed(title: Text, actions: Sequence[SeenJson], view: View) -> Iterator[str]:
    yield f"{title.show(view.language)}:"
    yield from (f"  {_action(one, view)}" for one in actions[:_MOST_ACTIONS])
    if len(actions) > _MOST_ACTIONS:
        yield f"  {_MORE.show(view.language, {'number': len(actions) - _MOST_ACTIONS})}"


def _action(action: SeenJson, view: View) -> str:
    by = _BY.show(view.language, {"rule": one_line(action["regel"])})
    return f"{show_action(action, view)} {view.style.paint('faint', by)}"


def _rules(data: FailureJson, view: View) -> Iterator[str]:
    """The rules that were candidates; those that were none only where there is no other."""
    rules = data["regels"]
    if not rules and not data["over_regel"]:
        yield _NO_RULE.show(view.language)
    candidates = [one for one in rules if one["uitkomst"] is not None] or rules
    for one in candidates[:_MOST_RULES]:
        yield from _rule(one, view)
    if len(candidates) > _MOST_RULES:
        yield _MORE.show(view.language, {"number": len(candidates) - _MOST_RULES})


def _rule(rule: ConcernedJson, view: View) -> Iterator[str]:
    name = _RULE.show(view.language, {"rule": one_line(rule["regel"])})
    if rule["uitkomst"] is None:
        yield f"{name}: {one_line(rule['reden'] or _ABSENT.show(view.language))}"
        return
    if "oordeel" not in rule:
        yield f"{name}: {one_line(rule['reden'] or rule['uitkomst'].upper())}"
        return
    branch = rule["tak"] if rule["tak"] in _OTHER_BRANCHES else None
    taken = f" ({word(branch, view.language)})" if branch else ""
    yield f"{name} {rule['uitkomst'].upper()}{taken}:"
    yield from verdict_lines(rule["oordeel"], view.language, drawn=view.drawn, indent="  ")


# ---------------------------------------------------------------- totals


def _files(report: TestReport) -> Iterator[str]:
    view = report.view
    for part in report.parts:
        for path, results in part.by_file().items():
            bad = sum(not one.passed for one in results)
            role = "error" if bad else "good"
            sign = ("✗ " if bad else "✓ ") if view.drawn else ""
            told = counted(len(results) - bad, bad).show(view.language)
            yield f"{view.style.paint(role, sign + one_line(path))}: {told}"
            if report.full:
                yield from (f"    {_line(one, view)}" for one in results)
    if report.results or not report.broken:
        yield summary(report)


def _line(result: CaseResult, view: View) -> str:
    sign = ("✓ " if result.passed else "✗ ") if view.drawn else ""
    word = "" if view.drawn else (": geslaagd" if result.passed else ": mislukt")
    return view.style.paint("good" if result.passed else "error", f"{sign}{one_line(title(result, view))}{word}")


def counted(good: int, bad: int) -> Text:
    """`10 geslaagd, 2 mislukt`, without what there are none of."""
    nl = [f"{good} geslaagd"] * bool(good or not bad) + [f"{bad} mislukt"] * bool(bad)
    en = [f"{good} passed"] * bool(good or not bad) + [f"{bad} failed"] * bool(bad)
    return Text(nl=", ".join(nl), en=", ".join(en))


def summary(report: TestReport) -> str:
    """`12 tests: 10 geslaagd, 2 mislukt`."""
    results = [one for part in report.parts for one in part.results]
    bad = sum(not one.passed for one in results)
    number = len(results)
    told = counted(number - bad, bad)
    text = Text(
        nl=f"{number} test{'' if number == 1 else 's'}: {told.nl}",
        en=f"{number} test{'' if number == 1 else 's'}: {told.en}",
    )
    none = Text(nl="er zijn geen tests", en="there are no tests")
    shown = (text if number else none).show(report.view.language)
    return report.view.style.paint("error" if bad or report.broken else "good" if number else "warning", shown)
