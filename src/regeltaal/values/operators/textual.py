"""What can be asked of a text (and `BEVAT` of a list). Two-valued: an empty text contains nothing."""

from collections.abc import Callable

from regeltaal.base.text import Text
from regeltaal.values import compare, texts
from regeltaal.values.common import TEXT
from regeltaal.values.environment import Environment
from regeltaal.values.operator import (
    ElementOf,
    Family,
    Operator,
    Overload,
    Pattern,
    SameAs,
    Scalar,
    TextOrTexts,
    WhenEmpty,
    phrase,
)
from regeltaal.values.patterns import REGEX, WILDCARD, matches_any
from regeltaal.values.relation import Relation
from regeltaal.values.types import ListOf


def _about(holds: Callable[[str, str], bool], spelling: Callable[[str], str]) -> Scalar:
    """The scalar of a predicate about a text and a part of it; of several parts any will do, an empty one never."""

    def scalar(environment: Environment, text: str | None, parts: object) -> bool:
        del environment
        if text is None:
            return False
        subject = spelling(text)
        listed = parts if isinstance(parts, tuple) else (parts,)
        return any(bool(part) and holds(subject, spelling(part)) for part in listed)

    return scalar


def _text_overload(holds: Callable[[str, str], bool], relation: Relation | None = None) -> Overload:
    return Overload(
        (Family.TEXT, TextOrTexts()),
        _about(holds, texts.fold),
        when_empty=WhenEmpty.DECIDES,
        exact=_about(holds, texts.composed),
        relation=relation,
    )


def _pattern_overload(syntax: str) -> Overload:
    def scalar(environment: Environment, text: str | None, patterns: object) -> bool:
        del environment
        return text is not None and matches_any(syntax, text, patterns, exact=False)

    def exact(environment: Environment, text: str | None, patterns: object) -> bool:
        del environment
        return text is not None and matches_any(syntax, text, patterns, exact=True)

    return Overload((Family.TEXT, Pattern(syntax)), scalar, when_empty=WhenEmpty.DECIDES, exact=exact)


def _holds_element(environment: Environment, items: tuple[object, ...] | None, value: object) -> bool:
    del environment
    return value is not None and compare.member(value, items or ())


def _holds_element_exact(environment: Environment, items: tuple[object, ...] | None, value: object) -> bool:
    del environment
    return value is not None and compare.member_exact(value, items or ())


def _shares_element(
    environment: Environment, items: tuple[object, ...] | None, values: tuple[object, ...] | None
) -> bool:
    return any(_holds_element(environment, items, value) for value in values or ())


def _shares_element_exact(
    environment: Environment, items: tuple[object, ...] | None, values: tuple[object, ...] | None
) -> bool:
    return any(_holds_element_exact(environment, items, value) for value in values or ())


CONTAINS = Operator(
    key="contains",
    spelling="BEVAT",
    negated_spelling="BEVAT NIET",
    doc=Text(
        nl="De tekst bevat dit stuk, of een van deze stukken; de lijst bevat deze waarde, of een van deze waarden.",
        en="The text contains this part, or one of these parts; the list holds this value, or one of these values.",
    ),
    overloads=(
        _text_overload(lambda text, part: part in text, Relation.CONTAINS),
        Overload(
            (ListOf(TEXT), ElementOf(0)), _holds_element, when_empty=WhenEmpty.DECIDES, exact=_holds_element_exact
        ),
        Overload((ListOf(TEXT), SameAs(0)), _shares_element, when_empty=WhenEmpty.DECIDES, exact=_shares_element_exact),
        Overload((Family.LIST, ElementOf(0)), _holds_element, when_empty=WhenEmpty.DECIDES),
        Overload((Family.LIST, SameAs(0)), _shares_element, when_empty=WhenEmpty.DECIDES),
    ),
    example='korte omschrijving BEVAT "garantie"',
    phrase=phrase(("{0} bevat {1}", "{0} bevat niet {1}"), ("{0} contains {1}", "{0} does not contain {1}")),
)

BEGINS_WITH = Operator(
    key="begins_with",
    spelling="BEGINT MET",
    negated_spelling="BEGINT NIET MET",
    doc=Text(nl="De tekst begint hiermee, of met een van deze.", en="The text begins with this, or one of these."),
    overloads=(_text_overload(lambda text, part: text.startswith(part), Relation.BEGINS_WITH),),
    example='nummer BEGINT MET "WB-"',
    phrase=phrase(
        ("{0} begint met {1}", "{0} begint niet met {1}"),
        ("{0} begins with {1}", "{0} does not begin with {1}"),
    ),
)

ENDS_WITH = Operator(
    key="ends_with",
    spelling="EINDIGT OP",
    negated_spelling="EINDIGT NIET OP",
    doc=Text(nl="De tekst eindigt hierop, of op een van deze.", en="The text ends with this, or one of these."),
    overloads=(_text_overload(lambda text, part: text.endswith(part), Relation.ENDS_WITH),),
    example='inlees bestandsnaam EINDIGT OP ".pdf"',
    phrase=phrase(
        ("{0} eindigt op {1}", "{0} eindigt niet op {1}"),
        ("{0} ends with {1}", "{0} does not end with {1}"),
    ),
)

LIKE = Operator(
    key="like",
    spelling="LIJKT OP",
    negated_spelling="LIJKT NIET OP",
    doc=Text(
        nl="De hele tekst past op dit patroon: `*` is elke tekst, `?` is één teken, `\\*` is een sterretje zelf.",
        en="The whole text fits this pattern: `*` is any text, `?` one character, `\\*` an asterisk itself.",
    ),
    overloads=(_pattern_overload(WILDCARD),),
    example='factuurnummer LIJKT OP "2027-????"',
    phrase=phrase(
        ("{0} ziet eruit als {1}", "{0} ziet er niet uit als {1}"),
        ("{0} looks like {1}", "{0} does not look like {1}"),
    ),
)

MATCHES = Operator(
    key="matches",
    spelling="VOLDOET AAN",
    negated_spelling="VOLDOET NIET AAN",
    doc=Text(
        nl="Ergens in de tekst past deze reguliere expressie (RE2).",
        en="This regular expression (RE2) matches somewhere in the text.",
    ),
    overloads=(_pattern_overload(REGEX),),
    example='onderwerp VOLDOET AAN "factuur\\s+[0-9]+"',
    phrase=phrase(
        ("in {0} staat iets als {1}", "in {0} staat niets als {1}"),
        ("{0} holds something like {1}", "{0} holds nothing like {1}"),
    ),
)

ALL = (CONTAINS, BEGINS_WITH, ENDS_WITH, LIKE, MATCHES)
