"""Lays a document out in lines, as wide as they may be. It walks with a stack of its own, however deep a tree is."""

from bisect import bisect_right
from collections.abc import Sequence
from math import inf
from typing import assert_never

from attrs import define, field

from regeltaal.formatting import doc
from regeltaal.formatting.doc import Doc, Gap
from regeltaal.formatting.lines import Writer
from regeltaal.syntax.tree import Comment

WIDTH = 100
"""The columns of a line, unless a text is longer."""


def laid_out(whole: Doc, width: float = WIDTH, source: str = "", comments: Sequence[Comment] = ()) -> str:
    """The text of a document, with the comments of the source that it was read from."""
    layout = _Layout(width, Writer(source, comments), [comment.span.start for comment in comments])
    layout.run(whole)
    return layout.writer.finish()


@define(eq=False)
class _Task:
    doc: Doc
    indent: int
    is_flat: bool


@define(eq=False)
class _Layout:
    width: float
    writer: Writer
    comments: list[int]
    waiting: list[_Task] = field(factory=list)
    column: int = 0

    def run(self, whole: Doc) -> None:
        self.waiting = [_Task(whole, 0, is_flat=False)]
        while self.waiting:
            self._do(self.waiting.pop())

    def _do(self, task: _Task) -> None:
        match task.doc:
            case doc.Text(text=content, first=first, last=last, width=width):
                self.writer.put(content, first, last)
                self.column += int(width)
            case doc.Raw(text=content, first=first, last=last):
                self.writer.put_raw(content, first, last)
                self.column = doc.display_width(content.rpartition("\n")[2])
            case doc.Line(flat=flat, gap=gap):
                self._line(task, flat, gap)
            case doc.Sequence(parts=parts):
                self.waiting.extend(_Task(part, task.indent, task.is_flat) for part in reversed(parts))
            case doc.Nested(by=by, inner=inner):
                self.waiting.append(_Task(inner, task.indent + by, task.is_flat))
            case doc.Group(inner=inner):
                self.waiting.append(_Task(inner, task.indent, task.is_flat or self._fits(task.doc)))
            case doc.Stack(lines=lines):
                self._stack(lines, task)
            case doc.Choice(stacks=stacks, resort=resort):
                fitting = (one for one in stacks if task.is_flat or self._stack_fits(one, task.indent))
                self.waiting.append(_Task(next(fitting, resort), task.indent, task.is_flat))
            case never:
                assert_never(never)

    def _line(self, task: _Task, flat: str, gap: Gap) -> None:
        if task.is_flat and task.doc.width < inf:
            self.writer.put(flat)
            self.column += len(flat)
        else:
            self.writer.end_line(task.indent, gap)
            self.column = task.indent

    def _stack(self, lines: Sequence[tuple[int, Doc]], task: _Task) -> None:
        for number, (indent, line) in reversed(list(enumerate(lines))):
            self.waiting.append(_Task(line, task.indent + indent, is_flat=True))
            if number:
                self.waiting.append(_Task(doc.HARD, task.indent + indent, is_flat=False))

    # ------------------------------------------------------------ what fits

    def _fits(self, part: Doc) -> bool:
        if self.column + part.width > self.width or self._holds_comment(part):
            return False
        return self.column + part.width + self._behind() <= self.width

    def _stack_fits(self, stack: doc.Stack, indent: int) -> bool:
        for number, (further, line) in enumerate(stack.lines):
            column = indent + further if number else self.column
            behind = self._behind() if line is stack.lines[-1][1] else 0
            if column + line.width + behind > self.width or self._holds_comment(line):
                return False
        return True

    def _holds_comment(self, part: Doc) -> bool:
        if part.first is None or part.last is None:
            return False
        number = bisect_right(self.comments, part.first)
        return number < len(self.comments) and self.comments[number] < part.last

    def _behind(self) -> float:
        """The width of what comes behind on the same line, whatever is done."""
        found = 0.0
        following = reversed(self.waiting)
        waiting: list[tuple[Doc, bool]] = []
        while found <= self.width:
            if not waiting:
                task = next(following, None)
                if task is None:
                    break
                waiting.append((task.doc, task.is_flat))
            part, is_flat = waiting.pop()
            match part:
                case doc.Line() if not is_flat:
                    return found
                case doc.Sequence(parts=parts) if not is_flat:
                    waiting.extend((one, False) for one in reversed(parts))
                case doc.Nested(inner=inner) | doc.Group(inner=inner) if not is_flat:
                    waiting.append((inner, False))
                case doc.Stack() | doc.Choice() if not is_flat:
                    return found
                case _:
                    found += part.width
        return found
