"""What the names in a text were found to stand for: noted while checking, for an editor to go by.

A note ties a stretch of text to a symbol. Symbols are compared by what they stand for, never by where they stand, so
that all notes with an equal symbol are about the same thing, in whatever file they are. All names in them are keys.
"""

from enum import Enum

from regeltaal.base.node import Node, field
from regeltaal.base.source import Span
from regeltaal.values.types import Type


class Access(Enum):
    """What a place does with what it names."""

    READ = "leest"
    WRITE = "schrijft"
    DECLARE = "maakt"


class ObjectSymbol(Node):
    """An object of the domain."""

    name: str


class FieldSymbol(Node):
    """A field of an object; a free field by its whole key, `vrije velden.<naam>`.

    A parameter that came from a field (VELDEN VAN) is that field.
    """

    object: str
    name: str


class EventSymbol(Node):
    name: str


class ActionSymbol(Node):
    """An action by its title as schemas key it: verb and name."""

    title: str


class ParameterSymbol(Node):
    action: str
    name: str


class EnumSymbol(Node):
    """A list of choices of the domain (KEUZE)."""

    name: str


class ChoiceSymbol(Node):
    """A value of a list of choices of the domain, without case."""

    enum: str
    value: str


class FunctionSymbol(Node):
    """A function, by its name in capitals."""

    name: str


class FixedSymbol(Node):
    """What is always there: `gebeurtenis.moment` or its first word, a day of the clock, a form such as `|kort`."""

    name: str


class PhaseSymbol(Node):
    name: str


class DefinitionSymbol(Node):
    """A DEFINITIE, by the path of its file in the project and its name."""

    path: str
    name: str


class ListSymbol(Node):
    """A LIJST, idem."""

    path: str
    name: str


class RuleSymbol(Node):
    """A rule by its name, without case; ``administration`` is None in the environment.

    VERWACHT REGEL names one by the administration of its test, which may as well be one of the environment.
    """

    administration: str | None
    name: str


class TestSymbol(Node):
    """A test by the path of its file and its name, without case."""

    __test__ = False  # pytest would take it for one of its own

    path: str
    name: str


class VariableSymbol(Node):
    """The row of a quantifier or loop, or a result with GENAAMD: by where it got its name."""

    name: str
    declared: Span = field(shown=False)


class ColumnSymbol(Node):
    """A column of the table of a rule or test: by where its name stands in the heading."""

    name: str
    declared: Span = field(shown=False)


class TemplateSymbol(Node):
    """A template, by the path of its file in the project."""

    path: str


class FileSymbol(Node):
    """A file of the project that GEBRUIK or GEGEVEN names, by its path."""

    path: str


class DomainSymbol(Node):
    name: str


class AdministrationSymbol(Node):
    name: str


class TagSymbol(Node):
    name: str


Symbol = (
    ObjectSymbol
    | FieldSymbol
    | EventSymbol
    | ActionSymbol
    | ParameterSymbol
    | EnumSymbol
    | ChoiceSymbol
    | FunctionSymbol
    | FixedSymbol
    | PhaseSymbol
    | DefinitionSymbol
    | ListSymbol
    | RuleSymbol
    | TestSymbol
    | VariableSymbol
    | ColumnSymbol
    | TemplateSymbol
    | FileSymbol
    | DomainSymbol
    | AdministrationSymbol
    | TagSymbol
)


class Note(Node):
    """What a stretch of text stands for, and what it does with that. ``type`` is of the value that is read there."""

    span: Span
    symbol: Symbol
    access: Access = Access.READ
    type: Type | None = None
