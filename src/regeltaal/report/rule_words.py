"""A rule in words: for whom it is, when it runs, what it asks and what it does. Read from the checked rule."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import assert_never

from attrs import frozen

from regeltaal.base.patterns import lazily
from regeltaal.base.text import DUTCH, Language, Text, same
from regeltaal.evaluate.reading import label
from regeltaal.program import tree
from regeltaal.schema.model import Level
from regeltaal.values.notation import show_date

_WORDS = lazily(r'"""[\s\S]*?"""|"(?:[^"\\]|\\.)*"|`[^`]*`|(?<![\w.-])[A-Z][A-Z-]*[A-Z](?![\w.(-])')
_EVERYONE = Text(nl="alle administraties", en="all administrations")
_BUT = Text(nl=", behalve ", en=", except ")
_TAG = Text(nl="tag", en="tag")
AND = Text(nl="en", en="and")


def level_of(rule: tree.Rule, language: Language = DUTCH) -> str:
    """`omgeving`, or `administratie Jansen BV`."""
    return level_words(rule.id.level.value, rule.id.administration, language)


def level_words(level: str, administration: object, language: Language = DUTCH) -> str:
    """The same for a level as JSON has it."""
    word = _LEVELS[level].show(language) if level in _LEVELS else level
    return f"{word} {administration}" if administration else word


_LEVELS = {
    Level.ENVIRONMENT.value: Text(nl="omgeving", en="environment"),
    Level.ADMINISTRATION.value: Text(nl="administratie", en="administration"),
}


def scope_of(rule: tree.Rule, language: Language = DUTCH) -> str:
    """For whom the rule is, as its head says: `alle administraties, behalve Test BV en tag horeca`."""
    if rule.id.administration is not None:
        return rule.id.administration
    chosen = rule.selection
    included = _EVERYONE.show(language) if chosen.everyone else _named(chosen.names, chosen.tags, language)
    without = _named(chosen.without_names, chosen.without_tags, language)
    return included + (f"{_BUT.show(language)}{without}" if without else "")


def _named(names: frozenset[str], tags: frozenset[str], language: Language) -> str:
    return joined([*sorted(names), *(f"{_TAG.show(language)} {tag}" for tag in sorted(tags))], language)


def joined(names: Sequence[str], language: Language = DUTCH, word: Text = AND) -> str:
    """`a, b en c`."""
    start, last = names[:-1], names[-1:]
    return f" {word.show(language)} ".join([*([", ".join(start)] if start else []), *last])


def validity_of(rule: tree.Rule, language: Language = DUTCH) -> str:
    """`vanaf 1-1-2027 tot en met 30-6-2027`; nothing for a rule that always holds."""
    parts = []
    if rule.valid_from is not None:
        word = Text(nl="vanaf", en="from").show(language)
        parts.append(f"{word} {show_date(rule.valid_from)}")
    if rule.valid_until is not None:
        word = Text(nl="tot en met", en="up to and including").show(language)
        parts.append(f"{word} {show_date(rule.valid_until - timedelta(days=1))}")
    return " ".join(parts)


def triggers_of(rule: tree.Rule) -> tuple[str, ...]:
    """What starts the rule, as it is written."""
    return tuple(label(trigger.span) for trigger in rule.triggers)


def place_of(rule: tree.Rule) -> str:
    """`regels/factuur.regel:12`."""
    return f"{rule.path}:{rule.span.begin.line}"


def spoken(written: str) -> str:
    """A piece of a rule with the capitals of the language gone: `contract is leeg`. What is quoted stays."""
    return _WORDS.sub(lambda found: found[0].lower() if found[0][0] not in '"`' else found[0], written)


# ---------------------------------------------------------------- conditions


@frozen
class Outline:
    """A condition in words, its parts below it."""

    text: Text
    parts: "tuple[Outline, ...]" = ()


def outline(cond: tree.Cond) -> Outline | None:
    """A condition in words; None where there is nothing to meet."""
    parts = parts_of(cond)
    if isinstance(cond, tree.All) and not parts:
        return None
    return Outline(heading(cond), tuple(found for part in parts if (found := outline(part)) is not None))


def heading(cond: tree.Cond) -> Text:
    """A condition in words, without its parts."""
    match cond:
        case tree.All():
            return Text(nl="dit geldt allemaal", en="all of these hold")
        case tree.Any():
            return Text(nl="minstens een hiervan geldt", en="at least one of these holds")
        case tree.Negation():
            return Text(nl="dit geldt niet", en="this does not hold")
        case tree.Counted(count=count, exact=exact):
            return _count(count, exact=exact)
        case tree.Quantified(where=where):
            return same(_before(cond, where))
        case tree.DefinedCond(name=name):
            return Text(nl=f"{name} (een definitie)", en=f"{name} (a definition)")
        case tree.Test() | tree.IsTrue() | tree.Changed() | tree.Was():
            return same(spoken(label(cond.span)))
        case _:
            assert_never(cond)


def parts_of(cond: tree.Cond) -> tuple[tree.Cond, ...]:
    match cond:
        case tree.All(parts=parts) | tree.Any(parts=parts) | tree.Counted(parts=parts):
            return parts
        case tree.Negation(part=part):
            return (part,)
        case tree.Quantified(where=where):
            return (where,)
        case tree.DefinedCond(body=body):
            return (body,)
        case tree.Test() | tree.IsTrue() | tree.Changed() | tree.Was():
            return ()
        case _:
            assert_never(cond)


def _count(count: int, *, exact: bool) -> Text:
    if exact and count == 0:
        return Text(nl="geen hiervan geldt", en="none of these holds")
    nl, en = ("precies", "exactly") if exact else ("minstens", "at least")
    return Text(nl=f"{nl} {count} hiervan gelden", en=f"{en} {count} of these hold")


def _before(whole: tree.Quantified, where: tree.Cond) -> str:
    """The head of a quantifier: `een materiaal in materialen waarvoor`."""
    text = whole.span.text
    cut = where.span.start - whole.span.start
    return spoken(" ".join(text[:cut].rstrip(" \n\t(").split())) if 0 < cut < len(text) else spoken(label(whole.span))


# ---------------------------------------------------------------- actions


_BRANCHES = (
    ("then", Text(nl="", en="")),
    ("otherwise", Text(nl="anders", en="otherwise")),
    ("on_unknown", Text(nl="bij onbekend", en="if unknown")),
)


def actions_of(rule: tree.Rule, language: Language = DUTCH) -> tuple[str, ...]:
    """The actions by title, once each per branch: `anders: MAAK taak`."""
    found = [
        f"{word.show(language)}: {title}" if word.nl else title
        for name, word in _BRANCHES
        for title in titles(getattr(rule, name) or ())
    ]
    return tuple(dict.fromkeys(found))


def titles(actions: Sequence[tree.Action]) -> Iterator[str]:
    for action in actions:
        match action:
            case tree.SetField(label=name, clears=clears):
                yield f"{'WIS' if clears else 'ZET'} {name}"
            case tree.StopRules():
                yield "STOP VERDERE REGELS"
            case tree.Perform(action=declared):
                yield declared.title
            case tree.Loop(body=body):
                yield from titles(body)
            case _:
                assert_never(action)
