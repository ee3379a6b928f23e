"""White space at the ends of a text that a field is compared with."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Edit, Fix, Severity
from regeltaal.base.node import evolve
from regeltaal.base.text import Fact, Text
from regeltaal.check.problems.samples import condition
from regeltaal.formatting.printer import written
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.lint.wording import shown
from regeltaal.lint.written import operations, texts_in
from regeltaal.syntax import tree

CODE = declare(
    "RT683",
    Severity.WARNING,
    name="spaties-in-tekst",
    title=Text(nl="Spatie aan het begin of eind van een tekst", en="Space at the begin or end of a text"),
    message=Text(nl="{value} heeft een spatie aan {where}: {what}", en="{value} has a space at {where}: {what}"),
    why=Text(
        nl="`=`, `IN` en `LIJKT OP` kijken niet naar spaties aan het begin of eind; `BEGINT MET` en `EINDIGT OP` wel, "
        "en een veld begint of eindigt zelden met een spatie.",
        en="`=`, `IN` and `LIJKT OP` do not look at spaces at the ends; `BEGINT MET` and `EINDIGT OP` do, and a field "
        "seldom begins or ends with a space.",
    ),
    hint=Text(nl="Haal de spatie weg.", en="Remove the space."),
    wrong=condition('relatie.plaats = "Zeist "'),
    right=condition('relatie.plaats = "Zeist"'),
)

_IGNORING = frozenset(["equals", "not_equals", "in", "like"])
_BEGIN, _END = Text(nl="het begin", en="the begin"), Text(nl="het eind", en="the end")
_DOES_NOTHING = Text(nl="die telt hier niet mee", en="it does not count here")
_IS_SELDOM = Text(nl="zo begint of eindigt een veld zelden", en="a field seldom begins or ends so")
_IS_SOUGHT = Text(nl="die moet dan ook in de tekst staan", en="it must then be in the text as well")
_WHAT = {
    **dict.fromkeys(_IGNORING, _DOES_NOTHING),
    "begins_with": _IS_SELDOM,
    "ends_with": _IS_SELDOM,
    "contains": _IS_SOUGHT,
}
"""What comes of it; with BEVAT it may be meant, to find whole words."""


def _find(view: FileView) -> Iterator[Diagnostic]:
    for node in operations(view, *_WHAT):
        for text in texts_in(node.operands[1]):
            yield from _of_text(node.key, text)


def _of_text(key: str, text: tree.TextLiteral) -> Iterator[Diagnostic]:
    plain = text.plain or ""
    before, behind = plain != plain.lstrip(), plain != plain.rstrip()
    if not (before or behind):
        return
    odd = {"begins_with": before, "ends_with": behind}.get(key, True)
    if plain.strip() and odd:
        is_first = before and key != "ends_with"
        facts: dict[str, Fact] = {"value": shown(text), "where": _BEGIN if is_first else _END, "what": _WHAT[key]}
        level = Severity.HINT if key == "contains" else None
        yield Diagnostic(CODE, text.span, facts, fixes=(_trimmed(text, key),), level=level)


def _trimmed(text: tree.TextLiteral, key: str) -> Fix:
    plain = text.plain or ""
    kept = {"begins_with": plain.lstrip(), "ends_with": plain.rstrip()}.get(key, plain.strip())
    shorter = written(evolve(text, parts=(kept,)))
    return Fix(Text(nl=f"Schrijf `{shorter}`", en=f"Write `{shorter}`"), (Edit(text.span, shorter),), key in _IGNORING)


RULE = DeclarationRule(CODE, _find)
