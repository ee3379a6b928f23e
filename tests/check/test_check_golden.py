"""The golden files: many small rule texts, each expected problem as a `#!` comment on its line.

A chunk is parted from the next by a line `---`. `#! RT305 bedoelde` says that the line has a problem RT305 whose
message, hint or fix holds `bedoelde`. Whatever is found and not expected, or expected and not found, fails. Chunks
without a header get `DOMEIN werkbonnen`.
"""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.chunks import Chunk, chunks, expected, says

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.check.checker import Checked

CheckRules = Callable[..., tuple[Checked, list[Diagnostic]]]
GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("chunk", list(chunks(GOLDEN)), ids=str)
def test_each_chunk_has_the_problems_that_itsays(chunk: Chunk, check_rules: CheckRules) -> None:
    text = chunk.text if re.search(r"(?m)^DOMEIN\b", chunk.text) else f"DOMEIN werkbonnen {chunk.text}"
    _, found = check_rules(text)
    wanted = list(expected(text))

    places = Counter((one.span.begin.line, one.code.id) for one in found)
    assert Counter((line, code) for line, code, _ in wanted) == places, [
        (one.span.begin.line, one.code.id, one.message()) for one in found
    ]
    for line, code, fragment in wanted:
        said = [one for one in found if one.span.begin.line == line and one.code.id == code]
        assert any(says(one, fragment) for one in said), (fragment, [(one.message(), one.advice()) for one in said])
