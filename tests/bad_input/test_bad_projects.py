"""A regeltaal.toml in which nothing is right, paths that lead out of the project, and results that can't be written."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]

PROJECT = '[project]\ndomein = "werkbonnen"\n'
WRONG = """domein = 5
[project]
domein = ["x"]
regels = "x"
tijdzone = 3
naam = "x"
[opslag]
url = 5
weg = 1
[administraties]
los = 1
[administraties."A"]
tags = "x"
modules = 3
abonnement = []
boekhoudpakket = {}
rechten = "x"
kleur = 1
[koppelingen]
los = 1
[koppelingen.mail]
wachtwoord = "geheim"
[vrije_velden]
los = 1
[vrije_velden.werkbon]
a = 5
[open_keuzes]
los = 1
[open_keuzes.x]
waarden = [1]
[sjablonen]
map = 5
[lint]
uit = ["RT101", 5, "x"]
[onbekend]
x = 1
"""


UNJUDGED = ("x = 1", "kleur = 1")
"""What stands in an unknown table, and a fact of an administration: without a domain nobody knows which those are."""


def test_every_wrong_setting_is_named_at_its_place(make: Call, run: Call) -> None:
    result = run("controleer", make({"regeltaal.toml": WRONG}), "--uitvoer", "json")
    result.says(code=1)
    wrong = [
        number
        for number, line in enumerate(WRONG.splitlines(), start=1)
        if not re.match(r"\[(?!onbekend)", line) and line not in UNJUDGED
    ]
    assert [one["regel"] for one in json.loads(result.out)] == wrong


@pytest.fixture
def each(make: Call, run: Call) -> Call:
    """Checks projects that differ in their regeltaal.toml, in one run: the one problem of each, in their order."""

    def check_each(texts: list[str | bytes], code: int) -> list[str]:
        folders = [make({"regeltaal.toml": text}, f"kantoor-{number}") for number, text in enumerate(texts)]
        result = run("controleer", *folders, "--uitvoer", "json")
        result.says(code=code)
        found = [f"{one['regel']}:{one['kolom']} {one['code']} {one['bericht']}" for one in json.loads(result.out)]
        assert len(found) == len(texts), found
        return found

    return check_each


NO_TOML: dict[str | bytes, str] = {
    "= = =\n[[[": "1:1 RT946",
    PROJECT.encode() + b"# caf\xe9": "3:6 RT943",
    "x = " + "[" * 100_000: "te veel in elkaar",
    PROJECT + ".".join("a" * 20_000) + " = 1": "te veel in elkaar",
    PROJECT + "x = " + "9" * 100_000: "een getal in met te veel cijfers",
}


def test_what_is_no_toml_can_not_be_read(each: Call) -> None:
    for found, said in zip(each([*NO_TOML], code=2), NO_TOML.values(), strict=True):
        assert said in found


OUTSIDE = {
    'regels = ["../*.regel"]': "3:10 RT944",
    'regels = ["/etc/*"]': "ligt buiten de map",
    'regels = [""]': "ligt buiten de map",
    'regels = ["regels/../../x"]': "ligt buiten de map",
    'regels = ["C:\\\\x"]': "ligt buiten de map",
    'regels = ["**x"]': "geen enkel bestand past bij `**x`",
    'regels = ["a\\u0000b"]': "geen enkel bestand past bij",
    f'regels = ["{"a" * 5_000}"]': "geen enkel bestand past bij",
    'tijdzone = "../../etc/passwd"': "is geen tijdzone",
    'tijdzone = "a\\u0000b"': "is geen tijdzone",
    '[sjablonen]\nmap = "../x"': "4:7 RT944",
    '[opslag]\nurl = "sqlite:///a\\u0000b.db"': "4:7 RT954",
    '[opslag]\nurl = "mysql://ergens/iets"': "4:7 RT954",
    '[opslag]\nurl = ""': "4:7 RT954",
}


def test_a_setting_can_not_lead_out_of_the_project(each: Call) -> None:
    for found, said in zip(each([PROJECT + text for text in OUTSIDE], code=1), OUTSIDE.values(), strict=True):
        assert said in found


DOMAINS = {
    "/etc/passwd.domein": "ligt buiten de map",
    "../../x.domein": "ligt buiten de map",
    "a\\u0000b.domein": "ligt buiten de map",
    "a" * 5_000 + ".domein": "bestaat niet",
    "weg.domein": "bestaat niet",
    "..": "is niet geïnstalleerd",
    "regels": "is niet geïnstalleerd",
}


def test_a_domain_is_one_that_is_installed_or_lies_in_the_project(each: Call) -> None:
    texts = [f'[project]\ndomein = "{name}"\n' for name in DOMAINS]
    for found, said in zip(each(texts, code=2), DOMAINS.values(), strict=True):
        assert found.startswith("2:10 ")
        assert said in found


def test_a_rule_file_uses_only_files_of_the_project(make: Call, run: Call) -> None:
    paths = ("../..", "../../../../etc/passwd", "/etc/passwd", "", ".", "C:\\\\x", "a\0b", "x" * 5_000, "map")
    text = "DOMEIN werkbonnen\n" + "".join(f'GEBRUIK "{path}"\n' for path in paths)
    result = run("controleer", make({"regels/a.regel": text, "regels/map/x": ""}), "--uitvoer", "json")
    result.says(code=1)
    found = json.loads(result.out)
    assert [(one["regel"], one["code"]) for one in found] == [
        (2, "RT211"), (3, "RT211"), (4, "RT211"), *((line, "RT210") for line in range(5, 11))
    ]  # fmt: skip


def test_a_link_that_leads_out_is_not_followed(make: Call, run: Call, tmp_path: Path) -> None:
    (tmp_path / "geheim.regel").write_text("DOMEIN geheim\nREGEL", encoding="utf-8")
    folder = make()
    (folder / "regels" / "b.regel").symlink_to(tmp_path / "geheim.regel")
    (folder / "regels" / "rond").symlink_to(folder / "regels")
    (folder / "regels" / "lus.regel").symlink_to("lus.regel")
    result = run("controleer", folder)
    result.says("`regels/b.regel` ligt buiten", "RT944", code=1)
    assert "REGEL" not in result.out


@pytest.mark.parametrize("path", ["weg", "a" * 5_000, "a\nb", "weg/regels/x.regel"])
def test_a_path_that_is_not_there_is_named(path: str, run: Call) -> None:
    run("controleer", path).says("RT940", "bestaat niet", code=2)


def test_nothing_runs_in_a_folder_that_is_not_there(run: Call) -> None:
    run("draai", "a" * 5_000).says("RT940", code=2)


def test_nothing_is_written_where_it_can_not_be(make: Call, run: Call, tmp_path: Path) -> None:
    folder = make()
    (tmp_path / "bezet").mkdir()
    for target in ("bezet", "weg/uit.json", "a" * 300, "/dev/null/x"):
        run("controleer", folder, "--uitvoer", f"json:{target}").says("kan niet worden geschreven", code=2)
    run("nieuw", "b" * 300, "--domein", "werkbonnen").says(code=2)
    run("nieuw", folder, "--domein", "werkbonnen").says("er staat al iets in", code=2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bezet", "kantoor"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_without_rights_says_so(make: Call, run: Call, tmp_path: Path) -> None:
    (tmp_path / "dicht").mkdir(mode=0o500)
    run("controleer", make(), "--uitvoer", "json:dicht/uit.json").says("u hebt er geen rechten op", code=2)


def test_a_reader_that_goes_away_is_no_error(make: Call) -> None:
    text = "DOMEIN werkbonnen\n" + "DEFINITIE d BIJ werkbon = bestaat niet\n" * 2_000
    folder = make({"regels/a.regel": text})
    command = [sys.executable, "-m", "regeltaal", "controleer", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.read(1)
        program.stdout.close()
        assert program.stderr.read() == b""
    assert program.returncode == 1
