"""What carries out actions in a test: the domain's own code on records in memory, and nothing that reaches outside."""

from regeltaal.runtime.bindings import ActionCall, Binding, Bindings, installed
from regeltaal.schema.model import Action, Schema, key_of
from regeltaal.values.value import Ref


def bindings_for(schema: Schema) -> Bindings:
    """The installed bindings of a domain, and a stand-in for each action on our own records that has none.

    Outside actions need no stand-in: in a test they are planned and never carried out.
    """
    found = installed(schema.name)
    for action in schema.actions.values():
        if not action.is_outside and found.find(action.title) is None:
            found.bind(action.title, _stand_in(action, schema))
    return found


def _stand_in(action: Action, schema: Schema) -> Binding:
    """Does nothing; where the action gives a record it makes one, with the parameters that are fields of it."""
    made = None if action.gives is None else schema.object(action.gives)

    def nothing(call: ActionCall) -> None:
        del call

    def make(call: ActionCall) -> Ref | None:
        if call.records is None or made is None:
            return None
        values = {name: value for name, value in call.parameters.items() if made.field(name) is not None}
        key = made.key_field
        given = None if key is None else values.get(key_of(key.name))
        return call.records.create(made.name, values, key=given if isinstance(given, str) else None)

    return nothing if made is None else make
