"""The values that an environment adds to the OPEN KEUZE lists of a domain."""

from collections.abc import Mapping

from regeltaal.base.node import evolve
from regeltaal.schema.model import Action, Field, FunctionDeclaration, Object, Parameter, Schema, key_of
from regeltaal.values.types import Enumeration, ListOf, Type

Added = Mapping[str, tuple[str, ...]]
"""By key of the list."""


def with_open_values(schema: Schema, added: Added) -> Schema:
    """The schema with further values in its open lists; it is what spelling and suggestions go by."""
    if not added:
        return schema
    return evolve(
        schema,
        enums={key: _enum(one, added) for key, one in schema.enums.items()},
        objects={key: _object(one, added) for key, one in schema.objects.items()},
        actions={key: _action(one, added) for key, one in schema.actions.items()},
        functions={key: _function(one, added) for key, one in schema.functions.items()},
    )


def _enum(enum: Enumeration, added: Added) -> Enumeration:
    known = {value.casefold() for value in enum.values}
    new = tuple(value for value in added.get(key_of(enum.name), ()) if value.casefold() not in known)
    return evolve(enum, values=enum.values + new) if new and enum.open else enum


def _type(type_: Type, added: Added) -> Type:
    """The type with the values; itself where none are added, so that what is of it need not be made anew."""
    match type_:
        case Enumeration():
            return _enum(type_, added)
        case ListOf(element=element):
            inner = _type(element, added)
            return type_ if inner is element else ListOf(inner)
        case _:
            return type_


def _field(one: Field, added: Added) -> Field:
    type_ = _type(one.type, added)
    return one if type_ is one.type else evolve(one, type=type_)


def _object(one: Object, added: Added) -> Object:
    return evolve(one, fields={key: _field(field, added) for key, field in one.fields.items()})


def _action(one: Action, added: Added) -> Action:
    return evolve(one, parameters={key: _parameter(parameter, added) for key, parameter in one.parameters.items()})


def _parameter(one: Parameter, added: Added) -> Parameter:
    type_ = _type(one.type, added)
    return one if type_ is one.type else evolve(one, type=type_)


def _function(one: FunctionDeclaration, added: Added) -> FunctionDeclaration:
    parameters = tuple((name, _type(type_, added)) for name, type_ in one.parameters)
    return evolve(one, parameters=parameters, result=_type(one.result, added))
