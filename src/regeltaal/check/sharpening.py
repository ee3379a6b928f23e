"""What a problem of the syntax says better once the domain is known: which parameter a bare value was meant for."""

from collections.abc import Iterable

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.check.problems.suggestions import DID_YOU_MEAN, replace
from regeltaal.check.remedies import is_text, spelled
from regeltaal.schema.model import Action, Parameter, Schema
from regeltaal.syntax.problems.structure import UNNAMED_PARAMETER
from regeltaal.values.types import Enumeration, ListOf, ObjectType, Scalar

_MOST = 2


def sharpened(found: Diagnostic, schema: Schema) -> Diagnostic:
    """The problem as it was, or with the parameters of the action that was written."""
    if found.code is not UNNAMED_PARAMETER:
        return found
    verb, _, name = str(found.facts["action"]).partition(" ")
    action = schema.action(verb, name)
    if action is None:
        return found
    value = str(found.facts["value"])
    word = found.span.text.split()[0] if not found.span.text.startswith(value) else ""
    meant = [f"MET {one.name} = {value}" for one in _meant(action, word.lower(), value)][:_MOST]
    if not meant:
        return found
    fixes = tuple(replace(found.span, text) for text in meant)
    return Diagnostic(found.code, found.span, {**found.facts, "meant": meant[0]}, DID_YOU_MEAN, fixes)


def _meant(action: Action, word: str, value: str) -> Iterable[Parameter]:
    """The parameters that a value was most likely meant for, the likeliest first.

    Behind a preposition that is one with that word in its name, then who or what is referred to; without one it is what
    the action needs.
    """
    fitting = [one for one in action.parameters.values() if not one.from_field and _takes(one, value)]
    if word:
        return sorted(fitting, key=lambda one: (word not in one.name.lower().split(), not _refers(one)))
    needed = {name.lower() for name in action.exactly_one_of}
    ranked = sorted(fitting, key=lambda one: (one.level is not None, one.name.lower() not in needed))
    return [one for one in ranked if one.required] or ranked


def _refers(parameter: Parameter) -> bool:
    return isinstance(_element(parameter), ObjectType)


def _element(parameter: Parameter) -> object:
    return parameter.type.element if isinstance(parameter.type, ListOf) else parameter.type


def _takes(parameter: Parameter, value: str) -> bool:
    """Whether a value, as it is written, can go there as far as that can be seen."""
    wanted, text = _element(parameter), value.strip('"')
    if parameter.template is not None or not value.startswith('"'):
        return parameter.template is None and not isinstance(wanted, Enumeration)
    if isinstance(wanted, Enumeration):
        return wanted.open or spelled(wanted, text) is not None
    return isinstance(wanted, ObjectType) or (isinstance(wanted, Scalar) and is_text(wanted, text))
