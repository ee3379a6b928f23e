"""Rendering of templates: what is shown is asked of the caller, how long it may get is watched, Jinja2 assembles.

Jinja2 is loaded when the first template is rendered.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import assert_never

from attrs import define, field

from regeltaal.base.text import Text
from regeltaal.program.tree import Shown, Template, TemplateLoop, TemplatePart
from regeltaal.runtime.bindings import FailedError, RenderedTemplate
from regeltaal.values.value import Value

MOST_CHARACTERS = 1_000_000
MOST_ROWS = 10_000

_LINE_BREAK_OR_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029]")

Scope = Mapping[int, Value | None]
"""The variables of rule and loops, by slot."""

Show = Callable[[Shown, Scope], str]
Rows = Callable[[TemplateLoop, Scope], Sequence[Value]]

Shape = tuple["str | Shape | None", ...]
"""The form of a template: literal text, None for a value, a tuple for a loop."""


class TemplateError(FailedError):
    """A template can't be rendered with these values; another try gives the same."""


def render(template: Template, scope: Scope, show: Show, rows: Rows) -> RenderedTemplate:
    """A template with its values filled in.

    Raises:
        TemplateError: it gets too long, or a header would get a line break or control character.
    """
    run = _Run(template.name, show, rows)
    headers = {name.lower(): run.header(name, parts, scope) for name, parts in template.headers}
    return RenderedTemplate(template.name, headers, run.text(template.body, scope, html=template.html), template.html)


@define(eq=False)
class _Run:
    """One rendering: what it has used of its limits so far."""

    name: str
    show: Show
    rows: Rows
    row_count: int = 0
    length: int = 0
    _parts: list[Shown | TemplateLoop] = field(factory=list)

    def header(self, name: str, parts: Sequence[TemplatePart], scope: Scope) -> str:
        line = self.text(parts, scope, html=False).strip()
        if _LINE_BREAK_OR_CONTROL.search(line):
            raise TemplateError(
                Text(
                    nl=f"`{name}` in sjabloon `{self.name}` zou een regeleinde of stuurteken krijgen",
                    en=f"`{name}` in template `{self.name}` would get a line break or control character",
                )
            )
        return line

    def text(self, parts: Sequence[TemplatePart], scope: Scope, *, html: bool) -> str:
        from regeltaal.runtime.templates_jinja import generate  # noqa: PLC0415 - loads Jinja2

        self._parts = list(_numbered(parts))
        return "".join(self._counted(generate(_shape(parts), self._show, self._rows, scope, html=html)))

    def _show(self, number: int, scope: Scope) -> str:
        part = self._parts[number]
        if not isinstance(part, Shown):
            raise TypeError(f"part {number} shows nothing")
        return self.show(part, scope)

    def _rows(self, number: int, scope: Scope) -> Iterator[Scope]:
        part = self._parts[number]
        if not isinstance(part, TemplateLoop):
            raise TypeError(f"part {number} is no loop")
        for row in self.rows(part, scope):
            self.row_count += 1
            if self.row_count > MOST_ROWS:
                raise self._too_much(f"{MOST_ROWS} regels", f"{MOST_ROWS} rows")
            yield {**scope, part.variable.slot: row}

    def _counted(self, chunks: Iterator[str]) -> Iterator[str]:
        for chunk in chunks:
            self.length += len(chunk)
            if self.length > MOST_CHARACTERS:
                raise self._too_much(f"{MOST_CHARACTERS} tekens", f"{MOST_CHARACTERS} characters")
            yield chunk

    def _too_much(self, nl: str, en: str) -> TemplateError:
        return TemplateError(
            Text(nl=f"sjabloon `{self.name}` wordt langer dan {nl}", en=f"template `{self.name}` gets longer than {en}")
        )


def _numbered(parts: Sequence[TemplatePart]) -> Iterator[Shown | TemplateLoop]:
    """The parts that ask for something, in the order in which ``templates_jinja`` numbers them."""
    for part in parts:
        match part:
            case str():
                pass
            case Shown():
                yield part
            case TemplateLoop(body=body):
                yield part
                yield from _numbered(body)
            case _:
                assert_never(part)


def _shape(parts: Sequence[TemplatePart]) -> Shape:
    return tuple(_shape_of(part) for part in parts)


def _shape_of(part: TemplatePart) -> str | Shape | None:
    match part:
        case str():
            return part
        case Shown():
            return None
        case TemplateLoop(body=body):
            return _shape(body)
        case _:
            assert_never(part)
