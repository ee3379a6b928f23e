"""What an ever larger selection takes in; the cases are in `selection/`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.assist.cases import cases, opened

from regeltaal.assist.selection import domain_selections, selections
from regeltaal.base.source import Source


def shown(text: str) -> str:
    folded = " ⏎ ".join(line.strip() for line in text.split("\n"))
    return folded if len(folded) < 70 else f"{folded[:40]} … {folded[-25:]}"


@pytest.mark.parametrize("case", cases("selection"), ids=lambda path: path.stem)
def test_each_step_takes_in_what_belongs_to_it(case: Path, tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    project = opened(case, tmp_path)
    sheet = project.state.sheets[project.path]

    found = [selections(sheet, spot) for spot in project.marks]

    blocks = ["".join(f"  {shown(one.text)}\n" for one in spans) for spans in found]
    golden(case, "".join(f"{number}\n{block}" for number, block in enumerate(blocks, start=1)))


def test_a_selection_grows_in_a_domain_too() -> None:
    text = 'DOMEIN proef\nOBJECT grote doos\n  VELD nummer: tekst OMSCHRIJVING "Het nummer."\n'

    found = domain_selections(Source("proef.domein", text), text.index("nummer."))

    assert [one.text for one in found] == [
        "nummer",
        "Het nummer.",
        '"Het nummer."',
        'OMSCHRIJVING "Het nummer."',
        'VELD nummer: tekst OMSCHRIJVING "Het nummer."',
        'OBJECT grote doos\n  VELD nummer: tekst OMSCHRIJVING "Het nummer."',
        text,
    ]
