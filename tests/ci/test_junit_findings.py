"""Findings as JUnit XML, read by junitparser."""

from pathlib import Path

from junitparser import Failure, JUnitXml, Skipped
from tests.ci.samples import awkward

from regeltaal.base.diagnostic import Severity
from regeltaal.base.node import evolve
from regeltaal.report.diagnostics import Report
from regeltaal.report.findings_junit import render


def read(report: Report, folder: Path) -> JUnitXml:
    file = folder / "junit.xml"
    file.write_text(render(report), encoding="utf-8")
    return JUnitXml.fromfile(str(file))


def test_what_fails_the_check_is_a_failure_and_the_rest_is_skipped(tmp_path: Path) -> None:
    found = read(awkward(), tmp_path)
    assert (found.tests, found.failures) == (7, 3)
    results = [type(one) for suite in found for case in suite for one in case.result]
    assert results.count(Failure) == 3
    assert results.count(Skipped) == 4
    strict = read(evolve(awkward(), fail_at=Severity.WARNING), tmp_path)
    assert strict.failures == 4


def test_a_case_names_its_place_and_its_message(tmp_path: Path) -> None:
    suite = next(iter(read(awkward(), tmp_path)))
    case = next(iter(suite))
    assert suite.name == case.classname == "mijn regels/50%,: é😀.regel"
    assert case.name.startswith("RT201:3: ")
    assert "bedoelde u `x`?" in case.result[0].text


def test_nothing_found_is_one_case_that_passed(tmp_path: Path) -> None:
    found = read(Report((), 1, 1), tmp_path)
    assert (found.tests, found.failures) == (1, 0)


def test_a_file_is_one_suite(tmp_path: Path) -> None:
    names = [suite.name for suite in read(awkward(), tmp_path)]
    assert len(names) == len(set(names)) == 4
