"""What in a text leads to another file; the cases are in `links/`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.assist.cases import cases, opened

from regeltaal.assist.links import links, settings_links


@pytest.mark.parametrize("case", cases("links"), ids=lambda path: path.stem)
def test_names_of_files_lead_to_them(case: Path, tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    project = opened(case, tmp_path)
    state = project.state
    found = [*links(state, project.path)]
    assert state.project is not None
    assert state.project.settings is not None

    found += settings_links(state, state.project.settings)

    rows = [f"{one.span.text} → {_below(one.target, tmp_path)} ({one.what.show()})\n" for one in found]
    golden(case, "".join(rows))


def _below(target: Path, folder: Path) -> str:
    return target.relative_to(folder).as_posix() if target.is_relative_to(folder) else f"…/{target.name}"
