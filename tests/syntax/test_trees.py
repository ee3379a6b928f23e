"""What each construct is as a tree: a case holds the source and, behind the line `=== verwacht`, the tree."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from regeltaal.base.source import Source, Span
from regeltaal.syntax.parser import parse
from regeltaal.syntax.tree import Literal, Name, TextLiteral
from regeltaal.syntax.tree import Path as TreePath

CASES = sorted((Path(__file__).parent / "good").glob("*.txt"))
WIDTH = 100


def shown(node: object) -> str:
    """A node on one line: names and literals by what they hold, the others by their fields."""
    match node:
        case Name(key=key):
            return key
        case TreePath(parts=parts):
            return f"<{'.'.join(part.key for part in parts)}>"
        case Literal(kind=kind, text=text):
            return f"{kind}:{text}"
        case TextLiteral(parts=parts, long=long):
            return f"{'long ' if long else ''}text({' '.join(map(_part, parts))})"
        case tuple():
            return f"[{'; '.join(map(shown, node))}]"
        case None | str() | int():
            return str(node)
    fields = type(node).__fields__  # type: ignore[attr-defined]  # every other kind of part was shown above
    values = [f"{name}={shown(getattr(node, name))}" for name, one in fields.items() if one.eq]
    return f"{type(node).__name__}({', '.join(values)})"


def _part(part: object) -> str:
    return repr(part) if isinstance(part, str) else shown(part)


def lines(node: object, indent: str = "") -> Iterator[str]:
    """A node, taken apart where it does not fit on a line."""
    text = shown(node)
    if len(text) + len(indent) <= WIDTH or isinstance(node, str | TextLiteral):
        yield f"{indent}{text}"
    elif isinstance(node, tuple):
        for part in node:
            yield from lines(part, indent)
    else:
        yield f"{indent}{type(node).__name__}"
        for name, one in type(node).__fields__.items():  # type: ignore[attr-defined]  # every node that is left is a Node
            value = getattr(node, name)
            if not isinstance(value, Span | Source) and one.eq:
                short = f"{indent}  {name}: {shown(value)}"
                if len(short) <= WIDTH:
                    yield short
                else:
                    yield f"{indent}  {name}:"
                    yield from lines(value, f"{indent}    ")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_construct_is_read_as_this_tree(path: Path, golden: Callable[[Path, str], None]) -> None:
    source = path.read_text(encoding="utf-8").partition("=== verwacht\n")[0]
    parsed = parse(Source(path.name, source))
    assert parsed.problems == ()
    file = parsed.file
    golden(path, "\n".join([*lines(file.header), *(line for item in file.items for line in lines(item))]) + "\n")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_node_lies_within_its_parent_and_begins_and_ends_at_a_token(path: Path) -> None:
    source = Source(path.name, path.read_text(encoding="utf-8").partition("=== verwacht\n")[0])
    for item in parse(source).file.items:
        _check_places(item, 0, len(source.text))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_line_ends_and_a_byte_order_mark_make_no_difference(path: Path) -> None:
    text = path.read_text(encoding="utf-8").partition("=== verwacht\n")[0]
    plain, other = parse(Source("x", text)), parse(Source("x", "\ufeff" + text.replace("\n", "\r\n")))
    assert (other.problems, other.file.header, other.file.items) == ((), plain.file.header, plain.file.items)


def _check_places(node: object, start: int, end: int) -> None:
    if isinstance(node, tuple):
        for part in node:
            _check_places(part, start, end)
    elif hasattr(node, "span"):
        span = node.span
        assert start <= span.start < span.end <= end
        assert span.text == span.text.strip()
        for name, one in type(node).__fields__.items():  # type: ignore[attr-defined]  # what has a span is a Node
            if one.eq:
                _check_places(getattr(node, name), span.start, span.end)
