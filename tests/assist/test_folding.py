"""What can be folded away; the cases are in `folding/`, with their folds drawn beside the lines."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from tests.assist.cases import cases, opened

from regeltaal.assist.folding import Fold, domain_folds, folds
from regeltaal.base.source import Source

Golden = Callable[[Path, str], None]


def drawn(text: str, found: Sequence[Fold]) -> str:
    """Each line with the folds that it is in: `+` where one begins, `|` within it."""
    rows = []
    for number, line in enumerate(text.rstrip("\n").split("\n")):
        signs = ["+" if one.first == number else "|" for one in found if one.first <= number <= one.last]
        kinds = " ".join(one.kind.value for one in found if one.first == number and one.kind is not None)
        rows.append(f"{''.join(signs):4}{line}{f'    <{kinds}>' if kinds else ''}".rstrip())
    return "\n".join([*rows, ""])


@pytest.mark.parametrize("case", cases("folding"), ids=lambda path: path.stem)
def test_what_belongs_together_folds_together(case: Path, tmp_path: Path, golden: Golden) -> None:
    if case.suffix == ".domein":
        text = case.read_text(encoding="utf-8").partition("=== verwacht\n")[0]
        golden(case, drawn(text, domain_folds(Source("proef.domein", text))))
        return
    project = opened(case, tmp_path)
    golden(case, drawn(project.text, folds(project.state.sheets[project.path])))
