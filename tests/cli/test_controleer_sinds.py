"""`controleer --sinds`: in a real git repository, what changed and what does not count."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
MakeProject = Callable[..., Path]

HEAD = "DOMEIN werkbonnen\n\n"
WARNS = """REGEL "{name}"
WANNEER werkbon compleet gemeld
EN SOM(materialen.prijs) > € 10
DAN WIS commentaar
ANDERS ZET commentaar = "x"
"""
ERROR = 'REGEL "{name}"\nWANNEER werkbon compleet gemeld\nEN qqq = "x"\nDAN WIS commentaar\n'


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=a", "-c", "user.email=a@voorbeeld.example", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, check=True)  # noqa: S607
    return done.stdout.decode().strip()


def commit(folder: Path, message: str = "stand") -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)


@pytest.fixture
def folder(make_project: MakeProject) -> Path:
    """A project with a warning in each of two files, committed."""
    made = make_project(oud=HEAD + WARNS.format(name="oud"), anders=HEAD + WARNS.format(name="anders"))
    git(made, "init", "-q")
    commit(made)
    return made


UNKNOWN_AND_OTHERWISE = "RT603"
SAME_FIELD = "RT527"


def places(run: Run, *arguments: str | Path, code: str = UNKNOWN_AND_OTHERWISE) -> list[str]:
    found = run("controleer", *arguments, "--uitvoer", "json")
    return [one["bestand"] for one in json.loads(found.stdout) if one["code"] == code]


def add(folder: Path, name: str, text: str) -> Path:
    file = folder / "regels" / name
    file.write_text(HEAD + text, encoding="utf-8")
    return file


def test_nothing_changed_and_nothing_to_tell(run: Run, folder: Path) -> None:
    assert len(places(run, folder)) == 2
    assert places(run, folder, "--sinds", "HEAD") == []


def test_new_changed_staged_and_committed_files_count(run: Run, folder: Path) -> None:
    begin = git(folder, "rev-parse", "HEAD")
    add(folder, "vast gelegd é.regel", WARNS.format(name="vastgelegd"))
    commit(folder)
    add(folder, "klaargezet.regel", WARNS.format(name="klaargezet"))
    git(folder, "add", "-A")
    add(folder, "nieuw.regel", WARNS.format(name="nieuw"))
    add(folder, "oud.regel", "# anders\n" + WARNS.format(name="oud"))
    found = places(run, folder, "--sinds", begin)
    assert found == [f"regels/{one}.regel" for one in ("klaargezet", "nieuw", "oud", "vast gelegd é")]
    assert places(run, folder, "--sinds", "HEAD") == found[:3]


def test_an_error_counts_wherever_it_is(run: Run, folder: Path) -> None:
    add(folder, "fout.regel", ERROR.format(name="fout"))
    commit(folder)
    assert places(run, folder, "--sinds", "HEAD", code="RT201") == ["regels/fout.regel"]
    assert run("controleer", folder, "--sinds", "HEAD").exit_code == 1


def test_a_warning_that_the_project_calls_an_error_is_as_old_as_its_file(run: Run, folder: Path) -> None:
    settings = folder / "regeltaal.toml"
    settings.write_text(settings.read_text() + f'[lint]\nfout = ["{UNKNOWN_AND_OTHERWISE}"]\n', encoding="utf-8")
    commit(folder)
    assert run("controleer", folder).exit_code == 1
    assert run("controleer", folder, "--sinds", "HEAD").exit_code == 0


def test_what_a_changed_file_does_to_one_that_did_not_change_counts(run: Run, folder: Path) -> None:
    assert places(run, folder, "--sinds", "HEAD", code=SAME_FIELD) == []
    other = WARNS.format(name="eerder").replace("WIS commentaar", 'ZET commentaar = "eerder"')
    add(folder, "aa eerder.regel", other)
    assert places(run, folder, "--sinds", "HEAD", code=SAME_FIELD) == ["regels/anders.regel", "regels/oud.regel"]
    assert places(run, folder, "--sinds", "HEAD") == ["regels/aa eerder.regel"]


def test_what_came_onto_the_other_branch_meanwhile_is_not_ours(run: Run, folder: Path) -> None:
    git(folder, "checkout", "-q", "-b", "werk")
    add(folder, "van mij.regel", WARNS.format(name="van mij"))
    commit(folder)
    git(folder, "checkout", "-q", "main")
    add(folder, "oud.regel", "# intussen\n" + WARNS.format(name="oud"))
    commit(folder)
    git(folder, "checkout", "-q", "werk")
    assert places(run, folder, "--sinds", "main") == ["regels/van mij.regel"]


def test_a_project_in_a_folder_of_the_repository(run: Run, tmp_path: Path, make_project: MakeProject) -> None:
    made = make_project(oud=HEAD + WARNS.format(name="oud"))
    git(tmp_path, "init", "-q")
    commit(tmp_path)
    add(made, "nieuw.regel", WARNS.format(name="nieuw"))
    assert places(run, made, "--sinds", "HEAD") == ["regels/nieuw.regel"]


def test_git_that_runs_a_hook_does_not_lead_astray(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(folder, "nieuw.regel", WARNS.format(name="nieuw"))
    monkeypatch.setenv("GIT_DIR", str(folder.parent / "elders"))
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert places(run, folder, "--sinds", "HEAD") == ["regels/nieuw.regel"]


def test_only_what_changed_is_mended(run: Run, folder: Path) -> None:
    mendable = WARNS.format(name="{}").replace("€ 10", "€ 10").replace('"x"', "'x'")
    add(folder, "toen.regel", mendable.replace("{}", "toen").replace("'x'", '"x"'))
    commit(folder)
    new = add(folder, "nieuw.regel", mendable.replace("{}", "nieuw"))
    found = run("controleer", folder, "--sinds", "HEAD", "--fix")
    assert found.stderr == "1 melding hersteld in 1 bestand\n"
    assert "'" not in new.read_text(encoding="utf-8")


@pytest.mark.parametrize("revision", ["weg", "--output=x", "-h", "HEAD:regels", ""])
def test_a_revision_that_is_not_there(run: Run, folder: Path, revision: str) -> None:
    found = run("controleer", folder, f"--sinds={revision}")
    assert found.exit_code == 2
    assert f"git kent `{revision}` niet" in found.stderr


def test_no_repository(run: Run, make_project: MakeProject, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    found = run("controleer", make_project(a=HEAD), "--sinds", "HEAD")
    assert found.exit_code == 2
    assert "ligt niet in een opslag van git" in found.stderr


def test_a_repository_of_someone_else(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("HOME", str(folder))
    found = run("controleer", folder, "--sinds", "HEAD")
    assert found.exit_code == 2
    assert "safe.directory" in found.stderr


def test_no_git(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    found = run("controleer", folder, "--sinds", "HEAD")
    assert found.exit_code == 2
    assert "heeft het programma git nodig" in found.stderr


def test_a_repository_without_a_commit(run: Run, make_project: MakeProject) -> None:
    made = make_project(a=HEAD)
    git(made, "init", "-q")
    assert "git kent `HEAD` niet" in run("controleer", made, "--sinds", "HEAD").stderr
