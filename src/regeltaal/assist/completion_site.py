"""A place behind some tokens of a declaration in a rule file, with what the parse tables and checking say of it."""

from collections.abc import Sequence
from functools import cached_property

from regeltaal.assist.completion_around import Around, around
from regeltaal.assist.completion_cursor import Declaration, Phrase
from regeltaal.assist.completion_stack import Reading, Stack
from regeltaal.assist.completion_tables import cell
from regeltaal.assist.completion_wanted import Wanted, type_of, wanted
from regeltaal.base.node import Node
from regeltaal.base.source import Source
from regeltaal.check.scope import Scope
from regeltaal.syntax import grammar
from regeltaal.syntax.build import RuleBuilder
from regeltaal.syntax.lexer import Token
from regeltaal.syntax.tables import END
from regeltaal.values.types import Type
from regeltaal.workspace.state import State


class InProject(Node):
    """The file that a place is in; ``base`` has the names that the whole file sees, None without a domain."""

    state: State
    path: str
    base: Scope | None


class Site:
    """A place behind some tokens of a declaration in a rule file."""

    def __init__(self, project: InProject, source: Source, found: Declaration, phrase: Phrase) -> None:
        self.project, self.source, self.declaration, self.phrase = project, source, found, phrase
        self.reading = Reading(source, grammar.load(), RuleBuilder, found.start_symbol, found.before)

    @property
    def base(self) -> Scope | None:
        return self.project.base

    @cached_property
    def line(self) -> str:
        """What stands on its line before it."""
        text = self.source.text
        return text[text.rfind("\n", 0, self.phrase.start) + 1 : self.phrase.start].strip()

    @property
    def in_row(self) -> bool:
        """Whether it is in a row of a table that was begun."""
        return self.line.startswith("|")

    @property
    def accepted(self) -> frozenset[str]:
        return self.reading.accepted

    @cached_property
    def named(self) -> Stack | None:
        """The stack below a name, or another word that belongs to the domain."""
        return self.reading.below("NAME") or self.reading.below("UPPER")

    @cached_property
    def place(self) -> Around | None:
        return self.around(self.named)

    def around(self, stack: Stack | None) -> Around | None:
        if stack is None or self.base is None:
            return None
        return around(stack, self.declaration.ahead, self.source, self.base)

    @cached_property
    def wanted(self) -> Wanted | None:
        """The kind of value that is asked for, where a value may begin."""
        if self.named is None or self.place is None:
            return None
        if self.named.symbol() == "BAR":
            return cell(self.named, self.tokens, self.place, self.source)
        if "OPEN" not in self.accepted:
            return None
        return wanted(self.named, self.place)

    @cached_property
    def left(self) -> Type | None:
        """The type of the value that stands just before, where it may be compared."""
        stack = self.reading.below("EQUALS")
        place = self.around(stack)
        if stack is None or place is None or stack.symbol() != "sum":
            return None
        return type_of(stack.value(), place.scope)

    @property
    def tokens(self) -> Sequence[Token]:
        """Those of the whole declaration."""
        return (*self.declaration.before, *self.declaration.ahead)

    @property
    def at_declaration(self) -> bool:
        """Whether another declaration may begin."""
        return END in self.accepted
