"""The type of a value, and the values of a list of choices, in the words of an office."""

from collections.abc import Sequence
from typing import assert_never

from regeltaal.assist.cards import as_code
from regeltaal.base.text import Language, Text
from regeltaal.schema.model import Parameter
from regeltaal.values.types import Enumeration, ListOf, Nothing, ObjectType, Scalar, Type, Unknown

_CHOICE = Text(nl="een keuze uit de lijst {name}", en="a choice from the list {name}")
_RECORD = Text(nl="een {name}", en="a {name}")
_RECORDS = Text(nl="een lijst van {name}", en="a list of {name}")
_SEVERAL = Text(nl="een of meer keuzes uit de lijst {name}", en="choices from the list {name}")
_EMPTY = Text(nl="altijd leeg", en="always empty")
_UNKNOWN = Text(nl="nog niet bekend", en="not known yet")
_TEMPLATE = Text(nl="de naam van een sjabloon", en="the name of a template")
_TEMPLATE_IN = Text(nl="de naam van een sjabloon uit {name}", en="the name of a template of {name}")
_MORE = Text(nl=" en nog {count}", en=" and {count} more")
_OPEN = Text(nl="; uw kantoor kan er waarden bij zetten", en="; your office can add to these")
_OWN = Text(
    nl="de eigen lijst van uw kantoor, in `regeltaal.toml` onder `[open_keuzes.…]`",
    en="the own list of your office, in `regeltaal.toml` under `[open_keuzes.…]`",
)
_MOST = 12


def type_words(type_: Type, language: Language) -> str:
    """`een keuze uit de lijst werkbonstatus`; what is a name or a word of the language, in back-quotes."""
    match type_:
        case Scalar(kind):
            return kind.name
        case Enumeration(name):
            return _CHOICE.show(language, {"name": as_code(name)})
        case ObjectType(name):
            return _RECORD.show(language, {"name": as_code(name)})
        case ListOf(Enumeration(name)):
            return _SEVERAL.show(language, {"name": as_code(name)})
        case ListOf(element):
            name = as_code(element.name) if isinstance(element, ObjectType) else str(element)
            return _RECORDS.show(language, {"name": name})
        case Nothing():
            return _EMPTY.show(language)
        case Unknown():
            return _UNKNOWN.show(language)
        case _:
            assert_never(type_)


def short_type(type_: Type) -> str:
    """The same in as few words as can be, for beside a name: as a domain writes it."""
    return f"lijst van {type_.element}" if isinstance(type_, ListOf) else str(type_)


def parameter_type(parameter: Parameter, language: Language) -> str:
    """The type of a parameter: of one that names a template, that."""
    if parameter.template is None:
        return type_words(parameter.type, language)
    if not parameter.template:
        return _TEMPLATE.show(language)
    return _TEMPLATE_IN.show(language, {"name": as_code(parameter.template)})


def choices(type_: Type, language: Language) -> str:
    """The values that there are to choose from; nothing for another type."""
    enum = type_.element if isinstance(type_, ListOf) else type_
    if not isinstance(enum, Enumeration):
        return ""
    if not enum.values:
        return _OWN.show(language)
    shown = some([as_code(f'"{one}"') for one in enum.values], language)
    return shown + _OPEN.show(language) if enum.open else shown


def some(names: Sequence[str], language: Language) -> str:
    """The first of a row of names, and how many more there are."""
    shown = ", ".join(names[:_MOST])
    left = len(names) - _MOST
    return shown if left <= 0 else shown + _MORE.show(language, {"count": left})
