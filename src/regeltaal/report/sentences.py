"""A rule as plain sentences, for who reads rules and writes none: when it runs, what it asks, what it then does.

How a predicate is said stands on its operator (``Operator.phrase``); names and literals stay as the author wrote them.
"""

from collections.abc import Iterator, Sequence
from typing import assert_never

from regeltaal.base.text import DUTCH, Language, Text
from regeltaal.evaluate.reading import label
from regeltaal.program import tree
from regeltaal.report.rule_words import AND, joined, spoken
from regeltaal.values.common import DATE, MOMENT, TIME
from regeltaal.values.operator import Operator, Phrase
from regeltaal.values.operators.equality import EQUALS
from regeltaal.values.operators.membership import IN
from regeltaal.values.operators.presence import IS_EMPTY, IS_FILLED
from regeltaal.values.show import as_literal

_OR = Text(nl="of", en="or")
_OF_FIELD = Text(nl="{0} van {1}", en="{0} of {1}")
_PRESENCE = (IS_EMPTY, IS_FILLED)
_ROW = "rij."
_IN_TIME = frozenset((DATE, MOMENT, TIME))

_TURN = Text(nl="Deze regel komt aan de beurt bij {0}.", en="This rule has its turn at {0}.")
_OFF = Text(nl="Hij staat uit, en doet dus niets.", en="It is off, so it does nothing.")
_ASKS = Text(nl="Hij kijkt of dit geldt: {0}.", en="It looks whether this holds: {0}.")
_THEN = Text(nl="Zo ja, dan: {0}.", en="If so: {0}.")
_ALWAYS = Text(nl="Altijd dan: {0}.", en="Always then: {0}.")
_OTHERWISE = Text(nl="Zo nee, dan: {0}.", en="If not: {0}.")
_UNKNOWN = Text(
    nl="Is dat niet te zeggen, omdat er iets niet is ingevuld: {0}.",
    en="If that can't be told, for something was not filled in: {0}.",
)

_HOLDS = (Text(nl="{0} geldt", en="{0} holds"), Text(nl="{0} geldt niet", en="{0} does not hold"))
_IS_YES = (Text(nl="{0} is ja", en="{0} is yes"), Text(nl="{0} is niet ja", en="{0} is not yes"))
_WAS = (Text(nl="{0} was eerst {1}", en="{0} was {1} before"), Text(nl="{0} was eerst niet {1}", en="{0} was not {1}"))
_CHANGED = (
    Text(nl="{0} is gewijzigd", en="{0} has changed"),
    Text(nl="{0} is niet gewijzigd", en="{0} has not changed"),
)
_FROM = Text(nl=" van {0}", en=" from {0}")
_TO = Text(nl=" naar {0}", en=" to {0}")
_NOT = Text(nl="niet ({0})", en="not ({0})")
_NONE_OF = Text(nl="geen van deze: {1}", en="none of these: {1}")
_COUNTED = (
    Text(nl="minstens {0} van deze: {1}", en="at least {0} of these: {1}"),
    Text(nl="precies {0} van deze: {1}", en="exactly {0} of these: {1}"),
)
_QUANTITIES = {
    tree.Quantity.EVERY: Text(nl="voor alle {2} geldt: {3}", en="for all {2} this holds: {3}"),
    tree.Quantity.NONE: Text(
        nl="er is geen {1} in {2} waarvoor geldt: {3}", en="there is no {1} in {2} for which: {3}"
    ),
    tree.Quantity.AT_LEAST: Text(
        nl="minstens {0} keer is er een {1} in {2} waarvoor geldt: {3}",
        en="at least {0} times there is a {1} in {2} for which: {3}",
    ),
    tree.Quantity.EXACTLY: Text(
        nl="precies {0} keer is er een {1} in {2} waarvoor geldt: {3}",
        en="exactly {0} times there is a {1} in {2} for which: {3}",
    ),
}
_ONE = Text(nl="er is een {1} in {2} waarvoor geldt: {3}", en="there is a {1} in {2} for which: {3}")

_SET = Text(nl="{0} wordt {1}", en="{0} becomes {1}")
_CLEARED = Text(nl="{0} wordt leeg", en="{0} is emptied")
_STOP = Text(nl="latere regels doen niets meer", en="later rules do nothing any more")
_LOOP = Text(nl="voor alle {0}: {1}", en="for all {0}: {1}")
_WHERE = Text(nl=" waarvoor {0}", en=" for which {0}")
_AFTER = Text(nl="na {0}", en="after {0}")
_PROVIDED = Text(nl="mits dan nog geldt: {0}", en="provided that then still: {0}")
_WITHOUT = Text(nl="zonder {0}", en="without {0}")


def sentences(rule: tree.Rule, language: Language = DUTCH) -> tuple[str, ...]:
    """A rule as sentences, in the order in which they come true."""
    return tuple(_sentences(rule, language))


def _sentences(rule: tree.Rule, language: Language) -> Iterator[str]:
    events = joined([spoken(label(one.span)) for one in rule.triggers], language, _OR)
    yield _filled(_TURN, language, events)
    if not rule.enabled:
        yield _OFF.show(language)
    asks = not (isinstance(rule.condition, tree.All) and not rule.condition.parts)
    if asks:
        yield _filled(_ASKS, language, said(rule.condition, language))
    for branch, words in (
        (rule.then, _THEN if asks else _ALWAYS),
        (rule.otherwise, _OTHERWISE),
        (rule.on_unknown, _UNKNOWN),
    ):
        if branch:
            yield _filled(words, language, _actions(branch, language))


# ---------------------------------------------------------------- conditions


def said(cond: tree.Cond, language: Language = DUTCH, *, denied: bool = False) -> str:
    """A condition as it is said; ``denied``: that it does not hold."""
    match cond:
        case tree.Negation(part=part):
            return said(part, language, denied=not denied)
        case tree.Test():
            return _predicate(cond, language, denied=denied != cond.negated)
        case tree.IsTrue(value=value):
            return _filled(_IS_YES[denied], language, _value(value, language))
        case tree.DefinedCond(name=name):
            return _filled(_HOLDS[denied], language, name)
        case tree.Was(subject=subject, value=value):
            return _filled(_WAS[denied], language, _value(subject, language), _value(value, language))
        case tree.Changed():
            return _changed(cond, language, denied=denied != cond.negated)
        case tree.All() | tree.Any() | tree.Counted() | tree.Quantified():
            whole = _compound(cond, language)
            return _filled(_NOT, language, whole) if denied else whole
        case _:
            assert_never(cond)


def _compound(cond: tree.All | tree.Any | tree.Counted | tree.Quantified, language: Language) -> str:
    match cond:
        case tree.All(parts=parts):
            return joined([_part(one, language) for one in parts if _settled(one) is not True], language, AND)
        case tree.Any(parts=parts):
            return joined([_part(one, language) for one in parts if _settled(one) is not False], language, _OR)
        case tree.Counted(count=count, exact=exact, parts=parts):
            words = _NONE_OF if exact and count == 0 else _COUNTED[exact]
            return _filled(words, language, str(count), "; ".join(said(one, language) for one in parts))
        case tree.Quantified(count=count, variable=variable):
            is_one = cond.quantity is tree.Quantity.AT_LEAST and count == 1
            words = _ONE if is_one else _QUANTITIES[cond.quantity]
            rows = _value(cond.items, language)
            return _filled(words, language, str(count), variable.name, rows, said(cond.where, language))
        case _:
            assert_never(cond)


def _settled(cond: tree.Cond) -> bool | None:
    """What a condition is by the table of its rule alone: `rij.bestand IS LEEG` in a row where that cell is empty."""
    match cond:
        case tree.Test(record=record, operands=(tree.Const(value=value),), negated=negated) if record in _PRESENCE:
            return ((value is None) is (record is IS_EMPTY)) is not negated
        case tree.Any(parts=parts) if any(_settled(one) is True for one in parts):
            return True
        case tree.All(parts=parts) if any(_settled(one) is False for one in parts):
            return False
        case _:
            return None


def _part(cond: tree.Cond, language: Language) -> str:
    """A part of EN or OF, in brackets where it has parts itself."""
    text = said(cond, language)
    shown = [one for one in cond.parts if _settled(one) is None] if isinstance(cond, tree.All | tree.Any) else ()
    return f"({text})" if len(shown) > 1 else text


def _predicate(cond: tree.Test, language: Language, *, denied: bool) -> str:
    if not isinstance(cond.record, Operator) or cond.record.phrase is None:
        text = spoken(label(cond.span))
        return _filled(_NOT, language, text) if denied != cond.negated else text
    phrase = _phrase(cond, cond.record.phrase)
    words = phrase.denied if denied else phrase.said
    return _filled(words, language, *(_value(one, language) for one in cond.operands))


def _phrase(cond: tree.Test, phrase: Phrase) -> Phrase:
    if cond.record is IN and _is_written_out(cond.operands[1]) and EQUALS.phrase is not None:
        return EQUALS.phrase
    timely = phrase.in_time is not None and cond.operands[0].type in _IN_TIME
    return phrase.in_time if timely and phrase.in_time is not None else phrase


def _changed(cond: tree.Changed, language: Language, *, denied: bool) -> str:
    text = _filled(_CHANGED[denied], language, _value(cond.subject, language))
    old = "" if cond.old is None else _filled(_FROM, language, _value(cond.old, language))
    new = "" if cond.new is None else _filled(_TO, language, _value(cond.new, language))
    return f"{text}{old}{new}"


# ---------------------------------------------------------------- values


def _value(value: tree.Expr, language: Language, word: Text = _OR) -> str:
    """A value; ``word`` joins those of a list."""
    text = label(value.span)
    if isinstance(value, tree.Const) and text.startswith(_ROW):
        return as_literal(value.value, value.type)
    if _is_written_out(value):
        return joined(list(_items(value, text, language)), language, word)
    if isinstance(value, tree.Read) and '"' not in text:
        return _path(text.split("."), language)
    return spoken(text)


def _items(value: tree.Expr, text: str, language: Language) -> Iterator[str]:
    if isinstance(value, tree.MakeList):
        yield from (_value(one, language) for one in value.items)
    else:
        yield from (one.strip() for one in _split(text[1:-1]))


def _is_written_out(value: tree.Expr) -> bool:
    """Whether a list stands there value by value, rather than under a name."""
    text = value.span.text
    return isinstance(value, tree.Const | tree.MakeList) and text.startswith("(") and text.endswith(")")


def _split(text: str) -> Iterator[str]:
    """The items between `;`, save those in a text."""
    start, quoted = 0, False
    for at, char in enumerate(text):
        if char == '"' and text[at - 1 : at] != "\\":
            quoted = not quoted
        elif char == ";" and not quoted:
            yield text[start:at]
            start = at + 1
    yield text[start:]


def _path(names: Sequence[str], language: Language) -> str:
    """`plaats van relatie` for `relatie.plaats`."""
    shown = names[0]
    for name in names[1:]:
        shown = _filled(_OF_FIELD, language, name, shown)
    return shown


# ---------------------------------------------------------------- actions


def _actions(actions: Sequence[tree.Action], language: Language) -> str:
    return "; ".join(_action(one, language) for one in actions)


def _action(action: tree.Action, language: Language) -> str:
    match action:
        case tree.SetField(label=name, clears=True):
            return _filled(_CLEARED, language, _path(name.split("."), language))
        case tree.SetField(label=name, value=value):
            return _filled(_SET, language, _path(name.split("."), language), _value(value, language))
        case tree.StopRules():
            return _STOP.show(language)
        case tree.Loop():
            return _loop(action, language)
        case tree.Perform():
            return _perform(action, language)
        case _:
            assert_never(action)


def _loop(action: tree.Loop, language: Language) -> str:
    rows = _value(action.items, language)
    if action.where is not None:
        rows += _filled(_WHERE, language, said(action.where, language))
    return _filled(_LOOP, language, rows, _actions(action.body, language))


def _perform(action: tree.Perform, language: Language) -> str:
    """The action with what the rule itself says of it; what the domain fills in goes without saying."""
    own = action.span.source
    settings = [
        f"{action.action.parameters[key].name} {_value(value, language, AND)}"
        for key, value in action.arguments
        if key in action.action.parameters and value.span.source is own
    ]
    if action.cleared:
        settings.append(_filled(_WITHOUT, language, ", ".join(action.cleared)))
    parts = [spoken(action.action.title), *_waiting(action.wait, language)]
    return " ".join([*parts, *([f"({'; '.join(settings)})"] if settings else [])])


def _waiting(wait: tree.Wait | None, language: Language) -> Iterator[str]:
    if wait is not None:
        yield _filled(_AFTER, language, _value(wait.amount, language))
        if wait.provided is not None:
            yield _filled(_PROVIDED, language, said(wait.provided, language))


# ---------------------------------------------------------------- words


def _filled(words: Text, language: Language, *facts: str) -> str:
    """A phrase with its places `{0}`, `{1}` filled: whole, for a page has room."""
    return (words.nl if language == DUTCH else words.en).format(*facts)
