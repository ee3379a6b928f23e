"""What a domain says of its names, as cards: objects, fields, choices, events, actions with their parameters."""

from collections.abc import Iterator, Sequence

from regeltaal.assist.cards import Block, Card, Facts, Said, as_code
from regeltaal.assist.type_words import choices, parameter_type, some, type_words
from regeltaal.base.text import Language, Text
from regeltaal.schema.model import (
    Action,
    Event,
    Execution,
    Field,
    FunctionDeclaration,
    Level,
    Match,
    Object,
    Parameter,
    Repeat,
    Schema,
    key_of,
)
from regeltaal.values.kind import Kind
from regeltaal.values.types import Enumeration

_OBJECT = Text(nl="object", en="object")
_FIELD = Text(nl="veld van `{owner}`", en="field of `{owner}`")
_FREE = Text(nl="vrij veld van `{owner}`", en="free field of `{owner}`")
_CHOICE = Text(nl="waarde van de keuzelijst `{owner}`", en="value of the list of choices `{owner}`")
_CHOICES = Text(nl="keuzelijst", en="list of choices")
_EVENT = Text(nl="gebeurtenis met een `{owner}`", en="event of a `{owner}`")
_ACTION = Text(nl="actie", en="action")
_PARAMETER = Text(nl="parameter van `{owner}`", en="parameter of `{owner}`")
_PHASE = Text(nl="fase van `{owner}`", en="phase of `{owner}`")
_KIND = Text(nl="soort waarde", en="type of value")
_FORMS = Text(nl="Vormen in een tekst", en="Forms in a text")
_ALSO = Text(nl="Ook te schrijven als", en="Also written as")
_FUNCTION = Text(nl="functie van dit domein", en="function of this domain")

_TYPE = Text(nl="Soort", en="Type")
_VALUES = Text(nl="Waarden", en="Values")
_EXAMPLE = Text(nl="Voorbeeld", en="Example")
_FIELDS = Text(nl="Velden", en="Fields")
_KEY = Text(nl="Sleutel", en="Key")
_KEY_OF = Text(nl="hieraan herkent u een `{owner}`", en="this tells one `{owner}` from another")
_CHANGE = Text(nl="Wijzigen", en="Change")
_WRITABLE = Text(nl="een regel mag dit veld wijzigen", en="a rule may change this field")
_FIXED = Text(nl="een regel kan dit veld alleen lezen", en="a rule can only read this field")
_CHANGED_BY = Text(nl="Gewijzigd door", en="Changed by")
_NOBODY = Text(nl="geen regel van dit project", en="no rule of this project")
_FILLED = Text(nl="Ingevuld", en="Filled in")
_ALWAYS = Text(nl="altijd", en="always")
_TOGETHER = Text(nl="Hoort bij", en="Goes with")
_AT_MOST = Text(nl="Hoogstens", en="At most")
_FORMERLY = Text(nl="Heette eerder", en="Was called")
_RAISES = Text(nl="Na een wijziging", en="When it changes")
_NEEDS = Text(nl="Nodig", en="Needs")
_MODULE = Text(nl="de module {name}", en="the module {name}")
_SUBSCRIPTION = Text(nl="het abonnement {name}", en="the subscription {name}")
_LEVEL = Text(nl="Alleen in", en="Only in")
_OF_LEVEL = {
    Level.ENVIRONMENT: Text(nl="regels van de omgeving", en="rules of the environment"),
    Level.ADMINISTRATION: Text(nl="regels van een administratie", en="rules of an administration"),
}
_FROM = Text(nl="Bron", en="Source")
_DOMAIN = Text(nl="domein `{name}`", en="domain `{name}`")
_SETTINGS = Text(nl="`regeltaal.toml`", en="`regeltaal.toml`")

_FOLLOWS = Text(nl="Volgt", en="Follows")
_FIELD_CHANGED = Text(
    nl="het veld `{field}`; met `VAN` en `NAAR` zegt u welke wijziging",
    en="the field `{field}`; narrow it by VAN, NAAR",
)
_NO_BEFORE = Text(
    nl="eerder was er nog geen `{owner}`, dus `vorige` en `WAS` zeggen hier niets",
    en="before it there was no `{owner}`, so `vorige` and `WAS` tell nothing here",
)
_MOMENTS = Text(nl="Klok", en="Clock")
_BY_MOMENT = Text(nl="schrijf bijvoorbeeld `2 uur VOOR {field}`", en="write for example `2 uur VOOR {field}`")
_ONCE = Text(nl="Hoe vaak", en="How often")
_ONCE_PER = Text(nl="eenmaal per `{owner}`", en="once per `{owner}`")
_STARTS = Text(nl="Regels", en="Rules")
_NONE_STARTS = Text(nl="geen enkele begint hiermee", en="none starts here")
_ONE_STARTS = Text(nl="1 begint hiermee", en="1 starts here")
_SOME_START = Text(nl="{count} beginnen hiermee", en="{count} start here")

_ABOUT = Text(nl="In regels over", en="In rules about")
_EXECUTION = Text(nl="Uitvoering", en="Execution")
_PROMISES = {
    Execution.EXACTLY: Text(nl="precies één keer, samen met de gebeurtenis", en="exactly once, with the event"),
    Execution.AT_MOST: Text(
        nl="hoogstens één keer: na een storing liever niet dan dubbel", en="at most once: rather not than twice"
    ),
    Execution.AT_LEAST: Text(
        nl="minstens één keer: na een storing liever dubbel dan niet", en="at least once: rather twice than not"
    ),
}
_REPEATING = Text(nl="Herhaling", en="Repeat")
_REPEATS = {
    Repeat.REPLACE: Text(nl="een nieuwe vervangt de actie die nog wacht", en="a new one replaces the one that waits"),
    Repeat.IGNORE: Text(nl="wat al wacht blijft, een nieuwe telt niet", en="the one that waits stays"),
}
_GIVES = Text(nl="Geeft", en="Gives")
_NAMED = Text(nl="een `{owner}`, een naam te geven met `GENAAMD`", en="a `{owner}`, to be named by `GENAAMD`")
_FOLLOWED = Text(nl="Daarna", en="Followed by")
_ENDS = Text(nl="daarna doet geen regel meer iets met de `{owner}`", en="after it no rule does more to the `{owner}`")
_NOTE = Text(nl="Let op", en="Note")
_ONE_OF = Text(nl="Kies er een", en="Give one of")
_IN_PHASE = Text(nl="Fase", en="Phase")
_REQUIRED = Text(nl=" (verplicht)", en=" (required)")
_OTHERS = Text(nl="Ook", en="Also")
_OTHER_FIELDS = Text(
    nl="elk veld dat meegaat, achter `MET` of `ZONDER`: ", en="each field that is copied, behind `MET` or `ZONDER`: "
)
_MUST = Text(nl="Verplicht", en="Required")
_YES = Text(nl="ja", en="yes")
_IF = Text(nl="alleen als {condition}", en="only if {condition}")
_DEFAULT = Text(nl="Standaard", en="Default")
_SINGLE = Text(nl="Waarde", en="Value")
_ONLY_ONE = Text(nl="hoogstens één", en="one at most")
_FIRST_DECIDES = Text(
    nl="De eerste regel die in deze fase iets doet, beslist.",
    en="The first rule that does something in this phase decides.",
)
_ALL_RUN = Text(nl="Elke regel die past, wordt uitgevoerd.", en="Every rule that fits runs.")
_RESULT = Text(nl="Uitkomst", en="Result")


def object_card(found: Object, schema: Schema, language: Language) -> Card:
    names = [as_code(one.name) for one in found.fields.values()]
    rows = [(_FIELDS, some(names, language)), (_FROM, _domain(schema, language))]
    return _card(found.name, _OBJECT.show(language), found.doc, rows, language)


def field_card(
    field: Field, owner: Object, schema: Schema, language: Language, writers: Sequence[str] | None = None
) -> Card:
    """``writers`` are the rules that write it, where those are known."""
    by = _no_writers(field, language) if not writers else some([as_code(one) for one in writers], language)
    what = (_FREE if field.free else _FIELD).show(language, {"owner": owner.name})
    rows = [
        (_TYPE, type_words(field.type, language)),
        (_VALUES, choices(field.type, language)),
        (_EXAMPLE, as_code(field.example)),
        (_CHANGE, (_WRITABLE if field.writable else _FIXED).show(language)),
        (_CHANGED_BY, "" if writers is None else by),
        *_marks(field, owner, schema, language),
        (_FROM, _SETTINGS.show(language) if field.free else _domain(schema, language)),
    ]
    return _card(field.name, what, field.doc, rows, language)


def _no_writers(field: Field, language: Language) -> str:
    return _NOBODY.show(language) if field.writable else ""


def _marks(field: Field, owner: Object, schema: Schema, language: Language) -> Iterator[tuple[Text, str]]:
    events = [as_code(one.name) for one in schema.events_following(owner.name, field.name)]
    yield _KEY, _KEY_OF.show(language, {"owner": owner.name}) if field.key else ""
    yield _FILLED, _ALWAYS.show(language) if field.required else ""
    yield _TOGETHER, as_code(field.together or "")
    yield _AT_MOST, "" if field.at_most is None else str(field.at_most)
    yield _RAISES, some(events, language)
    yield _FORMERLY, ", ".join(map(as_code, field.former_names))
    yield from _needs(field.module, None, field.level, language)


def enum_card(enum: Enumeration, schema: Schema, language: Language) -> Card:
    rows = [(_VALUES, choices(enum, language)), (_FROM, _domain(schema, language))]
    return _card(enum.name, _CHOICES.show(language), enum.doc, rows, language)


def choice_card(value: str, enum: Enumeration, schema: Schema, language: Language) -> Card:
    rows = [(_VALUES, choices(enum, language)), (_FROM, _domain(schema, language))]
    return _card(f'"{value}"', _CHOICE.show(language, {"owner": enum.name}), enum.doc, rows, language)


def event_card(event: Event, schema: Schema, language: Language, starts: int | None = None) -> Card:
    """``starts`` is how many rules it starts, where that is known."""
    follows = "" if event.follows is None else _FIELD_CHANGED.show(language, {"field": event.follows})
    rows = [
        (_FOLLOWS, follows),
        (_NOTE, _NO_BEFORE.show(language, {"owner": event.object}) if event.creates else ""),
        (_MOMENTS, _BY_MOMENT.show(language, {"field": event.moments[0]}) if event.moments else ""),
        (_ONCE, _ONCE_PER.show(language, {"owner": event.once_per}) if event.once_per else ""),
        (_STARTS, "" if starts is None else _starts(starts, language)),
        (_FROM, _domain(schema, language)),
    ]
    return _card(event.name, _EVENT.show(language, {"owner": event.object}), event.doc, rows, language)


def _starts(count: int, language: Language) -> str:
    if count == 1:
        return _ONE_STARTS.show(language)
    return _SOME_START.show(language, {"count": count}) if count else _NONE_STARTS.show(language)


def action_card(action: Action, schema: Schema, language: Language) -> Card:
    own = [one for one in action.parameters.values() if not one.from_field]
    copied = [as_code(one.name) for one in action.parameters.values() if one.from_field]
    parameters = tuple((one.name + _required(one, language), _parameter(one, language)) for one in own)
    others = _OTHER_FIELDS.show(language) + some(copied, language) if copied else ""
    told = [
        (_OTHERS, others),
        (_ONE_OF, ", ".join(map(as_code, action.exactly_one_of))),
        (_ABOUT, some([as_code(one) for one in action.objects], language)),
        (_EXECUTION, _PROMISES[action.execution].show(language)),
        (_REPEATING, _REPEATS[action.repeat].show(language) if action.repeat in _REPEATS else ""),
        (_GIVES, _NAMED.show(language, {"owner": action.gives}) if action.gives else ""),
        (_FOLLOWED, ", ".join(map(as_code, action.raises))),
        (_NOTE, _ENDS.show(language, {"owner": action.ends}) if action.ends else ""),
        (_IN_PHASE, as_code(action.phase or "")),
        *_needs(action.module, action.subscription, action.level, language),
        (_FROM, _domain(schema, language)),
    ]
    card = _card(action.title, _ACTION.show(language), action.doc, told, language)
    if not parameters:
        return card
    *said, facts = card.blocks
    return Card(card.title, card.what, (*said, Facts(parameters), facts))


def _required(parameter: Parameter, language: Language) -> str:
    return _REQUIRED.show(language) if parameter.required and parameter.default is None else ""


def _parameter(parameter: Parameter, language: Language) -> str:
    return ". ".join(part for part in (parameter_type(parameter, language), parameter.doc.rstrip(".")) if part)


def parameter_card(parameter: Parameter, action: Action, schema: Schema, language: Language) -> Card:
    condition, default = parameter.required_if, parameter.default
    if parameter.required:
        required = _YES.show(language)
    else:
        required = "" if condition is None else _IF.show(language, {"condition": as_code(condition.span.text)})
    rows = [
        (_TYPE, parameter_type(parameter, language)),
        (_VALUES, choices(parameter.type, language)),
        (_EXAMPLE, as_code(parameter.example)),
        (_MUST, required),
        (_DEFAULT, "" if default is None else as_code(default.span.text)),
        (_SINGLE, _ONLY_ONE.show(language) if parameter.single_value else ""),
        *_needs(parameter.module, None, parameter.level, language),
        (_FROM, _domain(schema, language)),
    ]
    what = _PARAMETER.show(language, {"owner": action.title})
    return _card(parameter.name, what, parameter.doc, rows, language)


def phase_card(name: str, schema: Schema, language: Language) -> Card | None:
    phase = next((one for every in schema.phases.values() for one in every if key_of(one.name) == name), None)
    if phase is None:
        return None
    told = _FIRST_DECIDES if phase.match is Match.FIRST else _ALL_RUN
    row = " → ".join(one.name for one in schema.phases_of(phase.object))
    rows = [(Text(nl="Volgorde", en="Order"), row), (_FROM, _domain(schema, language))]
    return _card(phase.name, _PHASE.show(language, {"owner": phase.object}), told.show(language), rows, language)


def function_card(function: FunctionDeclaration, schema: Schema, language: Language) -> Card:
    written = f"{function.name}({'; '.join(name for name, _ in function.parameters)})"
    takes = [(same(name), type_words(type_, language)) for name, type_ in function.parameters]
    rows = [*takes, (_RESULT, type_words(function.result, language)), (_FROM, _domain(schema, language))]
    return _card(written, _FUNCTION.show(language), function.doc, rows, language)


def kind_card(kind: Kind, language: Language) -> Card:
    """A kind of value, as every domain has it."""
    forms = ", ".join(map(as_code, kind.forms))
    rows = [(_EXAMPLE, as_code(kind.example)), (_FORMS, forms), (_ALSO, ", ".join(map(as_code, kind.aliases)))]
    return _card(kind.name, _KIND.show(language), kind.doc.show(language), rows, language)


def same(name: str) -> Text:
    return Text(nl=name, en=name)


def _needs(
    module: str | None, subscription: str | None, level: Level | None, language: Language
) -> Iterator[tuple[Text, str]]:
    needed = [
        *([_MODULE.show(language, {"name": module})] if module else []),
        *([_SUBSCRIPTION.show(language, {"name": subscription})] if subscription else []),
    ]
    yield _NEEDS, ", ".join(needed)
    yield _LEVEL, "" if level is None else _OF_LEVEL[level].show(language)


def _domain(schema: Schema, language: Language) -> str:
    return _DOMAIN.show(language, {"name": schema.name})


def _card(title: str, what: str, doc: str, rows: list[tuple[Text, str]], language: Language) -> Card:
    """A card with the rows that say something."""
    facts = Facts(tuple((name.show(language), fact) for name, fact in rows if fact))
    said: tuple[Block, ...] = (Said(doc),) if doc else ()
    return Card(title, what, (*said, facts))
