"""What a lint rule is: a code, and a function that finds where the pattern stands.

Most look at one file at a time. One about the whole project collects facts of each file first, as plain data (texts,
numbers, tuples, places as two offsets), which are kept between runs; then it compares those of all files.
"""

from collections.abc import Callable, Iterable, Mapping

from regeltaal.base.diagnostic import Code, Diagnostic
from regeltaal.base.diagnostic_data import Data
from regeltaal.base.node import Node
from regeltaal.lint.view import FileView, ProjectView


class FileRule(Node):
    """A rule that needs one file, with what that uses."""

    code: Code
    find: Callable[[FileView], Iterable[Diagnostic]]


class ProjectRule(Node):
    """A rule that needs all files; ``find`` gets what ``collect`` gave of each, by path in the order of the project.

    A file of which there is nothing to tell gives None, and is left out.
    """

    code: Code
    collect: Callable[[FileView], Data]
    find: Callable[[Mapping[str, Data], ProjectView], Iterable[Diagnostic]]


LintRule = FileRule | ProjectRule
