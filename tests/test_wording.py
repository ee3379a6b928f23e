"""The wording guide (`docs/schrijfwijzer-meldingen.md`), as far as a test can see to it.

Every `Text(nl=…, en=…)` in the package is read from the source: those of messages and hints, and also labels, fixes,
help and pages.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
from attrs import frozen

import regeltaal
from regeltaal.base.codes import all_codes
from regeltaal.base.diagnostic import Code, Diagnostic, Sample, SampleKind, Severity
from regeltaal.base.source import Source
from regeltaal.pipeline import analyse
from regeltaal.report.codes import load_codes
from regeltaal.schema.loader import load

SOURCE = Path(regeltaal.__path__[0])
LONGEST_MESSAGE, LONGEST_HINT = 170, 240
PLACE = re.compile(r"\{\w*\}")
ENGLISH = re.compile(
    r"\b(the|this|that|which|with|without|from|there|their|should|must|will|would|could|please|error|warning|expected|"
    r"unexpected|missing|unknown|invalid|field|rule|file|value|your|you|and|not|does|doesn't|can't|only)\b",
    re.IGNORECASE,
)
TOKEN = re.compile(r"\b(?:[A-Z]+_KW|SEMICOLON|UPPER|STRAY|LONG_TEXT|UNCLOSED\w*|LPAR|RPAR)\b|\$END")
"""A `token` is also what lets one in: what the parser calls one is in ``TOKEN``."""
FAMILIAR = re.compile(r"\b(je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
"""We say `u`."""
LANGUAGE_WORD = re.compile(r"(?:[A-Z][A-Z-]+|`|\"|\{)")
"""What a sentence may begin with that has its own capital."""


@frozen
class Said:
    """A text as it stands in the source; places of an f-string are `{}`."""

    place: str
    nl: str
    en: str

    def __str__(self) -> str:
        return self.place


def _written(node: ast.expr) -> str | None:
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr(values=parts):
            shown = [part.value if isinstance(part, ast.Constant) else "{}" for part in parts]
            return "".join(str(one) for one in shown)
        case _:
            return None


@cache
def texts() -> list[Said]:
    return list(_texts())


def _texts() -> Iterator[Said]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
                said = {one.arg: _written(one.value) for one in node.keywords}
                nl, en = said.get("nl"), said.get("en")
                if nl is not None and en is not None:
                    yield Said(f"{path.relative_to(SOURCE)}:{node.lineno}", nl, en)


def _bare(text: str) -> str:
    """Without what is quoted: names and words of the user, and samples."""
    return re.sub(r"`[^`]*`|“[^”]*”|\"[^\"]*\"|\{\w*\}|--\w[\w-]*", " ", text)


def _places(text: str) -> list[str]:
    return sorted(set(PLACE.findall(text.replace("{{", "").replace("}}", ""))))


load_codes()
CODES = list(all_codes())


def _id(code: Code) -> str:
    return code.id


def test_there_are_texts_to_read() -> None:
    assert len(texts()) > 1_500


def test_every_text_is_filled_in_both_languages_with_the_same_places() -> None:
    assert [str(one) for one in texts() if bool(one.nl.strip()) is not bool(one.en.strip())] == []
    assert [str(one) for one in texts() if _places(one.nl) != _places(one.en)] == []


def test_no_dutch_text_holds_an_english_word_or_the_name_of_a_token() -> None:
    english = [(str(one), found) for one in texts() if one.nl != one.en and (found := ENGLISH.findall(_bare(one.nl)))]
    assert english == []
    assert [(str(one), one.nl) for one in texts() if TOKEN.search(one.nl) or TOKEN.search(one.en)] == []


def test_the_reader_is_addressed_as_u() -> None:
    assert [(str(one), one.nl) for one in texts() if FAMILIAR.search(_bare(one.nl))] == []


@pytest.mark.parametrize("code", CODES, ids=_id)
def test_a_message_is_one_sentence_that_goes_on_from_its_code(code: Code) -> None:
    for text in (code.message.nl, code.message.en):
        assert "\n" not in text
        assert not text.endswith((".", "!"))
        assert not re.search(r"[.!?] +[A-Z]", _bare(text))
        assert text[0].islower() or LANGUAGE_WORD.match(text)
        assert len(PLACE.sub("", text)) <= LONGEST_MESSAGE


@pytest.mark.parametrize("code", [code for code in CODES if code.hint is not None], ids=_id)
def test_a_hint_is_a_sentence_of_its_own(code: Code) -> None:
    assert code.hint is not None
    for text in (code.hint.nl, code.hint.en):
        assert text[0].isupper() or LANGUAGE_WORD.match(text)
        assert text.endswith((".", "?"))
        assert len(PLACE.sub("", text)) <= LONGEST_HINT


def _found(sample: Sample, folder: Path) -> Sequence[Diagnostic]:
    """What is said of a sample, laid out as a project of its own."""
    if sample.kind is SampleKind.SCHEMA:
        return tuple(load(Source("voorbeeld.domein", sample.text)).problems)
    for path, content in sample.files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode("utf-8", "surrogateescape"))
    settings = folder / "regeltaal.toml"
    if sample.kind is SampleKind.CONFIG:
        settings.write_text(sample.text, encoding="utf-8")
    elif sample.kind is SampleKind.RULES:
        head = "" if re.search(r"(?m)^\s*DOMEIN\b", sample.text) else f"DOMEIN {sample.domain}\n"
        (folder / "voorbeeld.regel").write_text(head + sample.text, encoding="utf-8")
        if not settings.exists():
            settings.write_text(f'[project]\ndomein = "{sample.domain}"\nregels = ["*.regel"]\n', encoding="utf-8")
    return analyse(folder).problems


TRIED = [
    code
    for code in CODES
    if code.severity is Severity.ERROR and code.wrong.kind not in (SampleKind.SITUATION, SampleKind.EVENTS)
]
REMEDY = re.compile(
    r"\b(schrijft?|bedoelde|kies|zet|maak|haal|geef|gebruik|voeg|laat|hoort|horen|moet|moeten|neemt|kan alleen)\b"
)
"""How a message itself says what to do: `hier hoort een datum`, `schrijf …`."""


@pytest.mark.parametrize("code", TRIED, ids=_id)
def test_an_error_names_a_remedy(code: Code, tmp_path: Path) -> None:
    """In its hint, as a fix, or in the message itself."""
    said = [one for one in _found(code.wrong, tmp_path) if one.code is code]
    assert said
    assert [one.message() for one in said if not (one.advice() or one.fixes or REMEDY.search(one.message()))] == []
