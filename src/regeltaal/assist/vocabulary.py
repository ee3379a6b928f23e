"""The words of a domain, by what they are: for text that was not checked."""

from collections.abc import Mapping

from regeltaal.assist.colours import Colour
from regeltaal.check.scope import EVENT, PREVIOUS, ROW
from regeltaal.schema.model import ADMINISTRATION, FREE_FIELDS, Schema, key_of


class Vocabulary:
    """Which names a domain has."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._words = dict(_words(schema))

    def colour(self, key: str) -> Colour | None:
        """What a name is; None for one that the domain does not have."""
        return self._words.get(key)

    def event(self, key: str) -> Colour | None:
        return Colour.EVENT if key in self.schema.events else None

    def action(self, verb: str, key: str) -> Colour | None:
        return Colour.ACTION if key_of(f"{verb} {key}") in self.schema.actions else None


def _words(schema: Schema) -> Mapping[str, Colour]:
    """The likeliest meaning of each word stands last."""
    found: dict[str, Colour] = {}
    for action in schema.actions.values():
        found |= dict.fromkeys(action.parameters, Colour.PARAMETER)
    found |= dict.fromkeys(schema.events, Colour.EVENT)
    found |= dict.fromkeys(schema.objects, Colour.OBJECT)
    for owner in schema.objects.values():
        found |= {key.removeprefix(f"{FREE_FIELDS}."): Colour.FIELD for key in owner.fields}
    return found | dict.fromkeys((EVENT, PREVIOUS, ROW, ADMINISTRATION, FREE_FIELDS), Colour.VARIABLE)


_LAST: list[Vocabulary] = []


def vocabulary(schema: Schema) -> Vocabulary:
    """The words of a domain; those of the last few domains asked for are kept."""
    found = next((one for one in _LAST if one.schema is schema), None)
    if found is None:
        found = Vocabulary(schema)
        _LAST.insert(0, found)
        del _LAST[4:]
    return found
