"""What a file consists of; the cases are in `outline/`."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.assist.cases import cases, opened

from regeltaal.assist.symbols import Symbol, domain_symbols, symbols
from regeltaal.base.source import Source

Golden = Callable[[Path, str], None]


def told(symbol: Symbol, depth: int = 0) -> Iterator[str]:
    detail = f" — {symbol.detail}" if symbol.detail else ""
    yield f"{'  ' * depth}{symbol.shape.value}: {symbol.name}{detail}\n"
    for one in symbol.parts:
        assert symbol.span.start <= one.span.start <= one.name_span.start
        assert one.name_span.end <= one.span.end <= symbol.span.end
        yield from told(one, depth + 1)


@pytest.mark.parametrize("case", cases("outline"), ids=lambda path: path.stem)
def test_the_outline_shows_what_there_is(case: Path, tmp_path: Path, golden: Golden) -> None:
    if case.suffix == ".domein":
        source = Source("proef.domein", case.read_text(encoding="utf-8").partition("=== verwacht\n")[0])
        found = list(domain_symbols(source))
    else:
        project = opened(case, tmp_path)
        found = [one for part in project.state.sheets[project.path].parts for one in symbols(part)]

    golden(case, "".join(line for one in found for line in told(one)))
