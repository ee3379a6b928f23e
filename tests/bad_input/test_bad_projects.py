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


def test_every_wrong_setting_is_named_at_its_place(make: Callable[..., Any], run: Callable[..., Any]) -> None:
    result = run("controleer", make({"regeltaal.toml": WRONG}), "--uitvoer", "json")
    result.says(code=1)
    wrong = [
        number
        for number, line in enumerate(WRONG.splitlines(), start=1)
        if not re.match(r"\[(?!onbekend)", line) and line != "x = 1"
    ]
    assert [one["regel"] for one in json.loads(result.out)] == wrong


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("= = =\n[[[", "regeltaal.toml:1:1: fout RT946"),
        (PROJECT.encode() + b"# caf\xe9", "regeltaal.toml:3:6: fout RT943"),
        ("x = " + "[" * 100_000, "te veel in elkaar"),
        (PROJECT + ".".join("a" * 20_000) + " = 1", "te veel in elkaar"),
        (PROJECT + "x = " + "9" * 100_000, "een getal in met te veel cijfers"),
    ],
)
def test_what_is_no_toml_can_not_be_read(
    text: str, said: str, make: Callable[..., Any], run: Callable[..., Any]
) -> None:
    run("controleer", make({"regeltaal.toml": text})).says(said, code=2)


@pytest.mark.parametrize(
    ("settings", "said", "code"),
    [
        ('regels = ["../*.regel"]', "3:10: fout RT944", 1),
        ('regels = ["/etc/*"]', "ligt buiten de map", 1),
        ('regels = [""]', "ligt buiten de map", 1),
        ('regels = ["regels/../../x"]', "ligt buiten de map", 1),
        ('regels = ["C:\\\\x"]', "ligt buiten de map", 1),
        ('regels = ["**x"]', "geen enkel bestand past bij `**x`", 0),
        ('regels = ["a\\u0000b"]', "geen enkel bestand past bij", 0),
        (f'regels = ["{"a" * 5_000}"]', "geen enkel bestand past bij", 0),
        ('tijdzone = "../../etc/passwd"', "is geen tijdzone", 1),
        ('tijdzone = "a\\u0000b"', "is geen tijdzone", 1),
        ('[sjablonen]\nmap = "../x"', "4:7: fout RT944", 1),
        ('[sjablonen]\nmap = "**x"', "geen problemen", 0),
    ],
)
def test_a_setting_can_not_lead_out_of_the_project(
    settings: str, said: str, code: int, make: Callable[..., Any], run: Callable
) -> None:
    run("controleer", make({"regeltaal.toml": PROJECT + settings})).says(said, code=code)


@pytest.mark.parametrize(
    ("domain", "said", "code"),
    [
        ("/etc/passwd.domein", "ligt buiten de map", 1),
        ("../../x.domein", "ligt buiten de map", 1),
        ("a\\u0000b.domein", "ligt buiten de map", 1),
        ("a" * 5_000 + ".domein", "bestaat niet", 2),
        ("weg.domein", "bestaat niet", 2),
        ("..", "is niet geïnstalleerd", 1),
        ("regels", "is niet geïnstalleerd", 1),
    ],
)
def test_a_domain_is_one_that_is_installed_or_lies_in_the_project(
    domain: str, said: str, code: int, make: Callable[..., Any], run: Callable
) -> None:
    run("controleer", make({"regeltaal.toml": f'[project]\ndomein = "{domain}"\n'})).says(
        "regeltaal.toml:2:10", said, code=code
    )


def test_a_rule_file_uses_only_files_of_the_project(make: Callable[..., Any], run: Callable[..., Any]) -> None:
    paths = ("../..", "../../../../etc/passwd", "/etc/passwd", "", ".", "C:\\\\x", "a\0b", "x" * 5_000, "map")
    text = "DOMEIN werkbonnen\n" + "".join(f'GEBRUIK "{path}"\n' for path in paths)
    result = run("controleer", make({"regels/a.regel": text, "regels/map/x": ""}), "--uitvoer", "json")
    result.says(code=1)
    found = json.loads(result.out)
    assert [(one["regel"], one["code"]) for one in found] == [
        (2, "RT211"), (3, "RT211"), (4, "RT211"), *((line, "RT210") for line in range(5, 11))
    ]  # fmt: skip


def test_a_link_that_leads_out_is_not_followed(
    make: Callable[..., Any], run: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "geheim.regel").write_text("DOMEIN geheim\nREGEL", encoding="utf-8")
    folder = make()
    (folder / "regels" / "b.regel").symlink_to(tmp_path / "geheim.regel")
    (folder / "regels" / "rond").symlink_to(folder / "regels")
    (folder / "regels" / "lus.regel").symlink_to("lus.regel")
    result = run("controleer", folder)
    result.says("`regels/b.regel` ligt buiten", "RT944", code=1)
    assert "REGEL" not in result.out


@pytest.mark.parametrize("path", ["weg", "a" * 5_000, "a\nb", "weg/regels/x.regel"])
def test_a_path_that_is_not_there_is_named(path: str, run: Callable[..., Any]) -> None:
    run("controleer", path).says("RT940", "bestaat niet", code=2)
    run("draai", path).says("RT940", code=2)


def test_nothing_is_written_where_it_can_not_be(
    make: Callable[..., Any], run: Callable[..., Any], tmp_path: Path
) -> None:
    folder = make()
    (tmp_path / "bezet").mkdir()
    for target in ("bezet", "weg/uit.json", "a" * 300, "/dev/null/x"):
        run("controleer", folder, "--uitvoer", f"json:{target}").says("kan niet worden geschreven", code=2)
    run("nieuw", "b" * 300, "--domein", "werkbonnen").says(code=2)
    run("nieuw", folder, "--domein", "werkbonnen").says("er staat al iets in", code=2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bezet", "kantoor"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_without_rights_says_so(make: Callable[..., Any], run: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "dicht").mkdir(mode=0o500)
    run("controleer", make(), "--uitvoer", "json:dicht/uit.json").says("u hebt er geen rechten op", code=2)


def test_a_reader_that_goes_away_is_no_error(make: Callable[..., Any]) -> None:
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
