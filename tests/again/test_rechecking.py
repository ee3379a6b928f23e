"""Checking again finds what checking for the first time finds, whatever was changed in between."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.source import Span
from regeltaal.pipeline import analyse_project
from regeltaal.project import Project, open_project
from regeltaal.rechecking import KIND, Rechecker
from regeltaal.report.diagnostics import to_json

Change = Callable[[Path, random.Random], None]

ADDED = (
    'REGEL "Bedankt"\nWANNEER werkbon compleet gemeld\nDAN ZET werkstatus = "Uitgevoerd"\n',
    'REGEL "Nieuw"\nWANNEER werkbon statuswijziging NAAR "Ingepland"\nDAN ZET status = "Ingepland"\n',
    'REGEL "Post"\nWANNEER document ontvangen\nEN bestaat niet\nDAN LEES document in\n',
    "DEFINITIE klein BIJ werkbon = groot EN bekend\n",
    "DEFINITIE bekend BIJ werkbon = aantal foto's > 3\n",
    'LIJST standen = "Klaar"; "Weg"\n',
    "LIJST aantallen = 1; 2; onzin\n",
    'GEBRUIK "begrippen.regel"\n',
    'GEBRUIK "weg.regel"\n',
    'GEBRUIK "klussen.regel"\n',
    'TEST "nog een"\nWANNEER werkbon compleet gemeld\nVERWACHT REGEL "Nieuw" WAAR\nVERWACHT MAAK vervolgwerkbon\n',
    "# niets\n",
    "REGEL onzin DAN\n",
)


def _files(folder: Path, *suffixes: str) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in suffixes)


def add_declaration(folder: Path, chance: random.Random) -> None:
    file = chance.choice(_files(folder, ".regel"))
    first, _, rest = file.read_text(encoding="utf-8").partition("\n")
    text = chance.choice(ADDED)
    file.write_text(f"{first}\n{text}{rest}" if chance.random() < 0.5 else f"{first}\n{rest}\n{text}", encoding="utf-8")


def change_a_word(folder: Path, chance: random.Random) -> None:
    file = chance.choice(_files(folder, ".regel"))
    words = file.read_text(encoding="utf-8").split(" ")
    at = chance.randrange(len(words))
    words[at : at + 1] = chance.choice(([], [words[at]] * 2, [chance.choice(words)]))
    file.write_text(" ".join(words), encoding="utf-8")


def drop_a_declaration(folder: Path, chance: random.Random) -> None:
    file = chance.choice(_files(folder, ".regel"))
    parts = file.read_text(encoding="utf-8").split("\n\n")
    parts.pop(chance.randrange(len(parts)))
    file.write_text("\n\n".join(parts), encoding="utf-8")


def remove_a_file(folder: Path, chance: random.Random) -> None:
    files = _files(folder, ".regel", ".txt")
    if len(files) > 3:
        chance.choice(files).unlink()


def copy_a_file(folder: Path, chance: random.Random) -> None:
    name = chance.choice(["weg", "nieuw", "begrippen"])
    text = chance.choice(_files(folder, ".regel")).read_text(encoding="utf-8")
    (folder / "regels" / f"{name}.regel").write_text(text, encoding="utf-8")


def change_a_template(folder: Path, chance: random.Random) -> None:
    text = chance.choice(["Dag {nummer}", "Dag {bestaat niet}", "{VOOR ELK m IN materialen}", "Dag"])
    (folder / "sjablonen" / f"{chance.choice(['Bedankt', 'Klaar', 'Ander'])}.txt").write_text(text, encoding="utf-8")


def change_the_settings(folder: Path, chance: random.Random) -> None:
    file = folder / "regeltaal.toml"
    old, new = chance.choice(
        [
            ('modules = ["Archief"]', "modules = []"),
            ('"Jansen BV"', '"Janssen BV"'),
            ('"Compleet"', '"Basis"'),
            ("modules = []\n", 'modules = []\nonzin = 1\n[lint]\nuit = ["RT527"]\n'),
            ("modules = []\n", 'modules = []\n[open_keuzes.werkstatus]\nwaarden = ["Uitgevoerd"]\n'),
            ("modules = []\n", 'modules = []\n[vrije_velden.werkbon]\nveel = "ja-nee"\n'),
        ]
    )
    text = file.read_text(encoding="utf-8")
    headings = [line for line in new.splitlines() if line.startswith("[")]
    if not any(heading in text for heading in headings):  # twice a heading would be no TOML
        file.write_text(text.replace(old, new, 1), encoding="utf-8")


def change_the_domain(folder: Path, chance: random.Random) -> None:
    file = folder / "werkplaats.domein"
    old, new = chance.choice(
        [
            ("VELD werkstatus:", "VELD stand:"),
            ('"Ingepland"; ', ""),
            ("VOLGT status", ""),
            ("MODULES", "MODULESS"),
            ("# De", "# Al de"),
            ("VEREIST bestemming IS GEVULD", "VEREIST bestaat niet IS GEVULD"),
        ]
    )
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


CHANGES: Sequence[Change] = (
    add_declaration,
    change_a_word,
    drop_a_declaration,
    remove_a_file,
    copy_a_file,
    change_a_template,
    change_the_settings,
    change_the_domain,
)


def told(found: Sequence[Diagnostic]) -> object:
    """All of what was found, places, hints and fixes with it."""
    return [
        (
            to_json(one),
            to_json(one, "en"),
            one.span.source.original,
            [(*_place(label.span), label.text) for label in one.labels],
        )
        for one in found
    ]


def _place(span: Span) -> tuple[str, int, int]:
    return (span.source.path, span.start, span.end)


def afresh(folder: Path) -> object:
    opened = open_project(folder)
    assert opened.project is not None
    found = Rechecker().check(opened.project, opened.problems)
    whole = analyse_project(opened.project, opened.problems)
    assert told([one for one in found.problems if one.is_error]) == told(
        [one for one in whole.problems if one.is_error]
    )
    return told(found.problems), dict(found.rule_counts)


def again(folder: Path, rechecker: Rechecker) -> object:
    opened = open_project(folder)
    assert opened.project is not None
    found = rechecker.check(opened.project, opened.problems)
    return told(found.problems), dict(found.rule_counts)


def by_cache(folder: Path) -> object:
    """As a run of the program does: with what earlier ones kept, and keeping it for the next."""
    project = opened(folder)
    rechecker = Rechecker()
    rechecker.recall(project)
    found = again(folder, rechecker)
    rechecker.keep(project)
    return found


def opened(folder: Path) -> Project:
    project = open_project(folder).project
    assert project is not None
    return project


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), steps=st.lists(st.sampled_from(CHANGES), min_size=1, max_size=5))
@example(seed=1, steps=[add_declaration, change_the_domain, change_the_domain, change_a_template, remove_a_file])
@pytest.mark.usefixtures("cache_folder")
def test_checking_again_finds_what_a_first_check_finds(folder: Path, seed: int, steps: Sequence[Change]) -> None:
    chance, rechecker = random.Random(seed), Rechecker()  # noqa: S311 - chance that can be repeated
    work = folder.with_name("werk")
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(folder, work)
    expected = afresh(work)
    assert again(work, rechecker) == expected
    assert by_cache(work) == expected
    for change in steps:
        change(work, chance)
        expected = afresh(work)
        assert again(work, rechecker) == expected
        assert by_cache(work) == expected
        assert by_cache(work) == expected


class Counting(Rechecker):
    """Tells which files it had to check."""

    def __init__(self) -> None:
        super().__init__(watch=self._seen)
        self.checked: list[str] = []

    def _seen(self, results):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - as ``Watch`` says
        for path, result in results:
            self.checked.append(path)
            yield path, result


@pytest.mark.parametrize(
    ("path", "old", "new", "checked"),
    [
        ("regels/post.regel", "# ", "", set()),
        ("regels/post.regel", "Inlezen", "Inlezen nu", {"post"}),
        ("regels/klussen.regel", "PRIORITEIT 20", "PRIORITEIT 30", {"klussen"}),
        ("regels/lijsten.regel", "1; 2; 3", "1; 2", {"lijsten", "begrippen", "klussen", "jansen"}),
        ("regels/begrippen.regel", "> 5", "> 6", {"begrippen", "klussen"}),
        ("sjablonen/Klaar.txt", "Klaar", "Af", {"klussen"}),
        ("regeltaal.toml", '"bouw"', '"hout"', {"post", "lijsten", "begrippen", "klussen", "jansen"}),
        ("werkplaats.domein", "Een opdracht", "Opdracht", {"post", "lijsten", "begrippen", "klussen", "jansen"}),
    ],
)
@pytest.mark.usefixtures("cache_folder")
def test_only_what_depends_on_a_change_is_checked(
    folder: Path, path: str, old: str, new: str, checked: set[str]
) -> None:
    by_cache(folder)
    file = folder / path
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    counting = Counting()
    counting.recall(opened(folder))
    again(folder, counting)
    assert {Path(one).stem for one in counting.checked} == checked


def test_what_is_kept_is_only_kept_anew_after_a_change(folder: Path, cache_folder: Path) -> None:
    by_cache(folder)
    (kept,) = cache_folder.glob(f"{KIND}-*")
    moment = kept.stat().st_mtime_ns
    by_cache(folder)
    assert kept.stat().st_mtime_ns == moment
    (folder / "regels" / "lijsten.regel").write_text("DOMEIN werkplaats\n", encoding="utf-8")
    by_cache(folder)
    assert kept.stat().st_mtime_ns != moment


@pytest.mark.parametrize("damage", [b"", b"rommel", None])
def test_a_damaged_cache_is_made_again(folder: Path, cache_folder: Path, damage: bytes | None) -> None:
    expected = by_cache(folder)
    (kept,) = cache_folder.glob(f"{KIND}-*")
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-7] + b"\0" * 7 if damage is None else damage)
    assert by_cache(folder) == expected
    assert kept.read_bytes() == whole


def test_another_version_of_the_program_checks_everything(
    folder: Path, cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_cache(folder)
    monkeypatch.setattr("regeltaal.base.cache.__version__", "0.0.0")
    counting = Counting()
    counting.recall(opened(folder))
    again(folder, counting)
    assert len(counting.checked) == 5
    counting.keep(opened(folder))
    assert len(list(cache_folder.glob(f"{KIND}-*"))) == 2


def test_without_a_folder_to_keep_it_in_all_is_checked(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bestand").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "bestand"))
    assert by_cache(folder) == afresh(folder)
    assert by_cache(folder) == afresh(folder)


def test_runs_beside_each_other_find_the_same(folder: Path, cache_folder: Path) -> None:
    command = [sys.executable, "-m", "regeltaal", "controleer", str(folder), "--uitvoer", "json"]
    runs = [
        subprocess.Popen(
            command, stdout=subprocess.PIPE, env={**os.environ, "XDG_CACHE_HOME": str(cache_folder.parent)}
        )
        for _ in range(3)
    ]
    shown = {run.communicate(timeout=60)[0] for run in runs}
    alone = subprocess.run([*command, "--geen-cache"], capture_output=True, check=False).stdout
    assert shown == {alone}
    assert len(list(cache_folder.glob(f"{KIND}-*"))) == 1


def test_without_a_cache_nothing_is_kept(folder: Path, cache_folder: Path) -> None:
    command = [sys.executable, "-m", "regeltaal", "controleer", str(folder), "--geen-cache"]
    subprocess.run(command, check=False, env={**os.environ, "XDG_CACHE_HOME": str(cache_folder.parent)})
    assert list(cache_folder.glob(f"{KIND}-*")) == []
