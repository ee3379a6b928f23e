"""Names and texts as they are written: without back-quotes that are not needed, texts between straight quotes."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from regeltaal.base.patterns import lazily
from regeltaal.base.source import Source
from regeltaal.formatting import doc
from regeltaal.formatting.doc import Doc, Gap
from regeltaal.syntax import grammar
from regeltaal.syntax.lexer import lexer_for
from regeltaal.syntax.texts import TextReader
from regeltaal.syntax.tree import Interpolation, Name, Path, TextLiteral

_LONG = '"""'
_OPENS_PATH = lazily(r"\{(?=\s*(?:[^\W\d_]|['’`]))")
_INDENT = "  "
_NAMES, _CAPITALS = frozenset({"NAME"}), frozenset({"NAME", "UPPER"})


# ---------------------------------------------------------------- names


def name(node: Name) -> str:
    """A name of fields, events and the like."""
    return _spelled(node.text or node.key, _NAMES)


def capital(node: Name) -> str:
    """A verb or a function."""
    return (node.text or node.key).upper()


def path(node: Path) -> str:
    return ".".join(_spelled(part.text or part.key, _CAPITALS) for part in node.parts)


@lru_cache(1 << 13)
def _spelled(written: str, kinds: frozenset[str]) -> str:
    """White space folded, and back-quotes only where the words don't make a name by themselves."""
    plain = " ".join(written.replace("`", "").split())
    wanted = _NAMES if "`" in written else kinds
    return plain if _kind(plain) in wanted else f"`{plain}`"


def _kind(word: str) -> str | None:
    """What a text is when it is one token, and nothing else."""
    tokens = list(lexer_for(grammar.load()).scan(word, lambda *_: None))
    return tokens[0].kind if len(tokens) == 1 and tokens[0].text == word else None


# ---------------------------------------------------------------- texts


def plain(value: str) -> str:
    """A text without values in it, between quotes."""
    return f'"{_escaped(value)}"'


def literal(node: TextLiteral, at: int | None) -> Doc:
    if not node.long:
        return doc.text(f'"{_short(node)}"', at)
    lines = next(filter(None, _long(node)), None)
    if lines is None:
        return doc.raw(_as_it_was(node) or _LONG + _joined(node, _escaped) + _LONG, at)
    within = doc.hard(Gap.IN_TEXT)
    written = [part for line in lines for part in (within, doc.text(line))]
    return doc.join(doc.text(_LONG, at), doc.nested(*written, within, _LONG))


def interpolation(node: Interpolation) -> str:
    form = f"|{name(node.form)}" if node.form is not None else ""
    return f"{{{path(node.path)}{form}}}"


def _short(node: TextLiteral) -> str:
    """The content: as the author escaped it where that can be, else escaped where it must be."""
    own = node.pattern.replace('"', '\\"')
    if own and _is_plain(own) and node.plain == own:
        return own
    if own and node.plain is not None and "\n" not in own and _reads_as(f'"{own}"', node):
        return own
    return _joined(node, _escaped)


def _is_plain(content: str) -> bool:
    return not any(sign in content for sign in '\\{"\n')


def _joined(node: TextLiteral, escaped: Callable[[str], str]) -> str:
    return "".join(escaped(part) if isinstance(part, str) else interpolation(part) for part in node.parts)


def _escaped(part: str) -> str:
    escaped = part.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return _OPENS_PATH.sub(r"\\{", escaped)


def _escaped_parts(part: str) -> str:
    return _OPENS_PATH.sub(r"\\{", part.replace("\\", "\\\\"))


def _long(node: TextLiteral) -> Iterator[Sequence[str] | None]:
    """The lines of a long text, in the ways that it may be written; None where one does not read back."""
    contents = [node.pattern.replace("\r\n", "\n")] if node.plain is not None and node.pattern else []
    contents.append(_joined(node, _escaped_parts))
    for content in contents:
        lines = content.replace(_LONG, '\\"\\"\\"').split("\n")
        shown = "".join(f"\n{_INDENT}{line}" if line else "\n" for line in lines)
        yield lines if _reads_as(f"{_LONG}{shown}\n{_INDENT}{_LONG}", node) else None


def _as_it_was(node: TextLiteral) -> str | None:
    span = node.span
    if span is None or not _reads_as(span.text, node):
        return None
    return span.text.replace("\r\n", "\n")


def _reads_as(written: str, node: TextLiteral) -> bool:
    if _kind(written) not in {"TEXT", "LONG_TEXT"}:
        return False
    found = TextReader(Source("", written), grammar.load()).read(0, len(written))
    is_pattern = node.plain is not None and node.pattern != ""
    return found == node and (not is_pattern or found.pattern == node.pattern.replace("\r\n", "\n"))
