"""Running tests of a file as it stands in the editor. Nothing leaves: a test plans actions and looks at them."""

import time
from collections.abc import Iterator, Sequence
from itertools import groupby

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.node import Node, evolve
from regeltaal.base.source import Span
from regeltaal.base.text import Text, joined
from regeltaal.project.targets import Target
from regeltaal.report.testing.words import broken_words, unmet_words
from regeltaal.rule_testing import Ready, ready_for
from regeltaal.testing.outcome import Broken, CaseResult, Failed
from regeltaal.workspace.state import State

_SECONDS = 20.0
"""After so long no further test is begun."""
_MOST_TOLD = 3


class Outcome(Node):
    """How a test came out, all rows of its VOORBEELDEN together; ``places`` are those of what is wrong."""

    name: str
    passed: bool
    words: Text
    told: tuple[Text, ...] = ()
    """What is wrong, each in a sentence."""
    places: tuple[Span, ...] = ()


class Tried(Node):
    """What running tests came to; ``words`` tells it."""

    outcomes: tuple[Outcome, ...]
    words: Text
    passed: bool


def try_tests(state: State, path: str, name: str | None = None, seconds: float = _SECONDS) -> Tried:
    """Runs the tests of a file, or the one by this name."""
    ready = ready_for(Target(state.opened, frozenset({path})))
    if ready.rules is None:
        return Tried((), _not_run(ready.errors), passed=False)
    wanted = tuple(one for one in ready.cases if name is None or one.name == name)
    results, late = _run(evolve(ready, cases=wanted), seconds)
    grouped = groupby(results, key=lambda one: one.case.name)
    outcomes = tuple(_outcome(test, list(rows)) for test, rows in grouped)
    errors = _left_out(ready.errors, name, outcomes)
    passed = not late and not errors and all(one.passed for one in outcomes)
    return Tried(outcomes, _words(outcomes, errors, late=late), passed=passed)


def _run(ready: Ready, seconds: float) -> tuple[Sequence[CaseResult], bool]:
    """The results, and whether there was no time for all."""
    end = time.monotonic() + seconds

    def in_time(results: Iterator[CaseResult]) -> Iterator[CaseResult]:
        for one in results:
            yield one
            if time.monotonic() > end:
                return

    found = ready.run(in_time)
    return found, len(found) < len(ready.cases)


def _outcome(name: str, rows: Sequence[CaseResult]) -> Outcome:
    failed = [(row, one) for row in rows for one in row.failures]
    if not failed:
        return Outcome(name, passed=True, words=Text(nl="✓ geslaagd", en="✓ passed"))
    number = len(failed)
    nl = "1 verwachting kwam niet uit" if number == 1 else f"{number} verwachtingen kwamen niet uit"
    en = "1 expectation was not met" if number == 1 else f"{number} expectations were not met"
    told = tuple(_told(row, one) for row, one in failed)
    places = tuple(one.failure.span for _, one in failed)
    return Outcome(name, passed=False, words=Text(nl=f"✗ {nl}", en=f"✗ {en}"), told=told, places=places)


def _told(row: CaseResult, failed: Failed) -> Text:
    """What is wrong, with the line that it is on."""
    failure = failed.failure
    words = broken_words(failure) if isinstance(failure, Broken) else unmet_words(failure)
    line, number = failure.span.begin.line, row.case.row
    nl, en = ("", "") if number is None else (f", rij {number}", f", row {number}")
    return Text(nl=f"regel {line}{nl}: {words.nl}", en=f"line {line}{en}: {words.en}")


# ---------------------------------------------------------------- in words


def _left_out(errors: Sequence[Diagnostic], name: str | None, outcomes: Sequence[Outcome]) -> Sequence[Diagnostic]:
    """Mistakes in tests that could not be run; of one test that did run none matter."""
    return () if name is not None and outcomes else errors


def _words(outcomes: Sequence[Outcome], errors: Sequence[Diagnostic], *, late: bool) -> Text:
    bad = [one for one in outcomes if not one.passed]
    parts = [_counted(outcomes)] if outcomes else []
    parts += [Text(nl=f"“{one.name}”: {told.nl}", en=f"“{one.name}”: {told.en}") for one in bad for told in _few(one)]
    parts += [_error(one) for one in errors[:1]]
    if late:
        parts.append(Text(nl="er was geen tijd voor de rest", en="there was no time for the rest"))
    return joined(parts) if parts else Text(nl="er zijn hier geen tests", en="there are no tests here")


def _few(outcome: Outcome) -> Sequence[Text]:
    return outcome.told[:_MOST_TOLD]


def _counted(outcomes: Sequence[Outcome]) -> Text:
    good = sum(one.passed for one in outcomes)
    bad = len(outcomes) - good
    if len(outcomes) == 1:
        (only,) = outcomes
        nl, en = ("geslaagd", "passed") if good else ("niet geslaagd", "failed")
        sign = "✓" if good else "✗"
        return Text(nl=f"{sign} “{only.name}” {nl}", en=f"{sign} “{only.name}” {en}")
    if not bad:
        return Text(nl=f"✓ alle {good} tests geslaagd", en=f"✓ all {good} tests passed")
    return Text(nl=f"✗ {bad} van de {len(outcomes)} tests niet geslaagd", en=f"✗ {bad} of {len(outcomes)} tests failed")


def _not_run(errors: Sequence[Diagnostic]) -> Text:
    if not errors:
        return Text(nl="er is geen project om te testen", en="there is no project to test")
    told = _error(errors[0])
    return Text(
        nl=f"de tests kunnen niet draaien: er staan fouten in de regels; {told.nl}",
        en=f"the tests can't run: the rules have errors; {told.en}",
    )


def _error(error: Diagnostic) -> Text:
    place = f"{error.span.source.path}:{error.span.begin.line}"
    return Text(
        nl=f"{place}: {error.code.id} {error.message('nl')}", en=f"{place}: {error.code.id} {error.message('en')}"
    )
