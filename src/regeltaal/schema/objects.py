"""Building the objects of a domain with their fields, free fields included."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from regeltaal.base.node import evolve
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.schema import declarations as written
from regeltaal.schema import marks, properties
from regeltaal.schema.events import field_at
from regeltaal.schema.model import ADMINISTRATION, FREE_FIELDS, Field, Object, key_of
from regeltaal.schema.names import Names, doc_of, of, once, refuse_fixed_word, shown
from regeltaal.schema.problems import fields as problems
from regeltaal.schema.problems import names as name_problems
from regeltaal.schema.types import fits, resolve, resolve_text
from regeltaal.values import common
from regeltaal.values.exact import DIGITS_BEFORE
from regeltaal.values.types import Enumeration, ListOf, ObjectType, Type, Unknown

_FIELD = Text(nl="het veld", en="the field")
_A_FIELD = Text(nl="een veld", en="a field")

MOST_FREE_FIELDS = 50
"""For one object: what forms and screens are made for."""

_MOST_SHOWN = 6

_ADMINISTRATION_FIELDS = (
    Field("naam", common.TEXT, required=True, key=True, doc="De naam van de administratie.", example='"Jansen BV"'),
    Field("tags", ListOf(common.TEXT), doc="De tags waarmee administraties gegroepeerd zijn.", example='"horeca"'),
    Field("modules", ListOf(common.TEXT), doc="De modules die de administratie heeft."),
    Field("abonnement", common.TEXT, doc="Het abonnement van de administratie.", example='"Compleet"'),
    Field("boekhoudpakket", common.TEXT, doc="Het boekhoudpakket van de administratie.", example='"Exact Online"'),
)


class FreeFieldEntry(Protocol):
    """A free field of regeltaal.toml: `[vrije_velden.werkbon] meterstand = "getal"`."""

    @property
    def object(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def choices(self) -> tuple[str, ...] | None: ...
    @property
    def heading(self) -> Span | None: ...
    @property
    def span(self) -> Span: ...


def build(
    declared: Sequence[written.Declaration], free_fields: Iterable[FreeFieldEntry], names: Names
) -> dict[str, Object]:
    """All objects by key; `administratie` is always one of them."""
    clauses = {one.name.key: one for one in reversed(of(declared, written.ObjectClause))}
    objects = {key: _object(one, names) for key, one in reversed(clauses.items())}
    objects[ADMINISTRATION] = _administration(objects.get(ADMINISTRATION), names)
    for clause in of(declared, written.FreeFieldClause):
        _add_declared(clause, objects, names)
    for entry in free_fields:
        _add_configured(entry, objects, names)
    _report_too_many(objects, names)
    _report_lookups(objects, names)
    _report_cycles(objects, names)
    return objects


def _object(clause: written.ObjectClause, names: Names) -> Object:
    fields = {key: _field(one, names) for key, one in once(clause.fields, _FIELD, names.problems).items()}
    name = shown(clause.name)
    _report_second_key(name, fields, names)
    _report_former_names(fields, names)
    found = Object(name, fields, doc_of(clause.doc, names.problems), clause.name.span)
    return evolve(found, fields={key: _with_company(one, clause, found, names) for key, one in fields.items()})


def _with_company(field: Field, clause: written.ObjectClause, owner: Object, names: Names) -> Field:
    """A field with the one that belongs in the same condition."""
    written_as = next((one for one in clause.fields if one.name.span == field.span), None)
    mark = None if written_as is None else marks.one(written_as.marks, properties.Together)
    other = None if mark is None else field_at(mark.field, owner, names)
    return field if other is None else evolve(field, together=other.name)


def _field(clause: written.FieldClause, names: Names) -> Field:
    marks.report_repeats(clause.marks, names.problems)
    refuse_fixed_word(clause.name, _A_FIELD, names.problems)
    level = marks.one(clause.marks, properties.AtLevel)
    module = marks.one(clause.marks, properties.NeedsModule)
    at_most = marks.one(clause.marks, properties.AtMost)
    found = Field(
        name=shown(clause.name),
        type=resolve(clause.type, names, _A_FIELD),
        required=marks.has(clause.marks, properties.Required),
        key=marks.has(clause.marks, properties.Key),
        writable=marks.has(clause.marks, properties.Writable),
        lookup=marks.has(clause.marks, properties.Lookup),
        level=names.level(level.level) if level else None,
        module=names.module(module.module) if module else None,
        former_names=tuple(shown(one.name) for one in marks.all_of(clause.marks, properties.FormerName)),
        doc=marks.doc(clause.marks, names.problems),
        example=marks.example(clause.marks),
        span=clause.name.span,
    )
    _check_marks(clause, found, names)
    return found if at_most is None else evolve(found, at_most=_whole_number(at_most))


def _check_marks(clause: written.FieldClause, found: Field, names: Names) -> None:
    if isinstance(found.type, Unknown):
        return
    if found.key and found.type != common.TEXT:
        names.problems.add(problems.bad_key_type(clause.name.span, found.name, str(found.type)))
    at_most = marks.one(clause.marks, properties.AtMost)
    if at_most is not None and (found.type != common.INTEGER or _whole_number(at_most) is None):
        names.problems.add(problems.at_most_no_number(at_most.span, found.name, str(found.type)))
    lookup = marks.one(clause.marks, properties.Lookup)
    if lookup is not None and isinstance(found.type, ListOf):
        names.problems.add(problems.lookup_of_list(lookup.span, found.name, str(found.type)))
    example = marks.one(clause.marks, properties.Example)
    if example is not None and not fits(example.value, found.type):
        names.problems.add(problems.wrong_value(example.value.span, found.name, found.type))


def _whole_number(mark: properties.AtMost) -> int | None:
    digits = mark.value.text.replace(".", "")
    return int(digits) if digits.isdecimal() and len(digits) <= DIGITS_BEFORE else None


def _report_second_key(owner: str, fields: Mapping[str, Field], names: Names) -> None:
    keys = [one for one in fields.values() if one.key]
    for one in keys[1:]:
        if one.span is not None:
            names.problems.add(problems.second_key(one.span, one.name, owner, keys[0].span))


def _report_former_names(fields: Mapping[str, Field], names: Names) -> None:
    """A former name that another field has, or had, would lead to either of the two."""
    taken = dict(fields)
    for one in fields.values():
        for former in one.former_names:
            first = taken.setdefault(key_of(former), one)
            if first is not one and one.span is not None:
                names.problems.add(name_problems.twice(one.span, _FIELD, former, first.span))


def _administration(declared: Object | None, names: Names) -> Object:
    """What a domain says of `administratie` comes on top of what it always has."""
    fixed = {key_of(one.name): one for one in _ADMINISTRATION_FIELDS}
    if declared is None:
        return Object(ADMINISTRATION, fixed, "De administratie waarin de gebeurtenis plaatsvindt.")
    for key, one in declared.fields.items():
        if key in fixed and one.span is not None:
            names.problems.add(name_problems.twice(one.span, _FIELD, one.name, None))
    return evolve(declared, name=ADMINISTRATION, fields={**declared.fields, **fixed})


# ---------------------------------------------------------------- free fields


def _add_declared(clause: written.FreeFieldClause, objects: dict[str, Object], names: Names) -> None:
    found = _field(clause.field, names)
    owner = names.object(clause.object)
    if owner is None:
        return
    key = f"{FREE_FIELDS}.{key_of(found.name)}"
    first = objects[key_of(owner)].fields.get(key)
    if first is not None:
        names.problems.add(name_problems.twice(clause.field.name.span, _FIELD, found.name, first.span))
    else:
        _add(found, key_of(owner), objects)


def _add_configured(entry: FreeFieldEntry, objects: dict[str, Object], names: Names) -> None:
    """A project's own free field; it takes the place of one with its name in the domain."""
    type_ = _type_of(entry, names)
    owner = names.objects.get(key_of(entry.object))
    if owner is None:
        names.problems.add(
            name_problems.object_of_free_fields(entry.heading or entry.span, entry.object, names.objects.values())
        )
    else:
        _add(Field(" ".join(entry.name.split()), type_, span=entry.span), key_of(owner), objects)


def _type_of(entry: FreeFieldEntry, names: Names) -> Type:
    """The type that is named, or the choices of the field itself."""
    if entry.choices is None:
        return resolve_text(entry.type, entry.span, names)
    if not entry.choices:
        names.problems.add(problems.no_values(entry.span, entry.name))
    return Enumeration(" ".join(entry.name.split()), entry.choices)


def _report_too_many(objects: Mapping[str, Object], names: Names) -> None:
    for one in objects.values():
        beyond = one.free_fields[MOST_FREE_FIELDS:]
        if beyond and beyond[0].span is not None:
            number = len(one.free_fields)
            names.problems.add(problems.too_many_free_fields(beyond[0].span, one.name, number, MOST_FREE_FIELDS))


def _report_lookups(objects: Mapping[str, Object], names: Names) -> None:
    """What is found must stand by itself, in the store: no row of another record, no administration."""
    for one in objects.values():
        is_found = one.key_field is not None and one.name != ADMINISTRATION
        for field in one.fields.values():
            if field.lookup and field.span is not None and not is_found:
                names.problems.add(problems.lookup_without_key(field.span, field.name, one.name))


def _add(found: Field, owner: str, objects: dict[str, Object]) -> None:
    """Free fields can always be written: that is what they are for."""
    free = evolve(found, name=f"{FREE_FIELDS}.{found.name}", free=True, writable=True)
    objects[owner] = evolve(objects[owner], fields={**objects[owner].fields, key_of(free.name): free})


# ---------------------------------------------------------------- cycles


def _report_cycles(objects: Mapping[str, Object], names: Names) -> None:
    """Records that require each other can never be made. Each object is left behind once, so this ends."""
    done: set[str] = set()
    for key in objects:
        if key not in done:
            _walk(key, objects, done, names)


def _walk(start: str, objects: Mapping[str, Object], done: set[str], names: Names) -> None:
    """Goes along the required references from one object, depth first; a reference back to the trail is a cycle."""
    trail = [(start, _required(objects[start]))]
    taken: list[Field] = []
    while trail:
        owner, rest = trail[-1]
        step = next(rest, None)
        if step is None:
            done.add(owner)
            trail.pop()
            del taken[-1:]
            continue
        found, target = step
        passed = [key for key, _ in trail]
        if target in passed:
            first = passed.index(target)
            _report_cycle(list(zip(passed[first:], [*taken[first:], found], strict=True)), objects, names)
        elif target not in done:
            trail.append((target, _required(objects[target])))
            taken.append(found)


def _required(owner: Object) -> Iterator[tuple[Field, str]]:
    """The references that a record can't do without, with the objects they lead to."""
    for found in owner.fields.values():
        if found.required and isinstance(found.type, ObjectType):
            yield found, key_of(found.type.name)


def _report_cycle(cycle: Sequence[tuple[str, Field]], objects: Mapping[str, Object], names: Names) -> None:
    span = cycle[0][1].span
    if span is not None:
        path = " → ".join(f"`{objects[owner].name}.{found.name}`" for owner, found in cycle[:_MOST_SHOWN])
        path += " → …" if len(cycle) > _MOST_SHOWN else ""
        names.problems.add(problems.required_cycle(span, path))
