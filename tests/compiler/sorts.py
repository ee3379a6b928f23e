"""The sorts of value that generated rules are about: type, literals, and a small pool that rules and records share.

The pools are small so that what a record holds often is what a rule asks for, or lies just beside it.
"""

import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from attrs import frozen

from regeltaal.values import common
from regeltaal.values.literals import read_literal
from regeltaal.values.types import Enumeration, ObjectType, Type
from regeltaal.values.value import Duration, DurationKind, Ref, Value

ZONE = ZoneInfo("Europe/Amsterdam")
ADMINISTRATION = "Proef BV"
ELSEWHERE = "Ander BV"
"""Another administration: what has the same key there is another record."""
Near = Callable[[Random, Value], Value]
"""A value that differs a little from another one, or only in how it is spelled."""


@frozen(eq=False)
class Sort:
    """One sort of value. ``literals`` are as written in a rule, ``values`` what records hold.

    ``soft``: a literal of it takes its sort from what it stands beside, so that it can't stand alone.
    """

    name: str
    type: Type
    literals: tuple[str, ...]
    values: tuple[Value, ...]
    near: Near
    soft: bool = False

    def __repr__(self) -> str:
        return self.name

    @property
    def plural(self) -> str:
        """The field that is a list of these."""
        return f"{self.name} lijst"

    @property
    def declared(self) -> str:
        """The type as a domain writes it."""
        return str(self.type)


def quoted(text: str) -> str:
    """A text as a literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("{", "\\{")
    return f'"{escaped}"'


# ---------------------------------------------------------------- texts

TEXTS = (
    "spoed", "Storing ketel", "ketel", "Straße", "STRASSE", "café", "CAFÉ de Brug", "İstanbul", "istanbul", "ΟΔΟΣ",
    "οδος", "2027-0001", "2027-00012", "a", "aa", "ab", "b", "50% * 2?", "€ 5", "fi", "ĳs", "JA", "x y", "O'Neil",
)  # fmt: skip
NESTED = ("s", "sp", "spoed", "2027", "2027-0001", "a", "aa", "l", "el", "ketel", "ca", "caf", "café", "é", "É")
"""Parts of texts that are parts of each other."""
BLANKS = (" ", "\t\u00a0")
_EDGES = (" ", "\t", "\u00a0", "\r\n", "  ", "\u2003", "")
WILDCARDS = ("spoed*", "*ketel", "2027-????", "?", "*a*", "50% \\* 2\\?", "caf?", "*", "Stra?e", "x y")
REGEXES = (r"^[a-z]+$", r"[0-9]{4}-[0-9]+", "ketel|spoed", r"^caf\S$", r"\s", "É", "^(?:a|b)+$", "stra(ß|ss)e", r"\.")


def _near_text(random: Random, value: Value) -> Value:
    """Another spelling, a longer text around it, or a shorter one."""
    text = str(value)
    return random.choice(_SPELLINGS)(random, text)


def _cut(random: Random, text: str) -> str:
    return text[:-1] if random.random() < 0.5 else text[1:]


_SPELLINGS: tuple[Callable[[Random, str], str], ...] = (
    lambda _, text: text.upper(),
    lambda _, text: text.lower(),
    lambda random, text: random.choice(_EDGES) + text + random.choice(_EDGES),
    lambda _, text: unicodedata.normalize("NFD", text),
    lambda _, text: unicodedata.normalize("NFD", text.upper()) + " ",
    lambda random, text: text + random.choice(TEXTS),
    lambda random, text: random.choice(TEXTS) + text,
    lambda random, text: f"{random.choice(TEXTS)} {text} {random.choice(TEXTS)}",
    lambda _, text: text + "\u0301",
    _cut,
)


def _same(random: Random, value: Value) -> Value:
    del random
    return value


def _texts(name: str, type_: Type, values: Sequence[str], wrong: Sequence[str]) -> Sort:
    """A checked text: literals are right, a record may hold what is wrong."""
    return Sort(name, type_, tuple(map(quoted, values)), (*values, *wrong), _near_text, soft=True)


# ---------------------------------------------------------------- numbers


def _dutch(number: Decimal) -> str:
    return format(number, "f").replace(".", ",")


def _near_number(random: Random, value: Value) -> Value:
    """The same with another exponent, or a little more or less."""
    assert isinstance(value, Decimal)
    step = random.choice((Decimal("0.01"), Decimal("-0.01"), Decimal("0.00"), Decimal("0E+1"), Decimal("1E-10")))
    return value + step


def _near_integer(random: Random, value: Value) -> Value:
    assert isinstance(value, Decimal)
    return value + random.choice((1, -1))


def _numbers(name: str, type_: Type, written: Sequence[str], form: str, near: Near = _near_number) -> Sort:
    values = tuple(Decimal(one) for one in written)
    return Sort(name, type_, tuple(form.format(_dutch(one)) for one in values), values, near)


# ---------------------------------------------------------------- dates, times, moments


def _read(kind: str, literals: Sequence[str]) -> tuple[Value, ...]:
    return tuple(read_literal(kind, one, ZONE) for one in literals)


def _near_date(random: Random, value: Value) -> Value:
    assert isinstance(value, date)
    return value + timedelta(days=random.choice((1, -1)))


def _near_time(random: Random, value: Value) -> Value:
    assert isinstance(value, time)
    return value.replace(minute=(value.minute + random.choice((1, 59))) % 60)


def _near_moment(random: Random, value: Value) -> Value:
    """The same instant elsewhere, or a minute or an hour beside it."""
    assert isinstance(value, datetime)
    if random.random() < 0.4:
        return value.astimezone(UTC)
    return value + timedelta(minutes=random.choice((1, -1, 60, -60)))


def _near_duration(random: Random, value: Value) -> Value:
    assert isinstance(value, Duration)
    return Duration(value.kind, value.amount + random.choice((1, -1)))


def _durations(name: str, type_: Type, kind: DurationKind, form: str, amounts: Sequence[int]) -> Sort:
    literals = tuple(form.format(one) for one in amounts)
    return Sort(name, type_, literals, tuple(Duration(kind, one) for one in amounts), _near_duration)


_DATES = ("31-1-2027", "28-2-2027", "29-2-2024", "12-3-2027", "27-3-2027", "28-3-2027", "31-10-2027", "31-12-2026")
_TIMES = ("0:00", "2:30", "8:30", "12:00", "23:45")
_MOMENTS = (
    "28-3-2027 1:59", "28-3-2027 3:30", "31-10-2027 2:30", "31-10-2027 3:00", "12-3-2027 10:00", "31-1-2027 0:00",
    "31-12-2026 23:59",
)  # fmt: skip

# ---------------------------------------------------------------- all of them

KIND_OF_WORK = ("Storing", "Onderhoud", "Montage", "Advies")
SOURCES = ("Mail", "Telefoon", "Loket")
PRESENT = ("K1", "K2", "k2")
MISSING = ("K8", "K9")


def _customers(keys: Sequence[str]) -> tuple[Value, ...]:
    return tuple(Ref(ADMINISTRATION, "klant", key) for key in keys)


_OFTEN = (*TEXTS, *TEXTS[:6] * 4)
TEXT = Sort(
    "tekst",
    common.TEXT,
    tuple(map(quoted, _OFTEN)),
    (*_OFTEN, *("cafe\u0301", "CAFE\u0301 de Brug") * 2),
    _near_text,
)
INTEGER = _numbers("geheel", common.INTEGER, ("0", "1", "2", "3", "-1", "12", "100"), "{}", _near_integer)
NUMBER = _numbers("getal", common.NUMBER, ("0.5", "2.5", "3.25", "-0.5", "1.01", "99.99"), "{}")
MONEY = _numbers("bedrag", common.MONEY, ("0", "10", "12.5", "-10", "250", "1250.5", "0.01"), "€ {}")
PERCENTAGE = _numbers("percentage", common.PERCENTAGE, ("0", "21", "9", "100", "97.5", "-5"), "{}%")
DATE = Sort("datum", common.DATE, _DATES, _read("date", _DATES), _near_date)
TIME = Sort("tijd", common.TIME, _TIMES, _read("time", _TIMES), _near_time)
MOMENT = Sort("moment", common.MOMENT, _MOMENTS, _read("moment", _MOMENTS), _near_moment)
EXACT = _durations("duur", common.DURATION_EXACT, DurationKind.EXACT, "{} minuten", (0, 30, 60, 90, -30, 1440))
DAYS = _durations("dagen", common.DURATION_DAYS, DurationKind.DAYS, "{} dagen", (0, 1, 3, 7, -1, 30))
WORKDAYS = _durations("werkdagen", common.DURATION_WORKDAYS, DurationKind.WORKDAYS, "{} werkdagen", (0, 1, 3, -2))
MONTHS = _durations("maanden", common.DURATION_MONTHS, DurationKind.MONTHS, "{} maanden", (0, 1, 3, 12, -1))
YES_NO = Sort("vlag", common.YES_NO, ("JA", "NEE"), (True, False), _same)
CHOICE = Sort("soort", Enumeration("soort", ()), tuple(map(quoted, KIND_OF_WORK)), KIND_OF_WORK, _same, soft=True)
OPEN_CHOICE = Sort(
    "bron", Enumeration("bron", (), open=True), tuple(map(quoted, SOURCES)), (*SOURCES, "Balie"), _same, soft=True
)
CUSTOMER = Sort(
    "klant",
    ObjectType("klant"),
    tuple(map(quoted, (*PRESENT, MISSING[0]))),
    (*_customers((*PRESENT, *MISSING)), Ref(ELSEWHERE, "klant", PRESENT[0])),
    _same,
    soft=True,
)
FILE = Sort("bestand", common.FILE, (), ("foto.jpg", "Factuur.PDF", "foto.jpeg"), _same)
"""There is no way to write a file in a rule."""
EMAIL = _texts("adres", common.EMAIL, ("info@devries.nl", "Jan@bakker.nl"), ("geen adres", "a"))
PHONE = _texts("telefoon", common.PHONE, ("+31612345678", "+31301234567"), ("12", "06"))
POSTCODE = _texts("postcode", common.POSTCODE, ("1234 AB", "3511 ZZ"), ("1234", "0000 AA"))
IBAN = _texts("rekening", common.IBAN, ("NL91ABNA0417164300", "NL20INGB0001234567"), ("NL00ABNA0417164300",))
KVK = _texts("kvk", common.KVK, ("12345678", "01234567"), ("1234567", "a"))
VAT = _texts("btw", common.VAT, ("NL004495445B01",), ("NL004495446B01", "BE1"))
MONTH = _texts("maand", common.MONTH, ("2027-03", "2026-12"), ("2027-13", "a"))

TEXTUAL = (TEXT, EMAIL, PHONE, POSTCODE, IBAN, KVK, VAT, MONTH)
CHECKED = TEXTUAL[1:]
NUMERIC = (INTEGER, NUMBER, MONEY, PERCENTAGE)
DURATIONS = (EXACT, DAYS, WORKDAYS, MONTHS)
ORDERED = (*NUMERIC, DATE, TIME, MOMENT, *DURATIONS)
SORTS = (*TEXTUAL, *ORDERED, YES_NO, CHOICE, OPEN_CHOICE, CUSTOMER, FILE)
OF_TYPE = {sort.type: sort for sort in SORTS}
