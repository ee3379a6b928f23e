"""What an editor writes between the words; the cases are in `hints/`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.assist.cases import cases, opened

from regeltaal.assist.inlay_hints import hints


@pytest.mark.parametrize("case", cases("hints"), ids=lambda path: path.stem)
def test_hints_tell_what_can_not_be_seen(case: Path, tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    project = opened(case, tmp_path)
    parts = project.state.sheets[project.path].parts

    found = [one for part in parts for one in hints(project.state, project.path, part)]

    golden(case, "".join(f"{one.span.text}«{one.label}»{f'  ({one.why})' if one.why else ''}\n" for one in found))
