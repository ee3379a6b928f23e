"""Stores that can't be used: the run ends with the reason and a remedy, and what was there stays as it was."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]

EVENT = b'{"id": "1", "gebeurtenis": "werkbon compleet gemeld", "record": {"nummer": "W1", "commentaar": "x"}}\n'
TOML = '[project]\ndomein = "werkbonnen"\n[opslag]\nurl = "{}"\n'
STORE = "opslag.db"


@pytest.fixture
def use(make: Call, run: Call) -> Call:
    """Runs an event on a store of which only the address, or the file itself, is given."""

    def use_store(url: str = f"sqlite:///{STORE}", content: bytes | None = None) -> object:
        folder = make({"regeltaal.toml": TOML.format(url), "e.jsonl": EVENT})
        if content is not None:
            (folder / STORE).write_bytes(content)
        return run("draai", folder, "--gebeurtenissen", folder / "e.jsonl")

    return use_store


@pytest.mark.parametrize("content", [b"SQLite format 3\0" + b"x" * 10_000, b"geachte heer\n" * 1_000])
def test_a_file_that_is_no_store_is_left_as_it_is(content: bytes, use: Call, make: Call) -> None:
    use(content=content).says("is geen opslag van Regeltaal", "RT973", code=2)
    assert (make() / STORE).read_bytes() == content


def test_a_database_of_another_program_gets_nothing_added(use: Call, make: Call) -> None:
    with closing(sqlite3.connect(make() / STORE)) as other, other:
        other.execute("create table records (iets)")
    use().says("is geen opslag van Regeltaal", "RT973", code=2)
    with closing(sqlite3.connect(make() / STORE)) as other:
        assert other.execute("select name from sqlite_master").fetchall() == [("records",)]


def test_a_store_of_a_newer_version_is_not_touched(use: Call, make: Call) -> None:
    use().says("1 verwerkt", code=0)
    with closing(sqlite3.connect(make() / STORE)) as store, store:
        store.execute("update regeltaal_version set version = 99")
    use().says("nieuwere versie van Regeltaal (99", "RT974", code=2)


def test_a_folder_is_no_store(use: Call, make: Call) -> None:
    (make() / STORE).mkdir()
    use().says("is geen opslag van Regeltaal", code=2)


def test_a_store_that_is_full_says_so(use: Call) -> None:
    use("sqlite:////dev/full").says("er is geen ruimte meer", "RT971", code=2)


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_store_that_may_not_be_written_says_so(use: Call, make: Call) -> None:
    use().says("1 verwerkt", code=0)
    (make() / STORE).chmod(0o444)
    use().says("alleen te lezen", "RT970", code=2)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:///weg/opslag.db", "de map"),
        ("sqlite:///opslag.db?mode=ro", "geen adres van een opslag"),
        ("postgresql://iemand@127.0.0.1:1/x", "RT97"),
        ("sqlite:///" + "a" * 5_000, "RT97"),
    ],
)
def test_an_address_that_leads_nowhere_is_named(url: str, said: str, use: Call) -> None:
    use(url).says(said, code=2)


def test_a_store_that_another_program_writes_in_can_be_read(use: Call, make: Call, run: Call) -> None:
    """To write it waits, for half a minute: `tests/runtime/test_store_problems.py` does that without waiting."""
    use().says("1 verwerkt", code=0)
    with closing(sqlite3.connect(make() / STORE, isolation_level=None)) as other:
        other.execute("begin immediate")
        run("draai", make(), "--gebeurtenissen", make() / "e.jsonl", "--droog").says("1 dubbel", code=0)


def test_a_mail_folder_outside_the_project_gets_no_mail(process: Call, tmp_path: Path) -> None:
    files = {
        "regeltaal.toml": TOML.format(f"sqlite:///{STORE}")
        + '[koppelingen.mail]\nmap = "../elders"\nafzender = "a@b.example"\n',
        "regels/a.regel": 'DOMEIN werkbonnen\nREGEL "a" WANNEER werkbon compleet gemeld\n'
        'DAN VERSTUUR e-mail MET ontvanger = "a@b.example"; sjabloon = "x"\n',
        "sjablonen/x.txt": "Onderwerp: x\n\nx\n",
    }
    process(EVENT, files).says("ligt buiten het project", code=1)
    assert not (tmp_path / "elders").exists()
