"""What an action or a function takes, and which of it is being written."""

from collections.abc import Iterator, Sequence

from regeltaal.assist.completion import site_of
from regeltaal.assist.completion_around import Around, Doing
from regeltaal.assist.completion_names import explained
from regeltaal.assist.completion_site import Site
from regeltaal.assist.completion_stack import Stack
from regeltaal.assist.completion_wanted import function_named
from regeltaal.base.node import Node
from regeltaal.base.text import Text
from regeltaal.schema.model import Action, Parameter
from regeltaal.syntax import tree
from regeltaal.values.matching import describe
from regeltaal.values.operator import Function
from regeltaal.workspace.sheet import Spot
from regeltaal.workspace.state import State

_SEPARATOR = "; "


class Taken(Node):
    """One thing that is taken: its place in the label, and what it is for."""

    start: int
    end: int
    doc: Text


class Signature(Node):
    """All that is taken. ``active`` is the number of what is being written, None where that can't be told."""

    label: str
    doc: Text
    parameters: tuple[Taken, ...]
    active: int | None


def signature(state: State, path: str, spot: Spot) -> Signature | None:
    """What the innermost action or function around a place takes."""
    site = site_of(state, path, spot)
    stack = None if site is None else _stack(site)
    place = None if site is None or stack is None else site.around(stack)
    if stack is None or place is None:
        return None
    function, verb = stack.last("function"), stack.last("verb")
    if function is not None and function > (verb or -1) and stack.frames[function + 1 :]:
        return _of_function(stack, function, place)
    if place.doing is None or place.doing.action is None or verb is None:
        return None
    behind = [frame.symbol for frame in stack.frames[verb:]]
    return _of_action(place.doing.action, place.doing, stack) if "MET_KW" in behind else None


def _stack(site: Site) -> Stack | None:
    kinds = ("NAME", "UPPER", "TEXT", "SEMICOLON", "CLOSE", "EQUALS")
    return next((found for kind in kinds if (found := site.reading.below(kind)) is not None), None)


# ---------------------------------------------------------------- functions


def _of_function(stack: Stack, at: int, place: Around) -> Signature | None:
    name = stack.frames[at].value
    function = function_named(name.text, place.scope) if isinstance(name, tree.Name) else None
    if function is None:
        return None
    done = 0
    for frame in stack.frames[at + 2 :]:
        done += len(frame.value) if isinstance(frame.value, list) else frame.symbol == "condition"
    shown = [f"[{one}]" if _is_optional(function, number) else one for number, one in enumerate(function.parameters)]
    docs = [_asked(function, number) for number in range(len(shown))]
    active = done if done < len(shown) else None
    return _signature(f"{function.name}(", shown, ")", function.doc, docs=docs, active=active)


def _is_optional(function: Function, number: int) -> bool:
    return number >= min(len(one.operands) for one in function.overloads)


def _asked(function: Function, number: int) -> Text:
    """The types that an argument may have, once each."""
    found = [describe(one.operands[number], ()) for one in function.overloads if number < len(one.operands)]
    nl, en = dict.fromkeys(one.nl for one in found), dict.fromkeys(one.en for one in found)
    return Text(nl=", ".join(nl), en=", ".join(en))


# ---------------------------------------------------------------- actions


def _of_action(action: Action, doing: Doing, stack: Stack) -> Signature:
    written = _written(stack)
    own = {key: one for key, one in action.parameters.items() if not one.from_field or key == written}
    keys = sorted(own, key=lambda key: not own[key].required)
    listed = [own[key] for key in keys]
    shown = [f"{one.name}: {one.type}" if one.required else f"[{one.name}: {one.type}]" for one in listed]
    left = (at for at, key in enumerate(keys) if key not in doing.given and listed[at].required)
    active = keys.index(written) if written in keys else next(left, None)
    doc = Text(nl=action.doc, en=action.doc)
    docs = [_told(one) for one in listed]
    return _signature(f"{action.title} MET ", shown, "", doc, docs=docs, active=active)


def _written(stack: Stack) -> str | None:
    """The parameter whose value is being written."""
    for at in range(len(stack.frames) - 1, 0, -1):
        frame, before = stack.frames[at], stack.frames[at - 1]
        if frame.symbol == "MET_KW" and before.symbol != "EN_KW":
            return None
        path = before.value
        if frame.symbol == "EQUALS" and before.symbol in ("path", "sum") and isinstance(path, tree.Path):
            return ".".join(part.key for part in path.parts)
    return None


def _told(parameter: Parameter) -> Text:
    found = explained(parameter.doc, parameter.example, parameter.type)
    if not parameter.required:
        return found
    return Text(nl=f"Verplicht. {found.nl}", en=f"Required. {found.en}")


# ---------------------------------------------------------------- the label


def _signature(  # noqa: PLR0913 - what a signature is made of
    before: str, shown: Sequence[str], behind: str, doc: Text, *, docs: Sequence[Text], active: int | None
) -> Signature:
    places = _places(len(before), shown)
    taken = tuple(Taken(start, end, told) for (start, end), told in zip(places, docs, strict=True))
    return Signature(f"{before}{_SEPARATOR.join(shown)}{behind}", doc, taken, active)


def _places(start: int, shown: Sequence[str]) -> Iterator[tuple[int, int]]:
    for one in shown:
        yield start, start + len(one)
        start += len(one) + len(_SEPARATOR)
