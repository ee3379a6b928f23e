"""Good files with a few words changed, and JSON of any form: no stage raises, and every problem is inside its file."""

import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.source import Source
from regeltaal.base.text import Text
from regeltaal.check.checker import check
from regeltaal.check.setting import AdministrationSetting, Setting
from regeltaal.project.config import read_config
from regeltaal.project.templates import ProjectTemplates
from regeltaal.runtime.event_json import RefusedError, read_line
from regeltaal.runtime.events import read_event
from regeltaal.schema.loader import load
from regeltaal.schema.model import Schema
from regeltaal.syntax.parser import parse

ROOT = Path(__file__).resolve().parents[2]
PIECE = re.compile(r'"[^"\n]*"|[\w€%-]+|[^\w\s]|\s+')
ZONE = ZoneInfo("Europe/Amsterdam")
SECONDS = 10
quick = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@cache
def schema(name: str = "werkbonnen") -> Schema:
    path = ROOT / "src" / "regeltaal" / "domains" / name / f"{name}.domein"
    found = load(Source(path.name, path.read_text(encoding="utf-8"))).schema
    assert found is not None
    return found


def chunks(*patterns: str) -> list[str]:
    """The good files, in pieces of a few declarations."""
    texts = [path.read_text(encoding="utf-8") for pattern in patterns for path in sorted(ROOT.glob(pattern))]
    return [
        one for text in texts for one in re.split(r"\n(?=REGEL |TEST |OBJECT |ACTIE |KEUZE |\[)", text) if one.strip()
    ]


def mutated(texts: list[str]) -> st.SearchStrategy[str]:
    words = sorted({word for text in texts for word in PIECE.findall(text)})

    @st.composite
    def changed(draw: Callable[..., Any]) -> str:
        pieces = PIECE.findall(draw(st.sampled_from(texts)))
        for _ in range(draw(st.integers(1, 5))):
            at = draw(st.integers(0, len(pieces) - 1))
            change = draw(st.sampled_from(["", "twice", "other", "odd"]))
            odd = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
            other = {"": st.just(""), "twice": st.just(f"{pieces[at]} {pieces[at]}"), "odd": odd}
            pieces[at] = draw(other.get(change, st.sampled_from(words)))
        return "".join(pieces)

    return changed()


def sound(problems: Iterable[Diagnostic]) -> None:
    for one in problems:
        assert one.message("nl")
        assert one.message("en")
        assert one.advice() != ""
        for span in (
            one.span,
            *(label.span for label in one.labels),
            *(edit.span for fix in one.fixes for edit in fix.edits),
        ):
            assert 0 <= span.start <= span.end <= len(span.source.text)
            assert 1 <= span.begin.line <= span.finish.line <= span.source.line_count


RULES = chunks("examples/*/regels/*.regel", "src/regeltaal/domains/*/beginproject/regels/*.regel")


@quick
@given(mutated(RULES), st.sampled_from(["werkbonnen", "boekhouding"]))
def test_rules(text: str, domain: str) -> None:
    parsed = parse(Source("a.regel", text if "DOMEIN" in text else f"DOMEIN {domain}\n{text}"))
    templates = ProjectTemplates({"Bedankt.txt": Source("sjablonen/Bedankt.txt", "Onderwerp: {nummer}\n\nx\n")})
    setting = Setting({"De Warmtewacht": AdministrationSetting({"techniek"})}, templates)
    checked = check([parsed.file], schema(domain), setting)
    sound([*parsed.problems, *checked.problems])


@quick
@given(mutated(chunks("src/regeltaal/domains/*/*.domein", "tests/schema/cases/*.domein")))
def test_domains(text: str) -> None:
    loaded = load(Source("a.domein", text if "DOMEIN" in text else f"DOMEIN a\n{text}"))
    sound(loaded.problems)
    assert (loaded.schema is None) == any(one.is_error for one in loaded.problems)


@quick
@given(
    mutated(["\n".join(chunks("examples/werkbonnen/regeltaal.toml")), "[project]\ndomein = 'x'\nregels = ['a', 'b']\n"])
)
def test_settings(text: str) -> None:
    sound(read_config(Source("regeltaal.toml", text)).problems)


@quick
@given(mutated([*chunks("examples/*/sjablonen/*"), "{VOOR ELK m IN materialen}{m.naam|kort}{KLAAR}"]))
def test_templates(text: str) -> None:
    rule = 'DOMEIN werkbonnen\nREGEL "a" WANNEER werkbon compleet gemeld\nDAN VERSTUUR e-mail'
    parameters = ' MET ontvanger = "a@b.nl"; sjabloon = "x"'
    parsed = parse(Source("a.regel", rule + parameters))
    sources = {"x.html": Source("sjablonen/x.html", text)}
    sound(check([parsed.file], schema(), Setting(templates=ProjectTemplates(sources))).problems)


NAMES = st.sampled_from([one.name for one in schema().objects["werkbon"].fields.values()]) | st.text(max_size=5)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=[]), max_size=8)
    | st.sampled_from(["2027-03-12", "10:00", "2027-03-12T10:00:00", "3 werkdagen", "12.50", "Ingepland", "P3D"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=8,
)
EVENTS = st.fixed_dictionaries(
    {},
    optional={
        "id": JSON | st.just("e-1"),
        "gebeurtenis": st.sampled_from([one.name for one in schema().events.values()]) | JSON,
        "administratie": JSON,
        "moment": JSON,
        "record": st.dictionaries(NAMES, JSON, max_size=6).map(lambda fields: {"nummer": "W1", **fields}) | JSON,
        "vorige": JSON,
    },
)


def _is_read_or_refused(line: str) -> None:
    try:
        found = read_event(read_line(line), schema(), ("De Warmtewacht",), ZONE)
    except RefusedError as refusal:
        reason = refusal.reason
    else:
        reason = Text(nl=found.id, en=found.id)
    assert reason.nl
    assert reason.en


@settings(quick, max_examples=300)
@given(EVENTS)
def test_events(event: dict[str, Any]) -> None:
    _is_read_or_refused(json.dumps({"id": "e", "gebeurtenis": "werkbon compleet gemeld", **event}))


@quick
@given(mutated((ROOT / "examples/werkbonnen/gebeurtenissen.jsonl").read_text(encoding="utf-8").splitlines()))
def test_lines_that_were_events(line: str) -> None:
    _is_read_or_refused(line)


@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="atheris, which guides by coverage, is not installed"
)
def test_guided_by_coverage(tmp_path: Path) -> None:
    command = [
        sys.executable,
        str(Path(__file__).with_name("fuzz_atheris.py")),
        "--seconds",
        str(SECONDS),
        "--keep",
        str(tmp_path),
    ]
    path = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    ended = subprocess.run(
        command,
        capture_output=True,
        check=False,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PYTHONPATH": path},
    )
    assert ended.returncode == 0, ended.stderr[-4000:]
    assert "number_of_executed_units" in ended.stderr
