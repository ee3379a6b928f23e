"""What the names at one place stand for: the record, variables, results, rows of a table, definitions and lists."""

from collections.abc import Iterator, Mapping
from itertools import count
from zoneinfo import ZoneInfo

import attrs
from attrs import define

from regeltaal.base.diagnostic import Diagnostic, Problems
from regeltaal.base.node import Node, apart, evolve, field
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.check.notes import Access, Note, Symbol
from regeltaal.check.setting import Templates
from regeltaal.program import tree as out
from regeltaal.schema.model import Event, Level, Object, Parameter, Schema, key_of
from regeltaal.syntax import tree
from regeltaal.values.operator import Function, Overload
from regeltaal.values.types import ListOf, ObjectType, Type, Unknown

Lowered = out.Expr | out.Cond
"""What a node becomes: a value or a condition."""

PREVIOUS, EVENT, ADMINISTRATION = "vorige", "gebeurtenis", "administratie"
ROW, EXAMPLE, PARAMETER, CANDIDATES = "rij", "voorbeeld", "parameter", "kandidaten"


Standing = tuple[object, ...]
"""What a name stands for: the nodes of its declarations, and how they fared. Compared by identity, see ``is_same``."""
ALL, LACKING = "*", "?"
"""Asked of names as if they were one: which there are, and whether some may be missing."""


@define(eq=False)
class DefinitionSite:
    """A DEFINITIE where it stands: its node, the names that its file sees, and for which object it is (None: any).

    ``broken``: reported already, so that a use of it is not.
    """

    key: str
    node: tree.Definition | None
    home: "FileNames"
    object: Object | None = None
    broken: bool = False


@define(eq=False)
class ListSite:
    """A LIJST where it stands."""

    key: str
    node: tree.ListDeclaration | None
    broken: bool = False
    lowered: dict[Type | None, out.Expr] = attrs.field(factory=dict)
    """Its values by the type that was wanted of them, so that a long list is lowered once."""


Asked = dict[tuple[str, str], Standing]
"""What was asked of the names that a file sees, by its path and the name, and what was told."""


@define(eq=False)
class FileNames:
    """The lists and definitions that one file sees: its own and those of the files that it uses.

    Those who check ask by ``definition`` and ``list``, so that it can be noted what they asked.
    """

    path: str = ""
    definitions: dict[str, DefinitionSite] = attrs.field(factory=dict)
    lists: dict[str, ListSite] = attrs.field(factory=dict)
    incomplete: bool = False
    """A GEBRUIK, or the head of the file, can't be read: names that it would have brought are missing."""
    asked: Asked | None = None

    def definition(self, key: str) -> DefinitionSite | None:
        self._note(key)
        return self.definitions.get(key)

    def list(self, key: str) -> ListSite | None:
        self._note(key)
        return self.lists.get(key)

    @property
    def all(self) -> tuple[str, ...]:
        """Every name, for suggestions."""
        self._note(ALL)
        return (*self.definitions, *self.lists)

    @property
    def may_lack_some(self) -> bool:
        self._note(LACKING)
        return self.incomplete

    def watched(self, asked: Asked | None) -> "FileNames":
        """The same, of which it is noted what is asked."""
        return self if asked is None else attrs.evolve(self, asked=asked)

    def _note(self, key: str) -> None:
        if self.asked is not None:
            self.asked.setdefault((self.path, key), self.standing(key))

    def standing(self, key: str) -> Standing:
        """What a name stands for here, at this moment."""
        if key == ALL:
            return (*self.definitions, None, *self.lists)
        if key == LACKING:
            return (self.incomplete,)
        definition, declared = self.definitions.get(key), self.lists.get(key)
        if definition is None and declared is None:
            return ()
        of_definition = () if definition is None else (definition.node, definition.object, definition.broken)
        return (*of_definition, None, *(() if declared is None else (declared.node, declared.broken)))


def is_same(one: Standing, other: Standing) -> bool:
    """Whether a name stands for the very same."""
    return len(one) == len(other) and all(map(_is_same, one, other))


def _is_same(one: object, other: object) -> bool:
    return one is other or (isinstance(one, str) and one == other)


@define(eq=False)
class Nesting:
    """How deep lowering is inside an expression, and whether “too deep” was said."""

    level: int = 0
    reported: bool = False


class Need(Node):
    """What a place in a rule asks of an administration.

    A module, a subscription, a yes/no field that must not be no (``trait``), or a condition of an action (``demand``)
    with what the rule gives its parameters. ``what`` is the name of what asks it, or words for what has none.
    """

    what: str | Text
    module: str | None
    subscription: str | None
    span: Span = apart()
    trait: str | None = None
    demand: out.Precondition | None = None
    given: Mapping[str, out.Expr] = field(factory=dict)


class Prepared(Node):
    """The conditions of an action, lowered for records of one object."""

    preconditions: tuple[out.Precondition, ...]
    candidates: out.Collect | None
    required_if: tuple[tuple[str, out.Cond], ...]
    """By parameter: when it is required."""


class Row(Node):
    """One row of a table: the literal in each column, by key."""

    cells: Mapping[str, tree.Expr]
    headings: Mapping[str, Span] = field(factory=dict, eq=False)
    """Where the name of each column stands."""


class Scope(Node):
    """The names in reach at one place. Frozen: a quantifier or loop makes a wider one with ``with_variable``."""

    schema: Schema
    names: FileNames
    problems: Problems = apart()
    level: Level = Level.ADMINISTRATION
    record: out.Expr | None = None
    """What a bare field is read from."""
    variables: Mapping[str, out.Expr] = field(factory=dict)
    row: Row | None = None
    examples: Row | None = None
    parameters: Mapping[str, Parameter] | None = None
    performs: str = ""
    """The action that those are of, by its title."""
    candidates: str | None = None
    """The object of the candidates, in the conditions of an action that has them."""
    creating: Event | None = None
    """An event of the rule that makes the record: then there is no before."""
    by_clock: bool = False
    """The clock can start the rule: then nothing changes."""
    has_before: bool = True
    """Whether `vorige`, WAS and IS GEWIJZIGD can be asked at all: not in the conditions of an action."""
    elements: tuple[tuple[str, Object], ...] = ()
    """Variables of quantifiers around this place, innermost last: for “bedoelde u `materiaal.aantal`?”."""
    zone: ZoneInfo = field(factory=lambda: ZoneInfo("Europe/Amsterdam"))
    functions: Mapping[str, Function] = field(factory=dict)
    """Those of the language and of the domain, by name in capitals."""
    unbound: frozenset[str] = frozenset()
    """Those of the domain that are bound to no code."""
    templates: Templates | None = field(default=None, eq=False)
    administration: str | None = None
    """In a test: that of its file, None in the environment."""
    administrations: frozenset[str] = frozenset()
    """Those of the project by name; none: nothing is said about names."""
    overloads: dict[tuple[int, tuple[Type, ...]], Overload] = field(factory=dict, eq=False)
    """Overloads chosen before, by the identity of the operator and the types of its operands."""
    prepared: "dict[tuple[str, str], Prepared]" = field(factory=dict, eq=False)
    """The conditions of actions, lowered once for each object whose rules use them."""
    needs: list[Need] = field(factory=list, eq=False)
    unentitled: dict[Level, bool] = field(factory=dict, eq=False)
    """Whether any administration lacks what rules at a level ask: worked out once."""
    nesting: Nesting = field(factory=Nesting, eq=False)
    slots: Iterator[int] = field(factory=count, eq=False)
    uses: dict[tuple[int, out.Expr | None], "out.Expr | out.Cond"] = field(factory=dict, eq=False)
    """Definitions lowered for this rule, by site and record."""
    notes: list[Note] | None = field(default=None, eq=False)
    """What names were found to stand for, where somebody wants to know."""

    @property
    def object(self) -> Object | None:
        return None if self.record is None else self.object_of(self.record.type)

    def object_of(self, type_: Type) -> Object | None:
        """The object of a reference or of a list of references."""
        element = type_.element if isinstance(type_, ListOf) else type_
        if not isinstance(element, ObjectType):
            return None
        return self.schema.objects.get(element.name) or self.schema.object(element.name)

    def report(self, diagnostic: Diagnostic) -> None:
        self.problems.add(diagnostic)

    def note(self, span: Span, symbol: Symbol, access: Access = Access.READ, type_: Type | None = None) -> None:
        """Notes what a stretch of text stands for."""
        if self.notes is not None:
            self.notes.append(Note(span, symbol, access, type_))

    @property
    def unnoted(self) -> "Scope":
        """This scope for what stands elsewhere and is noted there: a definition, a list, the domain."""
        return self if self.notes is None else evolve(self, notes=None)

    def new_variable(self, name: tree.Name, type_: Type) -> out.Variable:
        return out.Variable(name.key, next(self.slots), type_, name.span)

    def with_variable(self, variable: out.Variable, *, element: bool = False) -> "Scope":
        """This scope with a variable more; ``element``: it is the row of a quantifier, whose fields are at hand."""
        found = self.object_of(variable.type)
        elements = (*self.elements, (variable.name, found)) if element and found else self.elements
        return evolve(self, variables={**self.variables, variable.name: variable}, elements=elements)

    def known_names(self) -> list[str]:
        """Every name that a path may start with here, for suggestions."""
        found = self.object
        fields = [one.name for one in found.fields.values()] if found else []
        return [*self.variables, *fields, *self.names.all, *self.fixed_names()]

    def fixed_names(self) -> list[str]:
        """The fixed first words of a path that have a meaning here."""
        names = [EVENT, ADMINISTRATION]
        changes = self.creating is None and not self.by_clock
        names += [PREVIOUS] if self.record is not None and changes else []
        names += [ROW] if self.row is not None else []
        names += [EXAMPLE] if self.examples is not None else []
        names += [PARAMETER] if self.parameters is not None else []
        return names + ([CANDIDATES] if self.candidates is not None else [])


def record_root(found: Object, span: Span) -> out.Root:
    return out.Root(out.RootKind.RECORD, ObjectType(found.name), span)


def nothing_known(span: Span) -> out.Const:
    """What stands for an expression that has been reported: it fits everywhere."""
    return out.Const(None, Unknown(), span)


def no_condition(span: Span) -> out.All:
    """What stands for a condition that has been reported."""
    return out.All((), span)


def same_key(left: str, right: str) -> bool:
    return key_of(left) == key_of(right)
