"""What an editor writes between the words of a rule: what can't be seen there, and a reader would look up.

Few of them, so that each is read: the turn of a rule that does not run in the order of its file, the phase that its
actions give it, what a definition comes to, what a name of one's own stands for, the day of the week in a test.
"""

from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from zoneinfo import ZoneInfo

from regeltaal.assist.order import turns
from regeltaal.assist.rule_cards import turn_words
from regeltaal.assist.type_words import short_type
from regeltaal.base.node import Node
from regeltaal.base.source import Span
from regeltaal.base.text import DUTCH, Language, Text
from regeltaal.check import notes
from regeltaal.check.checker import CheckedFile
from regeltaal.check.notes import Access, Note
from regeltaal.program.tree import Rule
from regeltaal.schema.model import key_of
from regeltaal.syntax import tree
from regeltaal.values.common import YES_NO
from regeltaal.values.literals import read_literal
from regeltaal.values.matching import is_unknown
from regeltaal.values.notation import WEEKDAYS
from regeltaal.values.types import Nothing, Type
from regeltaal.values.value import NotAValueError
from regeltaal.workspace.part import Part
from regeltaal.workspace.state import State

_PHASE = Text(nl="fase {phase}", en="phase {phase}")
_WHY_TURN = Text(
    nl="Een regel met een lagere `PRIORITEIT` gaat voor; bij gelijke gaan die van een administratie voor.",
    en="A rule with a lower `PRIORITEIT` goes first; of equal ones those of an administration do.",
)
_WHY_PHASE = Text(nl="De acties van de regel bepalen de fase.", en="The actions of the rule make the phase.")


class HintKind(Enum):
    """What a hint is about."""

    TYPE = "type"
    ORDER = "order"
    DAY = "day"


class Hint(Node):
    """What to write behind ``span``, and why it is so."""

    span: Span
    label: str
    kind: HintKind
    why: str = ""


def hints(state: State, path: str, part: Part, language: Language = DUTCH) -> tuple[Hint, ...]:
    """Those of a part of a rule file, in order."""
    checked = state.checked(path, part)
    found = [*_turns(state, path, part, language), *_days(state, part)]
    if checked is not None:
        found += _phases(state, part, checked, {one.span for one in found}, language)
        found += _types(part, checked)
    return tuple(sorted(found, key=lambda one: one.span.end))


# ---------------------------------------------------------------- when a rule has its turn


def _turns(state: State, path: str, part: Part, language: Language) -> Iterator[Hint]:
    for name, turn in turns(state, path, part):
        why = _WHY_TURN.show(language)
        yield Hint(name, turn_words(turn, language), HintKind.ORDER, why)


def _phases(state: State, part: Part, checked: CheckedFile, told: set[Span], language: Language) -> Iterator[Hint]:
    """The phase of each rule that does not name it, in a domain that has phases; once for the rules of a table."""
    schema = state.schema
    by_span: dict[Span, Rule] = {one.span: one for one in checked.rules}
    for item in part.parsed.file.items:
        rule = by_span.get(item.span)
        if rule is None or schema is None or not isinstance(item, tree.Rule) or item.name.span in told:
            continue
        names_it = any(isinstance(one, tree.PhaseClause) for one in item.metas)
        if rule.phase and not names_it and len(schema.phases_of(rule.object)) > 1:
            label = _PHASE.show(language, {"phase": rule.phase})
            yield Hint(item.name.span, label, HintKind.ORDER, _WHY_PHASE.show(language))


# ---------------------------------------------------------------- what names stand for


def _types(part: Part, checked: CheckedFile) -> Iterator[Hint]:
    declared = (one for one in checked.notes if one.access is Access.DECLARE and one.span.source is part.source)
    for note in declared:
        if note.type is not None and _says_something(note, note.type):
            yield Hint(note.span, f": {short_type(note.type)}", HintKind.TYPE)


def _says_something(note: Note, type_: Type) -> bool:
    """Whether a type is not known already: from the name, or since most definitions are conditions."""
    if is_unknown(type_) or isinstance(type_, Nothing):
        return False
    match note.symbol:
        case notes.DefinitionSymbol():
            return type_ != YES_NO
        case notes.VariableSymbol(name):
            return key_of(str(type_)) != name
        case _:
            return False


# ---------------------------------------------------------------- the day of the week


def _days(state: State, part: Part) -> Iterator[Hint]:
    """The day of the moments of a test: on it depends what a working day later is."""
    zone = ZoneInfo("Europe/Amsterdam" if state.project is None else state.project.config.zone)
    for item in part.parsed.file.items:
        for step in item.steps if isinstance(item, tree.Test) else ():
            day = None if step.moment is None else _day(step.moment, zone)
            if step.moment is not None and day is not None:
                yield Hint(step.moment.span, WEEKDAYS[day.weekday()], HintKind.DAY)


def _day(literal: tree.Literal, zone: ZoneInfo) -> date | None:
    try:
        value = read_literal(literal.kind, literal.text, zone)
    except NotAValueError:
        return None
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None
