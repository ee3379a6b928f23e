"""What a name stands for, as a card: of the domain, or of the rule files of the project."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from regeltaal.assist import domain_cards
from regeltaal.assist.cards import Block, Card, Code, Facts, Said, as_code
from regeltaal.assist.order import started_by
from regeltaal.assist.rule_cards import rule_card
from regeltaal.assist.type_words import some, type_words
from regeltaal.assist.word_cards import function_card
from regeltaal.assist.writers import writers
from regeltaal.base.source import Source, Span
from regeltaal.base.text import Language, Text
from regeltaal.check import notes
from regeltaal.project.model import Administration
from regeltaal.schema.model import Schema
from regeltaal.syntax import tree
from regeltaal.syntax.walk import nodes
from regeltaal.values.notation import WEEKDAYS
from regeltaal.values.registry import FUNCTIONS
from regeltaal.values.types import Enumeration, ListOf, Type
from regeltaal.workspace.sheet import Sheet
from regeltaal.workspace.state import State

_DEFINITION = Text(nl="definitie", en="definition")
_DEFINITION_OF = Text(nl="definitie bij `{owner}`", en="definition of `{owner}`")
_LIST = Text(nl="lijst", en="list")
_TEST = Text(nl="test", en="test")
_VARIABLE = Text(nl="naam binnen deze regel", en="name within this rule")
_COLUMN = Text(nl="kolom van de tabel", en="column of the table")
_TEMPLATE = Text(nl="sjabloon", en="template")
_FILE = Text(nl="bestand van het project", en="file of the project")
_ADMINISTRATION = Text(nl="administratie", en="administration")
_TAG = Text(nl="label van administraties", en="tag of administrations")
_DOMAIN = Text(nl="domein", en="domain")
_FIXED = Text(nl="vaste naam", en="fixed name")
_FORM = Text(nl="vorm", en="form")

_TYPE = Text(nl="Soort", en="Type")
_VALUES = Text(nl="Waarden", en="Values")
_COUNT = Text(nl="Aantal", en="Count")
_PLACE = Text(nl="Staat in", en="Stands in")
_TAGS = Text(nl="Labels", en="Tags")
_MODULES = Text(nl="Modules", en="Modules")
_SUBSCRIPTION = Text(nl="Abonnement", en="Subscription")
_WHO = Text(nl="Administraties", en="Administrations")
_UNKNOWN = Text(nl="`regeltaal.toml` noemt deze niet", en="`regeltaal.toml` does not name it")
_FORM_OF_VALUE = Text(nl="Hoe de waarde in de tekst komt te staan.", en="How the value is shown in the text.")
_FIXED_WORDS = {
    "vorige": Text(
        nl="Het record zoals het vóór de gebeurtenis was: `vorige.status`.", en="The record before the event."
    ),
    "gebeurtenis": Text(
        nl="De gebeurtenis zelf: `gebeurtenis.naam`, `gebeurtenis.id`, `gebeurtenis.moment`.", en="The event itself."
    ),
    "administratie": Text(
        nl="De administratie waar de gebeurtenis bij hoort: `administratie.naam`, `administratie.tags`.",
        en="The administration of the event.",
    ),
    "rij": Text(nl="De rij van de tabel waar deze regel van is: `rij.kolom`.", en="The row of the table."),
    "voorbeeld": Text(nl="De rij van `VOORBEELDEN` waarmee de test nu draait.", en="The row of `VOORBEELDEN`."),
    "parameter": Text(nl="Wat de regel de actie meegeeft.", en="What the rule gives the action."),
    "kandidaten": Text(nl="De records waar de actie uit kiest.", en="The records that the action chooses from."),
    "vrije velden": Text(
        nl="De velden die uw kantoor zelf heeft toegevoegd, in `regeltaal.toml`.",
        en="The fields that your office added.",
    ),
    "gebeurtenis.naam": Text(nl="Hoe de gebeurtenis heet.", en="The name of the event."),
    "gebeurtenis.id": Text(nl="Het nummer waaraan de gebeurtenis te herkennen is.", en="The id of the event."),
    "gebeurtenis.moment": Text(nl="Wanneer het gebeurde.", en="When it happened."),
    "administratie.naam": Text(nl="De naam van de administratie.", en="The name of the administration."),
    "administratie.tags": Text(nl="De labels die zij in `regeltaal.toml` heeft.", en="Its tags in `regeltaal.toml`."),
    "administratie.modules": Text(nl="De modules die zij heeft.", en="The modules that it has."),
    "administratie.abonnement": Text(nl="Het abonnement dat zij heeft.", en="The subscription that it has."),
    "administratie.boekhoudpakket": Text(nl="Het boekhoudpakket waar zij mee werkt.", en="The package that it uses."),
}
_DAYS = {
    "dag": Text(nl="Elke dag, ook in het weekend.", en="Each day, weekends too."),
    "werkdag": Text(
        nl="Elke dag van maandag tot en met vrijdag, behalve de feestdagen van het domein.",
        en="Each day from Monday to Friday, but for the holidays of the domain.",
    ),
    "week": Text(nl="Elke maandag.", en="Each Monday."),
    "maand": Text(nl="Op de eerste dag van elke maand.", en="On the first day of each month."),
    **{day: Text(nl=f"Elke {day}.", en=f"Each {day}.") for day in WEEKDAYS},
}
_LINES = 6


def symbol_card(state: State, path: str, symbol: notes.Symbol, type_: Type | None, language: Language) -> Card | None:
    """``path`` is of the file that asks, ``type_`` of the value that is read there."""
    match symbol:
        case notes.DefinitionSymbol(file, name):
            return _definition(state.sheets.get(file), name, type_, language)
        case notes.ListSymbol(file, name):
            return _list(state.sheets.get(file), name, type_, language)
        case notes.RuleSymbol():
            return rule_card(state, symbol, language)
        case notes.TestSymbol():
            return None
        case notes.VariableSymbol(name):
            return _typed(name, _VARIABLE, type_, language)
        case notes.ColumnSymbol(name, declared):
            return Card(name, _COLUMN.show(language), _facts([(_VALUES, _cells(state, declared, language))], language))
        case notes.TemplateSymbol(file):
            return _template(state, file, language)
        case notes.FileSymbol(file):
            return Card(file, _FILE.show(language))
        case notes.AdministrationSymbol(name):
            return _administration(state, name, language)
        case notes.TagSymbol(name):
            return _tag(state, name, language)
        case notes.FixedSymbol(name):
            return _fixed(name, type_, language)
        case _:
            return None if state.schema is None else _of_domain(state, path, state.schema, symbol, language)


def _of_domain(state: State, path: str, schema: Schema, symbol: notes.Symbol, language: Language) -> Card | None:
    match symbol:
        case notes.ObjectSymbol(name) if name in schema.objects:
            return domain_cards.object_card(schema.objects[name], schema, language)
        case notes.FieldSymbol(owner, name) if owner in schema.objects and name in schema.objects[owner].fields:
            holder, by = schema.objects[owner], writers(state, path, owner, name)
            return domain_cards.field_card(holder.fields[name], holder, schema, language, by)
        case notes.EventSymbol(name) if name in schema.events:
            return domain_cards.event_card(schema.events[name], schema, language, started_by(state, path, name))
        case notes.ActionSymbol(title) if title in schema.actions:
            return domain_cards.action_card(schema.actions[title], schema, language)
        case notes.ParameterSymbol(title, name) if title in schema.actions:
            action = schema.actions[title]
            found = action.parameters.get(name)
            return None if found is None else domain_cards.parameter_card(found, action, schema, language)
        case notes.ChoiceSymbol(enum, value) if enum in schema.enums:
            return _choice(schema.enums[enum], value, schema, language)
        case notes.PhaseSymbol(name):
            return domain_cards.phase_card(name, schema, language)
        case notes.FunctionSymbol(name):
            return _function(name, schema, language)
        case notes.DomainSymbol():
            return Card(schema.name, _DOMAIN.show(language), (Said(schema.doc),) if schema.doc else ())
        case _:
            return None


def _choice(enum: Enumeration, value: str, schema: Schema, language: Language) -> Card:
    spelled = next((one for one in enum.values if one.casefold() == value), value)
    return domain_cards.choice_card(spelled, enum, schema, language)


def _function(name: str, schema: Schema, language: Language) -> Card | None:
    if name in FUNCTIONS:
        return function_card(FUNCTIONS[name], language)
    declared = next((one for one in schema.functions.values() if one.name == name), None)
    return None if declared is None else domain_cards.function_card(declared, schema, language)


# ---------------------------------------------------------------- rule files


def _definition(sheet: Sheet | None, name: str, type_: Type | None, language: Language) -> Card | None:
    items = () if sheet is None else sheet.file.items
    found = next((one for one in items if isinstance(one, tree.Definition) and one.name.key == name), None)
    if found is None or sheet is None:
        return None
    owner = found.object
    what = _DEFINITION.show(language) if owner is None else _DEFINITION_OF.show(language, {"owner": owner.text})
    rows = [(_TYPE, "" if type_ is None else type_words(type_, language)), (_PLACE, as_code(sheet.path))]
    body = Code(_dedented(found.span.text))
    told = _told_above(sheet, found.span.source, found.span.start)
    return Card(found.name.text, what, (*told, body, *_facts(rows, language)))


def _list(sheet: Sheet | None, name: str, type_: Type | None, language: Language) -> Card | None:
    items = () if sheet is None else sheet.file.items
    found = next((one for one in items if isinstance(one, tree.ListDeclaration) and one.name.key == name), None)
    if found is None or sheet is None:
        return None
    element = type_.element if isinstance(type_, ListOf) else type_
    rows = [
        (_VALUES, some([as_code(one.span.text) for one in found.items], language)),
        (_COUNT, str(len(found.items))),
        (_TYPE, "" if element is None else type_words(element, language)),
        (_PLACE, as_code(sheet.path)),
    ]
    told = _told_above(sheet, found.span.source, found.span.start)
    return Card(found.name.text, _LIST.show(language), (*told, *_facts(rows, language)))


def _told_above(sheet: Sheet, source: Source, start: int) -> tuple[Block, ...]:
    """The comment right above a declaration: what its author says of it."""
    first = sheet.line_of(source)
    number = source.position(start).line + (first or 0) - 1
    lines: list[str] = []
    while number > 0 and sheet.source.line(number).lstrip().startswith("#"):
        lines.insert(0, sheet.source.line(number).strip().strip("#-=*─ ").strip())
        number -= 1
    told = " ".join(line for line in lines if line)
    return (Said(told),) if told else ()


def _dedented(text: str) -> str:
    """A piece of a file, its further lines moved to the left as far as they have room in common."""
    first, *others = text.split("\n")
    room = min((len(line) - len(line.lstrip()) for line in others if line.strip()), default=0)
    return "\n".join([first, *(f"  {line[room:]}".rstrip() for line in others)])


def _cells(state: State, heading: Span, language: Language) -> str:
    """The values of a column, by the place of its heading."""
    sheet = state.sheets.get(heading.source.path)
    part = None if sheet is None else sheet.part_of(heading)
    for table in nodes(() if part is None else part.parsed.file.items):
        if isinstance(table, tree.Table):
            places = [at for at, cell in enumerate(table.rows[0].cells) if heading in (cell.span, cell.value.span)]
            if places:
                cells = (row.cells[places[0]] for row in table.rows[1:] if len(row.cells) > places[0])
                return some(list(dict.fromkeys(as_code(cell.span.text) for cell in cells)), language)
    return ""


# ---------------------------------------------------------------- the project


def _template(state: State, path: str, language: Language) -> Card | None:
    templates = {} if state.project is None else state.project.templates
    source = next((one for one in templates.values() if one.path == path), None)
    if source is None:
        return None
    shown = source.text.split("\n")
    text = "\n".join(shown[:_LINES]) + ("\n…" if len(shown) > _LINES else "")
    rows = [(_PLACE, as_code(source.path))]
    return Card(
        PurePosixPath(path).stem, _TEMPLATE.show(language), (Code(text.strip("\n"), "text"), *_facts(rows, language))
    )


def _administration(state: State, name: str, language: Language) -> Card:
    known = _administrations(state)
    found = next((one for one in known if one.name.casefold() == name.casefold()), None)
    if found is None:
        return Card(name, _ADMINISTRATION.show(language), (Said(_UNKNOWN.show(language)),) if known else ())
    rows = [
        (_TAGS, ", ".join(map(as_code, found.tags))),
        (_MODULES, ", ".join(map(as_code, found.modules or ()))),
        (_SUBSCRIPTION, as_code(found.subscription or "")),
        (_PLACE, "`regeltaal.toml`"),
    ]
    return Card(found.name, _ADMINISTRATION.show(language), _facts(rows, language))


def _tag(state: State, name: str, language: Language) -> Card:
    known = _administrations(state)
    having = [as_code(one.name) for one in known if name.casefold() in map(str.casefold, one.tags)]
    facts = _facts([(_WHO, some(having, language))], language)
    unknown: tuple[Block, ...] = (Said(_UNKNOWN.show(language)),) if known and not having else ()
    return Card(name, _TAG.show(language), (*unknown, *facts))


def _administrations(state: State) -> Sequence[Administration]:
    return () if state.project is None else tuple(state.project.config.administrations.values())


def _fixed(name: str, type_: Type | None, language: Language) -> Card | None:
    if name.startswith("|"):
        return Card(name[1:], _FORM.show(language), (Said(_FORM_OF_VALUE.show(language)),))
    told = _FIXED_WORDS.get(name) or _DAYS.get(name)
    if told is None:
        return None if type_ is None else _typed(name, _FIXED, type_, language)
    rows = [(_TYPE, "" if type_ is None else type_words(type_, language))]
    return Card(name, _FIXED.show(language), (Said(told.show(language)), *_facts(rows, language)))


def _typed(name: str, what: Text, type_: Type | None, language: Language) -> Card:
    rows = [(_TYPE, "" if type_ is None else type_words(type_, language))]
    return Card(name, what.show(language), _facts(rows, language))


def _facts(rows: Sequence[tuple[Text, str]], language: Language) -> tuple[Block, ...]:
    """The rows that say something."""
    told = tuple((name.show(language), fact) for name, fact in rows if fact)
    return (Facts(told),) if told else ()
