"""Fields and values to make conditions with, chosen so that nothing else is wrong with the condition."""

import re
from collections.abc import Sequence

from attrs import frozen
from tests.seeded.plant import NoPlaceError, Site

from regeltaal.schema.model import ADMINISTRATION, Field, Object
from regeltaal.syntax import tree
from regeltaal.values.types import Enumeration, ListOf, ObjectType, Scalar

WORDS = ("Lindelaan", "oranje", "Boskoop", "kelder", "zaterdagploeg", "Noorderzon", "wissel", "tweede hands", "perron")
CODES = ("A-17", "kast 4", "Roermond", "hoekpand", "ZX9", "blok C", "Almelo", "dossier 88", "vak 12b")
_PLACE = re.compile(r"\{([A-Za-z]+)(\d?)\}")
ORDERED = ("getal", "geheel getal", "bedrag", "percentage", "datum", "tijd")


@frozen
class Choice:
    """A field by its path, with what it may be compared with: texts as they stand in a rule, from low to high."""

    path: str
    field: Field
    values: Sequence[str]


def fields(site: Site, *, nested: bool = True) -> list[tuple[str, Field]]:
    """The fields that a rule may test without more: of its record, and of what that refers to."""
    found = [(one.name, one) for one in _usable(site, site.record)]
    if nested:
        for name, one in list(found):
            if isinstance(one.type, ObjectType) and not site.world.schema.events_following(site.record.name, name):
                other = site.world.schema.object(one.type.name)
                if other is not None and other.name != ADMINISTRATION:
                    found += [(f"{name}.{deeper.name}", deeper) for deeper in _usable(site, other)]
    read = read_text(site)
    return [(path, one) for path, one in found if path.lower() not in read and path.split(".")[0].lower() not in read]


def read_text(site: Site) -> str:
    """The rule with the definitions that it uses: what it tests already is not to be tested otherwise."""
    text = site.own_text.lower()
    definitions = [one for file in site.world.files for one in file.items if isinstance(one, tree.Definition)]
    for _ in range(3):  # definitions use definitions
        text += "".join(
            one.span.text.lower() for one in definitions if one.name.key in text and one.span.text.lower() not in text
        )
    return text


def _usable(site: Site, object_: Object) -> list[Field]:
    schema = site.world.schema
    return [
        one
        for one in object_.fields.values()
        if one.level is None
        and one.module is None
        and one.together is None
        and one.at_most is None
        and not one.free
        and not schema.events_following(object_.name, one.name)
        and not any(one.name in event.moments for event in schema.events.values())
    ]


def scalar(site: Site, *kinds: str, nested: bool = True, optional: bool | None = None) -> Choice:
    found = [
        (path, one)
        for path, one in fields(site, nested=nested)
        if isinstance(one.type, Scalar)
        and one.type.kind.name in kinds
        and (optional is None or one.required is not optional)
        and not one.key
    ]
    path, one = site.pick(found)
    assert isinstance(one.type, Scalar)
    return Choice(path, one, values(site, one.type.kind.name))


def text(site: Site, *, nested: bool = True) -> Choice:
    return scalar(site, "tekst", "lange tekst", nested=nested)


def ordered(site: Site, *, nested: bool = True) -> Choice:
    return scalar(site, *ORDERED, nested=nested)


def enumeration(site: Site, *, closed: bool = False, least: int = 3, nested: bool = True) -> Choice:
    found = [
        (path, one, one.type)
        for path, one in fields(site, nested=nested)
        if isinstance(one.type, Enumeration) and len(one.type.values) >= least and not (closed and one.type.open)
    ]
    path, one, type_ = site.pick(found)
    return Choice(path, one, [f'"{value}"' for value in type_.values])


def yes_no(site: Site) -> Choice:
    return scalar(site, "ja-nee", nested=False)


def required(site: Site) -> Choice:
    found = [
        (path, one)
        for path, one in fields(site, nested=False)
        if one.required and isinstance(one.type, Scalar) and one.type.kind.name == "tekst"
    ]
    path, one = site.pick(found)
    return Choice(path, one, values(site, "tekst"))


def rows(site: Site) -> tuple[str, str, Object]:
    """A list of rows with a name for a row."""
    found = []
    for name, one in fields(site, nested=False):
        if isinstance(one.type, ListOf) and isinstance(one.type.element, ObjectType):
            other = site.world.schema.object(one.type.element.name)
            if other is not None and other.key_field is None:
                found.append((name, one.type.element.name, other))
    name, row, other = site.pick(found)
    return name, row, other


def of_rows(site: Site, *kinds: str) -> tuple[str, str, str, Sequence[str]]:
    """A list, a name for its rows, a field of a row of one of these kinds, and values of it."""
    name, row, other = rows(site)
    if row in site.own_text:
        raise NoPlaceError
    found = [
        (one.name, one.type.kind.name)
        for one in other.fields.values()
        if isinstance(one.type, Scalar)
        and one.type.kind.name in kinds
        and site.record.field(one.name) is None
        and one.module is None
        and one.together is None
        and one.at_most is None
    ]
    field, kind = site.pick(found)
    return name, row, f"{row}.{field}", values(site, kind)


def values(site: Site, kind: str) -> Sequence[str]:
    """Four values of a kind, from low to high; texts in any order."""
    start = site.random.randrange(2, 9)
    steps = [start * (number + 1) for number in range(4)]
    match kind:
        case "geheel getal":
            return [str(one) for one in steps]
        case "getal":
            return [f"{one},5" for one in steps]
        case "bedrag":
            return [f"€ {one * 10},00" for one in steps]
        case "percentage":
            return [f"{one}%" for one in steps]
        case "datum":
            return [f"{one}-{start}-{2026 + number}" for number, one in enumerate((3, 14, 21, 28))]
        case "tijd":
            return [f"{one}:{start}0" if start < 6 else f"{one}:00" for one in (7, 11, 14, 19)]
        case "tekst" | "lange tekst":
            pool = [*WORDS, *CODES]
            site.random.shuffle(pool)
            return [f'"{one}"' for one in pool[:4]]
        case _:
            return []


def word(quoted: str) -> str:
    return quoted.strip('"')


def written(site: Site, pattern: str) -> str:
    """A pattern with fields and values in it."""
    known: dict[str, str] = {}
    for family in dict.fromkeys(name for name, _ in _PLACE.findall(pattern)):
        if family.lower() not in known:
            known.update(_family(site, family.lower()))
    known.update({name.upper(): value.upper() for name, value in known.items() if name[0] == "t"})
    taken = [known[one] for one in ("t", "n", "k", "b", "v", "o", "i", "x", "y") if one in known]
    if len(set(taken)) < len(taken):
        raise NoPlaceError
    return _PLACE.sub(lambda found: known[found[1] + found[2]], pattern)


def _family(site: Site, name: str) -> dict[str, str]:
    match name:
        case "t" | "o":
            return _numbered(name, text(site))
        case "x":
            return _numbered("x", scalar(site, "tekst", "lange tekst", optional=True))
        case "w":
            return {f"w{one + 1}": site.random.choice(WORDS[one::2]) for one in range(2)}
        case "y":
            return _numbered("y", scalar(site, *ORDERED, optional=True))
        case "n":
            return _numbered("n", ordered(site))
        case "i":
            return _numbered("i", scalar(site, "geheel getal", "getal", "bedrag"))
        case "k":
            return _numbered("k", enumeration(site))
        case "b":
            return {"b": yes_no(site).path}
        case "v":
            return {"v": required(site).path}
        case "l":
            return {"l": rows(site)[0]}
        case "r" | "rl" | "rt":
            items, row, field, found = of_rows(site, "tekst")
            return {"rl": items, "r": row, "rt": field, **{f"rt{one + 1}": value for one, value in enumerate(found)}}
        case _:
            raise AssertionError(name)


def _numbered(name: str, found: Choice) -> dict[str, str]:
    return {name: found.path, **{f"{name}{one + 1}": value for one, value in enumerate(found.values)}}
