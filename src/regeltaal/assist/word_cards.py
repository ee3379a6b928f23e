"""What a word of the language does, as a card: from what operators and functions say of themselves."""

from collections.abc import Sequence

from regeltaal.assist.cards import Card, Code, Facts, Said
from regeltaal.assist.completion_words import help_of
from regeltaal.assist.type_words import type_words
from regeltaal.base.text import Language, Text
from regeltaal.syntax.lexer import Token
from regeltaal.values.operator import Function, Operator, Overload, WhenEmpty
from regeltaal.values.operators.presence import COALESCE, IS_EMPTY, IS_FILLED
from regeltaal.values.types import Type

_OPERATOR = Text(nl="vergelijking", en="comparison")
_CALCULATION = Text(nl="berekening", en="computation")
_FUNCTION = Text(nl="functie", en="function")
_KEYWORD = Text(nl="woord van de taal", en="word of the language")
_EMPTY = Text(nl="Is er iets leeg", en="If something is empty")
_DENIED = Text(nl="Ontkend", en="Denied")
_DECIDES = Text(nl="dan is de uitkomst gewoon ja of nee", en="it still decides")
_ON_EMPTY = {
    WhenEmpty.DECIDES: _DECIDES,
    WhenEmpty.DECIDES_UNLESS_COMPUTED: _DECIDES,
    WhenEmpty.UNKNOWN: Text(nl="dan is de uitkomst ONBEKEND", en="the outcome is ONBEKEND"),
    WhenEmpty.CARRIES: Text(nl="dan is de uitkomst leeg", en="the outcome is empty"),
}
_ABOUT_EMPTY = (IS_EMPTY, IS_FILLED, COALESCE)
_RESULT = Text(nl="Uitkomst", en="Result")
_CASE = Text(nl="Hoofdletters", en="Case")
_EXACT = Text(nl="tellen alleen mee met `EXACT` achter dit woord", en="only counts with `EXACT` behind this word")

_PHRASES: Sequence[tuple[tuple[str, ...], Text]] = (
    (
        ("VOOR", "ELKE", "RIJ"),
        Text(nl="Maakt van elke rij van de tabel hieronder een eigen regel.", en="One rule per row."),
    ),
    (
        ("VOOR", "ELK", "RIJ"),
        Text(nl="Maakt van elke rij van de tabel hieronder een eigen regel.", en="One rule per row."),
    ),
    (("VOOR", "ALLE"), Text(nl="De regel geldt voor alle administraties.", en="The rule is for all administrations.")),
    (("VOOR", "ELK"), Text(nl="Doet de acties voor elke rij van een lijst.", en="Does the actions for each row.")),
    (("VOOR", "ELKE"), Text(nl="Doet iets voor elke rij of elk record.", en="Does something for each row or record.")),
    (
        ("STOP", "VERDERE", "REGELS"),
        Text(nl="Latere regels doen bij deze gebeurtenis niets meer.", en="Later rules stop."),
    ),
    (
        ("BIJ", "ONBEKEND"),
        Text(
            nl="Wat er gebeurt als niet te zeggen is of de voorwaarde geldt, omdat er iets niet is ingevuld.",
            en="What is done when it can't be told whether the condition holds.",
        ),
    ),
    (("TOT", "EN", "MET"), Text(nl="Deze grens telt nog mee.", en="This bound still counts.")),
    (("MET", "TAG"), Text(nl="De administraties met dit label.", en="The administrations with this tag.")),
    (("IS", "GEWIJZIGD"), Text(nl="De gebeurtenis heeft dit veld veranderd.", en="The event changed this field.")),
    (
        ("IS", "NIET", "GEWIJZIGD"),
        Text(nl="De gebeurtenis heeft dit veld niet veranderd.", en="The event did not change this field."),
    ),
    (("ALLE", "VAN"), Text(nl="Deze voorwaarden moeten allemaal gelden.", en="All of these must hold.")),
    (("GEEN", "VAN"), Text(nl="Geen van deze voorwaarden mag gelden.", en="None of these may hold.")),
    (("EEN", "VAN"), Text(nl="Minstens een van deze voorwaarden moet gelden.", en="At least one of these must hold.")),
)
"""What words say together, where that is more than each says by itself."""


_BEFORE_MOMENT = Text(nl="Zo lang voor dit moment begint de regel.", en="The rule starts so long before this moment.")
_AFTER_MOMENT = Text(nl="Zo lang na dit moment begint de regel.", en="The rule starts so long after this moment.")
_WAIT = Text(nl="Zo lang wachten met deze actie.", en="Wait so long with this action.")
_VALID = Text(nl="Vanaf en tot wanneer de regel geldt.", en="From and until when the rule holds.")
_FOR_WHOM = Text(nl="Voor welke administraties de regel is.", en="The administrations that the rule is for.")
_ROWS_OF = Text(nl="De lijst waarvan de rijen worden bekeken.", en="The list whose rows are looked at.")
_BY_CLOCK = Text(
    nl="Begint op vaste tijden: elke `dag`, `werkdag`, `maandag` … of `maand`.",
    en="Starts by the clock: each `dag`, `werkdag`, `maandag` … or `maand`.",
)
_EACH_TIME = Text(nl="De tijd waarop de regel elke keer begint.", en="The time at which the rule starts each time.")
_EACH = frozenset({"ELK_KW", "ELKE_KW"})
_QUANTIFIERS = _EACH | {"EEN_KW", "GEEN_KW", "NUMBER"}


def _in_place(tokens: Sequence[Token], at: int) -> Text | None:
    """What a word means where it stands, for those that mean more than one thing."""
    before, behind = _kind(tokens, at - 1), _kind(tokens, at + 1)
    match tokens[at].kind:
        case "VOOR_KW" if before == "DURATION":
            return _BEFORE_MOMENT
        case "VOOR_KW" if behind == "NAME":
            return _FOR_WHOM
        case "NA_KW":
            return _AFTER_MOMENT if before == "DURATION" else _WAIT
        case "GELDIG_KW":
            return _VALID
        case "IN_KW" if before == "NAME" and _kind(tokens, at - 2) in _QUANTIFIERS:
            return _ROWS_OF
        case "ELK_KW" | "ELKE_KW" if _kind(tokens, at + 2) == "OM_KW":
            return _BY_CLOCK
        case "OM_KW" if before == "NAME" and _kind(tokens, at - 2) in _EACH:
            return _EACH_TIME
        case _:
            return None


def _kind(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].kind if 0 <= at < len(tokens) else ""


def operator_card(operator: Operator, result: Type | None, language: Language) -> Card:
    """``result`` is the type of what it computes here, where that is known."""
    what = _OPERATOR if operator.is_predicate else _CALCULATION
    facts = [] if operator in _ABOUT_EMPTY else [(_EMPTY, _on_empty(operator.overloads, language))]
    if result is not None and not operator.is_predicate:
        facts.insert(0, (_RESULT, type_words(result, language)))
    if any(one.exact for one in operator.overloads):
        facts.append((_CASE, _EXACT.show(language)))
    if operator.negated_spelling is not None:
        facts.append((_DENIED, f"`{operator.negated_spelling}`"))
    return _card(operator.spelling, what.show(language), operator, _facts(facts, language), language)


def function_card(function: Function, language: Language) -> Card:
    written = f"{function.name}({'; '.join(_names(function))})"
    carries = all(one.when_empty is WhenEmpty.CARRIES for one in function.overloads)
    facts = _facts([(_EMPTY, _on_empty(function.overloads, language))] if carries else [], language)
    return _card(written, _FUNCTION.show(language), function, facts, language)


def _names(function: Function) -> list[str]:
    """The parameters, in brackets what may be left out."""
    fewest = min(len(one.operands) for one in function.overloads)
    return [name if place < fewest else f"[{name}]" for place, name in enumerate(function.parameters)]


def _on_empty(overloads: Sequence[Overload], language: Language) -> str:
    return "; ".join(dict.fromkeys(_ON_EMPTY[one.when_empty].show(language) for one in overloads))


def keyword_card(tokens: Sequence[Token], at: int, language: Language, *, domain: bool = False) -> Card | None:
    """What a keyword does where it stands: with the words around it, where those say it together."""
    for words, said in () if domain else _PHRASES:
        for place, word in enumerate(words):
            first = at - place
            together = tuple(one.text for one in tokens[first : first + len(words)]) if first >= 0 else ()
            if word == tokens[at].text and together == words:
                return Card(" ".join(words), _KEYWORD.show(language), (Said(said.show(language)),))
    word = " ".join(tokens[at].text.split())
    said_alone = (None if domain else _in_place(tokens, at)) or help_of(word, domain=domain)
    return None if said_alone is None else Card(word, _KEYWORD.show(language), (Said(said_alone.show(language)),))


def _card(title: str, what: str, record: Operator | Function, facts: Facts, language: Language) -> Card:
    told = (facts,) if facts.facts else ()
    return Card(title, what, (Said(record.doc.show(language)), *told, Code(record.example)))


def _facts(facts: Sequence[tuple[Text, str]], language: Language) -> Facts:
    return Facts(tuple((name.show(language), fact) for name, fact in facts))
