"""`regeltaal opmaak`: what is formatted, what is only told, and the exit code."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
MakeProject = Callable[..., Path]

GOOD = 'DOMEIN werkbonnen\n\nREGEL "Goed"\nWANNEER werkbon compleet gemeld\nDAN\n  WIS commentaar\n'
UGLY = 'DOMEIN werkbonnen\nREGEL "Goed" WANNEER werkbon compleet gemeld DAN WIS commentaar'
WRONG = f'{UGLY}\nREGEL  "Fout" WANNEER werkbon compleet gemeld\nEN commentaar BEVAT\nDAN WIS commentaar\n'
DIFFERENCE = """--- a/project/regels/a.regel
+++ b/project/regels/a.regel
@@ -1,2 +1,6 @@
 DOMEIN werkbonnen
-REGEL "Goed" WANNEER werkbon compleet gemeld DAN WIS commentaar
\\ No newline at end of file
+
+REGEL "Goed"
+WANNEER werkbon compleet gemeld
+DAN
+  WIS commentaar
"""


def shown(found: Result) -> tuple[int, str, str]:
    return found.exit_code, found.stdout, found.stderr


def test_files_are_formatted_in_place(run: Run, make_project: MakeProject) -> None:
    folder = make_project(a=UGLY, b=GOOD)
    before = (folder / "regels" / "b.regel").stat()
    assert shown(run("opmaak", folder)) == (0, "", "1 bestand opgemaakt, 1 bestand was al goed\n")
    assert (folder / "regels" / "a.regel").read_text(encoding="utf-8") == GOOD
    after = (folder / "regels" / "b.regel").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert shown(run("opmaak", folder)) == (0, "", "2 bestanden waren al goed\n")
    assert sorted(path.name for path in (folder / "regels").iterdir()) == ["a.regel", "b.regel"]


def test_the_project_of_this_folder_without_a_path(
    run: Run, make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(make_project(a=UGLY))
    assert shown(run("fmt", "--controleer")) == (1, "regels/a.regel\n", "1 bestand zou veranderen\n")


def test_checking_changes_nothing_and_lists_what_would_change(run: Run, make_project: MakeProject) -> None:
    folder = make_project(a=UGLY, b=UGLY, c=GOOD)
    found = run("opmaak", "project", "--controleer")
    listed = "project/regels/a.regel\nproject/regels/b.regel\n"
    assert shown(found) == (1, listed, "2 bestanden zouden veranderen, 1 bestand was al goed\n")
    assert (folder / "regels" / "a.regel").read_text(encoding="utf-8") == UGLY
    run("opmaak", folder)
    assert shown(run("opmaak", "project", "--controleer")) == (0, "", "3 bestanden waren al goed\n")


def test_a_difference_is_shown_and_nothing_is_written(run: Run, make_project: MakeProject) -> None:
    folder = make_project(a=UGLY)
    assert shown(run("opmaak", "project", "--verschil")) == (1, DIFFERENCE, "1 bestand zou veranderen\n")
    assert run("opmaak", "project", "--verschil", "--controleer").stdout == DIFFERENCE
    assert "\x1b[" in run("opmaak", "project", "--verschil", "--kleur", "altijd").stdout
    assert (folder / "regels" / "a.regel").read_text(encoding="utf-8") == UGLY
    run("opmaak", folder)
    assert shown(run("opmaak", "project", "--verschil")) == (0, "", "1 bestand was al goed\n")


def test_only_what_was_asked_for(run: Run, make_project: MakeProject) -> None:
    folder = make_project(a=UGLY, b=UGLY)
    assert run("opmaak", folder / "regels" / "b.regel").stderr == "1 bestand opgemaakt\n"
    assert (folder / "regels" / "a.regel").read_text(encoding="utf-8") == UGLY


def test_loose_files_and_folders(run: Run, tmp_path: Path) -> None:
    (tmp_path / "los").mkdir()
    for path in (tmp_path / "los" / "a.regel", tmp_path / "b.regel"):
        path.write_text(UGLY, encoding="utf-8")
    assert run("opmaak", "los", "b.regel").stderr == "2 bestanden opgemaakt\n"


def test_standard_input_goes_to_standard_output(run: Run) -> None:
    assert run("opmaak", "-", stdin=UGLY).stdout == GOOD
    assert shown(run("opmaak", "-", stdin=GOOD)) == (0, GOOD, "1 bestand was al goed\n")
    assert shown(run("opmaak", "-", "--controleer", stdin=UGLY))[:2] == (1, "<invoer>\n")
    assert run("opmaak", "-", "--verschil", stdin=UGLY).stdout.startswith("--- a/<invoer>\n")


def test_what_has_a_mistake_is_named_and_left(run: Run, make_project: MakeProject) -> None:
    folder = make_project(a=WRONG)
    found = run("opmaak", "project")
    assert found.exit_code == 1
    first, last = found.stderr.splitlines()
    assert first.startswith("project/regels/a.regel:4:")
    assert '`REGEL "Fout" WANNEER werkbon compleet gemeld` is niet opgemaakt: na `BEVAT` hoort' in first
    assert last == "1 bestand is niet helemaal op te maken"
    text = (folder / "regels" / "a.regel").read_text(encoding="utf-8")
    assert text == GOOD + WRONG.removeprefix(UGLY)
    assert run("opmaak", "project").exit_code == 1


def test_settings_that_are_wrong_do_not_matter(run: Run, make_project: MakeProject) -> None:
    assert run("opmaak", make_project("[onbekend]\nx = 1\n", a=UGLY)).exit_code == 0


@pytest.mark.parametrize("path", ["er-niet", "leeg"])
def test_a_path_without_rules_is_2(run: Run, tmp_path: Path, path: str) -> None:
    (tmp_path / "leeg").mkdir()
    found = run("opmaak", path)
    assert found.exit_code == 2
    assert path in found.stderr


def test_what_is_no_utf8_is_2_and_the_rest_is_formatted(run: Run, make_project: MakeProject) -> None:
    folder = make_project(a=UGLY)
    (folder / "regels" / "b.regel").write_bytes(b'LIJST a = "\xff"')
    found = run("opmaak", folder)
    assert found.exit_code == 2
    assert "b.regel" in found.stderr
    assert (folder / "regels" / "a.regel").read_text(encoding="utf-8") == GOOD
    assert (folder / "regels" / "b.regel").read_bytes() == b'LIJST a = "\xff"'


def test_line_ends_the_byte_order_mark_and_rights_are_kept(run: Run, make_project: MakeProject) -> None:
    file = make_project(a="") / "regels" / "a.regel"
    file.write_bytes(b"\xef\xbb\xbf" + UGLY.replace("\n", "\r\n").encode())
    file.chmod(0o640)
    assert run("opmaak", file).exit_code == 0
    assert file.read_bytes() == b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_link_stays_a_link(run: Run, make_project: MakeProject) -> None:
    folder = make_project(a=UGLY)
    link = folder / "regels" / "z.regel"
    link.symlink_to("a.regel")
    run("opmaak", link)
    assert link.is_symlink()
    assert (folder / "regels" / "a.regel").read_text(encoding="utf-8") == GOOD


def test_a_read_only_file_is_left_alone_with_a_message(run: Run, make_project: MakeProject) -> None:
    folder = make_project(a=UGLY, b=UGLY)
    file = folder / "regels" / "a.regel"
    file.chmod(0o444)
    found = run("opmaak", "project")
    assert found.exit_code == 2
    assert found.stderr.splitlines() == [
        "`project/regels/a.regel` is alleen te lezen en daarom niet opgemaakt",
        "1 bestand opgemaakt, 1 bestand niet geschreven",
    ]
    assert file.read_text(encoding="utf-8") == UGLY
    assert (folder / "regels" / "b.regel").read_text(encoding="utf-8") == GOOD


def test_a_disk_that_fails_leaves_the_file_whole(
    run: Run, make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_project(a=UGLY)

    def fail(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "replace", fail)
    found = run("opmaak", "project")
    assert found.exit_code == 2
    assert "kan niet worden geschreven" in found.stderr
    assert [path.name for path in (folder / "regels").iterdir()] == ["a.regel"]
    assert (folder / "regels" / "a.regel").read_text(encoding="utf-8") == UGLY


def test_values_get_the_spelling_of_the_domain(run: Run, make_project: MakeProject) -> None:
    before = (
        'DOMEIN werkbonnen\n\nREGEL "r"\nWANNEER werkbon statuswijziging NAAR "KLAARGEZET"\n'
        'EN type werkzaamheden IN ("storing"; "onderhoud")\nEN commentaar = "storing"\nEN status WAS “ingepland”\n'
        'DAN\n  WIS commentaar\n\nTEST "t"\nGEGEVEN werkbon MET type werkzaamheden = "storing"\n'
        'WANNEER werkbon statuswijziging NAAR "klaargezet"\nVERWACHT REGEL "r" FOUT\n'
    )
    folder = make_project(a=before)
    assert run("opmaak", folder).exit_code == 0
    after = (folder / "regels" / "a.regel").read_text(encoding="utf-8")
    changed = {line for line in after.split("\n") if line not in before.split("\n")}
    assert changed == {
        'WANNEER werkbon statuswijziging NAAR "Klaargezet"',
        'EN type werkzaamheden IN ("Storing"; "Onderhoud")',
        'EN status WAS "Ingepland"',
        'GEGEVEN werkbon MET type werkzaamheden = "Storing"',
    }
    assert run("opmaak", folder, "--controleer").exit_code == 0


def test_what_the_formatter_refuses_stays_to_the_letter(
    run: Run, make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = UGLY.replace("WIS commentaar", 'ZET type werkzaamheden = "storing"')
    folder = make_project(a=text)
    monkeypatch.setattr("regeltaal.formatting.format.is_same_file", lambda *_: False)
    found = run("opmaak", folder)
    assert found.exit_code == 1
    assert "RT181" in found.stderr
    assert (folder / "regels" / "a.regel").read_text(encoding="utf-8") == text
