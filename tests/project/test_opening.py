"""Opening a project: what is read, in what order, and what is refused."""

import sys
from pathlib import Path

import pytest

from regeltaal.base.source import Source
from regeltaal.project import Opened, open_project
from regeltaal.project.files import MEGABYTE, SIZE_LIMIT_MB, decode, stays_inside

HEAD = '[project]\ndomein = "werkbonnen"\n'
RULE = "DOMEIN werkbonnen\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "regels").mkdir(parents=True)
    (folder / "regeltaal.toml").write_text(HEAD)
    (folder / "regels" / "a.regel").write_text(RULE)
    return folder


def codes(opened: Opened) -> list[str]:
    return [problem.code.id for problem in opened.problems]


def paths(opened: Opened) -> list[str]:
    assert opened.project is not None
    return [source.path for source in opened.project.rules]


@pytest.mark.parametrize("inside", [".", "regels", "regels/a.regel", "regeltaal.toml"])
def test_a_project_is_found_from_anything_in_it(root: Path, inside: str) -> None:
    opened = open_project(root / inside)
    assert (paths(opened), codes(opened)) == (["regels/a.regel"], [])


def test_rule_files_are_in_order_of_code_points(root: Path) -> None:
    for name in ("B", "b", "é", "Z", "sub/a"):
        (root / "regels" / name).parent.mkdir(exist_ok=True)
        (root / "regels" / f"{name}.regel").write_text(RULE)
    assert [f"regels/{name}.regel" for name in ("B", "Z", "a", "b", "sub/a", "é")] == paths(open_project(root))


def test_a_named_file_belongs_to_the_project_whatever_the_patterns(root: Path) -> None:
    (root / "los.regel").write_text(RULE)
    assert paths(open_project(root / "los.regel")) == ["los.regel", "regels/a.regel"]


def test_a_rule_file_outside_any_project_stands_alone(tmp_path: Path) -> None:
    (tmp_path / "los.regel").write_text(RULE)
    opened = open_project(tmp_path / "los.regel")
    assert opened.project is not None
    assert opened.project.loose


def test_a_folder_of_rule_files_needs_no_project(tmp_path: Path) -> None:
    (tmp_path / "los.regel").write_text(RULE)
    opened = open_project(tmp_path)
    assert opened.project is not None
    assert len(opened.project.rules) == 1


@pytest.mark.parametrize(("path", "code"), [("weg", "RT940"), ("leeg", "RT941")])
def test_nothing_there(tmp_path: Path, path: str, code: str) -> None:
    (tmp_path / "leeg").mkdir()
    opened = open_project(tmp_path / path)
    assert (None, [code]) == (opened.project, codes(opened))


def test_broken_utf8_is_pointed_at(root: Path) -> None:
    (root / "regels" / "b.regel").write_bytes(b"DOMEIN werkbonnen\n# caf\xc3\xa9 en caf\xe9\n")
    opened = open_project(root)
    (problem,) = opened.problems
    assert (problem.code.id, problem.span.begin.line, problem.span.begin.column) == ("RT943", 2, 14)
    assert "0xE9" in problem.message()
    assert paths(opened) == ["regels/a.regel"]


def test_a_byte_order_mark_and_crlf_are_accepted(root: Path) -> None:
    (root / "regels" / "a.regel").write_bytes(b"\xef\xbb\xbfDOMEIN werkbonnen\r\n")
    opened = open_project(root)
    assert opened.project is not None
    assert opened.project.rules[0].text == "DOMEIN werkbonnen\r\n"


def test_utf16_is_no_utf8(root: Path) -> None:
    (root / "regels" / "a.regel").write_bytes(RULE.encode("utf-16"))
    assert codes(open_project(root)) == ["RT943"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_that_leads_outside_is_refused(root: Path) -> None:
    outside = root.parent / "geheim.regel"
    outside.write_text(RULE)
    (root / "regels" / "link.regel").symlink_to(outside)
    (root / "regels" / "lus.regel").symlink_to(root / "regels" / "lus.regel")
    opened = open_project(root)
    assert codes(opened) == ["RT944", "RT944"]
    assert paths(opened) == ["regels/a.regel"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_inside_the_project_is_followed(root: Path) -> None:
    (root / "gedeeld.regel").write_text(RULE)
    (root / "regels" / "link.regel").symlink_to(root / "gedeeld.regel")
    assert paths(open_project(root)) == ["regels/a.regel", "regels/link.regel"]


def test_no_rule_files_is_worth_a_warning(root: Path) -> None:
    (root / "regels" / "a.regel").unlink()
    opened = open_project(root)
    assert codes(opened) == ["RT945"]
    assert not opened.problems[0].is_error


def test_too_large_is_not_read() -> None:
    found = decode(b"#" * (SIZE_LIMIT_MB * MEGABYTE + 1), "groot.regel")
    assert not isinstance(found, Source)
    assert "groter dan 20 MB" in found.message()


def test_templates_are_read_with_the_project(root: Path) -> None:
    (root / "sjablonen" / "sms").mkdir(parents=True)
    (root / "sjablonen" / "Bedankt.html").write_text("<p>Bedankt</p>")
    (root / "sjablonen" / "sms" / "Onderweg.txt").write_text("Onderweg")
    opened = open_project(root)
    assert opened.project is not None
    assert sorted(opened.project.templates) == ["Bedankt.html", "sms/Onderweg.txt"]


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("regels/*.regel", True),
        ("a..b/x.regel", True),
        ("../x.regel", False),
        ("regels/../../x.regel", False),
        ("..\\x.regel", False),
        ("/etc/x.regel", False),
        ("C:/x.regel", False),
        ("", False),
    ],
)
def test_which_paths_stay_inside(path: str, inside: bool) -> None:  # noqa: FBT001 - a column of the table
    assert inside == stays_inside(path)


@pytest.mark.parametrize("path", [".", "./", "regels", "regels/", "sjablonen", "regels/diep"])
def test_a_folder_to_read_in_holds_no_rules_or_templates(root: Path, path: str) -> None:
    config = root / "regeltaal.toml"
    config.write_text(config.read_text() + f'\n[dienst.map]\npad = "{path}"\n')
    (root / "regels" / "diep").mkdir()
    (root / "regels" / "diep" / "b.regel").write_text(RULE)
    (problem,) = (one for one in open_project(root).problems if one.is_error)
    assert problem.code.id == "RT962"
    assert "een eigen map onder het project" in problem.message()


def test_a_folder_of_its_own_is_read_in(root: Path) -> None:
    config = root / "regeltaal.toml"
    config.write_text(config.read_text() + '\n[dienst.map]\npad = "post"\n')
    assert codes(open_project(root)) == []
