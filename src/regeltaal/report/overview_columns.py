"""The columns of the overview of rules: what each shows of a rule, to read and as data."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from attrs import frozen

from regeltaal.base.text import Language, Text, same
from regeltaal.report import rule_words as words
from regeltaal.runtime.inspection import condition_of
from regeltaal.runtime.overview import RuleFacts
from regeltaal.values.kinds.moment import KIND as MOMENT

Cells = tuple[str, ...]
Show = Callable[[RuleFacts, Language], Cells]
Data = Callable[[RuleFacts], object]


@frozen
class Column:
    """A column. ``name`` is how it is asked for and headed; ``data`` is what JSON holds, and what sorting goes by."""

    name: Text
    show: Show
    data: Data
    wide: bool = False
    """Long texts: not shown unless asked for, where there is room for few columns."""

    @property
    def key(self) -> str:
        return self.name.nl


_YES = Text(nl="ja", en="yes")
_NO = Text(nl="nee", en="no")
_NEVER = Text(nl="nooit", en="never")
_ALL = Text(nl="alle", en="all")
_MOST_NAMES = 5
_UNKNOWN: Cells = ()


def _one(text: str) -> Cells:
    return (text,) if text else ()


def _excluded(facts: RuleFacts, language: Language) -> Cells:
    return tuple(f"{one.administration} ({one.reason.show(language)})" for one in facts.left_out if one.excepted)


def _applies_to(facts: RuleFacts, language: Language) -> Cells:
    """The names; of a rule for a long list of administrations, all of them, how many that are."""
    if not facts.applies_to and not facts.left_out:
        return (words.scope_of(facts.rule, language),)
    if facts.left_out or len(facts.applies_to) <= _MOST_NAMES:
        return facts.applies_to
    return (f"{_ALL.show(language)} {len(facts.applies_to)}",)


def _left_out_data(facts: RuleFacts) -> object:
    return [
        {"administratie": one.administration, "uitgezonderd": one.excepted, "reden": one.reason.nl}
        for one in facts.left_out
    ]


def _valid_data(facts: RuleFacts) -> object:
    rule = facts.rule
    return {"vanaf": _iso(rule.valid_from), "tot": _iso(rule.valid_until)}


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _last(facts: RuleFacts, language: Language) -> Cells:
    if facts.runs is None:
        return _UNKNOWN
    return (_NEVER.show(language),) if facts.runs.last is None else (MOMENT.show(facts.runs.last, None),)


def _last_data(facts: RuleFacts) -> object:
    return facts.runs.last.isoformat() if facts.runs is not None and facts.runs.last is not None else None


def _count(facts: RuleFacts, language: Language) -> Cells:
    del language
    return _UNKNOWN if facts.runs is None else (str(facts.runs.count),)


def _level(facts: RuleFacts, language: Language) -> Cells:
    return (words.level_words(facts.rule.id.level.value, None, language),)


def _administration(facts: RuleFacts, language: Language) -> Cells:
    del language
    return _one(facts.rule.id.administration or "")


COLUMNS: tuple[Column, ...] = (
    Column(Text(nl="naam", en="name"), lambda one, _: (str(one.rule.id),), lambda one: str(one.rule.id)),
    Column(Text(nl="niveau", en="level"), _level, lambda one: one.rule.id.level.value),
    Column(
        Text(nl="administratie", en="administration"),
        _administration,
        lambda one: one.rule.id.administration,
        wide=True,
    ),
    Column(
        Text(nl="bereik", en="scope"),
        lambda one, language: (words.scope_of(one.rule, language),),
        lambda one: words.scope_of(one.rule),
        wide=True,
    ),
    Column(Text(nl="administraties", en="administrations"), _applies_to, lambda one: list(one.applies_to)),
    Column(Text(nl="uitgesloten", en="excluded"), _excluded, _left_out_data, wide=True),
    Column(
        Text(nl="prioriteit", en="priority"), lambda one, _: (str(one.rule.priority),), lambda one: one.rule.priority
    ),
    Column(same("object"), lambda one, _: (one.rule.object,), lambda one: one.rule.object, wide=True),
    Column(
        Text(nl="fase", en="phase"), lambda one, _: _one(one.rule.phase), lambda one: one.rule.phase or None, wide=True
    ),
    Column(
        Text(nl="gebeurtenis", en="event"),
        lambda one, _: words.triggers_of(one.rule),
        lambda one: list(words.triggers_of(one.rule)),
    ),
    Column(
        Text(nl="voorwaarde", en="condition"),
        lambda one, _: _one(condition_of(one.rule)),
        lambda one: condition_of(one.rule) or None,
        wide=True,
    ),
    Column(
        Text(nl="acties", en="actions"),
        lambda one, language: words.actions_of(one.rule, language),
        lambda one: list(words.actions_of(one.rule)),
    ),
    Column(
        Text(nl="actief", en="active"),
        lambda one, language: ((_YES if one.rule.enabled else _NO).show(language),),
        lambda one: one.rule.enabled,
    ),
    Column(
        Text(nl="geldig", en="valid"),
        lambda one, language: _one(words.validity_of(one.rule, language)),
        _valid_data,
        wide=True,
    ),
    Column(
        Text(nl="omschrijving", en="description"),
        lambda one, _: _one(one.rule.description),
        lambda one: one.rule.description or None,
        wide=True,
    ),
    Column(
        Text(nl="bestand", en="file"),
        lambda one, _: (words.place_of(one.rule),),
        lambda one: {"pad": one.rule.path, "lijn": one.rule.span.begin.line},
        wide=True,
    ),
    Column(Text(nl="laatst uitgevoerd", en="last run"), _last, _last_data),
    Column(Text(nl="aantal keer", en="times run"), _count, lambda one: None if one.runs is None else one.runs.count),
)
BY_NAME: Mapping[str, Column] = {name: column for column in COLUMNS for name in (column.name.en, column.name.nl)}
NARROW: tuple[Column, ...] = tuple(column for column in COLUMNS if not column.wide)
"""What is shown unless asked otherwise, where there is little room."""
DISPENSABLE: tuple[Column, ...] = tuple(
    BY_NAME[name] for name in ("laatst uitgevoerd", "prioriteit", "aantal keer", "niveau", "actief")
)
"""What of that goes first when even so there is too little room."""


def names(columns: Sequence[Column], language: Language) -> list[str]:
    return [column.name.show(language) for column in columns]
