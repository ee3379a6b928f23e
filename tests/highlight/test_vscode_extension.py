"""The extension for VS Code: what it names is there, its bundle follows from its sources, and VS Code can take it."""

import json
import os
import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from tests.highlight.colours import EDITORS, ROOT
from tests.highlight.engines import node_packages, program

from regeltaal.assist.colours import MODIFIERS, Colour
from regeltaal.base.version import __version__
from regeltaal.highlight.editor_files import make
from regeltaal.highlight.vscode_manifest import SEMANTIC_SCOPES
from regeltaal.highlight.vscode_words import WORDS
from regeltaal.highlight.vsix import vsix

FOLDER = EDITORS / "vscode"
PACKAGE: dict[str, Any] = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
EXTENSION = "REGELTAAL_TEST_EXTENSION"
_REGISTRY = re.compile(r"https?://[^\s\"']*(?:npmjs|registry|yarnpkg|pypi)[^\s\"']*")


def test_every_kind_of_name_of_the_server_has_a_colour() -> None:
    kinds = {one.partition(".") for one in SEMANTIC_SCOPES}
    assert {kind for kind, _, _ in kinds} == {one.value for one in Colour}
    assert {modifier for _, _, modifier in kinds if modifier} <= set(MODIFIERS)


def test_every_text_of_the_manifest_is_there_in_both_languages_and_used() -> None:
    used = set(re.findall(r'"%([\w.]+)%"', (FOLDER / "package.json").read_text(encoding="utf-8")))
    assert used == set(WORDS)
    assert all(text.nl and text.en for text in WORDS.values())


def test_a_command_that_is_offered_is_one_that_the_client_knows() -> None:
    offered = {one["command"] for one in PACKAGE["contributes"]["commands"]}
    text = "".join(path.read_text(encoding="utf-8") for path in sorted((FOLDER / "src").glob("*.ts")))
    assert offered == {one for one in offered if f'"{one}"' in text}


def test_the_matchers_find_what_checking_prints(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "werkbonnen", tmp_path / "p")
    wrong = tmp_path / "p" / "regels" / "fout.regel"
    wrong.write_text(
        'DOMEIN werkbonnen\nREGEL "a"\nWANNEER werkbon aangemaakt\nEN statuz = "x"\nDAN ZET commentaar = "1"\n', "utf-8"
    )
    patterns = [one["pattern"]["regexp"] for one in PACKAGE["contributes"]["problemMatchers"]]
    for language in ("nl", "en"):
        command = [sys.executable, "-m", "regeltaal", "--taal", language, "controleer", "p", "--uitvoer", "plat"]
        printed = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stdout
        *lines, _summary = printed.splitlines()
        found = [match for line in lines for match in (re.match(one, line) for one in patterns) if match]
        assert len(found) == len(lines) > 0
        assert ("p/regels/fout.regel", "4", "4", "RT201") in [one.groups()[:4] for one in found]


# ---------------------------------------------------------------- the package


def test_the_package_holds_all_that_the_extension_names() -> None:
    names = set(ZipFile(BytesIO(vsix(FOLDER, ROOT / "LICENSE"))).namelist())
    given = PACKAGE["contributes"]
    paths = [one["path"] for kind in ("grammars", "snippets") for one in given[kind]]
    paths += [one[key] for one in given["languages"] for key in ("configuration",)]
    paths += [path for one in given["languages"] for path in one["icon"].values()]
    paths += [PACKAGE["main"], PACKAGE["icon"], "package.json", "package.nls.json", "README.md", "LICENSE.txt"]
    assert {f"extension/{one.removeprefix('./')}" for one in paths} <= names
    assert not [one for one in names if one.endswith((".ts", ".mjs"))]


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    place = tmp_path / "copy"
    shutil.copytree(FOLDER, place / "vscode", ignore=shutil.ignore_patterns("node_modules"))
    shutil.copy(ROOT / "LICENSE", tmp_path / "LICENSE")
    assert make(place, ["--vsix", str(tmp_path / "a.vsix")]) == 0
    assert (tmp_path / "a.vsix").read_bytes() == vsix(FOLDER, ROOT / "LICENSE")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_package_has_the_texts_of_its_language(language: str, tmp_path: Path) -> None:
    assert make(EDITORS, ["--vsix", str(tmp_path / "a.vsix"), f"--taal={language}"]) == 0
    texts = json.loads(ZipFile(tmp_path / "a.vsix").read("extension/package.nls.json"))
    assert texts["command.restart"] == (
        WORDS["command.restart"].nl if language == "nl" else WORDS["command.restart"].en
    )


def test_microsofts_own_tool_packs_the_same(tmp_path: Path) -> None:
    tool = node_packages() / ".bin" / "vsce"
    if not tool.exists():
        pytest.skip("no vsce among the packages of npm; `.ci/run` has it")
    ours = ZipFile(BytesIO(vsix(FOLDER, ROOT / "LICENSE")))
    for name in ours.namelist():
        if name.startswith("extension/"):
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(ours.read(name))
    packed = str(tmp_path / "ms.vsix")
    command = [str(tool), "package", "--no-dependencies", "--allow-missing-repository", "--out", packed]
    subprocess.run(command, cwd=tmp_path / "extension", check=True, capture_output=True, timeout=120)
    theirs = ZipFile(packed)
    assert {one.lower() for one in theirs.namelist()} == {one.lower() for one in ours.namelist()}
    assert _described(theirs) == _described(ours)


def _described(package: ZipFile) -> dict[str, str | None]:
    """What VS Code reads of the description."""
    root = ET.fromstring(package.read("extension.vsixmanifest"))  # noqa: S314 - our own file
    found: dict[str, str | None] = {}
    for one in root.iter():
        kind = one.tag.rpartition("}")[2]
        if kind in {"DisplayName", "Description", "Categories", "License", "Icon"}:
            found[kind] = one.text
        if kind in {"Identity", "InstallationTarget"}:
            found[kind] = " ".join(value for _, value in sorted(one.items()))
        if kind == "Property" and one.get("Id") in {
            f"Microsoft.VisualStudio.Code.{x}" for x in ("Engine", "ExecutesCode")
        }:
            found[str(one.get("Id"))] = one.get("Value")
        if kind == "Asset":
            found[str(one.get("Type"))] = str(one.get("Path")).lower()
    return found


# ---------------------------------------------------------------- the client


def test_the_bundle_is_that_of_the_sources(tmp_path: Path) -> None:
    if EXTENSION not in os.environ:
        pytest.skip(f"{EXTENSION} names no copy of the extension with its packages of npm; `.ci/run` has one")
    place = tmp_path / "vscode"
    shutil.copytree(FOLDER, place, ignore=shutil.ignore_patterns("node_modules", "bundle"))
    (place / "node_modules").symlink_to(Path(os.environ[EXTENSION], "node_modules"))
    for script in ("check", "build"):
        subprocess.run([program("npm"), "run", "--silent", script], cwd=place, check=True, timeout=300)
    for name in ("extension.js", "LICENSES.txt"):
        made, kept = (folder / "bundle" / name for folder in (place, FOLDER))
        assert made.read_bytes() == kept.read_bytes(), "run `npm ci` and `npm run build` in editor-support/vscode"


def test_the_lock_names_no_registry_and_has_the_versions_of_the_manifest() -> None:
    text = (FOLDER / "package-lock.json").read_text(encoding="utf-8")
    lock = json.loads(text)
    assert not _REGISTRY.search(text)
    assert not [name for name, one in lock["packages"].items() if "resolved" in one]
    assert lock["packages"][""]["devDependencies"] == PACKAGE["devDependencies"]
    assert lock["version"] == PACKAGE["version"] == __version__
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", one) for one in PACKAGE["devDependencies"].values())


def test_the_bundle_names_no_registry_and_no_place_of_the_machine_that_made_it() -> None:
    text = (FOLDER / "bundle" / "extension.js").read_text(encoding="utf-8")
    assert not _REGISTRY.search(text)
    assert str(ROOT) not in text
