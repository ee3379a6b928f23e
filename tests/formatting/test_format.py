"""Files as they are formatted: cases beside what must come of them, and what is done with bytes, mistakes and slips."""

from collections.abc import Callable
from pathlib import Path

import pytest

from regeltaal.base.source import Source
from regeltaal.formatting.format import Formatted, formatted
from regeltaal.formatting.layout import laid_out
from regeltaal.syntax.parser import parse

FOLDER = Path(__file__).parent
CASES = sorted((FOLDER / "voor").glob("*.regel"))
GOOD = 'REGEL "Goed"\nWANNEER werkbon aangemaakt\nDAN\n  WIS commentaar\n'
UGLY = 'REGEL   "Goed" WANNEER\twerkbon  aangemaakt DAN WIS commentaar'
WRONG = 'REGEL   "Fout" WANNEER werkbon aangemaakt\nEN x BEVAT\nDAN  WIS commentaar'


def tidy(text: str) -> Formatted:
    return formatted(parse(Source("x.regel", text)))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_file_gets_the_one_form(case: Path, golden_file: Callable[[Path, str], None]) -> None:
    golden_file(FOLDER / "na" / case.name, tidy(case.read_text(encoding="utf-8")).text)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_what_is_formatted_stays_as_it_is(case: Path) -> None:
    text = (FOLDER / "na" / case.name).read_text(encoding="utf-8")
    assert tidy(text).text == text


def test_no_cases_are_left_behind() -> None:
    assert [path.name for path in CASES] == [path.name for path in sorted((FOLDER / "na").glob("*.regel"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", "", id="an empty file"),
        pytest.param(" \n\n\t\n", "", id="only white space"),
        pytest.param("DOMEIN a", "DOMEIN a\n", id="no line end at the end"),
        pytest.param("DOMEIN a\n\n\n", "DOMEIN a\n", id="empty lines at the end"),
        pytest.param("\n\n  DOMEIN a\n", "DOMEIN a\n", id="empty lines at the start"),
        pytest.param(UGLY, GOOD, id="all on one line"),
        pytest.param(UGLY.replace(" ", "\r\n"), GOOD.replace("\n", "\r\n"), id="line ends of Windows"),
        pytest.param("# a\r\n# b\r\nDOMEIN x", "# a\r\n# b\r\nDOMEIN x\r\n", id="comments with line ends of Windows"),
        pytest.param("\ufeffDOMEIN  a", "\ufeffDOMEIN a\n", id="a byte order mark"),
        pytest.param("\ufeff# a\nDOMEIN a", "\ufeff# a\nDOMEIN a\n", id="a byte order mark before a comment"),
        pytest.param('DEFINITIE cafe\u0301 = "e\u0301"', 'DEFINITIE café = "é"\n', id="accents that stand apart"),
        pytest.param(
            'LIJST a = """x\r\n  y"""\r\n',
            'LIJST a =\r\n  """\r\n    x\r\n    y\r\n    """\r\n',
            id="a long text of Windows",
        ),
        pytest.param('LIJST a = "x" # a\n# b', 'LIJST a = "x"  # a\n# b\n', id="comments at the end"),
        pytest.param('LIJST a = "x"\u00a0;\u2003"y"', 'LIJST a = "x"; "y"\n', id="odd white space"),
    ],
)
def test_bytes_and_line_ends(text: str, expected: str) -> None:
    assert tidy(text).text == expected


def test_a_long_text_keeps_its_lines_to_the_letter() -> None:
    text = 'LIJST a = """\n      eerste  \n        tweede\n   \n\n      \\"x\\" {naam} \\{naam}\n      """\n'
    (before,), (after,) = parse(Source("a", text)).file.items, parse(Source("a", tidy(text).text)).file.items
    assert before == after
    assert tidy(text).text.split("\n")[2] == "    eerste  "


def test_the_mistake_of_one_rule_leaves_the_others_to_be_formatted() -> None:
    found = tidy(f"{UGLY}\n{WRONG}\n{UGLY.replace('Goed', 'Ook')}")
    assert found.text == f"{GOOD}\n{WRONG}\n\n{GOOD.replace('Goed', 'Ook')}"
    (problem,) = found.problems
    assert (problem.code.id, problem.span.begin.line) == ("RT180", 3)
    assert problem.message().startswith('`REGEL "Fout" WANNEER werkbon aangemaakt` is niet opgemaakt: na `BEVAT` hoort')


def test_a_header_with_a_mistake_stays_as_it_is() -> None:
    found = tidy(f"DOMEIN   werkbonnen  bon  bon;\n{UGLY}")
    assert found.text == f"DOMEIN   werkbonnen  bon  bon;\n\n{GOOD}"
    assert [problem.code.id for problem in found.problems] == ["RT180"]


def test_a_table_with_a_row_too_short_stays_as_it_is() -> None:
    text = 'REGEL  "r"\n  VOOR ELKE RIJ\n | a | b |\n | 1 |\nWANNEER x DAN  WIS y\n'
    assert tidy(text).text == text


def test_a_warning_is_no_reason_to_leave_a_rule_alone() -> None:
    assert tidy(UGLY).problems == ()


@pytest.mark.parametrize(
    "slip",
    [
        pytest.param(lambda text: text.replace('"Goed"', '"Goud"'), id="another text"),
        pytest.param(lambda text: text.replace("# een\n", ""), id="a comment lost"),
        pytest.param(lambda text: f"{text}# twee\n", id="a comment more"),
        pytest.param(lambda text: text.replace("  WIS", "  WIS x\n  WIS"), id="an action more"),
        pytest.param(lambda text: text.replace("€ 10", "€ 11"), id="another amount"),
        pytest.param(lambda text: text.replace("BEVAT NIET", "BEVAT"), id="a negation lost"),
        pytest.param(lambda text: text.replace('"a\\.b"', '"a\\\\.b"'), id="another pattern"),
        pytest.param(lambda text: text.replace("ELKE", "GEEN"), id="another quantifier"),
        pytest.param(lambda text: text.replace("DAN", "EN"), id="it does not parse"),
        pytest.param(lambda text: text + GOOD.replace("Goed", "Meer"), id="a rule more"),
        pytest.param(lambda text: text.replace("DOMEIN a", "DOMEIN b"), id="another header"),
    ],
)
def test_a_slip_of_the_formatter_is_caught(monkeypatch: pytest.MonkeyPatch, slip: Callable[[str], str]) -> None:
    text = (
        'DOMEIN a REGEL "Goed"\n# een\nWANNEER b EN c = € 10 EN NIET d BEVAT "e" EN f VOLDOET AAN "a\\.b" '
        "EN ELKE x IN y WAARVOOR x.z DAN WIS commentaar"
    )
    assert tidy(text).problems == ()
    monkeypatch.setattr("regeltaal.formatting.format.laid_out", lambda *given: slip(laid_out(*given)))
    found = tidy(text)
    assert found.text == text
    assert [problem.code.id for problem in found.problems] == ["RT181"]


def test_what_never_settles_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds = iter(range(100))
    monkeypatch.setattr("regeltaal.formatting.format.laid_out", lambda *given: "\n" * next(rounds) + laid_out(*given))
    assert [problem.code.id for problem in tidy(UGLY).problems] == ["RT181"]
