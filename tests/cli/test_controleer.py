"""`regeltaal controleer`: what is checked, how it is shown, and the exit code."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
MakeProject = Callable[..., Path]

GOOD = """DOMEIN werkbonnen

REGEL "Factureer"
WANNEER werkbon compleet gemeld
EN werkstatus = "Uitgevoerd"
DAN
  GENEREER nieuwe factuur
"""
WRONG = GOOD.replace("werkstatus =", "werkstats =").replace("Factureer", "Verkeerd")
GOLDEN = Path(__file__).parent / "golden"


def test_a_good_project_is_fine(run: Run, make_project: MakeProject) -> None:
    found = run("controleer", make_project(a=GOOD))
    assert (
        found.exit_code,
        found.stdout,
        found.stderr,
    ) == (0, "geen problemen in 1 bestand; 1 regel gecontroleerd\n", "")


def test_an_error_is_1_and_a_warning_only_when_asked(run: Run, make_project: MakeProject) -> None:
    folder = make_project(a=WRONG)
    assert run("controleer", folder).exit_code == 1
    (folder / "regels" / "a.regel").unlink()
    assert run("controleer", folder).exit_code == 0
    assert run("controleer", folder, "--faal-bij", "waarschuwing").exit_code == 1


@pytest.mark.parametrize("name", ["mens", "plat", "json", "jsonl"])
def test_each_format_is_as_it_was(
    run: Run, make_project: MakeProject, name: str, golden_file: Callable[[Path, str], None]
) -> None:
    make_project(a=GOOD, b=WRONG)
    shown = run("controleer", "project", "--uitvoer", name).stdout
    golden_file(GOLDEN / f"controleer.{name}", shown)


def test_several_formats_of_one_analysis(run: Run, make_project: MakeProject, tmp_path: Path) -> None:
    make_project(a=WRONG)
    found = run("controleer", "project", "--uitvoer", "plat", "--uitvoer", f"json:{tmp_path / 'uit.json'}")
    assert "fout RT" in found.stdout
    (problem,) = json.loads((tmp_path / "uit.json").read_text(encoding="utf-8"))
    assert (problem["bestand"], problem["regel"], problem["kolom"]) == ("regels/a.regel", 5, 4)


def test_of_one_file_only_its_own_problems_are_shown(run: Run, make_project: MakeProject) -> None:
    folder = make_project(a=GOOD, b=WRONG)
    assert (
        run("controleer", folder / "regels" / "a.regel").exit_code,
        run("controleer", folder / "regels" / "b.regel").exit_code,
    ) == (0, 1)


def test_standard_input(run: Run) -> None:
    assert run("controleer", "-", stdin=GOOD).exit_code == 0
    found = run("controleer", "-", "--uitvoer", "plat", stdin=WRONG)
    assert found.exit_code == 1
    assert found.stdout.startswith("<invoer>:5:4: fout ")


def test_broken_utf8_on_standard_input(run: Run) -> None:
    found = run("controleer", "-", stdin=b"DOMEIN werkbonnen\n# \xff\n")
    assert found.exit_code == 2
    assert "<invoer>:2:3: fout RT943" in found.stdout


def test_the_folder_that_the_user_is_in(run: Run, make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(make_project(a=WRONG))
    found = run("controleer", "--uitvoer", "plat")
    assert found.stdout.startswith("regels/a.regel:5:4: ")


def test_paths_can_be_opened_from_where_the_user_is(run: Run, make_project: MakeProject) -> None:
    make_project(a=WRONG)
    assert run("controleer", "project").stdout.startswith("project/regels/a.regel:5:4: ")


def test_two_projects_at_once(run: Run, make_project: MakeProject, tmp_path: Path) -> None:
    make_project(a=WRONG)
    (tmp_path / "los.regel").write_text(WRONG, encoding="utf-8")
    found = run("controleer", "project", "los.regel", "--uitvoer", "plat")
    assert found.stdout.count("fout RT") == 2
    assert found.stdout.endswith("2 fouten in 2 bestanden; 2 regels gecontroleerd\n")


@pytest.mark.parametrize(
    ("name", "content", "code", "exit_code"),
    [
        ("regels/oud.regel", b"# caf\xe9\n", "RT943", 2),
        ("regeltaal.toml", b"[project]\ndomein = x\n", "RT946", 2),
        ("regeltaal.toml", b'[project]\ndomein = "werkbonnen"\nregls = []\n', "RT947", 1),
        ("regeltaal.toml", b'[project]\ndomein = "werkbonnen"\nregels = ["../*.regel"]\n', "RT944", 1),
        ("regeltaal.toml", b'[project]\ndomein = "weg.domein"\n', "RT940", 2),
        ("regeltaal.toml", b'[project]\ndomein = "weg"\n', "RT950", 1),
    ],
)
def test_what_is_wrong_with_the_files(  # noqa: PLR0913 - a row of the table
    run: Run, make_project: MakeProject, *, name: str, content: bytes, code: str, exit_code: int
) -> None:
    folder = make_project(a=GOOD)
    (folder / name).write_bytes(content)
    found = run("controleer", folder, "--uitvoer", "json")
    assert (exit_code, code) == (found.exit_code, json.loads(found.stdout)[0]["code"])


@pytest.mark.parametrize(("path", "code"), [("weg", "RT940"), ("weg.regel", "RT940"), (".", "RT941")])
def test_nothing_to_check(run: Run, path: str, code: str) -> None:
    found = run("controleer", path, "--uitvoer", "json")
    assert (2, code) == (found.exit_code, json.loads(found.stdout)[0]["code"])


def test_a_file_that_is_no_rule_file_is_not_passed_over(run: Run, make_project: MakeProject) -> None:
    folder = make_project(a=GOOD)
    (folder / "gebeurtenissen.jsonl").write_text("{}", encoding="utf-8")
    found = run("controleer", folder / "gebeurtenissen.jsonl", folder / "regels")
    assert found.exit_code == 2
    assert "RT989: `gebeurtenissen.jsonl` is geen regelbestand" in found.stdout


@pytest.mark.parametrize("name", ["regels/a.regel", "regeltaal.toml", "eigen.domein"])
def test_a_result_never_overwrites_a_file_of_the_project(run: Run, make_project: MakeProject, name: str) -> None:
    folder = make_project(a=GOOD)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found = run("controleer", folder, "--uitvoer", f"json:{folder / name}")
    assert found.exit_code == 2
    assert "wordt niet overschreven" in found.stderr
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_rules_of_one_name_are_told_of_each_other(run: Run, make_project: MakeProject) -> None:
    found = run("controleer", make_project(a=GOOD, b=GOOD))
    assert found.exit_code == 1
    assert "Factureer" in found.stdout
    assert "a.regel" in found.stdout
    assert "b.regel" in found.stdout


def test_a_warning_can_be_silenced(run: Run, make_project: MakeProject) -> None:
    rule = GOOD.replace('EN werkstatus = "Uitgevoerd"\n', "EN duur > 5\n") + 'ANDERS\n  MAAK taak MET titel = "x"\n'
    folder = make_project(a=rule)
    codes = {one["code"] for one in json.loads(run("controleer", folder, "--uitvoer", "json").stdout)}
    assert codes
    (folder / "regeltaal.toml").write_text(
        f'[project]\ndomein = "werkbonnen"\n[lint]\nuit = {json.dumps(sorted(codes))}\n', encoding="utf-8"
    )
    assert run("controleer", folder, "--uitvoer", "json").stdout == "[]\n"


LINTED = 'DOMEIN werkbonnen\nREGEL "Wis"\n  PRIORITEIT 100\nWANNEER werkbon compleet gemeld\nDAN WIS commentaar\n'


@pytest.mark.parametrize(
    ("lint", "expected"),
    [
        ("", [("RT640", "hint")]),
        ('uit = ["RT640"]', []),
        ('uit = ["standaard-prioriteit"]', []),
        ('waarschuwing = ["rt640"]', [("RT640", "waarschuwing")]),
        ('fout = ["standaard-prioriteit"]', [("RT640", "fout")]),
        ('fout = ["standaard-prioriteid"]', [("RT955", "fout"), ("RT640", "hint")]),
        ('uit = ["RT201"]', [("RT955", "fout"), ("RT640", "hint")]),
    ],
)
def test_a_project_says_how_bad_it_finds_a_finding(
    run: Run, make_project: MakeProject, lint: str, expected: list[tuple[str, str]]
) -> None:
    folder = make_project(a=LINTED)
    (folder / "regeltaal.toml").write_text(f'[project]\ndomein = "werkbonnen"\n[lint]\n{lint}\n', encoding="utf-8")

    for _ in range(2):  # afresh, and by what was kept
        found = run("controleer", folder, "--uitvoer", "json")

        told = json.loads(found.stdout)
        assert expected == [
            (one["code"], one["ernst"]) for one in sorted(told, key=lambda one: one["bestand"] != "regeltaal.toml")
        ]
        assert int(any(severity == "fout" for _, severity in expected)) == found.exit_code


def test_what_is_wrong_with_lint_settings_says_what_was_meant(run: Run, make_project: MakeProject) -> None:
    folder = make_project(a=LINTED)
    (folder / "regeltaal.toml").write_text(
        '[project]\ndomein = "werkbonnen"\n[lint]\nfout = ["standaard-prioriteid"]\n', encoding="utf-8"
    )
    assert "bedoelde u `standaard-prioriteit`?" in run("controleer", folder).stdout


def test_output_that_cannot_be_written_is_2(run: Run, make_project: MakeProject, tmp_path: Path) -> None:
    make_project(a=GOOD)
    (tmp_path / "map").mkdir()
    for target, why in (("weg/uit.json", "de map bestaat niet"), ("map", "er staat al een map met die naam")):
        found = run("controleer", "project", "--uitvoer", f"json:{target}")
        assert found.exit_code == 2
        assert why in found.stderr
    assert {"map", "project"} == {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [
        ([], {}, False),
        (["--kleur", "altijd"], {}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--kleur", "nooit"], {"FORCE_COLOR": "1"}, False),
        (["--kleur", "altijd"], {"NO_COLOR": "1"}, True),
    ],
)
def test_colour(  # noqa: PLR0913 - a row of the table
    run: Run,
    make_project: MakeProject,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    environment: dict[str, str],
    *,
    coloured: bool,
) -> None:
    make_project(a=WRONG)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert coloured == ("\x1b[" in run("controleer", "project", *arguments).stdout)


def test_colour_may_stand_before_the_command(run: Run, make_project: MakeProject) -> None:
    make_project(a=WRONG)
    assert "\x1b[" in run("--kleur", "altijd", "controleer", "project").stdout


def _process(*arguments: str, cwd: Path, read: bool = True) -> tuple[int, str]:
    """A run of its own; without ``read`` its standard output is closed before it writes."""
    command = [sys.executable, "-m", "regeltaal", *arguments]
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    if not read:
        process.stdout.close()
        process.stdout = None
    _, errors = process.communicate()
    return process.returncode, errors


def test_a_reader_that_goes_away_changes_nothing(make_project: MakeProject) -> None:
    folder = make_project(**{f"r{number}": WRONG.replace("Verkeerd", f"R{number}") for number in range(50)})
    assert _process("controleer", cwd=folder, read=False) == (1, "")


def test_english(make_project: MakeProject) -> None:
    folder = make_project(a=GOOD)
    command = [sys.executable, "-m", "regeltaal", "--taal", "en", "check"]
    found = subprocess.run(command, cwd=folder, capture_output=True, check=False, text=True)
    assert (found.returncode, found.stdout) == (0, "no problems in 1 file; 1 rule checked\n")
