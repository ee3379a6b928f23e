"""A rule as a card: what it does in plain sentences, and when it has its turn."""

from collections.abc import Iterator

from regeltaal.assist.cards import Card, Facts, Said, as_code
from regeltaal.assist.order import Turn, turn_of
from regeltaal.assist.references import meant, rule_of
from regeltaal.base.text import Language, Text
from regeltaal.check.naming import name_of
from regeltaal.check.notes import RuleSymbol
from regeltaal.program.tree import Rule
from regeltaal.report.rule_words import scope_of, validity_of
from regeltaal.report.sentences import sentences
from regeltaal.syntax import tree
from regeltaal.workspace.sheet import Sheet
from regeltaal.workspace.state import State

_RULE = Text(nl="regel", en="rule")
_PER_ROW = Text(nl="regel, één per rij van de tabel ({count})", en="rule, one per row of the table ({count})")
_FAULTY = Text(
    nl="Wat deze regel doet, is nog niet te zeggen: er zit een fout in.",
    en="What it does can't be told: it has a mistake.",
)
_TURN = Text(nl="Volgorde", en="Order")
_PLACE = Text(nl="Staat in", en="Stands in")
_PRIORITY = Text(nl="Prioriteit", en="Priority")
_PHASE = Text(nl="Fase", en="Phase")
_FOR = Text(nl="Voor", en="For")
_VALID = Text(nl="Geldig", en="Valid")
_NTH = Text(nl="{nth} van {count} bij {event}", en="{nth} of {count} at {event}")
_NTH_IN_PHASE = Text(nl="{nth} van {count} bij {event}, fase {phase}", en="{nth} of {count} at {event}, phase {phase}")
_NORMAL = 100


def turn_words(turn: Turn, language: Language) -> str:
    """`3e van 5 bij werkbon compleet gemeld`."""
    nth = f"{turn.number}e" if language == "nl" else str(turn.number)
    words = _NTH_IN_PHASE if turn.phase else _NTH
    return words.show(language, {"nth": nth, "count": turn.count, "event": turn.event, "phase": turn.phase})


def rule_card(state: State, symbol: RuleSymbol, language: Language) -> Card | None:
    named = meant(state, symbol)
    node = rule_of(state, named) if isinstance(named, RuleSymbol) else None
    sheet = None if node is None else state.sheets.get(node.span.source.path)
    part = None if sheet is None or node is None else sheet.part_of(node.span)
    if node is None or sheet is None or part is None:
        return None
    checked = state.checked(sheet.path, part)
    rules = [] if checked is None else [one for one in checked.rules if one.span == node.span]
    what = _PER_ROW.show(language, {"count": len(rules)}) if len(rules) > 1 else _RULE.show(language)
    description = next((one.text.plain for one in node.metas if isinstance(one, tree.Description)), None)
    told = sentences(rules[0], language) if rules else (_FAULTY.show(language),)
    facts = Facts(tuple(_facts(state, sheet, node, rules[0] if rules else None, language)))
    return Card(name_of(node.name), what, (*(Said(one) for one in (description, *told) if one), facts))


def _facts(
    state: State, sheet: Sheet, node: tree.Rule, rule: Rule | None, language: Language
) -> Iterator[tuple[str, str]]:
    turn = turn_of(state, sheet.path, node.name.span)
    if turn is not None:
        yield _TURN.show(language), turn_words(turn, language)
    if rule is not None:
        if rule.priority != _NORMAL:
            yield _PRIORITY.show(language), str(rule.priority)
        if rule.phase and (turn is None or not turn.phase):
            yield _PHASE.show(language), as_code(rule.phase)
        yield _FOR.show(language), scope_of(rule, language)
        if validity_of(rule, language):
            yield _VALID.show(language), validity_of(rule, language)
    yield _PLACE.show(language), as_code(sheet.path)
