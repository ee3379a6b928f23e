"""A condition under a name of its own, and a name replaced by what it stands for. The rule goes on to say the same.

That is not argued but tried: both rules are checked, and an edit after which the checked rule is another is not made.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count

from regeltaal.assist.actions_offered import Action, Asked, Kind, Maker
from regeltaal.assist.same_program import is_same_rule
from regeltaal.base.diagnostic import Edit
from regeltaal.base.node import evolve
from regeltaal.base.source import Source, Span
from regeltaal.base.text import Text
from regeltaal.check.checker import CheckedFile
from regeltaal.formatting.format import formatted
from regeltaal.syntax import tree
from regeltaal.syntax.parser import parse
from regeltaal.syntax.walk import nodes
from regeltaal.workspace.names import with_used

_NAMES = ("nieuwe voorwaarde", "andere voorwaarde", "derde voorwaarde", "vierde voorwaarde")
_EXTRACT = Text(
    nl="Maak een DEFINITIE van deze voorwaarde: `{shown}`", en="Make a DEFINITIE of this condition: `{shown}`"
)
_INLINE = Text(nl="Vervang `{name}` door wat het betekent", en="Replace `{name}` by what it means")
_CONDITIONS = (
    tree.Conjunction
    | tree.Disjunction
    | tree.Operation
    | tree.Not
    | tree.Group
    | tree.Quantified
    | tree.Changed
    | tree.Was
    | tree.Parenthesised
)
_NAMING = tree.Quantified | tree.Aggregate
_COMPUTING = frozenset({"add", "subtract", "multiply", "divide", "coalesce", "at_time"})
_LONGEST_SHOWN = 50


def offered(asked: Asked) -> Iterator[Action]:
    rule = asked.item
    if not isinstance(rule, tree.Rule) or asked.first.part is not asked.last.part or not _is_right(asked, rule):
        return
    chosen = _chosen(asked, rule)
    if chosen is not None:
        yield Action(_filled(_EXTRACT, shown=_short(chosen.text)), Kind.EXTRACT, maker=Maker.EXTRACT)
    use = _use(asked, rule)
    if use is not None:
        yield Action(_filled(_INLINE, name=use[1].name.text), Kind.INLINE, maker=Maker.INLINE)


def _is_right(asked: Asked, rule: tree.Rule) -> bool:
    """Whether nothing in the rule is an error: of one with errors it can't be said what it comes to."""
    part = asked.first.part
    checked = asked.state.checked(asked.path, part)
    errors = [one for one in (*part.parsed.problems, *(checked.problems if checked else ())) if one.is_error]
    return checked is not None and not any(rule.span.start <= one.span.start < rule.span.end for one in errors)


def _filled(text: Text, **facts: str) -> Text:
    return Text(nl=text.show("nl", facts), en=text.show("en", facts))


def _short(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= _LONGEST_SHOWN else f"{shown[: _LONGEST_SHOWN - 1]}…"


# ---------------------------------------------------------------- a name for a condition


def extracted(asked: Asked) -> tuple[Edit, ...]:
    """A DEFINITIE above the rule, and its name in place of the condition; nothing where it would not say the same."""
    rule = asked.item
    chosen = _chosen(asked, rule) if isinstance(rule, tree.Rule) else None
    owner = _object(asked) if isinstance(rule, tree.Rule) else None
    if chosen is None or owner is None or not isinstance(rule, tree.Rule):
        return ()
    name = _free_name(asked)
    body = chosen.text[1:-1].strip() if _is_parenthesised(rule, chosen) else chosen.text
    definition = formatted(parse(Source(asked.path, f"DEFINITIE {name} BIJ {owner} = {body}\n"))).text
    use = Edit(chosen, name)
    if not _is_same(asked, rule, definition, (use,)):
        return ()
    return (_above(asked, rule, definition), use)


def _object(asked: Asked) -> str | None:
    """The object that the rule is about."""
    checked = asked.state.checked(asked.path, asked.first.part)
    return checked.rules[0].object if checked is not None and checked.rules else None


def _chosen(asked: Asked, rule: tree.Rule) -> Span | None:
    """The condition that is selected, or parts of one side by side; without a selection the one at the cursor."""
    source, start, end = asked.first.source, asked.first.offset, asked.last.offset
    conditions = [one for one in nodes((rule.condition, rule.triggers)) if isinstance(one, _CONDITIONS)]
    if start == end:
        around = [one.span for one in conditions if one.span.start <= start <= one.span.end and _is_one(one)]
        free = (one for one in around if not _is_bound(rule, one))
        found = min(free, key=lambda one: one.end - one.start, default=None)
    else:
        text = source.text[start:end]
        start, end = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
        found = next((one for one in _stretches(conditions) if (one.start, one.end) == (start, end)), None)
    return None if found is None or _is_bound(rule, found) else found


def _is_one(node: tree.Expr) -> bool:
    """Whether it is a condition by itself: no junction of several, and no computation."""
    if isinstance(node, tree.Operation):
        return node.key not in _COMPUTING
    return not isinstance(node, tree.Conjunction | tree.Disjunction | tree.Parenthesised | tree.Not)


def _stretches(conditions: Iterable[tree.Expr]) -> Iterator[Span]:
    for one in conditions:
        if not isinstance(one, tree.Operation) or one.key not in _COMPUTING:
            yield one.span
        if isinstance(one, tree.Conjunction | tree.Disjunction):
            for first in range(len(one.parts)):
                yield from (one.parts[first].span.to(last.span) for last in one.parts[first:])


def _is_bound(rule: tree.Rule, chosen: Span) -> bool:
    """Whether it speaks of a row that is named around it, or of a row of a table."""
    around = [one for one in nodes((rule.condition, rule.triggers)) if isinstance(one, _NAMING)]
    names = {"rij", *(one.variable.key for one in around if not _holds(chosen, one.span))}
    paths = (one for one in nodes((rule.condition, rule.triggers)) if isinstance(one, tree.Path))
    return any(_holds(chosen, one.span) and one.parts[0].key in names for one in paths)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _is_parenthesised(rule: tree.Rule, chosen: Span) -> bool:
    found = (one for one in nodes((rule.condition, rule.triggers)) if isinstance(one, tree.Parenthesised))
    return any((one.span.start, one.span.end) == (chosen.start, chosen.end) for one in found)


def _free_name(asked: Asked) -> str:
    items = asked.sheet.file.items
    taken = {item.name.key for item in items if isinstance(item, tree.Definition | tree.ListDeclaration)}
    names = chain(_NAMES, (f"{'nieuwe ' * number}voorwaarde" for number in count(2)))
    return next(name for name in names if name not in taken)


def _above(asked: Asked, rule: tree.Rule, definition: str) -> Edit:
    """Above the rule, and above the comments that stand right above it."""
    line = asked.state.locate(rule.span).start[0]
    text = asked.sheet.source.text.split("\n")
    while line and text[line - 1].lstrip().startswith("#"):
        line -= 1
    spot = asked.sheet.spot(line, 0)
    return Edit(Span(spot.source, spot.offset, spot.offset), f"{definition}\n")


# ---------------------------------------------------------------- what a name stands for


def inlined(asked: Asked) -> tuple[Edit, ...]:
    """What a definition says in place of its name; nothing where it would not say the same here."""
    rule = asked.item
    use = _use(asked, rule) if isinstance(rule, tree.Rule) else None
    if use is None or not isinstance(rule, tree.Rule):
        return ()
    place, definition = use
    body = definition.body
    text = body.span.text if isinstance(body, tree.Parenthesised | tree.Path | tree.Call) else f"({body.span.text})"
    edit = Edit(place, text)
    return (edit,) if _is_same(asked, rule, "", (edit,)) else ()


def _use(asked: Asked, rule: tree.Rule) -> tuple[Span, tree.Definition] | None:
    """The name of a definition at the cursor, and that definition."""
    offset = asked.first.offset
    in_texts = {id(one.path) for one in nodes(rule) if isinstance(one, tree.Interpolation)}
    paths = [one for one in nodes(rule) if isinstance(one, tree.Path) and id(one) not in in_texts]
    at = next((one for one in paths if one.span.start <= offset <= one.span.end and len(one.parts) == 1), None)
    known = _definitions(asked) if at is not None else ()
    found = (one for one in known if at is not None and one.name.key == at.parts[0].key)
    return next(((at.span, one) for one in found if at is not None), None)


def _definitions(asked: Asked) -> Iterator[tree.Definition]:
    """Those of the file, and of the files that it uses."""
    for path in with_used([asked.path], asked.state.sheets):
        items = asked.state.sheets[path].file.items
        yield from (item for item in items if isinstance(item, tree.Definition))


# ---------------------------------------------------------------- whether it says the same


def _is_same(asked: Asked, rule: tree.Rule, definition: str, edits: Sequence[Edit]) -> bool:
    """Whether the rule says the same after edits in it, with a definition more."""
    text = rule.span.text
    for edit in sorted(edits, key=lambda one: one.span.start, reverse=True):
        start, end = edit.span.start - rule.span.start, edit.span.end - rule.span.start
        text = text[:start] + edit.replacement + text[end:]
    parsed = parse(Source(asked.path, f"{definition}\n{text}\n"))
    if any(one.is_error for one in parsed.problems):
        return False
    before, after = _checked(asked, (rule,)), _checked(asked, parsed.file.items)
    if before is None or after is None or not before.rules or len(before.rules) != len(after.rules):
        return False
    return all(map(is_same_rule, before.rules, after.rules))


def _checked(asked: Asked, items: Sequence[tree.Item]) -> CheckedFile | None:
    """These declarations, checked as if the file had no other rules."""
    checker = None if asked.state.ground is None else asked.state.ground.checker
    if checker is None:
        return None
    sheets = asked.state.sheets
    own = sheets[asked.path].file
    kept = tuple(one for one in own.items if not isinstance(one, tree.Rule | tree.Test))
    files = {path: sheets[path].file for path in with_used([asked.path], asked.state.sheets)}
    files[asked.path] = evolve(own, items=(*kept, *items))
    return checker.group(files, sheets).check(asked.path)
