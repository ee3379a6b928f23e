"""Diagnostics as people read them (`mens`, `plat`) and as scripts do (`json`, `jsonl`); all are in ``formats``."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from regeltaal.base.diagnostic import Diagnostic, Edit, Fix, Severity
from regeltaal.base.node import Node, field
from regeltaal.base.source import Source, Span
from regeltaal.base.text import DUTCH, Fact, Language, Text
from regeltaal.report.frame import frame
from regeltaal.report.style import PLAIN, Style, one_line

_SEVERITY = {
    Severity.ERROR: ("error", Text(nl="fout", en="error")),
    Severity.WARNING: ("warning", Text(nl="waarschuwing", en="warning")),
    Severity.HINT: ("hint", Text(nl="hint", en="hint")),
}
_HINT = Text(nl="hint", en="hint")
_FIX = Text(nl="oplossing", en="fix")
UNSAFE = Text(nl="kan de betekenis veranderen", en="may change the meaning")
_CORNER = "="


def _own_path(source: Source) -> str:
    return source.path


class Report(Node):
    """What was checked and what was found.

    ``prefix`` gives the path of a source as people read it, so that it can be opened from where the user is.
    """

    problems: tuple[Diagnostic, ...]
    files: int
    rules: int
    language: Language = DUTCH
    style: Style = PLAIN
    prefix: Callable[[Source], str] = field(default=_own_path, shown=False)
    fail_at: Severity = Severity.ERROR
    """From which severity the check fails."""


def human(report: Report) -> str:
    """Each problem with its place, its lines of source, its hint and its fixes; then a summary."""
    blocks = [_block(problem, report) for problem in report.problems]
    return "\n\n".join([*blocks, summary(report)]) + "\n"


def plain(report: Report) -> str:
    """One line each, nothing drawn: for screen readers and for searching."""
    lines = [plain_line(problem, report) for problem in report.problems]
    return "\n".join([*lines, summary(report)]) + "\n"


def as_json(report: Report) -> str:
    found = [to_json(problem, report.language) for problem in report.problems]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def as_json_lines(report: Report) -> str:
    return "".join(
        json.dumps(to_json(problem, report.language), ensure_ascii=False) + "\n" for problem in report.problems
    )


def to_json(problem: Diagnostic, language: Language = DUTCH) -> dict[str, object]:
    """The form that scripts and CI of others rely on: names are added to it, never changed."""
    return {
        "code": problem.code.id,
        "ernst": problem.severity.value,
        "bericht": problem.message(language),
        "hint": problem.advice(language),
        **_place(problem.span),
        "feiten": {name: _fact(fact, language) for name, fact in problem.facts.items()},
        "oplossingen": [_fix_json(fix, language) for fix in problem.fixes],
    }


def _fact(fact: Fact, language: Language) -> str | int:
    return fact.show(language) if isinstance(fact, Text) else fact


def _fix_json(fix: Fix, language: Language) -> dict[str, object]:
    edits = [{**_place(edit.span), "tekst": edit.replacement} for edit in fix.edits]
    return {"titel": fix.title.show(language), "veilig": fix.safe, "bewerkingen": edits}


def _place(span: Span) -> dict[str, object]:
    begin, finish = span.begin, span.finish
    return {
        "bestand": span.source.path,
        "regel": begin.line,
        "kolom": begin.column,
        "eind_regel": finish.line,
        "eind_kolom": finish.column,
    }


def summary(report: Report) -> str:
    """`2 fouten, 1 waarschuwing in 3 bestanden; 14 regels gecontroleerd`."""
    counts = Counter(problem.severity for problem in report.problems)
    nl = _summary_in(report, counts, _DUTCH)
    en = _summary_in(report, counts, _ENGLISH)
    role = "error" if counts[Severity.ERROR] else "warning" if counts else "good"
    return report.style.paint(role, Text(nl=nl, en=en).show(report.language))


class _Words(Node):
    """The words of a summary in one language, each as (one, more)."""

    severities: Mapping[Severity, tuple[str, str]]
    nothing: str
    files: tuple[str, str]
    rules: tuple[str, str]
    checked: str


_DUTCH = _Words(
    {
        Severity.ERROR: ("fout", "fouten"),
        Severity.WARNING: ("waarschuwing", "waarschuwingen"),
        Severity.HINT: ("hint", "hints"),
    },
    "geen problemen",
    ("bestand", "bestanden"),
    ("regel", "regels"),
    "gecontroleerd",
)
_ENGLISH = _Words(
    {
        Severity.ERROR: ("error", "errors"),
        Severity.WARNING: ("warning", "warnings"),
        Severity.HINT: ("hint", "hints"),
    },
    "no problems",
    ("file", "files"),
    ("rule", "rules"),
    "checked",
)


def _summary_in(report: Report, counts: Mapping[Severity, int], words: _Words) -> str:
    found = [_counted(counts[one], words.severities[one]) for one in Severity if counts[one]]
    where = f"in {_counted(report.files, words.files)}"
    what = f"{_counted(report.rules, words.rules)} {words.checked}"
    return f"{', '.join(found) or words.nothing} {where}; {what}"


def _counted(count: int, words: tuple[str, str]) -> str:
    return f"{count} {words[0] if count == 1 else words[1]}"


def _headline(problem: Diagnostic, report: Report) -> str:
    begin = problem.span.begin
    role, word = _SEVERITY[problem.severity]
    place = f"{one_line(report.prefix(problem.span.source))}:{begin.line}:{begin.column}:"
    label = report.style.paint(role, f"{word.show(report.language)} {problem.code.id}:")
    return f"{place} {label} {report.style.paint('strong', one_line(problem.message(report.language)))}"


def plain_line(problem: Diagnostic, report: Report) -> str:
    advice = problem.advice(report.language)
    line = _headline(problem, report)
    return f"{line} ({_HINT.show(report.language)}: {one_line(advice)})" if advice else line


def _block(problem: Diagnostic, report: Report) -> str:
    lines = [_headline(problem, report)]
    role, _ = _SEVERITY[problem.severity]
    if _has_lines(problem.span.source):
        lines += frame(problem.span, report.style, role)
    for label in problem.labels:
        lines.append(_note(_label_place(label.span, problem, report), label.text.show(report.language), report))
        lines += frame(label.span, report.style, "hint", "-")
    lines += _notes(problem, report)
    return "\n".join(lines)


def _has_lines(source: Source) -> bool:
    return bool(source.text.strip())


def _label_place(span: Span, problem: Diagnostic, report: Report) -> str:
    line = span.begin.line
    if span.source is problem.span.source:
        return Text(nl=f"regel {line}", en=f"line {line}").show(report.language)
    return f"{one_line(report.prefix(span.source))}:{line}"


def _notes(problem: Diagnostic, report: Report) -> Iterator[str]:
    advice = problem.advice(report.language)
    if advice:
        yield _note(_HINT.show(report.language), advice, report)
    for fix in problem.fixes:
        yield _note(_FIX.show(report.language), fix_line(fix, report.language), report)


def fix_line(fix: Fix, language: Language) -> str:
    """A fix with what it makes of the text, where that is one short stretch."""
    title = fix.title.show(language)
    if len(fix.edits) == 1 and _worth_showing(fix.edits[0], title):
        title = f"{title}: `{one_line(fix.edits[0].replacement)}`"
    return title if fix.safe else f"{title} ({UNSAFE.show(language)})"


def _worth_showing(edit: Edit, title: str) -> bool:
    replacement = edit.replacement.strip()
    return bool(replacement) and replacement not in title and len(replacement) <= _SHORT


_SHORT = 80


def _note(label: str, text: str, report: Report) -> str:
    return f"  {report.style.paint('faint', _CORNER)} {report.style.paint('hint', label + ':')} {one_line(text)}"
