"""What a lint rule is: a code, and a function that finds where the pattern stands.

There are three kinds, by how far a rule looks:

* one **declaration** at a time. What it finds in a file is what it finds in each declaration by itself;
* one **file** at a time: it collects facts of each part of it first, and then compares those;
* the whole **project**: the same with the facts of all files. These are plain data (texts, numbers, tuples, places as
  two offsets), for they are kept between runs.

So an editor looks again at the declaration that was edited, and compares facts. A part of a file is one declaration or
more; a file as a whole is one part.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from regeltaal.base.diagnostic import Code, Diagnostic
from regeltaal.base.diagnostic_data import Data
from regeltaal.base.node import Node
from regeltaal.base.source import Source, Span
from regeltaal.lint.view import FileView, ProjectView


class Told(Node):
    """The facts of one part of a file, with the text that their places are in."""

    source: Source
    facts: Data

    def span(self, place: tuple[int, int]) -> Span:
        """A place, which facts hold as two offsets."""
        return Span(self.source, *place)


Collected = Mapping[str, Sequence[Told]]
"""What was collected of files, by path in the order of the project; of each the parts that have something to tell."""


class DeclarationRule(Node):
    """A rule that looks at one declaration, with what that uses. It is given a whole file, or a part of one.

    ``when_sound``: what it finds only counts where nothing in the file has an error.
    """

    code: Code
    find: Callable[[FileView], Iterable[Diagnostic]]
    when_sound: bool = False


class FileRule(Node):
    """A rule that looks across the declarations of a file.

    A part of which there is nothing to tell gives None, and is left out. Facts are not kept, so they may be anything.
    """

    code: Code
    collect: Callable[[FileView], Data]
    find: Callable[[Sequence[Told]], Iterable[Diagnostic]]


class ProjectRule(Node):
    """A rule that looks across files. A part of which there is nothing to tell gives None, and is left out."""

    code: Code
    collect: Callable[[FileView], Data]
    find: Callable[[Collected, ProjectView], Iterable[Diagnostic]]


LintRule = DeclarationRule | FileRule | ProjectRule
