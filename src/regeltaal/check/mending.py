"""Operands that do not go together: how the operation was probably meant."""

from collections.abc import Sequence

from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.check import remedies
from regeltaal.check.remedies import Remedy, bare
from regeltaal.check.scope import Scope
from regeltaal.program import tree as out
from regeltaal.syntax import tree
from regeltaal.values import common
from regeltaal.values.matching import comparable
from regeltaal.values.types import ListOf, ObjectType, Type

_TEXT_WORDS = frozenset(["contains", "begins_with", "ends_with"])
_SIGNS = frozenset(["equals", "not_equals", "less", "less_equal", "greater", "greater_equal"])


def of_operation(node: tree.Operation, lowered: Sequence[out.Expr], scope: Scope) -> Remedy | None:
    """How the operation was probably meant, where that can be told."""
    if len(lowered) < 2:  # noqa: PLR2004 - between two
        return None
    found = _of_list(node, lowered, scope) or _of_yes_or_no(node, lowered)
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
            return _quoted(node, lowered)
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
    return remedies.of([(node.operator_span, word)])


def _has_key(type_: Type, scope: Scope) -> bool:
    found = scope.object_of(type_) if isinstance(type_, ObjectType) else None
    return not isinstance(type_, ObjectType) or (found is not None and found.key_field is not None)


def _of_yes_or_no(node: tree.Operation, lowered: Sequence[out.Expr]) -> Remedy | None:
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
    return _joined_texts(node, lowered) or _days(node, lowered)


def _joined_texts(node: tree.Operation, lowered: Sequence[out.Expr]) -> Remedy | None:
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
    del lowered
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


def _quoted(node: tree.Operation, lowered: Sequence[out.Expr]) -> Remedy | None:
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
    del lowered
    return remedies.of(changes) if changes else None


# ---------------------------------------------------------------- where no text can be offered


NO_UNIT = Text(
    nl="`{subject}` is een getal zonder eenheid: schrijf alleen het getal.",
    en="`{subject}` is a number without a unit: write the number only.",
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
    match types[0]:
        case ListOf(ObjectType(name)) if not _has_key(types[0].element, scope):
            return _filled(ONE_OF_THE_ROWS, subject=subject, row=name)
        case _:
            return None


def _filled(text: Text, **facts: str) -> Text:
    return Text(nl=text.nl.format(**facts), en=text.en.format(**facts))
