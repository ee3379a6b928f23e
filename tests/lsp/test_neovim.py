"""Neovim, an implementation of the protocol that is not ours: what the user of it sees and gets."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.lsp import sample
from tests.lsp.clients import SCRIPTS, SUPPORT, Said, program, said, steps

PROGRAMS = {"debian": ("REGELTAAL_TEST_NEOVIM", ("nvim",)), "nieuw": ("REGELTAAL_TEST_NEOVIM_NIEUW", ())}
"""The one of the distribution, and one that knows semantic tokens and inlay hints."""
WORK, LISTS, UNTIDY = "regels/werk.regel", "regels/lijsten.regel", "regels/slordig.regel"


@pytest.fixture(scope="module", params=PROGRAMS)
def neovim(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Said:
    variable, names = PROGRAMS[request.param]
    runtime = f"set runtimepath^={SUPPORT / 'vim'}"
    script = f"luafile {SCRIPTS / 'neovim.lua'}"
    command = [program(variable, *names), "--headless", "--clean", "-u", "NONE", "--cmd", runtime, "-c", script]
    return said(tmp_path_factory.mktemp("neovim"), command)


def bytes_before(path: str, words: str) -> dict[str, int]:
    """Where words stand, as Neovim counts: in bytes."""
    line, column = sample.place(path, words)
    return {"line": line, "column": len(sample.lines(path)[line][:column].encode())}


def test_it_knows_a_rule_file_and_starts_the_server(neovim: Said) -> None:
    found = steps(neovim, "attach")
    assert (found["filetype"], found["attached"], found["servers"]) == ("regeltaal", True, 1)


def test_a_mistake_is_shown_behind_the_emoji_where_it_stands(neovim: Said) -> None:
    (found,) = steps(neovim, "diagnostics")
    assert found["code"] == "RT201"
    assert "werkstatus" in found["message"]
    start = bytes_before(WORK, sample.MISSPELT)
    assert {**start, "stop": start["column"] + len(sample.MISSPELT)} == {one: found[one] for one in (*start, "stop")}


def test_hover_explains(neovim: Said) -> None:
    assert "relatie" in steps(neovim, "hover")


def test_going_to_the_definition_moves_the_cursor_to_another_file(neovim: Said) -> None:
    assert steps(neovim, "definition") == {"path": LISTS, **bytes_before(LISTS, "eigen regio")}


def test_all_uses_are_listed(neovim: Said) -> None:
    found = sorted((one["path"], one["line"], one["column"]) for one in steps(neovim, "references"))
    expected = {Path(path).name: bytes_before(path, "eigen regio") for path in (LISTS, WORK)}
    assert found == sorted((name, one["line"], one["column"]) for name, one in expected.items())


def test_all_uses_in_a_file_are_marked(neovim: Said) -> None:
    line, column = sample.place(WORK, "EN grote klus")
    assert [one["range"]["start"] for one in steps(neovim, "highlight")] == [{"line": line, "character": column + 3}]


def test_a_name_can_be_renamed_from_its_very_end(neovim: Said) -> None:
    assert steps(neovim, "prepareRename") is not None


def test_renaming_changes_all_buffers(neovim: Said) -> None:
    found = steps(neovim, "rename")
    assert found["used"].rstrip("\n") == sample.FILES[WORK].replace("eigen regio", "onze streek").rstrip("\n")
    assert found["declared"].rstrip("\n") == sample.FILES[LISTS].replace("eigen regio", "onze streek").rstrip("\n")


def test_words_are_completed(neovim: Said) -> None:
    assert "werkstatus" in steps(neovim, "completion")


def test_a_fix_is_applied_and_the_mistake_goes(neovim: Said) -> None:
    found = steps(neovim, "codeAction")
    assert found["titles"][0] == "Vervang door `werkstatus`"
    assert sample.MISSPELT not in found["text"]
    assert not found["left"]


def test_a_file_is_tidied(neovim: Said) -> None:
    found = steps(neovim, "format")
    assert '      ZET   commentaar="slordig"' in found["before"]
    assert '\n  ZET commentaar = "slordig"' in found["after"]


def test_lenses_stand_above_rules_and_tests(neovim: Said) -> None:
    found: list[Mapping[str, Any]] = steps(neovim, "codeLens")
    assert (sample.place(WORK, "TEST")[0], "▶ test uitvoeren") in [(one["line"], one["title"]) for one in found]


def test_symbols_of_the_file_and_of_the_project_are_listed(neovim: Said) -> None:
    assert any("klus" in name for name in steps(neovim, "documentSymbol"))
    assert any("grote klus" in name for name in steps(neovim, "workspaceSymbol"))


def test_names_have_their_colour(neovim: Said) -> None:
    if "semanticTokens" not in neovim:
        pytest.skip("this Neovim does not know semantic tokens; the newer one in `.ci/run` does")
    assert steps(neovim, "semanticTokens")["type"] == "property"


def test_hints_stand_between_the_words(neovim: Said) -> None:
    if "inlayHint" not in neovim:
        pytest.skip("this Neovim does not know inlay hints; the newer one in `.ci/run` does")
    assert "vrijdag" in steps(neovim, "inlayHint")


def test_it_leaves_properly(neovim: Said) -> None:
    assert steps(neovim, "leave") is True
