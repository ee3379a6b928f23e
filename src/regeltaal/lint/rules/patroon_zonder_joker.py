"""`LIJKT OP` with a pattern that a simpler word would do for."""

from collections.abc import Iterator, Sequence

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Fix, Severity
from regeltaal.base.node import evolve
from regeltaal.base.text import Fact, Text
from regeltaal.check.problems.samples import condition
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.lint.wording import shown
from regeltaal.lint.written import outside_tests, rewritten, texts_in
from regeltaal.syntax import tree

CODE = declare(
    "RT679",
    Severity.WARNING,
    name="patroon-zonder-joker",
    title=Text(nl="Patroon dat geen patroon hoeft te zijn", en="Pattern that need not be one"),
    message=Text(nl="{part} {what}", en="{part} {what}"),
    why=Text(
        nl="`LIJKT OP` past een patroon op de hele tekst. Zonder `*` of `?` moet de tekst precies zo zijn, en dat is "
        "zelden bedoeld.",
        en="`LIJKT OP` fits a pattern on the whole text. Without `*` or `?` the text must be exactly so, which seldom "
        "is meant.",
    ),
    hint=Text(
        nl="Gebruik `BEVAT` voor een deel van de tekst, of `=` voor de hele.",
        en="Use `BEVAT` for a part of the text, or `=` for the whole.",
    ),
    wrong=condition('korte omschrijving LIJKT OP "lekkage"'),
    right=condition('korte omschrijving BEVAT "lekkage"'),
)

_WHOLE = Text(
    nl="heeft geen `*` of `?`, dus de hele tekst moet zo zijn", en="has no `*` or `?`, so the whole text must be so"
)
_FILLED = Text(nl="vraagt alleen of er iets is ingevuld", en="only asks whether anything was filled in")
_INSIDE = Text(nl="vraagt alleen of de tekst dit bevat", en="only asks whether the text contains this")
_SIMPLER = Text(nl="Schrijf het gewone woord ervoor.", en="Write the plain word for it.")


def _held(text: str) -> str | None:
    """What stands between two asterisks, where that has no joker, nor a space at an end; None for another pattern."""
    if len(text) <= 2 or not (text.startswith("*") and text.endswith("*")):  # noqa: PLR2004 - the asterisks
        return None
    inner = text[1:-1]
    return inner if _is_plain(inner) and inner == inner.strip() else None


def _find(view: FileView) -> Iterator[Diagnostic]:
    for node in outside_tests(view, tree.Operation):
        texts = texts_in(node.operands[1]) if node.key == "like" else []
        plain = [(one.plain or "").strip() for one in texts]
        if plain and not any("\\" in one or not one for one in plain):
            yield from _of_patterns(node, plain)


def _of_patterns(node: tree.Operation, texts: Sequence[str]) -> Iterator[Diagnostic]:
    if all(map(_is_plain, texts)):
        fixes: tuple[Fix, ...] = (*_as("contains", node, texts), *_as_same(node, texts))
        yield Diagnostic(CODE, node.span, {"part": shown(node), "what": _WHOLE}, fixes=fixes)
        return
    if not any(one.strip("*") for one in texts):
        yield _simpler(node, _FILLED, _as_filled(node))
        return
    held = [inner for one in texts if (inner := _held(one)) is not None]
    if len(held) == len(texts):
        yield _simpler(node, _INSIDE, _as("contains", node, held, safe=True))


def _simpler(node: tree.Operation, what: Text, fixes: tuple[Fix, ...]) -> Diagnostic:
    facts: dict[str, Fact] = {"part": shown(node), "what": what}
    return Diagnostic(CODE, node.span, facts, _SIMPLER, fixes=fixes, level=Severity.HINT)


def _is_plain(text: str) -> bool:
    return not {"*", "?"} & set(text)


def _as(key: str, node: tree.Operation, texts: Sequence[str], *, safe: bool = False) -> tuple[Fix, ...]:
    meant = evolve(node, key=key, operands=(node.operands[0], _literals(node, texts)))
    return rewritten(node, meant, safe=safe)


def _as_same(node: tree.Operation, texts: Sequence[str]) -> tuple[Fix, ...]:
    """`=`, or for several texts `IN`: as exactly the same."""
    operands = (node.operands[0], _literals(node, texts))
    if len(texts) > 1:
        return rewritten(node, evolve(node, key="in", operands=operands), safe=False)
    key = "not_equals" if node.negated else "equals"
    return rewritten(node, evolve(node, key=key, negated=False, operands=operands), safe=False)


def _as_filled(node: tree.Operation) -> tuple[Fix, ...]:
    key = "is_empty" if node.negated else "is_filled"
    meant = evolve(node, key=key, negated=False, exact=False, operands=node.operands[:1])
    return rewritten(node, meant, safe=isinstance(node.operands[0], tree.Path))


def _literals(node: tree.Operation, texts: Sequence[str]) -> tree.Expr:
    items = tuple(tree.TextLiteral((one,), long=False, span=node.span) for one in texts)
    return items[0] if len(items) == 1 else tree.ListLiteral(items, span=node.span)


RULE = DeclarationRule(CODE, _find)
