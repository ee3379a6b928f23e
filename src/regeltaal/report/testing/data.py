"""Results of tests as JSON: the form that scripts rely on, and that what is read on a screen is made of."""

from collections.abc import Callable
from typing import NotRequired, TypedDict, cast

from attrs import frozen

from regeltaal.base.source import Source, Span
from regeltaal.base.text import DUTCH, Language
from regeltaal.program.testing import ExpectRule
from regeltaal.report.outcome import ActionJson
from regeltaal.report.testing.model import own_path
from regeltaal.report.testing.words import broken_words, unmet_words
from regeltaal.report.verdicts import VerdictJson, verdict_json
from regeltaal.testing.concerned import Concerned, concerned
from regeltaal.testing.outcome import Broken, CaseResult, Failed, Near, Seen

PASSED, FAILED = "geslaagd", "mislukt"


class SeenJson(ActionJson):
    regel: str


class NearJson(TypedDict):
    actie: SeenJson
    niet_voldaan: list[VerdictJson]
    anders: list[str]


class ConcernedJson(TypedDict):
    regel: str
    uitkomst: str | None
    tak: str | None
    reden: str | None
    oordeel: NotRequired[VerdictJson]


class FailureJson(TypedDict):
    stap: int
    bestand: str
    regel: int
    kolom: int
    eind_regel: int
    eind_kolom: int
    bericht: str
    hint: str | None
    verwacht: str | None
    over_regel: bool
    gevonden: list[SeenJson]
    bijna: list[NearJson]
    gebeurd: list[SeenJson]
    regels: list[ConcernedJson]


class CaseJson(TypedDict):
    test: str
    rij: int | None
    bestand: str
    regel: int
    administratie: str | None
    uitkomst: str
    fouten: list[FailureJson]


@frozen
class Teller:
    """Tells of results in a language. ``shown_path`` gives the path of a source as people read it."""

    language: Language = DUTCH
    shown_path: Callable[[Source], str] = own_path

    def case(self, result: CaseResult) -> CaseJson:
        case = result.case
        return {
            "test": case.name,
            "rij": case.row,
            "bestand": self.shown_path(case.span.source),
            "regel": case.span.begin.line,
            "administratie": result.steps[-1].administration if result.steps else None,
            "uitkomst": PASSED if result.passed else FAILED,
            "fouten": [self.failure(one, result) for one in result.failures],
        }

    def failure(self, failed: Failed, result: CaseResult) -> FailureJson:
        failure, language = failed.failure, self.language
        place = self._place(failure.span)
        if isinstance(failure, Broken):
            hint = None if failure.hint is None else failure.hint.show(language)
            told = broken_words(failure).show(language)
            return _failure(failed, place, told, hint)
        step = result.steps[failed.step]
        made = _failure(failed, place, unmet_words(failure).show(language), None)
        made["verwacht"] = " ".join(failure.span.text.split())
        made["over_regel"] = isinstance(failure.expectation, ExpectRule)
        made["gevonden"] = [self.seen(one.seen) for one in failure.near if not (one.unmet or one.other)]
        made["bijna"] = [self._near(one) for one in failure.near if one.unmet or one.other]
        made["gebeurd"] = [self.seen(one) for one in step.every_action()]
        if not made["over_regel"] or failure.found:
            made["regels"] = [self._concerned(one) for one in concerned(failure, step, result.book)]
        return made

    def _place(self, span: Span) -> dict[str, int | str]:
        begin, finish = span.begin, span.finish
        return {
            "bestand": self.shown_path(span.source),
            "regel": begin.line,
            "kolom": begin.column,
            "eind_regel": finish.line,
            "eind_kolom": finish.column,
        }

    def seen(self, seen: Seen) -> SeenJson:
        return cast(SeenJson, {**seen.action.to_json(self.language), "regel": str(seen.rule)})

    def _near(self, near: Near) -> NearJson:
        return {
            "actie": self.seen(near.seen),
            "niet_voldaan": [verdict_json(one, self.language) for one in near.unmet],
            "anders": [one.show(self.language) for one in near.other],
        }

    def _concerned(self, one: Concerned) -> ConcernedJson:
        result = one.result
        if result is None:
            why = None if one.absent is None else one.absent.show(self.language)
            return {"regel": str(one.id), "uitkomst": None, "tak": None, "reden": why}
        made: ConcernedJson = {
            "regel": str(one.id),
            "uitkomst": result.truth.value,
            "tak": result.branch.value,
            "reden": None if result.reason is None else result.reason.show(self.language),
        }
        verdict = result.verdict
        return made if verdict is None else {**made, "oordeel": verdict_json(verdict, self.language)}


def _failure(failed: Failed, place: dict[str, int | str], told: str, hint: str | None) -> FailureJson:
    made = {"stap": failed.step + 1, **place, "bericht": told, "hint": hint, "verwacht": None, "over_regel": False}
    return cast(FailureJson, {**made, "gevonden": [], "bijna": [], "gebeurd": [], "regels": []})
