"""`VOLDOET AAN` with an expression that is a plain text."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import condition
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.lint.wording import shown
from regeltaal.lint.written import outside_tests, rewritten, texts_in
from regeltaal.syntax import tree

CODE = declare(
    "RT680",
    Severity.HINT,
    name="regex-zonder-teken",
    title=Text(nl="Reguliere expressie die een gewone tekst is", en="Regular expression that is a plain text"),
    message=Text(nl="{part} zoekt een gewone tekst", en="{part} looks for a plain text"),
    why=Text(
        nl="`VOLDOET AAN` is voor wie meer wil dan een tekst opzoeken. `BEVAT` doet hier hetzelfde en leest "
        "gemakkelijker.",
        en="`VOLDOET AAN` is for more than looking for a text. `BEVAT` does the same here and reads more easily.",
    ),
    hint=Text(nl="Schrijf `BEVAT`.", en="Write `BEVAT`."),
    wrong=condition('korte omschrijving VOLDOET AAN "lekkage"'),
    right=condition('korte omschrijving BEVAT "lekkage"'),
)

_PLAIN = frozenset(" -_/,:;@#%&=!")
"""Besides letters and digits: signs that stand for themselves in an expression."""


def _find(view: FileView) -> Iterator[Diagnostic]:
    for node in outside_tests(view, tree.Operation):
        if node.key == "matches":
            texts = [one.plain or "" for one in texts_in(node.operands[1])]
            if texts and all(map(_is_plain, texts)):
                fixes = rewritten(node, evolve(node, key="contains"), safe=True)
                yield Diagnostic(CODE, node.span, {"part": shown(node)}, fixes=fixes)


def _is_plain(text: str) -> bool:
    return bool(text.strip()) and all(_is_letter(char) or char in _PLAIN for char in text)


def _is_letter(char: str) -> bool:
    """A letter or digit that an expression compares as `BEVAT` does; of other scripts not all are."""
    return char.isalnum() and char <= "ÿ"


RULE = DeclarationRule(CODE, _find)
