"""Every diagnostic code: two languages, no leaks, and samples that do what they say."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from regeltaal.base.codes import all_codes
from regeltaal.base.diagnostic import Code, Sample, SampleKind
from regeltaal.base.text import Text
from regeltaal.checking import Way, check_paths
from regeltaal.report.codes import load_codes
from regeltaal.runtime.event_json import RefusedError
from regeltaal.schema.loader import load

PLACE = re.compile(r"\{(\w+)\}")
ENGLISH = re.compile(
    r"\b(the|expected|unexpected|token|with|without|missing|invalid|rule|field|should|please|error)\b", re.IGNORECASE
)
TOKEN_NAME = re.compile(r"\b(?:[A-Z]+_KW|LPAR|RPAR|SEMICOLON|UPPER|LONG_TEXT|STRAY|\$END|__\w+)\b")


load_codes()
CODES = list(all_codes())
TRIED = [code for code in CODES if code.wrong.kind is not SampleKind.SITUATION]
"""Those whose samples can be tried as they stand; the others have tests that bring their situation about."""


def _id(code: Code) -> str:
    return code.id


@pytest.mark.parametrize("code", CODES, ids=_id)
def test_both_languages_have_the_same_places(code: Code) -> None:
    for text in (code.title, code.message, code.why, code.hint):
        if isinstance(text, Text):
            assert sorted(set(PLACE.findall(text.nl))) == sorted(set(PLACE.findall(text.en)))
            assert text.nl.strip()
            assert text.en.strip()


@pytest.mark.parametrize("code", CODES, ids=_id)
def test_dutch_is_dutch_and_names_no_token(code: Code) -> None:
    for text in (code.title, code.message, code.why, code.hint):
        if isinstance(text, Text):
            bare = re.sub(r"`[^`]*`|\{\w+\}", "", text.nl)
            assert [] == ENGLISH.findall(bare)
            assert [] == TOKEN_NAME.findall(text.nl)
            assert "\n" not in code.message.nl


def _found(sample: Sample, folder: Path) -> Iterator[str]:
    """The codes of what is found in a sample, laid out as a project of its own."""
    for path, content in sample.files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode("utf-8", "surrogateescape"))
    match sample.kind:
        case SampleKind.SCHEMA:
            from regeltaal.base.source import Source  # noqa: PLC0415

            yield from (one.code.id for one in load(Source("voorbeeld.domein", sample.text)).problems)
        case SampleKind.RULES:
            yield from _rules(sample, folder)
        case SampleKind.CONFIG:
            (folder / "regeltaal.toml").write_text(sample.text, encoding="utf-8")
            yield from _checked(folder)
        case SampleKind.PROJECT:
            yield from _checked(folder)
        case SampleKind.EVENTS:
            yield from _events(sample, folder)
        case SampleKind.SITUATION:
            raise AssertionError("this sample can't be tried as it stands")


def _checked(folder: Path) -> Iterator[str]:
    found = check_paths((str(folder),), _no_input, Way(afresh=True)).problems
    return (one.code.id for one in found)


def _no_input(limit: int) -> bytes:
    raise AssertionError(f"{limit} characters of standard input were asked for")


def _rules(sample: Sample, folder: Path) -> Iterator[str]:
    text = sample.text if re.search(r"(?m)^\s*DOMEIN\b", sample.text) else f"DOMEIN {sample.domain}\n{sample.text}"
    if not (folder / "regeltaal.toml").exists():
        (folder / "regeltaal.toml").write_text(f'[project]\ndomein = "{sample.domain}"\nregels = ["*.regel"]\n')
    (folder / "voorbeeld.regel").write_text(text, encoding="utf-8")
    yield from _checked(folder)


def _events(sample: Sample, folder: Path) -> Iterator[str]:
    from regeltaal.loading import load as load_rules  # noqa: PLC0415

    (folder / "regeltaal.toml").write_text(f'[project]\ndomein = "{sample.domain}"\nregels = []\n')
    rules = load_rules(folder)
    for line in sample.text.splitlines():
        try:
            rules.read(line)
        except RefusedError:
            yield "refused"


@pytest.mark.parametrize("code", TRIED, ids=_id)
def test_the_wrong_sample_gives_the_code(code: Code, tmp_path: Path) -> None:
    assert code.id in set(_found(code.wrong, tmp_path))


@pytest.mark.parametrize("code", TRIED, ids=_id)
def test_the_right_sample_gives_no_error_at_all(code: Code, tmp_path: Path) -> None:
    found = set(_found(code.right, tmp_path))
    errors = {one.id for one in CODES if one.severity.value == "fout"}
    assert set() == found & errors
    assert code.id not in found


@pytest.mark.parametrize("code", CODES, ids=_id)
def test_a_title_is_a_heading(code: Code) -> None:
    for title in (code.title.nl, code.title.en):
        assert title.startswith("`") or not title[0].islower()
        assert not title.endswith(".")


def test_each_group_has_its_numbers() -> None:
    wrong = [code.id for code in CODES if not re.fullmatch(r"RT[1-9]\d\d", code.id)]
    assert wrong == []
