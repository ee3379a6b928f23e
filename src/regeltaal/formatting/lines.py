"""The lines of a file while they are laid out, with each comment put where it stood.

A comment behind a line stays behind the line that its last word went to; one with a line of its own stays above what
came below it. Where a comment stood in the middle of something that is now one line, it goes behind that line, and a
second one above it: the order of comments never changes.
"""

from collections.abc import Sequence

from attrs import define, field

from regeltaal.base.node import Node
from regeltaal.formatting.doc import Gap
from regeltaal.syntax.tree import Comment


@define(eq=False)
class OutLine:
    """A line: its text, the comment behind it, and those above it."""

    indent: int
    gap: Gap
    text: str = ""
    is_known: bool = False
    """Whether something on it has a place in the source."""
    empty_before: bool = False
    above: list["Above"] = field(factory=list)
    behind: str | None = None


class Above(Node):
    """A comment on a line of its own."""

    text: str
    indent: int
    empty_before: bool


@define(eq=False)
class Writer:
    """Fills the lines; ``source`` is the text that was read, ``comments`` those in it that are to be put back."""

    source: str
    comments: Sequence[Comment]
    lines: list[OutLine] = field(factory=lambda: [OutLine(0, Gap.AUTHORS)])
    _next: int = 0

    def put(self, content: str, at: int | None = None, until: int | None = None) -> None:
        """Goes on with the line, with what was read from one place to another."""
        if at is not None:
            self._arrive(at)
        self.lines[-1].text += content
        self._pass(until)

    def end_line(self, indent: int, gap: Gap = Gap.NONE) -> None:
        if gap is Gap.IN_TEXT:
            _move_up(self.lines[-1])
        self.lines.append(OutLine(indent, gap))

    def put_raw(self, content: str, at: int | None, until: int | None) -> None:
        first, *others = content.split("\n")
        self.put(first, at)
        for other in others:
            self.end_line(0, Gap.IN_TEXT)
            self.put(other, at)
        self._pass(until)

    def finish(self) -> str:
        """The text of all lines; what is left of the comments stands at the end."""
        if self.lines[-1].is_known or self.lines[-1].text:
            self.end_line(0, Gap.AUTHORS)
        self._arrive(len(self.source))
        written: list[str] = []
        for line in self.lines:
            for comment in line.above:
                written += ["" for _ in range(comment.empty_before)]
                written.append(" " * comment.indent + comment.text)
            shown = _shown(line)
            if shown or line is not self.lines[-1]:
                written += ["" for _ in range(line.empty_before)]
                written.append(shown)
        return "".join(f"{line}\n" for line in written)

    # ------------------------------------------------------------ comments

    def _arrive(self, at: int) -> None:
        """Puts the comments that stood before this place, and the empty line that belongs above."""
        line = self.lines[-1]
        if line.is_known:
            self._pass(at)
            return
        line.is_known = True
        own = self._passed(at)
        while own and self._is_behind(own[0]) and len(self.lines) > 1:
            _put_behind(self.lines[-2], own[0])
            own = own[1:]
        self._above(line, own, at)

    def _pass(self, at: int | None) -> None:
        """Takes along the comments that stood in the middle of what is now one line."""
        if at is not None:
            for comment in self._passed(at):
                self._in_the_middle(comment)

    def _passed(self, at: int) -> Sequence[Comment]:
        start = self._next
        while self._next < len(self.comments) and self.comments[self._next].span.start < at:
            self._next += 1
        return self.comments[start : self._next]

    def _in_the_middle(self, comment: Comment) -> None:
        line = self.lines[-1]
        if self._is_behind(comment):
            _put_behind(line, comment)
        else:
            _move_up(line)
            line.above.append(Above(_text(comment), line.indent, empty_before=False))

    def _above(self, line: OutLine, comments: Sequence[Comment], at: int) -> None:
        """Comments that end what stood before are indented as that was; the others go with the line."""
        before = self.lines[-2] if len(self.lines) > 1 else None
        ending = 0
        if before is not None and before.indent > line.indent:
            while ending < len(comments) and self._column(comments[ending].span.start) > self._column(at):
                ending += 1
        empty = self._empty_lines(line, [*(comment.span.start for comment in comments), at], ending)
        for number, comment in enumerate(comments):
            indent = before.indent if before is not None and number < ending else line.indent
            line.above.append(Above(_text(comment), indent, empty[number]))
        line.empty_before = empty[-1]

    def _empty_lines(self, line: OutLine, places: list[int], ending: int) -> list[bool]:
        """Whether an empty line goes before each of these places."""
        is_first = len(self.lines) == 1
        authors = [self._is_after_empty_line(place) for place in places]
        match line.gap:
            case Gap.NONE | Gap.IN_TEXT:
                found = [False for _ in places]
            case Gap.AROUND_COMMENTS:
                found = authors if len(places) > 1 else [False]
            case Gap.AUTHORS:
                found = authors
            case Gap.ONE:
                found = [one or (number == ending and not any(authors)) for number, one in enumerate(authors)]
        return [one and not (is_first and number == 0) for number, one in enumerate(found)]

    # ------------------------------------------------------------ the source

    def _line_start(self, at: int) -> int:
        return self.source.rfind("\n", 0, at) + 1

    def _is_behind(self, comment: Comment) -> bool:
        """Whether something stood before it on its line."""
        start = comment.span.start
        return bool(self.source[self._line_start(start) : start].strip(" \t\r\ufeff"))

    def _column(self, at: int) -> int:
        return at - self._line_start(at)

    def _is_after_empty_line(self, at: int) -> bool:
        start = self._line_start(at)
        if start == 0 or self.source[start:at].strip():
            return False
        return not self.source[self._line_start(start - 1) : start - 1].strip()


def _put_behind(line: OutLine, comment: Comment) -> None:
    _move_up(line)
    line.behind = _text(comment)


def _move_up(line: OutLine) -> None:
    """Makes room behind a line: what stood there goes above it."""
    if line.behind is not None:
        line.above.append(Above(line.behind, line.indent, empty_before=False))
        line.behind = None


def _text(comment: Comment) -> str:
    return comment.text.rstrip()


def _shown(line: OutLine) -> str:
    content = " " * line.indent + line.text if line.text else ""
    return content if line.behind is None else f"{content.rstrip()}  {line.behind}"
