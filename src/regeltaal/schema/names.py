"""What a domain calls things: gathered from all declarations first, so that their order does not matter."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from regeltaal.base.diagnostic import Diagnostic, Problems
from regeltaal.base.node import Node, apart
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.schema import declarations as written
from regeltaal.schema import properties
from regeltaal.schema.model import ADMINISTRATION, Level, Module, key_of
from regeltaal.schema.problems import fields as field_problems
from regeltaal.schema.problems import names as problems
from regeltaal.syntax.tree import Broken, Name, TextLiteral
from regeltaal.values import registry
from regeltaal.values.types import Enumeration

FIXED_WORDS = ("vorige", "gebeurtenis", "administratie", "rij", "voorbeeld", "parameter", "kandidaten", "vrije velden")
"""Words that a path may start with and that have a meaning of their own there."""


class Named(Protocol):
    """A declaration with a name and a place."""

    @property
    def name(self) -> Name: ...

    @property
    def span(self) -> Span: ...


N = TypeVar("N", bound=Named)
V = TypeVar("V")
Unknown = Callable[[Span, str, Iterable[str]], Diagnostic]


class Names(Node):
    """The names that a domain declares, by key.

    ``broken`` holds the keywords and names of declarations that did not parse: using what one of these was to declare
    is not reported a second time.
    """

    objects: Mapping[str, str]
    enums: Mapping[str, Enumeration]
    events: Mapping[str, str]
    modules: Mapping[str, Module]
    broken: frozenset[str]
    problems: Problems = apart()

    def object(self, name: Name) -> str | None:
        return self.find(self.objects, name, problems.unknown_object)

    def event(self, name: Name) -> str | None:
        return self.find(self.events, name, problems.unknown_event)

    def module(self, text: TextLiteral) -> str | None:
        name = plain(text, self.problems)
        if name is None:
            return None
        found = self.modules.get(key_of(name))
        if found is None and "modules" not in self.broken:
            self.problems.add(problems.unknown_module(text.span, name, [one.name for one in self.modules.values()]))
        return found.name if found else None

    def level(self, name: Name) -> Level | None:
        found = self.find({level.value: level.value for level in Level}, name, problems.unknown_level)
        return Level(found) if found else None

    def find(self, known: Mapping[str, str], name: Name, unknown: Unknown) -> str | None:
        """A name as it was declared, or None after reporting that it is not known."""
        found = known.get(name.key)
        if found is None and name.key not in self.broken:
            self.problems.add(unknown(name.span, shown(name), known.values()))
        return found


def gather(declared: Sequence[written.Declaration], bag: Problems) -> Names:
    """The names of all declarations; what is declared twice is reported, the first one counts."""
    objects = once(of(declared, written.ObjectClause), Text(nl="het object", en="the object"), bag)
    enums = once(of(declared, written.EnumClause), Text(nl="de keuze", en="the choice"), bag)
    events = once(of(declared, written.EventClause), Text(nl="de gebeurtenis", en="the event"), bag)
    _report_shared_types(objects, enums, bag)
    return Names(
        objects={ADMINISTRATION: ADMINISTRATION, **{key: shown(one.name) for key, one in objects.items()}},
        enums={key: _enumeration(one, bag) for key, one in enums.items()},
        events={key: shown(one.name) for key, one in events.items()},
        modules=_modules(of(declared, written.ModulesClause), bag),
        broken=frozenset(_broken(declared)),
        problems=bag,
    )


def of(declared: Sequence[written.Declaration], kind: type[V]) -> list[V]:
    """The declarations of one kind, in order."""
    return [one for one in declared if isinstance(one, kind)]


def once(declared: Iterable[N], what: Text, bag: Problems) -> dict[str, N]:
    """Declarations by key; a second one of a name is reported and left out."""
    found: dict[str, N] = {}
    for one in declared:
        first = found.setdefault(one.name.key, one)
        if first is not one:
            bag.add(problems.twice(one.name.span, what, shown(one.name), first.name.span))
    return found


def shown(name: Name) -> str:
    """A name as it is shown: as it was written, white space folded, without back-quotes."""
    return " ".join(name.text.replace("`", "").split())


def plain(text: TextLiteral, bag: Problems) -> str | None:
    """The text of a literal that must be a plain, filled text."""
    found = text.plain
    if found is None or not found.strip():
        bag.add(field_problems.not_plain(text.span))
        return None
    return found


def doc_of(doc: properties.Doc | None, bag: Problems) -> str:
    return "" if doc is None else plain(doc.text, bag) or ""


def refuse_fixed_word(name: Name, what: Text, bag: Problems) -> None:
    """A field or object that hides a word with a fixed meaning could not be reached from a rule."""
    if name.key in FIXED_WORDS:
        bag.add(problems.reserved(name.span, shown(name), what))


def _report_shared_types(
    objects: Mapping[str, written.ObjectClause], enums: Mapping[str, written.EnumClause], bag: Problems
) -> None:
    """Objects, choices and kinds of value are all types: one name, one type."""
    what = Text(nl="het type", en="the type")
    for key, enum in enums.items():
        if key in objects:
            bag.add(problems.twice(enum.name.span, what, shown(enum.name), objects[key].name.span))
    for name in (*(one.name for one in objects.values()), *(one.name for one in enums.values())):
        if registry.kind_named(name.key) is not None:
            bag.add(problems.twice(name.span, what, shown(name), None))


def _enumeration(declared: written.EnumClause, bag: Problems) -> Enumeration:
    values: dict[str, str] = {}
    for one in declared.values:
        value = plain(one, bag)
        if value is not None and values.setdefault(key_of(value), value) is not value:
            bag.add(problems.twice(one.span, Text(nl="de waarde", en="the value"), value, None))
    if not declared.values and not declared.open:
        bag.add(field_problems.no_values(declared.name.span, shown(declared.name)))
    return Enumeration(shown(declared.name), tuple(values.values()), declared.open, doc_of(declared.doc, bag))


def _modules(clauses: Iterable[written.ModulesClause], bag: Problems) -> dict[str, Module]:
    found: dict[str, Module] = {}
    for entry in (entry for clause in clauses for entry in clause.entries):
        name = plain(entry.name, bag)
        if name is None:
            continue
        subscription = plain(entry.subscription, bag) if entry.subscription else None
        module = Module(name, subscription)
        if found.setdefault(key_of(name), module) is not module:
            bag.add(problems.twice(entry.span, Text(nl="de module", en="the module"), name, None))
    return found


def _broken(declared: Sequence[written.Declaration]) -> Iterable[str]:
    for one in declared:
        if isinstance(one, Broken):
            yield key_of(one.keyword)
            if one.name is not None:
                yield key_of(one.name)
