"""XML as text: elements in the order in which they are given, empty ones left out, the same bytes each time."""

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from attrs import field, frozen

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_INDENT = "  "
_ILLEGAL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(55296, 57344), 65534, 65535))
"""What XML 1.0 cannot hold, not even escaped."""

_LINE_ENDS = {"\r": "&#13;"}


@frozen
class Node:
    """An element with a text, or with elements in it."""

    name: str
    content: "str | tuple[Node, ...]"
    attributes: Mapping[str, str] = field(factory=dict)


Part = Node | None | Iterable["Node | None"]


def group(name: str, *parts: Part) -> Node | None:
    """An element around others, or nothing when there are none."""
    inside: list[Node] = []
    for part in parts:
        found = (part,) if part is None or isinstance(part, Node) else part
        inside.extend(node for node in found if node is not None)
    return Node(name, tuple(inside)) if inside else None


def leaf(name: str, content: str | None, /, **attributes: str | None) -> Node | None:
    """An element around a text, or nothing when there is no text."""
    written = (content or "").translate(_ILLEGAL).strip()
    if not written:
        return None
    return Node(name, written, {key: value for key, value in attributes.items() if value})


def document(root: Node | None, namespaces: Mapping[str, str]) -> bytes:
    """The whole as UTF-8."""
    if root is None:
        raise ValueError("a document has a root")
    return (_HEAD + "".join(_written(Node(root.name, root.content, namespaces), ""))).encode("utf-8")


def _written(node: Node, indent: str) -> Iterable[str]:
    attributes = "".join(f" {key}={quoteattr(_clean(value))}" for key, value in node.attributes.items())
    if isinstance(node.content, str):
        yield f"{indent}<{node.name}{attributes}>{escape(node.content, _LINE_ENDS)}</{node.name}>\n"
        return
    yield f"{indent}<{node.name}{attributes}>\n"
    for child in node.content:
        yield from _written(child, indent + _INDENT)
    yield f"{indent}</{node.name}>\n"


def _clean(value: str) -> str:
    return value.translate(_ILLEGAL)
