"""`regeltaal uitleg`: every code can be explained, and an unknown one gets a suggestion."""

from collections.abc import Callable

import pytest
from click.testing import Result

from regeltaal.base.codes import all_codes
from regeltaal.report.codes import GROUPS, explain_code, find_code, load_codes, near_codes
from regeltaal.report.style import PLAIN

Run = Callable[..., Result]
load_codes()
CODES = list(all_codes())


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.id)
def test_every_code_is_explained(code: object) -> None:
    found = next(one for one in CODES if one is code)
    shown = explain_code(found, "nl", PLAIN)
    assert shown.startswith(f"{found.id}: {found.title.nl}\n")
    assert "\nFout:\n    " in shown or "\nFout:\n  " in shown
    assert "\x1b" not in shown
    assert found.id[:3] in GROUPS


def test_the_list_holds_every_code(run: Run) -> None:
    shown = run("uitleg").stdout
    assert [code.id for code in CODES if f"  {code.id}  " not in shown] == []


@pytest.mark.parametrize("name", ["RT943", "rt943", " 943 "])
def test_a_code_is_found_however_it_is_written(name: str) -> None:
    found = find_code(name)
    assert found is not None
    assert found.id == "RT943"


def test_an_unknown_code_gets_a_suggestion(run: Run) -> None:
    found = run("uitleg", "RT9433")
    assert found.exit_code == 2
    assert "bedoelde u `RT943`" in found.stderr
    assert near_codes("geen") == []


def test_a_lint_rule_is_found_by_its_name_and_shows_it(run: Run) -> None:
    named = next(code for code in CODES if code.name is not None)
    assert find_code(f" {named.name} ") is named
    assert f"\nNaam: {named.name}\n" in explain_code(named, "nl", PLAIN)
    assert f"({named.name})" in run("uitleg").stdout
    assert near_codes(f"{named.name}x") == [named.name]


def test_in_english() -> None:
    found = find_code("RT943")
    assert found is not None
    assert "Message: `…` is not UTF-8" in explain_code(found, "en", PLAIN)
