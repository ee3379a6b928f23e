"""A coverage-guided fuzzer for reading and checking: `python tests/fuzz/fuzz_atheris.py --seconds 300`.

What it makes are mutated rule files, templates, domains and events. A stage that raises, or a problem that points
outside its file, ends the run with a traceback, and leaves the text behind in the folder of `--keep`.
"""

import argparse
import random
import re
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from zoneinfo import ZoneInfo

import atheris

with atheris.instrument_imports(include=["regeltaal"]):
    from regeltaal.base.diagnostic import Diagnostic
    from regeltaal.base.source import Source
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
LONGEST = 4_000
PIECE = re.compile(r'"[^"\n]*"|[\w€%-]+|[^\w\s]|\s+')
ADMINISTRATIONS = {
    "De Warmtewacht": AdministrationSetting({"techniek"}, {"F-gassen"}),
    "Bakker BV": AdministrationSetting(),
}
ASKS_FOR_TEMPLATE = """DOMEIN werkbonnen
REGEL "a"
WANNEER werkbon compleet gemeld
DAN VERSTUUR e-mail MET ontvanger = relatie.e-mailadres; sjabloon = "Bedankt"
"""


def _schema(name: str) -> Schema:
    path = ROOT / "src" / "regeltaal" / "domains" / name / f"{name}.domein"
    found = load(Source(path.name, path.read_text(encoding="utf-8"))).schema
    assert found is not None
    return found


SCHEMAS = {name: _schema(name) for name in ("werkbonnen", "boekhouding")}


# ---------------------------------------------------------------- what is fuzzed


def rules(text: str) -> None:
    _check_rules(Source("regels.regel", text), "Onderwerp: Dag {relatie.naam}\n\nTot ziens.\n")


def template(text: str) -> None:
    _check_rules(Source("regels.regel", ASKS_FOR_TEMPLATE), text)


def _check_rules(source: Source, template_text: str) -> None:
    parsed = parse(source)
    header = parsed.file.header.domain
    schema = SCHEMAS.get(header.key if header else "", SCHEMAS["werkbonnen"])
    templates = ProjectTemplates({"Bedankt.html": Source("sjablonen/Bedankt.html", template_text)})
    checked = check([parsed.file], schema, Setting(ADMINISTRATIONS, templates))
    _sound([*parsed.problems, *checked.problems])


def domain(text: str) -> None:
    loaded = load(Source("proef.domein", text))
    _sound(loaded.problems)
    assert (loaded.schema is None) == any(one.is_error for one in loaded.problems)


def config(text: str) -> None:
    _sound(read_config(Source("regeltaal.toml", text)).problems)


def event(text: str) -> None:
    try:
        read_event(read_line(text), SCHEMAS["werkbonnen"], ("De Warmtewacht",), ZoneInfo("Europe/Amsterdam"))
    except RefusedError:
        return


def _sound(problems: Iterable[Diagnostic]) -> None:
    """Every problem has a sentence in both languages, and a place inside its file."""
    for one in problems:
        assert one.message("nl")
        assert one.message("en")
        assert one.advice("nl") != ""
        assert 0 <= one.span.start <= one.span.end <= len(one.span.source.text)
        assert one.span.begin.line <= one.span.finish.line
        for fix in one.fixes:
            assert all(0 <= edit.span.start <= edit.span.end <= len(edit.span.source.text) for edit in fix.edits)


SUBJECTS: dict[str, tuple[Callable[[str], None], tuple[str, ...]]] = {
    "regels": (rules, ("examples/**/*.regel", "tests/check/golden/*.regel", "tests/syntax/mistakes/*.txt")),
    "sjabloon": (template, ("examples/**/sjablonen/*",)),
    "domein": (domain, ("tests/schema/cases/*.domein", "src/regeltaal/domains/*/*.domein")),
    "toml": (config, ("examples/*/regeltaal.toml",)),
    "gebeurtenis": (event, ("examples/werkbonnen/gebeurtenissen.jsonl",)),
}


# ---------------------------------------------------------------- what it starts from, and what it does to it


def seeds(patterns: Iterable[str], *, by_line: bool) -> list[str]:
    """Pieces of good files that are small enough to be taken apart one change at a time."""
    found: list[str] = []
    for path in (path for pattern in patterns for path in sorted(ROOT.glob(pattern)) if path.is_file()):
        text = path.read_text(encoding="utf-8")
        chunks = (
            text.splitlines() if by_line else re.split(r"\n---\n|\n(?=REGEL |TEST |DEFINITIE |OBJECT |ACTIE )", text)
        )
        found += [chunk[:LONGEST] for chunk in chunks if chunk.strip()]
    return found


def mutator(words: list[str]) -> Callable[[bytes, int, int], bytes]:
    """Changes whole words as often as single bytes: bytes alone seldom leave a sentence that parses."""

    def mutate(data: bytes, size: int, seed: int) -> bytes:
        chance = random.Random(seed)  # noqa: S311 - no secret is made with it
        if chance.random() < 0.3:
            changed: bytes = atheris.Mutate(data, size)
            return changed
        pieces = PIECE.findall(data.decode("utf-8", "replace")) or [""]
        for _ in range(chance.randint(1, 4)):
            _change(pieces, words, chance)
        return "".join(pieces).encode("utf-8", "replace")[:size]

    return mutate


def _change(pieces: list[str], words: list[str], chance: random.Random) -> None:
    at = chance.randrange(len(pieces))
    match chance.randrange(5):
        case 0:
            pieces[at] = " "
        case 1:
            pieces[at] += f" {pieces[at]}"
        case 2:
            other = chance.randrange(len(pieces))
            pieces[at], pieces[other] = pieces[other], pieces[at]
        case 3:
            pieces[at] = chance.choice(words)
        case _:
            pieces[at] += f" {chance.choice(words)} "


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--what", choices=SUBJECTS, default="regels")
    options.add_argument("--seed", type=int, default=0, help="0: another one each time")
    options.add_argument("--keep", type=Path, default=Path(), help="where a text that fails is left")
    given = options.parse_args()
    subject, patterns = SUBJECTS[given.what]
    texts = seeds(patterns, by_line=given.what == "gebeurtenis")
    words = sorted({piece for text in texts for piece in PIECE.findall(text)})
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            (Path(folder) / f"{number}.txt").write_text(text, encoding="utf-8")
        arguments = [sys.argv[0], f"-max_total_time={given.seconds}", f"-max_len={LONGEST}", f"-seed={given.seed}"]
        arguments += ["-timeout=20", f"-artifact_prefix={given.keep.resolve()}/", "-print_final_stats=1", folder]

        def one(data: bytes) -> None:
            subject(data.decode("utf-8", "replace"))

        atheris.Setup(arguments, one, custom_mutator=mutator(words))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
