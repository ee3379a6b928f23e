"""Help: Dutch throughout, with examples, in little time; English on request."""

import os
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from regeltaal.cli.language import chosen
from regeltaal.cli.registry import ENTRIES
from regeltaal.cli.root import root

ENGLISH = re.compile(
    r"\b(usage|options|commands|show this|the|with|required|error|examples|file|default)\b", re.IGNORECASE
)
NAMES = [entry.name for entry in ENTRIES]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "regeltaal", *arguments],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        env={**os.environ, "TERM": "dumb", **environment},
    )


@pytest.mark.parametrize(
    "arguments", [[], *([name] for name in NAMES)], ids=lambda found: " ".join(found) or "regeltaal"
)
def test_help_is_dutch_and_has_examples(arguments: list[str]) -> None:
    shown = CliRunner().invoke(root, [*arguments, "--help"], prog_name="regeltaal").output
    assert shown.startswith("Gebruik: regeltaal")
    assert "Voorbeelden:\n  " in shown
    without_names = re.sub(r"--[\w-]+|`[^`]*`", "", shown)
    assert ENGLISH.findall(without_names) == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_the_english_names_work_and_are_not_listed(entry: object) -> None:
    listed = CliRunner().invoke(root, ["--help"]).output
    for alias in getattr(entry, "aliases", ()):
        assert CliRunner().invoke(root, [alias, "--help"]).exit_code == 0
        assert not re.search(rf"^  {alias} ", listed, re.MULTILINE)


def test_english_on_request() -> None:
    assert run("--taal", "en", "--help").stdout.startswith("Usage: regeltaal [OPTIONS] COMMAND")
    assert run("--help", REGELTAAL_TAAL="en").stdout.startswith("Usage: ")
    assert run("--help", LANG="en_US.UTF-8", LANGUAGE="en").stdout.startswith("Gebruik: ")


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], {}, "nl"),
        (["--taal", "en"], {}, "en"),
        (["controleer", "--taal=en"], {}, "en"),
        (["--taal", "nl"], {"REGELTAAL_TAAL": "en"}, "nl"),
        ([], {"REGELTAAL_TAAL": "EN"}, "en"),
        (["--", "--taal", "en"], {}, "nl"),
        (["--taal"], {"REGELTAAL_TAAL": "fr"}, "nl"),
    ],
)
def test_which_language(arguments: list[str], environment: dict[str, str], expected: str) -> None:
    assert expected == chosen(arguments, environment)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["contoleer"], "Fout: de opdracht `contoleer` bestaat niet; bedoelde u `controleer`?"),
        (["xyzzy"], "Fout: de opdracht `xyzzy` bestaat niet"),
        (["controleer", "--uitvoer", "jsn"], "`jsn` is geen formaat; bedoelde u `json`?"),
        (["controleer", "--uitvoer", "xyzzy"], "`xyzzy` is geen formaat; kies uit mens, plat"),
        (["controleer", "--uitvoer", "json:"], "achter `:` hoort een bestand"),
        (["controleer", "--uitvoer", "mens", "--uitvoer", "json"], "twee formaten tegelijk"),
        (["controleer", "--uitvoor", "json"], "De optie '--uitvoor' bestaat niet."),
        (["--kleur", "blauw"], "'blauw' is niet een van"),
        (["--taal", "fr"], "'fr' is niet een van"),
        (["draai"], "Ontbrekend argument 'MAP'."),
        (["nieuw", "x"], "Ontbrekende optie '--domein'"),
        (["uitleg", "RT999"], "de code `RT999` bestaat niet"),
        (["draai", ".", "--nu", "morgen"], "`morgen` is geen moment"),
        (["draai", ".", "--gebeurtenissen", "weg.jsonl"], "`weg.jsonl` kan niet worden gelezen (het bestaat niet)"),
    ],
)
def test_wrong_use_is_told_in_dutch_and_is_2(arguments: list[str], message: str) -> None:
    found = CliRunner().invoke(root, arguments, prog_name="regeltaal")
    assert (found.exit_code, found.stdout) == (2, "")
    assert message in found.stderr
    assert "Error" not in found.stderr


def test_without_a_command_the_help_is_shown() -> None:
    assert ((found := run()).returncode, found.stdout.startswith("Gebruik:")) == (0, True)


def test_the_version() -> None:
    assert re.fullmatch(r"regeltaal \d+\.\d+\.\d+\n", run("--versie").stdout)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    assert "_REGELTAAL_COMPLETE" in CliRunner().invoke(root, ["--aanvulling", shell]).output


def test_commands_are_completed_without_loading_them() -> None:
    found = run(_REGELTAAL_COMPLETE="bash_complete", COMP_WORDS="regeltaal con", COMP_CWORD="1")
    assert found.stdout == "plain,controleer\n"


def test_help_takes_little_time() -> None:
    assert min(_seconds("--help") for _ in range(3)) < 0.25


def _seconds(*arguments: str) -> float:
    """The processor time of a run, start of the interpreter included."""
    code = (
        "import sys, time, regeltaal.cli.main as m\n"
        f"try:\n    m.main({list(arguments)!r})\nexcept SystemExit:\n    pass\n"
        "sys.stderr.write(str(time.process_time()))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return float(found.stderr)
