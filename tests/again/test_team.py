"""Checking by several processes finds what one finds, also when one of them falls away."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from regeltaal import checking_team
from regeltaal.checking_team import check_together
from regeltaal.file_results import FileResult
from regeltaal.project import Project, open_project
from regeltaal.rechecking import Rechecker
from regeltaal.report.diagnostics import to_json


def _project(folder: Path) -> Project:
    found = open_project(folder).project
    assert found is not None
    return found


def _found(project: Project, rechecker: Rechecker) -> object:
    found = rechecker.check(project)
    return [to_json(one) for one in found.problems], found.rule_counts


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which files were checked by a team, for which none is too small."""
    monkeypatch.setattr(checking_team, "_LEAST_EACH", {"fork": 1, "spawn": 1})
    monkeypatch.setattr(checking_team, "_processors", lambda: 3)
    return []


def _team(seen: list[str]) -> Rechecker:
    def team(*given: Any) -> Iterator[tuple[str, FileResult]]:
        for path, result in check_together(*given):
            seen.append(path)
            yield path, result

    return Rechecker(team)


@pytest.mark.parametrize("method", sorted({"fork", "spawn"}.intersection(multiprocessing.get_all_start_methods())))
def test_a_team_finds_what_one_process_finds(
    folder: Path, seen: list[str], method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking_team, "_method", lambda: method)
    (folder / "regels" / "fout.regel").write_text('DOMEIN werkplaats\nGEBRUIK "weg.regel"\nREGEL\n', encoding="utf-8")
    project = _project(folder)
    assert _found(project, _team(seen)) == _found(project, Rechecker())
    assert sorted(seen) == [one.path for one in project.rules]


def _dies(pipe: Connection, *_: object) -> None:
    pipe.close()
    os._exit(3)


def test_what_a_lost_process_leaves_is_done_all_the_same(
    folder: Path, seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking_team, "_work", _dies)
    project = _project(folder)
    assert _found(project, _team(seen)) == _found(project, Rechecker())
    assert seen == []


def test_little_work_is_done_by_one_process(folder: Path) -> None:
    seen: list[str] = []
    project = _project(folder)
    assert _found(project, _team(seen)) == _found(project, Rechecker())
    assert seen == []


@pytest.mark.skipif(os.name == "nt", reason="a key at the keyboard is no signal there")
def test_an_interrupt_ends_every_process(folder: Path) -> None:
    text = (folder / "regels" / "klussen.regel").read_text(encoding="utf-8")
    rules = text[text.index("REGEL") :]
    for number in range(8):
        made = "".join(rules.replace('REGEL "', f'REGEL "{number} {copy} ') for copy in range(400))
        (folder / "regels" / f"veel{number}.regel").write_text(f'DOMEIN werkplaats\nGEBRUIK "begrippen.regel"\n{made}')
    command = [sys.executable, "-m", "regeltaal", "controleer", str(folder), "--geen-cache"]
    run = subprocess.Popen(command, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(1.5)
    os.killpg(run.pid, signal.SIGINT)
    _, told = run.communicate(timeout=20)
    assert run.returncode == 130
    assert told.decode().strip() == "Afgebroken."
    with pytest.raises(ProcessLookupError):
        os.killpg(run.pid, 0)
