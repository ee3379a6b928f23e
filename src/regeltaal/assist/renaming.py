"""What renaming is about: a symbol with its new name, or why it can't have one."""

from collections.abc import Mapping

from regeltaal.assist.definition import declared
from regeltaal.base.node import Node, evolve, field
from regeltaal.base.text import Fact, Text
from regeltaal.check.notes import (
    ActionSymbol,
    AdministrationSymbol,
    ChoiceSymbol,
    ColumnSymbol,
    DomainSymbol,
    EnumSymbol,
    EventSymbol,
    FieldSymbol,
    FileSymbol,
    FixedSymbol,
    FunctionSymbol,
    ObjectSymbol,
    ParameterSymbol,
    PhaseSymbol,
    RuleSymbol,
    Symbol,
    TagSymbol,
    TemplateSymbol,
    TestSymbol,
    VariableSymbol,
)
from regeltaal.schema.model import FREE_FIELDS, key_of
from regeltaal.workspace.state import State


class Refusal(Node):
    """Why something can't be renamed."""

    text: Text
    facts: Mapping[str, Fact] = field(factory=dict)


NO_NAME = Text(nl="Hier staat geen naam die u kunt wijzigen.", en="There is no name here that can be changed.")
NOT_CHECKED = Text(
    nl="Deze naam is niet te wijzigen zolang hij nergens voor staat: herstel eerst de fout.",
    en="This name can't be changed as long as it stands for nothing: mend the error first.",
)
FIXED = Text(
    nl="`{name}` is een vast woord van de taal en heeft geen andere naam.",
    en="`{name}` is a fixed word of the language and has no other name.",
)
SHIPPED = Text(
    nl="`{name}` hoort bij het domein `{domain}`, dat u kant-en-klaar gebruikt: die naam ligt vast.",
    en="`{name}` belongs to the domain `{domain}`, which comes ready-made: its name is fixed.",
)
BOUND = Text(
    nl="`{name}` is gekoppeld aan programmacode die deze naam gebruikt: hernoem hem niet in de tekst alleen.",
    en="`{name}` is bound to program code that uses this name: don't rename it in the text alone.",
)
KEPT = Text(
    nl="`{name}` staat ook in opgeslagen gegevens: wijzig die naam in regeltaal.toml, en in de opslag.",
    en="`{name}` stands in stored data as well: change that name in regeltaal.toml, and in the store.",
)
NOWHERE = Text(
    nl="`{name}` staat in geen keuzelijst: voeg de waarde daar eerst aan toe.",
    en="`{name}` is in no list of choices: add the value there first.",
)
A_FILE = Text(
    nl="Hernoem het bestand zelf, en pas daarna deze verwijzing aan.",
    en="Rename the file itself, and then this reference.",
)


_OF_DOMAIN = (
    ObjectSymbol, FieldSymbol, EventSymbol, ActionSymbol, ParameterSymbol,
    EnumSymbol, ChoiceSymbol, FunctionSymbol, PhaseSymbol,
)  # fmt: skip


def why_not(state: State, symbol: Symbol, shown: str) -> Refusal | None:
    """Why nothing of this sort, or not this one, can be renamed."""
    facts = {"name": shown}
    match symbol:
        case FixedSymbol():
            return Refusal(FIXED, facts)
        case DomainSymbol() | FileSymbol():
            return Refusal(A_FILE)
        case AdministrationSymbol() | TagSymbol():
            return Refusal(KEPT, facts)
        case _:
            return _of_domain(state, symbol, shown) if isinstance(symbol, _OF_DOMAIN) else None


def _of_domain(state: State, symbol: Symbol, shown: str) -> Refusal | None:
    """What a domain declares can only be renamed with the domain, and that must be the project's own."""
    places = list(declared(state, symbol))
    schema, project = state.schema, state.project
    if project is None or schema is None:
        return Refusal(NOT_CHECKED)
    own = [span for span in places if state.file(span.source).is_relative_to(project.root) and not project.loose]
    if not places:
        return Refusal(NOWHERE if isinstance(symbol, ChoiceSymbol) else FIXED, {"name": shown})
    if len(own) < len(places):
        return Refusal(SHIPPED, {"name": shown, "domain": schema.name})
    is_bound = isinstance(symbol, ActionSymbol | ParameterSymbol | FunctionSymbol)
    return Refusal(BOUND, {"name": shown}) if is_bound else None


# ---------------------------------------------------------------- the symbol under its new name


def is_text(symbol: Symbol) -> bool:
    """Whether its name stands in a text."""
    return isinstance(symbol, RuleSymbol | TestSymbol | ChoiceSymbol | TemplateSymbol)


def renamed(symbol: Symbol, old: Symbol, name: str) -> Symbol:
    """What a symbol is once ``old`` has another name."""
    key = key_of(name)
    if symbol == old:
        return _with_name(symbol, name)
    match old, symbol:
        case ObjectSymbol(name=owner), FieldSymbol(object=of) if of == owner:
            return evolve(symbol, object=key)
        case EnumSymbol(name=enum), ChoiceSymbol(enum=of) if of == enum:
            return evolve(symbol, enum=key)
        case FieldSymbol(name=field_name), ChoiceSymbol(enum=of) if field_name == f"{FREE_FIELDS}.{of}":
            return evolve(symbol, enum=key)
        case _:
            return symbol


def _with_name(symbol: Symbol, name: str) -> Symbol:
    match symbol:
        case ChoiceSymbol():
            return evolve(symbol, value=name.casefold())
        case TemplateSymbol(path=path):
            return TemplateSymbol(template_path(path, name))
        case RuleSymbol() | TestSymbol():
            return evolve(symbol, name=name.casefold())
        case FieldSymbol(name=old) if old.startswith(f"{FREE_FIELDS}."):
            return evolve(symbol, name=f"{FREE_FIELDS}.{key_of(name)}")
        case VariableSymbol() | ColumnSymbol() | ActionSymbol() | FileSymbol():
            return symbol
        case _:
            return evolve(symbol, name=key_of(name))


def template_path(path: str, name: str) -> str:
    """The file of a template under its new name: in the same folder, with the same ending."""
    folder, _, file = path.rpartition("/")
    suffix = file[file.rfind(".") :]
    return f"{folder}/{name}{suffix}" if folder else f"{name}{suffix}"
