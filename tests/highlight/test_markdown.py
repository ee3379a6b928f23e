"""Blocks of our languages in Markdown; those in VS Code and pandoc are among the engines of `test_editors.py`."""

import os
import subprocess
from pathlib import Path

import pytest
from pygments.lexers.markup import MarkdownLexer
from pygments.token import Keyword, Operator, Text
from tests.highlight.colours import EDITORS
from tests.highlight.engines import program

PAGE = """# Onze regels

EN gewone tekst

```{name}
{words}
```

EN verder
"""
BLOCKS = [("regel", "WANNEER x\nEN y"), ("regeltaal", "WANNEER x\nEN y")]
VIM = """
let g:markdown_fenced_languages = ['regel=regeltaal', 'regeltaal', 'domein']
set nocompatible
let &runtimepath = $EDITORS . '/vim,' . &runtimepath
syntax on
edit page.md
set filetype=markdown
let found = []
for line in [3, 6, 7, 10]
  call add(found, synIDattr(synID(line, 1, 1), 'name'))
endfor
call writefile(found, 'said')
qall!
"""


@pytest.mark.parametrize(("name", "words"), BLOCKS)
def test_pygments_colours_a_block(name: str, words: str) -> None:
    tokens = MarkdownLexer().get_tokens(PAGE.format(name=name, words=words))
    coloured = [(kind, text) for kind, text in tokens if text in {"WANNEER", "EN"}]
    assert coloured == [(Text, "EN"), (Keyword, "WANNEER"), (Operator.Word, "EN"), (Text, "EN")]


@pytest.mark.parametrize(("name", "words"), BLOCKS)
def test_vim_colours_a_block(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(PAGE.format(name=name, words=words), encoding="utf-8")
    (tmp_path / "script.vim").write_text(VIM, encoding="utf-8")
    command = [program("vim"), "-u", "NONE", "-i", "NONE", "-n", "-es", "-S", "script.vim"]
    subprocess.run(command, cwd=tmp_path, env={**os.environ, "EDITORS": str(EDITORS)}, timeout=60, check=True)
    outside, first, second, behind = (tmp_path / "said").read_text(encoding="utf-8").splitlines()
    assert (first, second) == ("regeltaalClause", "regeltaalOperator")
    assert not {outside, behind} & {"regeltaalClause", "regeltaalOperator"}
