"""JUnit XML, as CI systems read it: suites with cases, each case passed, failed or skipped.

What is put in is neutral, so that tests of rules and findings of a check go the same way. Nothing in it depends on the
machine or the day (no host name, no date), so that equal results are equal files.
"""

import re
from collections.abc import Iterable
from enum import Enum
from xml.etree import ElementTree as ET

from regeltaal.base.node import Node

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\ufffd"


class Kind(Enum):
    """FAILURE: what was looked at is wrong. ERROR: it could not be looked at. SKIPPED: it was left out."""

    FAILURE = "failure"
    ERROR = "error"
    SKIPPED = "skipped"


class Failure(Node):
    """What is wrong with a case: one line, the whole story, and a word for the sort of thing (`RT620`, `verwachting`).

    One of kind SKIPPED tells why it was left out.
    """

    message: str
    text: str = ""
    type: str = ""
    kind: Kind = Kind.FAILURE


class Case(Node):
    """One thing that was looked at. ``line`` counts from 1; ``seconds`` None: it was not timed."""

    name: str
    group: str
    """What readers call the class: they show cases by it."""
    file: str | None = None
    line: int | None = None
    seconds: float | None = None
    failures: tuple[Failure, ...] = ()


class Suite(Node):
    """Cases that belong together: those of a file."""

    name: str
    cases: tuple[Case, ...]


def junit(suites: Iterable[Suite], name: str = "regeltaal") -> str:
    """The whole file."""
    found = tuple(suites)
    root = ET.Element("testsuites", {"name": _text(name), **_counts([case for suite in found for case in suite.cases])})
    for suite in found:
        root.append(_suite(suite))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(suite: Suite) -> ET.Element:
    made = ET.Element("testsuite", {"name": _text(suite.name), **_counts(suite.cases), "skipped": _skipped(suite)})
    for case in suite.cases:
        made.append(_case(case))
    return made


def _case(case: Case) -> ET.Element:
    attributes = {"name": _text(case.name), "classname": _text(case.group)}
    if case.file is not None:
        attributes["file"] = _text(case.file)
    if case.line is not None:
        attributes["line"] = str(case.line)
    attributes["time"] = _seconds(case.seconds or 0)
    made = ET.Element("testcase", attributes)
    for one in case.failures:
        kind = {"type": _text(one.type)} if one.type else {}
        ET.SubElement(made, one.kind.value, {"message": _text(one.message), **kind}).text = _text(one.text) or None
    return made


def _counts(cases: Iterable[Case]) -> dict[str, str]:
    """A case with several failures is one that failed."""
    every = tuple(cases)
    return {
        "tests": str(len(every)),
        "failures": str(sum(_is(one, Kind.FAILURE) for one in every)),
        "errors": str(sum(_is(one, Kind.ERROR) for one in every)),
        "time": _seconds(sum(one.seconds or 0 for one in every)),
    }


def _skipped(suite: Suite) -> str:
    return str(sum(_is(one, Kind.SKIPPED) for one in suite.cases))


def _is(case: Case, kind: Kind) -> bool:
    return any(one.kind is kind for one in case.failures)


def _seconds(seconds: float) -> str:
    return f"{seconds:.3f}"


def _text(text: str) -> str:
    """What XML can hold: a control character has no way to be written in it."""
    return _NOT_IN_XML.sub(_REPLACEMENT, text)
