"""Which rules write a field: by what stands behind ZET and WIS, and what the domain says of the names there."""

from collections.abc import Mapping, Sequence

from regeltaal.assist.scanned import AllRules, Path, Standing
from regeltaal.schema.model import FREE_FIELDS, Field, Object, Schema, key_of, object_of
from regeltaal.workspace.state import State


def writers(state: State, path: str, owner: str, field: str) -> Sequence[str] | None:
    """The names of the rules that write a field, by the keys of its object and of itself; None: not known yet.

    ``path`` is the file that asks.
    """
    rules, schema = AllRules(state, path), state.schema
    if schema is None or not rules.is_complete:
        return None
    last = field.rpartition(".")[2]
    wanted = (owner, field)
    return [
        one.name
        for _, file in rules.files
        for one in file.rules
        if any(write[-1:] and _may_be(write[-1], last, schema, wanted) for write in one.writes)
        and any(_written(write, one, schema) == wanted for write in one.writes)
    ]


def _may_be(name: str, last: str, schema: Schema, wanted: tuple[str, str]) -> bool:
    """Whether a name can be that of the field: it is, or it was its name."""
    if name == last:
        return True
    found = schema.objects[wanted[0]].fields.get(wanted[1]) if wanted[0] in schema.objects else None
    return found is not None and name in map(key_of, found.former_names)


def _written(write: Path, rule: Standing, schema: Schema) -> tuple[str, str] | None:
    """The object and the field that a path ends in."""
    owner = _about(rule, schema)
    names: Mapping[str, Object | None] = {
        **{name: _given(title, schema) for name, title in rule.named},
        **{name: _reached(items, owner, schema) for name, items in rule.rows},
    }
    if write and write[0] in names:
        owner, write = names[write[0]], write[1:]
    *way, last = write or ("",)
    if way[-1:] == [FREE_FIELDS]:
        way, last = way[:-1], f"{FREE_FIELDS}.{last}"
    found = _reached(tuple(way), owner, schema)
    field = None if found is None else found.field(last)
    return None if found is None or field is None else (key_of(found.name), key_of(field.name))


def _about(rule: Standing, schema: Schema) -> Object | None:
    """The object that a rule is about."""
    event = next((schema.events[one] for one in rule.events if one in schema.events), None)
    return schema.object(rule.about or ("" if event is None else event.object))


def _given(title: str, schema: Schema) -> Object | None:
    action = schema.actions.get(title)
    return None if action is None or action.gives is None else schema.object(action.gives)


def _reached(way: Path, start: Object | None, schema: Schema) -> Object | None:
    """The object at the end of a path of references."""
    found = start
    for name in way:
        field: Field | None = None if found is None else found.field(name)
        target = None if field is None else object_of(field.type)
        found = None if target is None else schema.object(target)
    return found
