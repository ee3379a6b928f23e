"""The domain of the generated rules: an object with every sort of field twice and as a list, customers and rows."""

from functools import cache

from tests.compiler.sorts import KIND_OF_WORK, SORTS, SOURCES, ZONE, Sort, quoted

from regeltaal.base.source import Source
from regeltaal.base.text import same
from regeltaal.check.setting import Setting
from regeltaal.schema.loader import load
from regeltaal.schema.model import Schema
from regeltaal.values.environment import Environment
from regeltaal.values.value import ComputationError, Number

NAME = "verschil"
PLAIN_EVENT = "stuk bijgewerkt"
HOLIDAYS = ("Nieuwjaarsdag", "Tweede paasdag", "Koningsdag", "Eerste kerstdag")


def event_of(field: str) -> str:
    """The event that follows a field."""
    return f"{field} gewijzigd"


FOLLOWED = tuple(field for sort in SORTS for field in (sort.name, sort.plural))


def _field(name: str, sort: Sort, *, listed: bool = False) -> str:
    return f"  VELD {name}: {'LIJST VAN ' if listed else ''}{sort.declared} WIJZIGBAAR"


def _fields() -> list[str]:
    return [_field(sort.name, sort) for sort in SORTS] + [_field(sort.plural, sort, listed=True) for sort in SORTS]


def text() -> str:
    """The domain as it would stand in a file."""
    return "\n".join(
        (
            f"DOMEIN {NAME}",
            "MAANDEINDE FOUT",
            f"FEESTDAGEN {'; '.join(map(quoted, HOLIDAYS))}",
            f"KEUZE soort: {'; '.join(map(quoted, KIND_OF_WORK))}",
            f"OPEN KEUZE bron: {'; '.join(map(quoted, SOURCES))}",
            "OBJECT stuk",
            "  VELD nummer: tekst VERPLICHT SLEUTEL",
            *_fields(),
            *(_field(f"{sort.name} twee", sort) for sort in SORTS),
            "  VELD posten: LIJST VAN post",
            "OBJECT klant",
            "  VELD code: tekst VERPLICHT SLEUTEL",
            *_fields(),
            "  VELD posten: LIJST VAN post",
            "OBJECT post",
            *_fields(),
            f"GEBEURTENIS {PLAIN_EVENT} BIJ stuk",
            *(f"GEBEURTENIS {event_of(field)} BIJ stuk VOLGT {field}" for field in FOLLOWED),
            "FUNCTIE WEEG(x: getal): getal",
        )
    )


@cache
def schema() -> Schema:
    loaded = load(Source(f"{NAME}.domein", text()))
    assert loaded.schema is not None, [one.message() for one in loaded.problems]
    return loaded.schema


def _weighed(environment: Environment, number: Number) -> Number | None:
    """A function of the domain's own: of some operands it has no result, of some it is LEEG."""
    del environment
    if number < 0:
        raise ComputationError(same("geen gewicht onder nul"))
    return None if number > HEAVIEST else number * 2


HEAVIEST = 50
SETTING = Setting(functions={"WEEG": _weighed}, zone=ZONE)
