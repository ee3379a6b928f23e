"""Operands that do not go together: how the operation was probably meant."""

from collections.abc import Sequence

from regeltaal.base.node import evolve
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.check import lists, remedies
from regeltaal.check.operands import COMPUTING
from regeltaal.check.problems import meaning as meaning_problems
from regeltaal.check.problems import types as problems
from regeltaal.check.remedies import Remedy, bare
from regeltaal.check.scope import Scope
from regeltaal.program import tree as out
from regeltaal.syntax import tree
from regeltaal.values import common
from regeltaal.values.matching import comparable
from regeltaal.values.types import ListOf, ObjectType, Type

_TEXT_WORDS = frozenset(["contains", "begins_with", "ends_with"])
_YEAR_DIGITS = 4
_SIGNS = frozenset(["equals", "not_equals", "less", "less_equal", "greater", "greater_equal"])


def of_operation(node: tree.Operation, lowered: Sequence[out.Expr], scope: Scope) -> Remedy | None:
    """How the operation was probably meant, where that can be told."""
    if len(lowered) < 2:  # noqa: PLR2004 - between two
        return None
    found = _of_list(node, lowered, scope) or _in_list(node, lowered) or _of_yes_or_no(node) or _of_year(node, lowered)
    if found is not None:
        return found
    match node.key:
        case "in":
            return _of_single(node, lowered) or _as_first(node, lowered)
        case "add":
            return _of_sum(node, lowered) or _as_first(node, lowered)
        case "subtract":
            return _days(node, lowered) or _as_first(node, lowered)
        case "multiply":
            return _of_product(node, lowered)
        case key if key in _TEXT_WORDS:
            return _quoted(node)
        case _:
            return _as_first(node, lowered)


def _as_first(node: tree.Operation, lowered: Sequence[out.Expr]) -> Remedy | None:
    """Every operand in the type of the first, or of the one that is no literal."""
    anchor = next((at for at, one in enumerate(node.operands) if not _is_literal(one)), 0)
    wanted = lowered[anchor].type
    wanted = wanted.element if isinstance(wanted, ListOf) else wanted
    changes: list[tuple[Span, str]] = []
    for at, (operand, found) in enumerate(zip(node.operands, lowered, strict=True)):
        type_ = found.type.element if isinstance(found.type, ListOf) else found.type
        if at == anchor or comparable(wanted, type_):
            continue
        remedy = remedies.as_type(operand, type_, wanted)
        if remedy is None:
            return None
        changes += [(edit.span, edit.replacement) for edit in remedy.edits]
    return remedies.of(changes) if changes else None


def _is_literal(node: tree.Expr) -> bool:
    return isinstance(bare(node), tree.Literal | tree.TextLiteral | tree.ListLiteral)


def _of_list(node: tree.Operation, lowered: Sequence[out.Expr], scope: Scope) -> Remedy | None:
    """`medewerkers.naam = "Jan"` as BEVAT, `materialen > 2` as AANTAL."""
    left, right = lowered[0].type, lowered[1].type
    if not isinstance(left, ListOf) or isinstance(right, ListOf) or node.key not in _SIGNS:
        return None
    first = node.operands[0].span
    if right in common.NUMBERS and left.element not in common.NUMBERS:
        return remedies.of([(first, f"AANTAL({first.text})")])
    word = {"equals": "BEVAT", "not_equals": "BEVAT NIET"}.get(node.key)
    if word is None or not comparable(left.element, right) or not _has_key(left.element, scope):
        return None
    between = Span(first.source, first.end, node.operands[1].span.start).text
    spaced = between.replace(node.operator_span.text, word)
    return remedies.of([(node.span, f"{first.text}{spaced}{node.operands[1].span.text}")])


def _in_list(node: tree.Operation, lowered: Sequence[out.Expr]) -> Remedy | None:
    """`plaats = steden`: a value is not a list, it is in one."""
    word = {"equals": "IN", "not_equals": "NIET IN"}.get(node.key)
    left, right = lowered[0].type, lowered[1].type
    if word is None or isinstance(left, ListOf) or not isinstance(right, ListOf) or not comparable(left, right.element):
        return None
    return remedies.of([(node.operator_span, word)])


def _of_year(node: tree.Operation, lowered: Sequence[out.Expr]) -> Remedy | None:
    """`datum > 2027` asks for the year."""
    number = bare(node.operands[1])
    is_year = isinstance(number, tree.Literal) and number.kind == "number" and len(number.text) == _YEAR_DIGITS
    if node.key not in _SIGNS or lowered[0].type not in (common.DATE, common.MOMENT) or not is_year:
        return None
    first = node.operands[0].span
    day = first.text if lowered[0].type == common.DATE else f"DATUM({first.text})"
    return remedies.of([(first, f"JAAR({day})")])


def _has_key(type_: Type, scope: Scope) -> bool:
    found = scope.object_of(type_) if isinstance(type_, ObjectType) else None
    return not isinstance(type_, ObjectType) or (found is not None and found.key_field is not None)


def _of_yes_or_no(node: tree.Operation) -> Remedy | None:
    """`handtekening = JA` asks whether there is one."""
    match bare(node.operands[1]):
        case tree.Literal(kind="yes" | "no" as kind) if node.key in ("equals", "not_equals"):
            filled = (kind == "yes") == (node.key == "equals")
            question = "IS GEVULD" if filled else "IS LEEG"
            return remedies.of([(node.operator_span.to(node.operands[1].span), question)])
        case _:
            return None


def _of_single(node: tree.Operation, lowered: Sequence[out.Expr]) -> Remedy | None:
    """`plaats IN "Utrecht"`: behind IN stands a list."""
    if isinstance(lowered[1].type, ListOf) or not comparable(lowered[0].type, lowered[1].type):
        return None
    last = node.operands[1].span
    return remedies.of([(last, f"({last.text})")])


def _of_sum(node: tree.Operation, lowered: Sequence[out.Expr]) -> Remedy | None:
    """Texts that are joined with `+`, and `VANDAAG + 3`."""
    return _joined_texts(node) or _days(node, lowered)


def _joined_texts(node: tree.Operation) -> Remedy | None:
    """`"Bel " + relatie.naam` as `"Bel {relatie.naam}"`."""
    if not any(isinstance(bare(one), tree.TextLiteral) for one in node.operands):
        return None
    parts: list[str] = []
    for operand in map(bare, node.operands):
        match operand:
            case tree.TextLiteral(long=False):
                parts.append(operand.span.text[1:-1])
            case tree.Path():
                parts.append(f"{{{operand.span.text}}}")
            case _:
                return None
    return remedies.of([(node.span, f'"{"".join(parts)}"')])


def _days(node: tree.Operation, lowered: Sequence[out.Expr]) -> Remedy | None:
    number = bare(node.operands[1])
    if lowered[0].type not in (common.DATE, common.MOMENT) or not isinstance(number, tree.Literal):
        return None
    if number.kind != "number" or not number.text.isdigit():
        return None
    return remedies.of([(number.span, f"{number.text} {'dag' if number.text == '1' else 'dagen'}")])


def _of_product(node: tree.Operation, lowered: Sequence[out.Expr]) -> Remedy | None:
    """Two amounts: the one that is a literal was meant as a number."""
    if any(one.type != common.MONEY for one in lowered):
        return None
    amount = next((one for one in map(bare, node.operands) if isinstance(one, tree.Literal)), None)
    return None if amount is None else remedies.as_type(amount, common.MONEY, common.NUMBER)


def _quoted(node: tree.Operation) -> Remedy | None:
    """Behind BEVAT and the like: a number or a bare word that was meant as a text."""
    changes: list[tuple[Span, str]] = []
    second = bare(node.operands[1])
    for item in map(bare, second.items) if isinstance(second, tree.ListLiteral) else [second]:
        if isinstance(item, tree.TextLiteral):
            continue
        is_word = isinstance(item, tree.Path) and len(item.parts) == 1
        if not is_word and not isinstance(item, tree.Literal):
            return None
        changes.append((item.span, f'"{item.span.text}"'))
    return remedies.of(changes) if changes else None


def of_call(name: str, arguments: Sequence[out.Expr], nodes: Sequence[tree.Expr], span: Span) -> Remedy | None:
    """`DATUM(datum)` is that date already."""
    if name == "DATUM" and len(nodes) == 1 and arguments[0].type == common.DATE:
        return remedies.of([(span, nodes[0].span.text)])
    return None


def with_semicolons(node: tree.Operation, scope: Scope) -> tree.Operation:
    """`BEVAT ("a" OF "b")` with `;` between the values; reported."""
    operands = tuple(_with_semicolons(operand, scope) for operand in node.operands)
    return node if operands == node.operands else evolve(node, operands=operands)


def _with_semicolons(node: tree.Expr, scope: Scope) -> tree.Expr:
    match node:
        case tree.Parenthesised(inner=tree.Conjunction(parts=parts) | tree.Disjunction(parts=parts)) if all(
            isinstance(part, tree.TextLiteral | tree.Literal) for part in parts
        ):
            shown = "; ".join(part.span.text for part in parts)
            scope.report(meaning_problems.values_joined(node.span, parts[1].span, f"({shown})"))
            return tree.ListLiteral(parts, node.span)
        case _:
            return node


# ---------------------------------------------------------------- LEEG among the values of IN


def without_empty(node: tree.Operation, scope: Scope) -> tree.Operation:
    """`x IN ("a"; LEEG)` without the LEEG, which is reported with the question that it was meant to be."""
    if node.key != "in" or not isinstance(node.operands[1], tree.ListLiteral):
        return node
    subject, listed = node.operands[0], node.operands[1]
    kept = tuple(item for item in listed.items if not lists.is_empty(item))
    if len(kept) == len(listed.items):
        return node
    empty = next(item for item in listed.items if lists.is_empty(item))
    scope.report(problems.empty_in_list(empty.span, remedies.of([(node.span, _asked_apart(node, subject, kept))])))
    return evolve(node, operands=(subject, evolve(listed, items=kept)))


def _asked_apart(node: tree.Operation, subject: tree.Expr, kept: Sequence[tree.Expr]) -> str:
    """The values, and beside them the question whether it is empty."""
    name = subject.span.text
    question = f"{name} IS GEVULD" if node.negated else f"{name} IS LEEG"
    if not kept:
        return question
    values = "; ".join(item.span.text for item in kept)
    sign, junction = ("NIET IN", "EN") if node.negated else ("IN", "OF")
    return f"({name} {sign} ({values}) {junction} {question})"


# ---------------------------------------------------------------- where no text can be offered


NO_UNIT = Text(
    nl="`{subject}` is een getal zonder eenheid: schrijf alleen het getal.",
    en="`{subject}` is a number without a unit: write the number only.",
)
ROW_BY_ROW = Text(
    nl="Reken per rij: `SOM(rij.… * rij.… VOOR ELK rij IN lijst)`, met een eigen naam voor `rij`.",
    en="Compute row by row: `SOM(row.… * row.… VOOR ELK row IN list)`, with a name of your own for `row`.",
)
ONE_OF_THE_ROWS = Text(
    nl="Zoek een rij met `EEN {row} IN {subject} WAARVOOR {row}.…`.",
    en="Look for a row with `EEN {row} IN {subject} WAARVOOR {row}.…`.",
)


def advice(node: tree.Operation, lowered: Sequence[out.Expr], scope: Scope) -> Text | None:
    """A hint that says in words what belongs here."""
    subject = node.operands[0].span.text
    types = [one.type for one in lowered]
    if len(types) > 1 and types[0] in common.NUMBERS and types[1] in common.DURATIONS:
        return _filled(NO_UNIT, subject=subject)
    if node.key in COMPUTING and any(isinstance(one, ListOf) for one in types):
        return ROW_BY_ROW
    match types[0]:
        case ListOf(ObjectType(name)) if not _has_key(types[0].element, scope):
            return _filled(ONE_OF_THE_ROWS, subject=subject, row=name)
        case _:
            return None


def _filled(text: Text, **facts: str) -> Text:
    return Text(nl=text.nl.format(**facts), en=text.en.format(**facts))
