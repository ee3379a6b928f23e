"""The neutral workload: work orders, and rules about them as data, with what a rule means in the most direct form.

A comparison with a value that is not there is false, save ``ne``. ``contains`` ignores case, ``starts`` does not.
"""

import datetime as dt
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Any

from attrs import frozen

Leaf = str | Decimal | float | int | bool | dt.date | None
Record = Mapping[str, "Leaf | Mapping[str, Leaf]"]


@frozen
class Ask:
    """One question about one field: ``eq ne lt le gt ge between contains starts in empty filled``."""

    kind: str
    field: str
    value: "Leaf | tuple[Leaf, ...]" = None


@frozen
class Group:
    every: bool
    """All of the parts, or at least one."""
    parts: "tuple[Condition, ...]"


Condition = Ask | Group


def both(*parts: Condition) -> Group:
    return Group(every=True, parts=parts)


def either(*parts: Condition) -> Group:
    return Group(every=False, parts=parts)


# ---------------------------------------------------------------- records


def _words(text: str, between: str = " ") -> list[str]:
    return text.split(between)


STATUS = ["nieuw", "gepland", "in uitvoering", "uitgevoerd", "gefactureerd", "vervallen", "wacht op onderdeel"]
KIND = ["storing", "onderhoud", "inspectie", "installatie", "garantie", "advies"]
PRIORITY = ["laag", "normaal", "hoog", "spoed"]
SOURCE = ["telefoon", "mail", "portaal", "planner", "app"]
PLACES = _words(
    "Utrecht;Amsterdam;Rotterdam;Den Haag;Eindhoven;Groningen;Tilburg;Almere;"
    "Breda;Nijmegen;Apeldoorn;Haarlem;Arnhem;Enschede;Amersfoort;Zwolle",
    ";",
)
WORDS = _words(
    "ketel lekkage storing onderhoud radiator thermostaat pomp filter vervangen controle melding klant "
    "afspraak spoed warmtepomp zonnepaneel meterkast groep kortsluiting leiding kraan boiler ventilatie "
    "rooster motor lager display foutcode reset garantie offerte factuur termijn sleutel bewoner huismeester "
    "kelder zolder badkamer keuken gang dak gevel schacht lift deur slot brandmelder sensor kabel",
)
FIRST_NAMES = _words("Jan Piet Kees Anna Eva Fatima Mo Sanne Bram Lotte Daan Iris Joost Noor Tim Ruben")
LAST_NAMES = _words("Jansen Bakker Visser Smit Mulder Vos Bos Dekker Kok Peters Hendriks Dijkstra")
MECHANICS = [f"{first} {last}" for first in FIRST_NAMES[:10] for last in LAST_NAMES[:4]]
CATEGORIES = [f"CAT-{number:03d}" for number in range(200)]
FIRST_DAY = dt.date(2025, 1, 1)

FIELDS = {
    "status": "enum", "soort": "enum", "prioriteit": "enum", "bron": "enum",
    "titel": "text", "omschrijving": "text", "opmerking": "text",
    "bedrag": "money", "kosten": "money", "uren": "number", "bijlagen": "number",
    "aangemaakt": "date", "gepland": "date", "vervaldag": "date",
    "betaald": "bool", "contract": "bool",
    "monteur": "name", "categorie": "name", "klantnummer": "name",
    "relatie.naam": "name", "relatie.plaats": "name", "relatie.postcode": "name", "relatie.email": "name",
}  # fmt: skip
"""What each field holds: ``text`` is searched in, ``name`` is compared."""
NULLABLE = frozenset({"gepland", "vervaldag", "monteur", "relatie.email"})
TEXTS = frozenset(name for name, kind in FIELDS.items() if kind == "text")


def records(count: int, seed: int) -> list[Record]:
    rng = random.Random(seed)
    return [_record(rng, number) for number in range(count)]


def _record(rng: random.Random, number: int) -> Record:
    postcode = f"{rng.randint(1000, 9999)}{chr(65 + rng.randrange(26))}{chr(65 + rng.randrange(26))}"
    first, last = rng.choice(FIRST_NAMES), rng.choice(LAST_NAMES)
    words = [rng.choice(WORDS) for _ in range(3)]
    made = FIRST_DAY + dt.timedelta(days=rng.randrange(540))
    return {
        "id": number,
        "status": rng.choice(STATUS),
        "soort": rng.choice(KIND),
        "prioriteit": rng.choice(PRIORITY),
        "bron": rng.choice(SOURCE),
        "titel": " ".join(words).capitalize(),
        "omschrijving": " ".join(rng.choice(WORDS) for _ in range(rng.randint(8, 20))).title(),
        "opmerking": "" if rng.random() < 0.6 else " ".join(rng.choice(WORDS) for _ in range(4)),
        "bedrag": _money(rng, 5000),
        "kosten": _money(rng, 2000),
        "uren": rng.randrange(0, 160) / 4,
        "bijlagen": rng.randrange(0, 6),
        "aangemaakt": made,
        "gepland": None if rng.random() < 0.3 else made + dt.timedelta(days=rng.randrange(60)),
        "vervaldag": None if rng.random() < 0.5 else made + dt.timedelta(days=rng.randrange(14, 90)),
        "betaald": rng.random() < 0.5,
        "contract": rng.random() < 0.4,
        "monteur": None if rng.random() < 0.25 else rng.choice(MECHANICS),
        "categorie": rng.choice(CATEGORIES),
        "klantnummer": f"K{rng.randrange(5000):05d}",
        "relatie": {
            "naam": f"{first} {last}",
            "plaats": rng.choice(PLACES),
            "postcode": postcode,
            "email": None if rng.random() < 0.1 else f"{first}.{last}@voorbeeld.nl".lower(),
        },
    }


def _money(rng: random.Random, highest: int) -> Decimal:
    return Decimal(int(rng.random() ** 2 * highest * 100)) / 100


# ---------------------------------------------------------------- rules


def _enum(rng: random.Random) -> Ask:
    name, values = rng.choice([("status", STATUS), ("soort", KIND), ("prioriteit", PRIORITY), ("bron", SOURCE)])
    return Ask("eq", name, rng.choice(values)) if rng.random() < 0.9 else Ask("ne", name, rng.choice(values))


def _in(rng: random.Random) -> Ask:
    name, values, count = rng.choice([
        ("status", STATUS, 2), ("relatie.plaats", PLACES, 3), ("monteur", MECHANICS, 3), ("categorie", CATEGORIES, 5),
    ])  # fmt: skip
    return Ask("in", name, tuple(rng.sample(values, count)))


def _contains(rng: random.Random) -> Ask:
    return Ask("contains", rng.choice(["titel", "omschrijving", "opmerking"]), rng.choice(WORDS))


def _starts(rng: random.Random) -> Ask:
    name = rng.choice(["relatie.postcode", "relatie.naam", "klantnummer"])
    prefixes = {
        "relatie.postcode": str(rng.randint(10, 99)),
        "relatie.naam": rng.choice(FIRST_NAMES),
        "klantnummer": f"K{rng.randrange(50):02d}",
    }
    return Ask("starts", name, prefixes[name])


def _number(rng: random.Random) -> Ask:
    name = rng.choice(["bedrag", "bedrag", "kosten", "uren", "bijlagen"])
    values: Mapping[str, Callable[[], Decimal | float]] = {
        "bedrag": lambda: _money(rng, 5000),
        "kosten": lambda: _money(rng, 2000),
        "uren": lambda: rng.randrange(0, 160) / 4,
        "bijlagen": lambda: rng.randrange(0, 6),
    }
    value = values[name]
    if rng.random() < 0.25 and name != "bijlagen":
        return Ask("between", name, tuple(sorted((value(), value()))))
    return Ask(rng.choice(["lt", "le", "gt", "ge"]), name, value())


def _date(rng: random.Random) -> Ask:
    name = rng.choice(["aangemaakt", "gepland", "vervaldag"])
    return Ask(rng.choice(["lt", "le", "gt", "ge"]), name, FIRST_DAY + dt.timedelta(days=rng.randrange(600)))


def _empty(rng: random.Random) -> Ask:
    kind = rng.choice(["empty", "filled"])
    return Ask(kind, rng.choice(["opmerking", "gepland", "vervaldag", "monteur", "relatie.email"]))


def _bool(rng: random.Random) -> Ask:
    return Ask("eq", rng.choice(["betaald", "contract"]), rng.random() < 0.5)


def _key(rng: random.Random) -> Ask:
    drawn = rng.random()
    if drawn < 0.45:
        return Ask("eq", "klantnummer", f"K{rng.randrange(5000):05d}")
    if drawn < 0.8:
        return Ask("eq", "categorie", rng.choice(CATEGORIES))
    return Ask("eq", "monteur", rng.choice(MECHANICS))


_MIXED = [
    draw
    for draw, weight in (
        (_enum, 30), (_in, 12), (_contains, 14), (_starts, 8), (_number, 16), (_date, 10), (_empty, 5), (_bool, 5),
    )
    for _ in range(weight)
]  # fmt: skip
_WITHOUT_EQUALITY = [_contains, _contains, _starts, _number, _date]


def _typical(rng: random.Random, *, selective: bool) -> Condition:
    """Two to five questions: first an equality of a status or kind; one rule in three holds a choice of two."""
    count = rng.randint(2, 5)
    name, values = rng.choice([("status", STATUS), ("soort", KIND)])
    parts = [Ask("eq", name, rng.choice(values))]
    if selective and rng.random() < 0.7:
        parts.append(_key(rng))
    _fill(parts, count, lambda: rng.choice(_MIXED)(rng))
    if count >= 3 and rng.random() < 0.33:
        return both(*parts[:-2], either(*parts[-2:]))
    if count == 2 and rng.random() < 0.1 and not selective:
        return either(*parts)
    return both(*parts)


def _hard(rng: random.Random) -> Condition:
    """Two to four questions without any equality: parts of texts, numbers and dates."""
    parts: list[Ask] = []
    count = rng.randint(2, 4)
    _fill(parts, count, lambda: rng.choice(_WITHOUT_EQUALITY)(rng))
    if count >= 3 and rng.random() < 0.33:
        return both(*parts[:-2], either(*parts[-2:]))
    return both(*parts)


def _fill(parts: list[Ask], count: int, draw: Callable[[], Ask]) -> None:
    """Up to ``count`` questions, none about a field that another is about: no contradictions."""
    while len(parts) < count:
        drawn = draw()
        if all(drawn.field != one.field for one in parts):
            parts.append(drawn)


PROFILES = ("typical", "selective", "hard")


def rules(count: int, profile: str, seed: int = 7) -> list[Condition]:
    rng = random.Random(seed)
    if profile == "hard":
        return [_hard(rng) for _ in range(count)]
    return [_typical(rng, selective=profile == "selective") for _ in range(count)]


SIMPLE = Ask("eq", "status", "gepland")
AMOUNT = Ask("gt", "bedrag", Decimal("1250.50"))
MEDIUM = both(SIMPLE, Ask("gt", "bedrag", Decimal("250.50")), Ask("contains", "titel", "e"))
COMPLEX = either(
    both(
        Ask("in", "status", ("nieuw", "gepland")),
        Ask("contains", "omschrijving", "lekkage"),
        either(Ask("ge", "bedrag", Decimal("1500.00")), Ask("eq", "prioriteit", "spoed")),
    ),
    both(
        Ask("eq", "contract", value=True),
        Ask("ge", "aangemaakt", dt.date(2025, 6, 1)),
        either(Ask("starts", "relatie.postcode", "35"), Ask("empty", "monteur")),
    ),
)
SINGLE: Mapping[str, Condition] = {"simple": SIMPLE, "amount": AMOUNT, "medium": MEDIUM, "complex": COMPLEX}
"""The rules that are measured one by one."""


# ---------------------------------------------------------------- meaning


def value_of(record: Record, name: str) -> Leaf:
    owner, _, part = name.rpartition(".")
    found = record[owner] if owner else record
    assert isinstance(found, Mapping)
    value = found[part]
    assert not isinstance(value, Mapping)
    return value


def holds(condition: Condition, record: Record) -> bool:
    """What every peer must say."""
    match condition:
        case Group(every=True, parts=parts):
            return all(holds(part, record) for part in parts)
        case Group(parts=parts):
            return any(holds(part, record) for part in parts)
        case Ask(kind=kind, field=name, value=wanted):
            return _answer(kind, value_of(record, name), wanted)


_ORDERINGS: Mapping[str, Callable[[Any, Any], bool]] = {"lt": lt, "le": le, "gt": gt, "ge": ge}


def _answer(kind: str, value: Any, wanted: Any) -> bool:  # noqa: ANN401  # of one kind, by how rules are drawn
    match kind, value, wanted:
        case "empty", _, _:
            return value is None or bool(value == "")
        case "filled", _, _:
            return not (value is None or bool(value == ""))
        case "ne", _, _:
            return bool(value != wanted)
        case _, None, _:
            return False
        case "eq", _, _:
            return bool(value == wanted)
        case "between", _, (low, high):
            return bool(low <= value <= high)
        case "in", _, tuple():
            return value in wanted
        case "contains", str(), str():
            return wanted in value.lower()
        case "starts", str(), str():
            return value.startswith(wanted)
        case _:
            return _ORDERINGS[kind](value, wanted)


def matches(conditions: Sequence[Condition], record: Record) -> list[int]:
    return [number for number, one in enumerate(conditions) if holds(one, record)]


def questions(condition: Condition) -> Iterator[Ask]:
    match condition:
        case Group(parts=parts):
            for part in parts:
                yield from questions(part)
        case Ask():
            yield condition
