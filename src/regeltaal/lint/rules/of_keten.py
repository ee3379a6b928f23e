"""One field that is compared with one value after another, where a list would do."""

from collections.abc import Iterator, Sequence

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Edit, Fix, Severity
from regeltaal.base.node import evolve
from regeltaal.base.source import Span
from regeltaal.base.text import Fact, Text
from regeltaal.check.problems.samples import condition
from regeltaal.formatting.printer import written
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.lint.wording import shown
from regeltaal.lint.written import bare, outside_tests, rewritten
from regeltaal.syntax import tree

CODE = declare(
    "RT675",
    Severity.HINT,
    name="of-keten",
    title=Text(nl="Keten waar een lijst kan", en="Chain where a list would do"),
    message=Text(
        nl="{field} wordt hier met {count} waarden achter elkaar vergeleken",
        en="{field} is compared with {count} values in a row here",
    ),
    why=Text(
        nl="Met `IN` staat het veld er één keer, en komt er gemakkelijker een waarde bij.",
        en="With `IN` the field stands there once, and another value is more easily added.",
    ),
    hint=Text(nl="Schrijf `IN`, of `NIET IN`, met een lijst.", en="Write `IN`, or `NIET IN`, with a list."),
    wrong=condition('(werkstatus = "Uitgevoerd" OF werkstatus = "Vervallen" OF werkstatus = "Onderdeel besteld")'),
    right=condition('werkstatus IN ("Uitgevoerd"; "Vervallen"; "Onderdeel besteld")'),
)

_FEWEST = 3
_Junction = tree.Disjunction | tree.Conjunction | tree.Group


def _find(view: FileView) -> Iterator[Diagnostic]:
    for one in outside_tests(view, tree.Disjunction):
        yield from _of_junction(one, "equals")
    for both in outside_tests(view, tree.Conjunction):
        yield from _of_junction(both, "not_equals")
    for group in outside_tests(view, tree.Group):
        if group.kind == "all":
            yield from _of_junction(group, "not_equals")
        elif group.kind == "at_least" and group.count == 1:
            yield from _of_junction(group, "equals")


def _of_junction(node: _Junction, key: str) -> Iterator[Diagnostic]:
    """`=` with OF between, or `<>` with EN: of each a list says the same, also of a field that is empty."""
    chains: dict[tuple[tree.Expr, bool], list[int]] = {}
    for place, part in enumerate(map(bare, node.parts)):
        if isinstance(part, tree.Operation) and part.key == key and _is_plain(part):
            chains.setdefault((part.operands[0], part.exact), []).append(place)
    for places in chains.values():
        if len(places) >= _FEWEST:
            yield _found(node, places)


def _is_plain(node: tree.Operation) -> bool:
    """A field and a value that can stand in a list."""
    subject, value = node.operands
    is_value = isinstance(value, tree.Literal) and value.kind not in ("empty", "yes", "no")
    return isinstance(subject, tree.Path) and (is_value or _is_text(value))


def _is_text(value: tree.Expr) -> bool:
    return isinstance(value, tree.TextLiteral) and bool((value.plain or "").strip())


def _found(node: _Junction, places: Sequence[int]) -> Diagnostic:
    chain = [part for place in places if isinstance(part := bare(node.parts[place]), tree.Operation)]
    first, last = chain[0], chain[-1]
    values = tree.ListLiteral(tuple(one.operands[1] for one in chain), span=node.span)
    negated = first.key == "not_equals"
    single = evolve(first, key="in", operands=(first.operands[0], values), negated=negated)
    facts: dict[str, Fact] = {"field": shown(first.operands[0]), "count": len(chain)}
    return Diagnostic(CODE, first.span.to(last.span), facts, fixes=_as_one(node, places, single))


def _as_one(node: _Junction, places: Sequence[int], single: tree.Operation) -> tuple[Fix, ...]:
    """The parts at these places as one; whatever else there is stays."""
    first, *others = places
    if len(places) == len(node.parts):
        return rewritten(node, single, safe=True)
    if isinstance(node, tree.Conjunction):
        return _on_lines(node, first, others, single)
    kept = (single if at == first else one for at, one in enumerate(node.parts) if at not in others)
    return rewritten(node, evolve(node, parts=tuple(kept)), safe=True)


def _on_lines(node: tree.Conjunction, first: int, others: Sequence[int], single: tree.Operation) -> tuple[Fix, ...]:
    """The parts that stay are left as they stand, each mostly on a line of its own."""
    gone = [Span(node.span.source, node.parts[at - 1].span.end, node.parts[at].span.end) for at in others]
    if any("#" in one.text or "#" in _behind(one) for one in gone):
        return ()
    text = written(single)
    edits = (Edit(node.parts[first].span, text), *(Edit(one, "") for one in gone))
    return (Fix(Text(nl=f"Schrijf `{text}`", en=f"Write `{text}`"), edits, safe=True),)


def _behind(span: Span) -> str:
    """What else stands on the line where it ends: a comment there is about it."""
    return span.source.text[span.end :].partition("\n")[0]


RULE = DeclarationRule(CODE, _find)
