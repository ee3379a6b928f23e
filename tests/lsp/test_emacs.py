"""Emacs with eglot, another implementation of the protocol that is not ours: what the user of it sees and gets."""

from pathlib import Path

import pytest
from tests.lsp import sample
from tests.lsp.clients import SCRIPTS, Said, program, said, steps

WORK, LISTS = "regels/werk.regel", "regels/lijsten.regel"
EGLOT = ("/usr/share/emacs/site-lisp/elpa", "eglot-*")


@pytest.fixture(scope="module")
def emacs(tmp_path_factory: pytest.TempPathFactory) -> Said:
    command = [program("REGELTAAL_TEST_EMACS", "emacs"), "-Q", "--batch", "-l", str(SCRIPTS / "eglot.el")]
    if not list(Path(EGLOT[0]).glob(EGLOT[1])):
        pytest.skip("no eglot on this machine; `.ci/run` installs it")
    return said(tmp_path_factory.mktemp("emacs"), command)


def place(path: str, words: str) -> dict[str, int]:
    """Where words stand, as Emacs counts: in characters."""
    line, column = sample.place(path, words)
    return {"line": line, "column": column}


def test_it_knows_a_rule_file_and_starts_the_server(emacs: Said) -> None:
    assert steps(emacs, "attach") == {"mode": "regeltaal-mode", "attached": True}


def test_a_mistake_is_shown_behind_the_emoji_where_it_stands(emacs: Said) -> None:
    (found,) = steps(emacs, "diagnostics")
    assert "RT201" in found["text"]
    assert "werkstatus" in found["text"]
    assert {**place(WORK, sample.MISSPELT), "words": sample.MISSPELT} == {
        one: found[one] for one in ("line", "column", "words")
    }


def test_hover_explains(emacs: Said) -> None:
    assert "relatie" in steps(emacs, "hover")


def test_going_to_the_definition_moves_point_to_another_file(emacs: Said) -> None:
    assert steps(emacs, "definition") == {"path": LISTS, **place(LISTS, "eigen regio")}


def test_all_uses_are_listed(emacs: Said) -> None:
    assert steps(emacs, "references") == ["lijsten.regel", "werk.regel"]


def test_renaming_changes_all_buffers(emacs: Said) -> None:
    found = steps(emacs, "rename")
    assert found["used"] == sample.FILES[WORK].replace("eigen regio", "onze streek")
    assert found["declared"] == sample.FILES[LISTS].replace("eigen regio", "onze streek")


def test_words_are_completed(emacs: Said) -> None:
    assert "werkstatus" in steps(emacs, "completion")


def test_a_fix_is_applied_and_the_mistake_goes(emacs: Said) -> None:
    found = steps(emacs, "codeAction")
    assert found["titles"][0] == "Vervang door `werkstatus`"
    assert sample.MISSPELT not in found["text"]
    assert not found["left"]


def test_a_file_is_tidied(emacs: Said) -> None:
    found = steps(emacs, "format")
    assert '      ZET   commentaar="slordig"' in found["before"]
    assert '\n  ZET commentaar = "slordig"' in found["after"]


def test_the_file_has_a_table_of_contents(emacs: Said) -> None:
    assert steps(emacs, "imenu")


def test_it_leaves_properly(emacs: Said) -> None:
    assert steps(emacs, "leave") is True
