"""Templates of mails, messages and documents: parsed, and checked against the rule that uses them.

Headers (`Onderwerp: …`) stand above the first empty line; then comes the body. `{pad|vorm}` shows a value,
`{VOOR ELK x IN lijst}…{KLAAR}` repeats a piece, any other `{` is just a `{`.
"""

import hashlib
import re
from collections.abc import Iterator

from attrs import define

from regeltaal.base.diagnostic import Problems
from regeltaal.base.node import Node, evolve, field
from regeltaal.base.patterns import lazily
from regeltaal.base.source import Source, Span
from regeltaal.check import conditions, lowering, noting, printing
from regeltaal.check.problems import templates as problems
from regeltaal.check.scope import Scope
from regeltaal.program import tree as out
from regeltaal.schema.model import key_of
from regeltaal.syntax import tree

_WORD = r"(?:`[^`\n{}]+`|[^\W\d_][\w'’-]*)"
_NAME = rf"{_WORD}(?:[^\S\n]+{_WORD})*"
_PATH = rf"{_NAME}(?:\.{_NAME})*"
_MARK = lazily(
    rf"\{{[^\S\n]*(?:(?P<loop>VOOR[^\S\n]+ELKE?\b[^{{}}\n]*+)|(?P<end>KLAAR)|(?P<path>{_PATH})(?:[^\S\n]*\|[^\S\n]*(?P<form>{_NAME}))?)"
    r"[^\S\n]*\}"
)
_LOOP = lazily(rf"VOOR[^\S\n]+ELKE?[^\S\n]+(?P<name>{_NAME})[^\S\n]+IN[^\S\n]+(?P<path>{_PATH})[^\S\n]*")
_HEADER = lazily(r"(?P<name>[^\W\d_][\w -]*):[^\S\n]*(?P<value>[^\n]*)(?:\n|\Z)")
_DEEPEST = 10
"""What goes along lists within lists any further prints an astronomic number of rows."""
_LOWER = lazily(r"[^\W\d_A-ZÀ-ÖØ-Þ]")


def load(kind: str, name: str, span: Span, scope: Scope) -> out.Template | None:
    """The template that a parameter names, None when there is none; what is wrong in it is shown at ``span``."""
    if scope.templates is None:
        return None
    source = scope.templates.find(kind, name)
    if source is None:
        known = scope.templates.names(kind)
        scope.report(problems.template_missing(span, name, scope.templates.place(kind, name), known))
        return None
    noting.template(scope, span, source.path)
    found = Problems()
    found.lost_names = scope.problems.lost_names
    template = _parse(source, name, evolve(scope, problems=found, row=scope.row))
    for cause in found:
        if cause.is_error:
            scope.report(cause if cause.code is problems.TEMPLATE_BLOCK else problems.in_template(span, name, cause))
    return template


def _parse(source: Source, name: str, scope: Scope) -> out.Template:
    headers: list[tuple[str, tuple[out.TemplatePart, ...]]] = []
    at = 0
    for header in _headers(source.text):
        value = Span(source, header.start("value"), header.end("value"))
        headers.append((header["name"].strip(), _parts(value, name, scope)))
        at = header.end()
    body = Span(source, _behind_empty_line(source.text, at), len(source.text))
    html = source.path.lower().endswith((".html", ".htm"))
    digest = hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()
    return out.Template(name, tuple(headers), _parts(body, name, scope), html, digest)


def _headers(text: str) -> Iterator[re.Match[str]]:
    """The header lines, when an empty line or the end follows them; else the text is all body."""
    at, found = 0, []
    while (header := _HEADER.match(text, at)) is not None:
        found.append(header)
        at = header.end()
    return iter(found if at == len(text) or text[at] in "\r\n" else [])


def _behind_empty_line(text: str, at: int) -> int:
    if at == 0:
        return 0
    line_end = text.find("\n", at)
    return len(text) if line_end < 0 else line_end + 1


# ---------------------------------------------------------------- parts


class _Block(Node):
    """A block that is being read: its parts so far, and (save for the outermost) what it goes along."""

    scope: Scope
    parts: list[out.TemplatePart] = field(factory=list)
    items: out.Expr | None = None
    variable: out.Variable | None = None
    opened: Span | None = None


@define
class _Reader:
    name: str
    blocks: list[_Block]

    @property
    def block(self) -> _Block:
        return self.blocks[-1]


def _parts(place: Span, name: str, scope: Scope) -> tuple[out.TemplatePart, ...]:
    """The parts of one stretch of a template."""
    reader = _Reader(name, [_Block(scope)])
    source, at = place.source, place.start
    for mark in _MARK.finditer(source.text, place.start, place.end):
        if mark["path"] and not _LOWER.search(mark["path"]):
            continue
        if mark["loop"] and len(reader.blocks) > _DEEPEST:
            scope.report(problems.template_block(Span(source, *mark.span()), name, problems.TOO_DEEP))
            return ()
        _add_text(reader.block, source.text[at : mark.start()])
        at = mark.end()
        _read_mark(mark, Span(source, mark.start(), mark.end()), reader)
    _add_text(reader.block, source.text[at : place.end])
    while len(reader.blocks) > 1:
        scope.report(problems.template_block(reader.block.opened or place, name, problems.NOT_CLOSED))
        _close(reader)
    return tuple(reader.block.parts)


def _add_text(block: _Block, text: str) -> None:
    if text:
        block.parts.append(text)


def _read_mark(mark: re.Match[str], span: Span, reader: _Reader) -> None:
    if mark["end"]:
        if len(reader.blocks) == 1:
            reader.block.scope.report(problems.template_block(span, reader.name, problems.NOT_OPENED))
        else:
            _close(reader)
    elif mark["loop"]:
        _open(mark, span, reader)
    else:
        scope = reader.block.scope
        path = _path(mark["path"], span.source, mark.start("path"))
        value = lowering.value(path, scope)
        form = _name(mark["form"], span.source, mark.start("form")) if mark["form"] else None
        reader.block.parts.append(printing.shown(value, form, path.span, scope))


def _open(mark: re.Match[str], span: Span, reader: _Reader) -> None:
    scope = reader.block.scope
    loop = _LOOP.fullmatch(mark["loop"])
    if loop is None:
        scope.report(problems.template_block(span, reader.name, problems.NO_LOOP))
        reader.blocks.append(_Block(scope, opened=span))
        return
    start = mark.start("loop")
    path = _path(loop["path"], span.source, start + loop.start("path"))
    variable_name = _name(loop["name"], span.source, start + loop.start("name"))
    items, variable, inner = conditions.along(path, variable_name, scope)
    reader.blocks.append(_Block(evolve(inner, elements=scope.elements), [], items, variable, span))


def _close(reader: _Reader) -> None:
    """The innermost block becomes a part of the one around it."""
    block = reader.blocks.pop()
    if block.items is not None and block.variable is not None:
        reader.block.parts.append(out.TemplateLoop(block.items, block.variable, tuple(block.parts)))


def _path(text: str, source: Source, start: int) -> tree.Path:
    parts, at = [], start
    for piece in text.split("."):
        parts.append(_name(piece, source, at))
        at += len(piece) + 1
    return tree.Path(tuple(parts), Span(source, start, start + len(text)))


def _name(text: str, source: Source, start: int) -> tree.Name:
    return tree.Name(key_of(text), " ".join(text.replace("`", "").split()), Span(source, start, start + len(text)))
