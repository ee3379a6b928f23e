"""Mistakes made on purpose in a good text: each way to spoil a token, as hands and habits do it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from regeltaal.base.node import Node
from regeltaal.base.source import Source
from regeltaal.syntax.grammar import load
from regeltaal.syntax.lexer import Token, lexer_for
from regeltaal.syntax.parser import parse


class Place(Node):
    """A token among those of its file, that may be spoiled."""

    text: str
    tokens: Sequence[Token]
    index: int

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    @property
    def after(self) -> Token | None:
        return self.tokens[self.index + 1] if self.index + 1 < len(self.tokens) else None

    def with_token(self, written: str) -> str:
        """The text with something else in place of the token."""
        return self.text[: self.token.start] + written + self.text[self.token.end :]


class Mutant(Node):
    """A file with one token spoiled.

    ``lines`` are where a message may rightly point, ``near`` is that stretch in code points of ``text``. ``lost`` is
    the token that was left out.
    """

    file: Source
    kind: str
    token: Token
    text: str
    lines: frozenset[int]
    near: tuple[int, int]
    lost: Token | None


Change = Callable[[Place], str | None]
"""The text with the token spoiled, or None where that can't be done."""


# ---------------------------------------------------------------- any token


def _left_out(place: Place) -> str:
    return place.with_token("")


def _twice(place: Place) -> str:
    return place.with_token(f"{place.token.text} {place.token.text}")


def _swapped(place: Place) -> str | None:
    token, after = place.token, place.after
    if after is None or after.text == token.text:
        return None
    between = place.text[token.end : after.start]
    return place.text[: token.start] + after.text + between + token.text + place.text[after.end :]


# ---------------------------------------------------------------- keywords

_ENGLISH: Mapping[str, str] = {
    "WANNEER": "WHEN",
    "EN": "AND",
    "OF": "OR",
    "DAN": "THEN",
    "ANDERS": "ELSE",
    "NIET": "NOT",
    "REGEL": "RULE",
    "BEVAT": "CONTAINS",
    "MET": "WITH",
    "ZET": "SET",
    "JA": "TRUE",
    "NEE": "FALSE",
    "LEEG": "EMPTY",
    "TUSSEN": "BETWEEN",
    "VANDAAG": "TODAY",
    "VERWACHT": "EXPECT",
    "GEGEVEN": "GIVEN",
    "WAARVOOR": "WHERE",
    "VOOR": "FOR",
    "NAAR": "TO",
    "VAN": "FROM",
    "STOP": "STOP",
}
_SHORTEST = 3


def _is_keyword(token: Token) -> bool:
    return token.kind.endswith("_KW")


def _misspelled(place: Place) -> str | None:
    """Two letters swapped, one left out or one twice: which and where follows from the place in the text."""
    word = place.token.text
    if not _is_keyword(place.token) or len(word) < _SHORTEST:
        return None
    at = 1 + place.index % (len(word) - 1)
    slips = (
        word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
    )
    slip = slips[place.index % len(slips)]
    return None if slip == word or slip in load().keywords else place.with_token(slip)


def _lower_case(place: Place) -> str | None:
    return place.with_token(place.token.text.lower()) if _is_keyword(place.token) else None


def _english(place: Place) -> str | None:
    word = _ENGLISH.get(place.token.text)
    return None if word is None or word == place.token.text else place.with_token(word)


def _other_junction(place: Place) -> str | None:
    """`a EN b EN c` as `a EN b OF c`."""
    other = {"EN": "OF", "OF": "EN"}.get(place.token.text)
    return None if other is None else place.with_token(other)


def _verb_in_lower_case(place: Place) -> str | None:
    after = place.after
    is_verb = place.token.kind == "UPPER" and after is not None and after.kind == "NAME"
    return place.with_token(place.token.text.lower()) if is_verb else None


# ---------------------------------------------------------------- texts and signs


def _unclosed(place: Place) -> str | None:
    return place.with_token(place.token.text[:-1]) if place.token.kind == "TEXT" else None


def _unopened(place: Place) -> str | None:
    return place.with_token(place.token.text[1:]) if place.token.kind == "TEXT" else None


def _unquoted(place: Place) -> str | None:
    return place.with_token(place.token.text[1:-1]) if place.token.kind == "TEXT" else None


def _single_quotes(place: Place) -> str | None:
    return place.with_token(f"'{place.token.text[1:-1]}'") if place.token.kind == "TEXT" else None


def _mixed_quotes(place: Place) -> str | None:
    return place.with_token(f'"{place.token.text[1:-1]}”') if place.token.kind == "TEXT" else None


def _comma(place: Place) -> str | None:
    return place.with_token(",") if place.token.text == ";" else None


_SIGNS: Mapping[str, tuple[str, ...]] = {
    "=": ("==", "is", ":", "IS GELIJK AAN"),
    "<>": ("!=", "is niet", "≠"),
    "<=": ("=<", "≤"),
    ">=": ("=>", "≥", "groter dan of gelijk aan"),
    ">": ("groter dan", "GROTER DAN"),
    "<": ("kleiner dan",),
    "(": ("[",),
    "+": ("&",),
}


def _foreign_sign(place: Place) -> str | None:
    others = _SIGNS.get(place.token.text)
    return place.with_token(others[place.index % len(others)]) if others else None


def _sign_behind(place: Place) -> str | None:
    """A full stop, comma or semicolon at the end of the line."""
    rest = place.text[place.token.end :]
    if not rest.startswith("\n") or place.token.text in {";", ","}:
        return None
    return place.with_token(place.token.text + ".;,"[place.index % 3])


# ---------------------------------------------------------------- values


def _decimal_point(place: Place) -> str | None:
    numeric = place.token.kind in {"NUMBER", "MONEY", "PERCENTAGE"} and "," in place.token.text
    return place.with_token(place.token.text.replace(".", "").replace(",", ".")) if numeric else None


def _without_percent(place: Place) -> str | None:
    is_percentage = place.token.kind == "PERCENTAGE"
    return place.with_token(place.token.text.replace("%", "").strip()) if is_percentage else None


def _without_euro(place: Place) -> str | None:
    amount = place.token.text.replace("€", "").strip()
    others = (amount, f"{amount} euro")
    return place.with_token(others[place.index % len(others)]) if place.token.kind == "MONEY" else None


def _other_date(place: Place) -> str | None:
    parts = re.fullmatch(r"(\d+)-(\d+)-(\d{4})", place.token.text)
    if parts is None:
        return None
    day, month, year = parts.groups()
    others = (f"{year}-{month:0>2}-{day:0>2}", f"{day}/{month}/{year}", f"{day}.{month}.{year}")
    return place.with_token(others[place.index % len(others)])


def _other_time(place: Place) -> str | None:
    hour, _, minute = place.token.text.partition(":")
    return place.with_token(f"{hour}u{minute}") if place.token.kind == "TIME" else None


def _short_unit(place: Place) -> str | None:
    short = {"minuten": "min", "uur": "u", "dagen": "dgn", "weken": "wk", "maanden": "mnd", "werkdagen": "wd"}
    count, _, unit = place.token.text.partition(" ")
    return place.with_token(f"{count} {short[unit]}") if unit in short else None


CHANGES: Mapping[str, Change] = {
    "weg": _left_out,
    "dubbel": _twice,
    "omgewisseld": _swapped,
    "tikfout": _misspelled,
    "kleine letters": _lower_case,
    "Engels": _english,
    "EN of OF": _other_junction,
    "werkwoord klein": _verb_in_lower_case,
    "niet gesloten": _unclosed,
    "niet geopend": _unopened,
    "zonder quotes": _unquoted,
    "enkele quotes": _single_quotes,
    "gemengde quotes": _mixed_quotes,
    "komma": _comma,
    "vreemd teken": _foreign_sign,
    "teken erachter": _sign_behind,
    "decimale punt": _decimal_point,
    "zonder procent": _without_percent,
    "zonder euro": _without_euro,
    "andere datum": _other_date,
    "andere tijd": _other_time,
    "korte eenheid": _short_unit,
}
FIRST_THREE = ("weg", "dubbel", "omgewisseld")
"""The ways that fit any token."""


def mutants(source: Source) -> Iterator[Mutant]:
    """The mutants of a file: each token of its declarations, in every way that fits it."""
    tokens = list(lexer_for(load()).tokens(source, []))
    declared = [(item.span.start, item.span.end) for item in parse(source).file.items]
    for index, token in enumerate(tokens):
        if not any(start <= token.start < end for start, end in declared):
            continue
        place = Place(source.text, tokens, index)
        for kind, change in CHANGES.items():
            text = change(place)
            if text is not None and text != source.text:
                yield _mutant(source, place, kind, text)


def _mutant(source: Source, place: Place, kind: str, text: str) -> Mutant:
    near = place.tokens[max(0, place.index - 1) : place.index + 3]
    first, last = source.position(near[0].start).line, source.position(near[-1].end).line
    stretch = (near[0].start, near[-1].end + len(text) - len(source.text))
    lost = place.token if kind == "weg" else None
    return Mutant(source, kind, place.token, text, frozenset(range(first, last + 1)), stretch, lost)
