"""The cache can only help: whatever is wrong with a file, it counts as not there."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from regeltaal.base import cache
from regeltaal.base.version import __version__

KEY = cache.key("a text", rooms=("base/version.py",))
DATA = bytes(range(256)) * 40
POSIX = pytest.mark.skipif(os.name == "nt", reason="owners and permissions are of another kind there")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def stored() -> Path:
    cache.write("thing", KEY, DATA)
    (found,) = cache._folder().iterdir()
    return found


def test_what_was_kept_is_read_back() -> None:
    stored()
    assert cache.read("thing", KEY) == DATA
    assert cache.read("other", KEY) is None
    assert cache.read("thing", cache.key("another text", rooms=("base/version.py",))) is None


def test_only_what_was_made_last_is_left() -> None:
    keys = [cache.key(str(number), rooms=()) for number in range(9)]
    for number, key in enumerate(keys):
        cache.write("thing", key, DATA, most=3)
        cache.write("other", key, DATA, most=20)
        for path in cache._folder().glob("thing-*"):
            os.utime(path, (number, number) if path.name == cache._name("thing", str(key)) else None)
    assert len(list(cache._folder().glob("thing-*"))) == 3
    assert all(cache.read("other", key) == DATA for key in keys)


@pytest.mark.parametrize("at", [0, 31, 32, 100, len(DATA) + 31])
def test_one_damaged_byte_is_seen(at: int) -> None:
    path = stored()
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)
    assert cache.read("thing", KEY) is None


@pytest.mark.parametrize("length", [0, 1, 31, 32, 33, len(DATA)])
def test_half_a_file_counts_as_none(length: int) -> None:
    path = stored()
    path.write_bytes(path.read_bytes()[:length])
    assert cache.read("thing", KEY) is None


def test_a_file_under_the_name_of_another_counts_as_none() -> None:
    other = cache.key("another text", rooms=("base/version.py",))
    stored().rename(cache._folder() / cache._name("thing", str(other)))
    assert cache.read("thing", other) is None


@POSIX
def test_it_is_written_for_the_user_alone() -> None:
    path = stored()
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
    assert stat.S_IMODE(path.parent.stat().st_mode) == stat.S_IRWXU


@POSIX
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_what_others_may_write_is_not_trusted(mode: int) -> None:
    path = stored()
    path.chmod(mode)
    assert cache.read("thing", KEY) is None


@POSIX
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_that_others_may_write_is_not_trusted(mode: int) -> None:
    path = stored()
    before = path.read_bytes()
    path.parent.chmod(mode)
    assert cache.read("thing", KEY) is None
    cache.write("thing", KEY, b"other")
    assert path.read_bytes() == before


@POSIX
def test_what_belongs_to_somebody_else_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    path = stored()
    monkeypatch.setattr(os, "getuid", lambda: path.stat().st_uid + 1)
    assert cache.read("thing", KEY) is None
    cache.write("thing", KEY, b"other")
    assert path.read_bytes()[32:] == DATA


@POSIX
def test_a_link_is_not_followed() -> None:
    path = stored()
    elsewhere = path.rename(path.with_name("elsewhere"))
    path.symlink_to(elsewhere)
    assert cache.read("thing", KEY) is None


@POSIX
def test_a_link_in_place_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    moved = stored().parent.rename(tmp_path / "elsewhere")
    (tmp_path / "regeltaal").symlink_to(moved)
    assert cache.read("thing", KEY) is None


def test_a_folder_in_place_of_a_file_counts_as_none() -> None:
    path = stored()
    path.unlink()
    path.mkdir()
    assert cache.read("thing", KEY) is None
    cache.write("thing", KEY, DATA)
    assert path.is_dir()
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_where_nothing_can_be_kept_nothing_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    cache.write("thing", KEY, DATA)
    assert cache.read("thing", KEY) is None


def test_without_a_key_nothing_is_kept() -> None:
    cache.write("thing", None, DATA)
    assert cache.read("thing", None) is None
    assert not cache._folder().exists()


# ---------------------------------------------------------------- keys


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cache, "_PACKAGE", tmp_path)
    cache._modules.cache_clear()
    place = tmp_path / "room"
    (place / "inner").mkdir(parents=True)
    for path in (place / "one.py", place / "inner" / "two.py"):
        path.write_text("x = 1")
        os.utime(path, (1, 1))
    return place


def fresh(*parts: str) -> str | None:
    cache._modules.cache_clear()
    return cache.key(*parts, rooms=("room",))


def test_a_key_follows_every_part_and_its_place() -> None:
    keys = [
        cache.key(*parts, rooms=rooms)
        for parts in ((), ("a",), ("a", "b"), ("ab",), ("b", "a"), ("", "a"), ("a", ""))
        for rooms in ((), ("base/version.py",), ("base/text.py",))
    ]
    assert None not in keys
    assert len(set(keys)) == len(keys)


def test_a_key_follows_the_modules(room: Path) -> None:
    first = fresh("a")
    assert first == fresh("a") is not None
    (room / "inner" / "two.py").write_text("x = 22")
    os.utime(room / "inner" / "two.py", (1, 1))
    second = fresh("a")
    os.utime(room / "one.py", (2, 2))
    third = fresh("a")
    (room / "three.py").write_text("")
    os.utime(room / "three.py", (1, 1))
    fourth = fresh("a")
    (room / "one.py").unlink()
    assert len({first, second, third, fourth, fresh("a")}) == 5


def test_a_key_follows_our_version_and_that_of_python(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert room.is_dir()
    first = fresh("a")
    monkeypatch.setattr(cache, "__version__", __version__ + ".1")
    second = fresh("a")
    monkeypatch.setattr(sys, "version", sys.version + "+")
    assert len({first, second, fresh("a")}) == 3


def test_there_is_no_key_when_a_module_changed_since_the_start(room: Path) -> None:
    (room / "one.py").write_text("x = 2")
    os.utime(room / "one.py", ns=(cache._STARTED + 1, cache._STARTED + 1))
    assert fresh("a") is None


def test_there_is_no_key_where_modules_are_no_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    archive = tmp_path / "regeltaal.zip"
    archive.write_bytes(b"PK")
    monkeypatch.setattr(cache, "_PACKAGE", archive)
    assert fresh("a") is None


# ---------------------------------------------------------------- beside each other

BESIDE = """
import sys
from regeltaal.base import cache
key = cache.key("shared", rooms=())
for number in range(150):
    cache.write("thing", key, bytes([int(sys.argv[1])]) * 50_000, most=2)
    found = cache.read("thing", key)
    assert found is None or (len(found) == 50_000 and len(set(found)) == 1), len(found)
"""


def test_processes_beside_each_other_never_see_half_a_file() -> None:
    running = [subprocess.Popen([sys.executable, "-c", BESIDE, str(number)]) for number in range(3)]
    assert [one.wait() for one in running] == [0, 0, 0]
    found = cache.read("thing", cache.key("shared", rooms=()))
    assert found is not None
    assert len(found) == 50_000
    assert not list(cache._folder().glob("*.new"))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is asked for")
@pytest.mark.parametrize("setting", [None, "", "  ", "/somewhere/else"])
def test_it_is_where_caches_belong(setting: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    from platformdirs import user_cache_path  # noqa: PLC0415 - the peer of this test

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    if setting is not None:
        monkeypatch.setenv("XDG_CACHE_HOME", setting)
    assert cache._folder() == user_cache_path("regeltaal", appauthor=False)
