"""Diagnostics as SARIF 2.1.0, for services that show findings beside the code.

What such services do with it decided some of the form: a file is refused whole when one result has no place, base ids
of paths are not followed, and a fix without changes is not valid.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from regeltaal.base.diagnostic import Code, Diagnostic, Edit, Fix, Label, Sample, Severity
from regeltaal.base.source import Source, Span
from regeltaal.base.text import Language, Text
from regeltaal.base.version import __version__
from regeltaal.report.diagnostics import UNSAFE, Report
from regeltaal.report.locations import fingerprints, region

Data = Mapping[str, object]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "regeltaal/v1"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_HINT = Text(nl="Hint", en="Hint")
_WRONG = Text(nl="Fout", en="Wrong")
_RIGHT = Text(nl="Goed", en="Right")
_WORD = re.compile(r"[^\W_]+")


def render(report: Report) -> str:
    codes = {one.code.id: one.code for one in sorted(report.problems, key=lambda one: one.code.id)}
    order = {number: at for at, number in enumerate(codes)}
    known = zip(report.problems, fingerprints(report.problems), strict=True)
    run = {
        "tool": {"driver": _driver(codes.values(), report.language)},
        "language": report.language,
        "columnKind": "utf16CodeUnits",
        "results": [_result(problem, order[problem.code.id], same, report) for problem, same in known],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _driver(codes: Iterable[Code], language: Language) -> Data:
    return {
        "name": "Regeltaal",
        "version": __version__,
        "semanticVersion": __version__,
        "language": language,
        "rules": [_rule(one, language) for one in codes],
    }


def _rule(code: Code, language: Language) -> Data:
    why = code.why.show(language)
    return {
        "id": code.id,
        "name": _identifier(code),
        "shortDescription": {"text": _sentence(code.title.show(language))},
        "fullDescription": {"text": why},
        "help": {"text": _help(code, language), "markdown": _help(code, language, fence="```")},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
    }


def _identifier(code: Code) -> str:
    """`AltijdWaar`: what the rule is called by, the same in every language."""
    return "".join(f"{word[0].upper()}{word[1:]}" for word in _WORD.findall(code.name or code.title.nl))


def _help(code: Code, language: Language, fence: str = "") -> str:
    samples = ((_WRONG, code.wrong), (_RIGHT, code.right))
    parts = [f"{name.show(language)}:\n\n{_block(one, fence)}" for name, one in samples if one.text.strip()]
    return "\n\n".join([code.why.show(language), *parts])


def _block(sample: Sample, fence: str) -> str:
    text = sample.text.strip("\n")
    return f"{fence}\n{text}\n{fence}" if fence else text


def _result(problem: Diagnostic, rule: int, same: str, report: Report) -> Data:
    labels = [_related(at, label, report) for at, label in enumerate(problem.labels, start=1)]
    fixes = [_fix(fix, report) for fix in problem.fixes if fix.edits]
    return {
        "ruleId": problem.code.id,
        "ruleIndex": rule,
        "level": _LEVELS[problem.severity],
        "message": {"text": _message(problem, report.language)},
        "locations": [{"physicalLocation": _place(problem.span, report)}],
        "partialFingerprints": {FINGERPRINT: same},
        **({"relatedLocations": labels} if labels else {}),
        **({"fixes": fixes} if fixes else {}),
    }


def _message(problem: Diagnostic, language: Language) -> str:
    advice = problem.advice(language)
    parts = [_sentence(problem.message(language))]
    parts += [f"{_HINT.show(language)}: {_sentence(advice)}"] if advice else []
    return _no_link(" ".join(parts))


def _sentence(text: str) -> str:
    """With a full stop, which messages do without on a line of their own."""
    line = " ".join(text.split())
    return line if line.endswith((".", "!", "?", "…")) else f"{line}."


def _no_link(text: str) -> str:
    """Square brackets before round ones are a link in SARIF; in a rule they are what someone wrote."""
    return text.replace("](", r"\](")


def _related(number: int, label: Label, report: Report) -> Data:
    return {
        "id": number,
        "physicalLocation": _place(label.span, report),
        "message": {"text": _no_link(label.text.show(report.language))},
    }


def _place(span: Span, report: Report) -> Data:
    return {"artifactLocation": _artifact(span.source, report), "region": _region(span)}


def _artifact(source: Source, report: Report) -> Data:
    path = report.prefix(source)
    return {"uri": Path(path).as_uri() if Path(path).is_absolute() else quote(path)}


def _region(span: Span) -> Data:
    found = region(span)
    return {
        "startLine": found.line,
        "startColumn": found.column,
        "endLine": found.end_line,
        "endColumn": found.end_column,
    }


def _fix(fix: Fix, report: Report) -> Data:
    title = fix.title.show(report.language)
    described = title if fix.safe else f"{title} ({UNSAFE.show(report.language)})"
    by_source: dict[Source, list[Edit]] = {}
    for edit in fix.edits:
        by_source.setdefault(edit.span.source, []).append(edit)
    return {
        "description": {"text": _no_link(described)},
        "artifactChanges": [_change(source, edits, report) for source, edits in by_source.items()],
    }


def _change(source: Source, edits: Sequence[Edit], report: Report) -> Data:
    return {
        "artifactLocation": _artifact(source, report),
        "replacements": [
            {"deletedRegion": _region(one.span), "insertedContent": {"text": one.replacement}} for one in edits
        ],
    }
