"""Whether two files say the same: the same tree but for notation, and the same comments with the same declarations.

This is what the formatter is held to: it compares what was read with what its own output reads as.
"""

from bisect import bisect_right

from regeltaal.base import walk
from regeltaal.formatting.expressions import negated
from regeltaal.formatting.notation import is_same_value
from regeltaal.syntax import grammar, tree
from regeltaal.syntax.lexer import lexer_for
from regeltaal.syntax.parser import Parsed

_HEADER = "DOMEIN"
"""What the parser calls a header that it could not read."""


def is_same_file(one: Parsed, other: Parsed) -> bool:
    """Whether nothing that counts differs, problems included."""
    return (
        is_same(one.file.header, other.file.header)
        and is_same(one.file.items, other.file.items)
        and _comments(one.file) == _comments(other.file)
        and _codes(one) == _codes(other)
    )


def is_same(one: object, other: object) -> bool:
    """Whether two trees, or parts of them, say the same."""
    return walk.is_same(one, other, _plain, _judged)


def _judged(left: object, right: object) -> bool | None:
    match left, right:
        case tree.Literal(), tree.Literal():
            return left.kind == right.kind and is_same_value(left.kind, left.text, right.text)
        case tree.Broken(), tree.Broken():
            return _left_alone(left) == _left_alone(right)
        case tree.TextLiteral(), tree.TextLiteral():
            return left == right and _is_same_pattern(left, right)
        case _:
            return None


def _plain(node: object) -> object:
    """`x BEVAT NIET y` for `NIET x BEVAT y`."""
    return (negated(node) or node) if isinstance(node, tree.Not) else node


def _is_same_pattern(one: tree.TextLiteral, other: tree.TextLiteral) -> bool:
    """Whether two texts are the same as regular expressions; with values in them, or made by hand, they are none."""
    if one.plain is None or not (one.pattern and other.pattern):
        return True
    return _lines(one.pattern) == _lines(other.pattern)


def is_header(item: tree.Item) -> bool:
    """Whether it stands for a header that was not read; its stretch goes on to the first declaration."""
    return isinstance(item, tree.Broken) and item.keyword == _HEADER


def _left_alone(node: tree.Broken) -> object:
    """What was not read, as it stands; of a header without the comments behind it."""
    text = node.span.text
    if not is_header(node):
        return _lines(text).rstrip()
    return [token.text.rstrip() for token in lexer_for(grammar.load()).scan(text, lambda *_: None)]


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")


def _comments(file: tree.RuleFile) -> list[tuple[str, int]]:
    """Each comment with the number of the declaration that it is about: the one around it, before or behind it."""
    spans = [item.span for item in file.items if not is_header(item)]
    starts, ends = [span.start for span in spans], [span.end for span in spans]
    found = []
    for comment in file.comments:
        at = comment.span.start
        number = bisect_right(starts, at) - 1
        is_behind = _is_behind(file.source.text, at)
        if not is_behind and (number < 0 or ends[number] <= at):
            number += 1
        found.append((comment.text.rstrip(), max(number, 0)))
    return found


def _is_behind(text: str, at: int) -> bool:
    return bool(text[text.rfind("\n", 0, at) + 1 : at].strip())


def _codes(parsed: Parsed) -> list[str]:
    return sorted(problem.code.id for problem in parsed.problems)
