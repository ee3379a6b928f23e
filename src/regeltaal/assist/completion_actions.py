"""Actions and their parameters: verb and name in one go, with what must be given."""

from collections.abc import Iterator

from regeltaal.assist.completion_around import Around, Doing
from regeltaal.assist.completion_items import Hole, Kind, Offer, Piece, Rank
from regeltaal.assist.completion_names import explained, told, written, written_path
from regeltaal.base.text import Text, same
from regeltaal.check.scope import Scope, same_key
from regeltaal.schema.model import Action, Object, Parameter, Schema, key_of
from regeltaal.values.common import YES_NO
from regeltaal.values.types import Enumeration, ListOf, ObjectType, Scalar, Type

_MOST_OWNERS = 3


def actions(place: Around, *, expected: bool, verb: str | None = None) -> Iterator[Offer]:
    """Those that the record, or the row of a loop, can have done; with a verb written already only their names."""
    scope = place.scope
    owners = [one.name for one in (scope.object, *place.rows, *_row_objects(scope, expected=expected)) if one]
    for action in scope.schema.actions.values():
        allowed = not owners or any(same_key(name, owner) for name in action.objects for owner in owners)
        if not allowed or (action.level is not None and action.level is not scope.level):
            continue
        if verb is None:
            yield _whole(action, scope, expected=expected)
        elif verb.upper() == action.verb.upper():
            rest = () if expected else _asked(action, scope)
            yield Offer(action.name, Kind.ACTION, Rank.FITTING, _told(action), _doc(action), (action.name, *rest))


def _row_objects(scope: Scope, *, expected: bool) -> Iterator[Object]:
    """What the rows of the record's lists are: a test does not say which loop an action was in."""
    for found in scope.object.fields.values() if expected and scope.object is not None else ():
        row = scope.object_of(found.type) if isinstance(found.type, ListOf) else None
        if row is not None:
            yield row


def verbs(name: str, schema: Schema) -> Iterator[Offer]:
    """The verbs that go before a name that stands there already."""
    for action in schema.actions.values():
        if key_of(action.name) == name:
            yield Offer(action.verb, Kind.ACTION, Rank.WANTED, _told(action), _doc(action))


def _whole(action: Action, scope: Scope, *, expected: bool) -> Offer:
    rest = () if expected else _asked(action, scope)
    return Offer(action.title, Kind.ACTION, Rank.FITTING, _told(action), _doc(action), (action.title, *rest))


def _told(action: Action) -> Text:
    if len(action.objects) > _MOST_OWNERS:
        return Text(nl="actie", en="action")
    owners = ", ".join(action.objects)
    return Text(nl=f"actie bij {owners}", en=f"action of {owners}")


def _doc(action: Action) -> Text:
    needed = [one.name for one in action.parameters.values() if one.required and not one.from_field]
    gives = [(f"Geeft: {action.gives}.", f"Gives: {action.gives}.")] if action.gives else []
    asks = [(f"Verplicht: {'; '.join(needed)}.", f"Required: {'; '.join(needed)}.")] if needed else []
    parts = [(action.doc, action.doc)] if action.doc else []
    both = [*parts, *asks, *gives]
    return Text(nl="\n\n".join(nl for nl, _ in both), en="\n\n".join(en for _, en in both))


# ---------------------------------------------------------------- parameters


def _required(action: Action) -> list[Parameter]:
    """Those without which the action can't be; of those that exclude each other the first."""
    wanted = [
        one
        for one in action.parameters.values()
        if one.required and one.default is None and not one.from_field and not _excludes(one, action)
    ]
    first = next(iter(action.exactly_one_of), None)
    choice = [one for one in action.parameters.values() if first is not None and same_key(one.name, first)]
    return [*choice, *wanted]


def _excludes(parameter: Parameter, action: Action) -> bool:
    return any(same_key(parameter.name, name) for name in action.exactly_one_of)


def _asked(action: Action, scope: Scope, given: tuple[str, ...] = ()) -> tuple[Piece, ...]:
    """` MET ontvanger = …; sjabloon = …`: what must be given, with something to type over."""
    pieces: list[Piece] = []
    for parameter in _required(action):
        if key_of(parameter.name) not in given:
            pieces += [
                "; " if pieces else " MET ",
                f"{written_path(parameter.name)} = ",
                Hole(sample(parameter, scope)),
            ]
    return tuple(pieces)


def sample(parameter: Parameter, scope: Scope) -> str:
    """A value to type over."""
    if parameter.template is not None:
        names = scope.templates.names(parameter.template) if scope.templates is not None else ()
        return f'"{names[0]}"' if names else '"…"'
    return parameter.example or example_of(parameter.type)


def example_of(type_: Type) -> str:
    match type_:
        case ListOf(element):
            return example_of(element)
        case Enumeration(values=(first, *_)):
            return f'"{first}"'
        case Scalar() if type_ == YES_NO:
            return "JA"
        case Scalar(kind):
            return kind.example or '"…"'
        case ObjectType():
            return '"…"'
        case _:
            return '"…"'


def parameters(doing: Doing, *, before: str = "", usual: int = Rank.FITTING) -> Iterator[Offer]:
    """Those that were not given yet, the required ones first; ``before`` is the sign that goes before."""
    action = doing.action
    if action is None:
        return
    chosen = any(same_key(name, key) for name in action.exactly_one_of for key in doing.given)
    required = [] if doing.expected else _required(action)
    for key, one in action.parameters.items():
        if key in doing.given or (chosen and _excludes(one, action)):
            continue
        rank = Rank.WANTED if one in required else Rank.FURTHER if one.from_field else usual
        yield _parameter(one, before, rank)


def _parameter(one: Parameter, before: str, rank: int) -> Offer:
    must = Text(nl=" · verplicht", en=" · required") if one.required and not one.from_field else same("")
    type_ = told(one.type)
    detail = Text(nl=type_.nl + must.nl, en=type_.en + must.en)
    name = written_path(one.name)
    return Offer(
        f"{before}{name}",
        Kind.PARAMETER,
        rank,
        detail,
        explained(one.doc, one.example, one.type),
        (f"{before}{name} = ",),
    )


def emptied(doing: Doing) -> Iterator[Offer]:
    """What may stand behind ZONDER."""
    for key, one in (doing.action.parameters if doing.action is not None else {}).items():
        if one.from_field and key not in doing.given and not one.required:
            yield Offer(written_path(one.name), Kind.PARAMETER, Rank.FITTING, told(one.type), same(one.doc))


def results(doing: Doing) -> Iterator[Offer]:
    """A name for what the action makes."""
    gives = doing.action.gives if doing.action is not None else None
    if gives is not None:
        told_as = Text(nl="naam voor het resultaat", en="a name for the result")
        yield Offer(written(gives), Kind.VARIABLE, Rank.WANTED, told_as)


def missing(doing: Doing, scope: Scope) -> Offer | None:
    """` MET …` with all that must be given."""
    if doing.action is None or doing.expected:
        return None
    pieces = _asked(doing.action, scope, doing.given)
    if not pieces:
        return None
    shown = "".join(piece if isinstance(piece, str) else "…" for piece in pieces).strip()
    opening = pieces[0].lstrip() if isinstance(pieces[0], str) else ""
    return Offer(shown, Kind.PHRASE, Rank.WANTED, _told(doing.action), _doc(doing.action), (opening, *pieces[1:]))
