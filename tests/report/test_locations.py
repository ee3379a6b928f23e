"""Places and texts in the formats of other programs, for whatever a file may hold."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from regeltaal.base.diagnostic import Code, Diagnostic, Sample, Severity
from regeltaal.base.source import Source, Span
from regeltaal.base.text import same
from regeltaal.report import github
from regeltaal.report.diagnostics import Report
from regeltaal.report.locations import fingerprints, region
from regeltaal.report.style import one_line

CODE = Code(
    "RT201", Severity.ERROR, same("titel"), same("{found}"), same("waarom"), Sample(""), Sample(""), same("{hint}")
)
SIGNS = st.sampled_from(["a", "é", "😀", "𝒳", "\n", "\r\n", "\t", "\u2028", '"', "ß"])
TEXTS = st.lists(SIGNS, max_size=30).map("".join)
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def standing_at(text: str, span: Span) -> str:
    """What an editor selects: it knows lines and columns of UTF-16 only."""
    found = region(span)
    lines = [line.encode("utf-16-le") for line in text.split("\n")]
    first, last = found.line - 1, found.end_line - 1
    if first == last:
        return lines[first][2 * (found.column - 1) : 2 * (found.end_column - 1)].decode("utf-16-le")
    middle = lines[first + 1 : last]
    parts = [lines[first][2 * (found.column - 1) :], *middle, lines[last][: 2 * (found.end_column - 1)]]
    return "\n".join(part.decode("utf-16-le") for part in parts)


@given(TEXTS, st.data())
def test_a_region_is_what_stands_there(text: str, data: st.DataObject) -> None:
    source = Source("a.regel", text)
    start = data.draw(st.integers(0, len(source.text)))
    end = data.draw(st.integers(start, len(source.text)))
    inside_a_line_end = any(source.text[at - 1 : at + 1] == "\r\n" for at in (start, end) if at)
    if not inside_a_line_end:
        assert standing_at(text, Span(source, start, end)) == source.text[start:end]


@given(st.lists(st.sampled_from(["cafe\u0301", "x", "e\u0301e\u0301", "\n", "😀"]), max_size=12), st.data())
def test_a_region_in_a_text_with_accents_apart(words: list[str], data: st.DataObject) -> None:
    text = "".join(words)
    source = Source("a.regel", text)
    start = data.draw(st.integers(0, len(source.text)))
    end = data.draw(st.integers(start, len(source.text)))
    found = standing_at(text, Span(source, start, end))
    assert unicodedata.normalize("NFC", found) == source.text[start:end]


@given(ANYTHING, ANYTHING, ANYTHING.filter(bool))
def test_what_the_runner_of_github_reads_is_what_was_meant(found: str, hint: str, path: str) -> None:
    problem = Diagnostic(CODE, Span(Source(path, "x"), 0, 1), {"found": found, "hint": hint})
    report = Report((problem,), 1, 1)
    written = github.render(report)
    assert written.count("\n") == 1
    assert "\r" not in written
    head, _, data = written.removeprefix("::").removesuffix("\n").partition("::")
    command, _, properties = head.partition(" ")
    read = dict(one.split("=", 1) for one in properties.split(","))
    assert command == "error"
    assert _unescaped(read["file"], "\r\n:,%") == path
    said = one_line(problem.message()) + (f"\nHint: {one_line(hint)}" if hint else "")
    assert _unescaped(data, "\r\n%") == said


def _unescaped(text: str, signs: str) -> str:
    for sign in signs:
        text = text.replace(f"%{ord(sign):02X}", sign)
    return text


def test_a_fingerprint_stays_when_a_finding_moves_and_changes_with_its_declaration() -> None:
    rule = 'REGEL "{}"\nEN qqq = 1 EN qqq = 2\n'
    first = _prints(rule.format("a") + rule.format("b"))
    moved = _prints("# erboven\n\n" + rule.format("a").replace("EN qqq = 1", "  EN   qqq = 1") + rule.format("b"))
    assert first == moved
    assert len(set(first)) == 4
    assert _prints(rule.format("a") + rule.format("c"))[:2] == first[:2]
    assert set(_prints(rule.format("a") + rule.format("c"))[2:]).isdisjoint(first)


def test_in_settings_a_table_is_the_declaration() -> None:
    one, other = "[a]\nqqq = 1\n", "[b]\nqqq = 1\n"
    assert _prints(one) + _prints(other) == _prints(one + other)


def _prints(text: str) -> list[str]:
    source = Source("a.regel", text)
    places = [at for at in range(len(text)) if text.startswith("qqq", at)]
    return fingerprints(Diagnostic(CODE, Span(source, at, at + 3), {"found": "", "hint": ""}) for at in places)
