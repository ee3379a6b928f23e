"""What holds for every text, however spoiled: all places lie in the text, what is nested is, and nothing raises."""

import random
from collections.abc import Iterator, Sequence
from functools import cache
from gc import collect
from itertools import pairwise
from pathlib import Path
from weakref import ref

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.messages.changes import Mutant, mutants

from regeltaal.assist.cards import markdown, plain
from regeltaal.assist.colours import Mark
from regeltaal.assist.domain_hover import domain_hover
from regeltaal.assist.domain_tokens import domain_marks
from regeltaal.assist.folding import Fold, domain_folds, folds
from regeltaal.assist.hover import hover
from regeltaal.assist.inlay_hints import hints
from regeltaal.assist.links import links
from regeltaal.assist.selection import domain_selections, selections
from regeltaal.assist.semantic_tokens import marks
from regeltaal.assist.symbols import Symbol, domain_symbols, symbols
from regeltaal.base.source import Source, Span
from regeltaal.workspace.sheet import Spot
from regeltaal.workspace.state import State
from regeltaal.workspace.workspace import Document, Workspace

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*/regels/*.regel"))
DOMAIN = ROOT / "src" / "regeltaal" / "domains" / "boekhouding" / "boekhouding.domein"
PIECES = (
    '"',
    '"""',
    "(",
    ")",
    "\r\n",
    "\n",
    "e\u0301",
    "👩‍🔧",
    "#",
    "`",
    "{",
    "}",
    " EN ",
    "REGEL ",
    ";",
    "|",
    " = ",
    "\t",
    "",
)
SETTINGS = '[project]\ndomein = "{domain}"\nregels = ["*.regel"]\n'
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    found = {}
    for domain in ("werkbonnen", "boekhouding"):
        found[domain] = tmp_path_factory.mktemp(domain)
        (found[domain] / "regeltaal.toml").write_text(SETTINGS.format(domain=domain), encoding="utf-8")
        (found[domain] / "a.regel").write_text(f"DOMEIN {domain}\n", encoding="utf-8")
    return found


def spoiled(text: str, chance: random.Random) -> str:
    """A text after a few changes anywhere."""
    for _ in range(chance.randint(0, 4)):
        start = chance.randint(0, len(text))
        text = text[:start] + chance.choice(PIECES) + text[start + chance.choice((0, 0, 1, 5, 40)) :]
    return text.replace("\n", "\r\n") if chance.random() < 0.2 else text


def state_of(text: str, folders: dict[str, Path]) -> tuple[State, str]:
    folder = folders["boekhouding" if "DOMEIN boekhouding" in text else "werkbonnen"]
    workspace = Workspace()
    workspace.put(Document(folder / "a.regel", text, 1))
    return workspace.state(folder / "a.regel"), "a.regel"


@SLOW
@given(st.sampled_from(EXAMPLES), st.randoms(use_true_random=False))
def test_a_spoiled_file_keeps_the_laws(folders: dict[str, Path], path: Path, chance: random.Random) -> None:
    state, name = state_of(spoiled(path.read_text(encoding="utf-8"), chance), folders)

    assert_laws(state, name, chance)


@SLOW
@given(st.sampled_from(EXAMPLES), st.randoms(use_true_random=False))
def test_a_mistake_as_people_make_them_keeps_the_laws(
    folders: dict[str, Path], path: Path, chance: random.Random
) -> None:
    state, name = state_of(chance.choice(mistakes(path)).text, folders)

    assert_laws(state, name, chance)


@cache
def mistakes(path: Path) -> Sequence[Mutant]:
    return tuple(mutants(Source("a.regel", path.read_text(encoding="utf-8"))))


def assert_laws(state: State, path: str, chance: random.Random) -> None:
    sheet = state.sheets[path]
    assert_folds(folds(sheet), sheet.source.line_count)
    sources = {part.source for part in sheet.parts}
    assert all(one.span.source in sources and inside(one.span, one.span.source) for one in links(state, path))
    for part in sheet.parts:
        assert_marks(marks(state, path, part), part.source)
        for one in symbols(part):
            assert_symbol(one, part.source)
        assert all(inside(one.span, part.source) for one in hints(state, path, part))
    for _ in range(12):
        part = chance.choice(sheet.parts)
        spot = Spot(part, chance.randint(0, len(part.source.text)))
        found = hover(state, path, spot)
        if found is not None:
            assert inside(found.span, part.source)
            assert markdown(found.card).strip()
            assert plain(found.card).strip()
        grown = selections(sheet, spot)
        assert_growing(grown[:-1], spot.offset)
        assert grown[-1].text == sheet.source.text


@SLOW
@given(st.randoms(use_true_random=False))
def test_a_spoiled_domain_keeps_the_laws(chance: random.Random) -> None:
    source = Source("proef.domein", spoiled(DOMAIN.read_text(encoding="utf-8")[:6_000], chance))

    assert_folds(domain_folds(source), source.line_count)
    assert_marks(domain_marks(source), source)
    for one in domain_symbols(source):
        assert_symbol(one, source)
    for _ in range(12):
        offset = chance.randint(0, len(source.text))
        found = domain_hover(source, offset)
        assert found is None or inside(found.span, source)
        assert_growing(domain_selections(source, offset), offset)


def test_what_was_worked_on_is_let_go_of(folders: dict[str, Path]) -> None:
    state, path = state_of(EXAMPLES[0].read_text(encoding="utf-8"), folders)
    assert_laws(state, path, random.Random(1))  # noqa: S311 - no secret
    held, parts = ref(state), [ref(part) for part in state.sheets[path].parts]
    assert all(one() is not None for one in parts)

    del state
    collect()

    assert held() is None
    assert all(one() is None for one in parts)


# ---------------------------------------------------------------- the laws


def inside(span: Span, source: Source) -> bool:
    return span.source is source and 0 <= span.start <= span.end <= len(source.text)


def assert_marks(found: Sequence[Mark], source: Source) -> None:
    lines = source.original.split("\n")
    for one in found:
        assert 0 <= one.start < one.end <= len(lines[one.line].rstrip("\r"))
    for before, after in pairwise(found):
        assert (before.line, before.end) <= (after.line, after.start)


def assert_folds(found: Sequence[Fold], lines: int) -> None:
    around: list[Fold] = []
    for one in found:
        assert 0 <= one.first < one.last < lines
        while around and around[-1].last < one.first:
            around.pop()
        assert not around or (around[-1].first < one.first and one.last <= around[-1].last)
        around.append(one)


def assert_growing(found: Sequence[Span], offset: int) -> None:
    for one in found:
        assert one.start <= offset <= one.end
    for smaller, larger in pairwise(found):
        assert larger.start <= smaller.start <= smaller.end <= larger.end
        assert smaller != larger


def assert_symbol(symbol: Symbol, source: Source) -> None:
    assert symbol.name.strip()
    for one in _all(symbol):
        assert inside(one.span, source)
        assert one.span.start <= one.name_span.start <= one.name_span.end <= one.span.end


def _all(symbol: Symbol) -> Iterator[Symbol]:
    yield symbol
    for one in symbol.parts:
        yield from _all(one)
