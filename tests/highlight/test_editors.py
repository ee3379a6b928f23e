"""Each editor's own engine colours the samples as our lexer cuts them, character by character."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest
from tests.highlight import engines
from tests.highlight.colours import IDS, SAMPLES, differences, language_of

from regeltaal.highlight.looks import LOOKS, camel
from regeltaal.highlight.roles import Language, Role

Called = Callable[[Role, Language], str]


def _textmate(role: Role, _: Language) -> str:
    return LOOKS[role].textmate


def _sublime(role: Role, _: Language) -> str:
    return role if LOOKS[role].textmate else ""


def _vim(role: Role, language: Language) -> str:
    return language.name + camel(role)


def _emacs(role: Role, _: Language) -> str:
    return LOOKS[role].emacs


def _kde(role: Role, _: Language) -> str:
    return engines.kde_class(role)


def _codemirror(role: Role, _: Language) -> str:
    return "" if role == Role.PLAIN else role


ENGINES: Mapping[str, tuple[Callable[[Path], engines.Said], Called]] = {
    "VS Code": (engines.textmate, _textmate),
    "Markdown in VS Code": (engines.fences, _textmate),
    "Sublime Text": (engines.sublime, _sublime),
    "Vim": (engines.vim, _vim),
    "Emacs": (engines.emacs, _emacs),
    "KDE": (engines.kde, _kde),
    "CodeMirror": (engines.codemirror, _codemirror),
}

EDGE_CASES = "randgevallen.regel"
BLIND: Mapping[str, Mapping[int, str]] = {
    **{engine: {5: "a backslash at the end of an open text is a part of that text"} for engine in ENGINES},
    "Emacs": {},
    "Vim": {4: "an emoji is a part of a word", 5: "as in the others"},
    "KDE": {2: "pandoc does not look back", 3: "idem", 5: "as in the others"},
}
"""The lines of the edge cases that an editor sees otherwise, and why."""


@pytest.fixture(scope="session")
def said(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], engines.Said]:
    """What an engine says of all samples: asked once."""

    @cache
    def asked(engine: str) -> engines.Said:
        return ENGINES[engine][0](tmp_path_factory.mktemp("engine"))

    return asked


@pytest.mark.parametrize("path", SAMPLES, ids=IDS)
@pytest.mark.parametrize("engine", ENGINES)
def test_an_editor_colours_as_we_cut(engine: str, path: Path, said: Callable[[str], engines.Said]) -> None:
    found, language = said(engine)[str(path)], language_of(path)
    wrong = differences(path, lambda role: ENGINES[engine][1](role, language), found)
    blind = BLIND[engine] if path.name == EDGE_CASES else {}
    assert [text for line, text in wrong.items() if line not in blind] == []
    assert set(wrong) == set(blind)
