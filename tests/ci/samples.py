"""The samples of diagnostic codes as projects on disk, and reports that ask the utmost of a format."""

import re
from collections.abc import Iterator
from pathlib import Path

from regeltaal.base.codes import all_codes
from regeltaal.base.diagnostic import Code, Diagnostic, Edit, Fix, Label, Sample, SampleKind, Severity
from regeltaal.base.source import Source, Span, at_start
from regeltaal.base.text import Fact, Language, Text, same
from regeltaal.checking import Checked, Way, check_paths
from regeltaal.report.codes import load_codes
from regeltaal.report.diagnostics import Report

KINDS = (SampleKind.RULES, SampleKind.CONFIG, SampleKind.PROJECT)
"""Samples that are a project, or become one."""


def project_codes() -> Iterator[Code]:
    load_codes()
    return (one for one in all_codes() if one.wrong.kind in KINDS)


def lay_out(sample: Sample, folder: Path) -> Path:
    """A sample as a project of its own."""
    for path, content in sample.files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode("utf-8", "surrogateescape"))
    settings = folder / "regeltaal.toml"
    if sample.kind is SampleKind.CONFIG:
        settings.write_text(sample.text, encoding="utf-8")
    elif sample.kind is SampleKind.RULES:
        if not settings.exists():
            settings.write_text(f'[project]\ndomein = "{sample.domain}"\nregels = ["*.regel"]\n', encoding="utf-8")
        has_domain = re.search(r"(?m)^\s*DOMEIN\b", sample.text)
        text = sample.text if has_domain else f"DOMEIN {sample.domain}\n{sample.text}"
        (folder / "voorbeeld.regel").write_text(text, encoding="utf-8")
    return folder


def check(folder: Path) -> Checked:
    return check_paths((str(folder),), _no_input, Way(afresh=True))


def _no_input(limit: int) -> bytes:
    raise AssertionError(f"{limit} characters of standard input were asked for")


def report_of(checked: Checked, language: Language = "nl") -> Report:
    return Report(checked.problems, checked.files, checked.rules, language, prefix=checked.shown_path)


GOOD = """DOMEIN werkbonnen

REGEL "Ruim op"
WANNEER werkbon compleet gemeld
EN contract IS LEEG
DAN
  MAAK taak MET titel = "Nabellen"

TEST "zonder contract een taak"
GEGEVEN werkbon MET nummer = "WB-1"
WANNEER werkbon compleet gemeld
VERWACHT MAAK taak MET titel = "Nabellen"
"""
"""Rules as an office has them: without findings, in form, and with a test that passes."""

# ------------------------------------------------------------------------------------------------ what is awkward

SAMPLE = Sample('REGEL "x"\n')
NAME = Code(
    "RT201",
    Severity.ERROR,
    Text(nl="Onbekende naam: 50%, [zie](hier)", en="Unknown name: 50%, [see](here)"),
    Text(nl="`{name}` is geen veld, van 100%: [zie](hier)", en="`{name}` is no field, of 100%: [see](here)"),
    Text(nl="Namen komen uit het domein.", en="Names come from the domain."),
    SAMPLE,
    SAMPLE,
    Text(nl="bedoelde u `x`?", en="did you mean `x`?"),
)
LINT = Code(
    "RT699",
    Severity.HINT,
    Text(nl="Dit kan korter", en="This can be shorter"),
    same("dit kan korter"),
    same("waarom"),
    SAMPLE,
    SAMPLE,
    name="kan-korter",
)

ASTRAL = 'DOMEIN werkbonnen\r\nREGEL "😀 café"\r\n😀😀 werkstats = "é𝒳" EN werkstats\r\n\tDAN\r\n'
APART = 'REGEL "cafe\u0301"\ncafe\u0301 werkstats\n'
"""A letter and its accent, apart."""


def span(source: Source, text: str, nth: int = 1) -> Span:
    start = -1
    for _ in range(nth):
        start = source.text.index(text, start + 1)
    return Span(source, start, start + len(text))


def awkward(language: Language = "nl") -> Report:
    """Astral and composed letters, CRLF, awkward paths, ranges of lines, equal findings, and fixes in several files."""
    astral, apart = Source("mijn regels/50%,: é😀.regel", ASTRAL), Source("regels/los.regel", APART)
    absolute, empty = Source("/elders/a b.regel", "x\n"), Source("weg.regel", "")
    name: dict[str, Fact] = {"name": "werkstats\n::error::%0A"}
    first, second = span(astral, "werkstats"), span(astral, "werkstats", 2)
    safe = Fix(
        Text(nl="schrijf `x`", en="write `x`"), (Edit(first, "x"), Edit(span(apart, "werkstats"), "y\n")), safe=True
    )
    unsafe = Fix(Text(nl="haal weg", en="remove"), (Edit(Span(astral, second.end, second.end), " IS JA"),))
    labels = (Label(span(apart, "werkstats"), Text(nl="hier ook", en="here too")),)
    found = (
        Diagnostic(NAME, first, name, fixes=(safe, unsafe), labels=labels),
        Diagnostic(NAME, second, name),
        Diagnostic(NAME, span(apart, "werkstats"), name),
        Diagnostic(LINT, Span(astral, 5, len(astral.text) - 2), level=Severity.WARNING),
        Diagnostic(LINT, span(absolute, "x")),
        Diagnostic(LINT, at_start(empty)),
        Diagnostic(LINT, Span(apart, len(apart.text), len(apart.text))),
    )
    return Report(found, 4, 2, language)
