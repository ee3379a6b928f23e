"""What a value was probably meant to be, where another type is asked for: `65` for `€ 65`, `"ja"` for `JA`."""

from collections.abc import Iterable

from regeltaal.base.diagnostic import Edit
from regeltaal.base.node import Node
from regeltaal.base.source import Span
from regeltaal.base.suggest import nearest
from regeltaal.syntax import tree
from regeltaal.values import common
from regeltaal.values.literals import read_literal
from regeltaal.values.types import Enumeration, ListOf, Scalar, Type
from regeltaal.values.value import NotAValueError

YES, NO = (
    frozenset({"ja", "j", "waar", "true", "yes", "aan", "1"}),
    frozenset({"nee", "n", "onwaar", "false", "no", "0"}),
)
_PLAIN_NOTATIONS = {
    common.INTEGER: "number",
    common.NUMBER: "number",
    common.MONEY: "money",
    common.PERCENTAGE: "percentage",
    common.DATE: "date",
    common.TIME: "time",
    common.MOMENT: "moment",
    **dict.fromkeys(common.DURATIONS, "duration"),
}
_HOURS = 24
DAYS = {"vandaag": "VANDAAG", "morgen": "VANDAAG + 1 dag", "gisteren": "VANDAAG - 1 dag"}


class Remedy(Node):
    """Replacements that together mend a stretch of text, and that stretch as it then reads."""

    edits: tuple[Edit, ...]
    text: str


def of(changes: Iterable[tuple[Span, str]]) -> Remedy:
    """A remedy that makes these changes, which stand in the order of the text."""
    edits = tuple(Edit(span, text) for span, text in changes)
    whole = edits[0].span.to(edits[-1].span)
    shown, at = "", whole.start
    for edit in edits:
        shown += Span(whole.source, at, edit.span.start).text + edit.replacement
        at = edit.span.end
    return Remedy(edits, shown)


def bare(node: tree.Expr) -> tree.Expr:
    """The node inside its parentheses."""
    while isinstance(node, tree.Parenthesised):
        node = node.inner
    return node


def as_type(node: tree.Expr, given: Type, wanted: Type) -> Remedy | None:
    """The value as one of the wanted type; of a list each item that is not."""
    inner = bare(node)
    if isinstance(inner, tree.ListLiteral):
        changes = [(item.span, _rewritten(bare(item), given, wanted)) for item in inner.items]
        known = [(span, text) for span, text in changes if text is not None]
        return of(known) if known else None
    text = _rewritten(inner, given, wanted)
    return None if text is None else of([(inner.span, text)])


def _rewritten(node: tree.Expr, given: Type, wanted: Type) -> str | None:
    """The text of a single value, written as the wanted type."""
    wanted = wanted.element if isinstance(wanted, ListOf) else wanted
    match node:
        case tree.TextLiteral():
            return None if node.plain is None else _of_text(node.plain.strip(), wanted)
        case tree.Literal(kind="number"):
            return _of_number(node.text, wanted)
        case tree.Literal(kind="money") if wanted in common.NUMBERS:
            return node.text.replace("€", "").strip()
        case tree.Literal(kind="now") if wanted == common.DATE:
            return "VANDAAG"
        case tree.Path() if isinstance(wanted, Enumeration):
            return spelled(wanted, node.span.text)
        case _:
            return _of_value(node, given, wanted)


def spelled(enum: Enumeration, written: str) -> str | None:
    """The value of an enum that this is, in quotes and in the schema's spelling."""
    folded = " ".join(written.split()).casefold()
    return next((f'"{value}"' for value in enum.values if value.casefold() == folded), None)


def _of_text(plain: str, wanted: Type) -> str | None:
    """A text that holds a value of another kind: `"31-12-2026"`, `"ja"`, `"65"`."""
    if wanted == common.YES_NO:
        return yes_or_no(plain)
    if wanted in (common.DATE, common.MOMENT) and plain.lower() in DAYS:
        return day(plain, wanted)
    kind = _PLAIN_NOTATIONS.get(wanted) if isinstance(wanted, Scalar) else None
    if kind is None:
        return None
    if kind in ("money", "percentage") and _reads("number", plain) == plain:
        return _of_number(plain, wanted)
    return _reads(kind, plain)


def day(written: str, wanted: Type) -> str:
    """`morgen` as what the language calls it."""
    found = DAYS[written.lower()]
    return found if wanted == common.DATE else f"{found} OM 9:00"


def fixed(written: str) -> str:
    """A word as a fixed value: one of the language's, also misspelled or in English, or else a text."""
    word = written.strip()
    known = {"leeg": "LEEG", "null": "LEEG", "empty": "LEEG", "vandaag": "VANDAAG", "today": "VANDAAG", "nu": "NU"}
    found = yes_or_no(word) if len(word) > 1 else None
    found = found or known.get(word.lower())
    if found is None and word.isupper():
        found = next(iter(nearest(word, ("JA", "NEE", "LEEG", "VANDAAG"), 1)), None)
    return found or f'"{word}"'


def yes_or_no(written: str) -> str | None:
    return "JA" if written.lower() in YES else "NEE" if written.lower() in NO else None


def _reads(kind: str, plain: str) -> str | None:
    """The text when it is a literal of this kind, else what it was probably meant to be."""
    try:
        read_literal(kind, plain)
    except NotAValueError as refusal:
        return refusal.readings[0] if refusal.readings else None
    return plain


def _of_number(text: str, wanted: Type) -> str | None:
    if wanted == common.MONEY:
        return f"€ {text}"
    if wanted == common.PERCENTAGE:
        return _percentage(text)
    if wanted == common.YES_NO:
        return yes_or_no(text)
    if wanted == common.TIME:
        return f"{text}:00" if text.isdigit() and int(text) < _HOURS else None
    if wanted == common.DURATION_DAYS:
        return f"{text} dagen" if text.isdigit() else None
    return f'"{text}"' if is_text(wanted, text) else None


def _percentage(text: str) -> str:
    """`0,21` is meant as `21%`, `21` as well."""
    whole, _, cents = text.partition(",")
    if whole != "0" or not cents:
        return f"{text}%"
    shifted = cents.ljust(2, "0")
    rest = shifted[2:].rstrip("0")
    return f"{int(shifted[:2])}{',' if rest else ''}{rest}%"


def is_text(type_: Type, text: str) -> bool:
    """Whether this text is a good value of a type of text."""
    if not isinstance(type_, Scalar) or not type_.kind.text_like:
        return False
    return type_.kind.is_valid is None or type_.kind.is_valid(text)


def _of_value(node: tree.Expr, given: Type, wanted: Type) -> str | None:
    """A value that is no literal: what makes one type of another."""
    if given == common.DATE and wanted == common.MOMENT:
        return f"{node.span.text} OM 9:00"
    if given == common.MOMENT and wanted == common.DATE:
        return f"DATUM({node.span.text})"
    shown = isinstance(given, Scalar | Enumeration) and given != common.FILE
    if isinstance(node, tree.Path) and shown and wanted == common.TEXT:
        return f'"{{{node.span.text}}}"'
    return None
