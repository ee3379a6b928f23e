"""Words and signs of the language that fit at a place, by the parse tables alone.

Where a word can only go on with other words (`IS NIET LEEG`, `STOP VERDERE REGELS`), they are offered as one.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from regeltaal.assist.completion_items import NOTHING, Hole, Kind, Offer, Piece, Rank
from regeltaal.assist.completion_stack import Reading
from regeltaal.assist.completion_wanted import Wanted
from regeltaal.assist.completion_words import help_of
from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.highlight.roles import Language, Role, words
from regeltaal.syntax.lalr import follow
from regeltaal.syntax.tables import END, Tables, is_terminal
from regeltaal.values.common import DATE, MOMENT, YES_NO
from regeltaal.values.matching import choose, is_unknown
from regeltaal.values.operator import Operator, Overload
from regeltaal.values.registry import OPERATORS
from regeltaal.values.types import Type

_MOST_NEXT = 8
_DEEPEST = 3
_CONSTANTS: Mapping[str, Type] = {"JA": YES_NO, "NEE": YES_NO, "VANDAAG": DATE, "NU": MOMENT}
_USUAL = (
    *("WANNEER", "=", "<>", "IN", "BEVAT", "IS GEVULD", "IS LEEG", "IS GEWIJZIGD", "<", "<=", ">", ">="),
    *("EN", "DAN", "OF", "MET", "NA", "GENAAMD", "VERWACHT", "ANDERS", "BIJ ONBEKEND"),
    *("DOMEIN", "OBJECT", "VELD", "GEBEURTENIS", "ACTIE", "PARAMETER", "KEUZE", "VERPLICHT", "OMSCHRIJVING"),
    *("ZET", "WIS", "NAAR", "VAN", "WAARVOOR", "NIET", "EEN", "PRIORITEIT", "VOOR"),
)
"""What sentences usually go on with, the likeliest first; all else comes behind."""
_SIGNS: Mapping[str, Text] = {
    ";": Text(nl="Nog een.", en="Another one."),
    ".": Text(nl="Verder naar een veld hiervan.", en="Further, to a field of this."),
    "(": Text(nl="Wat bij elkaar hoort, of een lijst van waarden.", en="What belongs together, or a list of values."),
    ")": Text(nl="Het einde van wat tussen haakjes staat.", en="The end of what stands in parentheses."),
    "|": Text(nl="De volgende cel van de tabel.", en="The next cell of the table."),
    ":": Text(nl="Hierachter staat de soort, of de waarden.", en="The type follows, or the values."),
}


def keywords(reading: Reading, language: Language, wanted: Wanted | None, left: Type | None) -> Iterator[Offer]:
    """Every word and sign that fits. ``left`` is the type of what stands before it, where that is a value."""
    spelled = spellings(reading.tables)
    is_domain = language.suffix == "domein"
    for kind in sorted(reading.accepted):
        if kind in spelled:
            for phrase in _phrases(reading, kind):
                shown = " ".join(spelled[one] for one in phrase)
                yield _offer(shown, reading, language, wanted, left, is_domain=is_domain)


def _offer(  # noqa: PLR0913 - what an offer is made from
    shown: str, reading: Reading, language: Language, wanted: Wanted | None, left: Type | None, *, is_domain: bool
) -> Offer:
    operator = _operators().get(shown)
    if operator is not None and operator.is_predicate and "EQUALS" not in reading.accepted:
        operator = None  # the same word elsewhere: `GELDIG VANAF`
    doc = help_of(shown, domain=is_domain) or _SIGNS.get(shown) or NOTHING
    is_sign = not shown[0].isalpha()
    rank = _rank(shown, operator, reading, wanted, left)
    if operator is not None:
        doc = Text(nl=f"{doc.nl}\n\nVoorbeeld: `{operator.example}`", en=f"{doc.en}\n\nExample: `{operator.example}`")
        return Offer(shown, Kind.SIGN if is_sign else Kind.KEYWORD, rank, NOTHING, doc, _pieces(shown, operator))
    role = words(language).get(shown.split(maxsplit=1)[0], Role.CLAUSE)
    kind = Kind.SIGN if is_sign else Kind.VALUE if role is Role.CONSTANT else Kind.KEYWORD
    return Offer(shown, kind, rank, NOTHING, doc)


def _pieces(shown: str, operator: Operator) -> tuple[Piece, ...]:
    """An operator of which the words stand apart: `TUSSEN … EN …`."""
    if shown == "-":
        return ("- ",)  # without white space on both sides it would be the sign of a number
    parts = operator.spelling.split("…")
    if len(parts) == 1 or shown != parts[0].strip():
        return ()
    pieces: list[Piece] = []
    for part in parts[:-1]:
        pieces += [part.lstrip() if not pieces else part, Hole("…")]
    return tuple(pieces)


def _rank(shown: str, operator: Operator | None, reading: Reading, wanted: Wanted | None, left: Type | None) -> int:
    type_ = _CONSTANTS.get(shown)
    if type_ is not None:
        fits = wanted is not None and wanted.fits(type_)
        return (Rank.WANTED if type_ == YES_NO else Rank.FITTING) if fits else Rank.UNLIKELY
    if operator is not None and left is not None:
        if not takes(operator, left):
            return Rank.UNLIKELY
        return Rank.SIGN if not operator.is_predicate else Rank.OTHER if left == YES_NO else Rank.FITTING
    if shown[:1].isalpha() and _is_due(shown, reading):
        return Rank.NEXT
    if "NAME" in reading.accepted or "TEXT" in reading.accepted:
        return Rank.WORD
    return Rank.SIGN if not shown[0].isalpha() else Rank.NEXT if shown in _USUAL else Rank.WORD


def _is_due(shown: str, reading: Reading) -> bool:
    """Whether a word goes on with the clause that was begun, rather than beginning another."""
    kind = reading.tables.keywords.get(shown.split(maxsplit=1)[0], "")
    return reading.tables.states[reading.states[-1]].get(kind, -1) >= 0 and "OPEN" not in reading.accepted


def usual(label: str) -> int:
    """Where a word stands among those of its rank."""
    return _USUAL.index(label) if label in _USUAL else len(_USUAL)


def takes(operator: Operator, left: Type) -> bool:
    """Whether anything can stand on the other side of an operator."""
    if is_unknown(left):
        return True
    shortened = tuple(evolve(one, operands=one.operands[:1]) for one in operator.overloads)
    return isinstance(choose(evolve(operator, overloads=shortened), (left,)), Overload)


@cache
def _operators() -> Mapping[str, Operator]:
    """By how they begin: up to the first place for a value."""
    found: dict[str, Operator] = {}
    for one in OPERATORS.values():
        for spelling in (one.spelling, one.negated_spelling):
            if spelling is not None:
                found.setdefault(spelling.split("…")[0].strip(), one)
    return found


@cache
def spellings(tables: Tables) -> Mapping[str, str]:
    """How each word and sign is written, by terminal."""
    found = {kind: text for text, kind in (*tables.keywords.items(), *tables.punctuation.items())}
    two_words = {one.name: one.name.replace("_", " ") for one in tables.terminals if r"\s+" in one.pattern[:12]}
    return {**found, **{name: text for name, text in two_words.items() if text.isupper()}, "MINUS": "-"}


# ---------------------------------------------------------------- words that belong together


def _phrases(reading: Reading, kind: str) -> Iterator[Sequence[str]]:
    if not kind.endswith("_KW"):
        yield (kind,)
        return
    states = follow(reading.tables, reading.states, kind)
    yield from _going_on(reading.tables, states or [], (kind,))


def _going_on(tables: Tables, states: list[int], words_: tuple[str, ...]) -> Iterator[Sequence[str]]:
    """The words with all that can follow them, as long as that is only words."""
    following = _following(tables, states, len(words_))
    only_words = bool(following) and all(one.endswith("_KW") for one in following)
    if not only_words or len(following) > _MOST_NEXT or len(words_) == _DEEPEST:
        yield words_
        return
    for kind in sorted(following):
        yield from _going_on(tables, follow(tables, states, kind) or [], (*words_, kind))


def _following(tables: Tables, states: list[int], count: int) -> Sequence[str]:
    """What must follow so many words: nothing where what stands there is complete, so that something else may begin."""
    if not states or follow(tables, states, END) is not None:
        return ()
    row = tables.states[states[-1]]
    kinds = [kind for kind in row if is_terminal(kind) and follow(tables, states, kind) is not None]
    return kinds if all(_goes_on(tables, row[kind], count) for kind in kinds) else ()


def _goes_on(tables: Tables, action: int, count: int) -> bool:
    """Whether a token goes on with what so many words began: what is complete by then is less than those."""
    return action >= 0 or tables.productions[-action - 1].size < count
