"""What planters share: an action that any rule may have, fields that may be written, triggers that follow a field."""

from tests.seeded import choice
from tests.seeded.plant import NoPlaceError, Site, same_name, walk

from regeltaal.schema.model import Action, Event, Field, Parameter
from regeltaal.syntax import tree
from regeltaal.values.types import Enumeration, Scalar

NOTES = {
    "werkbonnen": 'MAAK taak MET titel = "{text}"',
    "boekhouding": 'MAAK taak MET titel = "{text}"',
    "loket": 'MAAK notitie MET tekst = "{text}"',
}
"""The action with a text that every rule of a domain may have."""


def note(site: Site, text: str) -> str:
    if site.world.schema.name not in NOTES:
        raise NoPlaceError
    return NOTES[site.world.schema.name].replace("{text}", text)


def action_of(site: Site, perform: tree.Perform) -> Action:
    found = site.world.schema.action(perform.verb.text, perform.name.text)
    assert found is not None
    return found


def scalar_name(field: Field | Parameter) -> str:
    return field.type.kind.name if isinstance(field.type, Scalar) else ""


def writable(site: Site, *kinds: str) -> tuple[str, Field]:
    """A field that rules may write and none does, and that this rule does not name."""
    text = site.world.text.lower()
    found = [
        (path, one)
        for path, one in choice.fields(site, nested=False)
        if one.writable
        and not one.required
        and (scalar_name(one) in kinds or ("keuze" in kinds and isinstance(one.type, Enumeration)))
        and f"zet {path}" not in text
        and f"wis {path}" not in text
    ]
    if len(site.world.schema.phases_of(site.record.name)) > 1 and not has_phase(site):
        raise NoPlaceError
    return site.pick(found)


def has_phase(site: Site) -> bool:
    if any(isinstance(one, tree.PhaseClause) for one in site.rule.metas):
        return True
    return any(action_of(site, one).phase is not None for one in site.performs())


def goes_on(site: Site) -> None:
    site.need(not any(isinstance(one, tree.Stop) or site.ends(one) for one in site.rule.then))


Following = tuple[tree.EventTrigger, Event, list[str]]
"""A trigger, its event, and the values of the field that this follows, as written."""


def following(site: Site) -> Following:
    """A trigger that follows a choice field, with the values of that."""
    found = []
    for one in site.rule.triggers:
        if isinstance(one, tree.EventTrigger):
            event = site.world.schema.event(one.event.key)
            if event is not None and event.follows is not None:
                field = site.record.field(event.follows)
                if field is not None and isinstance(field.type, Enumeration):
                    found.append((one, event, [f'"{value}"' for value in field.type.values]))
    return site.pick(found)


def text_of(expr: tree.Expr | None) -> str:
    assert expr is not None
    return expr.span.text


def other_value(site: Site, values: list[str], *not_these: str) -> str:
    taken = {one.lower() for one in not_these}
    return site.pick([one for one in values if one.lower() not in taken])


def mentions(site: Site, field: str) -> bool:
    return any(same_name(one.span.text, field) for part in site.parts for one in _paths(part))


def _paths(part: tree.Expr) -> list[tree.Path]:
    return [one for one in walk(part) if isinstance(one, tree.Path)]


def end_of(site: Site) -> int:
    """Where DAN ends."""
    return site.rule.then[-1].span.end
