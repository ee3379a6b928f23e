"""Diagnostics as they are shown: golden files hold what each format makes of the same problems.

Renew them with `pytest tests/report --update-golden`, and read the difference.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from regeltaal.base.diagnostic import Code, Diagnostic, Edit, Fix, Label, Sample, Severity
from regeltaal.base.source import Source, Span, at_start
from regeltaal.base.text import Language, Text, same
from regeltaal.base.version import __version__
from regeltaal.report.diagnostics import Report, as_json, human, plain, summary
from regeltaal.report.formats import FORMATS
from regeltaal.report.style import Style

GOLDEN = Path(__file__).parent / "golden"
SAMPLE = Sample("")


def code(number: str, severity: Severity, message: Text, hint: Text | None = None) -> Code:
    return Code(number, severity, same("titel"), message, same("waarom"), SAMPLE, SAMPLE, hint)


UNKNOWN = code(
    "RT201",
    Severity.ERROR,
    Text(nl="`{name}` is geen veld van {owner}", en="`{name}` is no field of {owner}"),
    Text(nl="Bedoelde u `werkstatus`?", en="Did you mean `werkstatus`?"),
)
LONELY = code("RT601", Severity.WARNING, Text(nl="deze regel doet nooit iets", en="this rule never does anything"))
NOTE = code("RT699", Severity.HINT, Text(nl="dit kan korter", en="this can be shorter"))

RULES = """DOMEIN werkbonnen

REGEL "Klaar"
WANNEER werkbon compleet gemeld
\tEN werkstats = "日本 café"\tEN x
DAN
  ZET werkstatus = "Gefactureerd"
  ZET commentaar = "a"
  ZET korte omschrijving = "b"
  WIS handtekening
"""


def span(source: Source, text: str) -> Span:
    start = source.text.index(text)
    return Span(source, start, start + len(text))


def diagnostics() -> tuple[Diagnostic, ...]:
    source = Source("regels/klaar.regel", RULES)
    lists = Source("regels/lijsten.regel", "DOMEIN werkbonnen\nLIJST x = 1; 2\n")
    name = span(source, "werkstats")
    fix = Fix(Text(nl="verander in `werkstatus`", en="change to `werkstatus`"), (Edit(name, "werkstatus"),), safe=True)
    other = Fix(Text(nl="haal de voorwaarde weg", en="remove it"), (Edit(span(source, '= "日本 café"'), ""),))
    actions = Span(source, source.text.index("ZET werkstatus"), len(source.text) - 1)
    return (
        Diagnostic(
            UNKNOWN,
            name,
            {"name": "werkstats", "owner": Text(nl="de werkbon", en="the work order")},
            fixes=(fix, other),
        ),
        Diagnostic(LONELY, actions, labels=(Label(span(lists, "LIJST x"), Text(nl="hier gemaakt", en="made here")),)),
        Diagnostic(NOTE, span(source, '"日本 café"')),
        Diagnostic(LONELY, Span(source, len(source.text), len(source.text))),
    )


def report(language: Language = "nl", *, colour: bool = False) -> Report:
    return Report(diagnostics(), files=3, rules=14, language=language, style=Style(colour))


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_as_it_was(name: str, golden_file: Callable[[Path, str], None]) -> None:
    shown = FORMATS[name].render(report()).replace(f'"{__version__}"', '"<versie>"')
    golden_file(GOLDEN / f"meldingen.{name}", shown)


def test_english_has_no_dutch() -> None:
    shown = human(report("en"))
    assert "`werkstats` is no field of the work order" in shown
    assert shown.endswith("1 error, 2 warnings, 1 hint in 3 files; 14 rules checked\n")


def test_carets_stand_under_what_is_wrong() -> None:
    lines = human(report()).splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("5 |"))
    text, carets = lines[at], lines[at + 1]
    assert text[carets.index("^") : carets.rindex("^") + 1] == "werkstats"


def test_wide_letters_take_two_carets() -> None:
    lines = [line for line in human(Report(diagnostics()[2:3], 1, 1)).splitlines() if "^" in line]
    assert len('"日本 café"') + 2 == lines[0].count("^")


def test_colour_only_when_asked_for() -> None:
    assert "\x1b" not in human(report())
    assert "\x1b[1;31m" in human(report(colour=True))


def test_what_a_file_holds_cannot_steer_the_terminal() -> None:
    source = Source("a\x1b[2J.regel", 'REGEL "\x1b[2J\u202e"')
    shown = human(Report((Diagnostic(NOTE, span(source, "REGEL")),), 1, 1))
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "␛[2J<U+202E>" in shown


def test_a_very_long_line_is_shown_around_the_place() -> None:
    source = Source("a.regel", "x" * 5000 + "HIER" + "y" * 5000)
    lines = human(Report((Diagnostic(NOTE, span(source, "HIER")),), 1, 1)).splitlines()
    assert max(map(len, lines)) < 130
    text, carets = lines[2], lines[3]
    assert text[carets.index("^") : carets.rindex("^") + 1] == "HIER"


def test_a_problem_with_a_file_that_has_no_text_has_no_frame() -> None:
    shown = human(Report((Diagnostic(NOTE, at_start(Source("weg.regel", ""))),), 0, 0))
    assert "|" not in shown
    assert shown.startswith("weg.regel:1:1: hint RT699: dit kan korter\n")


def test_plain_is_one_line_each() -> None:
    assert len(diagnostics()) + 1 == len(plain(report()).splitlines())
    assert not any(mark in plain(report()) for mark in "|^")


def test_json_has_the_names_that_others_rely_on() -> None:
    first = json.loads(as_json(report()))[0]
    assert {key: value for key, value in first.items() if key != "oplossingen"} == {
        "code": "RT201",
        "ernst": "fout",
        "bericht": "`werkstats` is geen veld van de werkbon",
        "hint": "Bedoelde u `werkstatus`?",
        "bestand": "regels/klaar.regel",
        "regel": 5,
        "kolom": 5,
        "eind_regel": 5,
        "eind_kolom": 14,
        "feiten": {"name": "werkstats", "owner": "de werkbon"},
    }
    assert (
        first["oplossingen"][0]["titel"],
        first["oplossingen"][0]["veilig"],
        first["oplossingen"][0]["bewerkingen"][0]["tekst"],
    ) == ("verander in `werkstatus`", True, "werkstatus")


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ((), "geen problemen in 1 bestand; 1 regel gecontroleerd"),
        ((0,), "1 fout in 1 bestand; 1 regel gecontroleerd"),
        ((0, 0, 1), "2 fouten, 1 waarschuwing in 1 bestand; 1 regel gecontroleerd"),
        ((2, 2), "2 hints in 1 bestand; 1 regel gecontroleerd"),
    ],
)
def test_the_summary_counts(chosen: tuple[int, ...], expected: str) -> None:
    found = diagnostics()
    assert expected == summary(Report(tuple(found[at] for at in chosen), files=1, rules=1))
